// Owners and coaches: whom a server gave a rank.
import type { Insertable, Selectable } from 'kysely';
import type { TenantId } from '../core/ids.ts';
import type { Connection } from './database.ts';
import type { StaffTable } from './schema.ts';

export type StaffRow = Selectable<StaffTable>;

/** All of a server, the oldest first: few, and found by the primary key. */
export async function staffOf(connection: Connection, tenant: TenantId): Promise<readonly StaffRow[]> {
  return connection.selectFrom('staff').selectAll().where('tenant', '=', tenant).orderBy('created_at').orderBy('id').execute();
}

export async function insertStaff(connection: Connection, row: Insertable<StaffTable>): Promise<void> {
  await connection.insertInto('staff').values(row).execute();
}

export async function setStaffRank(
  connection: Connection,
  { tenant, id }: Pick<StaffRow, 'tenant' | 'id'>,
  rank: StaffRow['rank'],
): Promise<void> {
  await connection.updateTable('staff').set({ rank }).where('tenant', '=', tenant).where('id', '=', id).execute();
}

export async function removeStaff(connection: Connection, { tenant, id }: Pick<StaffRow, 'tenant' | 'id'>): Promise<void> {
  await connection.deleteFrom('staff').where('tenant', '=', tenant).where('id', '=', id).execute();
}
