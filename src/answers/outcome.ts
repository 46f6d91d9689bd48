import { CRITERIA } from '../feedback/draft.ts';
import type { CriterionId } from '../feedback/draft.ts';
import type { Graded, Outcome } from '../feedback/result.ts';

/** A stored outcome. Written by this program only, in the same shape; a later shape comes with a migration. */
export function outcomeOf(json: string): Outcome {
  return JSON.parse(json) as Outcome; // see above: the column has one writer
}

/** The same outcome without a word of the member's, or of anything that a grader wrote about them. */
export function slimOutcome(json: string): string {
  const outcome = outcomeOf(json);
  return outcome.kind === 'graded' ? JSON.stringify(withoutWords(outcome)) : json;
}

function withoutWords(graded: Graded): Graded {
  const bare = (id: CriterionId) => [id, { score: graded.criteria[id].score, reason: '', quotes: [] }] as const;
  return {
    ...graded,
    wordsLetGo: true,
    criteria: Object.fromEntries(CRITERIA.map(bare)) as unknown as Graded['criteria'], // one entry for each criterion
    checklist: graded.checklist.map(({ point, met }) => ({ point, met, quote: null })),
    strengths: [],
    firstFix: { criterion: graded.firstFix.criterion, quote: null, problem: '', step: '' },
    rewrite: { text: '', gaps: [] },
    redFlags: graded.redFlags.map((flag) => ({ ...flag, quote: '', why: '', safer: '' })),
    followUp: '',
    instructionSentences: [],
    quotes: [],
  };
}
