import { passesLuhn } from './check-digits.ts';
import { isAmount, isDate, isListOfFigures } from './figures.ts';
import { isSouthAfricanId } from './national-ids.ts';
import type { Finder, Place, Span } from './span.ts';

/** Issuer prefixes with the lengths in use (ISO/IEC 7812 and what the schemes publish). */
const SCHEMES: readonly { readonly prefix: RegExp; readonly lengths: readonly number[] }[] = [
  { prefix: /^4/u, lengths: [13, 16, 19] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/u, lengths: [16] },
  { prefix: /^3[47]/u, lengths: [15] },
  { prefix: /^(?:60|62|64[4-9]|65|8[12]|35(?:2[89]|[3-8])|220[0-4])/u, lengths: [16, 17, 18, 19] },
  { prefix: /^(?:30[0-5]|3[689])/u, lengths: [14, 16, 19] },
  { prefix: /^(?:50|5[68]|6304|63[679]|67)/u, lengths: [13, 14, 15, 16, 17, 18, 19] },
  { prefix: /^9792/u, lengths: [16] },
];

/** Digits and what may stand between them. A card is a window of whole groups in it, chosen by prefix and check digit. */
const RUN = /\d(?:[\s.-]{0,4}\d|[/_|:*~+,]\d){11,}/gu;
const REGULAR = /^(?:4,4,4,4(?:,[1-3])?|4,6,[45]|6,13|8,8)$/u;
/** 16 first: a security code or a day count behind a card gives one in ten 19-digit windows a right check digit. */
const LENGTHS = [16, 15, 14, 19, 18, 17, 13];

interface Group extends Place {
  /** Its first digit, counted in the digits of the run. */
  readonly digit: number;
}

interface Window extends Place {
  readonly code: string;
  readonly sizes: readonly number[];
  readonly separators: readonly string[];
  /** Digits go on before or after it, with no space between. */
  readonly goesOn: boolean;
  readonly isAmount: boolean;
}

// Apart, so that a chance hit that begins in the figure before a card does not cut the card in two, and dates can go in between.
export const findPrintedCards: Finder = (text) =>
  [...text.matchAll(RUN)].flatMap((match) => chosen(windowsIn(text, match.index, match[0]).filter(isPrinted)));
export const findLooselyWrittenCards: Finder = (text) =>
  [...text.matchAll(RUN)].flatMap((match) => chosen(windowsIn(text, match.index, match[0]).filter(isLoose)));

/** The first of those that overlap. */
function chosen(windows: readonly Window[]): Span[] {
  const spans: Span[] = [];
  for (const { start, end } of windows) if (start >= (spans.at(-1)?.end ?? 0)) spans.push({ kind: 'card', start, end });
  return spans;
}

/** Every stretch of whole groups that has a card's prefix, length and check digit; the likeliest length first for each start. */
function windowsIn(text: string, offset: number, run: string): Window[] {
  const digits = run.replaceAll(/\D/gu, '');
  const groups: Group[] = [];
  let digit = 0;
  for (const match of run.matchAll(/\d+/gu)) {
    groups.push({ digit, start: offset + match.index, end: offset + match.index + match[0].length });
    digit += match[0].length;
  }
  const begins = new Map(groups.map((group, index) => [group.digit, index]));
  begins.set(digits.length, groups.length);
  return groups.flatMap((group, first) =>
    LENGTHS.flatMap((length) => {
      const end = begins.get(group.digit + length);
      return end !== undefined && isCardNumber(digits.slice(group.digit, group.digit + length)) ? [windowOf(text, groups, first, end)] : [];
    }),
  );
}

function windowOf(text: string, groups: readonly Group[], first: number, end: number): Window {
  const within = groups.slice(first, end);
  const [before, after] = [groups[first - 1], groups[end]];
  const place = { start: within[0]?.start ?? 0, end: within.at(-1)?.end ?? 0 };
  const isTightWith = (from: Place | undefined, to: Place | undefined): boolean =>
    from !== undefined && to !== undefined && isTight(text.slice(from.end, to.start));
  return {
    ...place,
    code: text.slice(place.start, place.end),
    sizes: within.map((group) => group.end - group.start),
    separators: within.slice(1).map((group, index) => text.slice(within[index]?.end, group.start)),
    goesOn: isTightWith(before, within[0]) || isTightWith(within.at(-1), after),
    isAmount: isAmount(text, place.start, place.end),
  };
}

function isCardNumber(digits: string): boolean {
  if (!passesLuhn(digits) || isSouthAfricanId(digits)) return false;
  return SCHEMES.some(({ prefix, lengths }) => lengths.includes(digits.length) && prefix.test(digits));
}

const isRegularSize = ({ sizes }: Window): boolean => REGULAR.test(sizes.join(','));

/** One piece, or the groups that cards are printed in, with the same separator throughout. */
function isPrinted(window: Window): boolean {
  if (window.sizes.length === 1) return true;
  return isRegularSize(window) && new Set(window.separators.map((separator) => separator.replaceAll(/\s+/gu, ' '))).size === 1;
}

const isTight = (separator: string): boolean => /^[.-]+$/u.test(separator);

/** Any grouping, but neither money, a date, ageing buckets nor two numbers side by side: those begin and end where the spaces are. */
function isLoose(window: Window): boolean {
  const { code, sizes, separators } = window;
  // Thirteen digits were never grouped, and this length is out of use: by itself it proves little.
  if (separators.some((separator) => !/^[\s.-]+$/u.test(separator)) || sizes.reduce((sum, size) => sum + size, 0) === 13) return false;
  if (window.isAmount || isDate(code) || isListOfFigures(code)) return false;
  return !window.goesOn || separators.every(isTight) || isRegularSize(window);
}
