// A full, valid reply of a model to a question and an answer: every field filled to its usual length, every quote from the answer.
import { CRITERIA } from '../src/feedback/draft.ts';
import type { Draft, FlagDraft } from '../src/feedback/draft.ts';
import type { GradingQuestion } from '../src/feedback/result.ts';

const QUOTE = 90;

/** Pieces of the answer that start and end with whole words. */
function quotesOf(answer: string): (at: number) => string {
  const words = answer.split(/\s+/u);
  return (at) => {
    const from = (at * 7) % Math.max(1, words.length - 8);
    let quote = '';
    for (const word of words.slice(from)) {
      if (quote.length + word.length >= QUOTE) break;
      quote = quote === '' ? word : `${quote} ${word}`;
    }
    return quote;
  };
}

export function replyTo(question: GradingQuestion, answer: string, version: string): { readonly grade: Draft; readonly flags: FlagDraft } {
  const quote = quotesOf(answer);
  const grade: Draft = {
    rubric_version: version,
    gradable: { label: 'answer', confidence: 0.95 },
    checklist: question.referencePoints.map(({ id }, at) => ({ point_id: id, met: at % 2 === 0 ? 'yes' : 'partly', quote: quote(at) })),
    star: { situation: 'present', task: 'thin', action: 'present', result: 'thin' },
    criteria: CRITERIA.map((id, at) => ({
      id,
      quotes: [quote(at), quote(at + 6)],
      reason:
        'The case is named with its age and balance and the steps stand in order; the next level would show what was weighed against what.',
      score: 3 + (at % 2),
    })),
    strengths: [
      { quote: quote(1), why: 'It finds the cause before it asks for the next date, which panels look for.' },
      { quote: quote(3), why: 'It confirms in writing, so that the promise can be checked.' },
    ],
    fixes: (['R6', 'R2', 'R1'] as const).map((criterion, at) => ({
      criterion,
      quote: quote(at + 2),
      problem: 'The answer stops before the outcome, so a panel cannot tell whether the plan held.',
      step: 'Add one sentence with the amount that was kept, over how long, and what you do differently since.',
    })),
    rewrite: { text: answer.slice(0, 700), gaps: ['days past due?', 'what was paid in the end?'] },
    red_flags: [],
    follow_up: 'He misses the first new payment as well. What do you say when he picks up?',
    instruction_sentences: [],
  };
  return { grade, flags: { red_flags: [] } };
}
