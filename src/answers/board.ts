// One board message a thread, edited in place: how many have feedback, and one button that shows each clicker their own.
import { content } from '../core/content.ts';
import type { Block, Button, Content } from '../core/content.ts';
import { PlatformError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { PostId, TenantId } from '../core/ids.ts';
import type { RunningJob } from '../jobs/port.ts';
import { countAnswers } from '../store/answers.ts';
import { countShared } from '../store/closing.ts';
import type { Connection } from '../store/database.ts';
import { findPost, updatePost } from '../store/plans.ts';
import type { Post } from '../store/plans.ts';
import { isDoubtSaid } from '../store/said.ts';
import { myFeedbackAction, openAnswerAction, wasMineAction } from './actions.ts';
import { audienceOfHidden, canReadOthers, readOthersAction } from './others.ts';
import type { AnswerParts } from './parts.ts';

export interface Board {
  /** Draws the board anew, once for as many changes as come within the platform's pace of edits. */
  refresh(connection: Connection, tenant: TenantId, post: PostId): Promise<void>;
}

export function createBoard(parts: AnswerParts): Board {
  const { db } = parts.database;
  const say = parts.words.in('en');

  async function run(job: RunningJob): Promise<void> {
    const post = await findPost(db, job.tenant, asId(String(job.payload['post'])));
    if (post === null || post.thread === null) return;
    const { answered, ready } = await countAnswers(db, job.tenant, post.id);
    if (answered === 0 && post.board_message === null && !(await isDoubtSaid(db, job.tenant, { kind: 'post', id: post.id }))) return;
    const drawn = await draw(post, ready, answered);
    if (post.board_message === null) {
      const message = await parts.platform.post(post.thread, drawn, `board:${post.id}`);
      await updatePost(db, post, { board_message: message });
    }
    // A message that stood already under this key may show an older count.
    const board = (await findPost(db, job.tenant, post.id))?.board_message;
    if (board === null || board === undefined) return;
    try {
      await parts.platform.edit(board, drawn);
    } catch (error) {
      if (!(error instanceof PlatformError && error.kind === 'not-found')) throw error;
      // Somebody deleted it: the next change posts a new one.
      await updatePost(db, post, { board_message: null });
    }
  }

  async function draw(post: Post, ready: number, answered: number): Promise<Content> {
    const audience = audienceOfHidden(post);
    const open = post.state === 'open';
    const answer = openAnswerAction.id({ target: 'post', id: post.id });
    const reads = audience !== null && canReadOthers(post, audience);
    const buttons: readonly (Button | null)[] = [
      { label: say('button.myFeedback'), action: myFeedbackAction.id({ post: post.id }), style: 'primary' },
      reads ? { label: say('button.readOthers'), action: readOthersAction.id({ post: post.id }), style: 'normal' } : null,
      // Only where messages in the thread are read at all.
      open && post.release === 'open'
        ? { label: say('button.wasMine'), action: wasMineAction.id({ post: post.id }), style: 'normal' }
        : null,
      open ? { label: say('button.answerPrivately'), action: answer, style: 'normal' } : null,
    ];
    return content(
      { kind: 'text', text: say('board.ready', { ready, answered }) },
      open && audience === 'everyone' ? await sharedLine(post) : null,
      { kind: 'buttons', buttons: buttons.filter((button) => button !== null) },
    );
  }

  async function sharedLine(post: Post): Promise<Block> {
    const { shared } = await countShared(db, post.tenant, post.id);
    return { kind: 'note', text: say(post.release === 'after-answer' ? 'board.sharedAfterAnswer' : 'board.sharedAtClose', { shared }) };
  }

  parts.jobs.work({ queue: 'board', concurrency: 2, maxAttempts: 10, leaseMs: 60_000, run });

  return {
    async refresh(connection, tenant, post) {
      // One job for each interval: were it moved on by each change, a busy thread would never see its board drawn.
      const { editIntervalMs } = parts.platform.limits;
      const now = parts.clock.now();
      const runAtMs = editIntervalMs === 0 ? now : Math.ceil((now + 1) / editIntervalMs) * editIntervalMs;
      const key = editIntervalMs === 0 ? post : `${post}:${runAtMs}`;
      await parts.jobs.enqueue(connection, { tenant, queue: 'board', key, payload: { post }, runAtMs });
    },
  };
}
