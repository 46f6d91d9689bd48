// A file of questions, checked whole before anything of it is kept. It is ours (data/questions) or a bare list, in YAML or JSON.
import { z } from 'zod';
import { explainIssues } from '../bank/explain.ts';
import { FaultPlaces, fieldName } from '../bank/fault.ts';
import type { FieldPath } from '../bank/fault.ts';
import { TOPICS, questionSchema } from '../bank/schema.ts';
import type { Rules } from '../bank/rules.ts';
import { UserError } from '../core/errors.ts';
import type { ImportEntry } from './kept.ts';
import { plain } from './lines.ts';
import { ownIdFor, ownQuestionSchema } from './own-question.ts';
import type { OwnRecord } from './own-question.ts';

export const MOST_BYTES = 1024 * 1024;
export const MOST_RECORDS = 500;
const LABEL_CHARACTERS = 48;

export interface ImportFault {
  /** The question's title, or "record 3". */
  readonly record: string;
  readonly line: number;
  /** Empty where the whole record, or the file, is meant. */
  readonly field: string;
  readonly problem: string;
}

export interface CheckedFile {
  readonly entries: readonly ImportEntry[];
  /** Records with a fault. */
  readonly faulty: number;
  readonly faults: readonly ImportFault[];
  /** Records in which personal data was hidden. */
  readonly masked: number;
}

const { version, storyShape, seed, retired } = questionSchema.shape;

/** What a file of the shipped bank holds beside what a server's own question does: read, and left aside. */
const recordSchema = ownQuestionSchema.extend({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(52)
    .optional()
    .describe('Small letters, figures and hyphens; the same one finds the same question again'),
  version: version.optional(),
  storyShape: storyShape.optional(),
  seed: seed.optional(),
  retired,
});

/** Throws UserError for a file that cannot be read as one of questions at all. */
export function readImport(bytes: Uint8Array, parts: { readonly rules: Rules; readonly mask: (text: string) => string }): CheckedFile {
  if (bytes.byteLength > MOST_BYTES) throw new UserError('import.tooLarge', { most: MOST_BYTES / 1024 });
  const { places, syntax, value } = parse(decode(bytes));
  if (syntax.length > 0) return { entries: [], faulty: 0, faults: syntax, masked: 0 };
  const file = recordsOf(value);
  if (file.records.length > MOST_RECORDS) throw new UserError('import.tooMany', { most: MOST_RECORDS, has: file.records.length });
  const faults: ImportFault[] = [];
  const entries: ImportEntry[] = [];
  const taken = new Map<string, number>();
  let masked = 0;
  for (const [index, given] of file.records.entries()) {
    const hidden = hide(given, parts.mask);
    if (hidden.changed) masked += 1;
    const checked = checkRecord(withTopic(hidden.value, file.topic), parts.rules);
    const problems = [...checked.problems];
    const first = checked.entry === null ? undefined : taken.get(checked.entry.id);
    if (first !== undefined)
      problems.push({ path: checked.hasId ? ['id'] : ['text'], problem: `stands in record ${first + 1} already; keep one of the two` });
    if (checked.entry !== null && problems.length === 0) {
      taken.set(checked.entry.id, index);
      entries.push(checked.entry);
    }
    const label = titleOf(hidden.value) ?? `record ${index + 1}`;
    faults.push(
      ...problems.map(({ path, problem }) => ({
        record: label,
        line: places.lineAt([...file.path, index, ...path]),
        field: fieldName(path),
        problem,
      })),
    );
  }
  return { entries, faulty: file.records.length - entries.length, faults, masked };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError('import.notText');
  }
}

/** JSON is read as YAML, of which it is a part. */
function parse(text: string): { readonly places: FaultPlaces; readonly syntax: readonly ImportFault[]; readonly value: unknown } {
  if (isTooDeep(text)) throw new UserError('import.notQuestions');
  try {
    const places = new FaultPlaces('', text);
    const syntax = places.syntax().map(({ line, problem }) => ({ record: '', line, field: '', problem }));
    return { places, syntax, value: syntax.length > 0 ? null : places.value() };
  } catch {
    // Names that stand for each other without end.
    throw new UserError('import.notQuestions');
  }
}

/** A question nests five deep. A file of brackets alone would keep the parser busy for seconds. */
const DEEPEST = 200;

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return /(?:[-?][ \t]+){50}/u.test(text);
}

const fileSchema = z.union([
  z.array(z.unknown()).min(1),
  z.object({ topic: z.enum(TOPICS).optional(), questions: z.array(z.unknown()).min(1) }),
]);

interface Records {
  readonly records: readonly unknown[];
  readonly topic: (typeof TOPICS)[number] | undefined;
  /** Where the list stands in the file. */
  readonly path: FieldPath;
}

function recordsOf(value: unknown): Records {
  const file = fileSchema.safeParse(value);
  if (!file.success) throw new UserError('import.notQuestions');
  return Array.isArray(file.data)
    ? { records: file.data, topic: undefined, path: [] }
    : { records: file.data.questions, topic: file.data.topic, path: ['questions'] };
}

const withTopic = (record: unknown, topic: Records['topic']): unknown =>
  topic !== undefined && isRecord(record) && record['topic'] === undefined ? { ...record, topic } : record;

interface Problem {
  readonly path: FieldPath;
  readonly problem: string;
}

function checkRecord(
  given: unknown,
  rules: Rules,
): { readonly entry: ImportEntry | null; readonly hasId: boolean; readonly problems: readonly Problem[] } {
  const checked = recordSchema.safeParse(given);
  if (!checked.success) return { entry: null, hasId: false, problems: explainIssues(checked.error.issues, recordSchema, given) };
  const { id, version: _version, storyShape: _shape, seed: _seed, retired: isRetired, ...record } = checked.data;
  const problems = (record.rules ?? []).flatMap((rule, index) =>
    rules.byId.has(rule) ? [] : [{ path: ['rules', index], problem: `${rule} is no rule; leave it out, or use one of data/jurisdictions` }],
  );
  return {
    entry: { id: ownIdFor(id, record.text), record: withoutPointIds(record), retired: isRetired === true },
    hasId: id !== undefined,
    problems,
  };
}

/** Points are counted by their order. */
function withoutPointIds({ referencePoints, ...record }: OwnRecord): OwnRecord {
  if (referencePoints === undefined) return record;
  return ownQuestionSchema.parse({ ...record, referencePoints: referencePoints.map(({ id: _id, ...point }) => point) });
}

/** Codes and citations, in which figures are no one's number. */
const NOT_WORDS = new Set([
  'id',
  'type',
  'topic',
  'roleFamilies',
  'levels',
  'setting',
  'jurisdiction',
  'skills',
  'rules',
  'sources',
  'storyShape',
  'seed',
]);

/** Personal data hidden in every text, before its length is checked: what stands for it may be longer. */
function hide(value: unknown, mask: (text: string) => string): { readonly value: unknown; readonly changed: boolean } {
  let changed = false;
  const walk = (inner: unknown): unknown => {
    if (typeof inner === 'string') {
      const text = plain(inner);
      const hidden = mask(text);
      if (hidden !== text) changed = true;
      return hidden;
    }
    if (Array.isArray(inner)) return inner.map(walk);
    if (!isRecord(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, NOT_WORDS.has(key) ? item : walk(item)]));
  };
  return { value: walk(value), changed };
}

function titleOf(record: unknown): string | null {
  const title = isRecord(record) ? record['title'] : undefined;
  return typeof title === 'string' && title.trim() !== '' ? plain(title).slice(0, LABEL_CHARACTERS) : null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
