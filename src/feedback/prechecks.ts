// What code knows about an answer before any grader sees it.
import type { GradeRequest, GradingQuestion, NotGradedReason } from './result.ts';
import { instructionSentences, normalise, withoutInstructions } from './injection.ts';
import { wordsOf } from './quotes.ts';
import type { Rubric } from './rubric.ts';

export interface Prepared {
  /** Normalised, and without the sentences that speak to the grader: what is graded and quoted. */
  readonly answer: string;
  /** The sentences that were taken out. */
  readonly instructions: readonly string[];
  /** Set: the answer goes to no grader. */
  readonly stopped: Extract<NotGradedReason, 'near-copy' | 'not-an-answer' | 'injection-only'> | null;
}

export function prepare(request: GradeRequest, rubric: Rubric): Prepared {
  const whole = normalise(request.answer);
  const instructions = instructionSentences(whole);
  const answer = instructions.length === 0 ? whole : withoutInstructions(whole);
  const prepared = { answer, instructions };
  if (wordsOf(answer).length === 0) return { ...prepared, stopped: instructions.length > 0 ? 'injection-only' : 'not-an-answer' };
  if (isNearCopy(answer, request.question, rubric)) return { ...prepared, stopped: 'near-copy' };
  return { ...prepared, stopped: null };
}

/** Nine words make five runs of five: below that, two people may well find the same words. */
const LEAST_RUNS = 5;

/** K8: the share of the answer's runs of five words that stand in one earlier text, or in the reference points together. */
export function isNearCopy(answer: string, question: GradingQuestion, rubric: Rubric): boolean {
  const limits = rubric.caps.find(({ id }) => id === 'K8')?.limits;
  const length = limits?.overlapWords ?? 5;
  const most = limits?.overlap ?? 0.5;
  const own = runsOf(answer, length);
  if (own.length < LEAST_RUNS) return false;
  const points = question.referencePoints.flatMap(({ text, paraphrases }) => [text, ...paraphrases]);
  const sources = [
    ...question.notToCopy.map((text) => new Set(runsOf(text, length))),
    new Set(points.flatMap((text) => runsOf(text, length))),
  ];
  return sources.some((source) => own.filter((run) => source.has(run)).length / own.length > most);
}

function runsOf(text: string, length: number): string[] {
  const words = wordsOf(text);
  return words.slice(0, Math.max(0, words.length - length + 1)).map((_, at) => words.slice(at, at + length).join(' '));
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/** K7. In a script without spaces words cannot be counted as a writer would count them, so characters are. */
export function isShort(answer: string, rubric: Rubric): boolean {
  const limits = rubric.caps.find(({ id }) => id === 'K7')?.limits;
  const letters = answer.match(/\p{L}/gu)?.length ?? 0;
  const unspaced = answer.match(UNSPACED)?.length ?? 0;
  if (unspaced > letters / 2) return (answer.match(/\S/gu)?.length ?? 0) < (limits?.charactersWithoutSpaces ?? 40);
  return wordsOf(answer).length < (limits?.words ?? 25);
}
