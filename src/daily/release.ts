// When answers are seen by the others: what the question says about it, and putting shared answers up for the channel.
import { content } from '../core/content.ts';
import { cutTo } from '../core/cut.ts';
import type { Content } from '../core/content.ts';
import { PlatformError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { AnswerId, MessageId, ThreadId } from '../core/ids.ts';
import type { Say, WordKey } from '../core/locale.ts';
import { RetryLater } from '../jobs/port.ts';
import type { RunningJob } from '../jobs/port.ts';
import { personOf } from '../answers/others.ts';
import { findAnswer, findVersion, updateAnswer } from '../store/answers.ts';
import type { AnswerRow } from '../store/answers.ts';
import { sharedAnswers } from '../store/closing.ts';
import type { SharedAnswer } from '../store/closing.ts';
import { findPlan, findPost } from '../store/plans.ts';
import type { Post } from '../store/plans.ts';
import type { DailyParts } from './parts.ts';
import { ruleOfPlan } from './plan.ts';
import type { PlanOptions } from './plan.ts';

/** When answers are seen, and by whom: as it was when the question was posted. */
interface Seen {
  readonly release: Post['release'];
  readonly sharedWith: Post['shared_with'];
}

/** More at once would bury the recap. */
const MOST_RELEASED = 20;
const QUOTED_CHARACTERS = 1_500;
/** A closing that is under way is over by then. */
const AFTER_CLOSING_MS = 10_000;

/** The line under the question. */
export function howToAnswerKey({ release, sharedWith }: Seen): WordKey {
  switch (release) {
    case 'open':
      return 'daily.howToAnswer';
    case 'after-answer':
      return sharedWith === 'coaches' ? 'daily.howToAnswerCoaches' : 'daily.howToAnswerAfterAnswer';
    case 'at-close':
      return sharedWith === 'coaches' ? 'daily.howToAnswerCoaches' : 'daily.howToAnswerAtClose';
    default:
      return release satisfies never;
  }
}

/** The first message of the thread. */
export function openingOf(seen: Seen, say: Say): Content {
  if (seen.release === 'open')
    return content({ kind: 'text', text: say('daily.opening') }, { kind: 'note', text: say('daily.openingReading') });
  return content({ kind: 'text', text: say(hiddenOpeningKey(seen)) }, { kind: 'note', text: say('daily.openingForm') });
}

function hiddenOpeningKey({ release, sharedWith }: Seen): WordKey {
  if (sharedWith === 'coaches') return 'daily.openingCoaches';
  return release === 'after-answer' ? 'daily.openingAfterAnswer' : 'daily.openingAtClose';
}

/** What stays in the thread in the end. */
export async function endThread(parts: DailyParts, thread: ThreadId, how: PlanOptions['threadAtClose']): Promise<void> {
  if (how !== 'leave') await parts.platform.closeThread(thread, how);
}

/** As the plan says; one that is gone says what a new one would. */
export async function threadEndOf(parts: DailyParts, post: Post): Promise<PlanOptions['threadAtClose']> {
  const plan = await findPlan(parts.database.db, post.tenant, post.plan);
  return plan === null ? 'archive' : ruleOfPlan(plan).threadAtClose;
}

/**
 * At closing: each shared answer that was typed into the form as a message of its own, the newest twenty in the order in which they
 * came; what was said in the thread stands there already. Throws PlatformError.
 */
export async function releaseAnswers(parts: DailyParts, post: Post): Promise<void> {
  const { db } = parts.database;
  if (post.thread === null || post.shared_with !== 'everyone') return;
  const shared = await sharedAnswers(db, post.tenant, post.id, { lane: 'form' });
  const standing = shared.filter((answer) => answer.published_message !== null).length;
  const waiting = shared.filter((answer) => answer.published_message === null).slice(0, Math.max(0, MOST_RELEASED - standing));
  for (const answer of waiting.toReversed()) await putUp(parts, post.thread, answer);
}

/** Once for each answer, whatever happens in between: the message has a key, and what is taken back meanwhile comes down again. */
async function putUp(parts: DailyParts, thread: ThreadId, answer: Pick<SharedAnswer, 'tenant' | 'id' | 'member' | 'text'>): Promise<void> {
  const drawn = await drawShared(parts, answer);
  if (drawn === null) return;
  const message = await parts.platform.post(thread, drawn, `shared:${answer.id}`);
  const isStillShared = await parts.database.transaction(async (trx) => {
    const now = await findAnswer(trx, answer.tenant, answer.id);
    if (now === null || now.shared_at === null) return false;
    await updateAnswer(trx, answer, { published_message: message });
    return true;
  });
  if (!isStillShared) await parts.platform.remove(message);
}

/** null: its writer is not in the server any more, and could not take it back. */
async function drawShared(parts: DailyParts, answer: Pick<SharedAnswer, 'member' | 'text'>): Promise<Content | null> {
  const say = parts.words.in('en');
  const writer = await personOf(parts.platform, answer.member, say);
  if (writer === null) return null;
  return content({ kind: 'text', text: [say('shared.by'), ' ', writer] }, { kind: 'quote', text: cutTo(answer.text, QUOTED_CHARACTERS) });
}

/** Takes over the queue of answers that are shared, or tried again, after their question closed. Payload: `{ answer }`. */
export function workOnPublishing(parts: DailyParts): void {
  const { db } = parts.database;

  async function publish(job: RunningJob): Promise<void> {
    const answer = await findAnswer(db, job.tenant, asId<AnswerId>(String(job.payload['answer'])));
    if (answer === null || answer.shared_at === null || answer.post === null || answer.follows !== null || answer.lane !== 'form') return;
    const post = await findPost(db, job.tenant, answer.post);
    const thread = post?.thread ?? null;
    if (post === null || thread === null) return;
    if (post.state === 'open') {
      // Its closing may have read what is shared a moment before this was.
      if (parts.clock.now() >= post.closes_at) throw new RetryLater(AFTER_CLOSING_MS);
      return;
    }
    if (post.state !== 'closed' || post.shared_with !== 'everyone') return;
    const version = await findVersion(db, job.tenant, answer.id, answer.version);
    if (version === null || version.text === '') return;
    await leaveWhatIsGone(parts, post, () => putUpLate(post, thread, answer, version.text));
  }

  async function putUpLate(post: Post, thread: ThreadId, answer: AnswerRow, text: string): Promise<void> {
    if (answer.published_message !== null) return redraw(answer, answer.published_message, text);
    await putUp(parts, thread, { ...answer, text });
    // A new message brings an archived thread back.
    await endThread(parts, thread, await threadEndOf(parts, post));
  }

  async function redraw(answer: AnswerRow, message: MessageId, text: string): Promise<void> {
    const drawn = await drawShared(parts, { member: answer.member, text });
    if (drawn !== null) await parts.platform.edit(message, drawn);
  }

  parts.jobs.work({ queue: 'answers.publish', concurrency: 2, maxAttempts: 10, leaseMs: 60_000, run: publish });
}

async function leaveWhatIsGone(parts: DailyParts, post: Post, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof PlatformError && (error.kind === 'not-found' || error.kind === 'forbidden'))) throw error;
    parts.log.warn('a shared answer could not be put up', { tenant: post.tenant, post: post.id, code: error.kind });
  }
}
