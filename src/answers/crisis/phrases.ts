// The notation of data/intake/crisis.yaml, and the search for its phrases in a text of words. All phrases are followed at once, word by
// word, so that the time taken grows with the text alone, whatever stands in it.

type Lists = Readonly<Record<string, readonly string[]>>;

/** Stand between clauses and behind each sentence of the text that is searched, as words of their own. */
export const CLAUSE = '^';
export const SENTENCE_END = '¶';

interface Phrases<Kind> {
  readonly phrases: readonly string[];
  readonly kind: Kind;
}

export interface Found<Kind> {
  readonly kind: Kind;
  /** The first word, and the one behind the last. */
  readonly from: number;
  readonly to: number;
}

/** @throws Error with the phrase, where a bracket is open, a list is not there or `$` is not the last */
export function createSearch<Kind>(groups: readonly Phrases<Kind>[], lists: Lists): (words: readonly string[]) => readonly Found<Kind>[] {
  const states = groups.flatMap(({ phrases, kind }) => phrases.map((phrase) => sequence(phrase, ending(kind), lists)));
  const start = withSharedBeginnings(merged(states), SHARED_BEGINNING_WORDS);
  return (words) => search(start, words);
}

/** Where a phrase may stand: what leads on from there, and whether it is complete. */
interface State<Kind> {
  readonly words: ReadonlyMap<string, readonly State<Kind>[]>;
  readonly beginnings: readonly (readonly [beginning: string, next: State<Kind>])[];
  readonly afterSum: readonly State<Kind>[];
  readonly afterAnyWord: readonly State<Kind>[];
  readonly complete: readonly Kind[];
  readonly completeAtMark: readonly Kind[];
}

const GAP_WORDS = 3;
const SUM = /^[£$€₹]?\d[\d.,]*k?$/u;
const UNITS = ['pounds', 'dollars', 'euros', 'quid', 'bucks', 'grand', 'k', 'thousand', 'rupees', 'lakh', 'usd', 'eur', 'gbp'];
/** Many phrases begin with "i", many with "i can": these are followed once, not once for each. */
const SHARED_BEGINNING_WORDS = 2;

const NONE = { words: new Map<string, never>(), beginnings: [], afterSum: [], afterAnyWord: [], complete: [], completeAtMark: [] } as const;

function state<Kind>(parts: Partial<State<Kind>>): State<Kind> {
  return { ...NONE, ...parts };
}

const ending = <Kind>(kind: Kind): State<Kind> => state({ complete: [kind] });
const afterWord = <Kind>(word: string, next: State<Kind>): State<Kind> => state({ words: new Map([[word, [next]]]) });

function merged<Kind>(states: readonly State<Kind>[]): State<Kind> {
  const [only] = states;
  if (only !== undefined && states.length === 1) return only;
  const words = new Map<string, State<Kind>[]>();
  for (const each of states) {
    for (const [word, next] of each.words) {
      const known = words.get(word);
      if (known === undefined) words.set(word, [...next]);
      else known.push(...next);
    }
  }
  return {
    words,
    beginnings: states.flatMap(({ beginnings }) => beginnings),
    afterSum: states.flatMap(({ afterSum }) => afterSum),
    afterAnyWord: states.flatMap(({ afterAnyWord }) => afterAnyWord),
    complete: [...new Set(states.flatMap(({ complete }) => complete))],
    completeAtMark: [...new Set(states.flatMap(({ completeAtMark }) => completeAtMark))],
  };
}

function withSharedBeginnings<Kind>(from: State<Kind>, depth: number): State<Kind> {
  if (depth === 0) return from;
  return { ...from, words: new Map([...from.words].map(([word, next]) => [word, [withSharedBeginnings(merged(next), depth - 1)]])) };
}

function sequence<Kind>(text: string, next: State<Kind>, lists: Lists): State<Kind> {
  return splitOutside(text, ' ').reduceRight((following, token) => before(token, following, lists), next);
}

function before<Kind>(token: string, next: State<Kind>, lists: Lists): State<Kind> {
  const either = (choices: readonly string[]): State<Kind> => oneOf(choices, next, lists);
  const inside = token.slice(1, -1);
  switch (token[0]) {
    case '(':
      return either(splitOutside(inside, '|'));
    case '[':
      return merged([either(splitOutside(inside, '|')), next]);
    case '<': {
      if (inside === 'sum') return state({ afterSum: [merged([...UNITS.map((unit) => afterWord(unit, next)), next])] });
      const list = lists[inside];
      if (list === undefined) throw new Error(`${token} names a list that is not there`);
      return either(list);
    }
    case '$':
      if (next.words.size > 0 || next.afterAnyWord.length > 0) throw new Error(`"$" must be the last of its phrase`);
      return state({ completeAtMark: next.complete });
    default:
  }
  if (token === '..')
    return Array.from({ length: GAP_WORDS }).reduce<State<Kind>>((further) => merged([next, state({ afterAnyWord: [further] })]), next);
  if (token === 'I') return merged([afterWord('i', next), afterWord(CLAUSE, next)]);
  if (token.includes('|')) throw new Error(`"${token}": alternatives stand in brackets`);
  return token.endsWith('*') ? state({ beginnings: [[token.slice(0, -1), next]] }) : afterWord(token, next);
}

const PLAIN_WORD = /^[\p{Ll}\p{Lo}\p{M}'-]+$/u;

function oneOf<Kind>(choices: readonly string[], next: State<Kind>, lists: Lists): State<Kind> {
  // Most choices are single words: one state for all of them, where one for each would take most of the load.
  const words = new Map(choices.filter((choice) => PLAIN_WORD.test(choice)).map((word) => [word, [next]]));
  const others = choices.filter((choice) => !PLAIN_WORD.test(choice)).map((choice) => sequence(choice, next, lists));
  return merged([state({ words }), ...others]);
}

/** Splits at a separator that stands in no bracket. */
function splitOutside(text: string, separator: string): readonly string[] {
  if (!/[([<]/u.test(text)) return text.split(separator);
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: character, index } of `${text}${separator}`.matchAll(/[()[\]<> |]/gu)) {
    if ('([<'.includes(character)) depth += 1;
    else if (')]>'.includes(character)) depth -= 1;
    else if (character === separator && depth === 0) {
      parts.push(text.slice(from, index));
      from = index + 1;
    }
  }
  if (depth !== 0) throw new Error(`"${text}" has a bracket without its other half`);
  return parts;
}

interface Thread<Kind> {
  readonly at: State<Kind>;
  readonly from: number;
}

function search<Kind>(start: State<Kind>, words: readonly string[]): Found<Kind>[] {
  const found: Found<Kind>[] = [];
  let threads: Thread<Kind>[] = [];
  for (const [index, word] of words.entries()) {
    const next: Thread<Kind>[] = [];
    for (const { at, from } of threads) follow(at, word, from, next);
    follow(start, word, index, next);
    const isMarkNext = words[index + 1] === CLAUSE || words[index + 1] === SENTENCE_END;
    for (const { at, from } of next) {
      for (const kind of at.complete) found.push({ kind, from, to: index + 1 });
      if (isMarkNext) for (const kind of at.completeAtMark) found.push({ kind, from, to: index + 1 });
    }
    threads = next;
  }
  return found;
}

function follow<Kind>(at: State<Kind>, word: string, from: number, next: Thread<Kind>[]): void {
  for (const to of at.words.get(word) ?? []) next.push({ at: to, from });
  for (const [beginning, to] of at.beginnings) if (word.startsWith(beginning)) next.push({ at: to, from });
  if (at.afterSum.length > 0 && SUM.test(word)) for (const to of at.afterSum) next.push({ at: to, from });
  if (at.afterAnyWord.length > 0 && word !== SENTENCE_END) for (const to of at.afterAnyWord) next.push({ at: to, from });
}
