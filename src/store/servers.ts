// A server or workspace itself: how long it keeps text, whether the bot is still in it, and the removal of everything that it left.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Selectable, TableMetadata } from 'kysely';
import type { TenantId } from '../core/ids.ts';
import type { Connection, OpenDatabase } from './connection.ts';
import type { EraseLedgerTable, ServerTable } from './schema.ts';

export type ServerRow = Selectable<ServerTable>;

export const DEFAULT_RETENTION_DAYS = 90;
const ROWS_AT_ONCE = 500;
/** Jobs of a server that the bot was removed from wait this much longer: nothing can be sent there, and nothing is forgotten. */
const HELD_MS = 100 * 365 * 24 * 3_600_000;

export async function findServer(connection: Connection, tenant: TenantId): Promise<ServerRow | null> {
  return (await connection.selectFrom('server').selectAll().where('tenant', '=', tenant).executeTakeFirst()) ?? null;
}

async function saveServer(
  connection: Connection,
  tenant: TenantId,
  change: Partial<Pick<ServerRow, 'state' | 'left_at' | 'retention_days'>>,
  nowMs: number,
): Promise<void> {
  await connection
    .insertInto('server')
    .values({ tenant, state: 'joined', retention_days: DEFAULT_RETENTION_DAYS, left_at: null, created_at: nowMs, ...change })
    .onConflict((conflict) => conflict.column('tenant').doUpdateSet(change))
    .execute();
}

export async function saveRetention(connection: Connection, tenant: TenantId, days: number, nowMs: number): Promise<void> {
  await saveServer(connection, tenant, { retention_days: days }, nowMs);
}

/** Plans stand still, and jobs wait. false: the bot had left before. */
export async function markLeft(connection: Connection, tenant: TenantId, nowMs: number): Promise<boolean> {
  if ((await findServer(connection, tenant))?.state === 'left') return false;
  await saveServer(connection, tenant, { state: 'left', left_at: nowMs }, nowMs);
  await connection
    .updateTable('plan')
    .set({ state: 'blocked', next_due_at: null, next_due_date: null })
    .where('tenant', '=', tenant)
    .where('state', '=', 'active')
    .execute();
  await connection
    .updateTable('job')
    .set((eb) => ({ run_at: eb('run_at', '+', HELD_MS) }))
    .where('tenant', '=', tenant)
    .where('state', '=', 'ready')
    .execute();
  return true;
}

/** Everything goes on where it stood; the plans' next instants are the caller's to derive. false: it had not left. */
export async function markJoined(connection: Connection, tenant: TenantId, nowMs: number): Promise<boolean> {
  if ((await findServer(connection, tenant))?.state !== 'left') return false;
  await saveServer(connection, tenant, { state: 'joined', left_at: null }, nowMs);
  await connection.updateTable('plan').set({ state: 'active' }).where('tenant', '=', tenant).where('state', '=', 'blocked').execute();
  await connection
    .updateTable('job')
    .set((eb) => ({ run_at: eb('run_at', '-', HELD_MS) }))
    .where('tenant', '=', tenant)
    .where('state', '=', 'ready')
    .where('run_at', '>=', HELD_MS)
    .execute();
  return true;
}

export async function serversLeftBefore(connection: Connection, beforeMs: number): Promise<readonly TenantId[]> {
  const rows = await connection
    .selectFrom('server')
    .select('tenant')
    .where('state', '=', 'left')
    .where('left_at', '<=', beforeMs)
    .orderBy('left_at')
    .execute();
  return rows.map((row) => row.tenant);
}

/** Those of the schema that hold rows of a server: read from the database, so that none that comes later is forgotten. */
export async function tenantTables(connection: Connection): Promise<readonly TableMetadata[]> {
  const tables = await connection.introspection.getTables();
  return tables.filter((table) => !table.isView && table.columns.some((column) => column.name === 'tenant'));
}

/** The ledger keeps what must stay erased; the server's own row goes last, since it says that there is something left to do. */
const KEPT_TO_THE_END = new Set<string>(['erase_ledger', 'server']);

/**
 * Everything of a server goes, but the ledger. In small transactions: cut off, it is begun again. `unlessBack`: it stops when the bot
 * is added again meanwhile, and resolves to false.
 */
export async function eraseServer(database: OpenDatabase, entry: Selectable<EraseLedgerTable>, unlessBack: boolean): Promise<boolean> {
  const { tenant } = entry;
  const tables = (await tenantTables(database.db)).map((table) => table.name).filter((name) => !KEPT_TO_THE_END.has(name));
  for (const table of tables) {
    while (await eraseSome(database, tenant, table, unlessBack)) await nextTurn(); // what people wait for goes first
  }
  return database.transaction(async (trx) => {
    if (unlessBack && (await isBack(trx, tenant))) return false;
    const keys = await trx.selectFrom('expiring').select('key').execute();
    for (const { key } of keys) if (key.startsWith(`${tenant}|`)) await trx.deleteFrom('expiring').where('key', '=', key).execute();
    await trx.deleteFrom('server').where('tenant', '=', tenant).execute();
    await trx
      .insertInto('erase_ledger')
      .values(entry)
      .onConflict((conflict) => conflict.columns(['tenant', 'id']).doNothing())
      .execute();
    return true;
  });
}

async function isBack(trx: Connection, tenant: TenantId): Promise<boolean> {
  return (await findServer(trx, tenant))?.state === 'joined';
}

/** true: there may be more. */
async function eraseSome(database: OpenDatabase, tenant: TenantId, table: string, unlessBack: boolean): Promise<boolean> {
  return database.transaction(async (trx) => {
    if (unlessBack && (await isBack(trx, tenant))) return false;
    // A server that locks rows one by one needs no small steps; the other way of naming rows is SQLite's own.
    const some = database.locksRows
      ? sql`tenant = ${tenant}`
      : sql`rowid in (select rowid from ${sql.table(table)} where tenant = ${tenant} limit ${ROWS_AT_ONCE})`;
    const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ${some}`.execute(trx);
    return !database.locksRows && (numAffectedRows ?? 0n) >= BigInt(ROWS_AT_ONCE);
  });
}
