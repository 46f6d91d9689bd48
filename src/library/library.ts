// Every question that a server can meet: the bank that ships, and its own. Own ones are read each time, so that no process ever
// goes by what another has changed.
import type { Bank } from '../bank/load.ts';
import type { Question } from '../bank/schema.ts';
import type { TenantId } from '../core/ids.ts';
import type { Connection } from '../store/database.ts';
import { findOwnQuestion, ownQuestionsIn } from '../store/own-questions.ts';
import type { OwnQuestion } from '../store/own-questions.ts';
import type { Guides } from './guides.ts';
import { completeQuestion, isOwnId, recordOf } from './own-question.ts';

export interface Library {
  /** Retired ones too: what was asked once can still be answered, graded and read. null: nobody knows it any more. */
  find(connection: Connection, tenant: TenantId, id: string): Promise<Question | null>;
  /** What may be asked from now on: shipped and own, without the retired. */
  current(connection: Connection, tenant: TenantId): Promise<readonly Question[]>;
}

export function createLibrary(bank: Bank, guides: Guides): Library {
  const complete = (row: OwnQuestion): Question => completeQuestion(row.id, row.version, recordOf(row), guides);
  return {
    async find(connection, tenant, id) {
      if (!isOwnId(id)) return bank.byId.get(id) ?? null;
      const row = await findOwnQuestion(connection, tenant, id);
      return row === null || !wasAsked(row) ? null : complete(row);
    },
    async current(connection, tenant) {
      const rows = await ownQuestionsIn(connection, tenant, ['active', 'retired']);
      if (rows.length === 0) return bank.questions;
      const retired = new Set(rows.filter(({ state }) => state === 'retired').map(({ id }) => id));
      return [...bank.questions.filter(({ id }) => !retired.has(id)), ...rows.filter(({ state }) => state === 'active').map(complete)];
    },
  };
}

/** What a member suggested, and nobody has accepted, was never asked. */
const wasAsked = ({ state }: OwnQuestion): boolean => state === 'active' || state === 'retired';
