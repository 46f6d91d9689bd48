// Durable work: one loop that looks into the job table when something may have become due, and sleeps until then.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { claimJobs, countJobs, enqueueJob, readAbandoned, readOutlook, sweepJobs, takeOver } from '../store/jobs.ts';
import type { LeasedJob, QueueCount } from '../store/jobs.ts';
import { createBell } from './bell.ts';
import type { JobHandler, Jobs } from './port.ts';
import { LeaseEnded, endFailed, runJob } from './run.ts';
import type { RunContext } from './run.ts';

/** Other processes' jobs and machine clocks that were set show up by then. What this process enqueues is seen at once. */
const LOOK_AGAIN_MS = 30_000;
/** After a look that failed, or that found what it could not get. */
const LOOK_SOON_MS = 1000;
const HOUSEKEEPING_EVERY_MS = 60 * 60 * 1000;
const DONE_KEPT_MS = 24 * 60 * 60 * 1000;
const DEAD_KEPT_MS = 90 * 24 * 60 * 60 * 1000;

export interface JobsOptions extends RunContext {
  /** No other process works on this database: what is marked as running at the start was left by one that died, and is taken up at once. */
  readonly alone?: boolean;
  /** Run about once an hour, beside the sweeping of old jobs. */
  readonly housekeeping?: readonly (() => Promise<unknown>)[];
}

export interface JobRunner extends Jobs {
  start(): void;
  /** Starts nothing more, and waits for what runs. */
  stop(): Promise<void>;
  /** Look now: after the product's clock was moved, or another process said so. An `enqueue` does it by itself. */
  poke(): void;
  /** Resolves when nothing due is ready and nothing is running. A job that waits after a failure is not due. Rejects when the job table cannot be read. */
  idle(): Promise<void>;
  counts(): Promise<QueueCount[]>;
}

/** Jobs that this process runs, counted by queue. */
function createCrew() {
  const busy = new Map<string, number>();
  const runs = new Map<Promise<void>, string>();
  const count = (queue: string, by: number): void => void busy.set(queue, (busy.get(queue) ?? 0) + by);
  return {
    freeSlots: (handler: JobHandler): number => handler.concurrency - (busy.get(handler.queue) ?? 0),
    isIdle: (): boolean => runs.size === 0,
    has: (job: string): boolean => [...runs.values()].includes(job),
    /** `work` must not reject. */
    take(queue: string, job: string, work: Promise<void>, afterwards: () => void): void {
      count(queue, 1);
      const run = work.then(() => {
        count(queue, -1);
        runs.delete(run);
        afterwards();
      });
      runs.set(run, job);
    },
    finished: (): Promise<unknown> => Promise.all(runs.keys()),
  };
}

interface Sight {
  /** Something was started: there may be more. */
  readonly started: boolean;
  /** When to look again, on the product's clock. */
  readonly nextAtMs: number;
}

/** Looks into the table and starts what it finds. */
function createLookout(
  options: JobsOptions,
  handlers: ReadonlyMap<string, JobHandler>,
  crew: ReturnType<typeof createCrew>,
  ring: () => void,
) {
  const { database, clock, wallMs } = options;
  let orphaned = options.alone === true;

  async function recover(handler: JobHandler, abandoned: LeasedJob): Promise<void> {
    const job = await takeOver(database.db, abandoned, wallMs() + handler.leaseMs);
    if (job !== null) crew.take(handler.queue, job.id, endFailed(options, handler, job, new LeaseEnded()), ring);
  }

  /** Ends leases that ended by the machine's clock; an attempt is used up, since the job itself may be what kills the process. */
  async function recoverAll(wall: number): Promise<boolean> {
    const abandoned = await readAbandoned(database.db, [...handlers.keys()], wall);
    // One that takes longer than it said is not run a second time beside itself; its lease is this process's still.
    const orphans = abandoned.filter((job) => !crew.has(job.id));
    for (const job of orphans) {
      const handler = handlers.get(job.queue);
      if (handler !== undefined) await recover(handler, job);
    }
    return orphans.length > 0;
  }

  async function startDue(handler: JobHandler, nowMs: number, wall: number): Promise<boolean> {
    const { queue, maxAttempts, leaseMs } = handler;
    const jobs = await claimJobs(database.db, {
      queue,
      limit: crew.freeSlots(handler),
      maxAttempts,
      nowMs,
      wallMs: wall,
      leaseMs,
      locksRows: database.locksRows,
    });
    for (const job of jobs) crew.take(queue, job.id, runJob(options, handler, job), ring);
    return jobs.length > 0;
  }

  return async function look(): Promise<Sight> {
    const nowMs = clock.now();
    const wall = wallMs();
    let nextAtMs = nowMs + LOOK_AGAIN_MS;
    if (handlers.size === 0) return { started: false, nextAtMs };
    const outlook = await readOutlook(database.db, [...handlers.keys()], wall);
    let started = false;
    if (orphaned || (outlook.leaseEndsAtMs !== null && outlook.leaseEndsAtMs <= wall)) {
      started = await recoverAll(orphaned ? Number.MAX_SAFE_INTEGER : wall);
      orphaned = false;
    }
    for (const [queue, dueAtMs] of outlook.dueAtMs) {
      const handler = handlers.get(queue);
      if (handler === undefined || crew.freeSlots(handler) <= 0) continue; // whoever ends first rings
      if (dueAtMs > nowMs) nextAtMs = Math.min(nextAtMs, dueAtMs);
      else if (await startDue(handler, nowMs, wall)) started = true;
      else nextAtMs = Math.min(nextAtMs, nowMs + LOOK_SOON_MS);
    }
    for (const endsAtMs of [outlook.leaseEndsAtMs, outlook.waitEndsAtMs]) {
      if (endsAtMs !== null && endsAtMs > wall) nextAtMs = Math.min(nextAtMs, nowMs + (endsAtMs - wall));
    }
    return { started, nextAtMs };
  };
}

interface Asker {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export function createJobs(options: JobsOptions): JobRunner {
  const { database, clock } = options;
  const handlers = new Map<string, JobHandler>();
  const bell = createBell(clock);
  const poke = (): void => bell.ring();
  const crew = createCrew();
  const look = createLookout(options, handlers, crew, poke);
  const keepHouse = createHousekeeper(options);
  let askers: Asker[] = [];
  let going: Promise<void> | null = null;
  let halt = new AbortController();

  async function turn(): Promise<number> {
    const asked = askers;
    askers = [];
    const restedBefore = crew.isIdle(); // what ends during the look may enqueue what the look does not see
    try {
      const { started, nextAtMs } = await look();
      if (restedBefore && !started) for (const { resolve } of asked) resolve();
      else askers.unshift(...asked);
      await keepHouse();
      return started ? clock.now() : nextAtMs;
    } catch (error) {
      options.onError(error, { what: 'store', queue: null, job: null, attempt: null });
      for (const { reject } of asked) reject(error);
      return clock.now() + LOOK_SOON_MS;
    }
  }

  async function loop(): Promise<void> {
    while (!halt.signal.aborted) {
      const nextAtMs = await turn();
      // SQLite answers in the same turn of the event loop: a long row of quick jobs would let nothing else of the process in.
      await nextTurn();
      if (nextAtMs > clock.now()) await bell.sleepUntil(nextAtMs);
    }
  }

  return {
    work(handler) {
      if (handlers.has(handler.queue)) throw new Error(`queue ${handler.queue}: a second handler`);
      handlers.set(handler.queue, handler);
      poke();
    },
    async enqueue(connection, job) {
      const handler = handlers.get(job.queue);
      if (handler === undefined) throw new Error(`queue ${job.queue}: no handler was given for it`);
      await enqueueJob(connection, job, { maxAttempts: handler.maxAttempts, nowMs: clock.now() });
      database.afterCommit(poke);
    },
    start() {
      if (going !== null) return;
      halt = new AbortController();
      going = loop();
    },
    async stop() {
      halt.abort();
      poke();
      await going;
      await crew.finished();
      going = null;
      for (const { reject } of askers.splice(0)) reject(new Error('the jobs were stopped'));
    },
    poke,
    idle() {
      if (going === null) return Promise.reject(new Error('the jobs are not started'));
      return new Promise((resolve, reject) => {
        askers.push({ resolve, reject });
        poke();
      });
    },
    counts: () => countJobs(database.db, clock.now()),
  };
}

function createHousekeeper({ database, clock, wallMs, onError, housekeeping = [] }: JobsOptions) {
  const sweep = (): Promise<unknown> => sweepJobs(database.db, { doneMs: clock.now() - DONE_KEPT_MS, deadMs: clock.now() - DEAD_KEPT_MS });
  let lastMs: number | null = null;
  return async function keepHouse(): Promise<void> {
    if (lastMs !== null && Math.abs(wallMs() - lastMs) < HOUSEKEEPING_EVERY_MS) return;
    lastMs = wallMs();
    for (const work of [sweep, ...housekeeping]) {
      try {
        await work();
      } catch (error) {
        onError(error, { what: 'housekeeping', queue: null, job: null, attempt: null });
      }
    }
  };
}
