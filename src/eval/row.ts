// One line of results for one answer.
import type { Content } from '../core/content.ts';
import { plainContent } from '../core/content.ts';
import { CRITERIA } from '../feedback/draft.ts';
import type { CriterionId } from '../feedback/draft.ts';
import type { Graded, NotGraded, Outcome } from '../feedback/result.ts';

/** @param detail why no grade, in a code: `missing-reply` and the like */
export function rowOf(id: string, outcome: Outcome, feedback: Content, detail: string | null): Record<string, unknown> {
  const common = {
    grader: outcome.grader,
    model: outcome.model,
    rubric_version: outcome.rubricVersion,
    prompt_hash: outcome.promptHash,
    input_tokens: outcome.inputTokens,
    output_tokens: outcome.outputTokens,
    ms: outcome.ms,
  };
  return {
    id,
    ...(outcome.kind === 'graded' ? gradedFields(outcome) : notGradedFields(outcome, detail)),
    feedback: plainContent(feedback),
    ...common,
  };
}

function gradedFields(graded: Graded): Record<string, unknown> {
  return {
    gradable: graded.gradable,
    overall: graded.overall,
    band: graded.band,
    criteria: byCriterion((id) => graded.criteria[id].score),
    reasons: byCriterion((id) => graded.criteria[id].reason),
    star: graded.star,
    checklist: graded.checklist,
    strengths: graded.strengths,
    red_flags: graded.redFlags.map(({ quote, ruleIds, severity, stance, why, safer, capped }) => ({
      quote,
      rule_ids: ruleIds,
      severity,
      stance,
      why,
      safer,
      capped,
    })),
    instruction_sentences: graded.instructionSentences,
    quotes: graded.quotes,
    caps: graded.caps,
    first_fix: graded.firstFix,
    rewrite: graded.rewrite,
    follow_up: graded.followUp,
    low_confidence: graded.lowConfidence,
    not_graded: null,
  };
}

/** The same fields, so that a table of all rows has no holes; no number anywhere among them. */
function notGradedFields(outcome: NotGraded, detail: string | null): Record<string, unknown> {
  return {
    gradable: outcome.label === null ? null : { label: outcome.label, confidence: null },
    overall: null,
    band: null,
    criteria: byCriterion(() => null),
    reasons: null,
    star: null,
    checklist: [],
    strengths: [],
    red_flags: [],
    instruction_sentences: [],
    quotes: [],
    caps: outcome.reason === 'near-copy' ? ['K8'] : [],
    first_fix: null,
    rewrite: null,
    follow_up: null,
    low_confidence: null,
    not_graded: { reason: outcome.reason, detail },
  };
}

function byCriterion<Value>(of: (id: CriterionId) => Value): Record<string, Value> {
  return Object.fromEntries(CRITERIA.map((id) => [id, of(id)]));
}
