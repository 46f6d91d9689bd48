// What a number in an answer usually is, and what makes it no identifier: money, a count, a date, a range, ageing buckets.

const CURRENCY = String.raw`(?:\p{Sc}|(?:usd|eur|gbp|jpy|inr|mxn|zar|aud|cad|sgd|cny|hkd|nzd|chf|brl|rs)(?![a-z]))`;
const WORDS_OF_MONEY = 'dollars?|bucks|cents?|euros?|pounds?|quid|pence|yen|rupees?|pesos?|rands?|reais|yuan|won|francs?|hundred|thousand|millions?|billions?|lakhs?|crores?|mil|millones|mn|bn|percent|per cent|points?';
const WORDS_OF_TIME = 'seconds?|minutes?|mins|hours?|hrs|days?|business days|dpd|weeks?|months?|quarters?|years?|times|am|pm|dias|meses';
const COUNTED =
  'accounts?|customers?|clients?|consumers?|debtors?|borrowers?|people|persons?|calls?|contacts?|letters|e-?mails|messages|invoices?|files?|cases|debts?|loans|payments?|records|rows|lines|units|agents|numbers|dials|attempts|promises|disputes|items|copies|orders|words';

const MONEY_BEFORE = /(?:\p{Sc}|(?<![a-z0-9])(?:usd|eur|gbp|jpy|inr|mxn|zar|aud|cad|sgd|cny|hkd|nzd|chf|brl|rs\.?|r))\s?$/u;
const AMOUNT_AFTER = new RegExp(String.raw`^(?:[.,]\d{1,2}(?!\d)|(?:k|m)(?![a-z0-9])|[\s-]{0,2}(?:${CURRENCY}|%|(?:${WORDS_OF_MONEY}|${WORDS_OF_TIME})(?![a-z0-9])))`, 'u');
const COUNTED_AFTER = new RegExp(String.raw`^[\s-]{0,2}(?:${COUNTED})(?![a-z0-9])`, 'u');

/** Whether `text[start, end)` is money, a percentage or a time: "$ 4155550134", "9876543210 rupees", "45 days". */
export function isAmount(text: string, start: number, end: number): boolean {
  return MONEY_BEFORE.test(text.slice(Math.max(0, start - 5), start)) || AMOUNT_AFTER.test(text.slice(end, end + 20));
}

/** Whether things are counted: "91234567 customers". */
export function isCount(text: string, end: number): boolean {
  return COUNTED_AFTER.test(text.slice(end, end + 20));
}

const YEAR = String.raw`(?:19|20)\d\d`;
const DAY = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const DATE = String.raw`(?:${DAY}([-./ ])${DAY}\1(?:${YEAR}|\d\d)|${YEAR}([-./ ])${DAY}\2${DAY})`;
const ONLY_DATES = new RegExp(String.raw`^(?:${DATE}|${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|${YEAR}(?:\s?-{1,2}\s?${YEAR}|(?:\s${YEAR})+))$`, 'u');
const DATES_AT_ENDS = new RegExp(String.raw`^${DATE}(?!\d).*(?<!\d)${DATE.replace(String.raw`\1`, String.raw`\3`).replace(String.raw`\2`, String.raw`\4`)}$`, 'su');

/** One date in any order of its parts, a row of years, or a range of years, and nothing else. */
export const isDate = (code: string): boolean => ONLY_DATES.test(code);

/** "23.11.2026 24.11.2026". */
export const isBetweenDates = (code: string): boolean => DATES_AT_ENDS.test(code);

/** "30 60 90 120", "91-120", "65000-72000": figures side by side, not the groups of one number. */
export function isListOfFigures(code: string): boolean {
  const groups = code.match(/\d+/gu) ?? [];
  if (groups.length < 2) return false;
  if (groups.every((group) => /^[1-9]\d{0,2}$/u.test(group) && group.endsWith('0'))) return true;
  return groups.every((group) => /^[1-9]\d*00$/u.test(group)) || isRange(code);
}

function isRange(code: string): boolean {
  const [, low, high] = /^([1-9]\d{1,3})\s?-{1,2}\s?([1-9]\d{1,3})$/u.exec(code) ?? [];
  return low !== undefined && high !== undefined && high.length - low.length <= 1 && Number(low) < Number(high);
}

export const isRound = (code: string): boolean => /^[1-9]\d*000$/u.test(code);
