// From the text of a model's reply to a checked value, or to faults that the model can mend.
import { z } from 'zod';
import type { GradingQuestion } from './result.ts';
import { criteriaFaults } from './criteria.ts';
import { CRITERIA, draftSchema, flagDraftSchema, INTAKE_LABELS } from './draft.ts';
import type { Draft, FlagDraft } from './draft.ts';
import { fitWords } from './quotes.ts';
import type { Rubric } from './rubric.ts';

export type Read<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly faults: readonly string[] };

type JsonSchema = Readonly<Record<string, unknown>>;

export const labelSchema = z.strictObject({ label: z.enum(INTAKE_LABELS), confidence: z.number().min(0).max(1), crisis: z.boolean() });
export type Label = z.output<typeof labelSchema>;

const DRAFT = z.toJSONSchema(draftSchema, { io: 'input' });
const FLAGS = z.toJSONSchema(flagDraftSchema, { io: 'input' });
const LABEL = z.toJSONSchema(labelSchema, { io: 'input' });

// Strict modes refuse some of these, each provider others: the shape is asked of the provider, the limits are kept here.
const LIMITS = new Set([
  '$schema',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
]);

export const REPLY_SCHEMAS = {
  grade: { name: 'graded_answer', schema: strictPart(DRAFT) },
  flags: { name: 'red_flags', schema: strictPart(FLAGS) },
  intake: { name: 'message_label', schema: strictPart(LABEL) },
} as const;

/** A JSON Schema without the keywords that a strict mode may refuse. */
function strictPart(schema: unknown): JsonSchema {
  return withoutLimits(schema) as JsonSchema; // an object stays an object
}

function withoutLimits(value: unknown, isProperties = false): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutLimits(item));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => isProperties || !LIMITS.has(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutLimits(inner, key === 'properties' && !isProperties)]));
}

export function readDraft(text: string, question: GradingQuestion, rubric: Rubric): Read<Draft> {
  const json = parse(text);
  if (!json.ok) return json;
  const weights = rubric.weightsFor(question.type, question.setting);
  const filled = fillIn(
    fitted(json.value, DRAFT),
    rubric.version,
    CRITERIA.filter((id) => weights[id] === null),
  );
  const read = check(filled, draftSchema);
  if (!read.ok) return read;
  const faults = isGradable(read.value) ? criteriaFaults(read.value, weights) : [];
  return faults.length === 0 ? read : { ok: false, faults };
}

/** Anything else ends without a grade, so that missing scores are no fault. */
function isGradable({ gradable }: Draft): boolean {
  return gradable.label === 'answer' || gradable.label === 'partial' || gradable.label === 'off_topic';
}

export function readFlags(text: string): Read<FlagDraft> {
  const json = parse(text);
  return json.ok ? check(fitted(json.value, FLAGS), flagDraftSchema) : json;
}

export function readLabel(text: string): Read<Label> {
  const json = parse(text);
  return json.ok ? check(fitted(json.value, LABEL), labelSchema) : json;
}

/** Models without a JSON mode wrap the object in a fence or in a sentence. */
function parse(text: string): Read<unknown> {
  const from = text.indexOf('{');
  const to = text.lastIndexOf('}');
  if (from < 0 || to < from) return { ok: false, faults: ['there is no JSON object in the reply'] };
  try {
    const value: unknown = JSON.parse(text.slice(from, to + 1));
    return { ok: true, value };
  } catch {
    return { ok: false, faults: ['the reply is not valid JSON'] };
  }
}

/** What is known better here is put in: the version, and an empty entry for each criterion that does not apply. */
function fillIn(value: unknown, version: string, off: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const criteria: unknown = Reflect.get(value, 'criteria');
  if (!Array.isArray(criteria)) return { ...value, rubric_version: version };
  const given = new Set(
    criteria.map((criterion: unknown) => (typeof criterion === 'object' && criterion !== null ? Reflect.get(criterion, 'id') : undefined)),
  );
  const empty = off.filter((id) => !given.has(id)).map((id) => ({ id, quotes: [], reason: '', score: null }));
  return { ...value, rubric_version: version, criteria: [...criteria, ...empty] };
}

/** Texts and lists that are too long are cut, fields that nobody asked for are dropped: not worth another call. Everything else stays as it is. */
function fitted(value: unknown, schema: unknown): unknown {
  const shape = alternative(value, schema);
  if (typeof value === 'string') return typeof shape['maxLength'] === 'number' ? fitWords(value, shape['maxLength']) : value;
  if (Array.isArray(value)) {
    const most = typeof shape['maxItems'] === 'number' && shape['maxItems'] !== shape['minItems'] ? shape['maxItems'] : value.length;
    return value.slice(0, most).map((item) => fitted(item, shape['items']));
  }
  if (typeof value !== 'object' || value === null) return value;
  const properties = asRecord(shape['properties']);
  const known = Object.entries(value).filter(([key]) => key in properties);
  return Object.fromEntries(known.map(([key, inner]) => [key, fitted(inner, properties[key])]));
}

/** In `string | null` the limits stand with the string. */
function alternative(value: unknown, schema: unknown): Readonly<Record<string, unknown>> {
  const shape = asRecord(schema);
  const choices = shape['anyOf'];
  if (!Array.isArray(choices)) return shape;
  return asRecord(
    choices.find(
      (choice: unknown) => asRecord(choice)['type'] === (typeof value === 'string' ? 'string' : value === null ? 'null' : 'integer'),
    ),
  );
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const FAULTS_TOLD = 8;

function check<Schema extends z.ZodType>(value: unknown, schema: Schema): Read<z.output<Schema>> {
  const checked = schema.safeParse(value);
  if (checked.success) return { ok: true, value: checked.data };
  return {
    ok: false,
    faults: checked.error.issues
      .slice(0, FAULTS_TOLD)
      .map(({ path, message }) => `${path.length === 0 ? 'the object' : path.join('.')}: ${message}`),
  };
}
