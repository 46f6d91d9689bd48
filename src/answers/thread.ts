// The thread lane: following what is said, edited and deleted under a question, also while the bot was away. What becomes of it is
// said-job.ts.
import { content } from '../core/content.ts';
import type { MessageId, PostId, TenantId, ThreadId, UserId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import type { Inbound, InboundMessage, Place } from '../core/platform.ts';
import type { Listener } from '../core/request.ts';
import { sessionSchema } from './session.ts';
import { findAnswer, insertVersion, nextVersion, updateAnswer, versionsOf } from '../store/answers.ts';
import type { AnswerRow, AnswerVersion } from '../store/answers.ts';
import type { Connection } from '../store/connection.ts';
import { closedSince } from '../store/closing.ts';
import { sessionsOf } from '../store/members.ts';
import { findPostByThread, postsInState } from '../store/plans.ts';
import { findSaid, insertSaid, removeSaid, saidOfAnswer, saidUnder, updateSaid } from '../store/said.ts';
import type { Said, SaidTarget } from '../store/said.ts';
import type { Board } from './board.ts';
import { soundsLikeCrisis } from './crisis.ts';
import { drawHelp } from './help.ts';
import type { AnswerParts } from './parts.ts';
import { lookLater } from './said-job.ts';
import { dropVersions } from './sharing.ts';
import { hashOf } from './targets.ts';

/** Made of messages that stand under the question, and not typed into the form. */
const isSaid = (answer: AnswerRow, version: AnswerVersion): boolean =>
  version.origin === 'first' ? answer.lane !== 'form' : version.origin !== 'retry';

/** How long after its closing a thread is still read again after an absence: an answer that was deleted meanwhile must go here too. */
const FOLLOWED_MS = 48 * 3_600_000;

type MessageEvent = Extract<Inbound, { kind: 'message' | 'message-edited' }>;

export function createThreadListener(parts: AnswerParts, board: Board): Listener {
  const { db } = parts.database;

  /** Under what a message stands; null: nothing of ours. */
  async function targetOf(tenant: TenantId, place: Place, author: UserId): Promise<SaidTarget | null> {
    if (place.kind === 'thread') {
      const post = await findPostByThread(db, tenant, place.thread);
      // Hidden answers come by the form alone: what is said in such a thread is talk, and is not kept.
      return post === null || post.state !== 'open' || post.release !== 'open' ? null : { kind: 'post', id: post.id };
    }
    if (place.kind === 'direct') {
      const [session] = (await sessionsOf(db, tenant, author, 5)).filter(
        (row) => parseJson(sessionSchema, row.state).direct === place.direct,
      );
      return session === undefined ? null : { kind: 'practice', id: session.id };
    }
    return null;
  }

  async function said(event: MessageEvent): Promise<void> {
    const { message, tenant, place } = event;
    if (message.author.bot) return;
    const target = await targetOf(tenant, place, message.author.user);
    if (target === null) {
      if (place.kind === 'direct') await explainDirect(tenant, message);
      return;
    }
    await take(tenant, target, message);
  }

  async function take(tenant: TenantId, target: SaidTarget, message: InboundMessage): Promise<void> {
    const member = message.author.user;
    if (message.text.trim() === '') return;
    // Said before its writer had everything erased: it stands in the chat, and is nobody's answer any more.
    if (message.sentAtMs <= ((await parts.members.erasedAt(tenant, member)) ?? -1)) return;
    const isRead = target.kind === 'practice' || (await parts.members.get(tenant, member)).preferences.threadReading;
    await parts.database.transaction(async (trx) => {
      const isNew = await insertSaid(trx, {
        tenant,
        message: message.id,
        member,
        target_kind: target.kind,
        target: target.id,
        // Not read now, and not later either: no words are kept, only that this message is not to be looked at.
        text: isRead ? message.text : null,
        status: isRead ? 'waiting' : 'ignored',
        replies_to_person: message.repliesTo !== null && !message.repliesTo.authorIsBot && message.repliesTo.author !== member ? 1 : 0,
        answer: null,
        sent_at: message.sentAtMs,
        edited_at: message.editedAtMs,
      });
      if (isNew && isRead) await lookLater(parts, trx, tenant, target, member);
    });
  }

  /** In a direct message with no question open, silence would look like a fault. */
  async function explainDirect(tenant: TenantId, message: InboundMessage): Promise<void> {
    const { author } = message;
    const direct = await parts.platform.openDirect(author.user);
    if (soundsLikeCrisis(message.text)) {
      await parts.platform.post(direct, await drawHelp(parts, tenant, author, 'direct'), `crisis:${message.id}`);
      return;
    }
    await parts.platform.post(
      direct,
      content({ kind: 'text', text: parts.words.in(author.locale)('direct.noQuestion') }),
      `explain:${message.id}`,
    );
  }

  async function edited(event: MessageEvent): Promise<void> {
    const { message, tenant } = event;
    const entry = await findSaid(db, tenant, message.id);
    if (entry === null) return said(event);
    await follow(tenant, entry, message.text, message.editedAtMs);
  }

  async function follow(tenant: TenantId, entry: Said, text: string, editedAtMs: number | null): Promise<void> {
    switch (entry.status) {
      case 'doubtful':
      case 'addition':
        return updateSaid(db, entry, { text, edited_at: editedAtMs });
      case 'waiting':
      case 'talk':
        return parts.database.transaction(async (trx) => {
          await updateSaid(trx, entry, { text, edited_at: editedAtMs, status: 'waiting' });
          await lookLater(parts, trx, tenant, { kind: entry.target_kind, id: entry.target }, entry.member);
        });
      case 'answer':
        return parts.database.transaction(async (trx) => {
          await updateSaid(trx, entry, { text, edited_at: editedAtMs });
          if (entry.answer !== null) await rewrite(trx, tenant, entry.answer);
        });
      case 'ignored':
        return;
      default:
        return entry.status satisfies never;
    }
  }

  /**
   * The answer as its messages now say it: a version that waits for a click. Tries by the form stand on their own; with the last
   * message goes all that was made of messages.
   */
  async function rewrite(trx: Connection, tenant: TenantId, id: AnswerRow['id']): Promise<void> {
    const answer = await findAnswer(trx, tenant, id);
    if (answer === null) return;
    const messages = await saidOfAnswer(trx, tenant, id);
    const versions = await versionsOf(trx, tenant, id);
    const current = versions.find((version) => version.version === answer.version);
    if (messages.length === 0) {
      await dropVersions(
        trx,
        parts,
        answer,
        versions.filter((version) => isSaid(answer, version)),
      );
    } else if (current !== undefined && current.text !== '' && isSaid(answer, current)) {
      const typed = versions.findLast((version) => !isSaid(answer, version));
      const text = [...(typed === undefined ? [] : [typed.text]), ...messages.map((message) => message.text ?? '')].join('\n');
      if (current.hash === hashOf(text)) return;
      const now = parts.clock.now();
      const version = await nextVersion(trx, tenant, id);
      await insertVersion(trx, { tenant, answer: id, version, text, hash: hashOf(text), origin: 'edit', created_at: now });
      await updateAnswer(trx, answer, { version, updated_at: now });
    }
    if (answer.post !== null) await board.refresh(trx, tenant, answer.post);
  }

  async function deleted(tenant: TenantId, message: MessageId): Promise<void> {
    const entry = await findSaid(db, tenant, message);
    if (entry === null) return;
    await parts.database.transaction(async (trx) => {
      await removeSaid(trx, entry);
      if (entry.status === 'answer' && entry.answer !== null) await rewrite(trx, tenant, entry.answer);
    });
  }

  /** Reads every open thread again: what was said, edited or deleted while the bot was away. One that closed of late takes nothing new. */
  async function catchUp(): Promise<void> {
    for (const post of [...(await postsInState(db, ['open'])), ...(await closedSince(db, parts.clock.now() - FOLLOWED_MS))]) {
      if (post.thread === null || post.release !== 'open') continue;
      try {
        await catchUpThread(post.tenant, post.id, post.thread, post.state === 'open');
      } catch (error) {
        // One thread that is gone, or that may not be read, must not keep the others from being read.
        parts.log.warn('a thread could not be read again', { tenant: post.tenant, post: post.id, error });
      }
    }
  }

  async function catchUpThread(tenant: TenantId, post: PostId, thread: ThreadId, isOpen: boolean): Promise<void> {
    const target: SaidTarget = { kind: 'post', id: post };
    const known = new Map((await saidUnder(db, tenant, target)).map((entry) => [entry.message, entry]));
    const standing = new Set<MessageId>();
    for await (const message of parts.platform.history(thread, null)) {
      standing.add(message.id);
      if (message.author.bot) continue;
      const masked = { ...message, text: parts.mask(message.text) };
      const entry = known.get(message.id);
      if (entry === undefined) {
        if (isOpen) await take(tenant, target, masked);
      } else if ((entry.edited_at ?? 0) !== (message.editedAtMs ?? 0)) await follow(tenant, entry, masked.text, message.editedAtMs);
    }
    for (const entry of known.values()) if (!standing.has(entry.message)) await deleted(tenant, entry.message);
  }

  return { said, edited, deleted: (event) => deleted(event.tenant, event.message), reconnected: catchUp };
}
