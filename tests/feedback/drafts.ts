// A question, an answer and a reply that fit together, to change one thing at a time.
import { fileURLToPath } from 'node:url';
import { CRITERIA } from '../../src/feedback/draft.ts';
import type { CriterionId, Draft, FlagDraft, RedFlagDraft } from '../../src/feedback/draft.ts';
import type { GradeRequest, GraderReply, GradingQuestion } from '../../src/feedback/result.ts';
import { loadRubric } from '../../src/feedback/rubric.ts';
import { loadRules } from '../../src/bank/rules.ts';

export const DATA = fileURLToPath(new URL('../../data/', import.meta.url));
export const rubric = loadRubric(DATA);
export const rules = loadRules(DATA);

export const QUESTION: GradingQuestion = {
  id: 'broken-promises',
  title: 'Broken promises',
  text: 'Tell me about a customer who kept breaking payment promises. What did you do?',
  type: 'behavioural',
  level: 'mid',
  setting: 'third_party',
  jurisdiction: 'US',
  referencePoints: [
    {
      id: 'p1',
      text: 'Names one account with its age, balance and the promises that were broken before the call began.',
      paraphrases: ['It was ninety days late and the third date had gone by'],
      central: true,
    },
    {
      id: 'p2',
      text: 'Finds out why the promises broke before asking for the next one.',
      paraphrases: ['I asked what had got in the way'],
      central: false,
    },
  ],
  skills: ['promise-tracking'],
  levelAnchor: 'Tracks each promise to its day and changes the plan when one is missed.',
  probe: 'He misses the first new payment as well. What do you say?',
  notToCopy: [
    'Mr Reed was forty days behind on a card balance of six hundred and had promised me three Fridays in a row before I changed how I asked.',
  ],
};

export const ANSWER =
  'A customer in Ohio kept breaking promises on a $640 card balance. I called him, checked who he was and asked what was going on. He had lost shifts, so we set up smaller payments of $80 every second Friday. I wrote the dates down and sent them to him. In the end he paid seven of the eight.';

export function request(changes: Partial<GradeRequest> = {}): GradeRequest {
  return { question: QUESTION, answer: ANSWER, recentFixes: [], ...changes };
}

const QUOTE_OF = 'asked what was going on';

/** All six at `score`, each with a quote that stands in the answer. */
export function criteria(score: number, changes: Partial<Record<CriterionId, Partial<Draft['criteria'][number]>>> = {}): Draft['criteria'] {
  return CRITERIA.map((id) => ({ id, quotes: [QUOTE_OF], reason: `Reason for ${id}.`, score, ...changes[id] }));
}

export function draft(changes: Partial<Draft> = {}): Draft {
  return {
    rubric_version: 'r1.0',
    gradable: { label: 'answer', confidence: 0.95 },
    checklist: [],
    star: { situation: 'present', task: 'thin', action: 'present', result: 'thin' },
    criteria: criteria(3),
    strengths: [{ quote: QUOTE_OF, why: 'Looks for the cause before the next demand.' }],
    fixes: [
      {
        criterion: 'R2',
        quote: 'kept breaking promises',
        problem: 'The number of broken promises is left out.',
        step: 'Say how many dates had gone by.',
      },
      { criterion: 'R6', quote: null, problem: 'The lesson is missing.', step: 'Add one thing that you now do another way.' },
      { criterion: 'R1', quote: null, problem: 'The question is answered late.', step: 'Begin with what you did.' },
    ],
    rewrite: { text: 'A customer kept breaking promises on a $640 balance. I asked what was going on; he had lost shifts.', gaps: [] },
    red_flags: [],
    follow_up: 'What do you do when he misses the first one?',
    instruction_sentences: [],
    ...changes,
  };
}

export function flag(changes: Partial<RedFlagDraft> = {}): RedFlagDraft {
  return {
    quote: 'officers would be at his door',
    rule_ids: ['US-23', 'ANY-03'],
    severity: 'A',
    stance: 'own',
    why: 'It frightens him with an arrest that will not come.',
    safer: 'I told him what really happens if we agree nothing.',
    confidence: 0.9,
    ...changes,
  };
}

export function reply(given: Draft = draft(), flags: FlagDraft | null = { red_flags: given.red_flags }): GraderReply {
  return { kind: 'draft', draft: given, flags, model: 'test-model', promptHash: 'abc', inputTokens: 10, outputTokens: 5 };
}
