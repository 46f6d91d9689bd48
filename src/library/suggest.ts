// /suggest: a member proposes a question, and sees what became of it.
import { QUESTION_TYPES } from '../bank/schema.ts';
import type { Question, QuestionType } from '../bank/schema.ts';
import { nameType } from '../bank/names.ts';
import { content } from '../core/content.ts';
import type { Content, FieldErrors, Form, Text, Values } from '../core/content.ts';
import { cutTo } from '../core/cut.ts';
import { PlatformError, UserError } from '../core/errors.ts';
import type { Say } from '../core/locale.ts';
import type { RunningJob } from '../jobs/port.ts';
import { findOwnQuestion, suggestionsOf } from '../store/own-questions.ts';
import type { OwnQuestion } from '../store/own-questions.ts';
import { suggestAction } from './actions.ts';
import { DECIDED_QUEUE, needLeave, suggestQuestion } from './changes.ts';
import { plain } from './lines.ts';
import { ownQuestionSchema, recordOf, titleFrom } from './own-question.ts';
import type { By, QuestionParts } from './parts.ts';

const NOTE_CHARACTERS = 300;
const TEXT_CHARACTERS = 600;
const SHOWN = 10;

export async function suggestForm(parts: QuestionParts, by: By, say: Say): Promise<Form> {
  await needLeave(parts, parts.database.db, by);
  return {
    action: suggestAction.id({}),
    title: say('suggest.title'),
    introduction: content({ kind: 'note', text: say('suggest.introduction') }),
    fields: [
      {
        name: 'text',
        label: say('questionField.text'),
        hint: say('questionHint.text'),
        kind: 'paragraph',
        options: [],
        value: '',
        required: true,
        maxLength: TEXT_CHARACTERS,
      },
      {
        name: 'note',
        label: say('suggest.why'),
        hint: say('suggest.whyHint'),
        kind: 'paragraph',
        options: [],
        value: '',
        required: false,
        maxLength: NOTE_CHARACTERS,
      },
      {
        name: 'type',
        label: say('questionField.type'),
        hint: null,
        kind: 'choice',
        options: QUESTION_TYPES.map((value) => ({ value, label: nameType(value, say) })),
        value: 'behavioural',
        required: true,
        maxLength: 20,
      },
    ],
    submit: say('suggest.send'),
  };
}

/** What a platform's client would have let through only by mistake, and the limits, while the words still stand in the form. */
export async function suggestionFaults(parts: QuestionParts, by: By, values: Values, say: Say): Promise<FieldErrors | null> {
  const { text } = readSuggestion(values);
  const { success } = ownQuestionSchema.shape.text.safeParse(text);
  if (!success)
    return { text: say(text.length > TEXT_CHARACTERS ? 'suggest.tooLong' : 'suggest.tooShort', { least: 12, most: TEXT_CHARACTERS }) };
  try {
    await needLeave(parts, parts.database.db, by);
    return null;
  } catch (error) {
    if (error instanceof UserError) return { text: say(error.key, error.values) };
    throw error;
  }
}

/** What most questions of a type are about; whoever accepts it may choose another. */
const TOPIC_OF = {
  behavioural: 'call-craft',
  situational: 'call-craft',
  competency: 'prioritising',
  technical: 'numbers-and-metrics',
  compliance: 'law-and-ethics',
  motivational: 'resilience-and-motivation',
  leadership: 'leading-people',
} as const satisfies Record<QuestionType, Question['topic']>;

export async function suggest(parts: QuestionParts, by: By, values: Values, say: Say): Promise<Content> {
  const { text, note, type } = readSuggestion(values);
  const checked = ownQuestionSchema.safeParse({
    title: titleFrom(text),
    text,
    type,
    topic: TOPIC_OF[type],
    roleFamilies: ['collections-representative'],
    levels: ['mid'],
    setting: 'third_party',
    jurisdiction: 'any',
  });
  if (!checked.success) throw new UserError('suggest.tooShort', { least: 12 });
  await suggestQuestion(parts, by, { ...checked.data, ...(note === '' ? {} : { note }) });
  return content({ kind: 'text', text: say('suggest.thanks') }, { kind: 'quote', text }, { kind: 'note', text: say('suggest.whatNext') });
}

function readSuggestion(values: Values): { readonly text: string; readonly note: string; readonly type: QuestionType } {
  return {
    text: plain(values['text'] ?? ''),
    note: cutTo(plain(values['note'] ?? ''), NOTE_CHARACTERS),
    type: QUESTION_TYPES.find((type) => type === values['type']) ?? 'behavioural',
  };
}

export async function drawMine(parts: QuestionParts, { tenant, member }: By, say: Say): Promise<Content> {
  const rows = await suggestionsOf(parts.database.db, tenant, member, SHOWN);
  return content(
    { kind: 'heading', text: say('suggest.mine') },
    rows.length === 0 ? { kind: 'text', text: say('suggest.none') } : { kind: 'list', items: rows.map((row) => drawOwn(row, say)) },
  );
}

const REASON_CHARACTERS = 240;

function drawOwn(row: OwnQuestion, say: Say): Text {
  const state = say(`suggestionState.${row.state}`);
  const reason = row.state === 'declined' && row.reason !== null ? ` ${cutTo(row.reason, REASON_CHARACTERS)}` : '';
  return [{ time: row.created_at, show: 'date' }, ' ', { strong: recordOf(row).title }, ` · ${state}${reason}`];
}

/** Takes over the queue of what was decided: the member hears of it where direct messages are open, else under /suggest mine. */
export function tellOfDecisions(parts: QuestionParts): void {
  const { database, platform, words } = parts;

  async function run(job: RunningJob): Promise<void> {
    const row = await findOwnQuestion(database.db, job.tenant, String(job.payload['question']));
    // Erased meanwhile, or its member was.
    if (row === null || row.member === null) return;
    try {
      const { locale } = await platform.lookUp(row.member);
      const say = words.in(locale);
      await platform.post(await platform.openDirect(row.member), drawDecision(row, say), `suggestion:${row.id}`);
    } catch (error) {
      if (error instanceof PlatformError && (error.kind === 'forbidden' || error.kind === 'not-found')) return;
      throw error;
    }
  }

  parts.jobs.work({ queue: DECIDED_QUEUE, concurrency: 2, maxAttempts: 8, leaseMs: 60_000, run });
}

function drawDecision(row: OwnQuestion, say: Say): Content {
  const { title, text } = recordOf(row);
  if (row.state !== 'declined')
    return content(
      { kind: 'text', text: say('suggestion.toldAccepted', { title }) },
      { kind: 'quote', text },
      { kind: 'note', text: say('suggestion.toldAcceptedNote') },
    );
  return content(
    { kind: 'text', text: say('suggestion.toldDeclined', { title }) },
    { kind: 'quote', text: row.reason ?? '' },
    { kind: 'note', text: say('suggestion.toldDeclinedNote') },
  );
}
