// /questions suggestions: what members proposed, one after the other, with what can be done about it.
import { content } from '../core/content.ts';
import type { Button, Content, Form } from '../core/content.ts';
import { cutTo } from '../core/cut.ts';
import { UserError } from '../core/errors.ts';
import type { Say } from '../core/locale.ts';
import { nameOfPerson } from '../staff/names.ts';
import { findOwnQuestion, ownQuestionsIn } from '../store/own-questions.ts';
import { acceptAction, declineAction, editAction, openDeclineAction, showSuggestionAction } from './actions.ts';
import { drawWords } from './opened.ts';
import { completeQuestion, recordOf } from './own-question.ts';
import type { By, QuestionParts } from './parts.ts';

export const REASON_FIELD = 'reason';
const REASON_CHARACTERS = 500;
const TITLE_CHARACTERS = 45;

/** `id`: the one to show; null, or one that is decided already: the oldest that waits. */
export async function drawSuggestion(
  parts: QuestionParts,
  { tenant }: By,
  id: string | null,
  say: Say,
  notice: string | null = null,
): Promise<Content> {
  const waiting = await ownQuestionsIn(parts.database.db, tenant, ['suggested']);
  const at = Math.max(
    0,
    waiting.findIndex((one) => one.id === id),
  );
  const row = waiting[at];
  const told = notice === null ? [] : [{ kind: 'notice', tone: 'info', text: notice } as const];
  if (row === undefined) return content(...told, { kind: 'text', text: say('suggestion.none') });
  const record = recordOf(row);
  const next = waiting[(at + 1) % waiting.length];
  const question = completeQuestion(row.id, row.version, record, parts.guides);
  const who = row.member === null ? null : (await nameOfPerson(parts.platform, row.member, say)).span;
  const button = (label: string, action: string, style: Button['style'] = 'normal'): Button => ({ label, action, style });
  return content(
    ...told,
    { kind: 'heading', text: say('suggestion.heading', { at: at + 1, of: waiting.length }) },
    ...drawWords(question, say),
    record.note === undefined ? null : { kind: 'text', text: [{ strong: say('suggestion.note') }, ' ', record.note] },
    {
      kind: 'note',
      text: [...(who === null ? [] : [who, ' · ']), { time: row.created_at, show: 'date' }, ` · ${say('suggestion.guessed')}`],
    },
    {
      kind: 'buttons',
      buttons: [
        button(say('button.accept'), acceptAction.id({ question: row.id }), 'primary'),
        button(say('button.editQuestion'), editAction.id({ question: row.id })),
        button(say('button.decline'), openDeclineAction.id({ question: row.id }), 'danger'),
        ...(next === undefined || next.id === row.id
          ? []
          : [button(say('button.nextSuggestion'), showSuggestionAction.id({ question: next.id }))]),
      ],
    },
  );
}

/** Throws UserError where it has been decided meanwhile. */
export async function declineForm(parts: QuestionParts, { tenant }: By, id: string, say: Say): Promise<Form> {
  const row = await findOwnQuestion(parts.database.db, tenant, id);
  if (row?.state !== 'suggested') throw new UserError('suggestion.decided');
  const { title, text } = recordOf(row);
  return {
    action: declineAction.id({ question: id }),
    title: cutTo(title, TITLE_CHARACTERS),
    introduction: content({ kind: 'quote', text }),
    fields: [
      {
        name: REASON_FIELD,
        label: say('suggestion.reason'),
        hint: say('suggestion.reasonHint'),
        kind: 'paragraph',
        options: [],
        value: '',
        required: true,
        maxLength: REASON_CHARACTERS,
      },
    ],
    submit: say('suggestion.send'),
  };
}
