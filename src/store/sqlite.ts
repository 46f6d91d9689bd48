// Kysely on Node's own SQLite. One connection, and every call on it is synchronous: between two awaits nothing else runs on it.
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, StatementSync } from 'node:sqlite';
import type { CompiledQuery } from 'kysely';
import { SqliteAdapter, SqliteDriver, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, QueryResult, SqliteDatabase, SqliteStatement } from 'kysely';
import { OperatorError } from '../core/errors.ts';

/** How long a statement waits for another process that writes. */
const BUSY_TIMEOUT_MS = 5000;
/** Preparing costs more than running; lists of varying length (`in (?, ?)`) make texts without end, so the oldest leave. */
const PREPARED_STATEMENTS = 256;

const READ_ONLY = 8;
const IO_ERROR = 10;
const FULL = 13;

/** SQLite's primary result codes (sqlite.org/rescode.html) that the person who hosts it can mend. */
const MENDS: Readonly<Record<number, string>> = {
  5: 'another process holds it for longer than 5 s: stop that process, or give this one another DATA_DIR',
  [READ_ONLY]: 'it cannot be written: make the file and its folder writable for this user, or set DATA_DIR to a folder that is',
  [IO_ERROR]: 'the disk reported an error: check the disk, then restore a back-up if the file was hurt',
  11: 'it is damaged: restore it from a back-up',
  [FULL]: 'the disk is full: free some space, or set DATA_DIR to a folder on another disk',
  14: 'it cannot be opened: check that the folder exists and is writable for this user, or set DATA_DIR to one that is',
  26: 'it is not an SQLite database: move it away, or set DATA_DIR to another folder',
};

/** SQLite's primary result code, or null for an error that is not SQLite's. */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode & 0xff; // the upper bits are the extended code
}

/** What is wrong and what to do, as the end of a sentence. null: nothing that the person who hosts it can mend. */
export const mendOf = (error: unknown): string | null => MENDS[sqliteCode(error) ?? 0] ?? null;

/** The disk takes no more, or nothing at all: what was to be kept is not kept, and works again by itself once it does. */
export const isDiskFault = (error: unknown): boolean => [READ_ONLY, IO_ERROR, FULL].includes(sqliteCode(error) ?? 0);

/** The store's own trouble, and not that of what it was asked to do. */
export const isStoreFault = (error: unknown): boolean => sqliteCode(error) !== null;

/** An error of SQLite in the operator's words; any other error as it is. */
export function operatorFault(file: string, error: unknown): unknown {
  const mend = mendOf(error);
  return mend === null ? error : new OperatorError([`The database ${file}: ${mend}.`]);
}

/**
 * Opens (and creates) a database file: write-ahead log, and a sync at every commit, so that what was committed survives kill -9
 * and a loss of power. `schema` is run each time. Throws OperatorError.
 */
export function openFile(file: string, schema = ''): DatabaseSync {
  try {
    const handle = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
    try {
      // What is deleted is overwritten: an erase must leave nothing in the file.
      handle.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on');
      handle.exec(schema);
      return handle;
    } catch (error) {
      handle.close();
      throw error;
    }
  } catch (error) {
    throw operatorFault(file, error);
  }
}

/** One holder's turn on the connection. */
class Turn implements DatabaseConnection {
  readonly #inner: DatabaseConnection;
  readonly #beforeLooking: () => void;
  /** Inside a transaction of its own. */
  isWriting = false;
  /** Another one has the connection already: this one waits for its commit only. */
  isOver = false;
  /** What its last statement failed with: after a full disk SQLite has undone the whole group, and all of it is told the same. */
  fault: unknown = null;

  constructor(inner: DatabaseConnection, beforeLooking: () => void) {
    this.#inner = inner;
    this.#beforeLooking = beforeLooking;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (!this.isWriting) this.#beforeLooking();
    try {
      return await this.#inner.executeQuery(query);
    } catch (error) {
      this.fault = error;
      throw error;
    }
  }

  streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    if (!this.isWriting) this.#beforeLooking();
    return this.#inner.streamQuery(query, chunkSize);
  }
}

interface Awaiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** So many commits share one sync of the disk at most: the first of them waits for the last. */
const MOST_TOGETHER = 24;
const MEMBER = 'member_of_group';

/**
 * One connection, first come, first served. Kysely's own way for such engines wakes everyone who waits at each release: 20,000
 * queries at once took 770 µs each with it and take 43 µs with a queue.
 *
 * Transactions that wait for each other are committed together, since a commit is a sync of the disk: each is a savepoint of its
 * own, undone alone when it fails, and none of them is told that it has committed before all of them are on the disk. What only
 * looks (or writes outside a transaction) sees nothing that is not: it has what waits committed first.
 */
class OneConnectionDriver extends SqliteDriver {
  readonly #handle: DatabaseSync;
  readonly #waiting: (() => void)[] = [];
  #together: Awaiting[] = [];
  #taken = false;

  constructor(handle: DatabaseSync) {
    super({ database: withPreparedStatements(handle) });
    this.#handle = handle;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#taken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#taken = true;
    return new Turn(await super.acquireConnection(), () => this.#commit());
  }

  override async releaseConnection(turn?: DatabaseConnection): Promise<void> {
    if (turn instanceof Turn && !turn.isOver) this.#handOn(turn);
  }

  #handOn(turn: Turn): void {
    turn.isOver = true;
    const next = this.#waiting.shift();
    if (next !== undefined) return next();
    this.#commit();
    this.#taken = false;
  }

  /** The write lock at once: a transaction that reads first and writes later would be refused, without a wait, when another process wrote in between. */
  override async beginTransaction(turn: DatabaseConnection): Promise<void> {
    if (!this.#handle.isTransaction) this.#handle.exec('begin immediate');
    this.#handle.exec(`savepoint ${MEMBER}`);
    if (turn instanceof Turn) turn.isWriting = true;
  }

  override async commitTransaction(turn: DatabaseConnection): Promise<void> {
    this.#handle.exec(`release ${MEMBER}`);
    if (!(turn instanceof Turn) || this.#waiting.length === 0 || this.#together.length >= MOST_TOGETHER) return this.#commit(true);
    const onDisk = new Promise<void>((resolve, reject) => this.#together.push({ resolve, reject }));
    this.#handOn(turn);
    return onDisk;
  }

  override async rollbackTransaction(turn: DatabaseConnection): Promise<void> {
    // One that was refused together with others has given the connection on: what stands on it now is somebody else's.
    if (!(turn instanceof Turn) || turn.isOver) return;
    turn.isWriting = false;
    // After a full disk or an I/O error SQLite has rolled back everything by itself, what waited to be committed with it too.
    if (!this.#handle.isTransaction)
      return this.#fail(turn.fault ?? new Error('rolled back together with another transaction that failed'));
    try {
      this.#handle.exec(`rollback to ${MEMBER}; release ${MEMBER}`);
      if (this.#together.length === 0) this.#handle.exec('rollback');
    } catch (error) {
      // What could not be undone alone is undone with the rest: half of it must not be committed.
      if (this.#handle.isTransaction) this.#handle.exec('rollback');
      this.#fail(error);
      throw error;
    }
  }

  override async destroy(): Promise<void> {
    if (this.#handle.isOpen && this.#handle.isTransaction) this.#handle.exec('rollback');
    this.#fail(new Error('the database was closed before this was committed'));
    await super.destroy();
  }

  /** Everything that waits for it. `throws`: the caller waits too, and is told by an error. */
  #commit(throws = false): void {
    if (!this.#handle.isTransaction) return;
    try {
      this.#handle.exec('commit');
    } catch (error) {
      if (this.#handle.isTransaction) this.#handle.exec('rollback');
      this.#fail(error);
      if (throws) throw error;
      return;
    }
    for (const { resolve } of this.#together.splice(0)) resolve();
  }

  #fail(error: unknown): void {
    for (const { reject } of this.#together.splice(0)) reject(error);
  }
}

class NodeSqliteAdapter extends SqliteAdapter {
  /** Untrue, and it leaves the waiting to the driver. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  /** SQLite does: migrations run whole or not at all. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

export function sqliteDialect(handle: DatabaseSync): Dialect {
  return {
    createDriver: () => new OneConnectionDriver(handle),
    createAdapter: () => new NodeSqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

function withPreparedStatements(handle: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => handle.close(),
    prepare(sql) {
      const found = prepared.get(sql);
      const statement = found ?? asKyselyStatement(handle.prepare(sql));
      if (found !== undefined) prepared.delete(sql);
      prepared.set(sql, statement); // the Map's order is the order of last use
      if (prepared.size > PREPARED_STATEMENTS) {
        for (const [oldest] of prepared) {
          prepared.delete(oldest);
          break;
        }
      }
      return statement;
    },
  };
}

function asKyselyStatement(statement: StatementSync): SqliteStatement {
  const bind = (parameters: readonly unknown[]) => parameters as SQLInputValue[]; // node:sqlite itself refuses other values
  return {
    reader: statement.columns().length > 0,
    // Rows come without a prototype, which no comparison or console expects.
    all: (parameters) => statement.all(...bind(parameters)).map((row) => ({ ...row })),
    run: (parameters) => statement.run(...bind(parameters)),
    iterate: (parameters) => statement.iterate(...bind(parameters)),
  };
}
