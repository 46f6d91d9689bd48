// What a number in an answer usually is, and what makes it no identifier: money, a count, a date, a range, ageing buckets.

import { BLANK } from './folded.ts';

const CODES = 'usd|eur|gbp|jpy|inr|mxn|zar|aud|cad|sgd|cny|hkd|nzd|chf|brl|rs';
const WORDS_OF_MONEY = [
  'dollars?|bucks|cents?|euros?|pounds?|quid|pence|yen|rupees?|pesos?|rands?|reais|yuan|won|francs?',
  'hundred|thousand|millions?|billions?|lakhs?|crores?|mil|millones|mn|bn|percent|per cent|points?',
].join('|');
const WORDS_OF_TIME = 'seconds?|minutes?|mins|hours?|hrs|days?|business days|dpd|weeks?|months?|quarters?|years?|times|am|pm|dias|meses';
const COUNTED = [
  'accounts?|customers?|clients?|consumers?|debtors?|borrowers?|people|persons?|agents|calls?|contacts?|letters|e-?mails|messages|dials|attempts|numbers',
  'invoices?|files?|cases|debts?|loans|payments?|promises|disputes|records|rows|lines|units|items|copies|orders|words',
].join('|');

// A sign belongs to the figure that it touches; between two spaces to the one before it, as in "50 € 612 345 678".
const SIGN_BEFORE = String.raw`(?:\p{Sc}|(?<![a-z0-9])(?:${CODES}|rs\.|r))`;
const SIGN_AFTER = String.raw`(?:\p{Sc}|(?:${CODES})(?![a-z]))`;
const BEFORE_MONEY = String.raw`(?:${SIGN_BEFORE}|(?<![\d${BLANK}][ ]?)${SIGN_BEFORE}[ ])`;
const AFTER_MONEY = String.raw`(?:${SIGN_AFTER}|[ -]{1,2}${SIGN_AFTER}(?![\d${BLANK}]))`;
const MONEY_BEFORE = new RegExp(`${BEFORE_MONEY}$`, 'u');
const WORD_AFTER = String.raw`[\s-]{0,2}(?:%|(?:${WORDS_OF_MONEY})(?![a-z0-9]))`;
const MONEY_AFTER = new RegExp(String.raw`^(?:[.,]\d{1,2}(?!\d)|(?:k|m)(?![a-z0-9])|${AFTER_MONEY}|${WORD_AFTER})`, 'u');
const TIME_AFTER = new RegExp(String.raw`^[\s-]{0,2}(?:${WORDS_OF_TIME})(?![a-z0-9])`, 'u');
const COUNTED_AFTER = new RegExp(String.raw`^[\s-]{0,2}(?:${COUNTED})(?![a-z0-9])`, 'u');

/** Whether `text[start, end)` is money or a percentage: "$ 4155550134", "9876543210 rupees". */
export function isMoney(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 16), start).replace(/(?<!\d)(?:\d{1,3}[,.])+$/u, '');
  return MONEY_BEFORE.test(before) || MONEY_AFTER.test(text.slice(end, end + 20));
}

/** Money, or a time: "45 days". Nothing lasts as many days as a phone number has digits: ask it of short figures only. */
export function isAmount(text: string, start: number, end: number): boolean {
  return isMoney(text, start, end) || TIME_AFTER.test(text.slice(end, end + 20));
}

/** Whether things are counted: "91234567 customers". */
export function isCount(text: string, end: number): boolean {
  return COUNTED_AFTER.test(text.slice(end, end + 20));
}

const YEAR = String.raw`(?:19|20)\d\d`;
const DAY = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const ISO_DATE = String.raw`${YEAR}([-./ ])${DAY}\1${DAY}`;
const LOCAL_DATE = String.raw`${DAY}([-./ ])${DAY}\1${YEAR}`;
const SHORT_DATE = String.raw`${DAY}([-./ ])${DAY}\1\d\d`;
const TIME = String.raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?`;
const COMPACT_DATE = String.raw`${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`;
const YEARS = String.raw`${YEAR}(?:\s?-{1,2}\s?${YEAR}|(?:\s${YEAR})+)`;
const DATES = [ISO_DATE, LOCAL_DATE, SHORT_DATE, COMPACT_DATE, YEARS].map((date) => new RegExp(`^(?:${date})$`, 'u'));

// With a mark between its parts; "23 11 2026" may be anything.
const TWO_DIGITS = String.raw`(?:0[1-9]|[12]\d|3[01])`;
const FULL_DATE = String.raw`(?:${YEAR}([-./])${TWO_DIGITS}\1${TWO_DIGITS}|${TWO_DIGITS}([-./])${TWO_DIGITS}\2${YEAR}|${YEAR}\s?-{1,2}\s?${YEAR}|${TIME})`;
const SHORTER_DATE = String.raw`(?:${YEAR}([-./])${DAY}\1${DAY}|${DAY}([-./])${DAY}\2${YEAR})`;
const standingAlone = (date: string): RegExp => new RegExp(String.raw`(?<![\da-z]|\d[-./,:])${date}(?![\da-z]|[-./:]\d)`, 'gu');
const FULL_DATES = standingAlone(FULL_DATE);
const SHORTER_DATES = standingAlone(SHORTER_DATE);

// Thousands may be set apart by spaces, but "$250 415 555 0134" is money and a phone number.
const MONEY = new RegExp(String.raw`(?<=${BEFORE_MONEY})(?<!\d)\d+(?:(?:[,.]\d{2,3})+(?!\d)|(?:[ ]\d{3})+(?![ ]?\d|-\d))?`, 'gu');

const blankOut = (text: string, pattern: RegExp, blank: string): string => text.replace(pattern, (found) => blank.repeat(found.length));

/** Every date in full, range of years, time, and amount with its sign replaced by `blank`, which is no digit: none is part of a number beside it. */
export const withoutClearFigures = (text: string, blank: string): string => blankOut(blankOut(text, FULL_DATES, blank), MONEY, blank);

/** "3.1.2026" as well: not before the cards, which may hold such a row of digits. */
export const withoutDates = (text: string, blank: string): string => blankOut(text, SHORTER_DATES, blank);

/** One date in any order of its parts, a row of years, or a range of years, and nothing else. */
export const isDate = (code: string): boolean => DATES.some((date) => date.test(code));

/** "30 60 90 120", "91-120", "65000-72000": figures side by side, not the groups of one number. */
export function isListOfFigures(code: string): boolean {
  const groups = code.match(/\d+/gu) ?? [];
  if (groups.length < 2) return false;
  const isLadder = groups.every((group, index) => /^[1-9]\d?0$/u.test(group) && Number(group) > Number(groups[index - 1] ?? 0));
  return isLadder || groups.every((group) => /^[1-9]\d*00$/u.test(group)) || isRange(code);
}

function isRange(code: string): boolean {
  const [, low, high] = /^([1-9]\d{1,3})\s?-{1,2}\s?([1-9]\d{1,3})$/u.exec(code) ?? [];
  return low !== undefined && high !== undefined && high.length - low.length <= 1 && Number(low) < Number(high);
}

export const isRound = (code: string): boolean => /^[1-9]\d*000$/u.test(code);
