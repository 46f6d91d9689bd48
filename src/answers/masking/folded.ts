// One plain spelling to look for identifiers in. What is kept and stored is always the original.
import type { Place } from './span.ts';

/** Stands where nothing may be found: neither letter, digit, space nor mark. */
export const BLANK = '■';

export interface Folded {
  /** Lower case, ASCII digits, one kind of dash, dot and space, without marks and invisible characters. */
  readonly folded: string;
  /** Where a place of the folded text is in the original; invisible characters after it belong to it. */
  readonly original: (place: Place) => Place;
}

/** @param placeholders already in the text: their words must not vouch for a number beside them */
export function fold(text: string, placeholders: readonly string[]): Folded {
  const { folded, places } = ASCII.test(text) ? { folded: text.toLowerCase(), places: null } : foldCharacters(text);
  const original = places === null ? (place: Place) => place : originalPlace(places, text.length);
  return { folded: withoutPlatformTokens(withoutPlaceholders(folded, placeholders)), original };
}

const ASCII = /^\p{ASCII}*$/u;

function foldCharacters(text: string): { folded: string; places: readonly number[] } {
  let folded = '';
  const places: number[] = [];
  let offset = 0;
  for (const character of text) {
    const plain = foldedForm(character);
    for (let unit = 0; unit < plain.length; unit++) places.push(offset);
    folded += plain;
    offset += character.length;
  }
  return { folded, places };
}

/** Folding one character asks Unicode tables several questions; a text in Japanese asks them thousands of times. Letters, never a text. */
const known = new Map<string, string>();
const MOST_KNOWN = 8000;

function foldedForm(character: string): string {
  const before = known.get(character);
  if (before !== undefined) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const plain = foldCharacter(character);
  known.set(character, plain);
  return plain;
}

const SAME_SIGN: Readonly<Record<string, string>> = {
  '−': '-', 'ー': '-', '⁃': '-', '·': '.', '•': '.', '‧': '.', '∙': '.', '⋅': '.', '・': '.', '。': '.', '⁄': '/', '∕': '/', '’': "'",
  // Letters by their category, blank to the eye.
  'ᅟ': ' ', 'ᅠ': ' ', '\u2800': ' ',
}; // prettier-ignore

function foldCharacter(character: string): string {
  if (character <= '\u007f') return character.toLowerCase();
  // Decomposed, so that an accent goes and its letter stays: "número" and "numero" are one word.
  const plain = character
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]/gu, '');
  return plain.replace(/\P{ASCII}/gu, foldSign);
}

function foldSign(sign: string): string {
  const same = SAME_SIGN[sign];
  if (same !== undefined) return same;
  if (/\p{Pd}/u.test(sign)) return '-';
  if (/[\p{Z}\u0085]/u.test(sign)) return ' ';
  return /\p{Nd}/u.test(sign) ? digitOf(sign) : sign;
}

/** Unicode keeps the decimal digits of a script together, zero first. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before++;
  return String(before % 10);
}

function originalPlace(places: readonly number[], length: number): Folded['original'] {
  return ({ start, end }) => {
    const last = places[end - 1];
    let after = end;
    // One character may fold to several.
    while (after < places.length && places[after] === last) after++;
    return { start: places[start] ?? length, end: places[after] ?? length };
  };
}

const blankOut = (found: string): string => BLANK.repeat(found.length);

function withoutPlaceholders(folded: string, placeholders: readonly string[]): string {
  if (!folded.includes('hidden]')) return folded;
  return placeholders.reduce((rest, placeholder) => rest.replaceAll(placeholder, blankOut), folded);
}

/** A mention, channel, emoji or time as chat platforms write them: long digits that name nobody outside. */
function withoutPlatformTokens(folded: string): string {
  if (!folded.includes('<')) return folded;
  return folded.replace(
    /<(?:[@#][!&]?[a-z0-9]{6,24}|a?:\w{2,32}:\d{17,20}|t:-?\d{1,13}(?::[a-z])?|![a-z]{4,12}(?:\^[a-z0-9]{6,24})?)>/gu,
    blankOut,
  );
}
