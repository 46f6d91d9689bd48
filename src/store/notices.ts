// What the owners of a plan are told.
import type { Insertable, Selectable } from 'kysely';
import type { Connection } from './database.ts';
import type { NoticeTable } from './schema.ts';
import type { TenantId } from '../core/ids.ts';

export type Notice = Selectable<NoticeTable>;

/** false: it has been noted before under this id. */
export async function insertNotice(connection: Connection, notice: Insertable<NoticeTable>): Promise<boolean> {
  const row = await connection
    .insertInto('notice')
    .values(notice)
    .onConflict((conflict) => conflict.columns(['tenant', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function findNotice(connection: Connection, tenant: TenantId, id: string): Promise<Notice | null> {
  return (await connection.selectFrom('notice').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst()) ?? null;
}

export async function markTold(connection: Connection, notice: Pick<Notice, 'tenant' | 'id'>, nowMs: number): Promise<void> {
  await connection.updateTable('notice').set({ told_at: nowMs }).where('tenant', '=', notice.tenant).where('id', '=', notice.id).execute();
}

/** The newest first. */
export async function noticesOf(connection: Connection, tenant: TenantId, plan: string, limit: number): Promise<readonly Notice[]> {
  return connection
    .selectFrom('notice')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('plan', '=', plan)
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute();
}
