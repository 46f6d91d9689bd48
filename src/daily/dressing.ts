// What is put beside a question once it stands: the pin, and the vote for tomorrow. A job of its own, so that a question is up
// even where these cannot be.
import { PlatformError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { RunningJob } from '../jobs/port.ts';
import type { Connection } from '../store/database.ts';
import { findPlan, findPost, updatePost } from '../store/plans.ts';
import type { Post } from '../store/plans.ts';
import { openBallot } from './ballot.ts';
import type { DailyParts } from './parts.ts';
import { votedOn } from './picks.ts';
import { ruleOfPlan } from './plan.ts';
import type { PlanRule } from './plan.ts';

/** In the transaction that opens it. */
export async function dressPost(
  { jobs, clock }: Pick<DailyParts, 'jobs' | 'clock'>,
  trx: Connection,
  post: Pick<Post, 'tenant' | 'id'>,
): Promise<void> {
  await jobs.enqueue(trx, { tenant: post.tenant, queue: 'daily.dress', key: post.id, payload: { post: post.id }, runAtMs: clock.now() });
}

export function workOnDressing(parts: DailyParts): void {
  const { database, platform, clock, log } = parts;
  const { db } = database;

  async function run(job: RunningJob): Promise<void> {
    const post = await findPost(db, job.tenant, asId(String(job.payload['post'])));
    const plan = post === null ? null : await findPlan(db, post.tenant, post.plan);
    if (post === null || plan === null || post.state !== 'open') return;
    const rule = ruleOfPlan(plan);
    if (rule.pin) await pin(post);
    if (rule.vote && post.slot === 'day') await vote(post, rule);
  }

  async function pin(post: Post): Promise<void> {
    if (post.message === null || post.pinned_at !== null) return;
    try {
      await platform.pin(post.message, true);
      await updatePost(db, post, { pinned_at: clock.now() });
    } catch (error) {
      // No right to pin, or fifty pins stand: the question is there all the same, and the set-up panel names the right.
      if (!(error instanceof PlatformError) || error.kind === 'unavailable' || error.kind === 'rate-limited') throw error;
      log.info('a question could not be pinned', { tenant: post.tenant, post: post.id, code: error.kind });
    }
  }

  async function vote(post: Post, rule: PlanRule): Promise<void> {
    const candidates = await database.transaction(async (trx) =>
      (await findPlan(trx, post.tenant, post.plan)) === null ? [] : votedOn(parts, trx, post, rule),
    );
    await openBallot(parts, post, candidates);
  }

  parts.jobs.work({ queue: 'daily.dress', concurrency: 2, maxAttempts: 10, leaseMs: 60_000, run });
}
