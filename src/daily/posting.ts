// From planned to open, as a job that may run any number of times and acts once:
// planned → sending → sent → open. After a lost reply or a restart it looks for the post's key before it sends again.
import { tagsOf } from '../bank/names.ts';
import type { Question } from '../bank/schema.ts';
import { PlatformError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { PostId, TenantId } from '../core/ids.ts';
import type { RunningJob } from '../jobs/port.ts';
import type { Connection } from '../store/database.ts';
import { findPlan, findPost, postsOpenedAfter, postsWithoutJob, updatePlan, updatePost } from '../store/plans.ts';
import type { Plan, Post } from '../store/plans.ts';
import { recordChange } from '../staff/audit.ts';
import { dressPost } from './dressing.ts';
import { drawOpening, drawStarter } from './draw.ts';
import type { DrawnPost } from './draw.ts';
import { note } from './notices.ts';
import type { NoticeKind } from './notices.ts';
import type { DailyParts } from './parts.ts';
import { ruleOfPlan } from './plan.ts';
import type { PlanRule } from './plan.ts';
import { takeNext } from './picks.ts';
import { questionOfPost } from './question.ts';

/** From its time on; what comes later would land in the evening of people who waited in the morning. */
export const CATCH_UP_MS = 12 * 3_600_000;
const BY_HAND_MS = 2 * 3_600_000;
/** How often a question that the platform refuses is tried again: a permission is mended while somebody watches. */
const TRY_AGAIN_MS = 60_000;

/** Its key on the platform: another one each time that it is posted again. */
export const keyOf = (post: Pick<Post, 'id' | 'attempt'>): string => (post.attempt === 1 ? post.id : `${post.id}+${post.attempt}`);

/** In the caller's transaction. */
export async function enqueuePosting(
  { jobs, clock }: Pick<DailyParts, 'jobs' | 'clock'>,
  trx: Connection,
  tenant: TenantId,
  post: PostId,
  runAtMs: number = clock.now(),
): Promise<void> {
  await jobs.enqueue(trx, { tenant, queue: 'daily.post', key: post, payload: { post }, runAtMs });
}

/** At start: whatever a post waits for is waited for again, should its job have been lost or buried. */
export async function repairPosts(parts: DailyParts): Promise<void> {
  const { db } = parts.database;
  for (const post of await postsWithoutJob(db, ['planned', 'sending', 'sent'], 'daily.post'))
    await parts.database.transaction((trx) => enqueuePosting(parts, trx, post.tenant, post.id));
  for (const post of await postsWithoutJob(db, ['open'], 'daily.close'))
    await parts.database.transaction((trx) => enqueueClosing(parts, trx, post));
}

/** Opened under a clock that was ahead and has been set back: open for as long as they would have been, from now on. */
export async function pullInClosings(parts: DailyParts): Promise<void> {
  const now = parts.clock.now();
  await parts.database.transaction(async (trx) => {
    for (const post of await postsOpenedAfter(trx, now)) {
      const closes_at = now + (post.closes_at - (post.opened_at ?? now));
      await updatePost(trx, post, { opened_at: now, closes_at });
      await enqueueClosing(parts, trx, { ...post, closes_at });
    }
  });
}

export async function enqueueClosing(
  { jobs }: Pick<DailyParts, 'jobs'>,
  trx: Connection,
  post: Pick<Post, 'tenant' | 'id' | 'closes_at'>,
): Promise<void> {
  await jobs.enqueue(trx, { tenant: post.tenant, queue: 'daily.close', key: post.id, payload: { post: post.id }, runAtMs: post.closes_at });
}

/** Takes over the queue of posting. */
export function workOnPosts(parts: DailyParts): void {
  const { database, jobs, clock, platform, log } = parts;
  const { db } = database;
  const say = parts.words.in('en');

  async function run(job: RunningJob): Promise<void> {
    const post = await findPost(db, job.tenant, asId(String(job.payload['post'])));
    if (post === null || !['planned', 'sending', 'sent'].includes(post.state)) return;
    const plan = await findPlan(db, post.tenant, post.plan);
    // Deleted or paused before anything was sent: it is not wanted any more.
    if (post.state === 'planned' && (plan === null || (plan.state === 'paused' && post.by_hand === 0))) return letGo(post);
    const question = (await currentQuestion(post)) ?? (await anotherFor(post, plan));
    if (question === null) return fail(post, 'question-retired');
    if (isTooLate(post, clock.now()) && !(await stands(post))) return fail(post, 'failed');
    try {
      await bringUp(post, plan === null ? null : ruleOfPlan(plan), question);
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      await refused(post, error);
    }
  }

  /** null: it was retired, or has left the library, before anybody saw it. Looked at anew only where it has waited: a claim has just looked. */
  async function currentQuestion(post: Post): Promise<Question | null> {
    const question = await questionOfPost(parts.library, db, post);
    if (post.state !== 'planned' || post.attempt > 1 || clock.now() - post.created_at < TRY_AGAIN_MS) return question;
    const current = await parts.library.current(db, post.tenant);
    return current.some((one) => one.id === post.question) ? question : null;
  }

  async function letGo(post: Post): Promise<void> {
    await database.transaction((trx) => updatePost(trx, post, { state: 'skipped', fault: null }));
    parts.onPosting('skipped', 0);
  }

  /** It has left the library since it was picked, and nobody has seen it: the next one takes its place. */
  async function anotherFor(post: Post, plan: Plan | null): Promise<Question | null> {
    if (post.state !== 'planned' || plan === null) return null;
    return database.transaction(async (trx) => {
      const taken = await takeNext(parts, trx, plan, ruleOfPlan(plan), post.local_date, null);
      if (taken === null) return null;
      await updatePost(trx, post, { question: taken.question.id, question_version: taken.question.version });
      return taken.question;
    });
  }

  async function bringUp(planned: Post, rule: PlanRule | null, question: Question): Promise<void> {
    const post = { ...planned, closes_at: closesWhenSent(planned, rule, clock.now()) };
    await database.transaction((trx) =>
      updatePost(trx, post, { state: 'sending', sending_at: post.sending_at ?? clock.now(), closes_at: post.closes_at }),
    );
    const about = drawnPost(post, question);
    const sent = await platform.publish(
      post.channel,
      {
        starter: drawStarter(about, say),
        threadTitle: say('daily.threadTitle', { number: about.number, title: about.question.title }),
        opening: drawOpening(about, say),
        tags: tagsOf(about.question, say),
        ping: rule?.ping ?? null,
      },
      keyOf(post),
    );
    if ((await verified(post)) === 'incomplete') {
      await updatePost(db, post, { state: 'sent', message: sent.message, thread: sent.thread });
      throw new PlatformError('unavailable', 'the thread of a question was not there');
    }
    await open(post, rule, sent);
  }

  async function open(
    post: Post,
    rule: PlanRule | null,
    sent: { readonly message: Post['message']; readonly thread: Post['thread'] },
  ): Promise<void> {
    const now = clock.now();
    await database.transaction(async (trx) => {
      const current = await findPost(trx, post.tenant, post.id);
      // An owner may have withdrawn it in the meantime.
      if (current === null || (current.state !== 'sending' && current.state !== 'sent')) return;
      await updatePost(trx, post, { state: 'open', ...sent, opened_at: post.opened_at ?? now, fault: null });
      await enqueueClosing(parts, trx, post);
      if (rule?.pin === true || rule?.vote === true) await dressPost(parts, trx, post);
    });
    parts.onPosting('posted', post.due_at === null || post.by_hand === 1 ? 0 : Math.max(0, now - post.due_at));
    log.info('a daily question was posted', { tenant: post.tenant, post: post.id });
  }

  /** Looked at once more: the thread is there, or the next run of this job completes it. Without the right to look the reply is believed. */
  async function verified(post: Post): Promise<'whole' | 'incomplete'> {
    try {
      const found = await platform.find(post.channel, keyOf(post));
      return found === null || found.thread === null ? 'incomplete' : 'whole';
    } catch (error) {
      if (error instanceof PlatformError && error.kind === 'forbidden') return 'whole';
      throw error;
    }
  }

  /** Of what may have been sent. `unknown`: the bot may not look. */
  async function standing(post: Post): Promise<'there' | 'nothing' | 'unknown'> {
    try {
      return (await platform.find(post.channel, keyOf(post))) === null ? 'nothing' : 'there';
    } catch (error) {
      if (error instanceof PlatformError && error.kind === 'not-found') return 'nothing';
      if (error instanceof PlatformError && error.kind === 'forbidden') return 'unknown';
      throw error;
    }
  }

  const stands = async (post: Post): Promise<boolean> => post.state !== 'planned' && (await standing(post)) === 'there';

  /** What a person must mend is told at once and tried again until it is too late; the rest goes by the job's own retries. */
  async function refused(post: Post, error: PlatformError): Promise<void> {
    switch (error.kind) {
      case 'forbidden':
        return waitForMend(post);
      case 'not-found':
        return channelGone(post);
      case 'invalid':
        log.error('a question was refused by the platform', { tenant: post.tenant, post: post.id, error });
        return fail(post, 'refused');
      case 'rate-limited':
      case 'unavailable':
      case 'expired':
        throw error;
      default:
        return error.kind satisfies never;
    }
  }

  async function waitForMend(post: Post): Promise<void> {
    const missing = await platform.check(post.channel).catch((error: unknown) => {
      if (error instanceof PlatformError) return [];
      throw error;
    });
    // Where nothing was sent it is as it was before: it can still be let go, or another question take its place.
    const state = (await standing(post)) === 'nothing' ? 'planned' : 'sending';
    await database.transaction(async (trx) => {
      await updatePost(trx, post, { state, fault: 'permission' });
      const detail = { date: post.local_date, mends: missing.map((one) => one.mend) };
      await note(parts, trx, { tenant: post.tenant, plan: post.plan, post: post.id, kind: 'permission', detail, name: keyOf(post) });
      await enqueuePosting(parts, trx, post.tenant, post.id, clock.now() + TRY_AGAIN_MS);
    });
  }

  async function channelGone(post: Post): Promise<void> {
    await database.transaction(async (trx) => {
      await updatePost(trx, post, { state: 'failed', fault: 'channel-gone' });
      const plan = await findPlan(trx, post.tenant, post.plan);
      if (plan === null || plan.channel !== post.channel || plan.state !== 'active') return;
      await updatePlan(trx, plan, { state: 'blocked', next_due_at: null, next_due_date: null });
      await recordChange(trx, clock, { tenant: post.tenant, member: null, action: 'plan.blocked', subject: plan.id });
      const about = { tenant: post.tenant, plan: plan.id, post: post.id };
      await note(parts, trx, { ...about, kind: 'channel-gone', detail: { date: post.local_date }, name: `${plan.id}:${plan.revision}` });
    });
    parts.onPosting('failed', 0);
  }

  async function fail(post: Post, kind: Extract<NoticeKind, 'failed' | 'refused' | 'question-retired'>): Promise<void> {
    await database.transaction(async (trx) => {
      await updatePost(trx, post, { state: 'failed', fault: kind });
      const detail = { date: post.local_date, title: post.question };
      await note(parts, trx, { tenant: post.tenant, plan: post.plan, post: post.id, kind, detail, name: keyOf(post) });
    });
    parts.onPosting('failed', post.due_at === null ? 0 : clock.now() - post.due_at);
  }

  /** After the last attempt: while it is not too late, a new row of attempts begins. */
  async function dead(job: RunningJob): Promise<void> {
    await database.transaction((trx) =>
      enqueuePosting(parts, trx, job.tenant, asId(String(job.payload['post'])), clock.now() + TRY_AGAIN_MS),
    );
  }

  jobs.work({ queue: 'daily.post', concurrency: 32, maxAttempts: 20, leaseMs: 60_000, run, dead });
}

export function drawnPost(post: Post, question: Question): DrawnPost {
  const { id, number, release } = post;
  return { id, number, localDate: post.local_date, closesAtMs: post.closes_at, release, sharedWith: post.shared_with, question };
}

/** Its own time is over, or the catch-up window is: a short one for what somebody asked for, who would be surprised by it hours later. */
function isTooLate(post: Post, nowMs: number): boolean {
  const windowMs = post.by_hand === 1 ? BY_HAND_MS : CATCH_UP_MS;
  return nowMs >= post.closes_at || (post.due_at !== null && nowMs - post.due_at > windowMs);
}

/** Hours are counted from when it is sent, not from when it was due: one that waited for a right is open as long as any other. */
function closesWhenSent(post: Post, rule: PlanRule | null, nowMs: number): number {
  if (post.state !== 'planned' || rule === null || rule.closesAfterHours === null) return post.closes_at;
  return nowMs + rule.closesAfterHours * 3_600_000;
}
