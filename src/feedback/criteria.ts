// Whether a grader's list of criteria can be counted at all.
import { CRITERIA } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Weights } from './rubric.ts';

/** Faults in the list of criteria, told so that a model can mend them: each once, a score where one is due. */
export function criteriaFaults(draft: Draft, weights: Weights): string[] {
  return CRITERIA.flatMap((id) => {
    const given = draft.criteria.filter((criterion) => criterion.id === id);
    if (given.length !== 1) return [`criteria: ${id} stands there ${given.length} times; give each of R1 to R6 once`];
    return typeof weights[id] === 'number' && given[0]?.score === null
      ? [`criteria: ${id} has no score, but it applies to this type; give 1 to 5`]
      : [];
  });
}
