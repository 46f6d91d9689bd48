// What a post's closing reads: how its answers were judged, and which of them their writers share.
import type { Connection } from './database.ts';
import type { Post } from './plans.ts';
import type { AnswerId, PostId, TenantId, UserId } from '../core/ids.ts';

/** Every grade of every version of the answers to a post: the newest version first, of one version the newest grade. */
export async function gradesUnderPost(
  connection: Connection,
  tenant: TenantId,
  post: PostId,
): Promise<readonly { readonly member: UserId; readonly version: number; readonly outcome: string }[]> {
  return connection
    .selectFrom('answer')
    .innerJoin('answer_version', (join) =>
      join.onRef('answer_version.tenant', '=', 'answer.tenant').onRef('answer_version.answer', '=', 'answer.id'),
    )
    .innerJoin('grade', (join) =>
      join
        .onRef('grade.tenant', '=', 'answer.tenant')
        .onRef('grade.answer', '=', 'answer.id')
        .onRef('grade.answer_hash', '=', 'answer_version.hash'),
    )
    .select(['answer.member', 'answer_version.version', 'grade.outcome'])
    .where('answer.tenant', '=', tenant)
    .where('answer.post', '=', post)
    .where('answer.follows', 'is', null)
    .orderBy('answer_version.version', 'desc')
    .orderBy('grade.created_at', 'desc')
    .execute();
}

/** How many members answered a post, and how many of them gave it another try. */
export async function countTries(
  connection: Connection,
  tenant: TenantId,
  post: PostId,
): Promise<{ readonly answered: number; readonly triedAgain: number }> {
  return connection
    .selectFrom('answer')
    .leftJoin('answer_version as again', (join) =>
      join.onRef('again.tenant', '=', 'answer.tenant').onRef('again.answer', '=', 'answer.id').on('again.origin', 'in', ['retry', 'again']),
    )
    .select((expression) => [
      expression.cast<number>(expression.fn.count('answer.member').distinct(), 'integer').as('answered'),
      expression.cast<number>(expression.fn.count('again.answer').distinct(), 'integer').as('triedAgain'),
    ])
    .where('answer.tenant', '=', tenant)
    .where('answer.post', '=', post)
    .where('answer.follows', 'is', null)
    .executeTakeFirstOrThrow();
}

export interface SharedAnswer {
  readonly tenant: TenantId;
  readonly id: AnswerId;
  readonly member: UserId;
  readonly lane: string;
  readonly published_message: string | null;
  /** Of the version that counts. */
  readonly text: string;
}

/** Answers to a post whose writers share them and whose text is still kept, the newest first. */
export async function sharedAnswers(
  connection: Connection,
  tenant: TenantId,
  post: PostId,
  only: { readonly lane?: 'form'; readonly not?: UserId; readonly skip?: number; readonly limit?: number } = {},
): Promise<readonly SharedAnswer[]> {
  let query = connection
    .selectFrom('answer')
    .innerJoin('answer_version', (join) =>
      join
        .onRef('answer_version.tenant', '=', 'answer.tenant')
        .onRef('answer_version.answer', '=', 'answer.id')
        .onRef('answer_version.version', '=', 'answer.version'),
    )
    .select(['answer.tenant', 'answer.id', 'answer.member', 'answer.lane', 'answer.published_message', 'answer_version.text'])
    .where('answer.tenant', '=', tenant)
    .where('answer.post', '=', post)
    .where('answer.follows', 'is', null)
    .where('answer.shared_at', 'is not', null)
    .where('answer_version.text', '!=', '')
    .orderBy('answer.updated_at', 'desc')
    .orderBy('answer.id');
  if (only.lane !== undefined) query = query.where('answer.lane', '=', only.lane);
  if (only.not !== undefined) query = query.where('answer.member', '!=', only.not);
  // PostgreSQL takes an offset alone, SQLite only behind a limit.
  if (only.limit !== undefined) query = query.limit(only.limit).offset(only.skip ?? 0);
  return query.execute();
}

/** How many share their answers to a post, and how many of these stand where the channel reads them. */
export async function countShared(
  connection: Connection,
  tenant: TenantId,
  post: PostId,
): Promise<{ readonly shared: number; readonly shown: number }> {
  return connection
    .selectFrom('answer')
    .select((expression) => [
      expression.cast<number>(expression.fn.countAll(), 'integer').as('shared'),
      expression
        .cast<number>(
          expression.fn
            .countAll()
            .filterWhere((shown) => shown.or([shown('published_message', 'is not', null), shown('lane', '=', 'thread')])),
          'integer',
        )
        .as('shown'),
    ])
    .where('tenant', '=', tenant)
    .where('post', '=', post)
    .where('follows', 'is', null)
    .where('shared_at', 'is not', null)
    .executeTakeFirstOrThrow();
}

/** A question of the same plan has gone out, or is about to, since this one was posted. */
export async function isFollowed(
  connection: Connection,
  post: { readonly tenant: TenantId; readonly plan: string; readonly id: PostId; readonly created_at: number },
): Promise<boolean> {
  const row = await connection
    .selectFrom('post')
    .select('id')
    .where('tenant', '=', post.tenant)
    .where('plan', '=', post.plan)
    .where('slot', '=', 'day')
    .where('id', '!=', post.id)
    .where('created_at', '>=', post.created_at)
    .where('state', 'in', ['planned', 'sending', 'sent', 'open'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The same plan has asked a question, or is about to, since a post of it. */
export async function isAskedSince(
  connection: Connection,
  post: { readonly tenant: TenantId; readonly plan: string; readonly id: PostId; readonly created_at: number },
  question: string,
): Promise<boolean> {
  const row = await connection
    .selectFrom('post')
    .select('id')
    .where('tenant', '=', post.tenant)
    .where('plan', '=', post.plan)
    .where('question', '=', question)
    .where('id', '!=', post.id)
    .where('created_at', '>=', post.created_at)
    .where('state', 'in', ['planned', 'sending', 'sent', 'open', 'closed'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Posts whose time was over at or after an instant, and which are closed. */
export async function closedSince(connection: Connection, sinceMs: number): Promise<readonly Post[]> {
  return connection
    .selectFrom('post')
    .selectAll()
    .where('state', '=', 'closed')
    .where('closes_at', '>=', sinceMs)
    .orderBy('created_at')
    .execute();
}
