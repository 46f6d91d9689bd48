// npm run --silent eval: grades or labels a set from files, by the built-in checker or by a model, live or from stored replies.
// Ends with 0 when the run finished, whatever its lines were like, and with 2 when it could not begin.
import { existsSync, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { loadEnvFile } from 'node:process';
import { ArgumentError, readArguments } from './arguments.ts';
import type { EvalArguments } from './arguments.ts';
import { gradeRow, questionOf, readQuestions } from './grade-task.ts';
import { graderFor, loadKnowledge, modelSide, offlineGrader } from './graders.ts';
import type { Knowledge, ModelSide } from './graders.ts';
import { inOrder, readLines } from './lines.ts';
import type { Line } from './lines.ts';
import { answerLine, messageLine } from './records.ts';
import { createReport } from './report.ts';
import type { Report } from './report.ts';

type Row = Readonly<Record<string, unknown>>;

async function run(given: EvalArguments, report: Report): Promise<void> {
  const knowledge = loadKnowledge();
  if (existsSync('.env')) loadEnvFile();
  const side = given.grader === 'model' ? modelSide(given, knowledge, process.env) : null;
  mkdirSync(dirname(given.out), { recursive: true });
  await using out = await open(given.out, 'w');
  const write = async (row: Row): Promise<void> => {
    if ('error' in row) report.badLine(given.answers, Number(row['line']), String(row['error']));
    else report.row(row);
    await out.write(`${JSON.stringify(row)}\n`);
  };
  if (given.task === 'grade') await gradeAll(given, knowledge, side, report, write);
  else {
    const { intakeRow } = await import('./intake-task.ts');
    await inOrder(
      readLines(given.answers, messageLine),
      given.concurrency,
      rowOr((line) => intakeRow(line, side)),
      write,
    );
  }
  report.summary(side?.exchange.missing ?? []);
}

async function gradeAll(
  given: EvalArguments,
  knowledge: Knowledge,
  side: ModelSide | null,
  report: Report,
  write: (row: Row) => Promise<void>,
): Promise<void> {
  const questions = await readQuestions(given.questions, report);
  const offline = side === null ? await offlineGrader(knowledge) : null;
  const work = rowOr<Parameters<typeof questionOf>[0]>(async (line, number) => {
    const question = questionOf(line, questions);
    if (question === null)
      return {
        line: number,
        id: line.id,
        error: `question_id ${JSON.stringify(line.question_id)} is not among the questions; check --questions`,
      };
    const grader = offline ?? (side === null ? null : graderFor(line.id, side, knowledge));
    if (grader === null) throw new Error('no grader'); // one of the two is always there
    return gradeRow(line, question, grader, knowledge);
  });
  await inOrder(readLines(given.answers, answerLine), given.concurrency, work, write);
}

/** A line that could not be read becomes the row that says so. */
function rowOr<Value>(work: (value: Value, line: number) => Promise<Row>): (line: Line<Value>) => Promise<Row> {
  return async (line) =>
    'error' in line ? { line: line.line, ...(line.id === null ? {} : { id: line.id }), error: line.error } : work(line.value, line.line);
}

try {
  await run(
    readArguments(process.argv.slice(2)),
    createReport((text) => process.stderr.write(text)),
  );
} catch (error) {
  if (!(error instanceof ArgumentError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
