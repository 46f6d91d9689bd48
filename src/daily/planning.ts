// Setting up: plans made, changed, paused and ended by people, each change in the audit log.
import { UserError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import type { TenantId } from '../core/ids.ts';
import { addDays, localDate } from '../core/local-time.ts';
import { recordChange } from '../staff/audit.ts';
import type { AuditAction } from '../staff/audit.ts';
import { lastChangeOf } from '../store/audit.ts';
import type { Connection } from '../store/database.ts';
import { deletePlanDraftsOf } from '../store/plan-drafts.ts';
import {
  claimPost,
  countPosts,
  deletePlan,
  findPlan,
  findPostOn,
  hasExtraSince,
  insertPlan,
  lastClaimOf,
  planOfChannel,
  plansOf,
  setPlanDue,
  updatePlan,
} from '../store/plans.ts';
import type { Plan } from '../store/plans.ts';
import { countBallot } from './ballot.ts';
import { closesAt, newPost } from './new-post.ts';
import { dayBeforeNow, freeRunAfter } from './runs.ts';
import type { Due, DueRule } from './due.ts';
import { dueRuleOf } from './holidays.ts';
import type { DailyParts } from './parts.ts';
import { beginWith, dropChosen, takeNext } from './picks.ts';
import { columnsOfRule, ruleOfPlan } from './plan.ts';
import type { PlanRule } from './plan.ts';
import type { By, Daily, PlanView, SaveResult } from './port.ts';
import { enqueuePosting } from './posting.ts';

type Planning = Pick<Daily, 'plans' | 'plan' | 'save' | 'nextRun' | 'postNow' | 'skipNext' | 'pause' | 'resume' | 'remove'>;

/** Clocks differ and are set: a claim that lies further ahead than this was made under a wrong one. */
const AHEAD_MS = 3_600_000;
/** Two owners, or two open panels: the second press is told what the first did. */
const SAME_MOMENT_MS = 60_000;

export function viewOf(plan: Plan): PlanView {
  const next = plan.next_due_at === null || plan.next_due_date === null ? null : { atMs: plan.next_due_at, localDate: plan.next_due_date };
  return { id: plan.id, rule: ruleOfPlan(plan), state: plan.state, revision: plan.revision, next };
}

export async function planOrGone(connection: Connection, tenant: TenantId, id: string): Promise<Plan> {
  const plan = await findPlan(connection, tenant, id);
  if (plan === null) throw new UserError('daily.planGone');
  return plan;
}

/** As it stands now. Throws UserError where somebody has changed it since it was read. */
async function unchanged(trx: Connection, read: Plan): Promise<Plan> {
  const plan = await planOrGone(trx, read.tenant, read.id);
  if (plan.revision !== read.revision) throw new UserError('daily.changedMeanwhile');
  return plan;
}

/** Saved in the moments between its time and its claim: that day is not lost by it, unless its time is what was changed. */
function owedStill(plan: Plan, before: PlanRule, after: PlanRule, nowMs: number): Due | null {
  const schedule = ({ zone, localTime, weekdays, holidays, datesOff, pausedUntil, channel }: PlanRule): string =>
    JSON.stringify([zone, localTime, weekdays, holidays, datesOff, pausedUntil, channel]);
  const { next } = viewOf(plan);
  return next !== null && next.atMs <= nowMs && schedule(before) === schedule(after) ? next : null;
}

/** `wake`: something may have become due. */
export function createPlanning(parts: DailyParts, wake: () => Promise<void>): Planning {
  const { database, clock } = parts;
  const { db } = database;

  /** Not on a date that the plan or its channel has had a question, in its old zone or its new one: a changed plan posts nothing more that day. */
  async function nextFor(connection: Connection, tenant: TenantId, rule: PlanRule, due: DueRule, plan: string | null): Promise<Due | null> {
    const now = clock.now();
    const today = localDate(now, rule.zone);
    const claimed = await lastClaimOf(connection, tenant, plan, rule.channel, { madeBeforeMs: now + AHEAD_MS, upTo: addDays(today, 1) });
    const floors = claimed === null ? [] : [claimed.local_date, localDate(claimed.created_at, rule.zone)];
    const floor = [dayBeforeNow(now, rule.zone), ...floors].sort().at(-1) ?? today;
    const at = { tenant, channel: rule.channel };
    let next = await freeRunAfter(connection, at, due, floor);
    while (next !== null && next.atMs <= now) next = await freeRunAfter(connection, at, due, next.localDate);
    return next;
  }

  async function save(by: By, rule: PlanRule, on: Parameters<Daily['save']>[2], first: string | null): Promise<SaveResult> {
    const due = await dueRuleOf(rule);
    const result = await database.transaction(async (trx): Promise<SaveResult> => {
      const taken = await planOfChannel(trx, by.tenant, rule.channel);
      if (taken !== null && taken.id !== on?.plan) throw new UserError('daily.channelTaken', { time: taken.local_time, zone: taken.zone });
      return on === null ? create(trx, by, rule, due, first) : change(trx, by, rule, due, on);
    });
    await wake();
    return result;
  }

  async function create(trx: Connection, by: By, rule: PlanRule, due: DueRule, first: string | null): Promise<SaveResult> {
    const id = newId();
    const next = await nextFor(trx, by.tenant, rule, due, null);
    await insertPlan(trx, newPlan(by.tenant, id, rule, next, clock.now()));
    if (first !== null) await beginWith(parts, trx, { tenant: by.tenant, id }, first);
    await recordChange(trx, clock, { ...by, action: 'plan.created', subject: id, after: audited(rule) });
    return { kind: 'saved', plan: viewOf(await planOrGone(trx, by.tenant, id)) };
  }

  async function change(
    trx: Connection,
    by: By,
    rule: PlanRule,
    due: DueRule,
    on: { readonly plan: string; readonly revision: number },
  ): Promise<SaveResult> {
    const before = await planOrGone(trx, by.tenant, on.plan);
    if (before.revision !== on.revision) {
      const last = await lastChangeOf(trx, by.tenant, on.plan);
      return { kind: 'conflict', plan: viewOf(before), by: last?.member ?? null, atMs: last?.created_at ?? null };
    }
    const state = before.state === 'blocked' ? 'active' : before.state;
    const old = ruleOfPlan(before);
    const next =
      state !== 'active' ? null : (owedStill(before, old, rule, clock.now()) ?? (await nextFor(trx, by.tenant, rule, due, before.id)));
    const repeats_told = sameQuestions(old, rule) ? before.repeats_told : 0;
    await updatePlan(trx, before, { ...columnsOfRule(rule), state, repeats_told, ...dueColumns(next) });
    if (!sameQuestions(old, rule)) await dropChosen(trx, before);
    await recordChange(trx, clock, { ...by, action: 'plan.changed', subject: before.id, ...differences(audited(old), audited(rule)) });
    return { kind: 'saved', plan: viewOf(await planOrGone(trx, by.tenant, before.id)) };
  }

  async function postNow(by: By, id: string, kind: 'today' | 'extra'): Promise<void> {
    const plan = await planOrGone(db, by.tenant, id);
    const rule = ruleOfPlan(plan);
    const due = await dueRuleOf(rule);
    await database.transaction(async (trx) => {
      await unchanged(trx, plan);
      const now = clock.now();
      const today = localDate(now, rule.zone);
      if (kind === 'today' && (await findPostOn(trx, by.tenant, rule.channel, today)) !== null) throw new UserError('daily.alreadyToday');
      if (kind === 'extra' && (await hasExtraSince(trx, by.tenant, id, now - SAME_MOMENT_MS))) throw new UserError('daily.justPosted');
      const voted = kind === 'today' && rule.vote ? await countBallot(trx, by.tenant, id) : null;
      const taken = await takeNext(parts, trx, plan, rule, today, voted);
      if (taken === null) throw new UserError('daily.noQuestionFits');
      const next = kind === 'extra' ? (viewOf(plan).next ?? null) : await freeRunAfter(trx, plan, due, today);
      const number = (await countPosts(trx, by.tenant, rule.channel)) + 1;
      const post = newPost(parts, {
        plan,
        rule,
        localDate: today,
        slot: kind === 'extra' ? 'extra' : 'day',
        question: taken.question,
        number,
        state: 'planned',
        dueAtMs: null,
        closesAtMs: closesAt(rule, now, next),
      });
      if (!(await claimPost(trx, post))) throw new UserError('daily.alreadyToday');
      if (kind === 'today' && plan.state === 'active') await setPlanDue(trx, plan, next);
      await enqueuePosting(parts, trx, by.tenant, post.id);
      await recordChange(trx, clock, { ...by, action: 'plan.posted', subject: id, after: { kind } });
    });
    await wake();
  }

  async function skipNext(by: By, id: string): Promise<Due> {
    const plan = await planOrGone(db, by.tenant, id);
    const rule = ruleOfPlan(plan);
    const due = await dueRuleOf(rule);
    return database.transaction(async (trx) => {
      const { next } = viewOf(await unchanged(trx, plan));
      if (next === null) throw new UserError('daily.nothingToSkip');
      const after = await freeRunAfter(trx, plan, due, next.localDate);
      await claimPost(
        trx,
        newPost(parts, {
          plan,
          rule,
          localDate: next.localDate,
          slot: 'day',
          question: null,
          number: 0,
          state: 'skipped',
          dueAtMs: null,
          closesAtMs: next.atMs,
        }),
      );
      await setPlanDue(trx, plan, after);
      await recordChange(trx, clock, { ...by, action: 'plan.skipped', subject: id, after: { date: next.localDate } });
      return next;
    });
  }

  async function alter(
    by: By,
    id: string,
    action: AuditAction,
    to: { readonly state: 'active' | 'paused'; readonly pausedUntil: string | null },
  ): Promise<void> {
    const read = await planOrGone(db, by.tenant, id);
    const due = await dueRuleOf({ ...ruleOfPlan(read), pausedUntil: to.pausedUntil });
    await database.transaction(async (trx) => {
      const plan = await unchanged(trx, read);
      const rule = { ...ruleOfPlan(plan), pausedUntil: to.pausedUntil };
      const next = to.state === 'active' ? await nextFor(trx, by.tenant, rule, due, id) : null;
      await updatePlan(trx, plan, { ...columnsOfRule(rule), state: to.state, ...dueColumns(next) });
      await recordChange(trx, clock, { ...by, action, subject: id, after: { pausedUntil: to.pausedUntil } });
    });
    await wake();
  }

  return {
    plans: async (tenant) => (await plansOf(db, tenant)).map(viewOf),
    async plan(tenant, id) {
      const plan = await findPlan(db, tenant, id);
      return plan === null ? null : viewOf(plan);
    },
    save,
    nextRun: async (tenant, rule, plan) => nextFor(db, tenant, rule, await dueRuleOf(rule), plan),
    postNow,
    skipNext,
    pause: (by, id, until) => alter(by, id, 'plan.paused', { state: until === null ? 'paused' : 'active', pausedUntil: until }),
    resume: (by, id) => alter(by, id, 'plan.resumed', { state: 'active', pausedUntil: null }),
    async remove(by, id) {
      await database.transaction(async (trx) => {
        const plan = await planOrGone(trx, by.tenant, id);
        await deletePlan(trx, by.tenant, id);
        await deletePlanDraftsOf(trx, by.tenant, id);
        await recordChange(trx, clock, { ...by, action: 'plan.deleted', subject: id, before: audited(ruleOfPlan(plan)) });
      });
    },
  };
}

export function newPlan(tenant: TenantId, id: string, rule: PlanRule, next: Due | null, nowMs: number): Plan {
  return {
    tenant,
    id,
    ...columnsOfRule(rule),
    ...dueColumns(next),
    state: 'active',
    revision: 1,
    repeats_told: 0,
    created_at: nowMs,
  };
}

const dueColumns = (next: Due | null): Pick<Plan, 'next_due_at' | 'next_due_date'> => ({
  next_due_at: next?.atMs ?? null,
  next_due_date: next?.localDate ?? null,
});

const sameQuestions = (a: PlanRule, b: PlanRule): boolean =>
  JSON.stringify([a.filters, a.jurisdiction, a.channel]) === JSON.stringify([b.filters, b.jurisdiction, b.channel]);

/** What a log may hold of a rule: no person. */
function audited({ told, ...rule }: PlanRule): Record<string, unknown> {
  return { ...rule, told: told.length };
}

function differences(before: Record<string, unknown>, after: Record<string, unknown>): { readonly before: object; readonly after: object } {
  const changed = Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const only = (from: Record<string, unknown>): object => Object.fromEntries(changed.map((name) => [name, from[name] ?? null]));
  return { before: only(before), after: only(after) };
}
