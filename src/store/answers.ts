// Answers, their versions and their grades.
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Connection } from './database.ts';
import type { AnswerTable, AnswerVersionTable, GradeTable } from './schema.ts';
import type { AnswerId, MessageId, PostId, TenantId, UserId } from '../core/ids.ts';

export type AnswerRow = Selectable<AnswerTable>;
export type AnswerVersion = Selectable<AnswerVersionTable>;
export type GradeRow = Selectable<GradeTable>;

export async function insertAnswer(connection: Connection, answer: Insertable<AnswerTable>): Promise<void> {
  await connection.insertInto('answer').values(answer).execute();
}

export async function findAnswer(connection: Connection, tenant: TenantId, id: AnswerId): Promise<AnswerRow | null> {
  return (await connection.selectFrom('answer').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** The member's own answer to the question of a post; follow-ups are not it. */
export async function findAnswerToPost(connection: Connection, tenant: TenantId, post: PostId, member: UserId): Promise<AnswerRow | null> {
  const row = await connection
    .selectFrom('answer')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('post', '=', post)
    .where('member', '=', member)
    .where('follows', 'is', null)
    .orderBy('created_at')
    .executeTakeFirst();
  return row ?? null;
}

/** Whether a message stands for an answer in the channel. */
export async function isPublished(connection: Connection, tenant: TenantId, message: MessageId): Promise<boolean> {
  const row = await connection
    .selectFrom('answer')
    .select('id')
    .where('tenant', '=', tenant)
    .where('published_message', '=', message)
    .executeTakeFirst();
  return row !== undefined;
}

/** The newest first. */
export async function answersOf(connection: Connection, tenant: TenantId, member: UserId, limit: number): Promise<readonly AnswerRow[]> {
  return connection
    .selectFrom('answer')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('member', '=', member)
    .orderBy('updated_at', 'desc')
    .limit(limit)
    .execute();
}

/** The member's own newest attempt at a question that could be graded; null: there is none. */
export async function gradedAttempt(connection: Connection, tenant: TenantId, member: UserId, question: string): Promise<AnswerRow | null> {
  const row = await connection
    .selectFrom('answer')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('member', '=', member)
    .where('question', '=', question)
    .where('follows', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('grade')
          .select('grade.id')
          .whereRef('grade.tenant', '=', 'answer.tenant')
          .whereRef('grade.answer', '=', 'answer.id')
          .where('grade.overall_tenths', 'is not', null),
      ),
    )
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  return row ?? null;
}

/** How many have answered a post, and how many of them can read feedback on the words that count. */
export async function countAnswers(
  connection: Connection,
  tenant: TenantId,
  post: PostId,
): Promise<{ readonly answered: number; readonly ready: number }> {
  const row = await connection
    .selectFrom('answer')
    .leftJoin('answer_version', (join) =>
      join
        .onRef('answer_version.tenant', '=', 'answer.tenant')
        .onRef('answer_version.answer', '=', 'answer.id')
        .onRef('answer_version.version', '=', 'answer.version'),
    )
    .leftJoin('grade', (join) =>
      join
        .onRef('grade.tenant', '=', 'answer.tenant')
        .onRef('grade.answer', '=', 'answer.id')
        .onRef('grade.answer_hash', '=', 'answer_version.hash'),
    )
    .select((expression) => [
      expression.cast<number>(expression.fn.count('answer.id').distinct(), 'integer').as('answered'),
      expression
        .cast<number>(expression.fn.count('grade.answer').distinct().filterWhere('grade.overall_tenths', 'is not', null), 'integer')
        .as('ready'),
    ])
    .where('answer.tenant', '=', tenant)
    .where('answer.post', '=', post)
    .where('answer.follows', 'is', null)
    .executeTakeFirstOrThrow();
  return row;
}

export async function updateAnswer(
  connection: Connection,
  answer: Pick<AnswerRow, 'tenant' | 'id'>,
  change: Updateable<AnswerTable>,
): Promise<void> {
  await connection.updateTable('answer').set(change).where('tenant', '=', answer.tenant).where('id', '=', answer.id).execute();
}

export async function insertVersion(connection: Connection, version: Insertable<AnswerVersionTable>): Promise<void> {
  await connection.insertInto('answer_version').values(version).execute();
}

export async function findVersion(
  connection: Connection,
  tenant: TenantId,
  answer: AnswerId,
  version: number,
): Promise<AnswerVersion | null> {
  return (
    (await connection
      .selectFrom('answer_version')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('answer', '=', answer)
      .where('version', '=', version)
      .executeTakeFirst()) ?? null
  );
}

/** The first version first. */
export async function versionsOf(connection: Connection, tenant: TenantId, answer: AnswerId): Promise<readonly AnswerVersion[]> {
  return connection
    .selectFrom('answer_version')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('answer', '=', answer)
    .orderBy('version')
    .execute();
}

/** What other members wrote under the same post before an instant (this member's own first words): a near copy of it is told apart from an own answer. */
export async function othersTexts(
  connection: Connection,
  tenant: TenantId,
  post: PostId,
  member: UserId,
  before: number,
  limit: number,
): Promise<readonly string[]> {
  const rows = await connection
    .selectFrom('answer')
    .innerJoin('answer_version', (join) =>
      join
        .onRef('answer_version.tenant', '=', 'answer.tenant')
        .onRef('answer_version.answer', '=', 'answer.id')
        .onRef('answer_version.version', '=', 'answer.version'),
    )
    .select('answer_version.text')
    .where('answer.tenant', '=', tenant)
    .where('answer.post', '=', post)
    .where('answer.member', '!=', member)
    .where('answer_version.created_at', '<', before)
    .where('answer_version.text', '!=', '')
    .where('answer.follows', 'is', null)
    .orderBy('answer.created_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.text);
}

/** The text, every grade of it and a coach's note go; scores too: this is deletion, not retention. */
export async function removeAnswer(connection: Connection, tenant: TenantId, answer: AnswerId): Promise<void> {
  const followUps = await connection.selectFrom('answer').select('id').where('tenant', '=', tenant).where('follows', '=', answer).execute();
  for (const followUp of followUps) await removeAnswer(connection, tenant, followUp.id);
  await connection.deleteFrom('grade').where('tenant', '=', tenant).where('answer', '=', answer).execute();
  await connection.deleteFrom('coach_note').where('tenant', '=', tenant).where('answer', '=', answer).execute();
  await connection.deleteFrom('answer_version').where('tenant', '=', tenant).where('answer', '=', answer).execute();
  await connection.deleteFrom('answer').where('tenant', '=', tenant).where('id', '=', answer).execute();
}

/** Numbers are not given twice: a removed version leaves a gap behind the newest one. */
export async function nextVersion(connection: Connection, tenant: TenantId, answer: AnswerId): Promise<number> {
  const versions = await versionsOf(connection, tenant, answer);
  const row = await findAnswer(connection, tenant, answer);
  return Math.max(row?.version ?? 0, versions.at(-1)?.version ?? 0) + 1;
}

/** With their grades, where no kept version has the same words. The newest that is left counts; with none left the answer goes. */
export async function removeVersions(
  connection: Connection,
  answer: Pick<AnswerRow, 'tenant' | 'id'>,
  gone: readonly AnswerVersion[],
): Promise<void> {
  const { tenant, id } = answer;
  const kept = (await versionsOf(connection, tenant, id)).filter((version) => !gone.some((one) => one.version === version.version));
  const newest = kept.at(-1);
  if (newest === undefined) return removeAnswer(connection, tenant, id);
  for (const version of gone) {
    await connection
      .deleteFrom('answer_version')
      .where('tenant', '=', tenant)
      .where('answer', '=', id)
      .where('version', '=', version.version)
      .execute();
    if (kept.some((other) => other.hash === version.hash)) continue;
    await connection
      .deleteFrom('grade')
      .where('tenant', '=', tenant)
      .where('answer', '=', id)
      .where('answer_hash', '=', version.hash)
      .execute();
  }
  await updateAnswer(connection, answer, { version: newest.version });
}

/** In the place of one of the same making that could not be given. */
export async function replaceGrade(connection: Connection, grade: Insertable<GradeTable>): Promise<void> {
  const before = await findSameGrade(connection, grade);
  if (before !== null) await connection.deleteFrom('grade').where('tenant', '=', before.tenant).where('id', '=', before.id).execute();
  await insertGrade(connection, grade);
}

/** Kept once for each way of making it: a second one of the same kind changes nothing. */
export async function insertGrade(connection: Connection, grade: Insertable<GradeTable>): Promise<void> {
  await connection
    .insertInto('grade')
    .values(grade)
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'member', 'question', 'question_version', 'rubric_version', 'level', 'jurisdiction', 'grader', 'answer_hash'])
        .doNothing(),
    )
    .execute();
}

/** The same answer graded the same way before: its grade is given again (same answer, same score). */
export async function findSameGrade(
  connection: Connection,
  made: Pick<
    GradeRow,
    'tenant' | 'member' | 'question' | 'question_version' | 'rubric_version' | 'level' | 'jurisdiction' | 'grader' | 'answer_hash'
  >,
): Promise<GradeRow | null> {
  const row = await connection
    .selectFrom('grade')
    .selectAll()
    .where('tenant', '=', made.tenant)
    .where('member', '=', made.member)
    .where('question', '=', made.question)
    .where('question_version', '=', made.question_version)
    .where('rubric_version', '=', made.rubric_version)
    .where('level', '=', made.level)
    .where('jurisdiction', '=', made.jurisdiction)
    .where('grader', '=', made.grader)
    .where('answer_hash', '=', made.answer_hash)
    .executeTakeFirst();
  return row ?? null;
}

/** By text, not by version number: an edit back to an earlier text finds the earlier grade. The newest first. */
export async function gradesOfText(
  connection: Connection,
  tenant: TenantId,
  answer: AnswerId,
  answerHash: string,
): Promise<readonly GradeRow[]> {
  return connection
    .selectFrom('grade')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('answer', '=', answer)
    .where('answer_hash', '=', answerHash)
    .orderBy('created_at', 'desc')
    .execute();
}

/** The newest first. */
export async function gradesOfMember(
  connection: Connection,
  tenant: TenantId,
  member: UserId,
  limit: number,
): Promise<readonly GradeRow[]> {
  return connection
    .selectFrom('grade')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('member', '=', member)
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute();
}
