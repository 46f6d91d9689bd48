// The one thing to change first. The grader ranks; code picks, so that the fix always belongs to what holds the overall down.
import type { CriterionId, Draft } from './draft.ts';
import { CRITERIA } from './draft.ts';
import type { Graded, ShownFlag } from './result.ts';
import type { Weights } from './rubric.ts';
import type { Scores } from './caps.ts';

type Fix = Graded['firstFix'];

export interface FixChoice {
  readonly flags: readonly ShownFlag[];
  readonly scores: Scores;
  readonly weights: Weights;
  /** The grader's own, best first, with quotes already verified. */
  readonly fixes: Draft['fixes'];
  readonly recentFixes: readonly CriterionId[];
}

export function chooseFirstFix({ flags, scores, weights, fixes, recentFixes }: FixChoice): Fix {
  const conduct = flags.filter(({ capped }) => capped).sort((a, b) => a.severity.localeCompare(b.severity))[0];
  if (conduct !== undefined) return { criterion: 'R5', quote: conduct.quote, problem: conduct.why, step: conduct.safer };

  const offQuestion = (scores.R1 ?? 5) <= 2 ? fixes.find(({ criterion }) => criterion === 'R1') : undefined;
  if (offQuestion !== undefined) return offQuestion;

  const byLoss = [...CRITERIA]
    .filter((id) => scores[id] !== null)
    .sort((a, b) => lossOf(b, scores, weights) - lossOf(a, scores, weights) || Number(b === 'R2') - Number(a === 'R2'));
  const tired = (id: CriterionId): boolean => recentFixes[0] === id && recentFixes[1] === id && (scores[id] ?? 0) > 2;
  const offered = byLoss.flatMap((id) => fixes.find(({ criterion }) => criterion === id) ?? []);
  const chosen = offered.find(({ criterion }) => !tired(criterion)) ?? offered[0] ?? fixes[0];
  // A reply without any fix does not pass the schema; a fix on a criterion that does not apply is still one.
  return chosen ?? { criterion: 'R2', quote: null, problem: '', step: '' };
}

function lossOf(id: CriterionId, scores: Scores, weights: Weights): number {
  const weight = weights[id];
  const score = scores[id];
  return typeof weight === 'number' && score !== null ? weight * (5 - score) : 0;
}
