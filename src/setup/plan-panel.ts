// One plan: how it stands, and all that an owner can do with it and with the question that stands.
import type { Question } from '../bank/schema.ts';
import { content } from '../core/content.ts';
import type { Block, Button, Content } from '../core/content.ts';
import { cutTo } from '../core/cut.ts';
import { PlatformError, UserError } from '../core/errors.ts';
import type { Request } from '../core/request.ts';
import { sentenceOf } from '../daily/notices.ts';
import type { PlanStatus } from '../daily/port.ts';
import { keyOf } from '../daily/posting.ts';
import { localDate } from '../core/local-time.ts';
import type { Post } from '../store/plans.ts';
import {
  anotherPickAction,
  editPlanAction,
  listPlansAction,
  openCorrectAction,
  openPauseAction,
  openQueueAction,
  planPageAction,
  postAgainAction,
  postNowAction,
  queueAction,
  removePlanAction,
  resumePlanAction,
  skipNextAction,
  withdrawAction,
} from './actions.ts';
import { namesOf } from './look.ts';
import type { SetupParts } from './parts.ts';
import { channelSpan, sayLast, sayNext, sayStanding, standingOf } from './plan-words.ts';
import { sayOutlook } from './preview-page.ts';
import { nameDay, nameWeekday, readerOf, sayRule } from './rule-words.ts';
import type { Reader } from './rule-words.ts';
import { dateAfter, weekdayOf } from './wall-time.ts';

export const PLAN_PAGES = ['main', 'preview', 'now', 'delete', 'withdraw'] as const;
export type PlanPage = (typeof PLAN_PAGES)[number];

const PICKS_SHOWN = 3;
/** A select holds no more. */
const MOST_FOUND = 25;
const LABEL_CHARACTERS = 100;

export interface PlanShown {
  readonly page?: PlanPage;
  /** What has just happened. */
  readonly said?: string;
  /** What a search for the queue has found. */
  readonly found?: readonly Question[];
}

/** Throws UserError for a plan that is gone. */
export async function drawPlan(parts: SetupParts, request: Request, id: string, shown: PlanShown = {}): Promise<Content> {
  const reader = readerOf(request.say, request.actor.locale);
  const plan = (await parts.daily.status(request.tenant)).find((one) => one.id === id);
  if (plan === undefined) throw new UserError('daily.planGone');
  const names = await namesOf(parts, plan.rule, reader.say);
  return content(
    { kind: 'heading', text: [channelSpan(plan, reader)] },
    ...(shown.said === undefined ? [] : [{ kind: 'notice', tone: 'info', text: shown.said } as const]),
    { kind: 'text', text: sayRule(plan.rule, names, reader) },
    ...(await drawPage(parts, request, plan, shown, reader)),
  );
}

async function drawPage(
  parts: SetupParts,
  request: Request,
  plan: PlanStatus,
  { page = 'main', found }: PlanShown,
  reader: Reader,
): Promise<readonly Block[]> {
  const { say } = reader;
  switch (page) {
    case 'main':
      return [
        ...(await drawState(parts, request, plan, reader)),
        ...drawFound(plan, found ?? [], reader),
        ...(await mainButtons(parts, plan, reader)),
      ];
    case 'preview':
      return drawPicks(parts, request, plan, reader);
    case 'now':
      return drawNow(parts, plan, reader);
    case 'delete':
      return ask(
        plan,
        say('plans.askDelete'),
        { label: say('plans.deleteNow'), action: removePlanAction.id({ plan: plan.id }), style: 'danger' },
        reader,
      );
    case 'withdraw':
      return plan.last === null
        ? [backRow(plan, reader)]
        : ask(
            plan,
            say('plans.askWithdraw'),
            { label: say('plans.withdrawNow'), action: withdrawAction.id({ plan: plan.id, post: plan.last.id }), style: 'danger' },
            reader,
          );
    default:
      return page satisfies never;
  }
}

async function drawState(parts: SetupParts, request: Request, plan: PlanStatus, reader: Reader): Promise<readonly Block[]> {
  const { say } = reader;
  const outlook = await parts.daily.outlook(request.tenant, plan.rule, plan.id);
  const [notice] = plan.notices;
  const missing = plan.missing.map((fault) => `${fault.permission}: ${fault.mend}`);
  return [
    {
      kind: 'fields',
      fields: [
        { label: say('plans.state'), value: sayStanding(plan, parts.clock.now(), reader) },
        { label: say('plans.nextLabel'), value: sayNext(plan, reader) },
        { label: say('plans.lastLabel'), value: sayLast(plan, reader) },
        { label: say('plans.questions'), value: sayOutlook(outlook, reader) },
        ...(notice === undefined ? [] : [{ label: say('plans.lastNotice'), value: sentenceOf(notice, reader.locale, say) }]),
      ],
    },
    ...(missing.length === 0
      ? []
      : [{ kind: 'notice', tone: 'warning', text: say('plans.missing') } as const, { kind: 'list', items: missing } as const]),
  ];
}

function drawFound(plan: PlanStatus, found: readonly Question[], { say }: Reader): readonly Block[] {
  if (found.length === 0) return [];
  return [
    { kind: 'text', text: [{ strong: say('plans.found', { questions: found.length }) }] },
    {
      kind: 'select',
      action: queueAction.id({ plan: plan.id }),
      placeholder: say('plans.pickQueued'),
      options: found.slice(0, MOST_FOUND).map((question) => ({
        label: cutTo(`${question.title}: ${question.text}`, LABEL_CHARACTERS),
        value: question.id,
      })),
      selected: [],
      most: 1,
      least: 1,
    },
  ];
}

async function mainButtons(parts: SetupParts, plan: PlanStatus, reader: Reader): Promise<readonly Block[]> {
  const { say } = reader;
  const of = { plan: plan.id };
  const isPaused = standingOf(plan, parts.clock.now()).kind === 'paused' || plan.state === 'blocked';
  const standing = await questionButtons(parts, plan, reader);
  return [
    {
      kind: 'buttons',
      buttons: [
        ...(plan.next === null ? [] : [button(say('plans.preview'), planPageAction.id({ ...of, page: 'preview' }))]),
        button(say('plans.queue'), openQueueAction.id(of)),
        button(say('plans.postNow'), planPageAction.id({ ...of, page: 'now' })),
        ...(plan.next === null
          ? []
          : [button(skipLabel(parts, plan, plan.next.localDate, reader), skipNextAction.id({ ...of, date: plan.next.localDate }))]),
        isPaused ? button(say('plans.resume'), resumePlanAction.id(of), 'primary') : button(say('plans.pause'), openPauseAction.id(of)),
      ],
    },
    ...(standing.length === 0 ? [] : [{ kind: 'buttons', buttons: standing } as const]),
    {
      kind: 'buttons',
      buttons: [
        button(say('plans.edit'), editPlanAction.id(of)),
        button(say('plans.delete'), planPageAction.id({ ...of, page: 'delete' }), 'danger'),
        ...(isUnderWay(plan) ? [button(say('plans.lookAgain'), planPageAction.id({ ...of, page: 'main' }))] : []),
        button(say('setup.allPlans'), listPlansAction.id({ from: '0' })),
      ],
    },
  ];
}

const isUnderWay = ({ last }: PlanStatus): boolean => last !== null && ['planned', 'sending', 'sent'].includes(last.state);

const button = (label: string, action: string, style: Button['style'] = 'normal'): Button => ({ label, action, style });

function skipLabel({ clock }: SetupParts, plan: PlanStatus, date: string, reader: Reader): string {
  const { say } = reader;
  const today = localDate(clock.now(), plan.rule.zone);
  if (date === today) return say('plans.skipToday');
  if (date === dateAfter(today, 1)) return say('plans.skipTomorrow');
  return say('plans.skipOn', { day: date <= dateAfter(today, 6) ? nameWeekday(weekdayOf(date), reader) : nameDay(date, reader) });
}

/** For the question that stands, or that was to stand. */
async function questionButtons(parts: SetupParts, plan: PlanStatus, { say }: Reader): Promise<readonly Button[]> {
  const { last } = plan;
  if (last === null || parts.clock.now() >= last.closes_at) return [];
  const of = { plan: plan.id, post: last.id };
  const again = button(say('plans.postAgain'), postAgainAction.id(of), 'primary');
  if (last.state === 'withdrawn' || last.state === 'failed') return [again];
  if (last.state !== 'open') return [];
  if (!(await stands(parts, last))) return [again];
  return [
    button(say('plans.correct'), openCorrectAction.id(of)),
    button(say('plans.withdraw'), planPageAction.id({ plan: plan.id, page: 'withdraw' }), 'danger'),
  ];
}

/** false: somebody has deleted the message or its thread. Where the bot may not look, it is taken to stand. */
async function stands({ platform }: SetupParts, post: Post): Promise<boolean> {
  try {
    const found = await platform.find(post.channel, keyOf(post));
    return found !== null && found.thread !== null;
  } catch (error) {
    if (error instanceof PlatformError) return error.kind !== 'not-found';
    throw error;
  }
}

async function drawPicks({ daily }: SetupParts, request: Request, plan: PlanStatus, reader: Reader): Promise<readonly Block[]> {
  const { say } = reader;
  const picks = await daily.preview(request.tenant, plan.id, PICKS_SHOWN);
  if (picks.length === 0) return [{ kind: 'notice', tone: 'info', text: say('plans.noPicks') }, backRow(plan, reader)];
  return [
    { kind: 'note', text: say('plans.picksNote') },
    ...picks.flatMap(({ id, due, question, source }): readonly Block[] => {
      const date = nameDay(due.localDate, reader);
      return [
        { kind: 'divider' },
        {
          kind: 'text',
          text: [
            { strong: date },
            source === 'choice' ? '' : ` · ${say(`pickSource.${source}`)}`,
            ' · ',
            { time: due.atMs, show: 'dateTime' },
          ],
        },
        { kind: 'text', text: question.text },
        { kind: 'buttons', buttons: [button(say('plans.another', { date }), anotherPickAction.id({ plan: plan.id, pick: id }))] },
      ];
    }),
    backRow(plan, reader),
  ];
}

function drawNow({ clock }: SetupParts, plan: PlanStatus, reader: Reader): readonly Block[] {
  const { say } = reader;
  const { last, rule } = plan;
  const isTaken = last !== null && last.slot === 'day' && last.local_date === localDate(clock.now(), rule.zone);
  const today = button(say('plans.asToday'), postNowAction.id({ plan: plan.id, kind: 'today' }), 'primary');
  return [
    { kind: 'text', text: isTaken ? say('plans.todayTaken', { state: say(`postState.${last.state}`) }) : say('plans.todayFree') },
    { kind: 'text', text: say('plans.extraNote') },
    {
      kind: 'buttons',
      buttons: [
        ...(isTaken ? [] : [today]),
        button(say('plans.asExtra'), postNowAction.id({ plan: plan.id, kind: 'extra' })),
        back(plan, reader),
      ],
    },
  ];
}

function ask(plan: PlanStatus, text: string, yes: Button, reader: Reader): readonly Block[] {
  return [
    { kind: 'notice', tone: 'warning', text },
    { kind: 'buttons', buttons: [yes, back(plan, reader)] },
  ];
}

const back = (plan: PlanStatus, { say }: Reader): Button => button(say('plans.back'), planPageAction.id({ plan: plan.id, page: 'main' }));
const backRow = (plan: PlanStatus, reader: Reader): Block => ({ kind: 'buttons', buttons: [back(plan, reader)] });
