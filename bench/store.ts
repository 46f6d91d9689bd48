// The embedded database and the jobs on it: committed writes, and from enqueue to the handler's first line.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../src/core/clock.ts';
import { asId } from '../src/core/ids.ts';
import type { TenantId } from '../src/core/ids.ts';
import { createJobs } from '../src/jobs/jobs.ts';
import { openDatabase } from '../src/store/database.ts';
import type { OpenDatabase } from '../src/store/database.ts';
import { writeSetting } from '../src/store/settings.ts';
import { lost, middle, spread } from './figures.ts';
import type { Figure } from './figures.ts';

const WRITES = 2_000;
const JOBS = 500;
const BETWEEN_JOBS_MS = 4;
const tenant = asId<TenantId>('bench');

export async function measure(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-bench-'));
  const openedMs = performance.now();
  const database = await openDatabase({ file: join(folder, 'rapport.sqlite') });
  const openMs = performance.now() - openedMs;
  try {
    return [middle('database made and migrated', 'ms', [openMs]), ...(await writes(database)), ...(await jobLatency(database))];
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One row, one transaction, one sync of the disk, one after the other. */
async function writes(database: OpenDatabase): Promise<readonly Figure[]> {
  const samples: number[] = [];
  const beganMs = performance.now();
  for (let index = 0; index < WRITES; index += 1) {
    const startedMs = performance.now();
    await database.transaction((trx) => writeSetting(trx, `bench.${index}`, 'x'.repeat(200)));
    samples.push(performance.now() - startedMs);
  }
  const perSecond = (WRITES / (performance.now() - beganMs)) * 1000;
  return [middle('committed writes', '/s', [perSecond]), spread('one committed write', 'ms', samples)];
}

/** From before the transaction that enqueues it, its commit included. */
async function jobLatency(database: OpenDatabase): Promise<readonly Figure[]> {
  const clock = systemClock();
  const faults: unknown[] = [];
  const jobs = createJobs({ database, clock, wallMs: () => clock.now(), onError: (error) => void faults.push(error), alone: true });
  const enqueuedAtMs = new Map<string, number>();
  const samples: number[] = [];
  jobs.work({
    queue: 'bench',
    concurrency: 4,
    maxAttempts: 1,
    leaseMs: 60_000,
    run: async ({ key }) => void samples.push(performance.now() - (enqueuedAtMs.get(key) ?? Number.NaN)),
  });
  jobs.start();
  for (let index = 0; index < JOBS; index += 1) {
    const key = String(index);
    enqueuedAtMs.set(key, performance.now());
    await database.transaction((trx) => jobs.enqueue(trx, { tenant, queue: 'bench', key, payload: {}, runAtMs: clock.now() }));
    await pause(BETWEEN_JOBS_MS);
  }
  await jobs.idle();
  await jobs.stop();
  return [spread('job: enqueue → handler', 'ms', samples), lost('jobs lost or failed', JOBS - samples.length + faults.length)];
}
