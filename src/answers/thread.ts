// The thread lane: what is said under a question is looked at once its writer has been quiet for a while. An answer gets one quiet
// mark; talk is left alone and not kept; a doubtful one waits for its writer to say.
import { content } from '../core/content.ts';
import { asId } from '../core/ids.ts';
import type { MessageId, PostId, TenantId, UserId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import type { Actor, Inbound, InboundMessage, Place } from '../core/platform.ts';
import type { Listener } from '../core/request.ts';
import type { RunningJob } from '../jobs/port.ts';
import { sessionSchema } from './session.ts';
import { findAnswer, findVersion, insertVersion, removeThreadVersions, updateAnswer } from '../store/answers.ts';
import type { AnswerRow } from '../store/answers.ts';
import { sessionsOf } from '../store/members.ts';
import { findPostByThread, postsInState } from '../store/plans.ts';
import { findSaid, insertSaid, removeSaid, saidBy, saidOfAnswer, saidUnder, updateSaid } from '../store/said.ts';
import type { Said, SaidTarget } from '../store/said.ts';
import type { Board } from './board.ts';
import { soundsLikeCrisis } from './crisis.ts';
import { drawHelp } from './help.ts';
import { gradedByIntake } from './intake.ts';
import type { IntakeVerdict } from './intake.ts';
import type { AnswerParts } from './parts.ts';
import { recordAnswer } from './record.ts';
import { findTarget, hashOf } from './targets.ts';

type MessageEvent = Extract<Inbound, { kind: 'message' | 'message-edited' }>;

/** A message that follows an answer within this time is offered as an addition to it, whatever it says. */
const ADDITION_WITHIN_MS = 3 * 60_000;
const CONTEXT_MESSAGES = 6;

/** Below this a message that might be an answer is talk; above it, and not sure, its writer is asked. */
const ASK_FROM = 0.5;

function nextStep(verdict: IntakeVerdict): 'grade' | 'ask' | 'leave' {
  if (gradedByIntake(verdict)) return 'grade';
  const maybe = verdict.label === 'answer' || verdict.label === 'partial';
  return maybe && verdict.confidence >= ASK_FROM ? 'ask' : 'leave';
}

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
      if (isNew) await lookLater(trx, tenant, target, message.author.user);
    });
  }

  async function lookLater(trx: Parameters<typeof insertSaid>[0], tenant: TenantId, target: SaidTarget, member: UserId): Promise<void> {
    await parts.jobs.enqueue(trx, {
      tenant,
      queue: 'intake',
      key: `${target.kind}:${target.id}:${member}`,
      payload: { kind: target.kind, target: target.id, member },
      runAtMs: parts.clock.now() + parts.quietMs,
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

  async function intake(job: RunningJob): Promise<void> {
    const target: SaidTarget = { kind: job.payload['kind'] === 'practice' ? 'practice' : 'post', id: String(job.payload['target']) };
    const member = asId<UserId>(String(job.payload['member']));
    const all = await saidBy(db, job.tenant, target, member);
    const waiting = all.filter((entry) => entry.status === 'waiting' && entry.text !== null);
    if (waiting.length === 0) return;
    const actor = await parts.platform.lookUp(member);
    const found = await findTarget(db, parts.bank, job.tenant, member, target.kind, target.id);
    const text = waiting.map((entry) => entry.text ?? '').join('\n');
    const verdict = await judge(job.tenant, found.question.text, target, actor, waiting, text);
    if (verdict.crisis) return crisis(job.tenant, actor, waiting);
    const next = nextStep(verdict);
    if (found.answer !== null && target.kind === 'post') return afterAnswer(job.tenant, target, found.answer, waiting, verdict);
    switch (next) {
      case 'grade': {
        await recordAnswer(parts, {
          tenant: job.tenant,
          actor,
          target: found,
          text,
          lane: target.kind === 'post' ? 'thread' : 'direct',
          origin: found.answer === null ? 'first' : 'retry',
          replyTo: null,
          said: waiting.map((entry) => entry.message),
          gradeNow: true,
        });
        await markAll(waiting, 'seen');
        return refresh(job.tenant, target);
      }
      case 'ask':
        for (const entry of waiting) await updateSaid(db, entry, { status: 'doubtful' });
        return refresh(job.tenant, target);
      case 'leave':
        for (const entry of waiting) await updateSaid(db, entry, { status: 'talk', text: null });
        return;
      default:
        return next satisfies never;
    }
  }

  async function judge(
    tenant: TenantId,
    question: string,
    target: SaidTarget,
    actor: Actor,
    waiting: readonly Said[],
    text: string,
  ): Promise<IntakeVerdict> {
    const before = (await saidUnder(db, tenant, target))
      .filter((entry) => entry.text !== null && !waiting.some((own) => own.message === entry.message))
      .slice(-CONTEXT_MESSAGES);
    return parts.intake.judge({
      question,
      threadContext: before.map((entry) => ({ author: entry.member === actor.user ? 'writer' : 'someone else', text: entry.text ?? '' })),
      author: 'writer',
      repliesToPerson: waiting.every((entry) => entry.replies_to_person === 1),
      text,
    });
  }

  /** Who has answered already: what reads like an answer, or like a piece of one soon after it, is offered as an addition; else it is talk. */
  async function afterAnswer(
    tenant: TenantId,
    target: SaidTarget,
    answer: AnswerRow,
    waiting: readonly Said[],
    verdict: IntakeVerdict,
  ): Promise<void> {
    const soon = waiting.some((entry) => entry.sent_at - answer.updated_at <= ADDITION_WITHIN_MS && entry.replies_to_person === 0);
    const isPiece = verdict.label === 'answer' || verdict.label === 'partial';
    const offered = nextStep(verdict) !== 'leave' || (soon && isPiece);
    for (const entry of waiting)
      await updateSaid(db, entry, offered ? { status: 'addition', answer: answer.id } : { status: 'talk', text: null });
    if (offered) await refresh(tenant, target);
  }

  /** A person in trouble gets a kind line in private, and no grade. Nothing of what they wrote is kept. */
  async function crisis(tenant: TenantId, actor: Actor, waiting: readonly Said[]): Promise<void> {
    for (const entry of waiting) await updateSaid(db, entry, { status: 'ignored', text: null });
    const [first] = waiting;
    if (first === undefined) return;
    const direct = await parts.platform.openDirect(actor.user);
    await parts.platform.post(
      direct,
      await drawHelp(parts, tenant, actor, first.target_kind === 'post' ? 'thread' : 'direct'),
      `crisis:${first.message}`,
    );
  }

  async function markAll(messages: readonly Said[], mark: 'seen' | 'none'): Promise<void> {
    const last = messages.at(-1);
    if (last !== undefined) await parts.platform.mark(last.message, mark);
  }

  async function refresh(tenant: TenantId, target: SaidTarget): Promise<void> {
    if (target.kind === 'post') await board.refresh(db, tenant, asId<PostId>(target.id));
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
          await lookLater(trx, tenant, { kind: entry.target_kind, id: entry.target }, entry.member);
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

  parts.jobs.work({ queue: 'intake', concurrency: 4, maxAttempts: 8, leaseMs: 5 * 60_000, run: intake });

  return { said, edited, deleted: (event) => deleted(event.tenant, event.message), reconnected: catchUp };
}
