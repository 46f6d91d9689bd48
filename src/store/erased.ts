// What was erased stays erased: when a back-up is restored, when a copy is put back by hand, and when the database itself is lost.
// Each erase is written down twice, in the ledger table and in a file beside the database. Neither holds a name.
import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { asId } from '../core/ids.ts';
import type { TenantId, UserId } from '../core/ids.ts';
import type { Connection, OpenDatabase } from './connection.ts';
import { eraseMember } from './members.ts';
import { syncToDisk } from './files.ts';
import type { EraseLedgerTable } from './schema.ts';
import { eraseServer, tenantTables } from './servers.ts';
import { everybodyTold } from './told.ts';

export type Erasure = Selectable<EraseLedgerTable>;

const ErasureLine = z.object({
  tenant: z.string().transform((raw) => asId<TenantId>(raw)),
  id: z.string(),
  member_hash: z.string(),
  erased_at: z.number(),
});

const FILE_NAME = 'erased.jsonl';
export const erasedFileBeside = (databaseFile: string): string => join(dirname(databaseFile), FILE_NAME);

export const hashOfMember = (tenant: TenantId, member: UserId): string => createHash('sha256').update(`${tenant}\n${member}`).digest('hex');
/** Stands in the ledger for everybody of a server. */
export const hashOfServer = (tenant: TenantId): string => createHash('sha256').update(tenant).digest('hex');

/** On the disk when it resolves. */
export async function appendErasures(file: string, erasures: readonly Erasure[]): Promise<void> {
  if (erasures.length === 0) return;
  const handle = await open(file, 'a', 0o600);
  try {
    // A line break first as well: a crash may have left half a line, which must not swallow this one.
    await handle.writeFile(erasures.map((erasure) => `\n${JSON.stringify(erasure)}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncToDisk(dirname(file));
}

/** Oldest first. A file that is missing holds none. */
async function readErasures(file: string): Promise<readonly Erasure[]> {
  let text;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => {
    const erasure = erasureIn(line);
    return erasure === null ? [] : [erasure];
  });
}

/** null: half a line, cut off by a crash. The ledger has its entry, and the next start writes it down again. */
function erasureIn(line: string): Erasure | null {
  try {
    return ErasureLine.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

export async function ledgerOf(connection: Connection): Promise<readonly Erasure[]> {
  return connection.selectFrom('erase_ledger').selectAll().orderBy('erased_at').execute();
}

/**
 * Erases again what the database holds although an erase that it does not know of removed it. By the entries' ids, not by their
 * times: a clock may have been set back since. Resolves to how many entries the database did not know.
 */
async function replayErasures(database: OpenDatabase, erasures: readonly Erasure[]): Promise<number> {
  const known = new Set((await ledgerOf(database.db)).map((erasure) => erasure.id));
  const missed = [...new Map(erasures.map((erasure) => [erasure.id, erasure])).values()].filter((erasure) => !known.has(erasure.id));
  for (const erasure of missed) await eraseAgain(database, erasure);
  if (missed.length > 0) await database.scrub();
  return missed.length;
}

async function eraseAgain(database: OpenDatabase, erasure: Erasure): Promise<void> {
  const { tenant } = erasure;
  if (erasure.member_hash === hashOfServer(tenant)) {
    await eraseServer(database, erasure, false);
    return;
  }
  await database.transaction(async (trx) => {
    const member = (await peopleOf(trx, tenant)).find((one) => hashOfMember(tenant, one) === erasure.member_hash);
    if (member === undefined) await trx.insertInto('erase_ledger').values(erasure).execute();
    else await eraseMember(trx, tenant, member, erasure);
  });
}

/**
 * At a start, and when a back-up is restored: the ledger and the file beside the database are made to know the same, and what either
 * of them says was erased is. Resolves to how many erases had to be done again.
 */
export async function keepErased(database: OpenDatabase, databaseFile: string, more: readonly Erasure[] = []): Promise<number> {
  const file = erasedFileBeside(databaseFile);
  const noted = await readErasures(file);
  const again = await replayErasures(database, [...noted, ...more]);
  const known = new Set(noted.map((erasure) => erasure.id));
  await appendErasures(
    file,
    (await ledgerOf(database.db)).filter((erasure) => !known.has(erasure.id)),
  );
  return again;
}

const PERSON_COLUMNS = new Set(['member', 'author']);

/** Everybody whom a row of the server names, in a column, a list, a stored event, a job or a key. May hold strings that are nobody. */
async function peopleOf(connection: Connection, tenant: TenantId): Promise<readonly UserId[]> {
  const found = new Set<string>(await everybodyTold(connection, tenant));
  for (const table of await tenantTables(connection)) {
    for (const { name } of table.columns.filter((column) => PERSON_COLUMNS.has(column.name))) {
      const { rows } = await sql<{
        person: string | null;
      }>`select distinct ${sql.ref(name)} as person from ${sql.table(table.name)} where tenant = ${tenant}`.execute(connection);
      for (const { person } of rows) if (person !== null) found.add(person);
    }
  }
  const events = await connection
    .selectFrom('inbox')
    .select('payload')
    .where('tenant', '=', tenant)
    .where('payload', 'is not', null)
    .execute();
  for (const { payload } of events) for (const text of textsIn(JSON.parse(payload ?? 'null'))) found.add(text);
  const jobs = await connection.selectFrom('job').select('payload').where('tenant', '=', tenant).execute();
  for (const { payload } of jobs) for (const text of textsIn(JSON.parse(payload))) found.add(text);
  const keys = await connection.selectFrom('expiring').select('key').execute();
  for (const { key } of keys)
    if (key.startsWith(`${tenant}|`)) for (const part of beginnings(key.slice(tenant.length + 1))) found.add(part);
  return [...found].map((person) => asId<UserId>(person));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** `a|b|c`: `a`, `a|b`. Ids are opaque, and may hold the sign that ends them. */
function beginnings(key: string): readonly string[] {
  return [...key.matchAll(/\|/g)].map((bar) => key.slice(0, bar.index));
}
