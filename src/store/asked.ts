// On which instants a server had a question, as far as streaks need it.
import { sql } from 'kysely';
import type { Connection } from './database.ts';
import type { TenantId } from '../core/ids.ts';

/** Every zone's clock is off by a multiple of it: two instants in one of these stand on the same date everywhere. */
const QUARTER_HOUR_MS = 900_000;

/** Once for each quarter of an hour, its beginning; what an owner took back was no question. */
export async function askedSince(connection: Connection, tenant: TenantId, sinceMs: number): Promise<readonly number[]> {
  const rows = await connection
    .selectFrom('post')
    .select(sql<number>`opened_at / ${sql.lit(QUARTER_HOUR_MS)}`.as('quarter'))
    .distinct()
    .where('tenant', '=', tenant)
    .where('opened_at', '>=', sinceMs)
    .where('state', '!=', 'withdrawn')
    .execute();
  return rows.map((row) => row.quarter * QUARTER_HOUR_MS);
}

/** null: it never had one. */
export async function firstAskedAt(connection: Connection, tenant: TenantId): Promise<number | null> {
  const row = await connection
    .selectFrom('post')
    .select('opened_at')
    .where('tenant', '=', tenant)
    .where('opened_at', 'is not', null)
    .orderBy('opened_at')
    .limit(1)
    .executeTakeFirst();
  return row?.opened_at ?? null;
}
