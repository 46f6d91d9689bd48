// The questions that a plan has chosen ahead: what a preview shows is stored, and is what is posted.
import { createHash } from 'node:crypto';
import type { Question } from '../bank/schema.ts';
import { UserError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import type { TenantId } from '../core/ids.ts';
import type { Connection } from '../store/database.ts';
import { usedQuestions } from '../store/plans.ts';
import type { Plan } from '../store/plans.ts';
import { insertUpcoming, removeUpcoming, replaceUpcoming, upcomingOf } from '../store/upcoming.ts';
import type { Upcoming } from '../store/upcoming.ts';
import type { Use } from '../bank/choose.ts';
import type { DailyParts } from './parts.ts';
import { countUnused, matching, pickQuestion } from './pick.ts';
import type { PlanRule } from './plan.ts';

/** No vote stands longer. */
const VOTED_MS = 8 * 86_400_000;

type PickParts = Pick<DailyParts, 'library' | 'placesFor' | 'clock'>;
type PlanKey = Pick<Plan, 'tenant' | 'id'>;

export interface Fitting {
  readonly all: readonly Question[];
  readonly fitting: readonly Question[];
  readonly used: readonly Use[];
}

export async function fittingFor(parts: PickParts, connection: Connection, tenant: TenantId, rule: PlanRule): Promise<Fitting> {
  const all = await parts.library.current(connection, tenant);
  return {
    all,
    fitting: matching(all, rule, parts.placesFor),
    used: await usedQuestions(connection, tenant, rule.channel),
  };
}

export interface Taken {
  readonly question: Question;
  /** Ids of stored picks that could not be taken any more. */
  readonly retired: readonly string[];
  /** Of those that fit, how many the channel has not had, this one counted as had. */
  readonly unusedAfter: number;
}

/** Uses up the first stored pick that still holds, else chooses. `voted`: what the channel chose. null: nothing fits. */
export async function takeNext(
  parts: PickParts,
  trx: Connection,
  plan: PlanKey,
  rule: PlanRule,
  date: string,
  voted: string | null,
): Promise<Taken | null> {
  const { all, fitting, used } = await fittingFor(parts, trx, plan.tenant, rule);
  const retired: string[] = [];
  const after = (question: Question): Taken => ({
    question,
    retired,
    unusedAfter: countUnused(fitting, [...used, { question: question.id, lastUsedAtMs: parts.clock.now() }]),
  });
  // Asked since it was voted on (as an extra): it would come twice in two days.
  const isFresh = voted !== null && !used.some((use) => use.question === voted && parts.clock.now() - use.lastUsedAtMs < VOTED_MS);
  const winner = isFresh ? all.find((question) => question.id === voted) : undefined;
  const stored = await upcomingOf(trx, plan.tenant, plan.id);
  if (winner !== undefined) {
    for (const entry of stored.filter((one) => one.question === winner.id)) await removeUpcoming(trx, entry);
    return after(winner);
  }
  for (const entry of stored) {
    await removeUpcoming(trx, entry);
    const question = holds(entry, all, fitting);
    if (question !== null) return after(question);
    retired.push(entry.question);
  }
  const chosen = pickQuestion(fitting, used, { tenant: plan.tenant, channel: rule.channel, date });
  return chosen === null ? null : after(chosen);
}

/** What an owner queued holds whatever the filters say; what was chosen by them must still fit. */
function holds(entry: Upcoming, all: readonly Question[], fitting: readonly Question[]): Question | null {
  return (entry.source === 'choice' ? fitting : all).find((question) => question.id === entry.question) ?? null;
}

export interface StoredPick {
  readonly entry: Upcoming;
  readonly question: Question;
}

/** Stores picks until there are `dates.length` of them, one a date; those that do not hold any more are left out. */
export async function fillPicks(
  parts: PickParts,
  trx: Connection,
  plan: PlanKey,
  rule: PlanRule,
  dates: readonly string[],
): Promise<readonly StoredPick[]> {
  const { all, fitting, used } = await fittingFor(parts, trx, plan.tenant, rule);
  const picks: StoredPick[] = [];
  const stored = await upcomingOf(trx, plan.tenant, plan.id);
  for (const entry of stored) {
    const question = holds(entry, all, fitting);
    if (question === null) await removeUpcoming(trx, entry);
    else picks.push({ entry, question });
  }
  let position = stored.at(-1)?.position ?? 0;
  for (const date of dates.slice(picks.length)) {
    const question = pickQuestion(fitting, usedWith(used, picks, parts.clock.now()), { tenant: plan.tenant, channel: rule.channel, date });
    if (question === null) break;
    position += 1;
    const entry = newEntry(plan, question.id, position, 'choice', parts.clock.now());
    await insertUpcoming(trx, entry);
    picks.push({ entry, question });
  }
  return picks.slice(0, dates.length);
}

const usedWith = (used: readonly Use[], picks: readonly StoredPick[], nowMs: number): readonly Use[] => [
  ...used,
  ...picks.map(({ question }, index) => ({ question: question.id, lastUsedAtMs: nowMs + index })),
];

function newEntry(plan: PlanKey, question: string, position: number, source: Upcoming['source'], nowMs: number): Upcoming {
  return { tenant: plan.tenant, plan: plan.id, id: newId(), position, question, source, created_at: nowMs };
}

/**
 * Another question in the place of a stored one: none of the other picks, and by pressing again each of the rest once, so that
 * nobody is shown two in turns. Throws UserError when there is none left.
 */
export async function replacePick(parts: PickParts, trx: Connection, plan: PlanKey, rule: PlanRule, id: string): Promise<string> {
  const { fitting, used } = await fittingFor(parts, trx, plan.tenant, rule);
  const stored = await upcomingOf(trx, plan.tenant, plan.id);
  const entry = stored.find((one) => one.id === id);
  if (entry === undefined) throw new UserError('daily.pickGone');
  const next = nextInTurn(fitting, used, stored, entry.question);
  if (next === null) throw new UserError('daily.noOtherQuestion');
  await replaceUpcoming(trx, entry, next);
  return next;
}

/** Unused ones where there are some; in an order that is theirs alone and begins behind `current`. */
function nextInTurn(fitting: readonly Question[], used: readonly Use[], stored: readonly Upcoming[], current: string): string | null {
  const seen = new Set(used.map((use) => use.question));
  const taken = new Set(stored.map((one) => one.question));
  const free = fitting.map((question) => question.id).filter((id) => !taken.has(id));
  const fresh = free.filter((id) => !seen.has(id));
  const lot = (id: string): string => createHash('sha256').update(id).digest('hex');
  const ordered = (fresh.length > 0 ? fresh : free).toSorted((a, b) => (lot(a) < lot(b) ? -1 : 1));
  return ordered.find((id) => lot(id) > lot(current)) ?? ordered[0] ?? null;
}

/** Behind what was queued before, ahead of everything that was chosen. */
export async function queuePick(parts: PickParts, trx: Connection, plan: PlanKey, question: string): Promise<void> {
  const all = await parts.library.current(trx, plan.tenant);
  if (!all.some((one) => one.id === question)) throw new UserError('answer.questionRetired');
  const stored = await upcomingOf(trx, plan.tenant, plan.id);
  if (stored.some((one) => one.question === question && one.source === 'queue')) throw new UserError('daily.queuedAlready');
  for (const entry of stored.filter((one) => one.question === question)) await removeUpcoming(trx, entry);
  const queued = stored.filter((one) => one.source === 'queue' && one.question !== question).map((one) => one.position);
  const position = Math.max(...queued, 0) + 1;
  for (const entry of stored) if (entry.source !== 'queue' && entry.question !== question) await moveBehind(trx, entry, position);
  await insertUpcoming(trx, newEntry(plan, question, position, 'queue', parts.clock.now()));
}

async function moveBehind(trx: Connection, entry: Upcoming, position: number): Promise<void> {
  await removeUpcoming(trx, entry);
  await insertUpcoming(trx, { ...entry, position: entry.position + position });
}

/** After the filters were changed: what was chosen by the old ones goes. */
export async function dropChosen(trx: Connection, plan: PlanKey): Promise<void> {
  for (const entry of await upcomingOf(trx, plan.tenant, plan.id)) if (entry.source === 'choice') await removeUpcoming(trx, entry);
}

/** The question that a new plan begins with. */
export async function beginWith(parts: PickParts, trx: Connection, plan: PlanKey, question: string): Promise<void> {
  await insertUpcoming(trx, newEntry(plan, question, 1, 'choice', parts.clock.now()));
}

/** Three to vote on for the day after a post: the stored picks first, so that what loses is asked later. The same post gives the same three. */
export async function votedOn(
  parts: PickParts,
  trx: Connection,
  post: { readonly tenant: TenantId; readonly plan: string; readonly local_date: string },
  rule: PlanRule,
): Promise<readonly Question[]> {
  const dates = [1, 2, 3].map((place) => `${post.local_date}+${place}`);
  return (await fillPicks(parts, trx, { tenant: post.tenant, id: post.plan }, rule, dates)).map((pick) => pick.question);
}
