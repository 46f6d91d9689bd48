// Plans and posts: which question stands in which channel on which local date.
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Connection } from './database.ts';
import type { PlanTable, PostTable } from './schema.ts';
import type { ChannelId, PostId, TenantId, ThreadId } from '../core/ids.ts';

export type Plan = Selectable<PlanTable>;
export type Post = Selectable<PostTable>;

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

export async function allPlans(connection: Connection): Promise<readonly Plan[]> {
  return connection.selectFrom('plan').selectAll().orderBy('created_at').execute();
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

/** Claims the channel's local date. false: it was claimed before, by whomever. */
export async function claimPost(connection: Connection, post: Insertable<PostTable>): Promise<boolean> {
  const row = await connection
    .insertInto('post')
    .values(post)
    .onConflict((conflict) => conflict.columns(['tenant', 'channel', 'local_date']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function findPost(connection: Connection, tenant: TenantId, id: PostId): Promise<Post | null> {
  return (await connection.selectFrom('post').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function findPostOn(connection: Connection, tenant: TenantId, channel: ChannelId, localDate: string): Promise<Post | null> {
  return (
    (await connection
      .selectFrom('post')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('channel', '=', channel)
      .where('local_date', '=', localDate)
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
    .where('state', '!=', 'skipped')
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
    .where('state', '!=', 'skipped')
    .groupBy('question')
    .orderBy('last_used_at')
    .execute();
  return rows.map((row) => ({ question: row.question, lastUsedAtMs: row.last_used_at }));
}
