// DATA_DIR as a folder: there, writable, with space, held by whom; and the back-ups of what is in it.
import { accessSync, constants, existsSync, readdirSync, statSync, statfsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../../config.ts';
import { openDatabaseToRead } from '../../store/backup.ts';
import type { Holder } from '../../store/lock.ts';
import { backupFault, lastBackupAt } from '../backup-notes.ts';
import { BOT_FILE, backupsIn, takenAt } from '../backups.ts';
import { shownBytes, shownDuration } from '../operator.ts';
import { fault, ok, warn } from './check.ts';
import type { Finding } from './check.ts';

const LEAST_BYTES = 100e6;
const FEW_BYTES = 1e9;
/** A file's time may be a little ahead on a network's disk. */
const SKEW_MS = 2 * 60_000;
/** One a day, and a day's grace. */
const BACKUP_WITHIN_MS = 48 * 3_600_000;

export function checkFolder(given: string, holder: Holder | 'somebody' | 'nobody', nowMs: number): readonly Finding[] {
  const folder = resolve(given);
  if (!existsSync(folder))
    return [
      warn('data folder', `${folder} is not there yet`, 'The first start makes it. If there should be data, set DATA_DIR to where it is.'),
    ];
  if (!statSync(folder).isDirectory()) return [fault('data folder', `${folder} is no folder`, 'Set DATA_DIR to a folder.')];
  return [writable(folder), held(folder, holder), space('disk space', folder), clock(folder, nowMs)];
}

function writable(folder: string): Finding {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok('data folder', folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const mend =
      code === 'EROFS' ? 'Its disk is read-only: mount it for writing, or set DATA_DIR to another.' : 'Make it writable for this user.';
    return fault('data folder', `${folder} cannot be written (${code})`, mend);
  }
}

function held(folder: string, holder: Holder | 'somebody' | 'nobody'): Finding {
  if (holder === 'nobody') return ok('running', `no server uses ${folder} now`);
  if (holder === 'somebody') return ok('running', 'a server uses it now; all of this is read beside it');
  return ok('running', `process ${holder.pid} on ${holder.host} uses it since ${holder.since}; all of this is read beside it`);
}

function space(check: string, folder: string): Finding {
  const disk = statfsSync(folder);
  const free = disk.bavail * disk.bsize;
  const said = `${shownBytes(free)} free`;
  if (free < LEAST_BYTES)
    return fault(check, `${said} on the disk of ${folder}`, 'Free some space: when it is full, nothing that people write can be kept.');
  if (free < FEW_BYTES) return warn(check, `${said} on the disk of ${folder}`, 'Free some space before it is full.');
  return ok(check, said);
}

/** Without writing a file: none that is there can have been written in the future. */
function clock(folder: string, nowMs: number): Finding {
  const newest = Math.max(0, ...readdirSync(folder).map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0));
  const aheadMs = newest - nowMs;
  if (aheadMs <= SKEW_MS) return ok('clock', new Date(nowMs).toISOString());
  return fault(
    'clock',
    `this machine says ${new Date(nowMs).toISOString()}, and a file of DATA_DIR was written ${shownDuration(aheadMs)} later than that`,
    'Set the clock right (timedatectl set-ntp true): questions are posted by it.',
  );
}

export async function checkBackups(
  { dataDirectory, backups }: Pick<Config, 'dataDirectory' | 'backups'>,
  nowMs: number,
): Promise<readonly Finding[]> {
  if (!existsSync(join(dataDirectory, BOT_FILE))) return [];
  const { notedMs, failed } = await noted(join(dataDirectory, BOT_FILE));
  const [newest] = backups === null ? [] : backupsIn(resolve(backups.folder));
  const lastMs = Math.max(notedMs ?? 0, newest === undefined ? 0 : takenAt(newest));
  const found: Finding[] = [];
  if (failed !== null) found.push(fault('back-up', `the server could make none: ${failed}`, 'Mend that; it tries again each hour.'));
  found.push(age(lastMs, nowMs, backups !== null));
  if (backups !== null)
    found.push(
      existsSync(backups.folder)
        ? space('back-up space', resolve(backups.folder))
        : ok('back-up space', `${resolve(dirname(backups.folder))}: the folder is made with the first one`),
    );
  return found;
}

function age(lastMs: number, nowMs: number, automatic: boolean): Finding {
  const mend = automatic
    ? 'Start the server: it makes one each day.'
    : 'Set BACKUP_DIR to have one made each day, or run "npm run backup -- --to <folder>".';
  if (lastMs === 0) return warn('back-up', 'none was made yet', mend);
  const said = `the last one is ${shownDuration(Math.max(0, nowMs - lastMs))} old`;
  return nowMs - lastMs > BACKUP_WITHIN_MS ? warn('back-up', said, mend) : ok('back-up', said);
}

/** A database that cannot be read knows of none; its own check says why. */
async function noted(file: string): Promise<{ readonly notedMs: number | null; readonly failed: string | null }> {
  try {
    const database = openDatabaseToRead(file);
    try {
      return { notedMs: await lastBackupAt(database.db), failed: await backupFault(database.db) };
    } finally {
      await database.close();
    }
  } catch {
    return { notedMs: null, failed: null };
  }
}
