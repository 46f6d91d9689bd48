// JSONL in and out, a line at a time: a set of 5,000 answers never stands in memory.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { faultsOf } from './records.ts';

export type Line<Value> =
  | { readonly line: number; readonly value: Value }
  | { readonly line: number; readonly error: string; readonly id: string | null };

/** Empty lines are passed over. A line that is no JSON, breaks the shape or repeats an id comes out as its error. */
export async function* readLines<Schema extends z.ZodType<{ readonly id: string }>>(
  path: string,
  schema: Schema,
): AsyncGenerator<Line<z.output<Schema>>> {
  const firstLineOf = new Map<string, number>();
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    line += 1;
    const bare = text.replace(/^\uFEFF/u, '').trim();
    if (bare === '') continue;
    yield checked(bare, line, schema, firstLineOf);
  }
}

function checked<Schema extends z.ZodType<{ readonly id: string }>>(
  text: string,
  line: number,
  schema: Schema,
  firstLineOf: Map<string, number>,
): Line<z.output<Schema>> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { line, id: null, error: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const given: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'id') : null;
    return { line, id: typeof given === 'string' ? given : null, error: faultsOf(parsed.error) };
  }
  const { id } = parsed.data;
  const first = firstLineOf.get(id);
  if (first !== undefined) return { line, id, error: `id ${JSON.stringify(id)} stands on line ${first} already; give it another` };
  firstLineOf.set(id, line);
  return { line, value: parsed.data };
}

/** Works on at most `concurrency` items at once, and hands the results on in the order of the items. */
export async function inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  concurrency: number,
  work: (item: Item) => Promise<Result>,
  take: (result: Result) => Promise<void>,
): Promise<void> {
  const running: Promise<Result>[] = [];
  const takeFirst = async (): Promise<void> => {
    const first = running.shift();
    if (first !== undefined) await take(await first);
  };
  for await (const item of items) {
    running.push(work(item));
    if (running.length >= concurrency) await takeFirst();
  }
  while (running.length > 0) await takeFirst();
}
