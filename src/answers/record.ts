// Keeping an answer: a version, the day it counts for, and the job that grades it, all in one transaction.
import { newId } from '../core/ids.ts';
import type { AnswerId, InteractionId, MessageId, TenantId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import type { Actor } from '../core/platform.ts';
import { sessionSchema } from './session.ts';
import { findVersion, insertAnswer, insertVersion, updateAnswer } from '../store/answers.ts';
import type { AnswerRow, AnswerVersion } from '../store/answers.ts';
import type { Connection } from '../store/database.ts';
import { findSession, saveSession } from '../store/members.ts';
import { updateSaid } from '../store/said.ts';
import type { AnswerParts } from './parts.ts';
import { hashOf, levelFor, placeFor } from './targets.ts';
import type { Target } from './targets.ts';

export interface NewText {
  readonly tenant: TenantId;
  readonly actor: Actor;
  readonly target: Target;
  /** Masked. */
  readonly text: string;
  readonly lane: AnswerRow['lane'];
  readonly origin: AnswerVersion['origin'];
  /** Where the feedback goes as soon as it is there; null: it waits to be asked for. */
  readonly replyTo: InteractionId | null;
  /** The messages that it was said in. */
  readonly said: readonly MessageId[];
  /** false: an edit waits for a click. */
  readonly gradeNow: boolean;
}

export interface Recorded {
  readonly answer: AnswerId;
  readonly version: number;
}

export async function recordAnswer(parts: AnswerParts, given: NewText): Promise<Recorded> {
  const { tenant, actor, target } = given;
  const member = await parts.members.get(tenant, actor.user);
  const recorded = await parts.database.transaction(async (trx) => {
    const kept = target.answer === null ? await first(trx, parts, given, member) : await next(trx, parts, target.answer, given);
    for (const message of given.said) await updateSaid(trx, { tenant, message }, { status: 'answer', answer: kept.answer });
    await parts.members.recordPractice(trx, tenant, actor.user, parts.members.zoneOf(member, actor));
    if (given.gradeNow) await enqueueGrading(trx, parts, tenant, kept, given.replyTo);
    return kept;
  });
  await parts.drafts.drop(tenant, actor.user, `${target.kind}:${target.id}`);
  return recorded;
}

async function first(
  trx: Connection,
  parts: AnswerParts,
  given: NewText,
  member: { readonly profile: { readonly level: Parameters<typeof levelFor>[1]; readonly place: Parameters<typeof placeFor>[1] } },
): Promise<Recorded> {
  const { tenant, actor, target } = given;
  const answer = newId<AnswerId>();
  const now = parts.clock.now();
  await insertAnswer(trx, {
    tenant,
    id: answer,
    member: actor.user,
    post: target.post,
    session: target.session,
    question: target.question.id,
    question_version: target.question.version,
    rubric_version: target.rubricVersion ?? parts.rubric.version,
    level: levelFor(target.question, member.profile.level),
    jurisdiction: placeFor(target.question, target.planPlace ?? member.profile.place),
    lane: given.lane,
    asked: target.asked,
    follows: target.follows,
    version: 1,
    created_at: now,
    updated_at: now,
  });
  await insertVersion(trx, {
    tenant,
    answer,
    version: 1,
    text: given.text,
    hash: hashOf(given.text),
    origin: given.origin,
    created_at: now,
  });
  if (target.kind === 'practice') await linkSession(trx, tenant, target.id, answer, now);
  return { answer, version: 1 };
}

async function next(trx: Connection, parts: AnswerParts, answer: AnswerRow, given: NewText): Promise<Recorded> {
  const { tenant } = given;
  const current = await findVersion(trx, tenant, answer.id, answer.version);
  // The same words again are the same answer: nothing is added, and the same grade is shown.
  if (current?.hash === hashOf(given.text)) return { answer: answer.id, version: answer.version };
  const now = parts.clock.now();
  const version = answer.version + 1;
  await insertVersion(trx, {
    tenant,
    answer: answer.id,
    version,
    text: given.text,
    hash: hashOf(given.text),
    origin: given.origin,
    created_at: now,
  });
  await updateAnswer(trx, answer, { version, updated_at: now });
  return { answer: answer.id, version };
}

async function linkSession(trx: Connection, tenant: TenantId, id: string, answer: AnswerId, nowMs: number): Promise<void> {
  const row = await findSession(trx, tenant, id);
  if (row === null) return;
  const session = parseJson(sessionSchema, row.state);
  await saveSession(trx, { ...row, state: JSON.stringify({ ...session, answer }), updated_at: nowMs });
}

export async function enqueueGrading(
  trx: Connection,
  parts: AnswerParts,
  tenant: TenantId,
  recorded: Recorded,
  replyTo: InteractionId | null,
): Promise<void> {
  await parts.jobs.enqueue(trx, {
    tenant,
    queue: 'grade',
    key: gradeKey(recorded),
    payload: { answer: recorded.answer, version: recorded.version, replyTo },
    runAtMs: parts.clock.now(),
  });
}

export const gradeKey = (recorded: Recorded): string => `${recorded.answer}/${recorded.version}`;
