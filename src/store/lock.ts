// One server per data directory. Two would post everything twice, and no setting of ours can make that safe on one disk.
import { existsSync, rmSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { systemClock } from '../core/clock.ts';
import { OperatorError } from '../core/errors.ts';
import { sqliteCode } from './sqlite.ts';

const SQLITE_BUSY = 5;

const Holder = z.object({ pid: z.int(), host: z.string(), since: z.string(), port: z.int().nullable() });
export type Holder = z.infer<typeof Holder>;

export interface HeldDirectory {
  release(): void;
}

/**
 * Creates the folder if it is missing and holds it until `release`, or until the process ends, however it ends: the lock is the
 * kernel's. `port` is told to who comes second. Throws OperatorError when another process holds it, or it cannot be written.
 */
export async function holdDataDirectory(given: string, { port = null }: { readonly port?: number | null } = {}): Promise<HeldDirectory> {
  const folder = resolve(given);
  const note = join(folder, 'lock.json');
  try {
    await makeFolder(folder);
    const lock = await takeLock(folder, note);
    try {
      await writeNote(note, { pid: process.pid, host: hostname(), since: new Date(systemClock().now()).toISOString(), port });
    } catch (error) {
      lock.close();
      throw error;
    }
    return {
      release() {
        rmSync(note, { force: true });
        lock.close();
      },
    };
  } catch (error) {
    throw directoryFault(folder, error);
  }
}

/**
 * An exclusive transaction on an empty SQLite file, never ended. No other code of this process may open that file: closing any
 * handle on it would free the lock (POSIX locks belong to the process, not to the handle).
 */
async function takeLock(folder: string, note: string): Promise<DatabaseSync> {
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    if (sqliteCode(error) !== SQLITE_BUSY) throw error;
    throw new OperatorError([inUse(folder, await readNote(note))]);
  }
}

/** Who holds the folder, for looking only; 'nobody', or 'somebody' of whom nothing is known. Not for the process that holds it. */
export async function whoHolds(given: string): Promise<Holder | 'somebody' | 'nobody'> {
  const folder = resolve(given);
  const file = join(folder, 'lock.sqlite');
  if (!existsSync(file)) return 'nobody';
  const lock = new DatabaseSync(file, { timeout: 0, readOnly: true });
  try {
    lock.prepare('select count(*) from sqlite_master').get();
    return 'nobody';
  } catch (error) {
    if (sqliteCode(error) !== SQLITE_BUSY) throw error;
    return (await readNote(join(folder, 'lock.json'))) ?? 'somebody';
  } finally {
    lock.close();
  }
}

function inUse(folder: string, holder: Holder | null): string {
  const who =
    holder === null
      ? 'another process'
      : `process ${holder.pid} on ${holder.host}, since ${holder.since}${holder.port === null ? '' : `, on port ${holder.port}`}`;
  const stop = holder === null ? 'Stop it' : `Stop it (kill ${holder.pid})`;
  return `DATA_DIR: ${folder} is in use by ${who}. Two servers on one folder would post everything twice. ${stop}, or set DATA_DIR to another folder.`;
}

async function readNote(note: string): Promise<Holder | null> {
  try {
    return Holder.parse(JSON.parse(await readFile(note, 'utf8')));
  } catch {
    return null; // not written yet, or by another version: the lock counts, the note only explains it
  }
}

/** Not `recursive`: where the system takes no new folders (/proc), Node's own way tries for ever. */
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  if (!existsSync(dirname(folder))) await makeFolder(dirname(folder));
  await mkdir(folder);
}

/** In two steps, so that nobody reads half a note. */
async function writeNote(note: string, holder: Holder): Promise<void> {
  await writeFile(`${note}.new`, JSON.stringify(holder));
  await rename(`${note}.new`, note);
}

const SQLITE_FULL = 13;
const CANNOT_WRITE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR', 'ENOENT', 'ENAMETOOLONG', 'ELOOP']);
const CANNOT_WRITE_SQLITE = new Set([8, 10, 14]);
const NO_SPACE = new Set(['ENOSPC', 'EDQUOT']);

function directoryFault(folder: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const sqlite = sqliteCode(error);
  if (NO_SPACE.has(code) || sqlite === SQLITE_FULL) {
    return new OperatorError([`DATA_DIR: the disk under ${folder} is full. Free some space, or set DATA_DIR to a folder on another disk.`]);
  }
  if (CANNOT_WRITE.has(code) || (sqlite !== null && CANNOT_WRITE_SQLITE.has(sqlite))) {
    return new OperatorError([
      `DATA_DIR: ${folder} cannot be created or written (${sqlite === null ? code : `SQLite ${sqlite}`}). Make it writable for this user, or set DATA_DIR to a folder that is.`,
    ]);
  }
  return error;
}
