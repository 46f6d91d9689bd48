// The database: whole, of this version, and with nothing in it that waits for somebody.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../../core/errors.ts';
import { findDamage, openDatabaseToRead } from '../../store/backup.ts';
import type { OpenDatabase } from '../../store/database.ts';
import { countPlans, countPostFaults } from '../../store/inspect.ts';
import { countJobs } from '../../store/jobs.ts';
import { missingMigrations } from '../../store/migrate.ts';
import { readSetting } from '../../store/settings.ts';
import { BOT_FILE, CHAT_FILE } from '../backups.ts';
import { shownBytes, shownDuration } from '../operator.ts';
import { fault, ok, warn } from './check.ts';
import type { Finding } from './check.ts';

/** SQLite works it in at 4 MB; more means that something reads for very long, or that the disk is slow. */
const LARGE_LOG_BYTES = 64e6;
const OVERDUE_MS = 15 * 60_000;
const FAULTS_OF_MS = 3 * 24 * 3_600_000;
const CLOCK_SETTING = 'playground.clockOffsetMs';

export async function checkDatabase(folder: string, nowMs: number, isRunning: boolean): Promise<readonly Finding[]> {
  const file = join(folder, BOT_FILE);
  if (!existsSync(file)) return [ok('database', 'none yet: the first start makes it')];
  const found = [whole('database', file)];
  if (existsSync(join(folder, CHAT_FILE))) found.push(whole('chat', join(folder, CHAT_FILE)));
  found.push(log(file));
  if (found[0]?.state !== 'ok') return found;
  const database = openDatabaseToRead(file);
  try {
    return [...found, ...(await contents(database, nowMs, isRunning))];
  } finally {
    await database.close();
  }
}

function whole(check: string, file: string): Finding {
  const damage = findDamage(file);
  if (damage === null) return ok(check, `${file}, ${shownBytes(statSync(file).size)}, every page read and whole`);
  return fault(
    check,
    `${file}: ${damage}`,
    'Stop the server and put a back-up in its place: npm run restore -- --from <file>. See docs/operations.md.',
  );
}

function log(file: string): Finding {
  const bytes = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes <= LARGE_LOG_BYTES) return ok('write-ahead log', shownBytes(bytes));
  return warn(
    'write-ahead log',
    `${shownBytes(bytes)}: recent writes are not worked in`,
    'Restart the server when it suits you; if it grows again, look for a slow disk or a program that reads the file for hours.',
  );
}

async function contents(database: OpenDatabase, nowMs: number, isRunning: boolean): Promise<readonly Finding[]> {
  const missing = await versionOf(database);
  if (typeof missing === 'object') return [missing];
  const schema =
    missing === 0
      ? ok('schema', 'the one of this version')
      : warn('schema', 'older than this version', 'Make a back-up, then start the server: it brings it up to date.');
  if (missing > 0) return [schema];
  const offsetMs = Number((await readSetting(database.db, CLOCK_SETTING)) ?? 0);
  return [schema, ...(await jobs(database, nowMs + offsetMs, isRunning)), ...(await plans(database, nowMs + offsetMs))];
}

async function versionOf(database: OpenDatabase): Promise<number | Finding> {
  try {
    return (await missingMigrations(database.db)).length;
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return fault('schema', error.faults.join(' '), 'docs/operations.md says how to go back a version.');
  }
}

async function jobs(database: OpenDatabase, nowMs: number, isRunning: boolean): Promise<readonly Finding[]> {
  const counts = await countJobs(database.db, nowMs);
  const dead = counts.filter((count) => count.dead > 0).map((count) => `${count.dead} of ${count.queue}`);
  const oldestMs = Math.max(0, ...counts.map((count) => count.oldestDueMs));
  const waiting = counts.reduce((sum, count) => sum + count.ready, 0);
  const late = isRunning && oldestMs > OVERDUE_MS;
  return [
    dead.length === 0
      ? ok('jobs', 'none was given up')
      : warn(
          'jobs',
          `given up after many tries: ${dead.join(', ')}`,
          'The log says why ("a job failed", code dead). They are forgotten after 90 days.',
        ),
    late
      ? warn(
          'queue',
          `${waiting} jobs wait, the oldest since ${shownDuration(oldestMs)}`,
          'A platform or the model may be away: see the log. Jobs are tried again by themselves.',
        )
      : ok(
          'queue',
          oldestMs === 0
            ? 'nothing is late'
            : `the oldest job has been due for ${shownDuration(oldestMs)}; the server takes it up when it runs`,
        ),
  ];
}

async function plans(database: OpenDatabase, nowMs: number): Promise<readonly Finding[]> {
  const states = await countPlans(database.db);
  const faults = await countPostFaults(database.db, nowMs - FAULTS_OF_MS);
  const count = (state: string): number => states.find((one) => one.state === state)?.plans ?? 0;
  const said = `${count('active')} active, ${count('paused')} paused`;
  const found = [
    count('blocked') === 0
      ? ok('plans', said)
      : warn(
          'plans',
          `${said}, ${count('blocked')} standing still: their channel is gone, or the bot was removed`,
          'Their owners see it with /daily and /rapport status.',
        ),
  ];
  for (const { fault: what, posts } of faults)
    found.push(
      warn('posts', `${posts} of the last three days met: ${what}`, 'The owners of those plans see what to do with /rapport status.'),
    );
  return found;
}
