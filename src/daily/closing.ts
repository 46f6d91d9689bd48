// Closing a question: what was shared is put up, the recap is posted, the buttons go, and the thread ends as the plan says. Each step
// may run twice and acts once; what a missing right or somebody's deletion keeps from being done keeps nothing else from it.
import { PlatformError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { MessageId, PostId, ThreadId, UserId } from '../core/ids.ts';
import type { RunningJob } from '../jobs/port.ts';
import type { Graded } from '../feedback/result.ts';
import { outcomeOf } from '../answers/outcome.ts';
import { countShared, countTries, gradesUnderPost, isFollowed } from '../store/closing.ts';
import type { Connection } from '../store/database.ts';
import { findPlan, findPost, updatePost } from '../store/plans.ts';
import type { Post } from '../store/plans.ts';
import { chosenUnder, redrawBallot, workOnBallots } from './ballot.ts';
import { drawClosedStarter } from './draw.ts';
import type { DailyParts } from './parts.ts';
import { questionOfPost } from './question.ts';
import { drawRecap, standingsOf } from './recap.ts';
import type { RecapView } from './recap.ts';
import { endThread, releaseAnswers, threadEndOf, workOnPublishing } from './release.ts';

const CLOSING_STEPS = ['release', 'recap', 'ballot', 'unpin', 'starter', 'thread'] as const;
/** What of a closing was not allowed. */
export type ClosingStep = (typeof CLOSING_STEPS)[number];

/** Told in the transaction that closes the post, once for each step for which the bot lacks a right. */
export type OnTrouble = (trx: Connection, post: Post, step: ClosingStep) => Promise<void>;

/** Takes over the queues `daily.close` (payload `{ post }`, due at `closes_at`), `daily.ballot` and `answers.publish`. */
export function workOnClosing(parts: DailyParts, onTrouble: OnTrouble = async () => undefined): void {
  const { database, clock, platform } = parts;
  const { db } = database;

  async function run(job: RunningJob): Promise<void> {
    const post = await findPost(db, job.tenant, asId<PostId>(String(job.payload['post'])));
    if (post === null || post.state !== 'open') return;
    // Its closing was moved on since this job was enqueued.
    if (clock.now() < post.closes_at)
      return database.transaction((trx) =>
        parts.jobs.enqueue(trx, {
          tenant: job.tenant,
          queue: job.queue,
          key: post.id,
          payload: { post: post.id },
          runAtMs: post.closes_at,
        }),
      );
    await end(post, await close(post));
  }

  /** In the order in which people should see it. */
  async function close(post: Post): Promise<readonly ClosingStep[]> {
    const { thread, message } = post;
    const refused: ClosingStep[] = [];
    const step = async (name: ClosingStep, work: () => Promise<unknown>): Promise<void> => {
      if (!(await isAllowed(parts, post, name, work))) refused.push(name);
    };
    if (thread !== null) {
      await step('release', () => releaseAnswers(parts, post));
      await step('recap', () => recap(post, thread));
      await step('ballot', () => redrawBallot(parts, post));
    }
    if (message !== null) {
      await step('unpin', () => unpin(post, message));
      await step('starter', async () => platform.edit(message, drawClosedStarter(await aboutOf(post), parts.words.in('en'))));
    }
    if (thread !== null) await step('thread', async () => endThread(parts, thread, await threadEndOf(parts, post)));
    return refused;
  }

  async function recap(post: Post, thread: ThreadId): Promise<void> {
    if (post.recap_message !== null) return;
    const drawn = drawRecap(await viewOf(parts, post), parts.words.in('en'));
    const recap_message = await platform.post(thread, drawn, `recap:${post.id}`);
    await updatePost(db, post, { recap_message });
  }

  async function unpin(post: Post, message: MessageId): Promise<void> {
    if (post.pinned_at === null) return;
    await platform.pin(message, false);
    await updatePost(db, post, { pinned_at: null });
  }

  const aboutOf = async (post: Post) => ({
    number: post.number,
    localDate: post.local_date,
    closesAtMs: post.closes_at,
    question: await questionOfPost(parts.library, db, post),
  });

  async function end(post: Post, refused: readonly ClosingStep[]): Promise<void> {
    await database.transaction(async (trx) => {
      // Withdrawn, or posted again, in between: then it is not this one that ends.
      const now = await findPost(trx, post.tenant, post.id);
      if (now === null || now.state !== 'open' || now.attempt !== post.attempt) return;
      await updatePost(trx, post, { state: 'closed' });
      for (const name of refused) await onTrouble(trx, post, name);
      await parts.onClosed(trx, post.tenant, post.id);
    });
  }

  /** Whatever kept it: nobody answers a question for ever. */
  async function dead(job: RunningJob): Promise<void> {
    const post = await findPost(db, job.tenant, asId<PostId>(String(job.payload['post'])));
    if (post === null || post.state !== 'open') return;
    parts.log.warn('a question was closed without what its closing should have shown', { tenant: post.tenant, post: post.id });
    await end(post, []);
  }

  workOnBallots(parts);
  workOnPublishing(parts);
  parts.jobs.work({ queue: 'daily.close', concurrency: 4, maxAttempts: 20, leaseMs: 5 * 60_000, run, dead });
}

/** false: the bot lacks a right for it. What somebody deleted needs no closing. */
async function isAllowed(parts: DailyParts, post: Post, step: ClosingStep, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof PlatformError && (error.kind === 'not-found' || error.kind === 'forbidden'))) throw error;
    parts.log.warn('a part of a closing could not be done', { tenant: post.tenant, post: post.id, code: `${step} ${error.kind}` });
    return error.kind === 'not-found';
  }
}

async function viewOf(parts: DailyParts, post: Post): Promise<RecapView> {
  const { db } = parts.database;
  const { tenant, id } = post;
  const isShown = post.shared_with === 'everyone';
  return {
    question: await questionOfPost(parts.library, db, post),
    ...(await countTries(db, tenant, id)),
    standings: standingsOf(await newestGraded(db, post)),
    isShared: isShown && (await countShared(db, tenant, id)).shown > 0,
    next: await nextOf(parts, post),
    voted: await chosenUnder(parts, post),
  };
}

/** Of each member the newest version that has a grade. */
async function newestGraded(connection: Connection, post: Post): Promise<readonly Graded[]> {
  const found = new Map<UserId, Graded>();
  for (const row of await gradesUnderPost(connection, post.tenant, post.id)) {
    if (found.has(row.member)) continue;
    const outcome = outcomeOf(row.outcome);
    if (outcome.kind === 'graded') found.set(row.member, outcome);
  }
  return [...found.values()];
}

async function nextOf(parts: DailyParts, post: Post): Promise<RecapView['next']> {
  const { db } = parts.database;
  if (await isFollowed(db, post)) return { kind: 'now' };
  const atMs = (await findPlan(db, post.tenant, post.plan))?.next_due_at ?? null;
  if (atMs === null) return { kind: 'none' };
  return atMs <= parts.clock.now() ? { kind: 'now' } : { kind: 'at', atMs };
}
