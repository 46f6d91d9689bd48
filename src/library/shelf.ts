// All questions of a server as its coaches see them: their own first, then those that ship, the retired among them.
import type { Bank } from '../bank/load.ts';
import type { Question } from '../bank/schema.ts';
import { createSearch } from '../bank/search.ts';
import type { TenantId } from '../core/ids.ts';
import type { Connection } from '../store/database.ts';
import { ownQuestionsIn } from '../store/own-questions.ts';
import type { Guides } from './guides.ts';
import type { ListView } from './kept.ts';
import { completeQuestion, isOwnId, recordOf } from './own-question.ts';

export interface Shelved {
  readonly question: Question;
  readonly own: boolean;
  /** For this server. */
  readonly retired: boolean;
}

interface Shelf {
  readonly bank: Bank;
  readonly guides: Guides;
}

const MOST_FOUND = 200;

export async function shelfOf({ bank, guides }: Shelf, connection: Connection, tenant: TenantId): Promise<readonly Shelved[]> {
  const rows = await ownQuestionsIn(connection, tenant, ['active', 'retired']);
  const retired = new Set(rows.filter(({ state }) => state === 'retired').map(({ id }) => id));
  const own = rows
    .filter(({ id }) => isOwnId(id))
    .map((row) => ({
      question: completeQuestion(row.id, row.version, recordOf(row), guides),
      own: true,
      retired: row.state === 'retired',
    }));
  return [...own, ...bank.questions.map((question) => ({ question, own: false, retired: retired.has(question.id) }))];
}

/** Best first where something is searched for, else in the order of the shelf. */
export function chosenFrom(shelf: readonly Shelved[], { search, show }: ListView): readonly Shelved[] {
  const shown = shelf.filter((one) => (show === 'own' ? one.own : show === 'retired' ? one.retired : true));
  if (search === '') return shown;
  const byId = new Map(shown.map((one) => [one.question.id, one]));
  // In one index: a poor match among the own ones would else stand above the best of those that ship.
  const found = createSearch(shown.map((one) => one.question))(search, MOST_FOUND);
  return found.flatMap((id) => byId.get(id) ?? []);
}
