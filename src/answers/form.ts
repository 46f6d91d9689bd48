// The form lane: the primary way to answer. It shows the question, needs no right to read messages, and its feedback opens at once.
import emojiPattern from 'emoji-regex';
import { content } from '../core/content.ts';
import type { FieldErrors, Form } from '../core/content.ts';
import { UserError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { Say } from '../core/locale.ts';
import { onAction, onForm } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import { tagsOf } from '../bank/names.ts';
import { openAnswerAction, submitAnswerAction } from './actions.ts';
import type { Board } from './board.ts';
import type { Grading } from './grading.ts';
import { drawChoosing, keepChoice } from './others.ts';
import type { AnswerParts } from './parts.ts';
import { textOf } from './reader.ts';
import { drawHelp } from './help.ts';
import { soundsLikeCrisis } from './crisis.ts';
import { recordAnswer } from './record.ts';
import { findTarget } from './targets.ts';
import type { Target } from './targets.ts';
import { drawTooLate } from './too-late.ts';

const FIELD = 'answer';
/** Fewer are a greeting, not an answer. */
const LEAST_WORDS = 4;
/** Scripts without spaces: as much as four words hold. */
const LEAST_CHARACTERS_WITHOUT_SPACES = 8;
/** The smaller of the two real platforms' fields (Discord's paragraph holds 4,000, Slack's 3,000). */
export const MOST_CHARACTERS = 3_000;
const TITLE_CHARACTERS = 45;
const LONG_WITHOUT_WORDS = 200;

export function formHandlers(parts: AnswerParts, grading: Grading, board: Board): readonly Handler[] {
  const { db } = parts.database;
  return [
    onAction(openAnswerAction, (request, { target, id }) => openForm(parts, request, target, id)),
    onForm(submitAnswerAction, {
      async validate(request, { target, id }, fields) {
        const text = (fields[FIELD] ?? '').trim();
        if (soundsLikeCrisis(text)) return null; // not kept, not even as a draft: `run` answers it
        const fault = faultOf(text, request.say);
        // Kept from here on: whatever happens next, these words are offered again.
        if (text !== '') await parts.drafts.keep(request.tenant, request.actor.user, `${target}:${id}`, text);
        return fault;
      },
      async run(request, { target, id }, fields) {
        const text = (fields[FIELD] ?? '').trim();
        if (soundsLikeCrisis(text)) return request.private(await drawHelp(parts, request.tenant, request.actor, 'form'));
        if (faultOf(text, request.say) !== null) throw new UserError('answer.tooShort', { least: LEAST_WORDS });
        const found = await findTarget(db, parts.library, request.tenant, request.actor.user, target, id);
        if (found.isClosed) return request.private(await drawTooLate(parts, request, found, text));
        await recordAnswer(parts, {
          tenant: request.tenant,
          actor: request.actor,
          target: found,
          text,
          lane: 'form',
          origin: found.answer === null ? 'first' : 'retry',
          replyTo: request.interaction,
          said: [],
          gradeNow: true,
          alongside: (trx, answer) => keepChoice(trx, parts, board, found, answer, fields),
        });
        await grading.showProgress(request);
      },
    }),
  ];
}

/** Also opened by /answer. */
export async function openForm(parts: AnswerParts, request: Request, kind: string, id: string): Promise<void> {
  const target = await findTarget(parts.database.db, parts.library, request.tenant, request.actor.user, kind, id);
  if (target.isClosed) throw new UserError('answer.closed');
  await request.form(await drawForm(parts, request.tenant, request, target));
}

async function drawForm(parts: AnswerParts, tenant: TenantId, request: Request, target: Target): Promise<Form> {
  const { say, actor } = request;
  const draft = await parts.drafts.find(tenant, actor.user, `${target.kind}:${target.id}`);
  const before = target.answer === null ? '' : await textOf(parts, tenant, target.answer);
  const choosing = await drawChoosing(parts, tenant, target, say);
  const asked = target.asked === null ? [] : [{ kind: 'text', text: [{ strong: say('form.followUp') }, ' ', target.asked] } as const];
  return {
    action: submitAnswerAction.id({ target: target.kind, id: target.id }),
    title: target.question.title.slice(0, TITLE_CHARACTERS),
    introduction: content(
      { kind: 'text', text: [{ strong: target.question.text }] },
      ...asked,
      { kind: 'tags', tags: tagsOf(target.question, say) },
      choosing?.note ?? null,
      draft === '' ? null : { kind: 'note', text: say('form.draftKept') },
    ),
    fields: [
      {
        name: FIELD,
        label: say(target.answer === null ? 'form.answerLabel' : 'form.answerAgainLabel'),
        hint: say('form.answerHint'),
        kind: 'paragraph',
        options: [],
        value: (draft === '' ? before : draft).slice(0, MOST_CHARACTERS),
        required: true,
        maxLength: MOST_CHARACTERS,
      },
      ...(choosing === null ? [] : [choosing.field]),
    ],
    submit: say('form.submit'),
  };
}

/** What keeps a text from being looked at as an answer at all. Thin answers pass: they get feedback. */
export function faultOf(text: string, say: Say): FieldErrors | null {
  if (text === '') return { [FIELD]: say('answer.empty') };
  if (text.replaceAll(emojiPattern(), '').trim() === '') return { [FIELD]: say('answer.emojiOnly') };
  if (text.length > MOST_CHARACTERS)
    return { [FIELD]: say('answer.tooLong', { max: MOST_CHARACTERS, over: text.length - MOST_CHARACTERS }) };
  if (isTooShort(text)) return { [FIELD]: say('answer.tooShort', { least: LEAST_WORDS }) };
  return null;
}

function isTooShort(text: string): boolean {
  const words = [...new Intl.Segmenter('und', { granularity: 'word' }).segment(text)].filter((segment) => segment.isWordLike).length;
  if (text.length > LONG_WITHOUT_WORDS) return false; // no greeting: the grader says what it is
  const withoutSpaces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text);
  return withoutSpaces ? text.length < LEAST_CHARACTERS_WITHOUT_SPACES : words < LEAST_WORDS;
}
