// npm run --silent due: the instants of a plan, for whoever wants to compare. Ends with 0, and with 2 when the input was wrong.
import { pipeline } from 'node:stream/promises';
import { Temporal } from 'temporal-polyfill';
import { dueAfterDate } from '../due.ts';
import type { Due, DueRule } from '../due.ts';
import { InputError, readArguments } from './arguments.ts';
import type { Bound } from './arguments.ts';
import { lineOf, runOf, whyLine, whyOn } from './describe.ts';
import { readPlanFile } from './plan-file.ts';

async function* lines(given: readonly string[]): AsyncGenerator<string> {
  const { plan, json, ask } = readArguments(given);
  const file = await readPlanFile(plan);
  const { rule } = file;
  for (const field of file.ignored) complain(`${plan}: "${field}" is no field of a plan and was left aside.`);
  if (ask.kind === 'why') {
    const why = whyOn(file, ask.date);
    yield json ? JSON.stringify(why) : whyLine(rule, why);
    return;
  }
  let count = 0;
  for (const due of runsWithin(rule, ask.from, ask.to)) {
    const run = runOf(rule, due);
    yield json ? JSON.stringify(run) : lineOf(rule, run);
    count += 1;
  }
  if (count === 0) complain('The plan has no run in this span. --why DATE tells the reason for a date.');
}

/** @throws InputError when the span ends before it begins */
function* runsWithin(rule: DueRule, from: Bound, to: Bound): Generator<Due> {
  if (startOf(rule, from) > startOf(rule, to)) throw new InputError('--from is after --to: exchange them.');
  const isBefore = (due: Due, bound: Bound): boolean => (bound.kind === 'date' ? due.localDate < bound.date : due.atMs < bound.atMs);
  const isAfter = (due: Due, bound: Bound): boolean => (bound.kind === 'date' ? due.localDate > bound.date : due.atMs > bound.atMs);
  // Some days early: a gap at midnight carries a run past the end of its date.
  const first = Temporal.Instant.fromEpochMilliseconds(startOf(rule, from)).toZonedDateTimeISO('UTC').toPlainDate().subtract({ days: 3 });
  let due = dueAfterDate(rule, first.toString());
  while (due !== null && !isAfter(due, to)) {
    if (!isBefore(due, from)) yield due;
    due = dueAfterDate(rule, due.localDate);
  }
}

const startOf = (rule: DueRule, bound: Bound): number =>
  bound.kind === 'instant' ? bound.atMs : Temporal.PlainDate.from(bound.date).toZonedDateTime(rule.zone).epochMilliseconds;

const complain = (line: string): void => void process.stderr.write(`${line}\n`);

const withEnds = async function* (all: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of all) yield `${line}\n`;
};

try {
  await pipeline(withEnds(lines(process.argv.slice(2))), process.stdout, { end: false });
} catch (error) {
  if (error instanceof InputError) {
    complain(error.message);
    process.exitCode = 2;
    // A reader that has seen enough, as `head` has, is no fault.
  } else if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
}
