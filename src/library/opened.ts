// One question, whole, with what can be done with it. A message holds 4,000 characters: it is shown in three parts.
import { nameSetting, nameTopic, tagsOf } from '../bank/names.ts';
import type { Question } from '../bank/schema.ts';
import { content } from '../core/content.ts';
import type { Block, Button, Content } from '../core/content.ts';
import { cutTo } from '../core/cut.ts';
import { UserError } from '../core/errors.ts';
import type { Say } from '../core/locale.ts';
import type { Request } from '../core/request.ts';
import { nameOfChannel } from '../staff/names.ts';
import { findOwnQuestion } from '../store/own-questions.ts';
import { editAction, queueAction, queueInPlanAction, restoreAction, retireAction, turnPageAction, viewPartAction } from './actions.ts';
import { isOwnId, recordOf } from './own-question.ts';
import type { By, QuestionParts } from './parts.ts';

const PARTS = ['question', 'avoid', 'grading'] as const;
type Part = (typeof PARTS)[number];
const MOST_PLANS = 25;
const PLAN_LABEL_CHARACTERS = 100;

export const partOf = (code: string): Part => PARTS.find((part) => part === code) ?? 'question';

/** `notice`: what has just been done with it. Throws UserError where it is not there any more. */
export async function drawOpened(
  parts: QuestionParts,
  by: By,
  id: string,
  shown: { readonly part: Part; readonly from: string; readonly notice: string | null },
  say: Say,
): Promise<Content> {
  const { db } = parts.database;
  const question = await parts.library.find(db, by.tenant, id);
  if (question === null) throw new UserError('questions.gone');
  const row = await findOwnQuestion(db, by.tenant, id);
  const retired = row?.state === 'retired';
  const hasExample = !isOwnId(id) || (row !== null && recordOf(row).example !== undefined);
  const state = say(retired ? 'questions.stateRetired' : isOwnId(id) ? 'questions.stateOwn' : 'questions.stateShipped');
  return content(
    shown.notice === null ? null : { kind: 'notice', tone: 'info', text: shown.notice },
    { kind: 'heading', text: question.title },
    { kind: 'note', text: `${state} ${say('questions.version', { version: question.version })}` },
    ...drawPart(question, shown.part, hasExample, say),
    { kind: 'buttons', buttons: partButtons(id, shown.part, shown.from, say) },
    { kind: 'buttons', buttons: deedButtons(id, retired, shown.from, say) },
  );
}

export function drawWords(question: Question, say: Say): readonly Block[] {
  return [
    { kind: 'quote', text: question.text },
    { kind: 'tags', tags: [...tagsOf(question, say), nameTopic(question.topic, say), nameSetting(question.setting, say)] },
  ];
}

function drawPart(question: Question, part: Part, hasExample: boolean, say: Say): readonly Block[] {
  switch (part) {
    case 'question':
      return [
        ...drawWords(question, say),
        { kind: 'text', text: [{ strong: say('daily.why') }, ' ', question.why] },
        { kind: 'text', text: [{ strong: say('recap.howToAnswer') }] },
        { kind: 'list', items: question.howToAnswer },
      ];
    case 'avoid':
      return [
        { kind: 'text', text: [{ strong: say('recap.whatNotToSay') }] },
        { kind: 'list', items: question.whatNotToSay.map((line) => [{ emphasis: `“${line.say}”` }, ' ', line.because]) },
        { kind: 'text', text: [{ strong: say('questions.hints') }] },
        { kind: 'list', items: question.hints },
      ];
    case 'grading':
      return [
        { kind: 'text', text: [{ strong: say('questions.example') }] },
        hasExample ? { kind: 'quote', text: question.example } : { kind: 'text', text: say('questions.noExample') },
        { kind: 'text', text: [{ strong: say('questions.points') }] },
        question.referencePoints.length === 0
          ? { kind: 'text', text: say('questions.noPoints') }
          : { kind: 'list', items: question.referencePoints.map(({ text }) => text) },
        { kind: 'text', text: [{ strong: say('questions.probe') }, ' ', question.probe] },
      ];
    default:
      return part satisfies never;
  }
}

function partButtons(question: string, open: Part, from: string, say: Say): readonly Button[] {
  return [
    ...PARTS.filter((part) => part !== open).map((part): Button => ({
      label: say(`questionPart.${part}`),
      action: viewPartAction.id({ question, part, from }),
      style: 'normal',
    })),
    { label: say('button.backToList'), action: turnPageAction.id({ from }), style: 'normal' },
  ];
}

function deedButtons(question: string, retired: boolean, from: string, say: Say): readonly Button[] {
  const edit: Button = { label: say('button.editQuestion'), action: editAction.id({ question }), style: 'normal' };
  const rest = isOwnId(question) ? [edit] : [];
  if (retired) return [{ label: say('button.restore'), action: restoreAction.id({ question, from }), style: 'primary' }, ...rest];
  return [
    { label: say('button.queueNext'), action: queueAction.id({ question, from }), style: 'primary' },
    ...rest,
    { label: say('button.retire'), action: retireAction.id({ question, from }), style: 'danger' },
  ];
}

/** Into the only plan there is, else after a choice. `saved`: said before what came of it. Throws UserError where there is no plan. */
export async function queueQuestion(parts: QuestionParts, request: Request, id: string, from: string): Promise<Content> {
  const { say, tenant, actor } = request;
  const plans = await parts.plans.plans(tenant);
  const [only] = plans;
  if (only === undefined) throw new UserError('questions.noPlan');
  if (plans.length === 1) return queueInPlan(parts, request, id, only.id, from);
  const opened = await drawOpened(parts, { tenant, member: actor.user }, id, { part: 'question', from, notice: null }, say);
  const options = await Promise.all(
    plans.slice(0, MOST_PLANS).map(async ({ id: value, rule }) => ({
      label: cutTo(`${(await nameOfChannel(parts.platform, rule.channel, say)).plain} ${rule.localTime}`, PLAN_LABEL_CHARACTERS),
      value,
    })),
  );
  return content(
    { kind: 'text', text: [{ strong: say('questions.whichPlan') }] },
    {
      kind: 'select',
      action: queueInPlanAction.id({ question: id, from }),
      placeholder: say('questions.choosePlan'),
      options,
      selected: [],
      most: 1,
      least: 1,
    },
    { kind: 'divider' },
    ...opened.blocks,
  );
}

export async function queueInPlan(parts: QuestionParts, request: Request, id: string, plan: string, from: string): Promise<Content> {
  const { say, tenant, actor } = request;
  const by = { tenant, member: actor.user };
  const found = (await parts.plans.plans(tenant)).find((one) => one.id === plan);
  if (found === undefined) throw new UserError('questions.noPlan');
  await parts.plans.queue(by, plan, id);
  const channel = (await nameOfChannel(parts.platform, found.rule.channel, say)).plain;
  return drawOpened(parts, by, id, { part: 'question', from, notice: say('questions.queued', { channel }) }, say);
}
