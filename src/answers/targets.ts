// What is being answered: a post, a practice session, an earlier answer once more, or its follow-up question.
import { createHash } from 'node:crypto';
import type { Jurisdiction, Level, Question } from '../bank/schema.ts';
import { UserError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { AnswerId, PostId, TenantId, UserId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import type { Graded } from '../feedback/result.ts';
import type { Library } from '../library/library.ts';
import { sessionSchema } from './session.ts';
import { jurisdictionSchema } from './stored.ts';
import { findAnswer, findAnswerToPost, findVersion, gradesOfText } from '../store/answers.ts';
import type { AnswerRow } from '../store/answers.ts';
import type { Connection } from '../store/database.ts';
import { findSession } from '../store/members.ts';
import { findPlan, findPost } from '../store/plans.ts';
import type { Post } from '../store/plans.ts';
import { outcomeOf } from './outcome.ts';
import type { TargetKind } from './actions.ts';

export interface Target {
  readonly kind: TargetKind;
  readonly id: string;
  readonly question: Question;
  /** The words of a follow-up; null where the question itself is answered. */
  readonly asked: string | null;
  /** What the member answered before; a new text becomes its next version. */
  readonly answer: AnswerRow | null;
  readonly post: PostId | null;
  readonly session: string | null;
  readonly follows: AnswerId | null;
  /** Frozen where the question was posted. null: today's. */
  readonly rubricVersion: string | null;
  /** Of the plan that posted it: counts where the question has no place of its own, before the member's. */
  readonly planPlace: Jurisdiction | null;
  /** The question was posted, and its time is over: what was said before is still looked at, nothing new is taken. */
  readonly isClosed: boolean;
}

export async function findTarget(
  connection: Connection,
  library: Library,
  tenant: TenantId,
  member: UserId,
  kind: string,
  id: string,
): Promise<Target> {
  switch (kind) {
    case 'post':
      return postTarget(connection, library, tenant, member, asId<PostId>(id));
    case 'practice':
      return practiceTarget(connection, library, tenant, member, id);
    case 'retry':
      return retryTarget(connection, library, tenant, member, asId<AnswerId>(id));
    case 'follow':
      return followTarget(connection, library, tenant, member, asId<AnswerId>(id));
    default:
      throw new UserError('error.expiredButton');
  }
}

const ENDED: readonly Post['state'][] = ['closed', 'withdrawn', 'failed', 'skipped'];

async function postTarget(connection: Connection, library: Library, tenant: TenantId, member: UserId, id: PostId): Promise<Target> {
  const post = await findPost(connection, tenant, id);
  if (post === null) throw new UserError('answer.noQuestion');
  const answer = await findAnswerToPost(connection, tenant, id, member);
  const plan = await findPlan(connection, tenant, post.plan);
  const planPlace = jurisdictionSchema.catch('any').parse(plan?.jurisdiction);
  return {
    kind: 'post',
    id,
    question: asPosted(await questionOf(connection, library, tenant, post.question), post.wording),
    asked: null,
    answer,
    post: id,
    session: null,
    follows: null,
    rubricVersion: post.rubric_version,
    planPlace: planPlace === 'any' ? null : planPlace,
    // Between being sent and being known to stand it can be seen, and pressed.
    isClosed: ENDED.includes(post.state),
  };
}

async function practiceTarget(connection: Connection, library: Library, tenant: TenantId, member: UserId, id: string): Promise<Target> {
  const row = await findSession(connection, tenant, id);
  if (row === null || row.member !== member) throw new UserError('practice.gone');
  const session = parseJson(sessionSchema, row.state);
  const answer = session.answer === null ? null : await findAnswer(connection, tenant, asId<AnswerId>(session.answer));
  return {
    kind: 'practice',
    id,
    question: await questionOf(connection, library, tenant, session.question),
    asked: null,
    answer,
    post: null,
    session: id,
    follows: null,
    rubricVersion: null,
    planPlace: null,
    isClosed: false,
  };
}

async function ownAnswer(connection: Connection, tenant: TenantId, member: UserId, id: AnswerId): Promise<AnswerRow> {
  const answer = await findAnswer(connection, tenant, id);
  if (answer === null || answer.member !== member) throw new UserError('answer.gone');
  return answer;
}

async function retryTarget(connection: Connection, library: Library, tenant: TenantId, member: UserId, id: AnswerId): Promise<Target> {
  const answer = await ownAnswer(connection, tenant, member, id);
  const question = await questionOfAnswer(connection, library, answer);
  return {
    kind: 'retry',
    id,
    question,
    // Empty: it repeated words that were let go.
    asked: answer.asked === '' ? question.probe : answer.asked,
    answer,
    post: answer.post,
    session: answer.session,
    follows: answer.follows,
    rubricVersion: answer.rubric_version,
    planPlace: null,
    isClosed: false,
  };
}

async function followTarget(connection: Connection, library: Library, tenant: TenantId, member: UserId, id: AnswerId): Promise<Target> {
  const parent = await ownAnswer(connection, tenant, member, id);
  const version = await findVersion(connection, tenant, id, parent.version);
  const graded = version === null ? null : await latestGraded(connection, tenant, id, version.hash);
  const question = await questionOfAnswer(connection, library, parent);
  return {
    kind: 'follow',
    id,
    question,
    asked: graded === null || graded.followUp === '' ? question.probe : graded.followUp,
    answer: null,
    post: parent.post,
    session: parent.session,
    follows: id,
    rubricVersion: parent.rubric_version,
    planPlace: jurisdictionSchema.parse(parent.jurisdiction),
    isClosed: false,
  };
}

export async function questionOf(connection: Connection, library: Library, tenant: TenantId, id: string): Promise<Question> {
  const question = await library.find(connection, tenant, id);
  if (question === null) throw new UserError('answer.questionRetired');
  return question;
}

/** In the words in which it was asked: an owner may have corrected them where it stands. */
export async function questionOfAnswer(
  connection: Connection,
  library: Library,
  { tenant, question, post }: Pick<AnswerRow, 'tenant' | 'question' | 'post'>,
): Promise<Question> {
  const found = await questionOf(connection, library, tenant, question);
  return post === null ? found : asPosted(found, (await findPost(connection, tenant, post))?.wording ?? null);
}

/** In the words in which it was asked: an owner may have corrected them. */
export const asPosted = (question: Question, wording: string | null): Question =>
  wording === null ? question : { ...question, text: wording };

export async function latestGraded(connection: Connection, tenant: TenantId, answer: AnswerId, hash: string): Promise<Graded | null> {
  const rows = await gradesOfText(connection, tenant, answer, hash);
  for (const row of rows) {
    const outcome = outcomeOf(row.outcome);
    if (outcome.kind === 'graded') return outcome;
  }
  return null;
}

export const hashOf = (text: string): string => createHash('sha256').update(text.normalize('NFC').trim()).digest('hex');

/** The level that the answer is judged at: the member's own where the question serves it, else the one it was written for. */
export function levelFor(question: Question, wanted: Level | null): Level {
  if (wanted !== null && question.levels.includes(wanted)) return wanted;
  return question.levels[0] ?? 'mid';
}

/** The question's own place, else the member's. */
export function placeFor(question: Question, wanted: Jurisdiction | null): Jurisdiction {
  return question.jurisdiction === 'any' ? (wanted ?? 'any') : question.jurisdiction;
}
