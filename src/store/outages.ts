// When this program was not running, and the sign of life that tells.
import type { Insertable, Selectable } from 'kysely';
import type { Connection } from './database.ts';
import type { OutageTable } from './schema.ts';

type Outage = Selectable<OutageTable>;

export async function insertOutage(connection: Connection, outage: Insertable<OutageTable>): Promise<void> {
  await connection.insertInto('outage').values(outage).execute();
}

/** Those that ended at or after an instant, the oldest first. */
export async function outagesSince(connection: Connection, sinceMs: number): Promise<readonly Outage[]> {
  return connection.selectFrom('outage').selectAll().where('to_at', '>=', sinceMs).orderBy('to_at').execute();
}

export async function sweepOutages(connection: Connection, beforeMs: number): Promise<void> {
  await connection.deleteFrom('outage').where('to_at', '<', beforeMs).execute();
}
