// Today's question, once it stands: corrected, deleted, posted again.
import { z } from 'zod';
import { PlatformError, UserError } from '../core/errors.ts';
import type { PlatformFault } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { PostId, TenantId } from '../core/ids.ts';
import type { RunningJob } from '../jobs/port.ts';
import { recordChange } from '../staff/audit.ts';
import type { Connection } from '../store/database.ts';
import { findPost, updatePost } from '../store/plans.ts';
import type { Post } from '../store/plans.ts';
import { drawClosedStarter, drawStarter } from './draw.ts';
import type { DailyParts } from './parts.ts';
import type { Daily } from './port.ts';
import { drawnPost, enqueuePosting, keyOf } from './posting.ts';
import { questionOfPost } from './question.ts';

export const MOST_WORDING = 600;

export function createStanding(parts: DailyParts): Pick<Daily, 'correct' | 'withdraw' | 'postAgain'> {
  const { database, clock, platform } = parts;
  const { db } = database;
  const say = parts.words.in('en');

  /** null: nothing of it stands, or nobody can look. */
  async function standing(post: Post): ReturnType<DailyParts['platform']['find']> {
    try {
      return await platform.find(post.channel, keyOf(post));
    } catch (error) {
      if (error instanceof PlatformError && error.kind === 'not-found') return null;
      // Without the right to look: what is stored is believed.
      if (error instanceof PlatformError && error.kind === 'forbidden')
        return post.state === 'open' && post.message !== null ? { message: post.message, thread: post.thread } : null;
      throw error;
    }
  }

  /** A message or thread that somebody has deleted already is as an owner wants it. */
  async function unlessGone(kinds: readonly PlatformFault[], work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!(error instanceof PlatformError && kinds.includes(error.kind))) throw error;
    }
  }

  /** A job: whatever breaks off between the two, the message does not stay with its buttons. */
  async function takeDown(job: RunningJob): Promise<void> {
    const { message, thread } = takenDownSchema.parse(job.payload);
    if (message !== null) await unlessGone(['not-found'], platform.remove(asId(message)));
    if (thread !== null) await unlessGone(['not-found', 'forbidden'], platform.closeThread(asId(thread), 'lock'));
  }

  parts.jobs.work({ queue: 'daily.takeDown', concurrency: 2, maxAttempts: 20, leaseMs: 60_000, run: takeDown });

  async function enqueueTakeDown(trx: Connection, post: Post): Promise<void> {
    await parts.jobs.enqueue(trx, {
      tenant: post.tenant,
      queue: 'daily.takeDown',
      key: keyOf(post),
      payload: { message: post.message, thread: post.thread },
      runAtMs: clock.now(),
    });
  }

  return {
    async correct(by, id, wording) {
      const post = await openPost(db, by.tenant, id);
      const corrected = { ...post, wording };
      const question = await questionOfPost(parts.library, db, corrected);
      if (question === null || post.message === null) throw new UserError('answer.questionRetired');
      await database.transaction(async (trx) => {
        await openPost(trx, by.tenant, id);
        await updatePost(trx, post, { wording });
        await recordChange(trx, clock, { ...by, action: 'post.corrected', subject: id });
      });
      await platform.edit(post.message, drawStarter(drawnPost(corrected, question), say));
      // It may have closed in between: then its buttons must not come back.
      const now = await findPost(db, by.tenant, id);
      if (now !== null && now.state !== 'open') await platform.edit(post.message, drawClosedStarter(drawnPost(corrected, question), say));
    },
    async withdraw(by, id) {
      await database.transaction(async (trx) => {
        const post = await openPost(trx, by.tenant, id);
        await updatePost(trx, post, { state: 'withdrawn' });
        await enqueueTakeDown(trx, post);
        await recordChange(trx, clock, { ...by, action: 'post.withdrawn', subject: id });
      });
    },
    async postAgain(by, id) {
      const post = await findPost(db, by.tenant, id);
      if (post === null) throw new UserError('daily.postGone');
      if (clock.now() >= post.closes_at) throw new UserError('daily.closedAlready');
      if (!['open', 'withdrawn', 'failed'].includes(post.state)) throw new UserError('daily.notPostedYet');
      const found = await standing(post);
      if (post.state === 'open' && found !== null && found.thread !== null) throw new UserError('daily.standsAlready');
      // What stands of a deleted one goes first: two of one day are never seen together.
      if (post.state !== 'open' && found !== null) await unlessGone(['not-found'], platform.remove(found.message));
      // A message whose thread alone is gone gets a new thread; it is not said a second time.
      const attempt = post.state === 'open' && found !== null ? post.attempt : post.attempt + 1;
      await database.transaction(async (trx) => {
        const now = await findPost(trx, by.tenant, id);
        if (now === null || now.state !== post.state || now.attempt !== post.attempt) throw new UserError('daily.notPostedYet');
        await updatePost(trx, post, { state: 'planned', attempt, ...UNSENT, due_at: clock.now(), by_hand: 1 });
        await enqueuePosting(parts, trx, by.tenant, post.id);
        await recordChange(trx, clock, { ...by, action: 'post.reposted', subject: id });
      });
    },
  };
}

const UNSENT = { sending_at: null, message: null, thread: null, board_message: null, pinned_at: null, fault: null } as const;
const takenDownSchema = z.object({ message: z.string().nullable(), thread: z.string().nullable() });

async function openPost(connection: Connection, tenant: TenantId, id: PostId): Promise<Post> {
  const post = await findPost(connection, tenant, id);
  if (post === null) throw new UserError('daily.postGone');
  if (post.state !== 'open') throw new UserError('daily.notOpen');
  return post;
}
