// Plans and posts: which question stands in which channel on which local date.
import { sql } from 'kysely';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Connection } from './database.ts';
import type { PlanTable, PostTable } from './schema.ts';
import { asId } from '../core/ids.ts';
import type { ChannelId, PostId, TenantId, ThreadId } from '../core/ids.ts';

export type Plan = Selectable<PlanTable>;
export type Post = Selectable<PostTable>;

/** States of a question that nobody has seen: it takes no number and counts as not used. */
const UNSEEN: readonly Post['state'][] = ['skipped', 'failed'];

export async function insertPlan(connection: Connection, plan: Insertable<PlanTable>): Promise<void> {
  await connection
    .insertInto('plan')
    .values(plan)
    .onConflict((conflict) => conflict.columns(['tenant', 'id']).doNothing())
    .execute();
}

export async function findPlan(connection: Connection, tenant: TenantId, id: string): Promise<Plan | null> {
  return (await connection.selectFrom('plan').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function plansOf(connection: Connection, tenant: TenantId): Promise<readonly Plan[]> {
  return connection.selectFrom('plan').selectAll().where('tenant', '=', tenant).orderBy('created_at').execute();
}

export async function planOfChannel(connection: Connection, tenant: TenantId, channel: ChannelId): Promise<Plan | null> {
  return (
    (await connection.selectFrom('plan').selectAll().where('tenant', '=', tenant).where('channel', '=', channel).executeTakeFirst()) ?? null
  );
}

/** Active plans in the order of their keys, from behind one of them on: for a walk over all of them in pieces. */
export async function activePlansAfter(
  connection: Connection,
  after: Pick<Plan, 'tenant' | 'id'> | null,
  limit: number,
  tenant: TenantId | null,
): Promise<readonly Plan[]> {
  return connection
    .selectFrom('plan')
    .selectAll()
    .where('state', '=', 'active')
    .$if(tenant !== null, (query) => query.where('tenant', '=', tenant ?? asId<TenantId>('')))
    .$if(after !== null, (query) =>
      query.where((expression) =>
        expression.or([
          expression('tenant', '>', after?.tenant ?? asId<TenantId>('')),
          expression.and([expression('tenant', '=', after?.tenant ?? asId<TenantId>('')), expression('id', '>', after?.id ?? '')]),
        ]),
      ),
    )
    .orderBy('tenant')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** false: it has been changed since `revision`, or is gone. The revision goes up by one. */
export async function updatePlan(
  connection: Connection,
  plan: Pick<Plan, 'tenant' | 'id' | 'revision'>,
  change: Updateable<PlanTable>,
): Promise<boolean> {
  const row = await connection
    .updateTable('plan')
    .set({ ...change, revision: plan.revision + 1 })
    .where('tenant', '=', plan.tenant)
    .where('id', '=', plan.id)
    .where('revision', '=', plan.revision)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function setRepeatsTold(connection: Connection, plan: Pick<Plan, 'tenant' | 'id'>, told: 0 | 1): Promise<void> {
  await connection.updateTable('plan').set({ repeats_told: told }).where('tenant', '=', plan.tenant).where('id', '=', plan.id).execute();
}

export async function deletePlan(connection: Connection, tenant: TenantId, id: string): Promise<void> {
  await connection.deleteFrom('upcoming').where('tenant', '=', tenant).where('plan', '=', id).execute();
  await connection.deleteFrom('plan').where('tenant', '=', tenant).where('id', '=', id).execute();
}

/** The earliest due first. */
export async function duePlans(connection: Connection, nowMs: number, limit: number): Promise<readonly Plan[]> {
  return connection.selectFrom('plan').selectAll().where('next_due_at', '<=', nowMs).orderBy('next_due_at').limit(limit).execute();
}

export async function nextDueAt(connection: Connection): Promise<number | null> {
  const row = await connection
    .selectFrom('plan')
    .select('next_due_at')
    .where('next_due_at', 'is not', null)
    .orderBy('next_due_at')
    .limit(1)
    .executeTakeFirst();
  return row?.next_due_at ?? null;
}

export async function setPlanDue(
  connection: Connection,
  plan: Pick<Plan, 'tenant' | 'id'>,
  due: { readonly atMs: number; readonly localDate: string } | null,
): Promise<void> {
  await connection
    .updateTable('plan')
    .set({ next_due_at: due?.atMs ?? null, next_due_date: due?.localDate ?? null })
    .where('tenant', '=', plan.tenant)
    .where('id', '=', plan.id)
    .execute();
}

/** Claims the channel's local date, or an extra slot of it. false: it was claimed before, by whomever. */
export async function claimPost(connection: Connection, post: Insertable<PostTable>): Promise<boolean> {
  const row = await connection
    .insertInto('post')
    .values(post)
    .onConflict((conflict) => conflict.columns(['tenant', 'channel', 'local_date', 'slot']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function findPost(connection: Connection, tenant: TenantId, id: PostId): Promise<Post | null> {
  return (await connection.selectFrom('post').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** The day's own; extra ones stand beside it. */
export async function findPostOn(connection: Connection, tenant: TenantId, channel: ChannelId, localDate: string): Promise<Post | null> {
  return (
    (await connection
      .selectFrom('post')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('channel', '=', channel)
      .where('local_date', '=', localDate)
      .where('slot', '=', 'day')
      .executeTakeFirst()) ?? null
  );
}

export async function findPostByThread(connection: Connection, tenant: TenantId, thread: ThreadId): Promise<Post | null> {
  return (
    (await connection.selectFrom('post').selectAll().where('tenant', '=', tenant).where('thread', '=', thread).executeTakeFirst()) ?? null
  );
}

/** The newest first. */
export async function latestPosts(connection: Connection, tenant: TenantId, limit: number): Promise<readonly Post[]> {
  return connection
    .selectFrom('post')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy('created_at', 'desc')
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
}

/** An extra question of the plan that was asked for after an instant. */
export async function hasExtraSince(connection: Connection, tenant: TenantId, plan: string, sinceMs: number): Promise<boolean> {
  const row = await connection
    .selectFrom('post')
    .select('id')
    .where('tenant', '=', tenant)
    .where('plan', '=', plan)
    .where('slot', '!=', 'day')
    .where('created_at', '>', sinceMs)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Of the server, the newest first. */
export async function openPostsOf(connection: Connection, tenant: TenantId): Promise<readonly Post[]> {
  return connection
    .selectFrom('post')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('state', '=', 'open')
    .orderBy('opened_at', 'desc')
    .orderBy('number', 'desc')
    .limit(50)
    .execute();
}

/** What a plan has posted last: one that is open before all others, else the newest of those up to a date. */
export async function lastPostOf(connection: Connection, tenant: TenantId, plan: string, upTo: string): Promise<Post | null> {
  return (
    (await connection
      .selectFrom('post')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('plan', '=', plan)
      .where('local_date', '<=', upTo)
      .orderBy(sql`case when state = 'open' and slot = 'day' then 0 when state = 'open' then 1 else 2 end`)
      .orderBy('local_date', 'desc')
      .orderBy('created_at', 'desc')
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst()) ?? null
  );
}

/** The newest day of a plan or of its channel that was not left out, of those that were claimed before an instant and lie no later than a date. */
export async function lastClaimOf(
  connection: Connection,
  tenant: TenantId,
  plan: string | null,
  channel: ChannelId,
  within: { readonly madeBeforeMs: number; readonly upTo: string },
): Promise<Pick<Post, 'local_date' | 'created_at'> | null> {
  const row = await connection
    .selectFrom('post')
    .select(['local_date', 'created_at'])
    .where('tenant', '=', tenant)
    .where('slot', '=', 'day')
    .where('state', '!=', 'skipped')
    .where('created_at', '<=', within.madeBeforeMs)
    .where('local_date', '<=', within.upTo)
    .where((expression) =>
      plan === null
        ? expression('channel', '=', channel)
        : expression.or([expression('channel', '=', channel), expression('plan', '=', plan)]),
    )
    .orderBy('local_date', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Open ones that were opened in the future, as the clock shows it now. */
export async function postsOpenedAfter(connection: Connection, nowMs: number): Promise<readonly Post[]> {
  return connection.selectFrom('post').selectAll().where('state', '=', 'open').where('opened_at', '>', nowMs).execute();
}

/** Posts whose next step nobody will take: no job of this queue waits or runs for them. */
export async function postsWithoutJob(
  connection: Connection,
  states: readonly Post['state'][],
  queue: string,
): Promise<readonly Pick<Post, 'tenant' | 'id' | 'closes_at'>[]> {
  return connection
    .selectFrom('post')
    .select(['tenant', 'id', 'closes_at'])
    .where('state', 'in', [...states])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('job')
            .select('job.id')
            .whereRef('job.tenant', '=', 'post.tenant')
            .where('job.queue', '=', queue)
            .whereRef('job.key', '=', sql<string>`post.id`)
            .where('job.state', 'in', ['ready', 'running']),
        ),
      ),
    )
    .execute();
}

export async function postsInState(connection: Connection, states: readonly Post['state'][]): Promise<readonly Post[]> {
  return connection
    .selectFrom('post')
    .selectAll()
    .where('state', 'in', [...states])
    .orderBy('created_at')
    .execute();
}

export async function updatePost(connection: Connection, post: Pick<Post, 'tenant' | 'id'>, change: Updateable<PostTable>): Promise<void> {
  await connection.updateTable('post').set(change).where('tenant', '=', post.tenant).where('id', '=', post.id).execute();
}

export async function countPosts(connection: Connection, tenant: TenantId, channel: ChannelId): Promise<number> {
  const row = await connection
    .selectFrom('post')
    .select((expression) => expression.cast<number>(expression.fn.countAll(), 'integer').as('posts'))
    .where('tenant', '=', tenant)
    .where('channel', '=', channel)
    .where('state', 'not in', UNSEEN)
    .executeTakeFirstOrThrow();
  return row.posts;
}

/** Questions that stood in the channel, with the instant of their last use, oldest first. */
export async function usedQuestions(
  connection: Connection,
  tenant: TenantId,
  channel: ChannelId,
): Promise<readonly { readonly question: string; readonly lastUsedAtMs: number }[]> {
  const rows = await connection
    .selectFrom('post')
    .select((expression) => ['question', expression.fn.max('created_at').as('last_used_at')])
    .where('tenant', '=', tenant)
    .where('channel', '=', channel)
    .where('state', 'not in', UNSEEN)
    .groupBy('question')
    .orderBy('last_used_at')
    .execute();
  return rows.map((row) => ({ question: row.question, lastUsedAtMs: row.last_used_at }));
}
