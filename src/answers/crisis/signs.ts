// The words of data/intake/crisis.yaml, ready to be looked for.
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readYaml } from '../../bank/yaml.ts';
import { createSearch } from './phrases.ts';
import type { Found } from './phrases.ts';

const FILE = fileURLToPath(new URL('../../../data/intake/crisis.yaml', import.meta.url));

/** What speaks for a crisis, the strongest first. */
export const FAMILIES = ['plain', 'heavy', 'word', 'debtNow', 'faint', 'debt', 'dark', 'dread'] as const;
const CIRCUMSTANCES = [
  'people',
  'them',
  'reported',
  'named',
  'work',
  'handling',
  'afterwards',
  'lesson',
  'past',
  'over',
  'again',
  'parting',
  'denied',
] as const;

export type Family = (typeof FAMILIES)[number];
/** What a sign is judged by. */
export type Circumstance = (typeof CIRCUMSTANCES)[number];

const text = z.string().min(1);
const texts = z.array(text).min(1);

const signsSchema = z.strictObject({
  fillers: texts,
  spellings: z.record(text, text),
  misspelled: texts,
  laughter: texts,
  lists: z.record(text, texts),
  figures: texts,
  signs: z.strictObject({ plain: texts, heavy: texts, word: texts, debtNow: texts, faint: texts, debt: texts, dread: texts, dark: texts }),
  circumstances: z.strictObject({
    people: texts,
    them: texts,
    reported: texts,
    named: texts,
    work: texts,
    handling: texts,
    afterwards: texts,
    lesson: texts,
    past: texts,
    over: texts,
    again: texts,
    parting: texts,
    denied: texts,
  }),
});

type Search<Kind> = (words: readonly string[]) => readonly Found<Kind>[];

export interface Signs {
  readonly fillers: RegExp;
  readonly spellings: { readonly words: RegExp; readonly read: ReadonlyMap<string, string> };
  readonly misspelled: readonly string[];
  readonly laughter: RegExp;
  readonly figures: Search<'figure'>;
  readonly families: Search<Family>;
  readonly circumstances: Search<Circumstance>;
}

let loaded: Signs | null = null;

/** Read with the first message: a start does not wait for it. */
export function loadSigns(): Signs {
  loaded ??= compile(readYaml(FILE, signsSchema));
  return loaded;
}

function compile(file: z.output<typeof signsSchema>): Signs {
  const { lists } = file;
  return {
    fillers: anyOf(file.fillers),
    spellings: { words: anyOf(Object.keys(file.spellings)), read: new Map(Object.entries(file.spellings)) },
    misspelled: file.misspelled,
    laughter: anyOf(file.laughter),
    figures: createSearch([{ kind: 'figure', phrases: file.figures }], lists),
    families: createSearch(
      FAMILIES.map((kind) => ({ kind, phrases: file.signs[kind] })),
      lists,
    ),
    circumstances: createSearch(
      CIRCUMSTANCES.map((kind) => ({ kind, phrases: file.circumstances[kind] })),
      lists,
    ),
  };
}

/** Whole words or short runs of them. The blanks on both sides are not taken, so that neighbours are both found. */
function anyOf(words: readonly string[]): RegExp {
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  return new RegExp(
    `(?<= )(?:${longestFirst.map((word) => word.replaceAll(/[.+?^${}()|[\]\\*]/gu, String.raw`\$&`)).join('|')})(?= )`,
    'gu',
  );
}
