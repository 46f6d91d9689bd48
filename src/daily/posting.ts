// Posting and closing, as jobs: each may run twice and acts once.
import type { Bank } from '../bank/load.ts';
import { tagsOf } from '../bank/names.ts';
import type { Question } from '../bank/schema.ts';
import { PlatformError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { PostId, TenantId } from '../core/ids.ts';
import type { RunningJob } from '../jobs/port.ts';
import { answersToPost } from '../store/answers.ts';
import type { Connection } from '../store/database.ts';
import { findPost, updatePost } from '../store/plans.ts';
import type { Post } from '../store/plans.ts';
import type { DailyParts } from './parts.ts';
import { drawClosedStarter, drawOpening, drawRecap, drawStarter } from './draw.ts';
import type { DrawnPost } from './draw.ts';

/** Throws where the question has left the bank since it was posted. */
export function questionOfPost(bank: Bank, post: Pick<Post, 'question'>): Question {
  const found = bank.byId.get(post.question);
  if (found === undefined) throw new Error(`question ${post.question} is no longer in the bank`);
  return found;
}

/** A thread or a message that somebody deleted needs no closing. */
async function unlessGone(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof PlatformError && error.kind === 'not-found')) throw error;
  }
}

/** Takes over the queues of posting and closing. */
export function workOnPosts(parts: DailyParts): void {
  const { database, jobs, clock, platform, bank, log } = parts;
  const { db } = database;
  const say = parts.words.in('en');

  const drawn = (post: Post): DrawnPost => ({
    id: post.id,
    number: post.number,
    localDate: post.local_date,
    closesAtMs: post.closes_at,
    question: questionOfPost(bank, post),
  });

  async function post(job: RunningJob): Promise<void> {
    const found = await findPost(db, job.tenant, asId(String(job.payload['post'])));
    if (found === null || (found.state !== 'planned' && found.state !== 'sending')) return;
    await updatePost(db, found, { state: 'sending', sending_at: found.sending_at ?? clock.now() });
    const about = drawn(found);
    const threadTitle = say('daily.threadTitle', { number: about.number, title: about.question.title });
    const sent = await platform.publish(
      found.channel,
      { starter: drawStarter(about, say), threadTitle, opening: drawOpening(say), tags: tagsOf(about.question, say) },
      found.id,
    );
    await database.transaction(async (trx) => {
      await updatePost(trx, found, { state: 'open', message: sent.message, thread: sent.thread, opened_at: clock.now() });
      await jobs.enqueue(trx, {
        tenant: job.tenant,
        queue: 'daily.close',
        key: found.id,
        payload: { post: found.id },
        runAtMs: found.closes_at,
      });
    });
    log.info('a daily question was posted', { tenant: job.tenant, post: found.id });
  }

  async function close(job: RunningJob): Promise<void> {
    const found = await findPost(db, job.tenant, asId(String(job.payload['post'])));
    if (found === null || found.state !== 'open' || found.thread === null || found.message === null) return;
    const about = drawn(found);
    const answers = await answersToPost(db, job.tenant, found.id);
    const counts = { answered: answers.length, triedAgain: answers.filter((answer) => answer.version > 1).length };
    const { thread, message } = found;
    await unlessGone(() => platform.post(thread, drawRecap(about, counts, say), `recap:${found.id}`));
    await unlessGone(() => platform.edit(message, drawClosedStarter(about, say)));
    await unlessGone(() => platform.closeThread(thread, 'archive'));
    await database.transaction(async (trx) => {
      await updatePost(trx, found, { state: 'closed' });
      await parts.onClosed(trx, job.tenant, found.id);
    });
  }

  jobs.work({ queue: 'daily.post', concurrency: 4, maxAttempts: 20, leaseMs: 60_000, run: post });
  jobs.work({ queue: 'daily.close', concurrency: 4, maxAttempts: 20, leaseMs: 60_000, run: close });
}

/** In the caller's transaction. */
export async function enqueuePosting({ jobs, clock }: DailyParts, trx: Connection, tenant: TenantId, post: PostId): Promise<void> {
  await jobs.enqueue(trx, { tenant, queue: 'daily.post', key: post, payload: { post }, runAtMs: clock.now() });
}
