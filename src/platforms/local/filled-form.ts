// What a person fills into a form: words, choices and files, checked as a platform's own client checks them.
import type { FieldErrors, FormField, Values } from '../../core/content.ts';
import { asId } from '../../core/ids.ts';
import type { FileId } from '../../core/ids.ts';
import { LIMITS } from './limits.ts';
import { Refused } from './refusal.ts';
import type { World } from './world.ts';

export interface GivenFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}
export type Given = Readonly<Record<string, string | GivenFile>>;

export interface FilledForm {
  /** All fields: what was given, and for the rest what stood there. A file is its id. */
  readonly values: Values;
  /** null: nothing is wrong. */
  readonly faults: FieldErrors | null;
}

/** Keeps the files that may be kept, also where another field is wrong, so that nobody has to choose theirs twice. Throws Refused. */
export function fillForm(world: World, fields: readonly FormField[], given: Given, nowMs: number): FilledForm {
  const unknown = Object.keys(given).find((name) => !fields.some((field) => field.name === name));
  if (unknown !== undefined)
    throw new Refused(
      422,
      'unknown-field',
      `There is no field "${unknown}" in this form. Use: ${fields.map((field) => field.name).join(', ')}.`,
      unknown,
    );
  const filled = fields.map((field) => fillField(world, field, given[field.name] ?? field.value, nowMs));
  const faults = filled.flatMap(({ name, fault }) => (fault === null ? [] : [[name, fault] as const]));
  return {
    values: Object.fromEntries(filled.map(({ name, value }) => [name, value])),
    faults: faults.length === 0 ? null : Object.fromEntries(faults),
  };
}

interface FilledField {
  readonly name: string;
  readonly value: string;
  readonly fault: string | null;
}

function fillField(world: World, field: FormField, given: string | GivenFile, nowMs: number): FilledField {
  const { name } = field;
  if (typeof given === 'string')
    return { name, value: field.kind === 'file' ? keptFile(field, given) : given, fault: faultOf(field, given) };
  const fault = field.kind === 'file' ? faultOfFile(given) : 'This field takes words, not a file.';
  return fault === null ? { name, value: keepFile(world, given, nowMs), fault } : { name, value: field.value, fault };
}

/** The one that was given before, or none: no other file can be named into a form. */
const keptFile = (field: FormField, given: string): string => (given === '' ? '' : field.value);

function faultOf(field: FormField, value: string): string | null {
  if (value.trim() === '') return field.required ? 'This field needs an answer.' : null;
  switch (field.kind) {
    case 'choice':
      return field.options.some((option) => option.value === value) ? null : 'Choose one of the options.';
    case 'file':
      return value === field.value ? null : 'This field takes a file, not words.';
    case 'line':
    case 'paragraph':
      return value.length > field.maxLength ? `At most ${field.maxLength} characters; this has ${value.length}.` : null;
    default:
      return field.kind satisfies never;
  }
}

function faultOfFile({ bytes }: GivenFile): string | null {
  if (bytes.byteLength === 0) return 'This file is empty: choose another one.';
  if (bytes.byteLength <= LIMITS.givenFileBytes) return null;
  return `A file here holds at most 1 MiB (${LIMITS.givenFileBytes} bytes); this one has ${bytes.byteLength}: choose a smaller one.`;
}

function keepFile(world: World, { name, mediaType, bytes }: GivenFile, nowMs: number): FileId {
  return world.change((draft) => {
    const sequence = draft.number();
    const id = asId<FileId>(`local:file/${sequence}`);
    draft.put('file', { id, sequence, message: null, name, mediaType, base64: Buffer.from(bytes).toString('base64'), givenAtMs: nowMs });
    return id;
  });
}
