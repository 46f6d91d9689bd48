// The real rubric, rules and patterns, and the designed answers, for the tests of the built-in grader.
import { readFileSync } from 'node:fs';
import { loadRules } from '../../../src/bank/rules.ts';
import { gradeAnswer } from '../../../src/feedback/assess.ts';
import { createOfflineGrader, loadFlagPatterns } from '../../../src/feedback/offline/index.ts';
import type { Graded, GradingQuestion, Outcome } from '../../../src/feedback/result.ts';
import { loadRubric } from '../../../src/feedback/rubric.ts';
import { z } from 'zod';
import { JURISDICTIONS, QUESTION_TYPES, SETTINGS } from '../../../src/bank/schema.ts';

export const DATA = new URL('../../../data', import.meta.url).pathname;
const FIXTURES = new URL('../../fixtures/answers/', import.meta.url);

export const rubric = loadRubric(DATA);
export const rules = loadRules(DATA);
export const patterns = loadFlagPatterns(DATA);
export const grader = createOfflineGrader({ rubric, rules, patterns });

const questionFile = z.record(
  z.string(),
  z.object({
    text: z.string(),
    type: z.enum(QUESTION_TYPES),
    setting: z.enum(SETTINGS),
    jurisdiction: z.enum(JURISDICTIONS),
    points: z.array(z.string()),
  }),
);
const questions = questionFile.parse(JSON.parse(readFileSync(new URL('questions.json', FIXTURES), 'utf8')));

export function questionOf(key: string, changed: Partial<GradingQuestion> = {}): GradingQuestion {
  const given = questions[key];
  if (given === undefined) throw new Error(`no question ${key}`);
  return {
    id: key,
    title: given.text.split(/[.?]/u)[0] ?? '',
    text: given.text,
    type: given.type,
    level: 'mid',
    setting: given.setting,
    jurisdiction: given.jurisdiction,
    referencePoints: given.points.map((text, index) => ({ id: `p${index + 1}`, text, paraphrases: [], central: index === 0 })),
    skills: [],
    levelAnchor: null,
    probe: null,
    notToCopy: [],
    ...changed,
  };
}

export async function outcome(question: GradingQuestion, answer: string): Promise<Outcome> {
  return gradeAnswer({
    grader,
    request: { question, answer, recentFixes: [] },
    rubric,
    rules,
    signal: new AbortController().signal,
    nowMs: () => 0,
  });
}

export async function graded(question: GradingQuestion, answer: string): Promise<Graded> {
  const result = await outcome(question, answer);
  if (result.kind !== 'graded') throw new Error(`not graded: ${result.reason}`);
  return result;
}

function lines(name: string): unknown[] {
  return readFileSync(new URL(name, FIXTURES), 'utf8')
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

const designedLine = z.object({
  id: z.string(),
  question: z.string(),
  level: z.number(),
  style: z.string(),
  split: z.enum(['tuning', 'held-out', 'second-round', 'third-round']),
  answer: z.string(),
});
export const designed = z.array(designedLine).parse(lines('designed.jsonl'));

const flagLine = z.object({ class: z.string().nullable(), say: z.string() });
export const flagLines = z.array(flagLine).parse(lines('flags.jsonl'));

const intakeLine = z.object({ text: z.string(), label: z.string(), question: z.string().optional() });
export const intakeLines = z.array(intakeLine).parse(lines('intake.jsonl'));

/** Quadratic weighted kappa over whole levels 1 to 5. */
export function weightedKappa(pairs: readonly (readonly [number, number])[]): number {
  const square = (a: number, b: number): number => (a - b) ** 2;
  const observed = pairs.reduce((sum, [a, b]) => sum + square(a, b), 0) / pairs.length;
  const expected = pairs.reduce((sum, [a]) => sum + pairs.reduce((inner, [, b]) => inner + square(a, b), 0), 0) / pairs.length ** 2;
  return 1 - observed / expected;
}
