// Durable work, at least once: handlers are idempotent. A job is enqueued in the caller's transaction, so that it exists exactly
// when what it is about does.
import type { Connection } from '../store/database.ts';
import type { NewJob } from '../store/jobs.ts';

export type { NewJob } from '../store/jobs.ts';

export interface RunningJob extends NewJob {
  readonly id: string;
  /** 1 at the first run. */
  readonly attempt: number;
  readonly lastAttempt: boolean;
}

/** Thrown by a handler that knows when to come back (a rate limit): counts as no attempt. */
export class RetryLater extends Error {
  readonly afterMs: number;
  constructor(afterMs: number) {
    super(`retry after ${afterMs} ms`);
    this.name = 'RetryLater';
    this.afterMs = afterMs;
  }
}

export interface JobHandler {
  readonly queue: string;
  readonly concurrency: number;
  readonly maxAttempts: number;
  /** Longer than the handler may ever take; a job whose lease ran out is run again. */
  readonly leaseMs: number;
  run(job: RunningJob): Promise<void>;
  /** After the last attempt has failed. */
  dead?(job: RunningJob, error: unknown): Promise<void>;
}

/** What a feature sees of the jobs. */
export interface Jobs {
  /**
   * In the caller's transaction: `connection` is its `trx`. Once that has committed, jobs that are due are started without
   * delay. Throws for a queue that no handler was given for.
   */
  enqueue(connection: Connection, job: NewJob): Promise<void>;
  /** Before any job of its queue is enqueued; one handler a queue. */
  work(handler: JobHandler): void;
}
