import { isAmount, isCount, isDate, isListOfFigures, isMoney, isRound } from './figures.ts';
import type { Finder, Place, Span } from './span.ts';

/**
 * How people write numbers at home: d is a digit, a space any separator. With separators a shape says enough. In one piece
 * (BARE) only what begins like a number of the place does. Countries share shapes; each stands once.
 */
const GROUPED: readonly string[] = [
  // US, CA, MX (664 123 4567)
  '[2-9]dd ddd dddd', '1 [2-9]dd ddd dddd', '[2-9]dd ddd dd dd', '[2-9]dd ddddddd', '555 01dd',
  // MX, in the three cities with two-digit codes
  '(?:55|56|33|81) dddd dddd', '(?:55|56|33|81) dd dd dd dd',
  // UK, AU, IN, JP, ZA and others that dial a zero first
  '0[1-9] dddd dddd', '0[1-9]d ddd dddd', '0[1-9]d dddd dddd', '0[1-9]dd ddd ddd', '0[1-9]dd ddd dddd', '0[1-9]ddd ddd ddd', '0[1-9]dd dd dddd',
  '0[1-9]ddd d dddd', '0[1-9]ddd ddddd', '0[1-9]ddd dddddd', '0[1-9]dd dddddd', '0[1-9]dd ddddddd', '0[1-9]d ddddddd', '0[1-9]d dddddddd', '0[1-9] dddddddd',
  '0[1-9] dd dd dd dd', '0[1-9]d ddd dd dd', '0[1-9]dddd ddddd',
  // AU
  '1[38]00 ddd ddd',
  // IN
  '[6-9]dddd ddddd', '[6-9]dd ddd dddd',
  // ES
  '[6-9]dd ddd ddd', '[6-9]dd dd dd dd', '[89]d ddd dd dd',
  // SG
  '[3689]ddd dddd',
]; // prettier-ignore

const BARE: readonly string[] = [
  '0[1-9]d{8,9}', // UK, AU, JP, ZA, IN
  '1?[2-9]dd[2-9]d{6}', // US, CA
  '[6-9]d{9}', '(?:55|56|33|81)d{8}', // IN, MX
  '[67]d{8}', // ES, mobile
  '[89]d{7}', // SG, mobile
]; // prettier-ignore

const SEPARATOR = String.raw`[\s.()-]{1,4}`;
const ANY_GROUPED = GROUPED.map((shape) => shape.replaceAll('d', String.raw`\d`).replaceAll(' ', SEPARATOR)).join('|');
const ANY_BARE = BARE.map((shape) => shape.replaceAll('d', String.raw`\d`)).join('|');
const EXTENSION = String.raw`(?:\s?,?\s?(?:x|ext\.?|extension)\s?\d{1,6}(?!\d))?`;
// What follows must be no digit, so that at most one shape fits. A decimal point or, in one piece, a comma makes it part of a figure.
const NATIONAL = new RegExp(
  String.raw`(?<!\d|\d\.)\(?(?:(?:${ANY_GROUPED})(?!\d|[.:-]\d)|(?<![a-z]|\d[,/])(?<bare>${ANY_BARE})(?![a-z\d]|[./:]\d))${EXTENSION}`,
  'gu',
);

const INTERNATIONAL = /(?<!\d)(?:\+\s?|00[\s.-]?(?=[1-9]))\(?[1-9](?:[\s().-]{0,3}\d){6,18}/gu;

const TICKETS = 'order|invoice|inv|ticket|po|batch|job|tracking|serial|shipment|delivery|item|part|sku|case|claim';
const TICKET_BEFORE = new RegExp(String.raw`(?<![a-z])(?:${TICKETS})(?:\s?(?:number|no\.?|id|#))?(?:\s(?:is|was))?[\s:#-]{1,3}$`, 'u');

const LABEL =
  'phone|telephone|tel|mobile|mob|cell|cellphone|whatsapp|fax|landline|telefono|movil|celular|電話|携帯|call(?:ed)?|ring|rang|dial(?:led|ed)?|text(?:ed)?|reach(?:ed)?|ph';
const FILLER = 'number|no|#|is|was|me|him|her|them|us|at|on|back|his|the|their|my|direct|line|es|al|to|and|home|work|cell|mobile|phone';
const LABELLED = new RegExp(
  String.raw`(?<![a-z0-9])(?:${LABEL}|(?<!(?:${TICKETS})\s)number)(?![a-z])(?:[\s.:=#(-]{0,3}(?:${FILLER})(?![a-z])){0,4}` +
    String.raw`[\s.:=#は(-]{0,4}\(?\d(?:[\s().-]{0,3}\d){6,14}(?!\d)`,
  'gu',
);

export const findPhones: Finder = (text) => {
  const found = [...international(text), ...national(text), ...labelled(text)].toSorted((a, b) => a.start - b.start || b.end - a.end);
  const spans: Span[] = [];
  for (const span of found) if (span.start >= (spans.at(-1)?.end ?? 0)) spans.push(span);
  return spans;
};

const phone = (place: Place): Span => ({ kind: 'phone', ...place });

/** After a plus, 8 to 15 digits (E.164); after 00 at least ten. */
function international(text: string): Span[] {
  return [...text.matchAll(INTERNATIONAL)].flatMap((match) => {
    const place = trimmed(text, { start: match.index, end: match.index + match[0].length }, 10);
    if (place === null) return [];
    const code = text.slice(place.start, place.end);
    const isLong = digitsOf(code).length >= (code.startsWith('00') ? 12 : 8);
    const isFigure = /^\+\d+$/u.test(code) && isMoney(text, place.start, place.end);
    return isLong && !isFigure ? [phone(place)] : [];
  });
}

function national(text: string): Span[] {
  return [...text.matchAll(NATIONAL)].flatMap((match) => {
    // "(415-555-0134)" keeps both its brackets.
    const isBracketed = match[0].startsWith('(') && !match[0].includes(')');
    const place = { start: match.index + (isBracketed ? 1 : 0), end: match.index + match[0].length };
    return isPhone(text, place, match.groups?.['bare'] !== undefined) ? [phone(place)] : [];
  });
}

function isPhone(text: string, { start, end }: Place, bare: boolean): boolean {
  const code = text.slice(start, end);
  if (isMoney(text, start, end) || isDate(code) || isListOfFigures(code) || isRangeOfSameLength(code)) return false;
  if (!isWrittenAsOne(code)) return false;
  return !bare || !(isCount(text, end) || isRound(code) || isTicket(text, start));
}

/** A bracket closes one that it has, and "415 - 555 - 0134" has its wide dashes throughout: else two figures stand side by side. */
function isWrittenAsOne(code: string): boolean {
  const separators = (code.replace(/\(?\d+\)\s?/u, '').match(/(?<=\d)[\s.-]+(?=\d)/gu) ?? []).map((separator) => /\s-\s/u.test(separator));
  return code.includes('(') === code.includes(')') && (separators.every(Boolean) || !separators.some(Boolean));
}

/** "8120-9340" and "65000-72500" are ranges; with a space between they are numbers of Singapore and India. */
const isRangeOfSameLength = (code: string): boolean => /^(\d{4}-\d{4}|\d{5}-\d{3}00)$/u.test(code);

/** Orders and invoices name no person, and theirs are as long. */
const isTicket = (text: string, start: number): boolean => TICKET_BEFORE.test(text.slice(Math.max(0, start - 24), start));

function labelled(text: string): Span[] {
  return [...text.matchAll(LABELLED)].flatMap((match) => {
    const tail = /\(?\d(?:[\s().-]{0,3}\d){6,14}$/u.exec(match[0]);
    if (tail === null) return [];
    const place = trimmed(text, { start: match.index + tail.index, end: match.index + match[0].length }, 7);
    if (place === null) return [];
    const code = text.slice(place.start, place.end);
    const isFigure =
      isMoney(text, place.start, place.end) || isCount(text, place.end) || isDate(code) || isListOfFigures(code) || isRound(code);
    return isFigure || !hasOneSeparator(code) ? [] : [phone(place)];
  });
}

/** "at 91-120\n10" are figures; a real number in mixed groups has one of the shapes above. */
const hasOneSeparator = (code: string): boolean => new Set(code.match(/(?<=\d)\D+(?=\d)/gu)).size <= 1;

const digitsOf = (code: string): string => code.replaceAll(/\D/gu, '');

const MOST_DIGITS = 15;

/**
 * Without the groups at the end that are too much, or that belong to what follows, as in "+44 7700 900123 45 days". Only short
 * groups do, and `leastDigits` have to stay.
 */
function trimmed(text: string, { start, end }: Place, leastDigits: number): Place | null {
  let last = end;
  for (;;) {
    const code = text.slice(start, last);
    const group = /\s[\s().-]*(\d+)$/u.exec(code);
    const isTooLong = digitsOf(code).length > MOST_DIGITS;
    if (group === null) return isTooLong ? null : { start, end: last };
    const rest = code.slice(0, group.index);
    const isOther = isAmount(text, last, last) || isCount(text, last) || /^(?:[:/]\d|\+)/u.test(text.slice(last, last + 2));
    if (!isTooLong && !(isOther && (group[1] ?? '').length <= 3 && digitsOf(rest).length >= leastDigits)) return { start, end: last };
    last = start + rest.length;
  }
}
