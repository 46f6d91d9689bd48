// What was said under a question, until it is known whether it is an answer.
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Connection } from './database.ts';
import type { SaidTable } from './schema.ts';
import type { AnswerId, MessageId, TenantId, UserId } from '../core/ids.ts';

export type Said = Selectable<SaidTable>;
export interface SaidTarget {
  readonly kind: SaidTable['target_kind'];
  readonly id: string;
}

/** false: the message was known already. */
export async function insertSaid(connection: Connection, said: Insertable<SaidTable>): Promise<boolean> {
  const row = await connection
    .insertInto('said')
    .values(said)
    .onConflict((conflict) => conflict.columns(['tenant', 'message']).doNothing())
    .returning('message')
    .executeTakeFirst();
  return row !== undefined;
}

export async function findSaid(connection: Connection, tenant: TenantId, message: MessageId): Promise<Said | null> {
  return (
    (await connection.selectFrom('said').selectAll().where('tenant', '=', tenant).where('message', '=', message).executeTakeFirst()) ?? null
  );
}

/** Oldest first. */
export async function saidBy(connection: Connection, tenant: TenantId, target: SaidTarget, member: UserId): Promise<readonly Said[]> {
  return connection
    .selectFrom('said')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('target_kind', '=', target.kind)
    .where('target', '=', target.id)
    .where('member', '=', member)
    .orderBy('sent_at')
    .orderBy('message')
    .execute();
}

/** Oldest first. */
export async function saidUnder(connection: Connection, tenant: TenantId, target: SaidTarget): Promise<readonly Said[]> {
  return connection
    .selectFrom('said')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('target_kind', '=', target.kind)
    .where('target', '=', target.id)
    .orderBy('sent_at')
    .orderBy('message')
    .execute();
}

/** What others and the member said under it of late and is still kept, oldest first; `except` are left out. */
export async function recentlySaid(
  connection: Connection,
  tenant: TenantId,
  target: SaidTarget,
  except: readonly MessageId[],
  limit: number,
): Promise<readonly Said[]> {
  const rows = await connection
    .selectFrom('said')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('target_kind', '=', target.kind)
    .where('target', '=', target.id)
    .where('text', 'is not', null)
    .where('message', 'not in', [...except])
    .orderBy('sent_at', 'desc')
    .orderBy('message', 'desc')
    .limit(limit)
    .execute();
  return rows.toReversed();
}

export async function isDoubtSaid(connection: Connection, tenant: TenantId, target: SaidTarget): Promise<boolean> {
  const row = await connection
    .selectFrom('said')
    .select('message')
    .where('tenant', '=', tenant)
    .where('target', '=', target.id)
    .where('status', '=', 'doubtful')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The messages that an answer is made of, oldest first. */
export async function saidOfAnswer(connection: Connection, tenant: TenantId, answer: AnswerId): Promise<readonly Said[]> {
  return connection
    .selectFrom('said')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('answer', '=', answer)
    .where('status', '=', 'answer')
    .orderBy('sent_at')
    .orderBy('message')
    .execute();
}

export async function updateSaid(
  connection: Connection,
  said: Pick<Said, 'tenant' | 'message'>,
  change: Updateable<SaidTable>,
): Promise<void> {
  await connection.updateTable('said').set(change).where('tenant', '=', said.tenant).where('message', '=', said.message).execute();
}

export async function removeSaid(connection: Connection, said: Pick<Said, 'tenant' | 'message'>): Promise<void> {
  await connection.deleteFrom('said').where('tenant', '=', said.tenant).where('message', '=', said.message).execute();
}
