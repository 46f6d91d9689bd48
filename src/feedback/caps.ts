// Scores to one figure, and what holds it down. All numbers are the rubric's (data/rubric); code decides only which cap applies.
import type { QuestionType } from '../bank/schema.ts';
import { CRITERIA } from './draft.ts';
import type { CriterionId } from './draft.ts';
import type { CapId } from './result.ts';
import type { Rubric, Weights } from './rubric.ts';

export type Scores = Readonly<Record<CriterionId, number | null>>;

/** What was found in an answer that a cap may rest on. */
export interface Findings {
  readonly type: QuestionType;
  readonly scores: Scores;
  /** The gravest flag that counts: both passes, quote and rule verified, the writer's own conduct. */
  readonly cappingSeverity: 'A' | 'B' | null;
  /** At least one flag is shown as "check this line". */
  readonly noted: boolean;
  readonly noCase: boolean;
  readonly centralFactWrong: boolean;
  readonly short: boolean;
  /** Criteria without a verified quote. */
  readonly unsupported: readonly CriterionId[];
}

export interface Capped {
  readonly scores: Scores;
  /** One decimal. */
  readonly overall: number;
  readonly caps: readonly CapId[];
}

export function capScores(findings: Findings, weights: Weights, rubric: Rubric): Capped {
  const caps = rubric.caps.filter((cap) => cap.types.includes(findings.type) && applies(cap.id, findings, rubric));
  let scores = findings.scores;
  for (const { effect } of caps) {
    if (effect.kind === 'criterion') scores = atMost(scores, Object.fromEntries(findings.unsupported.map((id) => [id, effect.above])));
    if (effect.kind === 'ceiling') scores = atMost(scores, effect.criteriaAtMost);
  }
  const ceilings = caps.flatMap(({ effect }) => (effect.kind === 'ceiling' ? [effect.overallAtMost] : []));
  return { scores, overall: Math.min(overallOf(scores, weights), ...ceilings), caps: caps.map(({ id }) => id) };
}

function applies(cap: CapId, findings: Findings, rubric: Rubric): boolean {
  switch (cap) {
    case 'K1':
      return findings.cappingSeverity === 'A';
    case 'K2':
      return findings.cappingSeverity === 'B';
    case 'K3':
      return findings.noted;
    case 'K4':
      return (findings.scores.R1 ?? 5) <= limitOf(rubric, 'K4').score;
    case 'K5':
      return findings.noCase;
    case 'K6':
      return findings.centralFactWrong;
    case 'K7':
      return findings.short;
    case 'K8':
      return false; // ends before a grader is asked (prechecks.ts)
    case 'K9':
      return findings.unsupported.some((id) => (findings.scores[id] ?? 0) > limitOf(rubric, 'K9').above);
    default:
      return cap satisfies never;
  }
}

function limitOf(rubric: Rubric, id: CapId): { score: number; above: number } {
  const cap = rubric.caps.find((each) => each.id === id);
  return { score: cap?.limits.score ?? 1, above: cap?.effect.kind === 'criterion' ? cap.effect.above : 3 };
}

function atMost(scores: Scores, ceilings: Partial<Record<CriterionId, number>>): Scores {
  const lowered = { ...scores };
  for (const id of CRITERIA) {
    const ceiling = ceilings[id];
    const score = scores[id];
    if (ceiling !== undefined && score !== null) lowered[id] = Math.min(score, ceiling);
  }
  return lowered;
}

/** Σ weight·score / Σ weight over the criteria that have both, to one decimal. */
export function overallOf(scores: Scores, weights: Weights): number {
  let points = 0;
  let sum = 0;
  for (const id of CRITERIA) {
    const weight = weights[id];
    const score = scores[id];
    if (typeof weight !== 'number' || score === null) continue;
    points += weight;
    sum += weight * score;
  }
  // Integers so far, so that a mean of 2.95 does not become 2.9 by binary fractions.
  return Math.round((sum * 10) / points) / 10;
}
