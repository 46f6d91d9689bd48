// The day: which plan is due, claiming its local date, posting, closing. Each step is a job that may run twice and acts once.
import { createHash } from 'node:crypto';
import type { Bank } from '../bank/load.ts';
import { tagsOf } from '../bank/names.ts';
import { chooseNext } from '../bank/choose.ts';
import { LEVELS, QUESTION_TYPES, ROLE_FAMILIES, SETTINGS } from '../bank/schema.ts';
import type { Jurisdiction, Question } from '../bank/schema.ts';
import type { Cancel, Clock } from '../core/clock.ts';
import { asId, newId } from '../core/ids.ts';
import type { ChannelId, PostId, TenantId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import type { Words } from '../core/locale.ts';
import type { Log } from '../core/log.ts';
import type { MissingPermission, Platform } from '../core/platform.ts';
import type { Jobs } from '../jobs/port.ts';
import type { RunningJob } from '../jobs/port.ts';
import { answersToPost } from '../store/answers.ts';
import type { Connection, OpenDatabase } from '../store/database.ts';
import { allPlans, claimPost, countPosts, duePlans, findPlan, findPost, findPostOn, insertPlan, latestPosts, nextDueAt, plansOf, setPlanDue, updatePost, usedQuestions } from '../store/plans.ts';
import type { Plan, Post } from '../store/plans.ts';
import { drawClosedStarter, drawOpening, drawRecap, drawStarter } from './draw.ts';
import type { DrawnPost } from './draw.ts';
import { dueAfterDate, lastDue } from './due.ts';
import type { Due, DueRule } from './due.ts';
import { localDate } from '../members/streak.ts';
import { z } from 'zod';

/** A question that comes later than this after its time would land in the evening of people who waited in the morning. */
const CATCH_UP_MS = 12 * 3_600_000;

const weekdaysSchema = z.array(z.int().min(1).max(7));
const filtersSchema = z.object({
  roleFamilies: z.array(z.enum(ROLE_FAMILIES)).default([]),
  levels: z.array(z.enum(LEVELS)).default([]),
  types: z.array(z.enum(QUESTION_TYPES)).default([]),
  settings: z.array(z.enum(SETTINGS)).default([]),
});

export interface DailyParts {
  readonly database: OpenDatabase;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly platform: Platform;
  readonly bank: Bank;
  readonly rubricVersion: string;
  readonly words: Words;
  readonly log: Log;
  /** In the transaction that closes a post: its board takes no more answers. */
  readonly onClosed: (connection: Connection, tenant: TenantId, post: PostId) => Promise<void>;
}

export interface DailyStatus {
  readonly plans: readonly { readonly channel: ChannelId; readonly zone: string; readonly localTime: string; readonly nextDueAtMs: number | null; readonly missing: readonly MissingPermission[] }[];
  readonly lastPost: { readonly number: number; readonly localDate: string; readonly state: Post['state']; readonly title: string; readonly openedAtMs: number | null; readonly closesAtMs: number } | null;
}

export interface Daily {
  /** Creates the plan once; its first question is due at once. */
  ensurePlan(tenant: TenantId, channel: ChannelId, rule: DueRule, place: Jurisdiction): Promise<void>;
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
  const { database, jobs, clock, platform, bank, log } = parts;
  const { db } = database;
  const say = parts.words.in('en');
  let cancelTimer: Cancel = () => undefined;
  let running: Promise<void> = Promise.resolve();

  function question(post: Pick<Post, 'question'>): Question {
    const found = bank.byId.get(post.question);
    if (found === undefined) throw new Error(`question ${post.question} is no longer in the bank`);
    return found;
  }

  const drawn = (post: Post): DrawnPost => ({ id: post.id, number: post.number, localDate: post.local_date, closesAtMs: post.closes_at, question: question(post) });

  async function claim(plan: Plan): Promise<void> {
    const now = clock.now();
    const rule = ruleOf(plan);
    const due = dueNow(plan, rule, now);
    await database.transaction(async (trx) => {
      const next = dueAfterDate(rule, due.localDate);
      await setPlanDue(trx, plan, next);
      const late = now - due.atMs > CATCH_UP_MS;
      if (late) log.warn('a daily question was skipped: its time was missed by too long', { tenant: plan.tenant, ms: now - due.atMs });
      const chosen = choose(plan, await usedQuestions(trx, plan.tenant, plan.channel), due.localDate);
      const id = newId<PostId>();
      const claimed = await claimPost(trx, {
        tenant: plan.tenant, id, plan: plan.id, channel: plan.channel, local_date: due.localDate, number: (await countPosts(trx, plan.tenant, plan.channel)) + 1,
        question: chosen.id, question_version: chosen.version, rubric_version: parts.rubricVersion, state: late ? 'skipped' : 'planned',
        sending_at: null, message: null, thread: null, board_message: null, opened_at: null, closes_at: next?.atMs ?? due.atMs + 86_400_000, created_at: now,
      });
      if (claimed && !late) await jobs.enqueue(trx, { tenant: plan.tenant, queue: 'daily.post', key: id, payload: { post: id }, runAtMs: now });
    });
  }

  function choose(plan: Plan, used: readonly { readonly question: string; readonly lastUsedAtMs: number }[], date: string): Question {
    const filters = parseJson(filtersSchema, plan.filters);
    const matching = bank.questions.filter(
      (candidate) =>
        (filters.roleFamilies.length === 0 || candidate.roleFamilies.some((family) => filters.roleFamilies.includes(family))) &&
        (filters.levels.length === 0 || candidate.levels.some((level) => filters.levels.includes(level))) &&
        (filters.types.length === 0 || filters.types.includes(candidate.type)) &&
        (filters.settings.length === 0 || filters.settings.includes(candidate.setting)) &&
        (plan.jurisdiction === 'any' || candidate.jurisdiction === 'any' || candidate.jurisdiction === plan.jurisdiction),
    );
    return chooseNext(matching.length === 0 ? bank.questions : matching, used, createHash('sha256').update(`${plan.tenant}\n${plan.id}\n${date}`).digest('hex'));
  }

  async function post(job: RunningJob): Promise<void> {
    const found = await findPost(db, job.tenant, asId(String(job.payload['post'])));
    if (found === null || (found.state !== 'planned' && found.state !== 'sending')) return;
    await updatePost(db, found, { state: 'sending', sending_at: found.sending_at ?? clock.now() });
    const about = drawn(found);
    const threadTitle = say('daily.threadTitle', { number: about.number, title: about.question.title });
    const sent = await platform.publish(found.channel, { starter: drawStarter(about, say), threadTitle, opening: drawOpening(say), tags: tagsOf(about.question, say) }, found.id);
    await database.transaction(async (trx) => {
      await updatePost(trx, found, { state: 'open', message: sent.message, thread: sent.thread, opened_at: clock.now() });
      await jobs.enqueue(trx, { tenant: job.tenant, queue: 'daily.close', key: found.id, payload: { post: found.id }, runAtMs: found.closes_at });
    });
    log.info('a daily question was posted', { tenant: job.tenant, post: found.id });
  }

  async function close(job: RunningJob): Promise<void> {
    const found = await findPost(db, job.tenant, asId(String(job.payload['post'])));
    if (found === null || found.state !== 'open' || found.thread === null || found.message === null) return;
    const about = drawn(found);
    const answers = await answersToPost(db, job.tenant, found.id);
    const counts = { answered: answers.length, triedAgain: answers.filter((answer) => answer.version > 1).length };
    await platform.post(found.thread, drawRecap(about, counts, say), `recap:${found.id}`);
    await platform.edit(found.message, drawClosedStarter(about, say));
    await platform.closeThread(found.thread, 'archive');
    await database.transaction(async (trx) => {
      await updatePost(trx, found, { state: 'closed' });
      await parts.onClosed(trx, job.tenant, found.id);
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
      const isClaimed = last !== null && (await findPostOn(db, plan.tenant, plan.channel, last.localDate)) !== null;
      const next = last !== null && !isClaimed ? last : dueAfterDate(rule, last?.localDate ?? localDate(clock.now(), plan.zone));
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

  jobs.work({ queue: 'daily.post', concurrency: 4, maxAttempts: 20, leaseMs: 60_000, run: post });
  jobs.work({ queue: 'daily.close', concurrency: 4, maxAttempts: 20, leaseMs: 60_000, run: close });

  return {
    async ensurePlan(tenant, channel, rule, place) {
      if ((await findPlan(db, tenant, 'daily')) !== null) return;
      const now = clock.now();
      await insertPlan(db, {
        tenant, id: 'daily', channel, zone: rule.zone, local_time: rule.localTime, weekdays: JSON.stringify(rule.weekdays), filters: '{}', jurisdiction: place,
        next_due_at: now, next_due_date: localDate(now, rule.zone), created_at: now,
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
    question,
    async openPost(tenant) {
      const [latest] = (await latestPosts(db, tenant, 3)).filter((candidate) => candidate.state === 'open');
      return latest ?? null;
    },
    async status(tenant) {
      const plans = await plansOf(db, tenant);
      const [latest] = await latestPosts(db, tenant, 1);
      return {
        plans: await Promise.all(
          plans.map(async (plan) => ({ channel: plan.channel, zone: plan.zone, localTime: plan.local_time, nextDueAtMs: plan.next_due_at, missing: await platform.check(plan.channel) })),
        ),
        lastPost:
          latest === undefined
            ? null
            : { number: latest.number, localDate: latest.local_date, state: latest.state, title: question(latest).title, openedAtMs: latest.opened_at, closesAtMs: latest.closes_at },
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
