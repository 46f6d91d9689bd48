// Questions that a plan has chosen already.
import type { Insertable, Selectable } from 'kysely';
import type { Connection } from './database.ts';
import type { UpcomingTable } from './schema.ts';
import type { TenantId } from '../core/ids.ts';

export type Upcoming = Selectable<UpcomingTable>;

/** In the order in which they will be posted. */
export async function upcomingOf(connection: Connection, tenant: TenantId, plan: string): Promise<readonly Upcoming[]> {
  return connection
    .selectFrom('upcoming')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('plan', '=', plan)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

export async function insertUpcoming(connection: Connection, entry: Insertable<UpcomingTable>): Promise<void> {
  await connection.insertInto('upcoming').values(entry).execute();
}

export async function removeUpcoming(connection: Connection, entry: Pick<Upcoming, 'tenant' | 'plan' | 'id'>): Promise<void> {
  await connection
    .deleteFrom('upcoming')
    .where('tenant', '=', entry.tenant)
    .where('plan', '=', entry.plan)
    .where('id', '=', entry.id)
    .execute();
}

export async function replaceUpcoming(
  connection: Connection,
  entry: Pick<Upcoming, 'tenant' | 'plan' | 'id'>,
  question: string,
): Promise<void> {
  await connection
    .updateTable('upcoming')
    .set({ question, source: 'choice' })
    .where('tenant', '=', entry.tenant)
    .where('plan', '=', entry.plan)
    .where('id', '=', entry.id)
    .execute();
}
