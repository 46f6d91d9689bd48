// Looking at what was said: an answer gets one quiet mark, talk is left alone and not kept, a doubtful one waits for its writer.
import { asId } from '../core/ids.ts';
import type { PostId, TenantId, UserId } from '../core/ids.ts';
import type { Actor } from '../core/platform.ts';
import type { RunningJob } from '../jobs/port.ts';
import type { AnswerRow } from '../store/answers.ts';
import type { Connection } from '../store/database.ts';
import { recentlySaid, saidBy, updateSaid } from '../store/said.ts';
import type { Said, SaidTarget } from '../store/said.ts';
import type { Board } from './board.ts';
import { drawHelp } from './help.ts';
import { gradedByIntake } from './intake.ts';
import type { IntakeVerdict } from './intake.ts';
import { markQuietly } from './marks.ts';
import type { AnswerParts } from './parts.ts';
import { recordAnswer } from './record.ts';
import { findTarget } from './targets.ts';

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

/** Takes over the queue of what was said. */
export function workOnSaid(parts: AnswerParts, board: Board): void {
  const { db } = parts.database;

  async function intake(job: RunningJob): Promise<void> {
    const target: SaidTarget = { kind: job.payload['kind'] === 'practice' ? 'practice' : 'post', id: String(job.payload['target']) };
    const member = asId<UserId>(String(job.payload['member']));
    const all = await saidBy(db, job.tenant, target, member);
    const waiting = all.filter((entry) => entry.status === 'waiting' && entry.text !== null);
    if (waiting.length === 0) return;
    const actor = await parts.platform.lookUp(member);
    const found = await findTarget(db, parts.library, job.tenant, member, target.kind, target.id);
    const text = waiting.map((entry) => entry.text ?? '').join('\n');
    const verdict = await judge(job.tenant, found.question.text, target, actor, waiting, text);
    if (verdict.crisis) return crisis(job.tenant, actor, waiting);
    const next = nextStep(verdict);
    if (found.answer !== null && target.kind === 'post') return afterAnswer(job.tenant, target, found.answer, waiting, verdict);
    switch (next) {
      case 'grade': {
        const recorded = await recordAnswer(parts, {
          tenant: job.tenant,
          actor,
          target: found,
          text,
          lane: target.kind === 'post' ? 'thread' : 'direct',
          origin: found.answer === null ? 'first' : 'again',
          replyTo: null,
          said: waiting.map((entry) => entry.message),
          gradeNow: true,
        });
        if (recorded === null) return parts.database.transaction((trx) => lookLater(parts, trx, job.tenant, target, member));
        await refresh(job.tenant, target);
        return markLast(waiting);
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
    const before = await recentlySaid(
      db,
      tenant,
      target,
      waiting.map((own) => own.message),
      CONTEXT_MESSAGES,
    );
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

  /**
   * A person in trouble gets a kind line in private, and no grade; then nothing of what they wrote is kept. In this order: the key
   * makes the line safe to send again, and one that was lost would be worse than a text kept a moment longer.
   */
  async function crisis(tenant: TenantId, actor: Actor, waiting: readonly Said[]): Promise<void> {
    const [first] = waiting;
    if (first === undefined) return;
    const help = await drawHelp(parts, tenant, actor, first.target_kind === 'post' ? 'thread' : 'direct');
    await parts.platform.post(await parts.platform.openDirect(actor.user), help, `crisis:${first.message}`);
    for (const entry of waiting) await updateSaid(db, entry, { status: 'ignored', text: null });
  }

  async function markLast(messages: readonly Said[]): Promise<void> {
    const last = messages.at(-1);
    if (last !== undefined) await markQuietly(parts, last.message, 'seen');
  }

  async function refresh(tenant: TenantId, target: SaidTarget): Promise<void> {
    if (target.kind === 'post') await board.refresh(db, tenant, asId<PostId>(target.id));
  }

  parts.jobs.work({ queue: 'intake', concurrency: 4, maxAttempts: 8, leaseMs: 5 * 60_000, run: intake });
}

/** Once its writer has been quiet for a while: each message moves the look on. */
export async function lookLater(parts: AnswerParts, trx: Connection, tenant: TenantId, target: SaidTarget, member: UserId): Promise<void> {
  await parts.jobs.enqueue(trx, {
    tenant,
    queue: 'intake',
    key: `${target.kind}:${target.id}:${member}`,
    payload: { kind: target.kind, target: target.id, member },
    runAtMs: parts.clock.now() + parts.quietMs,
  });
}
