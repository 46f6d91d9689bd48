// Sharing one's own answer to a daily question, and taking it back. Private until its writer says otherwise.
import { content } from '../core/content.ts';
import type { Block, Button, Content } from '../core/content.ts';
import { PlatformError, UserError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { AnswerId, MessageId, TenantId } from '../core/ids.ts';
import type { Say, WordKey } from '../core/locale.ts';
import { findAnswer, isPublished, removeVersions, updateAnswer } from '../store/answers.ts';
import type { AnswerRow, AnswerVersion } from '../store/answers.ts';
import type { Connection } from '../store/database.ts';
import { findPost } from '../store/plans.ts';
import { shareAction } from './actions.ts';
import type { Board } from './board.ts';
import type { AnswerParts } from './parts.ts';

const UNPUBLISH = 'answers.unpublish';

const canBeShared = (answer: AnswerRow): boolean => answer.post !== null && answer.follows === null;

/** `canBegin`: there is something to share. Stopping is always offered. */
export function shareButtons(answer: AnswerRow, canBegin: boolean, say: Say): readonly Button[] {
  if (!canBeShared(answer)) return [];
  if (answer.shared_at !== null)
    return [{ label: say('button.stopSharing'), action: shareAction.id({ answer: answer.id, step: 'stop' }), style: 'normal' }];
  return canBegin ? [{ label: say('button.share'), action: shareAction.id({ answer: answer.id, step: 'ask' }), style: 'normal' }] : [];
}

/** Stands under the feedback while the answer is shared. */
export function sharedLine(answer: AnswerRow, say: Say): readonly Block[] {
  if (answer.shared_at === null) return [];
  return [
    { kind: 'note', text: [say('sharing.since'), ' ', { time: answer.shared_at, show: 'dateTime' }, `. ${say('sharing.newVersions')}`] },
  ];
}

/** Who will read it, before anything is shared. */
export async function askToShare(parts: AnswerParts, answer: AnswerRow, say: Say): Promise<Content> {
  const action = (step: string): string => shareAction.id({ answer: answer.id, step });
  return content(
    { kind: 'heading', text: say('sharing.ask') },
    {
      kind: 'list',
      items: [say('sharing.coachesRead'), say(await channelKey(parts, answer)), say('sharing.stop')],
    },
    {
      kind: 'buttons',
      buttons: [
        { label: say('button.shareYes'), action: action('yes'), style: 'primary' },
        { label: say('button.keepPrivate'), action: action('no'), style: 'normal' },
      ],
    },
  );
}

/** Whether the others will read it, and when. */
async function channelKey(parts: AnswerParts, { tenant, post, lane }: AnswerRow): Promise<WordKey> {
  const { db } = parts.database;
  const found = post === null ? null : await findPost(db, tenant, post);
  if (found === null || found.shared_with === 'coaches') return 'sharing.channelDoesNot';
  if (lane !== 'form') return 'sharing.channelAlready';
  if (found.state === 'closed') return 'sharing.channelNow';
  if (found.state !== 'open') return 'sharing.channelDoesNot';
  return found.release === 'after-answer' ? 'sharing.channelAfterAnswer' : 'sharing.channelAtClose';
}

/** Gives the answer as it is now. Throws UserError where it is gone, or is none that can be shared. */
export async function setShared(
  parts: AnswerParts,
  board: Board,
  { tenant, id }: Pick<AnswerRow, 'tenant' | 'id'>,
  shared: boolean,
): Promise<AnswerRow> {
  return parts.database.transaction(async (trx) => {
    const answer = await findAnswer(trx, tenant, id);
    if (answer === null) throw new UserError('answer.gone');
    if (!canBeShared(answer)) throw new UserError('error.expiredButton');
    return changeSharing(trx, parts, board, answer, shared);
  });
}

/** Gives the answer as it is then: the same where nothing changes. */
export async function changeSharing(
  trx: Connection,
  parts: Pick<AnswerParts, 'jobs' | 'clock'>,
  board: Board,
  answer: AnswerRow,
  shared: boolean,
): Promise<AnswerRow> {
  const { tenant, id } = answer;
  if (shared === (answer.shared_at !== null)) return answer;
  if (answer.published_message !== null) await enqueueUnpublishing(trx, parts, tenant, answer.published_message);
  const change = { shared_at: shared ? parts.clock.now() : null, published_message: null };
  await updateAnswer(trx, answer, change);
  if (shared) await enqueuePublishing(trx, parts, tenant, id);
  const post = answer.post === null ? null : await findPost(trx, tenant, answer.post);
  // Where answers are hidden it says how many can be read.
  if (post !== null && post.release !== 'open') await board.refresh(trx, tenant, post.id);
  return { ...answer, ...change };
}

/** In the place of `removeVersions` of the store: what stands of an answer in the channel follows the words that it was made of. */
export async function dropVersions(
  trx: Connection,
  parts: Pick<AnswerParts, 'jobs' | 'clock'>,
  { tenant, id }: Pick<AnswerRow, 'tenant' | 'id'>,
  gone: readonly AnswerVersion[],
): Promise<void> {
  const published = (await findAnswer(trx, tenant, id))?.published_message ?? null;
  await removeVersions(trx, { tenant, id }, gone);
  if (published === null) return;
  if ((await findAnswer(trx, tenant, id)) === null) await enqueueUnpublishing(trx, parts, tenant, published);
  else await enqueuePublishing(trx, parts, tenant, id);
}

/** Put up for the channel where its plan says so and its question has closed, or drawn anew: daily/release.ts decides. */
export async function enqueuePublishing(
  trx: Connection,
  { jobs, clock }: Pick<AnswerParts, 'jobs' | 'clock'>,
  tenant: TenantId,
  answer: AnswerId,
): Promise<void> {
  await jobs.enqueue(trx, { tenant, queue: 'answers.publish', key: answer, payload: { answer }, runAtMs: clock.now() });
}

/** In the transaction that takes the answer from the channel. */
export async function enqueueUnpublishing(
  trx: Connection,
  { jobs, clock }: Pick<AnswerParts, 'jobs' | 'clock'>,
  tenant: TenantId,
  message: MessageId,
): Promise<void> {
  await jobs.enqueue(trx, { tenant, queue: UNPUBLISH, key: message, payload: { message }, runAtMs: clock.now() });
}

export function workOnUnpublishing({ jobs, platform, database }: Pick<AnswerParts, 'jobs' | 'platform' | 'database'>): void {
  jobs.work({
    queue: UNPUBLISH,
    concurrency: 2,
    maxAttempts: 20,
    leaseMs: 60_000,
    async run(job) {
      const message = asId<MessageId>(String(job.payload['message']));
      // Shared again before this ran: the same message stands for it.
      if (await isPublished(database.db, job.tenant, message)) return;
      try {
        await platform.remove(message);
      } catch (error) {
        // Somebody was faster.
        if (!(error instanceof PlatformError && error.kind === 'not-found')) throw error;
      }
    },
  });
}
