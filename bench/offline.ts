// Feedback of the built-in checker, checks in code included: no model, no network, no database.
import { monotonicMs } from '../src/core/clock.ts';
import { gradeAnswer } from '../src/feedback/assess.ts';
import { gradingQuestion } from '../src/feedback/grading-question.ts';
import { createOfflineGrader, loadFlagPatterns } from '../src/feedback/offline/index.ts';
import type { GradeRequest } from '../src/feedback/result.ts';
import { middle, spread } from './figures.ts';
import type { Figure } from './figures.ts';
import { DATA_FOLDER, bank, rubric, rules } from './knowledge.ts';
import { answersTo } from './texts.ts';

const ROUNDS = 5;
/** As many as the bot compares an answer with. */
const OTHERS = 50;

export async function measure(): Promise<readonly Figure[]> {
  const loadStartedMs = performance.now();
  const grader = createOfflineGrader({ rubric, rules, patterns: loadFlagPatterns(DATA_FOLDER) });
  const loadMs = performance.now() - loadStartedMs;

  const grade = async (request: GradeRequest): Promise<number> => {
    const startedMs = performance.now();
    const outcome = await gradeAnswer({ grader, request, rubric, rules, signal: new AbortController().signal, nowMs: monotonicMs });
    const ms = performance.now() - startedMs;
    if (outcome.kind !== 'graded') throw new Error(`${request.question.id}: not graded, ${outcome.reason}`);
    return ms;
  };

  const all = requests();
  const [first, ...rest] = all;
  if (first === undefined) throw new Error('the bank is empty');
  const firstMs = await grade(first);
  for (const request of rest) await grade(request);
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) for (const request of all) samples.push(await grade(request));
  return [
    middle('offline: its patterns read', 'ms', [loadMs]),
    // Patterns are compiled at their first use; the program does that before anybody asks.
    middle('offline feedback, the very first of a process', 'ms', [firstMs]),
    spread('offline feedback', 'ms', samples, 50),
  ];
}

/** Each compared with what fifty others wrote, as in a busy thread; the question's own example is left out, since it is what is graded. */
function requests(): readonly GradeRequest[] {
  const others = bank.questions.flatMap((question) => answersTo(question).slice(0, 3)).slice(0, OTHERS);
  return bank.questions.flatMap((question) => {
    const own = answersTo(question);
    const whole = gradingQuestion(question, question.levels[0] ?? 'mid', 'US');
    const notToCopy = others.filter((text) => !own.includes(text));
    return own.map((answer): GradeRequest => ({ question: { ...whole, notToCopy }, answer, recentFixes: [] }));
  });
}
