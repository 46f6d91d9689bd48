// What the command for due times is told on its command line.
import { parseArgs } from 'node:util';
import { Temporal } from 'temporal-polyfill';

/** An end of the asked span: a local date of the plan's zone, all of it, or an instant. */
export type Bound = { readonly kind: 'date'; readonly date: string } | { readonly kind: 'instant'; readonly atMs: number };

export interface DueArguments {
  readonly plan: string;
  readonly json: boolean;
  readonly ask: { readonly kind: 'runs'; readonly from: Bound; readonly to: Bound } | { readonly kind: 'why'; readonly date: string };
}

const USAGE =
  'npm run --silent due -- --plan P.json --from 2026-01-01 --to 2026-12-31 [--json], or --plan P.json --why 2026-12-25 [--json]';

/** Says what is wrong and how to mend it. */
export class InputError extends Error {}

/** @throws InputError */
export function readArguments(given: readonly string[]): DueArguments {
  const { plan, from, to, why, json = false } = parse(given);
  if (plan === undefined) throw new InputError(`--plan is missing: name the file of the plan. Usage: ${USAGE}`);
  if (why !== undefined) {
    if (from !== undefined || to !== undefined) throw new InputError('--why asks about one date: leave out --from and --to.');
    return { plan, json, ask: { kind: 'why', date: dateOf('--why', why) } };
  }
  if (from === undefined || to === undefined) throw new InputError(`--${from === undefined ? 'from' : 'to'} is missing. Usage: ${USAGE}`);
  return { plan, json, ask: { kind: 'runs', from: boundOf('--from', from), to: boundOf('--to', to) } };
}

interface Options {
  readonly plan?: string;
  readonly from?: string;
  readonly to?: string;
  readonly why?: string;
  readonly json?: boolean;
}

function parse(given: readonly string[]): Options {
  const text = { type: 'string' } as const;
  try {
    const options = { plan: text, from: text, to: text, why: text, json: { type: 'boolean' } } as const;
    return parseArgs({ args: [...given], options, allowPositionals: false }).values;
  } catch (error) {
    throw new InputError(`${error instanceof Error ? error.message.replace(/\.?$/, '.') : String(error)} Usage: ${USAGE}`, {
      cause: error,
    });
  }
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

function boundOf(name: string, given: string): Bound {
  if (DATE.test(given)) return { kind: 'date', date: dateOf(name, given) };
  try {
    return { kind: 'instant', atMs: Temporal.Instant.from(given).epochMilliseconds };
  } catch (error) {
    const sentence = `${name} "${given}" is neither a date nor an instant: write 2026-01-31, or 2026-01-31T09:00:00Z with Z or an offset.`;
    throw new InputError(sentence, { cause: error });
  }
}

function dateOf(name: string, given: string): string {
  try {
    if (DATE.test(given)) return Temporal.PlainDate.from(given).toString();
  } catch {
    // Said below.
  }
  throw new InputError(`${name} "${given}" is not a date of the calendar: write it as 2026-01-31.`);
}
