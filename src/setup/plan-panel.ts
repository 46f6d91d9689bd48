// One plan: how it stands, and all that an owner can do with it and with the question that stands.
import type { Question } from '../bank/schema.ts';
import { content } from '../core/content.ts';
import type { Block, Button, Content } from '../core/content.ts';
import { cutTo } from '../core/cut.ts';
import { UserError } from '../core/errors.ts';
import type { Request } from '../core/request.ts';
import { sentenceOf } from '../daily/notices.ts';
import type { PlanStatus } from '../daily/port.ts';
import { localDate } from '../core/local-time.ts';
import {
  anotherPickAction,
  editPlanAction,
  listPlansAction,
  openPauseAction,
  openQueueAction,
  planPageAction,
  postNowAction,
  queueAction,
  removePlanAction,
  resumePlanAction,
  skipNextAction,
} from './actions.ts';
import { namesOf } from './look.ts';
import type { SetupParts } from './parts.ts';
import { channelSpan, sayLast, sayNext, sayStanding, standingOf } from './plan-words.ts';
import { sayOutlook } from './preview-page.ts';
import { nameDay, nameWeekday, readerOf, sayRule } from './rule-words.ts';
import type { Reader } from './rule-words.ts';
import { drawAskWithdraw, drawStanding } from './standing-questions.ts';
import { todayOf } from './today.ts';
import { sayVote, voteOnNext } from './voting.ts';
import { dateAfter, weekdayOf } from './wall-time.ts';

export const PLAN_PAGES = ['main', 'preview', 'now', 'delete'] as const;
export type PlanPage = (typeof PLAN_PAGES)[number] | 'withdraw';

const PICKS_SHOWN = 3;
/** A select holds no more. */
const MOST_FOUND = 25;
const LABEL_CHARACTERS = 100;

export interface PlanShown {
  readonly page?: PlanPage;
  /** What has just happened. */
  readonly said?: string;
  /** Which question its buttons are for; without one the day's own. */
  readonly post?: string;
  /** What a search for the queue has found. */
  readonly found?: readonly Question[];
}

/** Throws UserError for a plan that is gone. */
export async function drawPlan(parts: SetupParts, request: Request, id: string, shown: PlanShown = {}): Promise<Content> {
  const reader = readerOf(request.say, request.actor.locale, parts.clock.now());
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
  { page: asked = 'main', found, post }: PlanShown,
  reader: Reader,
): Promise<readonly Block[]> {
  const { say } = reader;
  // Where the channel is gone nothing else can be done.
  const page = plan.channelName === null && asked !== 'delete' ? 'main' : asked;
  switch (page) {
    case 'main':
      return [
        ...(await drawState(parts, request, plan, reader)),
        ...drawFound(plan, found ?? [], reader),
        ...(plan.channelName === null ? [planButtons(plan, reader)] : await mainButtons(parts, request, plan, post, reader)),
      ];
    case 'preview':
      return drawPicks(parts, request, plan, reader);
    case 'now':
      return drawNow(parts, request, plan, reader);
    case 'delete':
      return ask(
        plan,
        say('plans.askDelete'),
        { label: say('plans.deleteNow'), action: removePlanAction.id({ plan: plan.id }), style: 'danger' },
        reader,
      );
    case 'withdraw':
      return drawAskWithdraw(parts, request.tenant, plan, post ?? null, reader);
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
        ...(notice === undefined ? [] : [{ label: say('plans.lastNotice'), value: sentenceOf(notice, say) }]),
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

async function mainButtons(
  parts: SetupParts,
  request: Request,
  plan: PlanStatus,
  post: string | undefined,
  reader: Reader,
): Promise<readonly Block[]> {
  const { say } = reader;
  const of = { plan: plan.id };
  const isPaused = standingOf(plan, parts.clock.now()).kind === 'paused' || plan.state === 'blocked';
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
    ...(await drawStanding(parts, request.tenant, plan, post ?? null, reader)),
    planButtons(plan, reader),
  ];
}

function planButtons(plan: PlanStatus, { say }: Reader): Block {
  const of = { plan: plan.id };
  return {
    kind: 'buttons',
    buttons: [
      button(say('plans.edit'), editPlanAction.id(of)),
      button(say('plans.delete'), planPageAction.id({ ...of, page: 'delete' }), 'danger'),
      ...(isUnderWay(plan) ? [button(say('plans.lookAgain'), planPageAction.id({ ...of, page: 'main' }))] : []),
      button(say('setup.allPlans'), listPlansAction.id({ from: '0' })),
    ],
  };
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

async function drawPicks(parts: SetupParts, request: Request, plan: PlanStatus, reader: Reader): Promise<readonly Block[]> {
  const { say } = reader;
  const picks = await parts.daily.preview(request.tenant, plan.id, PICKS_SHOWN);
  if (picks.length === 0) return [{ kind: 'notice', tone: 'info', text: say('plans.noPicks') }, backRow(plan, reader)];
  const vote = await voteOnNext(parts, { tenant: request.tenant, plan: plan.id, rule: plan.rule });
  return [
    { kind: 'note', text: say(vote === null ? 'plans.picksNote' : 'plans.picksNoteVote') },
    ...picks.flatMap(({ id, due, question, source }, index): readonly Block[] => {
      const date = nameDay(due.localDate, reader);
      if (vote !== null && index === 0)
        return [
          { kind: 'divider' },
          { kind: 'text', text: [{ strong: date }, ' · ', { time: due.atMs, show: 'dateTime' }] },
          { kind: 'text', text: sayVote(vote, reader) },
        ];
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

async function drawNow(parts: SetupParts, { tenant }: Request, plan: PlanStatus, reader: Reader): Promise<readonly Block[]> {
  const { say } = reader;
  const had = await todayOf(parts, tenant, plan.rule);
  const today = button(say('plans.asToday'), postNowAction.id({ plan: plan.id, kind: 'today' }), 'primary');
  return [
    {
      kind: 'text',
      text: had === null ? say('plans.todayFree') : say('plans.todayTaken', { stands: had.state, state: say(`postState.${had.state}`) }),
    },
    { kind: 'text', text: say('plans.extraNote') },
    {
      kind: 'buttons',
      buttons: [
        ...(had === null ? [today] : []),
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
