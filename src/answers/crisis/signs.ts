// The words of data/intake/crisis.yaml, ready to be looked for.
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readYaml } from '../../bank/yaml.ts';
import { anyOf, phraseExpression } from './notation.ts';

const FILE = fileURLToPath(new URL('../../../data/intake/crisis.yaml', import.meta.url));

const text = z.string().min(1);
const texts = z.array(text).min(1);

const signsSchema = z.strictObject({
  fillers: texts,
  spellings: z.record(text, text),
  misspelled: texts,
  lists: z.record(text, texts),
  plain: texts,
  heavy: texts,
  faint: texts,
  debt: texts,
  debt_now: texts,
  dread: texts,
  figures: texts,
  others: z.strictObject({ people: texts, say: texts, named: texts }),
  work: texts,
  afterwards: texts,
  over: texts,
  again: texts,
  light: z.strictObject({ laughter: texts, parting: texts }),
});

export type Family = 'plain' | 'heavy' | 'faint' | 'debt' | 'debt_now' | 'dread';
const FAMILIES = ['plain', 'heavy', 'faint', 'debt', 'debt_now', 'dread'] as const satisfies readonly Family[];

export interface Signs {
  readonly fillers: RegExp;
  readonly spellings: { readonly words: RegExp; readonly read: ReadonlyMap<string, string> };
  readonly misspelled: readonly string[];
  readonly families: readonly { readonly family: Family; readonly phrases: readonly RegExp[] }[];
  readonly figures: readonly RegExp[];
  readonly people: RegExp;
  /** A person, and soon after it that they speak. */
  readonly reported: RegExp;
  readonly named: RegExp;
  readonly work: RegExp;
  readonly afterwards: readonly RegExp[];
  readonly over: readonly RegExp[];
  readonly again: RegExp;
  readonly laughter: RegExp;
  readonly parting: RegExp;
}

let loaded: Signs | null = null;

/** Read at the first message: a start does not wait for it. */
export function signs(): Signs {
  loaded ??= compile(readYaml(FILE, signsSchema));
  return loaded;
}

function compile(file: z.output<typeof signsSchema>): Signs {
  const phrases = (list: readonly string[]): RegExp[] => list.map((phrase) => phraseExpression(phrase, file.lists));
  return {
    fillers: anyOf(file.fillers),
    spellings: { words: anyOf(Object.keys(file.spellings)), read: new Map(Object.entries(file.spellings)) },
    misspelled: file.misspelled,
    families: FAMILIES.map((family) => ({ family, phrases: phrases(file[family]) })),
    figures: phrases(file.figures),
    people: anyOf(file.others.people),
    reported: phraseExpression('<people> .. <say>', { people: file.others.people, say: file.others.say }),
    named: anyOf(file.others.named),
    work: anyOf(file.work),
    afterwards: phrases(file.afterwards),
    over: phrases(file.over),
    again: anyOf(file.again),
    laughter: anyOf(file.light.laughter),
    parting: anyOf(file.light.parting),
  };
}
