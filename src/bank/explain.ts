// Turns what zod found into sentences for the writer of a data file: what stands there, what may stand there, how to mend it.
import { z } from 'zod';
import type { FieldPath } from './fault.ts';

export interface Explained {
  readonly path: FieldPath;
  readonly problem: string;
}

type Issue = z.core.$ZodIssue;
/** The part of a generated JSON schema that is walked here. */
type SchemaNode = z.core.JSONSchema.BaseSchema;

/** One sentence per issue, and one per unknown key. `value` is what was checked against `schema`. */
export function explainIssues(issues: readonly Issue[], schema: z.ZodType, value: unknown): Explained[] {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return issues.flatMap((issue) => {
    const node = schemaAt(shape, issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...issue.path, key], problem: explainUnknownKey(key, node) }));
    }
    const hint = node?.description === undefined ? '' : ` (${node.description})`;
    return [{ path: issue.path, problem: `${explain(issue, valueAt(value, issue.path))}${hint}` }];
  });
}

function explain(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return explainType(issue.expected, value);
    case 'too_small':
      return explainSize(value, `at least ${issue.minimum}`, issue.origin, 'add to it');
    case 'too_big':
      return explainSize(value, `at most ${issue.maximum}`, issue.origin, 'shorten it');
    case 'invalid_value':
      return explainChoice(issue.values.map(String), value);
    case 'invalid_format':
      return `is ${shown(value)}; write it as ${issue.pattern ?? issue.format}`;
    case 'invalid_union':
      return value === undefined ? 'is missing; add it' : `is ${shown(value)}, which fits none of the allowed forms`;
    case 'invalid_key':
      return `has the key ${shown(issue.path.at(-1))}, which is not allowed here`;
    case 'not_multiple_of':
      return `is ${shown(value)}; use a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
    case 'invalid_element':
    case 'custom':
      return issue.message;
    default:
      return issue satisfies never;
  }
}

function explainType(expected: string, value: unknown): string {
  const wanted = TYPE_NAMES[expected] ?? expected;
  if (value === undefined) return 'is missing; add it';
  if (value === null) return `is empty; give ${wanted}`;
  if (expected === 'string' && typeof value === 'object' && !Array.isArray(value)) {
    return 'was read as keys and values; put a text that holds ": " in quotes';
  }
  if (expected === 'string' && typeof value !== 'object') return `was read as a ${typeof value}; put it in quotes`;
  if (expected === 'array') return `is ${shown(value)}; write it as a list, each entry after "- "`;
  return `is ${shown(value)}; give ${wanted}`;
}

function explainChoice(allowed: readonly string[], value: unknown): string {
  if (value === undefined) return `is missing; add it: one of ${allowed.join(', ')}`;
  const near = typeof value === 'string' ? nearest(value, allowed) : null;
  return `is ${shown(value)}; ${near === null ? `use one of ${allowed.join(', ')}` : `did you mean ${near}?`}`;
}

function explainSize(value: unknown, limit: string, origin: string, mend: string): string {
  if (typeof value === 'string') return `has ${value.trim().length} characters; it takes ${limit}: ${mend}`;
  if (Array.isArray(value)) return `has ${value.length === 1 ? '1 entry' : `${value.length} entries`}; it takes ${limit}`;
  return `is ${shown(value)}; the ${origin} must be ${limit}`;
}

function explainUnknownKey(key: string, node: SchemaNode | null): string {
  const allowed = Object.keys(node?.properties ?? {});
  const near = nearest(key, allowed);
  if (near !== null) return `is no known key; did you mean ${near}?`;
  return allowed.length === 0 ? 'is no known key; remove it' : `is no known key; remove it, or use one of ${allowed.join(', ')}`;
}

const TYPE_NAMES: Partial<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  tuple: 'a list',
  object: 'keys and values',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
};

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}

function valueAt(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>((inner, part) => {
    if (typeof inner !== 'object' || inner === null) return undefined;
    return Reflect.get(inner, part);
  }, value);
}

function schemaAt(root: SchemaNode, path: FieldPath): SchemaNode | null {
  let nodes: SchemaNode[] = [root];
  for (const part of path) {
    nodes = nodes.flatMap(alternatives).flatMap((node) => childSchemas(node, part));
  }
  return (
    nodes
      .flatMap((node) => [node, ...alternatives(node)])
      .find((node) => node.description !== undefined || node.properties !== undefined) ?? null
  );
}

function alternatives(node: SchemaNode): SchemaNode[] {
  const options = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])].filter(isSchema);
  return options.length === 0 ? [node] : options.flatMap(alternatives);
}

function childSchemas(node: SchemaNode, part: PropertyKey): SchemaNode[] {
  if (typeof part === 'number') return [...(node.prefixItems?.slice(part, part + 1) ?? []), ...[node.items].flat()].filter(isSchema);
  return [node.properties?.[String(part)] ?? node.additionalProperties].filter(isSchema);
}

function isSchema(node: unknown): node is SchemaNode {
  return typeof node === 'object' && node !== null;
}

/** The allowed word that a writer most likely meant, or null: at most a third of the letters differ. */
export function nearest(word: string, allowed: readonly string[]): string | null {
  const ranked = allowed
    .map((candidate) => ({ candidate, edits: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best !== undefined && best.edits <= Math.max(1, Math.ceil(best.candidate.length / 3)) ? best.candidate : null;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
