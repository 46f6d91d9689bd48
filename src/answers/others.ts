// Where answers are not open: what the form says about who reads an answer, the choice to show it, and reading what the others shared.
import { z } from 'zod';
import { defineAction } from '../core/action.ts';
import { content } from '../core/content.ts';
import { cutTo } from '../core/cut.ts';
import type { Block, Content, FormField, Values } from '../core/content.ts';
import { PlatformError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { PostId, TenantId, UserId } from '../core/ids.ts';
import type { Say, WordKey } from '../core/locale.ts';
import type { Platform } from '../core/platform.ts';
import { onAction } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import { seenName } from '../staff/names.ts';
import { findAnswerToPost } from '../store/answers.ts';
import type { AnswerRow } from '../store/answers.ts';
import { sharedAnswers } from '../store/closing.ts';
import type { SharedAnswer } from '../store/closing.ts';
import type { Connection } from '../store/database.ts';
import { findPost } from '../store/plans.ts';
import type { Post } from '../store/plans.ts';
import { openAnswerAction } from './actions.ts';
import type { Board } from './board.ts';
import type { AnswerParts } from './parts.ts';
import { changeSharing, enqueuePublishing } from './sharing.ts';
import type { Target } from './targets.ts';

export const readOthersAction = defineAction('oo', 'ephemeral', ['post']);
const moreOthersAction = defineAction('om', 'update', ['post', 'skip']);

/** An id may have been made by anybody. */
const skipSchema = z.coerce.number().int().min(0).max(1_000_000).catch(0);

const SHARE_FIELD = 'share';
const A_PAGE = 5;
/** Five of them stand in one message of 4,000 characters, with their names. */
const QUOTED_CHARACTERS = 650;

/** Whom the writer of a hidden answer lets read it. null: an open question, where nothing is asked. */
export const audienceOfHidden = (post: Post | null): Audience | null =>
  post === null || post.release === 'open' ? null : post.shared_with;

type Audience = Post['shared_with'];

export interface Choosing {
  /** Above the field: who reads it. */
  readonly note: Block;
  readonly field: FormField;
}

/** What the form asks beside the answer itself. null: nothing, where the question is open. */
export async function drawChoosing(parts: AnswerParts, tenant: TenantId, target: Target, say: Say): Promise<Choosing | null> {
  const post = await postOf(parts.database.db, tenant, target);
  const audience = audienceOfHidden(post);
  if (post === null || audience === null) return null;
  return { note: { kind: 'note', text: say(noteKey(post, audience)) }, field: shareField(target.answer, audience, say) };
}

/** A follow-up stands under a post as well, and is never shared. */
async function postOf(connection: Connection, tenant: TenantId, { post, follows }: Target): Promise<Post | null> {
  return post === null || follows !== null ? null : findPost(connection, tenant, post);
}

function noteKey(post: Post, audience: Audience): WordKey {
  if (audience === 'coaches') return 'form.sharedCoaches';
  if (post.state === 'closed') return 'form.sharedClosed';
  return post.release === 'after-answer' ? 'form.sharedAfterAnswer' : 'form.sharedAtClose';
}

/** Nothing is chosen for a writer who was not asked before; afterwards, what they chose last. */
function shareField(answer: AnswerRow | null, audience: Audience, say: Say): FormField {
  return {
    name: SHARE_FIELD,
    label: say(audience === 'coaches' ? 'form.shareCoachesLabel' : 'form.shareLabel'),
    hint: null,
    kind: 'choice',
    options: [
      { label: say('form.shareYes'), value: 'yes' },
      { label: say('form.shareNo'), value: 'no' },
    ],
    value: answer === null ? '' : answer.shared_at === null ? 'no' : 'yes',
    required: true,
    maxLength: 3,
  };
}

/** What the writer chose in the form, where it asked; and what stands of the answer in the channel says its new words. */
export async function keepChoice(
  trx: Connection,
  parts: AnswerParts,
  board: Board,
  target: Target,
  answer: AnswerRow,
  fields: Values,
): Promise<void> {
  const { tenant } = answer;
  const post = await postOf(trx, tenant, target);
  if (post === null) return;
  const chosen = fields[SHARE_FIELD];
  const isAsked = post.release !== 'open' && (chosen === 'yes' || chosen === 'no');
  const now = isAsked ? await changeSharing(trx, parts, board, answer, chosen === 'yes') : answer;
  if (now.published_message !== null) await enqueuePublishing(trx, parts, tenant, answer.id);
  if (post.release !== 'open') await board.refresh(trx, tenant, post.id);
}

/** Where a button to read them makes sense: never for an open question, and before closing only where an own answer opens the others. */
export function canReadOthers(post: Pick<Post, 'release' | 'state'>, audience: Audience): boolean {
  return audience === 'everyone' && (post.release === 'after-answer' || (post.release === 'at-close' && post.state === 'closed'));
}

/** Under one's own feedback. */
export async function othersOffer(parts: AnswerParts, { tenant, post, follows }: AnswerRow, say: Say): Promise<readonly Block[]> {
  const found = post === null || follows !== null ? null : await findPost(parts.database.db, tenant, post);
  const audience = audienceOfHidden(found);
  if (found === null || audience === null || !canReadOthers(found, audience)) return [];
  const action = readOthersAction.id({ post: found.id });
  return [{ kind: 'buttons', buttons: [{ label: say('button.readOthers'), action, style: 'normal' }] }];
}

export function othersHandlers(parts: AnswerParts): readonly Handler[] {
  return [
    onAction(readOthersAction, async (request, { post }) => request.private(await drawOthers(parts, request, asId<PostId>(post), 0))),
    onAction(moreOthersAction, async (request, { post, skip }) =>
      request.update(await drawOthers(parts, request, asId<PostId>(post), skipSchema.parse(skip))),
    ),
  ];
}

async function drawOthers(parts: AnswerParts, request: Request, id: PostId, skip: number): Promise<Content> {
  const { db } = parts.database;
  const { tenant, actor, say } = request;
  const post = await findPost(db, tenant, id);
  if (post === null || post.shared_with === 'coaches') return content({ kind: 'text', text: say('others.coaches') });
  if (!canReadOthers(post, 'everyone')) return content({ kind: 'text', text: say('others.notYet') });
  if ((await findAnswerToPost(db, tenant, id, actor.user)) === null) return drawAnswerFirst(post, say);
  // One more than is shown: it says whether there is another page.
  const found = await sharedAnswers(db, tenant, id, { not: actor.user, skip, limit: A_PAGE + 1 });
  if (found.length === 0) return content({ kind: 'text', text: say(skip === 0 ? 'others.none' : 'others.noMore') });
  const shown = await Promise.all(found.slice(0, A_PAGE).map((answer) => drawOther(parts, answer, say)));
  const more = moreOthersAction.id({ post: id, skip: String(skip + A_PAGE) });
  return content(
    { kind: 'heading', text: say('others.heading') },
    ...shown.flat(),
    found.length > A_PAGE ? { kind: 'buttons', buttons: [{ label: say('button.moreOthers'), action: more, style: 'normal' }] } : null,
  );
}

function drawAnswerFirst(post: Post, say: Say): Content {
  if (post.state !== 'open') return content({ kind: 'text', text: say('others.closedUnanswered') });
  const answer = openAnswerAction.id({ target: 'post', id: post.id });
  return content(
    { kind: 'text', text: say('others.answerFirst') },
    { kind: 'buttons', buttons: [{ label: say('button.answerPrivately'), action: answer, style: 'primary' }] },
  );
}

async function drawOther(parts: AnswerParts, answer: SharedAnswer, say: Say): Promise<readonly Block[]> {
  const writer = await personOf(parts.platform, answer.member, say);
  if (writer === null) return [];
  return [
    { kind: 'text', text: [writer] },
    { kind: 'quote', text: cutTo(answer.text, QUOTED_CHARACTERS) },
  ];
}

/** null: not in the server any more, so that nothing under their name could be taken back by them. */
export async function personOf(
  platform: Platform,
  person: UserId,
  say: Say,
): Promise<{ readonly person: UserId; readonly name: string } | null> {
  try {
    return { person, name: seenName((await platform.lookUp(person)).name, say) };
  } catch (error) {
    if (error instanceof PlatformError && error.kind === 'not-found') return null;
    throw error;
  }
}
