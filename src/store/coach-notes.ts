// What a coach writes under a member's feedback, and what a coach may know of who practises: never the words of an answer.
import type { Insertable, Selectable } from 'kysely';
import type { AnswerId, ChannelId, PostId, TenantId, UserId } from '../core/ids.ts';
import type { Connection } from './database.ts';
import type { Post } from './plans.ts';
import type { AnswerTable, CoachNoteTable } from './schema.ts';

export type CoachNote = Selectable<CoachNoteTable>;

export async function findNote(connection: Connection, tenant: TenantId, answer: AnswerId): Promise<CoachNote | null> {
  return (
    (await connection.selectFrom('coach_note').selectAll().where('tenant', '=', tenant).where('answer', '=', answer).executeTakeFirst()) ??
    null
  );
}

/** One an answer: a later one takes the place of the earlier. */
export async function saveNote(connection: Connection, note: Insertable<CoachNoteTable>): Promise<void> {
  await connection
    .insertInto('coach_note')
    .values(note)
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'answer']).doUpdateSet({ author: note.author, text: note.text, updated_at: note.updated_at }),
    )
    .execute();
}

export async function removeNote(connection: Connection, tenant: TenantId, answer: AnswerId): Promise<void> {
  await connection.deleteFrom('coach_note').where('tenant', '=', tenant).where('answer', '=', answer).execute();
}

/** Of every plan the open posts, else the one that closed last; those of a removed plan while they are open. The newest first. */
export async function currentPosts(connection: Connection, tenant: TenantId): Promise<readonly Post[]> {
  const open = await connection
    .selectFrom('post')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('state', '=', 'open')
    .orderBy('opened_at', 'desc')
    .orderBy('id')
    .execute();
  const plans = await connection.selectFrom('plan').select('id').where('tenant', '=', tenant).orderBy('created_at').execute();
  const closed: Post[] = [];
  for (const { id } of plans.filter((plan) => !open.some((post) => post.plan === plan.id))) {
    const last = await connection
      .selectFrom('post')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('plan', '=', id)
      .where('state', '=', 'closed')
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (last !== undefined) closed.push(last);
  }
  return [...open, ...closed.sort((a, b) => b.created_at - a.created_at)];
}

export interface Taken {
  readonly answer: AnswerId;
  readonly member: UserId;
  readonly sharedAtMs: number | null;
  /** Tries; edits in the thread are none. */
  readonly attempts: number;
  readonly noted: boolean;
}

/** Who answered a post, the first to answer first. */
export async function takenUnder(
  connection: Connection,
  tenant: TenantId,
  post: PostId,
  page: { readonly limit: number; readonly offset: number },
): Promise<readonly Taken[]> {
  const rows = await connection
    .selectFrom('answer')
    .leftJoin('answer_version', (join) =>
      join
        .onRef('answer_version.tenant', '=', 'answer.tenant')
        .onRef('answer_version.answer', '=', 'answer.id')
        .onRef('answer_version.version', '<=', 'answer.version')
        .on('answer_version.origin', '!=', 'edit'),
    )
    .leftJoin('coach_note', (join) => join.onRef('coach_note.tenant', '=', 'answer.tenant').onRef('coach_note.answer', '=', 'answer.id'))
    .select((expression) => [
      'answer.id',
      'answer.member',
      'answer.shared_at',
      'coach_note.id as note',
      expression.cast<number>(expression.fn.count('answer_version.version'), 'integer').as('attempts'),
    ])
    .where('answer.tenant', '=', tenant)
    .where('answer.post', '=', post)
    .where('answer.follows', 'is', null)
    .groupBy(['answer.id', 'answer.member', 'answer.shared_at', 'answer.created_at', 'coach_note.id'])
    .orderBy('answer.created_at')
    .orderBy('answer.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return rows.map((row) => ({
    answer: row.id,
    member: row.member,
    sharedAtMs: row.shared_at,
    attempts: row.attempts,
    noted: row.note !== null,
  }));
}

/** How many answered a post, how many of them share it, and how many answered anything posted here since an instant. */
export async function countTaken(
  connection: Connection,
  tenant: TenantId,
  post: PostId,
  sinceMs: number,
): Promise<{ readonly answered: number; readonly shared: number; readonly active: number }> {
  const own = await connection
    .selectFrom('answer')
    .select((expression) => [
      expression.cast<number>(expression.fn.countAll(), 'integer').as('answered'),
      expression.cast<number>(expression.fn.count('shared_at'), 'integer').as('shared'),
    ])
    .where('tenant', '=', tenant)
    .where('post', '=', post)
    .where('follows', 'is', null)
    .executeTakeFirstOrThrow();
  const all = await connection
    .selectFrom('answer')
    .select((expression) => expression.cast<number>(expression.fn.count('member').distinct(), 'integer').as('active'))
    .where('tenant', '=', tenant)
    .where('post', 'is not', null)
    .where('updated_at', '>=', sinceMs)
    .executeTakeFirstOrThrow();
  return { answered: own.answered, shared: own.shared, active: all.active };
}

export interface TakenRow {
  readonly answer: AnswerId;
  readonly localDate: string;
  readonly channel: ChannelId;
  readonly question: string;
  readonly member: UserId;
  readonly lane: AnswerTable['lane'];
  readonly attempts: number;
  readonly shared: boolean;
  readonly noted: boolean;
  /** JSON: feedback/result.ts, of the words that count; null: not shared, or not graded. */
  readonly outcome: string | null;
}

/** Answers to posts of local dates from `from` to `to`, both included, in the order of the days. */
export async function takenBetween(
  connection: Connection,
  tenant: TenantId,
  dates: { readonly from: string; readonly to: string },
  limit: number,
): Promise<readonly TakenRow[]> {
  const rows = await connection
    .selectFrom('post')
    .innerJoin('answer', (join) => join.onRef('answer.tenant', '=', 'post.tenant').onRef('answer.post', '=', 'post.id'))
    .leftJoin('coach_note', (join) => join.onRef('coach_note.tenant', '=', 'answer.tenant').onRef('coach_note.answer', '=', 'answer.id'))
    .select((expression) => [
      'post.local_date',
      'post.channel',
      'post.question',
      'answer.id',
      'answer.member',
      'answer.lane',
      'answer.shared_at',
      'coach_note.id as note',
      expression
        .selectFrom('answer_version')
        .select((inner) => inner.cast<number>(inner.fn.countAll(), 'integer').as('attempts'))
        .whereRef('answer_version.tenant', '=', 'answer.tenant')
        .whereRef('answer_version.answer', '=', 'answer.id')
        .whereRef('answer_version.version', '<=', 'answer.version')
        .where('answer_version.origin', '!=', 'edit')
        .as('attempts'),
      expression
        .selectFrom('grade')
        .innerJoin('answer_version', (join) =>
          join
            .onRef('answer_version.tenant', '=', 'grade.tenant')
            .onRef('answer_version.answer', '=', 'grade.answer')
            .onRef('answer_version.hash', '=', 'grade.answer_hash'),
        )
        .select('grade.outcome')
        .whereRef('grade.tenant', '=', 'answer.tenant')
        .whereRef('grade.answer', '=', 'answer.id')
        .whereRef('answer_version.version', '=', 'answer.version')
        .where('grade.overall_tenths', 'is not', null)
        // What is not shared is not even read.
        .where('answer.shared_at', 'is not', null)
        .orderBy('grade.created_at', 'desc')
        .limit(1)
        .as('outcome'),
    ])
    .where('post.tenant', '=', tenant)
    .where('post.local_date', '>=', dates.from)
    .where('post.local_date', '<=', dates.to)
    .where('answer.follows', 'is', null)
    .orderBy('post.local_date')
    .orderBy('post.created_at')
    .orderBy('answer.created_at')
    .orderBy('answer.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    answer: row.id,
    localDate: row.local_date,
    channel: row.channel,
    question: row.question,
    member: row.member,
    lane: row.lane,
    attempts: row.attempts ?? 0,
    shared: row.shared_at !== null,
    noted: row.note !== null,
    outcome: row.outcome,
  }));
}
