// From a grader's reply to what is stored and shown. Code verifies every quote, does the arithmetic, applies the caps and picks
// the first fix; a reply that does not hold together becomes "not graded", never a number.
import type { QuestionType } from '../bank/schema.ts';
import { capScores } from './caps.ts';
import type { Scores } from './caps.ts';
import { CRITERIA } from './draft.ts';
import type { CriterionId, Draft, IntakeLabel } from './draft.ts';
import { criteriaFaults } from './criteria.ts';
import { chooseFirstFix } from './first-fix.ts';
import { reviewFlags } from './flags.ts';
import { isShort, prepare } from './prechecks.ts';
import type { Prepared } from './prechecks.ts';
import { fitSentences, overlaps, quoteFinder } from './quotes.ts';
import type { QuoteFinder } from './quotes.ts';
import type { Graded, Grader, GradeRequest, GraderReply, GradingQuestion, NotGraded, NotGradedReason, Outcome } from './result.ts';
import { checkRewrite, withoutLinks } from './rewrite.ts';
import type { Rubric, Weights } from './rubric.ts';
import type { Rules } from '../bank/rules.ts';

export interface Assessment {
  readonly grader: Grader['name'];
  readonly rubric: Rubric;
  readonly rules: Rules;
  /** What the grader took. */
  readonly ms: number;
}

type Drafted = Extract<GraderReply, { kind: 'draft' }>;

/** Pure: the same request and reply give the same outcome. */
export function assess(request: GradeRequest, reply: GraderReply, assessment: Assessment): Outcome {
  return assessPrepared(request, prepare(request, assessment.rubric), reply, assessment);
}

export function assessPrepared(request: GradeRequest, prepared: Prepared, reply: GraderReply, assessment: Assessment): Outcome {
  const { question } = request;
  const weights = assessment.rubric.weightsFor(question.type, question.setting);
  if (prepared.stopped !== null) return notGraded(prepared.stopped, null, reply, assessment);
  if (reply.kind !== 'draft') return notGraded(reply.reason, null, reply, assessment);
  const ended = endedBy(reply.draft.gradable);
  if (ended !== null) return notGraded(ended, reply.draft.gradable.label, reply, assessment);
  if (criteriaFaults(reply.draft, weights).length > 0) return notGraded('model-broken', reply.draft.gradable.label, reply, assessment);
  return graded(request, prepared, reply, weights, assessment);
}

/** Below this an odd label is not trusted to withhold a grade. */
const SURE = 0.75;
const LIKELY = 0.5;

function endedBy({ label, confidence }: Draft['gradable']): NotGradedReason | null {
  switch (label) {
    case 'personal_crisis':
      return confidence >= LIKELY ? 'crisis' : null; // a kind line too many does less harm than one too few
    case 'injection_only':
      return confidence >= SURE ? 'injection-only' : null;
    case 'clarifying_question':
    case 'discussion':
    case 'meta':
    case 'refusal_joke':
      return confidence >= SURE ? 'not-an-answer' : null;
    case 'answer':
    case 'partial':
    case 'off_topic': // graded: R1 is 1 then, and K4 holds it down
      return null;
    default:
      return label satisfies never;
  }
}

function graded(request: GradeRequest, prepared: Prepared, reply: Drafted, weights: Weights, assessment: Assessment): Graded {
  const { question } = request;
  const { draft } = reply;
  const finder = quoteFinder(prepared.answer);
  const quotes = allQuotes(reply).map((text) => ({ text: finder.locate(text)?.text ?? text, verified: finder.locate(text) !== null }));
  const evidence = supportedCriteria(draft, weights, finder);
  const flags = reviewFlags({
    question,
    finder,
    rules: assessment.rules,
    rubric: assessment.rubric,
    first: draft.red_flags,
    second: reply.flags?.red_flags ?? null,
  });
  const capping = flags.filter(({ capped }) => capped).map(({ severity }) => severity);
  const { scores, overall, caps } = capScores(
    {
      type: question.type,
      scores: evidence.scores,
      cappingSeverity: capping.includes('A') ? 'A' : capping.includes('B') ? 'B' : null,
      noted: flags.some(({ capped }) => !capped),
      noCase: draft.star.situation === 'missing',
      centralFactWrong: centralFactWrong(draft, question, finder),
      short: isShort(prepared.answer, assessment.rubric),
      unsupported: evidence.unsupported,
    },
    weights,
    assessment.rubric,
  );
  // Nothing but fives is what an attack on the grader looks like when it works.
  const allFives = assessment.grader === 'model' && CRITERIA.every((id) => (evidence.scores[id] ?? 5) === 5);
  return {
    kind: 'graded',
    gradable: draft.gradable,
    overall,
    band: assessment.rubric.bandOf(overall),
    criteria: evidence.criteria(scores),
    star: tellsAStory(question.type) ? draft.star : null,
    checklist: checklist(draft, question, finder),
    strengths: strengths(draft, flags, finder),
    firstFix: firstFix(request, draft, flags, scores, weights, finder),
    rewrite: checkRewrite(draft.rewrite.text, { answer: prepared.answer, flagged: flags }),
    redFlags: flags,
    followUp: written(draft.follow_up, BUDGETS.followUp) || (question.probe ?? ''),
    instructionSentences: [
      ...new Set([...prepared.instructions, ...draft.instruction_sentences.flatMap((sentence) => finder.locate(sentence)?.text ?? [])]),
    ],
    caps,
    quotes,
    lowConfidence: quotes.filter(({ verified }) => !verified).length > quotes.length * MOST_FAILED_QUOTES || allFives,
    grader: assessment.grader,
    ...stamp(reply, assessment),
  };
}

const MOST_FAILED_QUOTES = 1 / 5;
const BUDGETS = { reason: 200, strength: 110, problem: 140, step: 180, followUp: 200 } as const;

/** A sentence by the grader, fit to be shown. */
function written(text: string, most: number): string {
  return fitSentences(withoutLinks(text), most);
}

function tellsAStory(type: QuestionType): boolean {
  return type === 'behavioural' || type === 'competency' || type === 'leadership';
}

function allQuotes({ draft, flags }: Drafted): string[] {
  const flagged = [...draft.red_flags, ...(flags?.red_flags ?? [])];
  return [
    ...draft.checklist.flatMap(({ quote }) => quote ?? []),
    ...draft.criteria.flatMap((criterion) => criterion.quotes),
    ...draft.strengths.map(({ quote }) => quote),
    ...draft.fixes.flatMap(({ quote }) => quote ?? []),
    ...flagged.map(({ quote }) => quote),
  ].filter((quote) => quote.trim() !== '');
}

interface Evidence {
  /** As given, null where the criterion does not apply. */
  readonly scores: Scores;
  readonly unsupported: readonly CriterionId[];
  criteria(scores: Scores): Graded['criteria'];
}

function supportedCriteria(draft: Draft, weights: Weights, finder: QuoteFinder): Evidence {
  const of = (id: CriterionId): { score: number | null; reason: string; quotes: readonly string[] } => {
    const given = draft.criteria.find((criterion) => criterion.id === id);
    if (given === undefined || weights[id] === null) return { score: null, reason: '', quotes: [] };
    return {
      score: given.score,
      reason: written(given.reason, BUDGETS.reason),
      quotes: given.quotes.flatMap((quote) => finder.locate(quote)?.text ?? []),
    };
  };
  const all = { R1: of('R1'), R2: of('R2'), R3: of('R3'), R4: of('R4'), R5: of('R5'), R6: of('R6') } satisfies Graded['criteria'];
  const scores: Scores = { R1: all.R1.score, R2: all.R2.score, R3: all.R3.score, R4: all.R4.score, R5: all.R5.score, R6: all.R6.score };
  return {
    scores,
    unsupported: CRITERIA.filter((id) => all[id].quotes.length === 0),
    criteria: (after) => ({
      R1: { ...all.R1, score: after.R1 },
      R2: { ...all.R2, score: after.R2 },
      R3: { ...all.R3, score: after.R3 },
      R4: { ...all.R4, score: after.R4 },
      R5: { ...all.R5, score: after.R5 },
      R6: { ...all.R6, score: after.R6 },
    }),
  };
}

/** K6: "no" with words of the answer is a wrong statement; "no" without is only a point that never came. */
function centralFactWrong(draft: Draft, question: GradingQuestion, finder: QuoteFinder): boolean {
  const central = new Set(question.referencePoints.filter((point) => point.central).map(({ id }) => id));
  return draft.checklist.some(
    ({ point_id, met, quote }) => central.has(point_id) && met === 'no' && quote !== null && finder.locate(quote) !== null,
  );
}

function checklist(draft: Draft, question: GradingQuestion, finder: QuoteFinder): Graded['checklist'] {
  const known = new Set(question.referencePoints.map(({ id }) => id));
  return draft.checklist
    .filter(({ point_id }) => known.has(point_id))
    .map(({ point_id, met, quote }) => ({ point: point_id, met, quote: quote === null ? null : (finder.locate(quote)?.text ?? null) }));
}

/** No praise without words that stand in the answer, and none for a line that is flagged. */
function strengths(draft: Draft, flags: Graded['redFlags'], finder: QuoteFinder): Graded['strengths'] {
  const flagged = flags.flatMap(({ quote }) => finder.locate(quote) ?? []);
  return draft.strengths.flatMap(({ quote, why }) => {
    const place = finder.locate(quote);
    if (place === null || flagged.some((flag) => overlaps(flag, place))) return [];
    return [{ quote: place.text, why: written(why, BUDGETS.strength) }];
  });
}

function firstFix(
  request: GradeRequest,
  draft: Draft,
  flags: Graded['redFlags'],
  scores: Scores,
  weights: Weights,
  finder: QuoteFinder,
): Graded['firstFix'] {
  const fixes = draft.fixes.map(({ criterion, quote, problem, step }) => ({
    criterion,
    quote: quote === null ? null : (finder.locate(quote)?.text ?? null),
    problem: written(problem, BUDGETS.problem),
    step: written(step, BUDGETS.step),
  }));
  return chooseFirstFix({ flags, scores, weights, fixes, recentFixes: request.recentFixes });
}

type Stamp = Pick<NotGraded, 'model' | 'rubricVersion' | 'promptHash' | 'inputTokens' | 'outputTokens' | 'ms'>;

function stamp({ model, promptHash, inputTokens, outputTokens }: Omit<Stamp, 'rubricVersion' | 'ms'>, { rubric, ms }: Assessment): Stamp {
  return { model, promptHash, inputTokens, outputTokens, rubricVersion: rubric.version, ms };
}

function notGraded(
  reason: NotGradedReason,
  label: IntakeLabel | null,
  cost: Omit<Stamp, 'rubricVersion' | 'ms'>,
  assessment: Assessment,
): NotGraded {
  return { kind: 'not-graded', reason, label, grader: assessment.grader, ...stamp(cost, assessment) };
}

export interface Grading {
  readonly grader: Grader;
  readonly request: GradeRequest;
  readonly rubric: Rubric;
  readonly rules: Rules;
  readonly signal: AbortSignal;
  /** Milliseconds that never jump. */
  readonly nowMs: () => number;
  /** For the log: codes, no text. `retryAfterMs`: when the endpoint said that it may be asked again. */
  readonly note?: (code: 'all-fives' | 'grader-threw' | `failed:${string}`, retryAfterMs: number | null) => void;
}

/** Never rejects. A near copy, an empty answer and one that only speaks to the grader end before a grader is asked. */
export async function gradeAnswer({ grader, request, rubric, rules, signal, nowMs, note }: Grading): Promise<Outcome> {
  const startedMs = nowMs();
  const assessment = (): { grader: Grader['name']; rubric: Rubric; rules: Rules; ms: number } => ({
    grader: grader.name,
    rubric,
    rules,
    ms: Math.round((nowMs() - startedMs) * 10) / 10,
  });
  const prepared = prepare(request, rubric);
  if (prepared.stopped !== null) return notGraded(prepared.stopped, null, unasked(grader), assessment());

  const reply = await grader.grade(request, signal).catch((): GraderReply => {
    note?.('grader-threw', null);
    return { kind: 'failed', reason: 'model-broken', detail: 'threw', retryAfterMs: null, ...unasked(grader) };
  });
  if (reply.kind === 'failed') note?.(`failed:${reply.detail}`, reply.retryAfterMs);
  const outcome = assessPrepared(request, prepared, reply, assessment());
  if (outcome.kind === 'graded' && outcome.overall === 5) note?.('all-fives', null);
  return outcome;
}

function unasked(grader: Grader): { model: string; promptHash: string; inputTokens: number; outputTokens: number } {
  const [model, promptHash] = grader.fingerprint.split('#');
  return { model: model ?? grader.name, promptHash: promptHash ?? '', inputTokens: 0, outputTokens: 0 };
}
