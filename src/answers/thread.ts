// The thread lane: following what is said, edited and deleted under a question, also while the bot was away. What becomes of it is
// said-job.ts.
import { content } from '../core/content.ts';
import type { MessageId, TenantId, UserId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import type { Inbound, InboundMessage, Place } from '../core/platform.ts';
import type { Listener } from '../core/request.ts';
import { sessionSchema } from './session.ts';
import { findAnswer, findVersion, insertVersion, removeThreadVersions, updateAnswer } from '../store/answers.ts';
import type { AnswerRow } from '../store/answers.ts';
import { sessionsOf } from '../store/members.ts';
import { findPostByThread, postsInState } from '../store/plans.ts';
import { findSaid, insertSaid, removeSaid, saidOfAnswer, saidUnder, updateSaid } from '../store/said.ts';
import type { Said, SaidTarget } from '../store/said.ts';
import type { Board } from './board.ts';
import { soundsLikeCrisis } from './crisis.ts';
import { drawHelp } from './help.ts';
import type { AnswerParts } from './parts.ts';
import { lookLater } from './said-job.ts';
import { hashOf } from './targets.ts';

type MessageEvent = Extract<Inbound, { kind: 'message' | 'message-edited' }>;

export function createThreadListener(parts: AnswerParts, board: Board): Listener {
  const { db } = parts.database;

  /** Under what a message stands; null: nothing of ours. */
  async function targetOf(tenant: TenantId, place: Place, author: UserId): Promise<SaidTarget | null> {
    if (place.kind === 'thread') {
      const post = await findPostByThread(db, tenant, place.thread);
      return post === null || post.state !== 'open' ? null : { kind: 'post', id: post.id };
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
    if (target.kind === 'post' && !(await parts.members.get(tenant, message.author.user)).preferences.threadReading) return;
    if (message.text.trim() === '') return;
    await parts.database.transaction(async (trx) => {
      const isNew = await insertSaid(trx, {
        tenant,
        message: message.id,
        member: message.author.user,
        target_kind: target.kind,
        target: target.id,
        text: message.text,
        status: 'waiting',
        replies_to_person:
          message.repliesTo !== null && !message.repliesTo.authorIsBot && message.repliesTo.author !== message.author.user ? 1 : 0,
        answer: null,
        sent_at: message.sentAtMs,
        edited_at: message.editedAtMs,
      });
      if (isNew) await lookLater(parts, trx, tenant, target, message.author.user);
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
      case 'waiting':
      case 'doubtful':
      case 'addition':
        return updateSaid(db, entry, { text, edited_at: editedAtMs });
      case 'talk':
        return parts.database.transaction(async (trx) => {
          await updateSaid(trx, entry, { text, edited_at: editedAtMs, status: 'waiting' });
          await lookLater(parts, trx, tenant, { kind: entry.target_kind, id: entry.target }, entry.member);
        });
      case 'answer':
        await updateSaid(db, entry, { text, edited_at: editedAtMs });
        return entry.answer === null ? undefined : rewrite(tenant, entry.answer);
      case 'ignored':
        return;
      default:
        return entry.status satisfies never;
    }
  }

  /** The answer as its messages now say it: a version that waits for a click. */
  async function rewrite(tenant: TenantId, id: AnswerRow['id']): Promise<void> {
    await parts.database.transaction(async (trx) => {
      const answer = await findAnswer(trx, tenant, id);
      if (answer === null) return;
      const messages = await saidOfAnswer(trx, tenant, id);
      if (messages.length === 0) {
        await removeThreadVersions(trx, answer);
        if (answer.post !== null) await board.refresh(trx, tenant, answer.post);
        return;
      }
      const text = messages.map((message) => message.text ?? '').join('\n');
      const current = await findVersion(trx, tenant, id, answer.version);
      // A later try by the form stands on its own: what happens to the older messages is not its matter.
      if (current === null || current.hash === hashOf(text) || current.origin === 'retry') return;
      const now = parts.clock.now();
      await insertVersion(trx, {
        tenant,
        answer: id,
        version: answer.version + 1,
        text,
        hash: hashOf(text),
        origin: 'edit',
        created_at: now,
      });
      await updateAnswer(trx, answer, { version: answer.version + 1, updated_at: now });
      if (answer.post !== null) await board.refresh(trx, tenant, answer.post);
    });
  }

  async function deleted(tenant: TenantId, message: MessageId): Promise<void> {
    const entry = await findSaid(db, tenant, message);
    if (entry === null) return;
    await removeSaid(db, entry);
    if (entry.status === 'answer' && entry.answer !== null) await rewrite(tenant, entry.answer);
  }

  /** Reads every open thread again: what was said, edited or deleted while the bot was away. */
  async function catchUp(): Promise<void> {
    for (const post of await postsInState(db, ['open'])) {
      if (post.thread === null) continue;
      const target: SaidTarget = { kind: 'post', id: post.id };
      const known = new Map((await saidUnder(db, post.tenant, target)).map((entry) => [entry.message, entry]));
      const standing = new Set<MessageId>();
      for await (const message of parts.platform.history(post.thread, null)) {
        standing.add(message.id);
        if (message.author.bot) continue;
        const masked = { ...message, text: parts.mask(message.text) };
        const entry = known.get(message.id);
        if (entry === undefined) await take(post.tenant, target, masked);
        else if ((entry.edited_at ?? 0) !== (message.editedAtMs ?? 0)) await follow(post.tenant, entry, masked.text, message.editedAtMs);
      }
      for (const entry of known.values()) if (!standing.has(entry.message)) await deleted(post.tenant, entry.message);
    }
  }

  return { said, edited, deleted: (event) => deleted(event.tenant, event.message), reconnected: catchUp };
}
