// The day: which plans are due, claiming a local date, deriving the next instant. Posting and closing are posting.ts.
import { z } from 'zod';
import type { Jurisdiction, Question } from '../bank/schema.ts';
import type { Cancel } from '../core/clock.ts';
import { newId } from '../core/ids.ts';
import type { ChannelId, PostId, TenantId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import type { MissingPermission } from '../core/platform.ts';
import { localDate } from '../members/streak.ts';
import {
  allPlans,
  claimPost,
  countPosts,
  duePlans,
  findPlan,
  findPostOn,
  insertPlan,
  latestPosts,
  nextDueAt,
  plansOf,
  setPlanDue,
  usedQuestions,
} from '../store/plans.ts';
import type { Plan, Post } from '../store/plans.ts';
import { dueAfterDate, lastDue } from './due.ts';
import type { Due, DueRule } from './due.ts';
import type { DailyParts } from './parts.ts';
import { pickQuestion } from './pick.ts';
import { enqueuePosting, questionOfPost, workOnPosts } from './posting.ts';

/** A question that comes later than this after its time would land in the evening of people who waited in the morning. */
const CATCH_UP_MS = 12 * 3_600_000;

const weekdaysSchema = z.array(z.int().min(1).max(7));
export interface DailyStatus {
  readonly plans: readonly {
    readonly channel: ChannelId;
    readonly zone: string;
    readonly localTime: string;
    readonly nextDueAtMs: number | null;
    readonly missing: readonly MissingPermission[];
  }[];
  readonly lastPost: {
    readonly number: number;
    readonly localDate: string;
    readonly state: Post['state'];
    readonly title: string;
    readonly openedAtMs: number | null;
    readonly closesAtMs: number;
  } | null;
}

export interface Daily {
  /** Creates the plan once; its first question is due at once. */
  ensurePlan(
    tenant: TenantId,
    channel: ChannelId,
    rule: DueRule,
    start: { readonly place: Jurisdiction; readonly first: string | null },
  ): Promise<void>;
  start(): Promise<void>;
  stop(): void;
  /** Claims everything that is due now. */
  claimDue(): Promise<void>;
  /** The clock was set back: the next instants are derived anew from it. */
  replan(): Promise<void>;
  question(post: Post): Question;
  openPost(tenant: TenantId): Promise<Post | null>;
  status(tenant: TenantId): Promise<DailyStatus>;
}

export function createDaily(parts: DailyParts): Daily {
  const { database, clock, platform, bank, log } = parts;
  const { db } = database;
  let cancelTimer: Cancel = () => undefined;
  let running: Promise<void> = Promise.resolve();

  async function claim(plan: Plan): Promise<void> {
    const now = clock.now();
    const rule = ruleOf(plan);
    const due = dueNow(plan, rule, now);
    await database.transaction(async (trx) => {
      const next = dueAfterDate(rule, due.localDate);
      await setPlanDue(trx, plan, next);
      const late = now - due.atMs > CATCH_UP_MS;
      if (late) log.warn('a daily question was skipped: its time was missed by too long', { tenant: plan.tenant, ms: now - due.atMs });
      const chosen = pickQuestion(bank, plan, await usedQuestions(trx, plan.tenant, plan.channel), due.localDate);
      const id = newId<PostId>();
      const claimed = await claimPost(trx, {
        tenant: plan.tenant,
        id,
        plan: plan.id,
        channel: plan.channel,
        local_date: due.localDate,
        number: (await countPosts(trx, plan.tenant, plan.channel)) + 1,
        question: chosen.id,
        question_version: chosen.version,
        rubric_version: parts.rubricVersion,
        state: late ? 'skipped' : 'planned',
        sending_at: null,
        message: null,
        thread: null,
        board_message: null,
        opened_at: null,
        closes_at: next?.atMs ?? due.atMs + 86_400_000,
        created_at: now,
      });
      if (claimed && !late) await enqueuePosting(parts, trx, plan.tenant, id);
    });
  }

  async function claimDue(): Promise<void> {
    cancelTimer();
    for (;;) {
      const due = await duePlans(db, clock.now(), 100);
      if (due.length === 0) break;
      for (const plan of due) await claim(plan);
    }
    const next = await nextDueAt(db);
    if (next !== null) cancelTimer = clock.at(next, wake);
  }

  async function replan(): Promise<void> {
    for (const plan of await allPlans(db)) {
      const rule = ruleOf(plan);
      const last = lastDue(rule, clock.now());
      const owed =
        last !== null &&
        clock.now() - last.atMs <= CATCH_UP_MS &&
        (await findPostOn(db, plan.tenant, plan.channel, last.localDate)) === null;
      const next = owed ? last : dueAfterDate(rule, last?.localDate ?? localDate(clock.now(), plan.zone));
      await setPlanDue(db, plan, next);
    }
  }

  /** One at a time: two claims of one plan would race for its next instant. */
  function wake(): void {
    running = running.then(claimDue).catch((error: unknown) => {
      log.error('due questions could not be claimed; trying again in ten seconds', { error });
      cancelTimer = clock.at(clock.now() + 10_000, wake);
    });
  }

  workOnPosts(parts);

  return {
    async ensurePlan(tenant, channel, rule, { place, first }) {
      if ((await findPlan(db, tenant, 'daily')) !== null) return;
      const now = clock.now();
      await insertPlan(db, {
        tenant,
        id: 'daily',
        channel,
        zone: rule.zone,
        local_time: rule.localTime,
        weekdays: JSON.stringify(rule.weekdays),
        filters: JSON.stringify({ first }),
        jurisdiction: place,
        next_due_at: now,
        next_due_date: localDate(now, rule.zone),
        created_at: now,
      });
    },
    async start() {
      wake();
      await running;
    },
    stop: () => cancelTimer(),
    async claimDue() {
      wake();
      await running;
    },
    async replan() {
      running = running.then(replan).catch((error: unknown) => log.error('plans could not be derived anew', { error }));
      wake();
      await running;
    },
    question: (post) => questionOfPost(bank, post),
    async openPost(tenant) {
      const [latest] = (await latestPosts(db, tenant, 3)).filter((candidate) => candidate.state === 'open');
      return latest ?? null;
    },
    async status(tenant) {
      const plans = await plansOf(db, tenant);
      const [latest] = await latestPosts(db, tenant, 1);
      return {
        plans: await Promise.all(
          plans.map(async (plan) => ({
            channel: plan.channel,
            zone: plan.zone,
            localTime: plan.local_time,
            nextDueAtMs: plan.next_due_at,
            missing: await platform.check(plan.channel),
          })),
        ),
        lastPost:
          latest === undefined
            ? null
            : {
                number: latest.number,
                localDate: latest.local_date,
                state: latest.state,
                title: questionOfPost(bank, latest).title,
                openedAtMs: latest.opened_at,
                closesAtMs: latest.closes_at,
              },
      };
    },
  };
}

function ruleOf(plan: Plan): DueRule {
  return { zone: plan.zone, localTime: plan.local_time, weekdays: parseJson(weekdaysSchema, plan.weekdays) };
}

/** The run that a due plan owes now: its own, or a later one when the time in between was missed. */
function dueNow(plan: Plan, rule: DueRule, nowMs: number): Due {
  const own = { atMs: plan.next_due_at ?? nowMs, localDate: plan.next_due_date ?? localDate(nowMs, plan.zone) };
  const latest = lastDue(rule, nowMs);
  return latest !== null && latest.localDate > own.localDate ? latest : own;
}
