// Reads one data file: YAML in, a checked value out, or every fault at once.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { explainIssues } from './explain.ts';
import { DataError, FaultPlaces, shownPath } from './fault.ts';
import type { Fault, FieldPath } from './fault.ts';

export { DataError, faultAt, faultLine } from './fault.ts';
export type { Fault } from './fault.ts';

/**
 * The file's content in the shape of `schema`. Entries of one list that carry an `id` must not share it.
 * @throws DataError with every fault as `file:line field: what is wrong and how to mend it`
 */
export function readYaml<S extends z.ZodType>(path: string, schema: S): z.output<S> {
  const text = readText(path);
  const { value, repeated } = parseOnce(path, text);
  const checked = schema.safeParse(value);
  if (checked.success && repeated.length === 0) return checked.data;

  const places = new FaultPlaces(path, text);
  const explained = checked.success ? [] : explainIssues(checked.error.issues, schema, value);
  const faults: Fault[] = [
    ...explained.map(({ path: field, problem }) => places.at(field, problem)),
    ...repeated.map(({ id, first, again }) =>
      places.at([...again, 'id'], `${JSON.stringify(id)} is taken by line ${places.lineAt(first)}; give one of the two another id`),
    ),
  ];
  throw new DataError(faults.sort((a, b) => a.line - b.line));
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new DataError([{ file: shownPath(path), line: 1, field: '', problem: `cannot be read (${reason}); it must be there` }]);
  }
}

// The parser reads some 5 MB a second, which is most of a cold start. What it made of a text, if no id is repeated in it,
// is kept as JSON under the hash of that text, beside the installed packages; the check against the schema is never
// skipped. Files from outside this checkout are few and passing (imports, tests): they are parsed each time.
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CACHE_FOLDER = join(ROOT, 'node_modules', '.cache', 'rapport-data');
const WORTH_CACHING_CHARACTERS = 1_000;

interface Parsed {
  readonly value: unknown;
  readonly repeated: readonly RepeatedId[];
}

function parseOnce(path: string, text: string): Parsed {
  const place = relative(ROOT, resolve(path));
  if (text.length < WORTH_CACHING_CHARACTERS || place.startsWith('..') || isAbsolute(place)) return parseStrictly(path, text);
  const prefix = `${place.replaceAll(/[^\w.]/g, '-')}.`;
  const hash = createHash('sha256').update(text).digest('hex');
  const cached = join(CACHE_FOLDER, `${prefix}${hash}.json`);
  try {
    return { value: JSON.parse(readFileSync(cached, 'utf8')), repeated: [] };
  } catch {
    // Not there yet, or cut short: parse.
  }
  const parsed = parseStrictly(path, text);
  if (parsed.repeated.length === 0) keep(cached, prefix, parsed.value);
  return parsed;
}

function parseStrictly(path: string, text: string): Parsed {
  const places = new FaultPlaces(path, text);
  const faults = places.syntax();
  if (faults.length > 0) throw new DataError(faults);
  const value = places.value();
  return { value, repeated: repeatedIds(value) };
}

/** Best effort: a read-only image, or two processes at once, must not hinder a start. */
function keep(cached: string, prefix: string, parsed: unknown): void {
  try {
    mkdirSync(CACHE_FOLDER, { recursive: true });
    for (const name of readdirSync(CACHE_FOLDER)) {
      if (name.startsWith(prefix)) rmSync(join(CACHE_FOLDER, name), { force: true });
    }
    const partial = `${cached}.${process.pid}`;
    writeFileSync(partial, JSON.stringify(parsed));
    renameSync(partial, cached);
  } catch {
    // The next start parses again.
  }
}

interface RepeatedId {
  id: string;
  first: FieldPath;
  again: FieldPath;
}

function repeatedIds(value: unknown): RepeatedId[] {
  if (typeof value !== 'object' || value === null) return [];
  const repeated: RepeatedId[] = [];
  const isList = Array.isArray(value);
  const firstAt = new Map<string, number>();
  for (const [key, item] of Object.entries(value)) {
    if (typeof item !== 'object' || item === null) continue;
    const at = isList ? Number(key) : key;
    for (const { id, first, again } of repeatedIds(item)) repeated.push({ id, first: [at, ...first], again: [at, ...again] });
    const id: unknown = isList ? Reflect.get(item, 'id') : undefined;
    if (typeof id !== 'string') continue;
    const first = firstAt.get(id);
    if (first === undefined) firstAt.set(id, Number(key));
    else repeated.push({ id, first: [first], again: [at] });
  }
  return repeated;
}
