// Between the lists of a question and the lines of a form's field: one entry a line, its parts separated by a sign.
import type { z } from 'zod';
import { nearest } from '../bank/explain.ts';
import { SKILLS } from '../bank/schema.ts';
import type { FieldErrors, Values } from '../core/content.ts';
import type { Say } from '../core/locale.ts';
import { ownQuestionSchema } from './own-question.ts';
import type { Unfinished } from './own-question.ts';

type Field = 'title' | 'text' | 'why' | 'howToAnswer' | 'whatNotToSay' | 'example' | 'referencePoints' | 'probe' | 'skills';

export const WORD_FIELDS = ['title', 'text', 'why', 'howToAnswer', 'whatNotToSay'] as const satisfies readonly Field[];
export const DETAIL_FIELDS = ['example', 'referencePoints', 'probe', 'skills'] as const satisfies readonly Field[];

/** What stands in a field of the form. */
export function shownIn(field: Field, record: Unfinished): string {
  switch (field) {
    case 'howToAnswer':
      return (record.howToAnswer ?? []).join('\n');
    case 'whatNotToSay':
      return (record.whatNotToSay ?? []).map(({ say, because }) => `${say} | ${because}`).join('\n');
    case 'referencePoints':
      return (record.referencePoints ?? []).map(({ text, paraphrases }) => [text, ...paraphrases].join('; ')).join('\n');
    case 'skills':
      return (record.skills ?? []).join(', ');
    case 'title':
    case 'text':
    case 'why':
    case 'example':
    case 'probe':
      return record[field] ?? '';
    default:
      return field satisfies never;
  }
}

type Read = { readonly kind: 'read'; readonly record: Unfinished } | { readonly kind: 'faults'; readonly faults: FieldErrors };

/** `before` with what the fields say now. A field that was not shown, or that nobody touched, keeps what it had. */
export function readFields(fields: readonly Field[], values: Values, before: Unfinished, say: Say): Read {
  const faults: Record<string, string> = {};
  let record = before;
  for (const field of fields) {
    const typed = values[field];
    if (typed === undefined || typed === shownIn(field, before)) continue;
    const { [field]: _replaced, ...rest } = record;
    const read = readField(field, plain(typed), before, say);
    if (typeof read === 'string') faults[field] = read;
    else record = { ...rest, ...read };
  }
  for (const field of ['title', 'text'] as const)
    if (fields.includes(field) && record[field] === undefined && faults[field] === undefined) faults[field] = say('questions.needed');
  return Object.keys(faults).length === 0 ? { kind: 'read', record } : { kind: 'faults', faults };
}

/** The part of the record that a field gives, or what is wrong with it as a sentence. */
function readField(field: Field, text: string, before: Unfinished, say: Say): Unfinished | string {
  if (text === '') return {};
  const unfinished = field === 'whatNotToSay' ? linesOf(text).findIndex((line) => !/\S\s*\|\s*\S/u.test(line)) : -1;
  if (unfinished !== -1) return say('questions.needsReason', { line: unfinished + 1 });
  if (field === 'skills') {
    const unknown = skillsOf(text).find((skill) => !SKILLS.some((known) => known === skill));
    if (unknown !== undefined) {
      const near = nearest(unknown, SKILLS);
      return near === null
        ? say('questions.unknownSkill', { skill: unknown })
        : say('questions.unknownSkillNear', { skill: unknown, near });
    }
  }
  const value = valueOf(field, text, before);
  const checked = ownQuestionSchema.shape[field].safeParse(value);
  if (checked.success) return { [field]: checked.data };
  return faultOf(checked.error.issues[0], value, say);
}

function valueOf(field: Field, text: string, before: Unfinished): unknown {
  switch (field) {
    case 'howToAnswer':
      return linesOf(text);
    case 'whatNotToSay':
      return linesOf(text).map((line) => {
        const [words = '', ...because] = line.split('|');
        return { say: unquoted(words), because: because.join('|').trim() };
      });
    case 'referencePoints':
      return linesOf(text).map((line) => {
        const [point = '', ...paraphrases] = line.split(';').map((part) => part.trim());
        const known = before.referencePoints?.find((one) => one.text === point);
        return { text: point, paraphrases: paraphrases.filter((part) => part !== ''), central: known?.central ?? false };
      });
    case 'skills':
      return skillsOf(text);
    case 'title':
    case 'text':
    case 'why':
    case 'example':
    case 'probe':
      return field === 'title' ? text.replaceAll(/\s+/gu, ' ') : text;
    default:
      return field satisfies never;
  }
}

function faultOf(issue: z.core.$ZodIssue | undefined, value: unknown, say: Say): string {
  const at = issue?.path.find((part) => typeof part === 'number');
  const line = typeof at === 'number' ? at + 1 : 0;
  const found = issue?.path.reduce<unknown>(
    (inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : null),
    value,
  );
  const has = typeof found === 'string' || Array.isArray(found) ? found.length : 0;
  const isList = Array.isArray(found);
  if (issue?.code === 'too_big')
    return isList
      ? say('questions.tooMany', { has, most: Number(issue.maximum), line })
      : say('questions.tooLong', { has, most: Number(issue.maximum), line });
  if (issue?.code === 'too_small') return say('questions.tooShort', { least: Number(issue.minimum), has, line });
  return say('questions.unreadable');
}

/** Bullets that people type out of habit are not part of what they say. */
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-*•–]|\d+[.)])\s+/u, '').trim())
    .filter((line) => line !== '');

const skillsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,;\n]/u)
      .map((skill) => skill.trim().toLowerCase().replaceAll(/\s+/gu, '-'))
      .filter((skill) => skill !== ''),
  ),
];

const unquoted = (text: string): string =>
  text
    .trim()
    .replace(/^["“'‘](.*)["”'’]$/su, '$1')
    .trim();

/** Without signs that cannot be seen and turn the direction of what follows. */
export const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu, (sign) => (sign === '\n' ? '\n' : sign === '\t' ? ' ' : ''))
    .trim();
