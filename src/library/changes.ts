// What may be done to a server's questions: each with its entry in the log of changes, in one transaction.
import { UserError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import { recordChange } from '../staff/audit.ts';
import type { AuditAction } from '../staff/audit.ts';
import type { Connection } from '../store/database.ts';
import { countSuggestions, findOwnQuestion, ownQuestionsIn, removeOwnQuestion, saveOwnQuestion } from '../store/own-questions.ts';
import type { OwnQuestion } from '../store/own-questions.ts';
import type { ImportEntry } from './kept.ts';
import { changesGrading, isOwnId, newOwnId, recordOf } from './own-question.ts';
import type { OwnRecord, StoredRecord } from './own-question.ts';
import type { By, QuestionParts } from './parts.ts';

/** More would make every pick of a question slower than it may be. */
const MOST_OWN = 1_000;
const MOST_WAITING = 5;
const MOST_SUGGESTED_A_DAY = 20;
const DAY_MS = 24 * 3_600_000;

type Parts = Pick<QuestionParts, 'database' | 'clock' | 'bank' | 'jobs'>;

function log(parts: Parts, trx: Connection, { tenant, member }: By, action: AuditAction, id: string, counts?: object): Promise<void> {
  return recordChange(trx, parts.clock, { tenant, member, action, subject: id, ...(counts === undefined ? {} : { after: counts }) });
}

const settingsOf = ({ type, topic, setting, jurisdiction }: OwnRecord): object => ({ type, topic, setting, jurisdiction });

export async function addQuestion(parts: Parts, by: By, record: OwnRecord): Promise<string> {
  return parts.database.transaction(async (trx) => {
    await needRoom(trx, by.tenant, 1);
    const id = newOwnId();
    await insert(parts, trx, by.tenant, id, record);
    await log(parts, trx, by, 'question.added', id, settingsOf(record));
    return id;
  });
}

/** `seenAtMs`: what it was changed at when the person began. conflict: somebody else was faster; nothing was written. */
export async function changeQuestion(
  parts: Parts,
  by: By,
  id: string,
  seenAtMs: number | null,
  record: OwnRecord,
): Promise<{ readonly kind: 'saved' } | { readonly kind: 'conflict'; readonly updatedAtMs: number }> {
  return parts.database.transaction(async (trx) => {
    const row = await existing(trx, by.tenant, id);
    if (row.state === 'declined') throw new UserError('suggestion.decided');
    if (seenAtMs !== row.updated_at) return { kind: 'conflict', updatedAtMs: row.updated_at };
    if (row.state === 'suggested') await needRoom(trx, by.tenant, 1);
    await write(parts, trx, { ...row, state: row.state === 'suggested' ? 'active' : row.state }, record);
    if (row.state === 'suggested') await accepted(parts, trx, by, row, record);
    else await log(parts, trx, by, 'question.changed', id, settingsOf(record));
    return { kind: 'saved' };
  });
}

/** A question of the server's own, or a shipped one: that is left out for this server alone. */
export async function retireQuestion(parts: Parts, by: By, id: string): Promise<void> {
  await parts.database.transaction(async (trx) => {
    if (isOwnId(id)) {
      const row = await existing(trx, by.tenant, id);
      if (row.state !== 'active') return;
      await saveOwnQuestion(trx, { ...row, state: 'retired', updated_at: parts.clock.now() });
    } else {
      const shipped = parts.bank.byId.get(id);
      if (shipped === undefined) throw new UserError('questions.gone');
      if ((await findOwnQuestion(trx, by.tenant, id)) !== null) return;
      const now = parts.clock.now();
      await saveOwnQuestion(trx, {
        tenant: by.tenant,
        id,
        version: shipped.version,
        state: 'retired',
        record: '{}',
        member: null,
        reason: null,
        created_at: now,
        updated_at: now,
      });
    }
    await log(parts, trx, by, 'question.retired', id);
  });
}

export async function restoreQuestion(parts: Parts, by: By, id: string): Promise<void> {
  await parts.database.transaction(async (trx) => {
    const row = await existing(trx, by.tenant, id);
    if (row.state !== 'retired') return;
    if (isOwnId(id)) await saveOwnQuestion(trx, { ...row, state: 'active', updated_at: parts.clock.now() });
    else await removeOwnQuestion(trx, by.tenant, id);
    await log(parts, trx, by, 'question.restored', id);
  });
}

/** Throws UserError where too many wait already: of this member, or in this server today. */
export async function suggestQuestion(parts: Parts, by: By, record: StoredRecord): Promise<void> {
  await parts.database.transaction(async (trx) => {
    await needLeave(parts, trx, by);
    const id = newOwnId();
    const now = parts.clock.now();
    await saveOwnQuestion(trx, {
      tenant: by.tenant,
      id,
      version: 1,
      state: 'suggested',
      record: JSON.stringify(record),
      member: by.member,
      reason: null,
      created_at: now,
      updated_at: now,
    });
  });
}

/** Throws UserError where no more may be suggested now. */
export async function needLeave(parts: Pick<Parts, 'clock'>, connection: Connection, { tenant, member }: By): Promise<void> {
  const { waiting, since } = await countSuggestions(connection, tenant, member, parts.clock.now() - DAY_MS);
  if (waiting >= MOST_WAITING) throw new UserError('suggest.tooMany', { most: MOST_WAITING });
  if (since >= MOST_SUGGESTED_A_DAY) throw new UserError('suggest.dayFull', { most: MOST_SUGGESTED_A_DAY });
}

export async function acceptSuggestion(parts: Parts, by: By, id: string): Promise<void> {
  await parts.database.transaction(async (trx) => {
    const row = await waitingSuggestion(trx, by.tenant, id);
    await needRoom(trx, by.tenant, 1);
    const { note: _note, ...record } = recordOf(row);
    await write(parts, trx, { ...row, state: 'active' }, record);
    await accepted(parts, trx, by, row, record);
  });
}

export async function declineSuggestion(parts: Parts, by: By, id: string, reason: string): Promise<void> {
  await parts.database.transaction(async (trx) => {
    const row = await waitingSuggestion(trx, by.tenant, id);
    await saveOwnQuestion(trx, { ...row, state: 'declined', reason, updated_at: parts.clock.now() });
    await log(parts, trx, by, 'question.declined', id);
    await tellLater(parts, trx, row);
  });
}

export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** What an import would do now. */
export async function compareImport(connection: Connection, tenant: TenantId, entries: readonly ImportEntry[]): Promise<ImportCounts> {
  const known = await knownRows(connection, tenant);
  const kinds = entries.map((entry) => kindOf(entry, known.get(entry.id)));
  const count = (kind: ReturnType<typeof kindOf>): number => kinds.filter((one) => one === kind).length;
  return { added: count('added'), changed: count('changed'), unchanged: count('unchanged') };
}

/** All of them, or, when they do not fit, none. */
export async function importQuestions(parts: Parts, by: By, entries: readonly ImportEntry[]): Promise<ImportCounts> {
  return parts.database.transaction(async (trx) => {
    const counts = await compareImport(trx, by.tenant, entries);
    await needRoom(trx, by.tenant, counts.added);
    const known = await knownRows(trx, by.tenant);
    for (const entry of entries) {
      const row = known.get(entry.id);
      const kind = kindOf(entry, row);
      if (kind === 'added') await insert(parts, trx, by.tenant, entry.id, entry.record, entry.retired ? 'retired' : 'active');
      else if (kind === 'changed' && row !== undefined)
        await write(parts, trx, { ...row, state: entry.retired ? 'retired' : row.state }, entry.record);
    }
    await log(parts, trx, by, 'question.imported', 'import', counts);
    return counts;
  });
}

async function knownRows(connection: Connection, tenant: TenantId): Promise<ReadonlyMap<string, OwnQuestion>> {
  const rows = await ownQuestionsIn(connection, tenant, ['active', 'retired', 'suggested', 'declined']);
  return new Map(rows.map((row) => [row.id, row]));
}

function kindOf({ record, retired }: ImportEntry, row: OwnQuestion | undefined): 'added' | 'changed' | 'unchanged' {
  if (row === undefined) return 'added';
  // What a member suggested is decided on under its own buttons, not by a file.
  if (row.state === 'suggested' || row.state === 'declined') return 'unchanged';
  const same = JSON.stringify(recordOf(row)) === JSON.stringify(record) && (!retired || row.state === 'retired');
  return same ? 'unchanged' : 'changed';
}

async function existing(trx: Connection, tenant: TenantId, id: string): Promise<OwnQuestion> {
  const row = await findOwnQuestion(trx, tenant, id);
  if (row === null) throw new UserError('questions.gone');
  return row;
}

async function waitingSuggestion(trx: Connection, tenant: TenantId, id: string): Promise<OwnQuestion> {
  const row = await findOwnQuestion(trx, tenant, id);
  if (row?.state !== 'suggested') throw new UserError('suggestion.decided');
  return row;
}

async function needRoom(trx: Connection, tenant: TenantId, more: number): Promise<void> {
  const has = (await ownQuestionsIn(trx, tenant, ['active', 'retired'])).filter(({ id }) => isOwnId(id)).length;
  if (has + more > MOST_OWN) throw new UserError('questions.full', { most: MOST_OWN, has });
}

async function insert(
  parts: Parts,
  trx: Connection,
  tenant: TenantId,
  id: string,
  record: OwnRecord,
  state: 'active' | 'retired' = 'active',
): Promise<void> {
  const now = parts.clock.now();
  await saveOwnQuestion(trx, {
    tenant,
    id,
    version: 1,
    state,
    record: JSON.stringify(record),
    member: null,
    reason: null,
    created_at: now,
    updated_at: now,
  });
}

async function write(parts: Parts, trx: Connection, row: OwnQuestion, record: OwnRecord): Promise<void> {
  const version = changesGrading(recordOf(row), record) ? row.version + 1 : row.version;
  await saveOwnQuestion(trx, { ...row, version, record: JSON.stringify(record), updated_at: parts.clock.now() });
}

async function accepted(parts: Parts, trx: Connection, by: By, row: OwnQuestion, record: OwnRecord): Promise<void> {
  await log(parts, trx, by, 'question.accepted', row.id, settingsOf(record));
  await tellLater(parts, trx, row);
}

export const DECIDED_QUEUE = 'suggestion';

async function tellLater(parts: Parts, trx: Connection, { tenant, id }: OwnQuestion): Promise<void> {
  await parts.jobs.enqueue(trx, { tenant, queue: DECIDED_QUEUE, key: id, payload: { question: id }, runAtMs: parts.clock.now() });
}
