// Runners on one database and two clocks, for the contract of the jobs.
import { afterEach, beforeEach } from 'vitest';
import { manualClock } from '../../src/core/clock.ts';
import type { ManualClock } from '../../src/core/clock.ts';
import { asId } from '../../src/core/ids.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { createJobs } from '../../src/jobs/jobs.ts';
import type { JobRunner, JobsOptions } from '../../src/jobs/jobs.ts';
import type { JobHandler, NewJob } from '../../src/jobs/port.ts';
import type { JobFault } from '../../src/jobs/run.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import type { Engine } from '../store/engines.ts';

export const NOW = Date.UTC(2026, 2, 8, 9, 30);
export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const DAY_MS = 24 * 60 * MINUTE_MS;
export const LEASE_MS = 60 * SECOND_MS;
export const acme = asId<TenantId>('local:server/acme');
export const globex = asId<TenantId>('local:server/globex');

export interface JobsRig {
  readonly database: OpenDatabase;
  /** The product's clock; the playground moves it. */
  readonly clock: ManualClock;
  /** The machine's clock. */
  wallMs: number;
  readonly faults: readonly (JobFault & { readonly error: unknown })[];
  /** As each process has one; several share the database. Stopped after the test. */
  runner(handler: Partial<JobHandler> & Pick<JobHandler, 'run'>, options?: Partial<JobsOptions>): JobRunner;
  job(key: string, more?: Partial<NewJob>): NewJob;
  whats(): string[];
  /** Of all jobs, the oldest first. */
  states(): Promise<string[]>;
  /** Moves both clocks, as time does. */
  pass(jobs: JobRunner, ms: number): Promise<void>;
}

export function jobsRig(engine: Engine): JobsRig {
  let database: OpenDatabase;
  let clock = manualClock(NOW);
  let faults: (JobFault & { readonly error: unknown })[] = [];
  let runners: JobRunner[] = [];
  beforeEach(async () => {
    database = await engine.open();
    clock = manualClock(NOW);
    rig.wallMs = NOW;
    faults = [];
    runners = [];
  });
  afterEach(() => Promise.all(runners.map((jobs) => jobs.stop())));
  const rig: JobsRig = {
    get database() {
      return database;
    },
    get clock() {
      return clock;
    },
    wallMs: NOW,
    get faults() {
      return faults;
    },
    runner(handler, options = {}) {
      const jobs = createJobs({
        database,
        clock,
        wallMs: () => rig.wallMs,
        onError: (error, fault) => void faults.push({ ...fault, error }),
        ...options,
      });
      jobs.work({ queue: 'grade', concurrency: 5, maxAttempts: 3, leaseMs: LEASE_MS, ...handler });
      runners.push(jobs);
      return jobs;
    },
    job: (key, more = {}) => ({ tenant: acme, queue: 'grade', key, payload: { answer: key }, runAtMs: clock.now(), ...more }),
    whats: () => faults.map((fault) => fault.what),
    async states() {
      const rows = await database.db.selectFrom('job').select('state').orderBy('created_at').execute();
      return rows.map((row) => row.state);
    },
    async pass(jobs, ms) {
      rig.wallMs += ms;
      clock.advance(ms);
      await jobs.idle();
    },
  };
  return rig;
}

/** A handler that stands still until it is told to go on, and says when it was called. */
export function paused(): {
  readonly run: JobHandler['run'];
  readonly called: Promise<void>;
  readonly goOn: () => void;
  readonly runs: string[];
} {
  const called = Promise.withResolvers<void>();
  const open = Promise.withResolvers<void>();
  const runs: string[] = [];
  return {
    called: called.promise,
    goOn: open.resolve,
    runs,
    async run({ key }) {
      runs.push(key);
      called.resolve();
      await open.promise;
    },
  };
}
