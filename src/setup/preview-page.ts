// The last page of set-up: the next message as it will stand, how far the questions reach, the next dates, and what stands in the way.
import type { Question } from '../bank/schema.ts';
import type { Block, Button, Text } from '../core/content.ts';
import type { Request } from '../core/request.ts';
import { closesAt } from '../daily/new-post.ts';
import { drawStarterWords } from '../daily/draw.ts';
import { dueAfterDate } from '../daily/due.ts';
import type { Due, DueRule } from '../daily/due.ts';
import { dueRuleOf, loadHolidays } from '../daily/holidays.ts';
import type { PlanRule } from '../daily/plan.ts';
import type { Outlook } from '../daily/port.ts';
import { localDate } from '../core/local-time.ts';
import { countPosts } from '../store/plans.ts';
import { anotherFirstAction, listPlansAction, savePlanAction, startOverAction } from './actions.ts';
import { wholeRule } from './draft.ts';
import type { Draft } from './draft.ts';
import { shownFirst } from './first-question.ts';
import type { Look } from './panel.ts';
import type { SetupParts } from './parts.ts';
import { nameDay, nameFullDate, sayTimeOn } from './rule-words.ts';
import type { Reader } from './rule-words.ts';
import { todayOf } from './today.ts';
import { sayVote, voteOnNext } from './voting.ts';
import { dateAfter, wallTime, weekdayOf } from './wall-time.ts';

const DATES = 3;
/** Named between the next dates; more are counted. */
const MOST_LEFT_OUT = 5;

export async function drawPreview(
  parts: SetupParts,
  request: Request,
  draft: Draft,
  look: Look,
  missing: readonly Block[],
): Promise<readonly Block[]> {
  const { say } = look.reader;
  const rule = wholeRule(draft.state);
  const hadToday = rule !== null && draft.plan === null && (await todayOf(parts, request.tenant, rule)) !== null;
  const buttons = await startButtons(parts, draft, look, hadToday);
  if (rule === null) return [{ kind: 'notice', tone: 'info', text: say('setup.noChannel') }, buttons];
  const due = await dueRuleOf(rule);
  const first = await parts.daily.nextRun(request.tenant, rule, draft.plan);
  const runs = first === null ? [] : runsFrom(due, first);
  const question = await shownFirst(parts, request, draft, rule);
  const outlook = await parts.daily.outlook(request.tenant, rule, draft.plan);
  const plan = draft.plan === null ? null : await parts.daily.plan(request.tenant, draft.plan);
  return [
    ...(plan?.state === 'paused' ? [{ kind: 'notice', tone: 'info', text: say('setup.isPaused') } as const] : []),
    ...(await drawNext(parts, request, rule, { question, runs, draft }, look.reader)),
    { kind: 'divider' },
    ...(question === null ? [] : [{ kind: 'text', text: sayOutlook(outlook, look.reader) } as const]),
    ...(first === null ? [] : await drawDates(parts, rule, runs, look.reader)),
    ...missing,
    ...(hadToday && first !== null ? [{ kind: 'note', text: say('setup.hadToday') } as const] : []),
    buttons,
  ];
}

/** One more than is shown: the last shown one closes when that one comes. */
function runsFrom(due: DueRule, first: Due): readonly Due[] {
  const runs = [first];
  for (let next = dueAfterDate(due, first.localDate); next !== null && runs.length <= DATES; next = dueAfterDate(due, next.localDate))
    runs.push(next);
  return runs;
}

async function drawNext(
  parts: SetupParts,
  { tenant }: Request,
  rule: PlanRule,
  about: { readonly question: Question | null; readonly runs: readonly Due[]; readonly draft: Draft },
  reader: Reader,
): Promise<readonly Block[]> {
  const { database, words } = parts;
  const { say } = reader;
  const [first] = about.runs;
  if (first === undefined) return [{ kind: 'notice', tone: 'warning', text: say('setup.noRun') }];
  if (about.question === null) return [];
  const { plan } = about.draft;
  const vote = plan === null ? null : await voteOnNext(parts, { tenant, plan, rule });
  if (vote !== null)
    return [
      { kind: 'note', text: [`${say('setup.nextRun')} `, { time: first.atMs, show: 'dateTime' }, ` ${say('setup.yourTime')}.`] },
      { kind: 'text', text: sayVote(vote, reader) },
    ];
  const post = {
    number: (await countPosts(database.db, tenant, rule.channel)) + 1,
    localDate: first.localDate,
    closesAtMs: closesAt(rule, first.atMs, about.runs[1] ?? null),
    release: rule.release,
    sharedWith: rule.sharedWith,
    question: about.question,
  };
  const intro = say(about.draft.plan === null ? 'setup.firstMessage' : 'setup.nextMessage');
  return [
    { kind: 'note', text: [`${intro} `, { time: first.atMs, show: 'dateTime' }, ` ${say('setup.yourTime')}:`] },
    // As the channel will read it: in the words that questions are posted in.
    ...drawStarterWords(post, words.in('en')).blocks,
  ];
}

export function sayOutlook({ matching, unused, repeatsFrom }: Outlook, reader: Reader): string {
  const { say } = reader;
  if (matching > 0 && unused === 0) return say('setup.comeRound', { matching });
  const reach = repeatsFrom === null ? say('setup.noRepeats') : say('setup.repeatsFrom', { date: nameFullDate(repeatsFrom, reader) });
  return `${say('setup.outlook', { matching, unused })} ${reach}`;
}

async function drawDates({ clock }: SetupParts, rule: PlanRule, runs: readonly Due[], reader: Reader): Promise<readonly Block[]> {
  const { say } = reader;
  const shown = runs.slice(0, DATES);
  const last = shown.at(-1);
  if (last === undefined) return [];
  const line = ({ localDate: date, atMs }: Due): Text => [
    `${nameDay(date, reader)}, ${sayTimeOn(date, rule, reader)} (`,
    { time: atMs, show: 'dateTime' },
    ` ${say('setup.yourTime')})`,
  ];
  const left = await leftOut(rule, localDate(clock.now(), rule.zone), last.localDate, reader);
  return [
    { kind: 'text', text: [{ strong: say('setup.nextDates') }] },
    { kind: 'list', items: shown.map(line) },
    ...(left.length === 0
      ? []
      : [
          {
            kind: 'note',
            text: say('setup.leftOut', {
              days: left.slice(0, MOST_LEFT_OUT).join(', '),
              more: Math.max(0, left.length - MOST_LEFT_OUT),
            }),
          } as const,
        ]),
  ];
}

/** The dates between today and the last one shown that would have a question, were they not off: each with why. */
async function leftOut(rule: PlanRule, today: string, until: string, reader: Reader): Promise<readonly string[]> {
  const { holidays: calendar, pausedUntil } = rule;
  const table = calendar === null ? null : await loadHolidays();
  const left: string[] = [];
  const from = pausedUntil !== null && pausedUntil > today ? pausedUntil : today;
  for (let date = from; date <= until; date = dateAfter(date, 1)) {
    if (!rule.weekdays.includes(weekdayOf(date))) continue;
    const holiday = calendar === null ? null : (table?.nameOn(calendar, date) ?? null);
    const why = holiday ?? (rule.datesOff.includes(date) ? reader.say('setup.dayOff') : null);
    if (why !== null) left.push(`${nameDay(date, reader)} (${eachOnce(why)})`);
  }
  return left;
}

/** A holiday and the day given for it may fall on one date: "Christmas Day, Christmas Day (substitute day)" is one. */
function eachOnce(names: string): string {
  const plain = (name: string): string => name.replace(/ \([^)]*\)$/, '');
  const each = new Map(names.split(', ').map((name) => [plain(name), name]));
  return each.size === names.split(', ').length ? names : [...each.keys()].join(', ');
}

async function startButtons(parts: SetupParts, draft: Draft, look: Look, hadToday: boolean): Promise<Block> {
  const { say } = look.reader;
  const button = (label: string, action: string, style: Button['style'] = 'normal'): Button => ({ label, action, style });
  const rule = wholeRule(draft.state);
  const canStart = rule !== null && look.names.channel !== null && look.fit.fitting.length > 0;
  const next = canStart ? await parts.daily.nextRun(draft.tenant, rule, draft.plan) : null;
  const start =
    draft.plan === null
      ? next === null
        ? []
        : [
            button(startLabel(parts, draft, next, look.reader), savePlanAction.id({ draft: draft.id, how: 'save' }), 'primary'),
            hadToday
              ? button(say('setup.postExtraNow'), savePlanAction.id({ draft: draft.id, how: 'extra' }))
              : button(say('setup.postOneNow'), savePlanAction.id({ draft: draft.id, how: 'now' })),
          ]
      : canStart
        ? [button(say('setup.saveChanges'), savePlanAction.id({ draft: draft.id, how: 'save' }), 'primary')]
        : [];
  return {
    kind: 'buttons',
    buttons: [
      ...start,
      ...(draft.plan === null && next !== null ? [button(say('setup.anotherQuestion'), anotherFirstAction.id({ draft: draft.id }))] : []),
      button(say('setup.allPlans'), listPlansAction.id({ from: '0' })),
      button(say('setup.startOver'), startOverAction.id({ draft: draft.id }), 'danger'),
    ],
  };
}

function startLabel({ clock }: SetupParts, draft: Draft, next: Due, reader: Reader): string {
  const { say } = reader;
  const today = localDate(clock.now(), draft.state.rule.zone);
  if (next.localDate === today) return say('setup.startToday', { time: wallTime(next.atMs, draft.state.rule.zone) });
  if (next.localDate === dateAfter(today, 1)) return say('setup.startTomorrow');
  return say('setup.startOn', { date: nameDay(next.localDate, reader) });
}
