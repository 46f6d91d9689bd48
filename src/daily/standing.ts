// Today's question, once it stands: corrected, deleted, posted again.
import { UserError, PlatformError } from '../core/errors.ts';
import type { PostId, TenantId } from '../core/ids.ts';
import { recordChange } from '../staff/audit.ts';
import type { Connection } from '../store/database.ts';
import { findPost, updatePost } from '../store/plans.ts';
import type { Post } from '../store/plans.ts';
import { drawStarter } from './draw.ts';
import type { DailyParts } from './parts.ts';
import type { Daily } from './port.ts';
import { drawnPost, enqueuePosting, keyOf } from './posting.ts';
import { questionOfPost } from './question.ts';

export const MOST_WORDING = 600;

export function createStanding(parts: DailyParts): Pick<Daily, 'correct' | 'withdraw' | 'postAgain'> {
  const { database, clock, platform } = parts;
  const { db } = database;
  const say = parts.words.in('en');

  /** A message or thread that somebody has deleted already is as an owner wants it. */
  async function unlessGone(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!(error instanceof PlatformError && error.kind === 'not-found')) throw error;
    }
  }

  async function stands(post: Post): Promise<boolean> {
    try {
      const found = await platform.find(post.channel, keyOf(post));
      return found !== null && found.thread !== null;
    } catch (error) {
      if (error instanceof PlatformError && error.kind === 'not-found') return false;
      // Without the right to look: what is stored is believed.
      if (error instanceof PlatformError && error.kind === 'forbidden') return post.state === 'open';
      throw error;
    }
  }

  return {
    async correct(by, id, wording) {
      const post = await openPost(db, by.tenant, id);
      const corrected = { ...post, wording };
      const question = await questionOfPost(parts.library, db, corrected);
      if (question === null || post.message === null) throw new UserError('answer.questionRetired');
      await platform.edit(post.message, drawStarter(drawnPost(corrected, question), say));
      await database.transaction(async (trx) => {
        await updatePost(trx, post, { wording });
        await recordChange(trx, clock, { ...by, action: 'post.corrected', subject: id });
      });
    },
    async withdraw(by, id) {
      const post = await openPost(db, by.tenant, id);
      await database.transaction(async (trx) => {
        await updatePost(trx, post, { state: 'withdrawn' });
        await recordChange(trx, clock, { ...by, action: 'post.withdrawn', subject: id });
      });
      if (post.thread !== null) await unlessGone(platform.closeThread(post.thread, 'lock'));
      if (post.message !== null) await unlessGone(platform.remove(post.message));
    },
    async postAgain(by, id) {
      const post = await findPost(db, by.tenant, id);
      if (post === null) throw new UserError('daily.postGone');
      if (clock.now() >= post.closes_at) throw new UserError('daily.closedAlready');
      if (post.state === 'open' && (await stands(post))) throw new UserError('daily.standsAlready');
      if (!['open', 'withdrawn', 'failed'].includes(post.state)) throw new UserError('daily.notPostedYet');
      await database.transaction(async (trx) => {
        await updatePost(trx, post, {
          state: 'planned',
          attempt: post.attempt + 1,
          message: null,
          thread: null,
          board_message: null,
          pinned_at: null,
          fault: null,
          due_at: null,
        });
        await enqueuePosting(parts, trx, by.tenant, post.id);
        await recordChange(trx, clock, { ...by, action: 'post.reposted', subject: id });
      });
    },
  };
}

async function openPost(connection: Connection, tenant: TenantId, id: PostId): Promise<Post> {
  const post = await findPost(connection, tenant, id);
  if (post === null) throw new UserError('daily.postGone');
  if (post.state !== 'open') throw new UserError('daily.notOpen');
  return post;
}
