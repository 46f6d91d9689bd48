// Grades the answers of a set, one row an answer.
import { monotonicMs } from '../core/clock.ts';
import { gradeAnswer } from '../feedback/assess.ts';
import { bareQuestion } from '../feedback/grading-question.ts';
import { drawOutcome } from '../feedback/message.ts';
import type { Grader, GradingQuestion } from '../feedback/result.ts';
import type { Knowledge } from './graders.ts';
import { readLines } from './lines.ts';
import { questionLine, toBareQuestion } from './records.ts';
import type { AnswerLine } from './records.ts';
import { rowOf } from './row.ts';
import type { Report } from './report.ts';

export type Questions = ReadonlyMap<string, GradingQuestion>;

/** A bad question is reported; answers to it then have no question, which is reported with each. */
export async function readQuestions(path: string | null, report: Report): Promise<Questions> {
  const questions = new Map<string, GradingQuestion>();
  if (path === null) return questions;
  for await (const line of readLines(path, questionLine)) {
    if ('error' in line) report.badLine(path, line.line, line.error);
    else questions.set(line.value.id, bareQuestion(toBareQuestion(line.value)));
  }
  return questions;
}

/** Throws no error for a bad answer: `null` is a question that nobody gave. */
export function questionOf(line: AnswerLine, questions: Questions): GradingQuestion | null {
  const known = line.question_id === null || line.question_id === undefined ? undefined : questions.get(line.question_id);
  if (known !== undefined) return known;
  const { question, setting, jurisdiction } = line;
  if (typeof question !== 'string' || setting === null || setting === undefined || jurisdiction === null || jurisdiction === undefined)
    return null;
  return bareQuestion({
    id: line.id,
    text: question,
    type: line.type ?? null,
    level: line.level ?? null,
    setting,
    jurisdiction,
    points: [],
    skills: [],
  });
}

export async function gradeRow(
  line: AnswerLine,
  question: GradingQuestion,
  grader: Grader,
  { rubric, rules, say }: Knowledge,
): Promise<Record<string, unknown>> {
  let detail: string | null = null;
  const outcome = await gradeAnswer({
    grader,
    request: { question, answer: line.answer, recentFixes: [] },
    rubric,
    rules,
    signal: new AbortController().signal,
    nowMs: monotonicMs,
    note: (code) => {
      if (code.startsWith('failed:')) detail = code.slice('failed:'.length);
    },
  });
  const feedback = drawOutcome(
    outcome,
    {
      title: question.title,
      place: question.jurisdiction,
      attempt: 1,
      previous: null,
      part: 'whole',
      lowAnxiety: false,
      hidden: [],
      buttons: [],
    },
    rules,
    say,
  );
  return rowOf(line.id, outcome, feedback, detail);
}
