// The log of changes that owners read.
import type { Insertable, Selectable } from 'kysely';
import type { TenantId } from '../core/ids.ts';
import type { Connection } from './database.ts';
import type { AuditTable } from './schema.ts';

export type AuditRow = Selectable<AuditTable>;

export async function insertAudit(connection: Connection, entry: Insertable<AuditTable>): Promise<void> {
  await connection.insertInto('audit').values(entry).execute();
}

/** The newest first. */
export async function auditEntries(
  connection: Connection,
  tenant: TenantId,
  page: { readonly limit: number; readonly offset: number },
): Promise<readonly AuditRow[]> {
  return connection
    .selectFrom('audit')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
}

export async function hasAudit(connection: Connection, tenant: TenantId, actions: readonly string[]): Promise<boolean> {
  const row = await connection
    .selectFrom('audit')
    .select('id')
    .where('tenant', '=', tenant)
    .where('action', 'in', [...actions])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The newest entry about a subject. */
export async function lastChangeOf(connection: Connection, tenant: TenantId, subject: string): Promise<AuditRow | null> {
  return (
    (await connection
      .selectFrom('audit')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('subject', '=', subject)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()) ?? null
  );
}
