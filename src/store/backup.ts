// Copies of a database file, made while its owner writes to it, and the reading of a file without a trace of having done so.
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { chmod, link, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync, backup } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { OperatorError } from '../core/errors.ts';
import type { OpenDatabase } from './connection.ts';
import { createDatabase } from './database.ts';
import { syncToDisk } from './files.ts';
import { missingMigrations } from './migrate.ts';
import { isDiskFault, mendOf, operatorFault, sqliteDialect } from './sqlite.ts';

/** All pages in one step: a copy in several begins again whenever somebody has written in between. */
const EVERY_PAGE = 2 ** 31 - 1;
const BUSY_TIMEOUT_MS = 5000;
const TAKEN_AT = 'backup.takenAtMs';
/** By the machine's clock. */
export const LAST_BACKUP_AT = 'backup.lastAtMs';
/** Why the last one that the server tried failed, for its operator; empty: it did not. */
export const LAST_BACKUP_FAULT = 'backup.fault';
/** What a write-ahead log and its index are called after. */
const SIDECARS = ['-wal', '-shm'] as const;

/**
 * For reading only. `leaveNoTrace`: without a file beside it that was not there. Where no log of recent writes stands nobody has the
 * file open, and it is all there is; who copies it takes the locks all the same, since a server may start meanwhile.
 */
function openToRead(file: string, leaveNoTrace: boolean): DatabaseSync {
  if (!existsSync(file)) throw new OperatorError([`There is no file ${file}.`]);
  if (leaveNoTrace && !existsSync(`${file}-wal`)) return openUnshared(file);
  return new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
}

/** Only where nobody else has it open: no lock is taken, and no log of recent writes is looked for. */
function openUnshared(file: string): DatabaseSync {
  const place = pathToFileURL(file);
  place.search = '?mode=ro&immutable=1';
  return new DatabaseSync(place, { readOnly: true });
}

/** Its queries, for looking only: no migration is run, and a write is an error. Throws OperatorError. */
export function openDatabaseToRead(file: string): OpenDatabase {
  try {
    return createDatabase({ dialect: sqliteDialect(openToRead(file, true)), locksRows: false });
  } catch (error) {
    throw operatorFault(file, error);
  }
}

/** Reads every page. null: the file is whole, else what SQLite found first. */
export function findDamage(file: string): string | null {
  try {
    const handle = openToRead(file, true);
    try {
      return damageIn(handle);
    } finally {
      handle.close();
    }
  } catch (error) {
    const mend = mendOf(error);
    if (mend === null) throw error;
    return mend;
  }
}

function damageIn(handle: DatabaseSync): string | null {
  const found = handle
    .prepare('pragma quick_check(1)')
    .all()
    .map((row) => String(row['quick_check']));
  return found.length === 1 && found[0] === 'ok' ? null : found.join('; ');
}

/**
 * Copies the file with everything that is committed, while others write; whole or not at all, readable by its owner only. `takenAtMs`
 * is written into the copy; null for a database without settings. Resolves to the copy's size in bytes. Throws OperatorError.
 */
export async function copyDatabase(from: string, to: string, takenAtMs: number | null): Promise<number> {
  const part = `${to}.part-${process.pid}`;
  try {
    writeFileSync(part, '', { mode: 0o600 }); // made first: SQLite would make it readable by all
    await copyPages(from, part);
    sealCopy(part, takenAtMs);
    await chmod(part, 0o600);
    await syncToDisk(part);
    await rename(part, to);
    await syncToDisk(dirname(to));
    return statSync(to).size;
  } catch (error) {
    for (const suffix of ['', '-journal', ...SIDECARS]) await rm(`${part}${suffix}`, { force: true });
    throw copyFault(to, error);
  }
}

async function copyPages(from: string, to: string): Promise<void> {
  const hadLog = existsSync(`${from}-wal`);
  try {
    await copyThrough(openToRead(from, false), to);
  } catch (error) {
    // A full or read-only disk has no room for the files that readers share; where nobody has it open, none are needed.
    if (error instanceof OperatorError || hadLog) throw error;
    await copyThrough(openUnshared(from), to);
  }
}

async function copyThrough(source: DatabaseSync, to: string): Promise<void> {
  try {
    await backup(source, to, { rate: EVERY_PAGE });
  } finally {
    source.close();
  }
}

function sealCopy(part: string, takenAtMs: number | null): void {
  const handle = new DatabaseSync(part);
  try {
    handle.exec('pragma journal_mode = delete'); // one file, with nothing beside it to forget
    if (takenAtMs !== null)
      handle
        .prepare('insert into setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value')
        .run(TAKEN_AT, String(takenAtMs));
    const damage = damageIn(handle);
    if (damage !== null)
      throw new OperatorError([`The copy does not hold: ${damage}. The database itself may be damaged: "npm run doctor" looks at it.`]);
  } finally {
    handle.close();
  }
}

function copyFault(to: string, error: unknown): unknown {
  if (error instanceof OperatorError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT' || isDiskFault(error) || isFullByName(error))
    return new OperatorError([`${to}: the disk takes no more. Free some space there, or name a folder on another disk.`]);
  if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EISDIR'].includes(code))
    return new OperatorError([`${to} cannot be written (${code}). Name a folder that exists and is writable for this user.`]);
  return operatorFault(to, error);
}

/** node:sqlite's copying gives SQLite's sentence without its code. */
const isFullByName = (error: unknown): boolean => error instanceof Error && /database or disk is full/i.test(error.message);

/** By another process than the server, which shows it in its metrics. What cannot be noted (a full disk) is not: the copy is what counts. */
export function noteBackupFrom(databaseFile: string, atMs: number): void {
  try {
    const handle = new DatabaseSync(databaseFile, { timeout: BUSY_TIMEOUT_MS });
    try {
      const note = handle.prepare('insert into setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value');
      note.run(LAST_BACKUP_AT, String(atMs));
      note.run(LAST_BACKUP_FAULT, '');
    } finally {
      handle.close();
    }
  } catch {
    // See above.
  }
}

export interface Described {
  /** Migrations that this program would still run. */
  readonly missing: readonly string[];
  /** null: no back-up, but the database of a program as it ran. */
  readonly takenAtMs: number | null;
}

/** Throws OperatorError unless the file is whole, one of ours, and of no newer version. */
export async function describeDatabase(file: string): Promise<Described> {
  const damage = findDamage(file);
  if (damage !== null) throw new OperatorError([`${file} cannot be used: ${damage}.`]);
  const database = openDatabaseToRead(file);
  try {
    const tables = (await database.db.introspection.getTables()).map((table) => table.name);
    if (!tables.includes('setting') || !tables.includes('erase_ledger'))
      throw new OperatorError([`${file} is no database of this program. Name a file that "npm run backup" has made.`]);
    const missing = await missingMigrations(database.db);
    const taken = await database.db.selectFrom('setting').select('value').where('key', '=', TAKEN_AT).executeTakeFirst();
    return { missing, takenAtMs: taken === undefined ? null : Number(taken.value) };
  } finally {
    await database.close();
  }
}

/** Packs the file anew, so that nothing which was deleted is left in it. Nobody else may have it open. */
export function packDatabase(file: string): void {
  const handle = new DatabaseSync(file);
  try {
    handle.exec('pragma journal_mode = delete; vacuum');
  } finally {
    handle.close();
  }
}

/**
 * Puts `file` in the place of `current` in one step. `keepAs`: where the replaced one goes, null: it goes for good. Nobody may have
 * either of them open.
 */
export async function replaceDatabase(file: string, current: string, keepAs: string | null): Promise<void> {
  if (existsSync(current)) {
    try {
      packLog(current);
    } catch {
      // Damaged: it is replaced as it is, with the log beside it.
    }
    if (keepAs !== null) await link(current, keepAs);
  }
  // A log that stays would be taken for the new file's own.
  for (const suffix of SIDECARS) {
    if (!existsSync(`${current}${suffix}`)) continue;
    if (keepAs === null) await rm(`${current}${suffix}`);
    else await rename(`${current}${suffix}`, `${keepAs}${suffix}`);
  }
  await syncToDisk(file);
  await rename(file, current);
  await syncToDisk(dirname(current));
}

function packLog(file: string): void {
  const handle = new DatabaseSync(file);
  try {
    handle.exec('pragma journal_mode = delete');
  } finally {
    handle.close();
  }
}
