// What the evaluation command is told on its command line.
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';

export interface EvalArguments {
  readonly task: 'grade' | 'intake';
  readonly grader: 'offline' | 'model';
  readonly questions: string | null;
  readonly answers: string;
  readonly out: string;
  readonly concurrency: number;
  readonly dumpPrompts: string | null;
  readonly replies: string | null;
}

export const USAGE =
  'npm run --silent eval -- --questions Q.jsonl --answers A.jsonl --grader offline|model --out R.jsonl [--task grade|intake] [--concurrency N] [--dump-prompts DIR] [--replies DIR]';

/** Says which argument is wrong and how to mend it. */
export class ArgumentError extends Error {}

const MOST_AT_ONCE = 64;

/** @throws ArgumentError */
export function readArguments(given: readonly string[]): EvalArguments {
  const { values } = parse(given);
  const grader = oneOf('--grader', values.grader, ['offline', 'model']);
  const task = oneOf('--task', values.task ?? 'grade', ['grade', 'intake']);
  if (values.out === undefined) throw new ArgumentError('--out is missing: name the file that the results are written to.');
  if (values.answers === undefined)
    throw new ArgumentError(`--answers is missing: name a JSONL file with ${task === 'grade' ? 'one answer' : 'one message'} a line.`);
  if (grader === 'offline' && (values['dump-prompts'] ?? values.replies) !== undefined) {
    throw new ArgumentError(
      '--dump-prompts and --replies belong to --grader model: the built-in checker asks no model. Leave them out, or choose model.',
    );
  }
  return {
    task,
    grader,
    questions: values.questions === undefined ? null : file('--questions', values.questions),
    answers: file('--answers', values.answers),
    out: values.out,
    concurrency: wholeNumber('--concurrency', values.concurrency ?? '4', MOST_AT_ONCE),
    dumpPrompts: values['dump-prompts'] ?? null,
    replies: values.replies === undefined ? null : folder('--replies', values.replies),
  };
}

const text = { type: 'string' } as const;

function parse(given: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>> {
  try {
    return parseArgs({ args: [...given], options: OPTIONS, allowPositionals: false });
  } catch (error) {
    throw new ArgumentError(`${error instanceof Error ? error.message : String(error)}. Usage: ${USAGE}`);
  }
}

const OPTIONS = {
  questions: text,
  answers: text,
  grader: text,
  out: text,
  task: text,
  concurrency: text,
  'dump-prompts': text,
  replies: text,
} as const;

function oneOf<const Value extends string>(name: string, given: string | undefined, values: readonly Value[]): Value {
  const found = values.find((value) => value === given);
  if (found === undefined)
    throw new ArgumentError(`${name} ${given === undefined ? 'is missing' : `cannot be "${given}"`}: give ${values.join(' or ')}.`);
  return found;
}

function wholeNumber(name: string, given: string, most: number): number {
  const value = Number(given);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new ArgumentError(`${name} cannot be "${given}": give a whole number from 1 to ${most}.`);
  return value;
}

function file(name: string, path: string): string {
  if (!existsSync(path) || statSync(path).isDirectory()) throw new ArgumentError(`${name}: there is no file ${path}. Check the path.`);
  return path;
}

function folder(name: string, path: string): string {
  if (!existsSync(path) || !statSync(path).isDirectory())
    throw new ArgumentError(`${name}: there is no folder ${path}. It holds one reply a file, named as --dump-prompts names the prompts.`);
  return path;
}
