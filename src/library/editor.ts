// Writing a question in the chat: its words by form, its kind by selects, the rest by a second form. Kept at each step.
import { JURISDICTIONS, LEVELS, QUESTION_TYPES, ROLE_FAMILIES, SETTINGS, TOPICS } from '../bank/schema.ts';
import { nameLevel, namePlace, nameRole, nameSetting, nameTopic, nameType } from '../bank/names.ts';
import { content } from '../core/content.ts';
import type { Block, Button, Choice, Content, Form, FormField } from '../core/content.ts';
import { UserError } from '../core/errors.ts';
import type { Say, WordKey } from '../core/locale.ts';
import type { Request } from '../core/request.ts';
import { findOwnQuestion } from '../store/own-questions.ts';
import {
  classifyAction,
  dropDraftAction,
  newWordsAction,
  openDetailsAction,
  openWordsAction,
  saveDetailsAction,
  saveDraftAction,
  saveWordsAction,
} from './actions.ts';
import { addQuestion, changeQuestion } from './changes.ts';
import type { Guides } from './guides.ts';
import type { Draft } from './kept.ts';
import { DETAIL_FIELDS, WORD_FIELDS, shownIn } from './lines.ts';
import { ALL_FROM } from './list.ts';
import { drawOpened, queueQuestion } from './opened.ts';
import { ownQuestionSchema, recordOf, unfinishedSchema } from './own-question.ts';
import type { OwnRecord, Unfinished } from './own-question.ts';
import type { By, QuestionParts } from './parts.ts';

/** Slack's field holds 3,000 characters, Discord's 4,000. */
const FIELD_CHARACTERS = 3_000;
const MOST = {
  title: 48,
  text: 600,
  why: 300,
  howToAnswer: 1_800,
  whatNotToSay: 2_600,
  example: 1_400,
  referencePoints: FIELD_CHARACTERS,
  probe: 220,
  skills: 300,
} as const;

const CHOICES = {
  type: { values: QUESTION_TYPES, name: nameType, many: false },
  topic: { values: TOPICS, name: nameTopic, many: false },
  levels: { values: LEVELS, name: nameLevel, many: true },
  roleFamilies: { values: ROLE_FAMILIES, name: nameRole, many: true },
  setting: { values: SETTINGS, name: nameSetting, many: false },
  jurisdiction: { values: JURISDICTIONS, name: namePlace, many: false },
} as const;
type Chosen = keyof typeof CHOICES;
const isChosen = (field: string): field is Chosen => Object.hasOwn(CHOICES, field);
const CHOSEN = Object.keys(CHOICES).filter(isChosen);

const NEW: Draft = { record: { jurisdiction: 'any' }, question: null, updatedAtMs: null };

/** The form of /questions add. */
export const newWordsForm = (say: Say): Form => wordsForm(newWordsAction.id({}), NEW, say);

export async function wordsFormOf(parts: QuestionParts, by: By, draft: string, say: Say): Promise<Form> {
  return wordsForm(saveWordsAction.id({ draft }), await parts.kept.find(by, 'draft', draft), say);
}

function wordsForm(action: string, draft: Draft, say: Say): Form {
  return {
    action,
    title: say(draft.question === null ? 'questions.newTitle' : 'questions.changeTitle'),
    introduction: content({ kind: 'note', text: say('questions.wordsIntroduction') }),
    fields: fieldsOf(WORD_FIELDS, draft, say),
    submit: say('questions.keep'),
  };
}

export async function detailsFormOf(parts: QuestionParts, by: By, draft: string, say: Say): Promise<Form> {
  return {
    action: saveDetailsAction.id({ draft }),
    title: say('questions.detailsTitle'),
    introduction: content({ kind: 'note', text: say('questions.detailsIntroduction') }),
    fields: fieldsOf(DETAIL_FIELDS, await parts.kept.find(by, 'draft', draft), say),
    submit: say('questions.keep'),
  };
}

/** A text that is longer than a field, as one from a file may be, is left out of the form and so left as it is. */
function fieldsOf(fields: readonly (keyof typeof MOST)[], { record }: Draft, say: Say): readonly FormField[] {
  return fields
    .map((name) => ({ name, value: shownIn(name, record) }))
    .filter(({ name, value }) => value.length <= MOST[name])
    .map(({ name, value }) => ({
      name,
      label: say(`questionField.${name}`),
      hint: say(`questionHint.${name}`),
      kind: name === 'title' || name === 'probe' || name === 'skills' ? 'line' : 'paragraph',
      options: [],
      value,
      required: name === 'title' || name === 'text',
      maxLength: MOST[name],
    }));
}

export async function beginDraft(parts: QuestionParts, by: By, record: Unfinished): Promise<string> {
  return parts.kept.keep(by, 'draft', { ...NEW, record });
}

export const newRecord = (): Unfinished => NEW.record;

/** Of a question of the server's own, or of a suggestion. Throws UserError for any other. */
export async function beginChange(parts: QuestionParts, by: By, id: string): Promise<string> {
  const row = await findOwnQuestion(parts.database.db, by.tenant, id);
  if (row === null || row.record === '{}') throw new UserError('questions.gone');
  const { note: _note, ...record } = recordOf(row);
  return parts.kept.keep(by, 'draft', { record, question: id, updatedAtMs: row.updated_at });
}

export async function changeDraft(parts: QuestionParts, by: By, id: string, record: Unfinished): Promise<void> {
  await parts.kept.keep(by, 'draft', { ...(await parts.kept.find(by, 'draft', id)), record }, id);
}

export async function classify(parts: QuestionParts, by: By, id: string, field: string, values: readonly string[]): Promise<void> {
  const { record } = await parts.kept.find(by, 'draft', id);
  if (!isChosen(field)) throw new UserError('error.expiredButton');
  const { [field]: _replaced, ...rest } = record;
  // In the order of the list: the first level is the one that a question is written for.
  const chosen = CHOICES[field].values.filter((value: string) => values.includes(value));
  const value: unknown = CHOICES[field].many ? chosen : chosen[0];
  const checked = unfinishedSchema.safeParse(chosen.length === 0 ? rest : { ...rest, [field]: value });
  if (!checked.success) throw new UserError('error.expiredButton');
  await changeDraft(parts, by, id, checked.data);
}

export async function drawDraft(parts: QuestionParts, by: By, id: string, say: Say, notice: string | null = null): Promise<Content> {
  const draft = await parts.kept.find(by, 'draft', id);
  const { record } = draft;
  const waiting = draft.question === null ? null : await findOwnQuestion(parts.database.db, by.tenant, draft.question);
  const missing = missingIn(record);
  const button = (label: string, action: string, style: Button['style'] = 'normal'): Button => ({ label, action, style });
  const isSuggestion = waiting?.state === 'suggested';
  const queue = button(
    say(isSuggestion ? 'button.acceptAndQueue' : 'button.saveAndQueue'),
    saveDraftAction.id({ draft: id, next: 'queue' }),
  );
  return content(
    notice === null ? null : { kind: 'notice', tone: 'warning', text: notice },
    { kind: 'heading', text: record.title ?? say('questions.newTitle') },
    { kind: 'quote', text: record.text ?? say('questions.noWords') },
    { kind: 'fields', fields: writtenFields(record, parts.guides, say) },
    ...CHOSEN.map((field): Block => drawChoice(id, field, record, say)),
    { kind: 'note', text: missing.length === 0 ? say('questions.complete') : say('questions.missing', { fields: listed(missing, say) }) },
    {
      kind: 'buttons',
      buttons: [
        button(
          say(isSuggestion ? 'button.acceptChanged' : 'button.saveQuestion'),
          saveDraftAction.id({ draft: id, next: 'open' }),
          'primary',
        ),
        ...(waiting?.state === 'retired' ? [] : [queue]),
        button(say('button.changeWords'), openWordsAction.id({ draft: id })),
        button(say('button.addDetails'), openDetailsAction.id({ draft: id })),
        button(say('button.discard'), dropDraftAction.id({ draft: id }), 'danger'),
      ],
    },
  );
}

const choicesOf = (field: Chosen, say: Say): readonly Choice[] => {
  const { values, name } = CHOICES[field];
  const nameOf = name as (value: string, say: Say) => string; // it belongs to the values beside it, which the table's type cannot say
  return values.map((value) => ({ value, label: nameOf(value, say) }));
};

function drawChoice(draft: string, field: Chosen, record: Unfinished, say: Say): Block {
  const options = choicesOf(field, say);
  const chosen = record[field];
  return {
    kind: 'select',
    action: classifyAction.id({ draft, field }),
    placeholder: say(`questionField.${field}`),
    options,
    selected: chosen === undefined ? [] : [chosen].flat(),
    most: CHOICES[field].many ? options.length : 1,
    least: CHOICES[field].many ? 0 : 1,
  };
}

/** What the author wrote, and where the general guide will speak instead. */
function writtenFields(record: Unfinished, guides: Guides, say: Say): readonly { readonly label: string; readonly value: string }[] {
  const general = say('questions.fromGuide');
  const hasPoints = record.type === undefined || guides[record.type].referencePoints.length > 0;
  const lines = (list: readonly unknown[] | undefined): string =>
    list === undefined ? general : say('questions.lines', { lines: list.length });
  const written = (text: string | undefined, otherwise: string): string => (text === undefined ? otherwise : say('questions.written'));
  return [
    { label: say('questionField.why'), value: written(record.why, general) },
    { label: say('questionField.howToAnswer'), value: lines(record.howToAnswer) },
    { label: say('questionField.whatNotToSay'), value: lines(record.whatNotToSay) },
    { label: say('questionField.example'), value: written(record.example, say('questions.nothing')) },
    {
      label: say('questionField.referencePoints'),
      value: record.referencePoints === undefined && !hasPoints ? say('questions.nothing') : lines(record.referencePoints),
    },
    { label: say('questionField.probe'), value: written(record.probe, general) },
    { label: say('questionField.skills'), value: lines(record.skills) },
  ];
}

const NEEDED = ['title', 'text', ...CHOSEN] as const;

const missingIn = (record: Unfinished): readonly (typeof NEEDED)[number][] =>
  NEEDED.filter((field) => record[field] === undefined || [record[field]].flat().length === 0);

const listed = (fields: readonly (typeof NEEDED)[number][], say: Say): string =>
  fields.map((field) => say(`questionField.${field}` satisfies WordKey)).join(', ');

/** Puts the draft among the questions. Throws UserError; the draft is kept until it has worked. */
export async function saveDraft(parts: QuestionParts, request: Request, id: string, thenQueue: boolean): Promise<Content> {
  const { say, tenant, actor } = request;
  const by = { tenant, member: actor.user };
  const draft = await parts.kept.find(by, 'draft', id);
  const missing = missingIn(draft.record);
  if (missing.length > 0) return drawDraft(parts, by, id, say, say('questions.missing', { fields: listed(missing, say) }));
  const record = ownQuestionSchema.parse(draft.record);
  const saved = await save(parts, by, draft, record);
  if (saved.kind === 'conflict') {
    await parts.kept.keep(by, 'draft', { ...draft, updatedAtMs: saved.updatedAtMs }, id);
    return drawDraft(parts, by, id, say, say('questions.changedMeanwhile'));
  }
  await parts.kept.drop(by, 'draft', id);
  if (thenQueue) return queueQuestion(parts, request, saved.question, ALL_FROM);
  return drawOpened(parts, by, saved.question, { part: 'question', from: ALL_FROM, notice: say('questions.saved') }, say);
}

type Saved = { readonly kind: 'saved'; readonly question: string } | { readonly kind: 'conflict'; readonly updatedAtMs: number };

async function save(parts: QuestionParts, by: By, { question, updatedAtMs }: Draft, record: OwnRecord): Promise<Saved> {
  if (question === null) return { kind: 'saved', question: await addQuestion(parts, by, record) };
  const result = await changeQuestion(parts, by, question, updatedAtMs, record);
  return result.kind === 'conflict' ? result : { kind: 'saved', question };
}
