// The door to the store. Queries are functions that take a `Connection`, so that the caller decides what happens together.
import { Kysely, sql } from 'kysely';
import type { Dialect } from 'kysely';
import { newId } from '../core/ids.ts';
import { createTransactionGuard } from './guard.ts';
import type { OpenDatabase } from './connection.ts';
import { migrate } from './migrate.ts';
import { appendErasures, erasedFileBeside } from './erased.ts';
import { mendOf, openFile, operatorFault, sqliteDialect } from './sqlite.ts';
import type { ChatObjectTable, Tables } from './schema.ts';

export type { Connection, OpenDatabase } from './connection.ts';
export { isDiskFault, isStoreFault } from './sqlite.ts';

/** Opens the file, creates what is missing in it and brings it up to this program's schema. Throws OperatorError. `:memory:` for tests. */
export async function openDatabase({ file }: { readonly file: string }): Promise<OpenDatabase> {
  const handle = openFile(file);
  const database = createDatabase({
    dialect: sqliteDialect(handle),
    locksRows: false,
    scrub: async (db) => void (await sql`pragma wal_checkpoint(truncate)`.execute(db)),
    noteErasure: file === ':memory:' ? noNote : (erasure) => appendErasures(erasedFileBeside(file), [erasure]),
  });
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw operatorFault(file, error);
  }
  return database;
}

const noNote: OpenDatabase['noteErasure'] = async () => undefined;

/** For an engine that is already open; `migrate` is the caller's to call. */
export function createDatabase({
  dialect,
  locksRows,
  scrub = async () => undefined,
  noteErasure = noNote,
}: {
  readonly dialect: Dialect;
  readonly locksRows: boolean;
  readonly scrub?: (db: Kysely<Tables>) => Promise<void>;
  readonly noteErasure?: OpenDatabase['noteErasure'];
}): OpenDatabase {
  const guard = createTransactionGuard();
  const unguarded = new Kysely<Tables>({ dialect });
  const db = unguarded.withPlugin(guard.plugin);
  // Kysely's own way into a transaction would pass by the guard.
  db.transaction = () => {
    throw new Error('use `transaction` of the open database, not `db.transaction`');
  };
  async function writeFault(): Promise<string | null> {
    try {
      const row = { key: 'store.last-write-check', value: newId() }; // a new value each time, so that a page is written
      await db
        .insertInto('setting')
        .values(row)
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: row.value }))
        .execute();
      return null;
    } catch (error) {
      return `The database cannot be written to: ${mendOf(error) ?? 'look at the space and the rights of DATA_DIR'}.`;
    }
  }
  const transaction: OpenDatabase['transaction'] = (work) => guard.inside(() => unguarded.transaction().execute(work));
  return {
    db,
    locksRows,
    transaction,
    afterCommit: (work) => guard.afterCommit(work),
    isWritable: async () => (await writeFault()) === null,
    writeFault,
    scrub: () => scrub(db),
    noteErasure,
    close: () => unguarded.destroy(),
  };
}

const CHAT_SCHEMA =
  'create table if not exists chat_object (kind text not null, id text not null, value text not null, sequence integer not null, primary key (kind, id))';

/** One object of the local platform's world; `value` is JSON text. */
export type ChatObject = Readonly<ChatObjectTable>;

export interface ChatDatabase {
  /** Ordered by `sequence`. */
  load(): ChatObject[];
  /** All of it or nothing, and on the disk when the call returns. */
  write(changes: { readonly put: readonly ChatObject[]; readonly remove: readonly { readonly kind: string; readonly id: string }[] }): void;
  close(): void;
}

/**
 * The local platform's own world, in a file of its own: what Discord or Slack would keep. Synchronous, since that platform
 * answers a person in the same turn. Throws OperatorError.
 */
export function openChatDatabase({ file }: { readonly file: string }): ChatDatabase {
  const handle = openFile(file, CHAT_SCHEMA);
  const all = handle.prepare('select kind, id, value, sequence from chat_object order by sequence, kind, id');
  const put = handle.prepare(
    'insert into chat_object (kind, id, value, sequence) values (?, ?, ?, ?) on conflict (kind, id) do update set value = excluded.value, sequence = excluded.sequence',
  );
  const remove = handle.prepare('delete from chat_object where kind = ? and id = ?');
  return {
    load: () =>
      all.all().map((row) => ({
        kind: String(row['kind']),
        id: String(row['id']),
        value: String(row['value']),
        sequence: Number(row['sequence']),
      })),
    write(changes) {
      handle.exec('begin immediate');
      try {
        for (const object of changes.put) put.run(object.kind, object.id, object.value, object.sequence);
        for (const object of changes.remove) remove.run(object.kind, object.id);
        handle.exec('commit');
      } catch (error) {
        if (handle.isTransaction) handle.exec('rollback');
        throw error;
      }
    },
    close: () => handle.close(),
  };
}
