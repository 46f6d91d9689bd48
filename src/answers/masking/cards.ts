import { isBetweenDates, isDate, isListOfFigures } from './figures.ts';
import type { Finder, Span } from './span.ts';

/** Issuer prefixes with the lengths in use (ISO/IEC 7812 and the schemes' published ranges). 13 digits only without separators: see windows. */
const SCHEMES: readonly { readonly prefix: RegExp; readonly lengths: readonly number[] }[] = [
  { prefix: /^4/u, lengths: [13, 16, 19] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/u, lengths: [16] },
  { prefix: /^3[47]/u, lengths: [15] },
  { prefix: /^(?:6011|64[4-9]|65|62|81|35(?:2[89]|[3-8])|220[0-4]|60|82)/u, lengths: [16, 17, 18, 19] },
  { prefix: /^(?:30[0-5]|3[689])/u, lengths: [14, 16, 19] },
  { prefix: /^(?:50|5[6-9]|6[0-9])/u, lengths: [13, 14, 15, 16, 17, 18, 19] },
  { prefix: /^9792/u, lengths: [16] },
];

/** Digits and what may stand between them; the window within is chosen by check digit. */
const RUN = /\d(?:[\s.-]{0,4}\d|[/_|:*~+,]\d){11,}/gu;
const REGULAR = /^(?:4,4,4,4(?:,[1-3])?|4,6,[45]|6,13|8,8)$/u;
/** 16 first: a security code or a day count behind a card gives one in ten 19-digit windows a right check digit. */
const LENGTHS = [16, 15, 14, 19, 18, 17, 13];

interface Group extends Omit<Span, 'kind'> {
  readonly digits: string;
}

export const findCards: Finder = (text) => [...text.matchAll(RUN)].flatMap((match) => cardsIn(text, match.index, match[0]));

function cardsIn(text: string, offset: number, run: string): Span[] {
  const groups = [...run.matchAll(/\d+/gu)].map((match) => ({ digits: match[0], start: offset + match.index, end: offset + match.index + match[0].length }));
  const spans: Span[] = [];
  // Regular groupings first, so that a chance hit that begins in the figure before a card does not cut the card in two.
  for (const accept of [isRegular, isLoose]) {
    for (let first = 0; first < groups.length; first++) {
      const window = windowFrom(text, groups, first, accept);
      if (window === null || spans.some(({ start, end }) => start < window.end && window.start < end)) continue;
      spans.push(window);
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

type Accept = (text: string, window: readonly Group[], before: Group | undefined, after: Group | undefined) => boolean;

/** Whole groups only, so that no window begins inside a longer number. */
function windowFrom(text: string, groups: readonly Group[], first: number, accept: Accept): Span | null {
  const windows = new Map<number, number>();
  let length = 0;
  for (let next = first; next < groups.length && length < 19; next++) {
    length += groups[next]?.digits.length ?? 0;
    windows.set(length, next + 1);
  }
  for (const wanted of LENGTHS) {
    const end = windows.get(wanted);
    if (end === undefined) continue;
    const window = groups.slice(first, end);
    const last = window.at(-1);
    if (last === undefined || !isCardNumber(window.map(({ digits }) => digits).join(''))) continue;
    if (accept(text, window, groups[first - 1], groups[end])) return { kind: 'card', start: window[0]?.start ?? 0, end: last.end };
  }
  return null;
}

function isCardNumber(digits: string): boolean {
  return SCHEMES.some(({ prefix, lengths }) => lengths.includes(digits.length) && prefix.test(digits)) && passesLuhn(digits);
}

/** ISO/IEC 7812-1, annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const between = (text: string, window: readonly Group[]): string[] => window.slice(1).map((group, index) => text.slice(window[index]?.end, group.start));

/** One piece, or the groups that cards are printed in, with the same separator throughout. */
const isRegular: Accept = (text, window) => {
  if (window.length === 1) return true;
  const separators = new Set(between(text, window).map((separator) => separator.replaceAll(/\s+/gu, ' ')));
  return REGULAR.test(window.map(({ digits }) => digits.length).join(',')) && separators.size === 1;
};

const isTight = (separator: string): boolean => /^[.-]+$/u.test(separator);

/** Any grouping, but neither dates, ageing buckets nor two numbers side by side: then it begins and ends where the spaces are. */
const isLoose: Accept = (text, window, before, after) => {
  const [start, end] = [window[0]?.start ?? 0, window.at(-1)?.end ?? 0];
  const separators = between(text, window);
  if (separators.some((separator) => !/^[\s.-]+$/u.test(separator)) || window.map(({ digits }) => digits).join('').length === 13) return false;
  const code = text.slice(start, end);
  if (isDate(code) || isBetweenDates(code) || isListOfFigures(code)) return false;
  const cutsAtSpaces = !(before !== undefined && isTight(text.slice(before.end, start))) && !(after !== undefined && isTight(text.slice(end, after.start)));
  return cutsAtSpaces || separators.every(isTight) || REGULAR.test(window.map(({ digits }) => digits.length).join(','));
};
