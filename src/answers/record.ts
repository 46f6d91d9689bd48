// Keeping an answer: a version, the day it counts for, and the job that grades it, all in one transaction.
import { asId, newId } from '../core/ids.ts';
import type { AnswerId, InteractionId, MessageId, TenantId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import type { Actor } from '../core/platform.ts';
import { sessionSchema } from './session.ts';
import { findAnswer, findAnswerToPost, findVersion, insertAnswer, nextVersion, insertVersion, updateAnswer } from '../store/answers.ts';
import type { AnswerRow, AnswerVersion } from '../store/answers.ts';
import type { Connection } from '../store/database.ts';
import { findSession, saveSession } from '../store/members.ts';
import { findSaid, updateSaid } from '../store/said.ts';
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
  /** In the same transaction, before anything of it is read or drawn. */
  readonly alongside?: (trx: Connection, answer: AnswerRow) => Promise<void>;
}

export interface Recorded {
  readonly answer: AnswerId;
  readonly version: number;
}

/** null: what it was said in has been edited or deleted meanwhile; its own event deals with it. */
export async function recordAnswer(parts: AnswerParts, given: NewText): Promise<Recorded | null> {
  const { tenant, actor, target } = given;
  const member = await parts.members.get(tenant, actor.user);
  const recorded = await parts.database.transaction(async (trx) => {
    if (!(await stillSaid(trx, given))) return null;
    // Read again: another try may have come in between.
    const standing = await standingAnswer(trx, given);
    const kept = standing === null ? await first(trx, parts, given, member) : await next(trx, parts, standing, given);
    for (const message of given.said) await updateSaid(trx, { tenant, message }, { status: 'answer', answer: kept.answer });
    await parts.members.recordPractice(trx, tenant, actor.user, parts.members.zoneOf(member, actor), await givenAt(trx, parts, given));
    const now = given.alongside === undefined ? null : await findAnswer(trx, tenant, kept.answer);
    if (now !== null) await given.alongside?.(trx, now);
    if (given.gradeNow) await enqueueGrading(trx, parts, tenant, kept, given.replyTo);
    return kept;
  });
  const draft = `${target.kind}:${target.id}`;
  // A second try that was typed meanwhile under the same name keeps its words.
  if ((await parts.drafts.find(tenant, actor.user, draft)) === given.text) await parts.drafts.drop(tenant, actor.user, draft);
  return recorded;
}

/** Under the messages that a text was made of, exactly these words stand still. */
async function stillSaid(trx: Connection, given: NewText): Promise<boolean> {
  for (const message of given.said) {
    const said = await findSaid(trx, given.tenant, message);
    if (said === null || said.text === null || !given.text.includes(said.text)) return false;
  }
  return true;
}

/** What was said before midnight counts for that day, however long it took until it was read. */
async function givenAt(trx: Connection, parts: AnswerParts, { tenant, said }: NewText): Promise<number> {
  const [last] = said.slice(-1);
  const message = last === undefined ? null : await findSaid(trx, tenant, last);
  return message?.sent_at ?? parts.clock.now();
}

async function standingAnswer(trx: Connection, { tenant, actor, target }: NewText): Promise<AnswerRow | null> {
  if (target.answer !== null) return findAnswer(trx, tenant, target.answer.id);
  if (target.kind === 'post' && target.post !== null) return findAnswerToPost(trx, tenant, target.post, actor.user);
  if (target.kind !== 'practice') return null;
  const row = await findSession(trx, tenant, target.id);
  const { answer } = row === null ? { answer: null } : parseJson(sessionSchema, row.state);
  return answer === null ? null : findAnswer(trx, tenant, asId<AnswerId>(answer));
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
  // The same words again are the same answer: nothing is added, and the same grade is shown. Words that were let go are words anew.
  if (current !== null && current.text !== '' && current.hash === hashOf(given.text)) return { answer: answer.id, version: answer.version };
  const now = parts.clock.now();
  const version = await nextVersion(trx, tenant, answer.id);
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
    // One for each who waits: two who asked for the same are both answered, by one grade.
    key: `${recorded.answer}/${recorded.version}/${replyTo ?? ''}`,
    payload: { answer: recorded.answer, version: recorded.version, replyTo },
    runAtMs: parts.clock.now(),
  });
}
