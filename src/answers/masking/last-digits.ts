// The end of a number says whose card it is to anyone with the file open: "card ending 4321", "last four 1234", "xxxx-4321".
import { isAmount, isCount } from './figures.ts';
import type { Finder, HiddenKind, Span } from './span.ts';

const CARD = 'card|visa|mastercard|amex|debit|credit';
const OWNERS: readonly (readonly [HiddenKind, RegExp])[] = [
  ['card', new RegExp(`(?<![a-z])(?:${CARD})`, 'gu')],
  ['account', /(?<![a-z])(?:account|acct|a\/c|iban|loan|policy|number)/gu],
  ['nationalId', /(?<![a-z])(?:ssn|social|itin|national insurance|aadhaar)/gu],
  ['phone', /(?<![a-z])(?:phone|mobile|cell|landline)/gu],
];

const MARKS = String.raw`[\s,:#"'(*.x-]{1,4}`;
const VERB = String.raw`(?:(?:is|are|was|were|being)${MARKS})?`;
const NOT_LONGER = String.raw`(?!\d|[.,:/-]\d)`;
const ENDING = new RegExp(
  String.raw`(?<![a-z])(?<!(?:year|quarter|month|week|period|fy)\s)(?:ending|ends|ended|finishing)(?:\s(?:in|with|on))?(?:\s(?:the\s)?(?:digits|numbers))?` +
    String.raw`${MARKS}${VERB}(?<digits>\d{3,5})${NOT_LONGER}`,
  'gu',
);
const LAST_FOUR = new RegExp(
  String.raw`(?<![a-z])last\s(?:four|4)(?<word>\s(?:digits|numbers|nos?))?(?:\s(?:of|on|for|from)\s(?:\p{L}+\s){0,4}?\p{L}+)?${MARKS}${VERB}(?<digits>\d{4})${NOT_LONGER}`,
  'gu',
);
// Marks in one class and counted: groups of marks inside groups would try every way to cut a row of stars. A line of # is a heading.
const STARRED =
  /(?<![a-z0-9*#])(?:x{3}|xx(?=[\d-])|[*]{4}|[*]{3}-|#{4}(?=[#\d-])|x(?=\d{4}))[x*#-]{0,24}(?:\s?(?:x{4}|[*]{4})-?){0,3}[\s-]?(?<digits>\d{3,4})(?![a-z0-9]|[.,]\d)/gu;
/** Bullets, which fold to dots: "Visa •••• 4321". */
const BULLETS = /(?<![.\w])\.{4}\s?(?!(?:19|20)\d\d)(?<digits>\d{4})(?![a-z0-9]|[.,]\d)/gu;
const HIDDEN_SSN = /^(?:x{3}|[*]{3}|#{3})[\s-]?(?:xx|[*]{2}|##)[\s-]?\d{4}$/u;
const SECURITY_CODE =
  /(?<![a-z])(?:cvv2?|cvc2?|cv2|csc|security code)(?:\s(?:number|code))?[\s:#=-]{1,3}(?:(?:is|was)\s)?(?<digits>\d{3,4})(?!\d|[.,]\d)/gu;

/** How far before the digits the card or account may be named. */
const NEARBY = 60;

export const findLastDigits: Finder = (text) => {
  const spans = [...[ENDING, LAST_FOUR, STARRED, BULLETS].flatMap((pattern) => owned(text, pattern)), ...securityCodes(text)].toSorted(
    (a, b) => a.start - b.start,
  );
  return spans.filter(({ start }, index) => start >= (spans[index - 1]?.end ?? 0));
};

function owned(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const digits = match.groups?.['digits'] ?? '';
    const end = match.index + match[0].length;
    const start = end - digits.length;
    if (isAmount(text, start, end) || isCount(text, end)) return [];
    if (HIDDEN_SSN.test(match[0])) return [{ kind: 'nationalId', start, end }];
    const kind = ownerNear(text, start, end) ?? kindByItself(pattern, match, digits);
    return kind === null ? [] : [{ kind, start, end }];
  });
}

/** "Quarter ending 2023" and "the last four 2019 audits" speak of years; "last four 1234" can only mean a number. */
function kindByItself(pattern: RegExp, match: RegExpExecArray, digits: string): HiddenKind | null {
  const isYear = /^(?:19|20)\d\d$/u.test(digits);
  if (pattern === STARRED) return starredKind(match[0], isYear);
  const isNumber = match.groups?.['word'] !== undefined || !isYear;
  return pattern === LAST_FOUR && isNumber ? 'account' : null;
}

/** "x1000" and "xxx 2023" may be anything; "xxxx-xxxx-xxxx-4321" can only be a card. */
function starredKind(found: string, isYear: boolean): HiddenKind | null {
  if (found.length >= 12) return 'card';
  return /^x\d/u.test(found) || (isYear && /\s/u.test(found)) ? null : 'account';
}

/** What was named last before the digits; else what is named just after them. */
function ownerNear(text: string, start: number, end: number): HiddenKind | null {
  const before = text.slice(Math.max(0, start - NEARBY), start);
  const named = OWNERS.flatMap(([kind, pattern]) => [...before.matchAll(pattern)].map(({ index }) => ({ kind, index }))).toSorted(
    (a, b) => b.index - a.index,
  );
  if (named[0] !== undefined) return named[0].kind;
  return new RegExp(String.raw`^\s(?:${CARD})`, 'u').test(text.slice(end, end + 12)) ? 'card' : null;
}

function securityCodes(text: string): Span[] {
  return [...text.matchAll(SECURITY_CODE)].map((match) => {
    const end = match.index + match[0].length;
    return { kind: 'card', start: end - (match.groups?.['digits'] ?? '').length, end };
  });
}
