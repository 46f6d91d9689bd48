// One board message a thread, edited in place: how many have feedback, and one button that shows each clicker their own.
import { content } from '../core/content.ts';
import type { Content } from '../core/content.ts';
import { PlatformError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { PostId, TenantId } from '../core/ids.ts';
import type { RunningJob } from '../jobs/port.ts';
import { countAnswers } from '../store/answers.ts';
import type { Connection } from '../store/database.ts';
import { findPost, updatePost } from '../store/plans.ts';
import { isDoubtSaid } from '../store/said.ts';
import { myFeedbackAction, openAnswerAction, wasMineAction } from './actions.ts';
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
    const drawn = draw(post.id, ready, answered, post.state === 'open');
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

  function draw(post: PostId, ready: number, answered: number, open: boolean): Content {
    const buttons = [
      { label: say('button.myFeedback'), action: myFeedbackAction.id({ post }), style: 'primary' },
      ...(open ? [{ label: say('button.wasMine'), action: wasMineAction.id({ post }), style: 'normal' } as const] : []),
      ...(open
        ? [{ label: say('button.answerPrivately'), action: openAnswerAction.id({ target: 'post', id: post }), style: 'normal' } as const]
        : []),
    ] as const;
    return content({ kind: 'text', text: say('board.ready', { ready, answered }) }, { kind: 'buttons', buttons });
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
