// Text of members goes after the time that their server keeps it; scores and levels stay until they are erased.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';
import type { AnswerId, TenantId } from '../core/ids.ts';
import type { Connection, OpenDatabase } from './connection.ts';
import { DEFAULT_RETENTION_DAYS } from './servers.ts';

const DAY_MS = 24 * 3_600_000;
/** Some tens of milliseconds of work: who waits for an answer hardly notices. */
const ROWS_AT_ONCE = 100;

export interface LetGo {
  readonly versions: number;
  readonly said: number;
  readonly notes: number;
  /** That were declined: nobody needs them any more. */
  readonly suggestions: number;
}

/** Servers that keep text equally long. */
interface Term {
  readonly days: number;
  readonly beforeMs: number;
}

/**
 * Lets go what is older than its server's term: the text of answers with what their grades quote of it (`slim` takes it out of an
 * outcome), what was said in threads, notes of coaches, suggestions that were declined. A hundred rows a transaction, with a turn of the event loop in between.
 */
export async function letTextGo(database: OpenDatabase, nowMs: number, slim: (outcome: string) => string): Promise<LetGo> {
  const done = { versions: 0, said: 0, notes: 0, suggestions: 0 };
  for (const days of await termsOf(database.db)) {
    const term = { days, beforeMs: nowMs - days * DAY_MS };
    done.versions += await inSteps(database, (trx) => emptyVersions(trx, term, slim));
    done.said += await inSteps(database, (trx) => emptySaid(trx, term));
    done.notes += await inSteps(database, (trx) => removeNotes(trx, term));
    done.suggestions += await inSteps(database, (trx) => removeDeclined(trx, term));
  }
  if (Object.values(done).some((count) => count > 0)) await database.scrub();
  return done;
}

async function termsOf(connection: Connection): Promise<readonly number[]> {
  const rows = await connection.selectFrom('server').select('retention_days').distinct().execute();
  return [...new Set([DEFAULT_RETENTION_DAYS, ...rows.map((row) => row.retention_days)])];
}

async function inSteps(database: OpenDatabase, step: (trx: Connection) => Promise<number>): Promise<number> {
  let all = 0;
  for (;;) {
    const some = await database.transaction(step);
    all += some;
    if (some < ROWS_AT_ONCE) return all;
    await nextTurn(); // what people wait for goes first
  }
}

/** The servers of a term; the default one is that of servers without a row, too. */
function isOf(table: 'answer_version' | 'said' | 'coach_note' | 'own_question', { days }: Term): RawBuilder<SqlBool> {
  const server = sql`select 1 from server where server.tenant = ${sql.ref(`${table}.tenant`)}`;
  return days === DEFAULT_RETENTION_DAYS
    ? sql<SqlBool>`not exists (${server} and server.retention_days <> ${days})`
    : sql<SqlBool>`exists (${server} and server.retention_days = ${days})`;
}

async function emptyVersions(trx: Connection, term: Term, slim: (outcome: string) => string): Promise<number> {
  const versions = await trx
    .selectFrom('answer_version')
    .select(['tenant', 'answer', 'version', 'hash'])
    .where('text', '!=', '')
    .where('created_at', '<', term.beforeMs)
    .where(isOf('answer_version', term))
    .orderBy('created_at')
    .limit(ROWS_AT_ONCE)
    .execute();
  for (const { tenant, answer, version, hash } of versions) {
    await trx
      .updateTable('answer_version')
      .set({ text: '' })
      .where('tenant', '=', tenant)
      .where('answer', '=', answer)
      .where('version', '=', version)
      .execute();
    await slimGrades(trx, tenant, answer, hash, slim);
    await forgetWhatWasAsked(trx, tenant, answer);
  }
  return versions.length;
}

/** While a later version with the very same words is kept, its grade keeps its quotes. */
async function slimGrades(
  trx: Connection,
  tenant: TenantId,
  answer: AnswerId,
  hash: string,
  slim: (outcome: string) => string,
): Promise<void> {
  const kept = await trx
    .selectFrom('answer_version')
    .select('version')
    .where('tenant', '=', tenant)
    .where('answer', '=', answer)
    .where('hash', '=', hash)
    .where('text', '!=', '')
    .executeTakeFirst();
  if (kept !== undefined) return;
  const grades = await trx
    .selectFrom('grade')
    .select(['id', 'outcome'])
    .where('tenant', '=', tenant)
    .where('answer', '=', answer)
    .where('answer_hash', '=', hash)
    .execute();
  for (const { id, outcome } of grades)
    await trx
      .updateTable('grade')
      .set({ outcome: slim(outcome) })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .execute();
}

/** A follow-up repeats what was answered before it; from here on the question's own stands in its place. */
async function forgetWhatWasAsked(trx: Connection, tenant: TenantId, answer: AnswerId): Promise<void> {
  // Two statements: with both columns in one, SQLite uses the index of neither.
  for (const column of ['id', 'follows'] as const)
    await trx
      .updateTable('answer')
      .set({ asked: '' })
      .where('tenant', '=', tenant)
      .where(column, '=', answer)
      .where('asked', 'is not', null)
      .execute();
}

async function emptySaid(trx: Connection, term: Term): Promise<number> {
  const messages = await trx
    .selectFrom('said')
    .select(['tenant', 'message'])
    .where('text', 'is not', null)
    .where('sent_at', '<', term.beforeMs)
    .where(isOf('said', term))
    .limit(ROWS_AT_ONCE)
    .execute();
  for (const { tenant, message } of messages)
    await trx.updateTable('said').set({ text: null }).where('tenant', '=', tenant).where('message', '=', message).execute();
  return messages.length;
}

/** A note without its words is none: the row goes. */
async function removeNotes(trx: Connection, term: Term): Promise<number> {
  const notes = await trx
    .selectFrom('coach_note')
    .select(['tenant', 'id'])
    .where('updated_at', '<', term.beforeMs)
    .where(isOf('coach_note', term))
    .limit(ROWS_AT_ONCE)
    .execute();
  for (const { tenant, id } of notes) await trx.deleteFrom('coach_note').where('tenant', '=', tenant).where('id', '=', id).execute();
  return notes.length;
}

async function removeDeclined(trx: Connection, term: Term): Promise<number> {
  const declined = await trx
    .selectFrom('own_question')
    .select(['tenant', 'id'])
    .where('state', '=', 'declined')
    .where('updated_at', '<', term.beforeMs)
    .where(isOf('own_question', term))
    .limit(ROWS_AT_ONCE)
    .execute();
  for (const { tenant, id } of declined) await trx.deleteFrom('own_question').where('tenant', '=', tenant).where('id', '=', id).execute();
  return declined.length;
}
