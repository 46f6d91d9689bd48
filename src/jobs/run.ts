// One run of one job, from the handler's call to the end of its lease.
import type { Clock } from '../core/clock.ts';
import { buryJob, completeJob, giveBackJob } from '../store/jobs.ts';
import type { LeasedJob } from '../store/jobs.ts';
import type { Connection, OpenDatabase } from '../store/database.ts';
import { PlatformError } from '../core/errors.ts';
import { RetryLater } from './port.ts';
import type { JobHandler, RunningJob } from './port.ts';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 10 * 60 * 1000;
const CODE_LENGTH = 80;

/** What went wrong. For the log: ids and codes, no payload. */
export interface JobFault {
  /** `attempt` will be tried again; `lost`: another process has the job; `store`: the job table itself could not be used. */
  readonly what: 'attempt' | 'dead' | 'dead-handler' | 'lost' | 'store' | 'housekeeping';
  readonly queue: string | null;
  readonly job: string | null;
  readonly attempt: number | null;
}

export interface RunContext {
  readonly database: OpenDatabase;
  readonly clock: Clock;
  /** The machine's clock in epoch ms: for leases and waits. */
  readonly wallMs: () => number;
  readonly onError: (error: unknown, fault: JobFault) => void;
}

/** A job was found running whose lease had ended: its process died, or its handler took longer than `leaseMs`. */
export class LeaseEnded extends Error {
  constructor() {
    super('the lease ended before the job did');
    this.name = 'LeaseEnded';
  }
}

/** Resolves when the job is done, dead, or ready again. Never rejects. */
export async function runJob(context: RunContext, handler: JobHandler, job: LeasedJob): Promise<void> {
  try {
    await handler.run(asRunning(handler, job));
  } catch (error) {
    return endFailed(context, handler, job, error);
  }
  return settle(context, job, (trx) => completeJob(trx, job, context.clock.now()));
}

/** What becomes of a job after `error`: RetryLater waits as long as it says, the last attempt dies, any other waits twice as long as before. */
export async function endFailed(context: RunContext, handler: JobHandler, job: LeasedJob, error: unknown): Promise<void> {
  const code = errorCode(error);
  const nowMs = context.clock.now();
  const comeBackAfterMs = error instanceof RetryLater ? error.afterMs : error instanceof PlatformError ? error.retryAfterMs : null;
  if (comeBackAfterMs !== null) {
    const waitUntilMs = context.wallMs() + comeBackAfterMs;
    return settle(context, job, (trx) => giveBackJob(trx, job, { waitUntilMs, attempts: job.attempt - 1, code, nowMs }));
  }
  if (job.attempt < handler.maxAttempts) {
    report(context, error, 'attempt', job);
    const waitUntilMs = context.wallMs() + backoffMs(job.attempt);
    return settle(context, job, (trx) => giveBackJob(trx, job, { waitUntilMs, attempts: job.attempt, code, nowMs }));
  }
  report(context, error, 'dead', job);
  try {
    await handler.dead?.(asRunning(handler, job), error);
  } catch (second) {
    report(context, second, 'dead-handler', job);
  }
  await settle(context, job, (trx) => buryJob(trx, job, code, nowMs));
}

/** When the table cannot be written the lease ends by itself, and the job is run again. */
async function settle(context: RunContext, job: LeasedJob, end: (trx: Connection) => Promise<boolean>): Promise<void> {
  try {
    // In a transaction, though it is one statement: those that end together share one sync of the disk.
    if (!(await context.database.transaction(end))) report(context, new LeaseEnded(), 'lost', job);
  } catch (error) {
    report(context, error, 'store', job);
  }
}

function report(context: RunContext, error: unknown, what: JobFault['what'], job: LeasedJob): void {
  context.onError(error, { what, queue: job.queue, job: job.id, attempt: job.attempt });
}

/** The lease stays here: a handler has no use for it. */
function asRunning(handler: JobHandler, { tenant, id, queue, key, payload, runAtMs, attempt }: LeasedJob): RunningJob {
  return { tenant, id, queue, key, payload, runAtMs, attempt, lastAttempt: attempt >= handler.maxAttempts };
}

/** 1 s, 2 s, 4 s … 10 min, of which a random part up to a half is taken away: what failed together does not come back together. */
export function backoffMs(attempt: number): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  return Math.round(longest * (1 - Math.random() / 2));
}

/** Name, and kind or code where there is one: "PlatformError forbidden". Never the message, which may hold a member's text. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const kind = 'kind' in error ? error.kind : 'code' in error ? error.code : undefined;
  const detail = typeof kind === 'string' || typeof kind === 'number' ? ` ${kind}` : '';
  return `${error.name}${detail}`.replaceAll(/[^\w .:-]/g, '').slice(0, CODE_LENGTH);
}
