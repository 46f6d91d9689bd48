// /questions list: eight a page, each can be opened.
import { tagsOf } from '../bank/names.ts';
import { content } from '../core/content.ts';
import type { Button, Content, Text } from '../core/content.ts';
import type { TenantId } from '../core/ids.ts';
import type { Say } from '../core/locale.ts';
import { ownQuestionsIn } from '../store/own-questions.ts';
import { openQuestionAction, turnPageAction } from './actions.ts';
import type { ListView } from './kept.ts';
import type { By, QuestionParts } from './parts.ts';
import { chosenFrom, shelfOf } from './shelf.ts';
import type { Shelved } from './shelf.ts';

const PAGE = 8;
/** A list without a search is kept nowhere. */
const PLAIN: Readonly<Record<string, ListView>> = {
  all: { search: '', show: 'all' },
  own: { search: '', show: 'own' },
  retired: { search: '', show: 'retired' },
};
export const ALL_FROM = 'all.0';

/** The list that `from` names, with its page. Throws UserError when its search is no longer known. */
async function listOf(
  parts: QuestionParts,
  by: By,
  from: string,
): Promise<{ readonly key: string; readonly view: ListView; readonly page: number }> {
  const [key = '', page = '0'] = from.split('.');
  const view = (Object.hasOwn(PLAIN, key) ? PLAIN[key] : undefined) ?? (await parts.kept.find(by, 'list', key));
  return { key, view, page: Math.max(0, Math.trunc(Number(page)) || 0) };
}

/** What a list is called in the ids of its buttons. */
export async function keepList(parts: QuestionParts, by: By, view: ListView): Promise<string> {
  return `${view.search === '' ? view.show : await parts.kept.keep(by, 'list', view)}.0`;
}

export async function drawList(parts: QuestionParts, by: By, from: string, say: Say): Promise<Content> {
  const { db } = parts.database;
  const { key, view, page: wanted } = await listOf(parts, by, from);
  const shelf = await shelfOf(parts, db, by.tenant);
  const found = chosenFrom(shelf, view);
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const page = Math.min(wanted, pages - 1);
  const shown = found.slice(page * PAGE, (page + 1) * PAGE);
  const turn = (label: string, to: number): Button => ({ label, action: turnPageAction.id({ from: `${key}.${to}` }), style: 'normal' });
  const buttons = [
    ...(page > 0 ? [turn(say('button.previousPage'), page - 1)] : []),
    ...(page < pages - 1 ? [turn(say('button.nextPage'), page + 1)] : []),
  ];
  return content(
    { kind: 'heading', text: say('questions.heading') },
    { kind: 'text', text: countLine(shelf, say) },
    view.search === '' ? null : { kind: 'note', text: say('questions.searched', { search: view.search, found: found.length }) },
    shown.length === 0
      ? { kind: 'text', text: say(view.search === '' ? 'questions.none' : 'questions.noneFound') }
      : { kind: 'list', items: shown.map((one) => drawLine(one, say)) },
    shown.length === 0
      ? null
      : {
          kind: 'select',
          action: openQuestionAction.id({ from: `${key}.${page}` }),
          placeholder: say('questions.open'),
          options: shown.map(({ question }) => ({ label: question.title, value: question.id })),
          selected: [],
          most: 1,
          least: 1,
        },
    buttons.length === 0 ? null : { kind: 'buttons', buttons },
    { kind: 'note', text: `${say('questions.page', { page: page + 1, pages })} ${await waitingLine(parts, by.tenant, say)}`.trim() },
  );
}

function countLine(shelf: readonly Shelved[], say: Say): string {
  const own = shelf.filter((one) => one.own);
  const retired = shelf.filter((one) => one.retired);
  return say('questions.counts', { own: own.length, shipped: shelf.length - own.length, retired: retired.length });
}

function drawLine({ question, own, retired }: Shelved, say: Say): Text {
  const state = [...(own ? [say('questions.own')] : []), ...(retired ? [say('questions.retired')] : [])];
  return [{ strong: question.title }, ` · ${[...state, ...tagsOf(question, say)].join(' · ')}`];
}

async function waitingLine(parts: QuestionParts, tenant: TenantId, say: Say): Promise<string> {
  const waiting = (await ownQuestionsIn(parts.database.db, tenant, ['suggested'])).length;
  return waiting === 0 ? '' : say('questions.waiting', { waiting });
}
