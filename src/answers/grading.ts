// The grading job: an answer's version in, a stored outcome out, told where it was asked for.
import { content } from '../core/content.ts';
import type { Content } from '../core/content.ts';
import { monotonicMs } from '../core/clock.ts';
import { PlatformError } from '../core/errors.ts';
import { asId, newId } from '../core/ids.ts';
import type { AnswerId, InteractionId, TenantId } from '../core/ids.ts';
import type { Request } from '../core/request.ts';
import { gradeAnswer } from '../feedback/assess.ts';
import type { CriterionId } from '../feedback/draft.ts';
import { gradingQuestion } from '../feedback/grading-question.ts';
import type { Grader, GradingQuestion, Outcome } from '../feedback/result.ts';
import { RetryLater } from '../jobs/port.ts';
import type { RunningJob } from '../jobs/port.ts';
import { findAnswer, findSameGrade, findVersion, gradesOfMember, insertGrade, othersTexts, replaceGrade } from '../store/answers.ts';
import type { AnswerRow, AnswerVersion } from '../store/answers.ts';
import { saidOfAnswer, updateSaid } from '../store/said.ts';
import { drawHelp } from './help.ts';
import { jurisdictionSchema, levelSchema } from './stored.ts';
import { outcomeOf } from './outcome.ts';
import type { AnswerParts } from './parts.ts';
import { drawReader } from './reader.ts';
import { markQuietly } from './marks.ts';
import { dropVersions } from './sharing.ts';
import { questionOfAnswer } from './targets.ts';
import { createWaiting } from './waiting.ts';

/** Two model calls with their re-asks, and some air. */
const LEASE_MS = 15 * 60_000;
const OTHERS_COMPARED = 50;
const FIXES_REMEMBERED = 2;

export interface Grading {
  /** Returns when the feedback was delivered, or a line that it is being worked on. */
  showProgress(request: Request): Promise<void>;
}

/** `delivered` is told of every version that has its outcome: the thread lane marks the message, the board counts it. */
export function createGrading(
  parts: AnswerParts,
  delivered: (tenant: TenantId, answer: AnswerRow, outcome: Outcome) => Promise<void>,
): Grading {
  const { db } = parts.database;
  const waiting = createWaiting(parts.clock, parts.log);

  async function run(job: RunningJob): Promise<void> {
    const recorded = { answer: asId<AnswerId>(String(job.payload['answer'])), version: Number(job.payload['version']) };
    const answer = await findAnswer(db, job.tenant, recorded.answer);
    const version = await findVersion(db, job.tenant, recorded.answer, recorded.version);
    // Deleted, or erased, while it waited.
    if (answer === null || version === null) return;
    const replyTo = typeof job.payload['replyTo'] === 'string' ? asId<InteractionId>(job.payload['replyTo']) : null;
    const grader = parts.grader();
    const outcome = (await sameAsBefore(grader, answer, version)) ?? (await grade(grader, answer, version, job));
    // Deleted, or erased, while it was read.
    if (outcome === null) return;
    if (outcome.kind === 'not-graded' && outcome.reason === 'crisis') return crisis(answer, version, replyTo);
    // Read again: it may have been shared, or kept private, while it was read.
    const now = await findAnswer(db, job.tenant, recorded.answer);
    if (now === null) return;
    const shown = { ...now, version: recorded.version };
    await reply(shown, replyTo);
    await delivered(job.tenant, shown, outcome);
  }

  const made = (grader: Grader, answer: AnswerRow, version: AnswerVersion) => ({
    tenant: answer.tenant,
    member: answer.member,
    question: answer.asked === null ? answer.question : `${answer.question}/${answer.follows ?? ''}`,
    question_version: answer.question_version,
    rubric_version: answer.rubric_version,
    level: answer.level,
    jurisdiction: answer.jurisdiction,
    grader: grader.fingerprint,
    answer_hash: version.hash,
  });

  /** Same answer, same score: what was graded once is not graded again, unless it could not be. */
  async function sameAsBefore(grader: Grader, answer: AnswerRow, version: AnswerVersion): Promise<Outcome | null> {
    const row = await findSameGrade(db, made(grader, answer, version));
    if (row === null) return null;
    const outcome = outcomeOf(row.outcome);
    if (outcome.kind === 'not-graded' && outcome.reason.startsWith('model-')) return null;
    // Its words were let go since: what it said of them is said anew.
    if (outcome.kind === 'graded' && outcome.wordsLetGo === true) return null;
    // The text stood under another answer of the same member: the grade is copied to where it is looked for.
    if (row.answer !== answer.id)
      await insertGrade(db, {
        ...row,
        id: newId(),
        answer: answer.id,
        version: version.version,
        grader: `${row.grader}#${answer.id}`,
        created_at: parts.clock.now(),
      });
    return outcome;
  }

  async function grade(grader: Grader, answer: AnswerRow, version: AnswerVersion, job: RunningJob): Promise<Outcome | null> {
    const rubric = parts.rubrics.get(answer.rubric_version) ?? parts.rubric;
    const recent = (await gradesOfMember(db, answer.tenant, answer.member, FIXES_REMEMBERED)).map((row) => outcomeOf(row.outcome));
    const recentFixes = recent.flatMap((outcome): CriterionId[] => (outcome.kind === 'graded' ? [outcome.firstFix.criterion] : []));
    let comeBackAfterMs: number | null = null;
    const outcome = await gradeAnswer({
      grader,
      request: { question: await questionFor(answer), answer: version.text, recentFixes },
      rubric,
      rules: parts.rules,
      signal: AbortSignal.timeout(LEASE_MS),
      nowMs: monotonicMs,
      note(code, retryAfterMs) {
        comeBackAfterMs = retryAfterMs;
        parts.log.warn('a grader had something to say', { tenant: answer.tenant, answer: answer.id, code });
      },
    });
    parts.onGraded(outcome);
    if (outcome.kind === 'not-graded' && outcome.reason === 'model-unavailable' && !job.lastAttempt) {
      await tellLater(answer, job);
      throw comeBackAfterMs === null ? new ModelAway() : new RetryLater(comeBackAfterMs);
    }
    return parts.database.transaction(async (trx) => {
      if ((await findVersion(trx, answer.tenant, answer.id, version.version))?.hash !== version.hash) return null;
      await replaceGrade(trx, {
        ...made(grader, answer, version),
        id: newId(),
        answer: answer.id,
        version: version.version,
        outcome: JSON.stringify(outcome),
        overall_tenths: outcome.kind === 'graded' ? Math.round(outcome.overall * 10) : null,
        created_at: parts.clock.now(),
      });
      return outcome;
    });
  }

  async function questionFor(answer: AnswerRow): Promise<GradingQuestion> {
    const question = await questionOfAnswer(db, parts.library, answer);
    const others =
      answer.post === null ? [] : await othersTexts(db, answer.tenant, answer.post, answer.member, answer.created_at, OTHERS_COMPARED);
    const whole = gradingQuestion(question, levelSchema.parse(answer.level), jurisdictionSchema.parse(answer.jurisdiction), others);
    if (answer.asked === null) return whole;
    // A follow-up asks for one step of it: the points of the whole question would mark it down for what nobody asked.
    return {
      ...whole,
      id: `${whole.id}-follow-up`,
      text: `${question.text}\n${answer.asked}`,
      type: 'situational',
      referencePoints: [],
      levelAnchor: null,
      probe: null,
    };
  }

  /** The interaction may be long over (a restart, a slow model): what it would have shown stands in the reader all the same. */
  async function tell(interaction: InteractionId, shown: Content): Promise<boolean> {
    try {
      await parts.platform.answer(interaction, { kind: 'private', content: shown });
      return true;
    } catch (error) {
      if (error instanceof PlatformError && (error.kind === 'expired' || error.kind === 'not-found')) return false;
      throw error;
    }
  }

  /** At the first failure only: the words are kept, and the feedback comes when the model does. */
  async function tellLater(answer: AnswerRow, job: RunningJob): Promise<void> {
    const replyTo = job.payload['replyTo'];
    if (job.attempt > 1 || typeof replyTo !== 'string') return;
    const interaction = asId<InteractionId>(replyTo);
    await waiting.deliver(interaction, async () => {
      const { locale } = await parts.platform.lookUp(answer.member);
      const say = parts.words.in(locale);
      await tell(
        interaction,
        content({ kind: 'text', text: say('notGraded.model-unavailable') }, { kind: 'note', text: say('feedback.comesLater') }),
      );
    });
  }

  /**
   * What a grader takes for a cry for help is no answer: its writer gets a kind line where they wrote, and then nothing of it is
   * kept. In this order, since a line that was lost would be worse than a text kept a moment longer.
   */
  async function crisis(answer: AnswerRow, version: AnswerVersion, replyTo: InteractionId | null): Promise<void> {
    const actor = await parts.platform.lookUp(answer.member);
    const help = await drawHelp(parts, answer.tenant, actor, answer.lane === 'thread' ? 'thread' : 'form');
    let told = false;
    if (replyTo !== null) {
      await waiting.deliver(replyTo, async () => {
        told = await tell(replyTo, help);
      });
    }
    if (!told) await parts.platform.post(await parts.platform.openDirect(answer.member), help, `crisis:${answer.id}:${version.version}`);
    const said = version.origin === 'retry' ? [] : await saidOfAnswer(db, answer.tenant, answer.id);
    await parts.database.transaction(async (trx) => {
      for (const message of said) await updateSaid(trx, message, { status: 'ignored', text: null, answer: null });
      await dropVersions(trx, parts, answer, [version]);
    });
    const last = said.at(-1);
    if (last !== undefined) await markQuietly(parts, last.message, 'none');
  }

  async function reply(answer: AnswerRow, replyTo: InteractionId | null): Promise<void> {
    if (replyTo === null) return;
    await waiting.deliver(replyTo, async () => {
      const { locale } = await parts.platform.lookUp(answer.member);
      await tell(replyTo, await drawReader(parts, answer, 'moved', parts.words.in(locale)));
    });
  }

  async function dead(job: RunningJob): Promise<void> {
    parts.log.warn('an answer could not be graded', { tenant: job.tenant, answer: String(job.payload['answer']) });
  }

  parts.jobs.work({ queue: 'grade', concurrency: 4, maxAttempts: 8, leaseMs: LEASE_MS, run, dead });

  return { showProgress: (request) => waiting.showProgress(request) };
}

/** The job comes back with a growing pause. */
class ModelAway extends Error {
  readonly code = 'model-unavailable';
  constructor() {
    super('the model did not answer');
    this.name = 'ModelAway';
  }
}
