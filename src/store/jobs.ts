// The job table. A row is ready, then running under a lease, then done, dead or ready again. Two clocks: `run_at` is on the
// product's, which the playground moves; `lease_until` on the machine's. On a ready row `lease_until` is a wait that a failure or
// a rate limit asked for, which nothing that happens to the product's clock may shorten or stretch.
import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';
import { z } from 'zod';
import { newId } from '../core/ids.ts';
import type { TenantId } from '../core/ids.ts';
import type { Connection } from './database.ts';

export interface NewJob {
  readonly tenant: TenantId;
  readonly queue: string;
  /** Unique in its queue and tenant while the job waits: a second one with the same key moves the first to its own `runAtMs`. */
  readonly key: string;
  /** Ids only. */
  readonly payload: Readonly<Record<string, string | number | null>>;
  readonly runAtMs: number;
}

/** A job that this process may work on until the lease ends. */
export interface LeasedJob extends NewJob {
  readonly id: string;
  /** 1 at the first run. */
  readonly attempt: number;
  readonly lease: string;
}

const Payload = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const COLUMNS = ['job.tenant', 'job.id', 'job.queue', 'job.key', 'job.payload', 'job.run_at', 'job.attempts', 'job.lease'] as const;

interface Row {
  readonly tenant: TenantId;
  readonly id: string;
  readonly queue: string;
  readonly key: string;
  readonly payload: string;
  readonly run_at: number;
  readonly attempts: number;
  readonly lease: string | null;
}

const asLeasedJob = (row: Row): LeasedJob => ({
  tenant: row.tenant,
  id: row.id,
  queue: row.queue,
  key: row.key,
  payload: Payload.parse(JSON.parse(row.payload)),
  runAtMs: row.run_at,
  attempt: row.attempts,
  lease: row.lease ?? '',
});

// Literals, not parameters: SQLite uses a partial index only where the query shows the index's own condition.
const READY = sql.lit<'ready'>('ready');
const RUNNING = sql.lit<'running'>('running');

/** In the caller's transaction. A waiting job of the same tenant, queue and key takes over the payload and the due time instead. */
export async function enqueueJob(
  connection: Connection,
  job: NewJob,
  { maxAttempts, nowMs }: { readonly maxAttempts: number; readonly nowMs: number },
): Promise<void> {
  const renewed = { payload: JSON.stringify(job.payload), run_at: job.runAtMs, attempts: 0, max_attempts: maxAttempts };
  await connection
    .insertInto('job')
    .values({
      ...renewed,
      tenant: job.tenant,
      id: newId(),
      queue: job.queue,
      key: job.key,
      state: 'ready',
      lease: null,
      lease_until: null,
      last_error: null,
      created_at: nowMs,
      finished_at: null,
    })
    .onConflict((conflict) => conflict.columns(['tenant', 'queue', 'key']).where('state', '=', READY).doUpdateSet(renewed))
    .execute();
}

/** Ready, not waiting, and no job of the same key is running: a key is worked on once at a time. */
const startable = (wallMs: number): RawBuilder<SqlBool> => sql<SqlBool>`
  job.state = 'ready' and (job.lease_until is null or job.lease_until <= ${wallMs})
  and not exists (select 1 from job as other
    where other.tenant = job.tenant and other.queue = job.queue and other.key = job.key and other.state = 'running')`;

export interface Outlook {
  /** When the first startable job of a queue is due, on the product's clock. A queue without one is missing. */
  readonly dueAtMs: ReadonlyMap<string, number>;
  /** When the next lease of a running job ends, on the machine's clock. */
  readonly leaseEndsAtMs: number | null;
  /** When the next wait of a ready job ends, on the machine's clock. */
  readonly waitEndsAtMs: number | null;
}

/** What there is to do, and when, in one statement. Its cost grows with the number of queues, not of jobs. */
export async function readOutlook(connection: Connection, queues: readonly string[], wallMs: number): Promise<Outlook> {
  const named = sql.join(queues.map((queue) => sql`(${sql.lit(queue)})`));
  const { rows } = await sql<{ kind: 'queue' | 'lease' | 'wait'; queue: string; at: number | null }>`
    select 'queue' as kind, queues.column1 as queue, (select min(job.run_at) from job where job.queue = queues.column1 and ${startable(wallMs)}) as at
      from (values ${named}) as queues
    union all select 'lease', '', (select min(lease_until) from job where state = 'running' and lease_until is not null)
    union all select 'wait', '', (select min(lease_until) from job where state = 'ready' and lease_until > ${wallMs})`.execute(connection);
  const dueAtMs = new Map<string, number>();
  for (const { kind, queue, at } of rows) if (kind === 'queue' && at !== null) dueAtMs.set(queue, at);
  const first = (kind: 'lease' | 'wait'): number | null => rows.find((row) => row.kind === kind)?.at ?? null;
  return { dueAtMs, leaseEndsAtMs: first('lease'), waitEndsAtMs: first('wait') };
}

export interface Claim {
  readonly queue: string;
  readonly limit: number;
  readonly maxAttempts: number;
  readonly nowMs: number;
  readonly wallMs: number;
  readonly leaseMs: number;
  readonly locksRows: boolean;
}

/** Takes due jobs of a queue under a new lease, the longest due first. No two callers get the same one. */
export async function claimJobs(connection: Connection, claim: Claim): Promise<LeasedJob[]> {
  const rows = await connection
    .with('due', (db) => {
      const due = db
        .selectFrom('job')
        .select(['job.tenant as due_tenant', 'job.id as due_id'])
        .where('job.queue', '=', claim.queue)
        .where('job.run_at', '<=', claim.nowMs)
        .where(startable(claim.wallMs))
        .orderBy('job.run_at')
        .limit(claim.limit);
      return claim.locksRows ? due.forUpdate().skipLocked() : due;
    })
    .updateTable('job')
    .from('due')
    .whereRef('job.tenant', '=', 'due.due_tenant')
    .whereRef('job.id', '=', 'due.due_id')
    .set(({ eb }) => ({
      state: 'running',
      lease: newId(),
      lease_until: claim.wallMs + claim.leaseMs,
      attempts: eb('job.attempts', '+', 1),
      max_attempts: claim.maxAttempts,
    }))
    .returning(COLUMNS)
    .execute();
  return rows.map(asLeasedJob).sort((a, b) => a.runAtMs - b.runAtMs);
}

/** Running jobs whose lease has ended: their process died, or their handler took longer than it said. */
export async function readAbandoned(connection: Connection, queues: readonly string[], wallMs: number): Promise<LeasedJob[]> {
  const rows = await connection
    .selectFrom('job')
    .select(COLUMNS)
    .where('job.state', '=', RUNNING)
    .where('job.lease_until', '<=', wallMs)
    .where('job.queue', 'in', queues)
    .execute();
  return rows.map(asLeasedJob);
}

const held = (connection: Connection, job: LeasedJob) =>
  connection
    .updateTable('job')
    .where('tenant', '=', job.tenant)
    .where('id', '=', job.id)
    .where('lease', '=', job.lease)
    .where('state', '=', 'running');

const changed = ({ numUpdatedRows }: { readonly numUpdatedRows: bigint }): boolean => numUpdatedRows > 0n;

/** Takes an abandoned job under a lease of one's own. null: someone else was first, or its holder finished it after all. */
export async function takeOver(connection: Connection, job: LeasedJob, leaseUntilMs: number): Promise<LeasedJob | null> {
  const lease = newId();
  const taken = await held(connection, job).set({ lease, lease_until: leaseUntilMs }).executeTakeFirstOrThrow();
  return changed(taken) ? { ...job, lease } : null;
}

/** false: the lease was lost, and someone else has the job. The same for all that end a lease. */
export async function completeJob(connection: Connection, job: LeasedJob, nowMs: number): Promise<boolean> {
  return changed(
    await held(connection, job).set({ state: 'done', lease: null, lease_until: null, finished_at: nowMs }).executeTakeFirstOrThrow(),
  );
}

/** `code` is kept with it and must hold no text of a person. */
export async function buryJob(connection: Connection, job: LeasedJob, code: string, nowMs: number): Promise<boolean> {
  return changed(
    await held(connection, job)
      .set({ state: 'dead', lease: null, lease_until: null, last_error: code, finished_at: nowMs })
      .executeTakeFirstOrThrow(),
  );
}

/**
 * Makes it ready again, to be started when the machine's clock shows `waitUntilMs`. Where a newer job of the same key waits
 * already, that one does the work and this one ends. `attempts` is what counts as used.
 */
export async function giveBackJob(
  connection: Connection,
  job: LeasedJob,
  back: { readonly waitUntilMs: number; readonly attempts: number; readonly code: string; readonly nowMs: number },
): Promise<boolean> {
  const ready = await held(connection, job)
    .set({ state: 'ready', lease: null, lease_until: back.waitUntilMs, attempts: back.attempts, last_error: back.code })
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('job as newer')
            .select('newer.id')
            .where('newer.tenant', '=', job.tenant)
            .where('newer.queue', '=', job.queue)
            .where('newer.key', '=', job.key)
            .where('newer.state', '=', READY),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  // The newer one cannot have been started in between: its key was running.
  return changed(ready) || completeJob(connection, job, back.nowMs);
}

export interface QueueCount {
  readonly queue: string;
  readonly ready: number;
  readonly running: number;
  readonly dead: number;
  /** For how long the longest due of the ready jobs has been due. 0: none is due. */
  readonly oldestDueMs: number;
}

/** For metrics. Reads every job that is not done. */
export async function countJobs(connection: Connection, nowMs: number): Promise<QueueCount[]> {
  const ofState = (state: 'ready' | 'running' | 'dead') =>
    sql<number>`cast(sum(case when state = ${sql.lit(state)} then 1 else 0 end) as integer)`;
  const rows = await connection
    .selectFrom('job')
    .select([
      'queue',
      ofState('ready').as('ready'),
      ofState('running').as('running'),
      ofState('dead').as('dead'),
      sql<number | null>`min(case when state = 'ready' then run_at end)`.as('oldest'),
    ])
    .where('state', '!=', 'done')
    .groupBy('queue')
    .orderBy('queue')
    .execute();
  return rows.map(({ oldest, ...counts }) => ({ ...counts, oldestDueMs: oldest === null ? 0 : Math.max(0, nowMs - oldest) }));
}

/** Forgets jobs that were done or buried before these instants. */
export async function sweepJobs(connection: Connection, before: { readonly doneMs: number; readonly deadMs: number }): Promise<void> {
  await connection.deleteFrom('job').where('state', '=', 'done').where('finished_at', '<', before.doneMs).execute();
  await connection.deleteFrom('job').where('state', '=', 'dead').where('finished_at', '<', before.deadMs).execute();
}
