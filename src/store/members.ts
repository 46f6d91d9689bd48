// What the bot knows of a person in a server, and how all of it is taken out or removed.
import { sql } from 'kysely';
import type { Insertable, RawBuilder, Selectable, SqlBool } from 'kysely';
import type { Connection } from './database.ts';
import { eraseSuggestions } from './own-questions.ts';
import { forgetTold, plansThatTell } from './told.ts';
import type { EraseLedgerTable, MemberTable, PracticeDayTable, PracticeSessionTable } from './schema.ts';
import type { MessageId, TenantId, UserId } from '../core/ids.ts';

export type MemberRow = Selectable<MemberTable>;
export type PracticeSessionRow = Selectable<PracticeSessionTable>;
export type PracticeDay = Selectable<PracticeDayTable>;

export async function findMember(connection: Connection, tenant: TenantId, member: UserId): Promise<MemberRow | null> {
  return (
    (await connection.selectFrom('member').selectAll().where('tenant', '=', tenant).where('member', '=', member).executeTakeFirst()) ?? null
  );
}

export async function saveMember(connection: Connection, row: Insertable<MemberTable>): Promise<void> {
  await connection
    .insertInto('member')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'member'])
        .doUpdateSet({ profile: row.profile, preferences: row.preferences, updated_at: row.updated_at }),
    )
    .execute();
}

/** An answer at an instant that belongs to a local date. true: the first one of that date. */
export async function countPracticeDay(
  connection: Connection,
  day: { readonly tenant: TenantId; readonly member: UserId; readonly localDate: string; readonly atMs: number },
): Promise<boolean> {
  const { tenant, member, localDate, atMs } = day;
  const { answers } = await connection
    .insertInto('practice_day')
    .values({ tenant, member, local_date: localDate, answers: 1, first_at: atMs, last_at: atMs, streak: null, frozen: null })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'member', 'local_date'])
        .doUpdateSet((expression) => ({ answers: expression('practice_day.answers', '+', 1), last_at: atMs })),
    )
    .returning('answers')
    .executeTakeFirstOrThrow();
  return answers === 1;
}

export async function keepStanding(
  connection: Connection,
  day: Pick<PracticeDay, 'tenant' | 'member' | 'local_date'>,
  standing: { readonly streak: number; readonly frozen: number },
): Promise<void> {
  await connection
    .updateTable('practice_day')
    .set(standing)
    .where('tenant', '=', day.tenant)
    .where('member', '=', day.member)
    .where('local_date', '=', day.local_date)
    .execute();
}

/** The newest day up to a local date of which it is known how the streak stood. */
export async function lastStanding(connection: Connection, tenant: TenantId, member: UserId, upTo: string): Promise<PracticeDay | null> {
  const row = await connection
    .selectFrom('practice_day')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('member', '=', member)
    .where('local_date', '<=', upTo)
    .where('streak', 'is not', null)
    .orderBy('local_date', 'desc')
    .executeTakeFirst();
  return row ?? null;
}

/** From a local date on, the oldest first. */
export async function practiceDays(
  connection: Connection,
  tenant: TenantId,
  member: UserId,
  from: string,
): Promise<readonly PracticeDay[]> {
  return connection
    .selectFrom('practice_day')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('member', '=', member)
    .where('local_date', '>=', from)
    .orderBy('local_date')
    .execute();
}

/** 0: none is known. */
export async function longestStreak(connection: Connection, tenant: TenantId, member: UserId): Promise<number> {
  const row = await connection
    .selectFrom('practice_day')
    .select((expression) => expression.fn.max('streak').as('longest'))
    .where('tenant', '=', tenant)
    .where('member', '=', member)
    .executeTakeFirst();
  return row?.longest ?? 0;
}

export async function findSession(connection: Connection, tenant: TenantId, id: string): Promise<PracticeSessionRow | null> {
  return (
    (await connection.selectFrom('practice_session').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst()) ??
    null
  );
}

/** The newest first. */
export async function sessionsOf(
  connection: Connection,
  tenant: TenantId,
  member: UserId,
  limit: number,
): Promise<readonly PracticeSessionRow[]> {
  return connection
    .selectFrom('practice_session')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('member', '=', member)
    .orderBy('updated_at', 'desc')
    .limit(limit)
    .execute();
}

export async function saveSession(connection: Connection, row: Insertable<PracticeSessionTable>): Promise<void> {
  await connection
    .insertInto('practice_session')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet({ state: row.state, updated_at: row.updated_at }))
    .execute();
}

/** Tables with a `member` column: the export and the erase walk the same list, so that neither forgets what the other knows. */
export const MEMBER_TABLES = [
  'member',
  'answer',
  'grade',
  'said',
  'practice_day',
  'practice_session',
  'coach_note',
  'staff',
  'ballot_vote',
  'plan_draft',
] as const;

/** Everything that is kept of a person, by table, as it stands. */
export async function memberRecords(
  connection: Connection,
  tenant: TenantId,
  member: UserId,
): Promise<Readonly<Record<string, readonly object[]>>> {
  const records: Record<string, readonly object[]> = {};
  for (const table of MEMBER_TABLES) {
    records[table] = await connection.selectFrom(table).selectAll().where('tenant', '=', tenant).where('member', '=', member).execute();
  }
  records['own_question'] = await connection
    .selectFrom('own_question')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('member', '=', member)
    .orderBy('created_at')
    .execute();
  records['answer_version'] = await connection
    .selectFrom('answer_version')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('answer', 'in', (own) =>
      own.selectFrom('answer').select('answer.id').where('answer.tenant', '=', tenant).where('answer.member', '=', member),
    )
    .orderBy('answer')
    .orderBy('version')
    .execute();
  records['coach_note_written'] = await connection
    .selectFrom('coach_note')
    .select(['id', 'text', 'created_at', 'updated_at']) // whose answer it is about stays with its writer
    .where('tenant', '=', tenant)
    .where('author', '=', member)
    .orderBy('created_at')
    .execute();
  records['audit'] = await connection
    .selectFrom('audit')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('member', '=', member)
    .orderBy('created_at')
    .execute();
  records['plan_told'] = await plansThatTell(connection, tenant, member);
  records['draft'] = await keptFor(connection, tenant, member);
  return records;
}

/** What they have begun and not sent. Its name says to what it belongs; it goes by itself. */
async function keptFor(connection: Connection, tenant: TenantId, member: UserId): Promise<readonly object[]> {
  const own = ownKeys(tenant, member);
  const rows = await connection.selectFrom('expiring').selectAll().where(startsWith('key', own)).orderBy('key').execute();
  return rows.flatMap(({ key, value, expires_at }) => (key.startsWith(own) ? [{ of: key.slice(own.length), value, expires_at }] : []));
}

/** Of values with a time to live: every key of a person's begins so. */
const ownKeys = (tenant: TenantId, member: UserId): string => `${tenant}|${member}|`;

/** What the bot has put up of a person for a channel. */
export async function publishedOf(connection: Connection, tenant: TenantId, member: UserId): Promise<readonly MessageId[]> {
  const rows = await connection
    .selectFrom('answer')
    .select('published_message')
    .where('tenant', '=', tenant)
    .where('member', '=', member)
    .where('published_message', 'is not', null)
    .execute();
  return rows.flatMap((row) => (row.published_message === null ? [] : [row.published_message]));
}

export async function lastErasedAt(connection: Connection, tenant: TenantId, memberHash: string): Promise<number | null> {
  const row = await connection
    .selectFrom('erase_ledger')
    .select('erased_at')
    .where('tenant', '=', tenant)
    .where('member_hash', '=', memberHash)
    .orderBy('erased_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.erased_at ?? null;
}

/** Leaves the ledger's entry and nothing else: jobs and stored events that name the person, or an answer of theirs, go too. */
export async function eraseMember(
  connection: Connection,
  tenant: TenantId,
  member: UserId,
  entry: Insertable<EraseLedgerTable>,
): Promise<void> {
  const answers = await connection.selectFrom('answer').select('id').where('tenant', '=', tenant).where('member', '=', member).execute();
  for (const answer of answers) {
    await connection.deleteFrom('answer_version').where('tenant', '=', tenant).where('answer', '=', answer.id).execute();
    await connection
      .deleteFrom('job')
      .where('tenant', '=', tenant)
      .where(contains('payload', JSON.stringify(answer.id)))
      .execute();
  }
  await connection
    .deleteFrom('job')
    .where('tenant', '=', tenant)
    .where(contains('payload', JSON.stringify(member)))
    .execute();
  await connection
    .deleteFrom('inbox')
    .where('tenant', '=', tenant)
    .where(contains('payload', JSON.stringify(member)))
    .execute();
  await connection
    .deleteFrom('expiring')
    .where(startsWith('key', ownKeys(tenant, member)))
    .execute();
  // What they did for others stays, without them: notes on other people's answers, and the log of changes.
  await connection.updateTable('coach_note').set({ author: null }).where('tenant', '=', tenant).where('author', '=', member).execute();
  await connection.updateTable('audit').set({ member: null }).where('tenant', '=', tenant).where('member', '=', member).execute();
  await forgetTold(connection, tenant, member);
  // A coach may be changing the words of a suggestion: the copy goes with it.
  for (const question of await eraseSuggestions(connection, tenant, member))
    await connection
      .deleteFrom('expiring')
      .where(startsWith('key', `${tenant}|`))
      .where(contains('value', question))
      .execute();
  for (const table of MEMBER_TABLES) await connection.deleteFrom(table).where('tenant', '=', tenant).where('member', '=', member).execute();
  await connection.insertInto('erase_ledger').values(entry).execute();
}

/** LIKE with its wild cards taken literally: `_` is common in ids. */
const like = (column: string, pattern: string): RawBuilder<SqlBool> => sql<SqlBool>`${sql.ref(column)} like ${pattern} escape '!'`;
const literal = (text: string): string => text.replaceAll(/[!%_]/g, '!$&');
const contains = (column: 'payload' | 'value', text: string): RawBuilder<SqlBool> => like(column, `%${literal(text)}%`);
const startsWith = (column: 'key', text: string): RawBuilder<SqlBool> => like(column, `${literal(text)}%`);
