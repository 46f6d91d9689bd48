// Answers: how they come in, how they are kept, and how their writers read what was made of them.
import type { TenantId } from '../core/ids.ts';
import { content } from '../core/content.ts';
import { PlatformError } from '../core/errors.ts';
import type { Handler, Listener } from '../core/request.ts';
import type { Outcome } from '../feedback/result.ts';
import type { AnswerRow } from '../store/answers.ts';
import { saidOfAnswer } from '../store/said.ts';
import { createBoard } from './board.ts';
import type { Board } from './board.ts';
import { formHandlers } from './form.ts';
import { createGrading } from './grading.ts';
import { readerHandlers } from './handlers.ts';
import { markQuietly } from './marks.ts';
import { othersHandlers } from './others.ts';
import type { AnswerParts } from './parts.ts';
import { drawReader } from './reader.ts';
import { workOnSaid } from './said-job.ts';
import { workOnUnpublishing } from './sharing.ts';
import { createThreadListener } from './thread.ts';

export interface Answers {
  readonly parts: AnswerParts;
  readonly handlers: readonly Handler[];
  readonly listener: Listener;
  readonly board: Board;
}

export function createAnswers(parts: AnswerParts): Answers {
  const board = createBoard(parts);

  async function delivered(tenant: TenantId, answer: AnswerRow, outcome: Outcome): Promise<void> {
    if (answer.post !== null && answer.follows === null) await board.refresh(parts.database.db, tenant, answer.post);
    await markMessages(tenant, answer, outcome);
    if (answer.lane === 'direct') await tellDirect(answer);
    else if (answer.lane === 'thread') await tellReady(answer);
  }

  async function markMessages(tenant: TenantId, answer: AnswerRow, outcome: Outcome): Promise<void> {
    const last = (await saidOfAnswer(parts.database.db, tenant, answer.id)).at(-1);
    if (last !== undefined) await markQuietly(parts, last.message, outcome.kind === 'graded' ? 'done' : 'failed');
  }

  /** Practice in a direct message: the feedback stays where the answer was typed. */
  async function tellDirect(answer: AnswerRow): Promise<void> {
    const { locale } = await parts.platform.lookUp(answer.member);
    const direct = await parts.platform.openDirect(answer.member);
    await parts.platform.post(
      direct,
      await drawReader(parts, answer, 'moved', parts.words.in(locale)),
      `feedback:${answer.id}:${answer.version}`,
    );
  }

  /** Only for who asked for it. */
  async function tellReady(answer: AnswerRow): Promise<void> {
    if (!(await parts.members.get(answer.tenant, answer.member)).preferences.readyNotice) return;
    const { locale } = await parts.platform.lookUp(answer.member);
    const say = parts.words.in(locale);
    try {
      const direct = await parts.platform.openDirect(answer.member);
      const drawn = await drawReader(parts, answer, 'moved', say);
      await parts.platform.post(
        direct,
        content({ kind: 'note', text: say('reader.readyNotice') }, ...drawn.blocks),
        `ready:${answer.id}:${answer.version}`,
      );
    } catch (error) {
      // Closed direct messages: the board's button shows the same.
      if (!(error instanceof PlatformError && error.kind === 'forbidden')) throw error;
    }
  }

  workOnSaid(parts, board);
  workOnUnpublishing(parts);
  const grading = createGrading(parts, delivered);
  return {
    parts,
    handlers: [...formHandlers(parts, grading, board), ...readerHandlers(parts, grading, board), ...othersHandlers(parts)],
    listener: createThreadListener(parts, board),
    board,
  };
}
