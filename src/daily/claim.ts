// Which plans are due: claiming their local dates, and deriving the next instants. One indexed query on the next due instant finds them.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Cancel } from '../core/clock.ts';
import type { PostId, TenantId } from '../core/ids.ts';
import { localDate } from '../core/local-time.ts';
import { recordChange } from '../staff/audit.ts';
import { isStoreFault } from '../store/database.ts';
import type { Connection } from '../store/database.ts';
import {
  activePlansAfter,
  claimPost,
  countPosts,
  duePlans,
  findPlan,
  findPostOn,
  nextDueAt,
  setPlanDue,
  setRepeatsTold,
  updatePlan,
} from '../store/plans.ts';
import type { Plan } from '../store/plans.ts';
import { countBallot } from './ballot.ts';
import { lastDue, runsBetween } from './due.ts';
import type { Due, DueRule } from './due.ts';
import { dueRuleOf } from './holidays.ts';
import { note } from './notices.ts';
import type { DailyParts } from './parts.ts';
import { takeNext } from './picks.ts';
import type { Taken } from './picks.ts';
import { closesAt, newPost } from './new-post.ts';
import { ruleOfPlan } from './plan.ts';
import type { PlanRule } from './plan.ts';
import { CATCH_UP_MS, enqueuePosting } from './posting.ts';
import { dayBefore, dayBeforeNow, dueNow, freeRunAfter, missedDays, waitedFor } from './runs.ts';

const DAY_MS = 86_400_000;
/** How long ahead the owners hear of repeats. */
const REPEATS_TOLD_MS = 14 * DAY_MS;
/** Claimed in one transaction: interactive work waits for no longer than these take. */
const BATCH = 16;

export interface Claims {
  /** Claims everything that is due now, and sleeps until the next. One at a time, however often it is called. */
  claimDue(): Promise<void>;
  /** Derives every next instant anew from rule, zone data and clock. A day that is owed and not claimed is due at once. */
  replan(tenant: TenantId | null): Promise<boolean>;
  /** Waits for what is being claimed. */
  stop(): Promise<void>;
}

interface Claimable {
  readonly plan: Plan;
  readonly rule: PlanRule;
  readonly due: DueRule;
}

export function createClaims(parts: DailyParts): Claims {
  const { database, clock, log } = parts;
  const { db } = database;
  let cancelTimer: Cancel = () => undefined;
  let running: Promise<void> = Promise.resolve();
  const halt = new AbortController();

  async function claimAll(): Promise<void> {
    cancelTimer();
    while (!halt.signal.aborted) {
      const plans = await duePlans(db, clock.now(), BATCH);
      if (plans.length === 0) break;
      await claimBatch(plans);
      await nextTurn();
    }
    const next = await nextDueAt(db);
    if (next !== null && !halt.signal.aborted) cancelTimer = clock.at(next, wake);
  }

  async function claimBatch(plans: readonly Plan[]): Promise<void> {
    try {
      const ready = await Promise.all(plans.map(claimable));
      await database.transaction(async (trx) => {
        for (const one of ready) await claim(trx, one);
      });
      parts.onClaimed(ready.length);
    } catch {
      // One of them is at fault: found out by claiming each alone.
      for (const plan of plans) await claimAlone(plan);
    }
  }

  async function claimAlone(plan: Plan): Promise<void> {
    try {
      const ready = await claimable(plan);
      await database.transaction((trx) => claim(trx, ready));
      parts.onClaimed(1);
    } catch (error) {
      // Where the database takes nothing the next look tries again. Else it is the plan's own fault (a zone that the runtime no
      // longer knows, a row by another version), and it must not hold up the rest.
      if (isStoreFault(error)) throw error;
      log.error('a plan cannot be worked with, and was stopped', { tenant: plan.tenant, error });
      await database.transaction((trx) => block(trx, plan));
    }
  }

  async function block(trx: Connection, plan: Plan): Promise<void> {
    await updatePlan(trx, plan, { state: 'blocked', next_due_at: null, next_due_date: null });
    await recordChange(trx, clock, { tenant: plan.tenant, member: null, action: 'plan.blocked', subject: plan.id });
    await note(parts, trx, {
      tenant: plan.tenant,
      plan: plan.id,
      post: null,
      kind: 'broken',
      detail: {},
      name: `${plan.id}:${plan.revision}`,
    });
  }

  async function claim(trx: Connection, { plan, rule, due: dueRule }: Claimable): Promise<void> {
    const standing = await findPlan(trx, plan.tenant, plan.id);
    // Changed or deleted since it was read: the next look sees it as it is now.
    if (standing === null || standing.revision !== plan.revision || standing.next_due_at !== plan.next_due_at) return;
    if (standing.state !== 'active') return setPlanDue(trx, plan, null);
    const now = clock.now();
    const due = dueNow(plan, dueRule, now);
    const next = await freeRunAfter(trx, plan, dueRule, due.localDate);
    await setPlanDue(trx, plan, next);
    // Posted by hand, or left out: nothing that was chosen or voted for is used up by it.
    if ((await findPostOn(trx, plan.tenant, plan.channel, due.localDate)) !== null) return;
    const missed = missedDays(dueRule, plan, due);
    const late = now - due.atMs > CATCH_UP_MS;
    const voted = rule.vote && !late ? await countBallot(trx, plan.tenant, plan.id) : null;
    const taken = late ? null : await takeNext(parts, trx, plan, rule, due.localDate, voted);
    const post = await claimDay(trx, { plan, rule, due, next, taken, late });
    if (post === null) return;
    const about = { tenant: plan.tenant, plan: plan.id, post };
    const name = `${plan.id}:${due.localDate}`;
    if (late || missed > 0) {
      const days = late ? missed + 1 : missed;
      const last = late ? due.localDate : dayBefore(dueRule, due);
      await note(parts, trx, { ...about, kind: 'skipped', detail: { date: last, days }, name });
    }
    if (late || taken === null) parts.onPosting('skipped', now - due.atMs);
    if (late) return;
    if (taken === null) return note(parts, trx, { ...about, kind: 'no-question', detail: { date: due.localDate }, name });
    await tellOfQuestions(trx, plan, dueRule, taken, now);
    await enqueuePosting(parts, trx, plan.tenant, post);
  }

  /** null: the day was claimed before, by whomever. */
  async function claimDay(
    trx: Connection,
    about: {
      readonly plan: Plan;
      readonly rule: PlanRule;
      readonly due: Due;
      readonly next: Due | null;
      readonly taken: Taken | null;
      readonly late: boolean;
    },
  ): Promise<PostId | null> {
    const { plan, rule, due, next, taken, late } = about;
    const now = clock.now();
    const post = newPost(parts, {
      plan,
      rule,
      localDate: due.localDate,
      slot: 'day',
      question: taken?.question ?? null,
      number: (await countPosts(trx, plan.tenant, plan.channel)) + 1,
      state: late || taken === null ? 'skipped' : 'planned',
      dueAtMs: due.atMs,
      closesAtMs: closesAt(rule, now, next),
    });
    return (await claimPost(trx, post)) ? post.id : null;
  }

  async function tellOfQuestions(trx: Connection, plan: Plan, dueRule: DueRule, taken: Taken, now: number): Promise<void> {
    const about = { tenant: plan.tenant, plan: plan.id, post: null };
    for (const id of taken.retired) {
      const title = (await parts.library.find(trx, plan.tenant, id))?.title ?? id;
      await note(parts, trx, { ...about, kind: 'question-retired', detail: { title }, name: `${plan.id}:${id}` });
    }
    // With a run on every day of them there is no need to count.
    const ahead = taken.unusedAfter > REPEATS_TOLD_MS / DAY_MS ? [] : runsBetween(dueRule, now, now + REPEATS_TOLD_MS, 20);
    const near = taken.unusedAfter < ahead.length;
    if (near && plan.repeats_told === 0) {
      const date = ahead[taken.unusedAfter]?.localDate;
      await note(parts, trx, {
        ...about,
        kind: 'repeats-near',
        detail: { left: taken.unusedAfter, ...(date === undefined ? {} : { date }) },
        name: `${plan.id}:${localDate(now, plan.zone)}`,
      });
    }
    if (near !== (plan.repeats_told === 1)) await setRepeatsTold(trx, plan, near ? 1 : 0);
  }

  /** false: some could not be derived, and are tried again when this is called again. `tenant` null: every server's. */
  async function replanAll(tenant: TenantId | null): Promise<boolean> {
    let last: Plan | null = null;
    let isWhole = true;
    for (;;) {
      const plans: readonly Plan[] = await activePlansAfter(db, last, BATCH, tenant);
      if (plans.length === 0) return isWhole;
      for (const plan of plans) isWhole = (await deriveAlone(plan)) && isWhole;
      last = plans.at(-1) ?? null;
      await nextTurn();
    }
  }

  async function deriveAlone(plan: Plan): Promise<boolean> {
    try {
      const ready = await claimable(plan);
      const now = clock.now();
      const last = lastDue(ready.due, now);
      await database.transaction((trx) => derive(trx, ready, last, now));
      return true;
    } catch (error) {
      if (isStoreFault(error)) return false;
      log.error('a plan cannot be worked with, and was stopped', { tenant: plan.tenant, error });
      await database.transaction((trx) => block(trx, plan));
      return true;
    }
  }

  async function derive(trx: Connection, { plan, due: rule }: Claimable, last: Due | null, now: number): Promise<void> {
    const standing = await findPlan(trx, plan.tenant, plan.id);
    if (standing === null || standing.revision !== plan.revision || standing.state !== 'active') return;
    const next = await freeRunAfter(trx, plan, rule, last?.localDate ?? dayBeforeNow(now, plan.zone));
    const owed =
      last !== null &&
      now - last.atMs <= CATCH_UP_MS &&
      waitedFor(standing, last, next) &&
      (await findPostOn(trx, plan.tenant, plan.channel, last.localDate)) === null;
    await setPlanDue(trx, plan, owed ? last : next);
  }

  /** One at a time: two claims of one plan would race for its next instant. */
  function wake(): void {
    running = running.then(claimAll).catch((error: unknown) => {
      log.error('due questions could not be claimed; trying again in ten seconds', { error });
      cancelTimer = clock.at(clock.now() + 10_000, wake);
    });
  }

  return {
    async claimDue() {
      wake();
      await running;
    },
    async replan(tenant) {
      let isWhole = false;
      running = running
        .then(async () => {
          isWhole = await replanAll(tenant);
        })
        .catch((error: unknown) => log.error('plans could not be derived anew', { error }));
      wake();
      await running;
      return isWhole;
    },
    async stop() {
      halt.abort();
      cancelTimer();
      await running;
    },
  };
}

async function claimable(plan: Plan): Promise<Claimable> {
  const rule = ruleOfPlan(plan);
  return { plan, rule, due: await dueRuleOf(rule) };
}
