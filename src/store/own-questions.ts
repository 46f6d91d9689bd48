// A server's own questions, those that its members suggested, and the shipped ones that it retired for itself.
import type { Insertable, Selectable } from 'kysely';
import type { TenantId, UserId } from '../core/ids.ts';
import type { Connection } from './database.ts';
import type { OwnQuestionTable } from './schema.ts';

export type OwnQuestion = Selectable<OwnQuestionTable>;
export type OwnQuestionState = OwnQuestion['state'];

export async function findOwnQuestion(connection: Connection, tenant: TenantId, id: string): Promise<OwnQuestion | null> {
  return (
    (await connection.selectFrom('own_question').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst()) ?? null
  );
}

/** The oldest first. */
export async function ownQuestionsIn(
  connection: Connection,
  tenant: TenantId,
  states: readonly OwnQuestionState[],
): Promise<readonly OwnQuestion[]> {
  return connection
    .selectFrom('own_question')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('state', 'in', states)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** The newest first. */
export async function suggestionsOf(
  connection: Connection,
  tenant: TenantId,
  member: UserId,
  limit: number,
): Promise<readonly OwnQuestion[]> {
  return connection
    .selectFrom('own_question')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('member', '=', member)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** `waiting`: of this member, not decided on. `since`: of everyone in the server, from that instant on, whatever became of them. */
export async function countSuggestions(
  connection: Connection,
  tenant: TenantId,
  member: UserId,
  sinceMs: number,
): Promise<{ readonly waiting: number; readonly since: number }> {
  const rows = await connection
    .selectFrom('own_question')
    .select(['member', 'state', 'created_at'])
    .where('tenant', '=', tenant)
    .where('member', 'is not', null)
    .where((eb) => eb.or([eb('created_at', '>=', sinceMs), eb('member', '=', member)]))
    .execute();
  return {
    waiting: rows.filter((row) => row.member === member && row.state === 'suggested').length,
    since: rows.filter((row) => row.created_at >= sinceMs).length,
  };
}

export async function saveOwnQuestion(connection: Connection, row: Insertable<OwnQuestionTable>): Promise<void> {
  const { version, state, record, member, reason, updated_at } = row;
  await connection
    .insertInto('own_question')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'id'])
        .doUpdateSet({ version, state, record, member: member ?? null, reason: reason ?? null, updated_at }),
    )
    .execute();
}

export async function removeOwnQuestion(connection: Connection, tenant: TenantId, id: string): Promise<void> {
  await connection.deleteFrom('own_question').where('tenant', '=', tenant).where('id', '=', id).execute();
}

/** What was accepted belongs to the server by now, and names nobody; the rest goes with its member. Gives the ids of what went. */
export async function eraseSuggestions(connection: Connection, tenant: TenantId, member: UserId): Promise<readonly string[]> {
  const gone = await connection
    .deleteFrom('own_question')
    .where('tenant', '=', tenant)
    .where('member', '=', member)
    .where('state', 'in', ['suggested', 'declined'])
    .returning('id')
    .execute();
  await connection.updateTable('own_question').set({ member: null }).where('tenant', '=', tenant).where('member', '=', member).execute();
  return gone.map(({ id }) => id);
}
