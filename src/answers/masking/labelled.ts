// Numbers that only a word beside them gives away: "account no. 4455 6677", "SSN 123456789", "policy PX-44120".
import { isAmount, isCount, isDate, isListOfFigures, isMoney, isRound } from './figures.ts';
import type { Finder, HiddenKind, Place, Span } from './span.ts';

interface Label {
  readonly kind: HiddenKind;
  /** Patterns of words, folded. */
  readonly words: string;
  /** The word alone says too little: "case 445566" may be a count, "case number 445566" is not. */
  readonly needsNumberWord?: true;
  readonly leastDigits: number;
  /** Against a code of letters and digits. */
  readonly onlyDigits?: true;
  /** A sort code is written like a date. */
  readonly mayLookLikeDate?: true;
}

const LABELS: readonly Label[] = [
  { kind: 'card', words: 'card|visa|master ?card|amex|american express|maestro|rupay|tarjeta', leastDigits: 12, onlyDigits: true },
  { kind: 'iban', words: 'iban', leastDigits: 8 },
  {
    kind: 'nationalId',
    words: [
      'ssn|social security|social|itin|tin|tax ?payer|tax file|tfn|national insurance|nino|ni|aadhaar|aadhar|uidai|pan|nric|fin|dni|nie|curp|rfc',
      // As it folds: without its voicing marks, the long vowel as a dash.
      "national id|national identity|identity|id card|マイナンハ-|passport|social insurance|sin|driv(?:er'?s?|ing) licen[cs]e",
    ].join('|'),
    leastDigits: 7,
  },
  { kind: 'nationalId', words: 'id', needsNumberWord: true, leastDigits: 7 },
  {
    kind: 'account',
    words: [
      'accounts?|acct|acc|a/c|ac|loan|mortgage|policy|ref|reference|customer|client|debtor|mandate|routing|aba|rtn|transit|ifsc|clabe',
      'cuenta|referencia|prestamo|poliza|numero de (?:cuenta|cliente|referencia|prestamo|poliza)|口座番号|konto|kontonummer|kundennummer',
    ].join('|'),
    leastDigits: 6,
  },
  { kind: 'account', words: 'sort ?code|bsb', leastDigits: 6, mayLookLikeDate: true },
  {
    kind: 'account',
    words: 'case|claim|file|contract|agreement|member|membership|borrower|patient|subscriber|matter|subscription|user',
    needsNumberWord: true,
    leastDigits: 6,
  },
];

const NUMBER_WORD = String.raw`(?:[\s.:(-]{0,2}(?:(?:numbers?|num|nbr|no|nr|numero|ids?|code|ref|reference)(?![a-z0-9])|#)){1,2}`;
const MARKS = String.raw`[\s.:;=#"'([*はが-]{0,5}`;
const VERB = String.raw`(?:(?:is|was|are|were|being|es|era|of)\s[\s:"'(#]{0,3})`;
const CODE_AHEAD = String.raw`(?=[a-z]{0,8}[-_ ]?\d)`;

const PATTERNS = LABELS.map((label) => {
  const named = `(?<named>${NUMBER_WORD})${label.needsNumberWord === true ? '' : '?'}`;
  return {
    label,
    before: new RegExp(String.raw`(?<![a-z0-9])(?:${label.words})(?![a-z])${named}${MARKS}(?<verb>${VERB})?${CODE_AHEAD}`, 'gu'),
  };
});

export const findLabelled: Finder = (text) => {
  const found: Span[] = [...namedAfterwards(text)];
  for (const { label, before } of PATTERNS) {
    for (const match of text.matchAll(before)) {
      const sure = match.groups?.['named'] !== undefined;
      found.push(...codesFrom(text, match.index + match[0].length, { label, sure, said: match.groups?.['verb'] !== undefined }));
    }
  }
  return withoutOverlaps(found);
};

const withoutOverlaps = (spans: readonly Span[]): Span[] =>
  spans
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start }, index, sorted) => sorted.slice(0, index).every(({ end }) => end <= start));

interface Context {
  readonly label: Label;
  /** A word for "number" stands there. */
  readonly sure: boolean;
  /** "is" or "was" stands between: then it may be the amount of a loan. */
  readonly said: boolean;
}

const NEXT = /(?:\s?[,;/&]\s?|\s(?:and|or|y)\s)(?=[a-z]{0,6}[-_]?\d)/uy;

/** One code, or several in a row: "accounts 445566 and 778899". */
function codesFrom(text: string, from: number, context: Context): Span[] {
  const spans: Span[] = [];
  for (let at = from; ;) {
    const code = codeAt(text, at, context);
    if (code === null) return spans;
    spans.push({ kind: context.label.kind, ...code });
    NEXT.lastIndex = code.end;
    if (!NEXT.test(text)) return spans;
    at = NEXT.lastIndex;
  }
}

const PIECE = /[a-z0-9](?:[-_]?[a-z0-9]){0,39}(?![a-z0-9])/uy;
const IBAN_LIKE = /[a-z]{2}\s?\d\d(?:[\s-]?[a-z]{4})?(?:[\s-]?(?=[a-z]{0,3}\d)[a-z0-9]{1,4}){2,8}(?![a-z0-9])/uy;
const LETTERS_FIRST = /[a-z]{1,3}[\s-]{1,2}(?=\d)/uy;
const DIGITS = /\d+(?:-\d+)*(?![a-z0-9])/uy;
const GAP = /(?:\r\n|\s|-)(?=\d)/uy;
/** Where the word "number" stands before it, the groups may be set apart by more. */
const WIDE_GAP = /[\s-]{1,3}(?=\d)/uy;

function codeAt(text: string, start: number, context: Context): Place | null {
  const candidates = [
    context.label.kind === 'iban' ? endOf(IBAN_LIKE, text, start) : null,
    endOf(PIECE, text, start),
    endOfGroups(text, start, context),
  ];
  for (const end of candidates) {
    if (end !== null && isCode(text, { start, end }, context)) return { start, end: endOfTail(text, end, context) };
  }
  return null;
}

function endOf(pattern: RegExp, text: string, start: number): number | null {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** "4455 6677 8899", but not the days, dates and times that follow a number. */
function endOfGroups(text: string, start: number, { sure }: Context): number | null {
  const from = sure ? (endOf(LETTERS_FIRST, text, start) ?? start) : start;
  let end = endOf(DIGITS, text, from);
  for (let groups = 1; end !== null && groups < 10; groups++) {
    const next = nextGroup(text, end, sure ? WIDE_GAP : GAP);
    if (next === null) break;
    end = next;
  }
  return end;
}

function nextGroup(text: string, end: number, gap: RegExp): number | null {
  const start = endOf(gap, text, end);
  const next = start === null ? null : endOf(DIGITS, text, start);
  if (start === null || next === null) return null;
  const isOther =
    isAmount(text, start, next) || isCount(text, next) || isDate(text.slice(start, next)) || /^[:/]\d/u.test(text.slice(next, next + 2));
  return isOther ? null : next;
}

/** After a whole number, only a group that is hardly a figure: three digits and more, and no year. */
function endOfTail(text: string, end: number, { label }: Context): number {
  const start = endOf(GAP, text, end);
  const next = nextGroup(text, end, GAP);
  if (start === null || next === null || label.kind === 'card') return end;
  const group = text.slice(start, next);
  return /^\d{3,}$/u.test(group) && !/^(?:19|20)\d\d$/u.test(group) && !group.endsWith('00') ? next : end;
}

/** Standards, statutes and programmes that have a number in their name. */
const PUBLIC_NAME =
  /^(?:(?:iso|iec|en|bs|rfc|pci|soc|usc|cfr|cpr|ifrs|ias|fy|covid|sb|hb|ab|us|uk|au|reg|sec|art|form)[-_]?\d|\d{3,4}[a-z]{1,2}(?:-\d{0,4}[a-z]?)?$)/u;

function isCode(text: string, { start, end }: Place, { label, sure, said }: Context): boolean {
  const code = text.slice(start, end);
  const digits = code.replaceAll(/\D/gu, '');
  const mixed = /[a-z]/u.test(code);
  if (mixed && (label.onlyDigits === true || !isMixedCode(code, digits, sure))) return false;
  if (!mixed && digits.length < label.leastDigits) return false;
  if (/^\.\d/u.test(text.slice(end, end + 2))) return false;
  const leading = /^\d+/u.exec(code)?.[0].length ?? 0;
  if (isMoney(text, start, end) || (mixed && leading > 0 && isAmount(text, start, start + leading))) return false;
  if (isDate(code) && label.mayLookLikeDate !== true) return false;
  if (sure) return true;
  // "988\n91-120": figures, each with its own mark.
  if (/\s/u.test(code) && (code.includes('-') || (/\n/u.test(code) && digits.length < 8))) return false;
  return !isListOfFigures(code) && !isRound(code) && (!said || mixed || digits.length >= 8 || code.startsWith('0'));
}

function isMixedCode(code: string, digits: string, sure: boolean): boolean {
  const isLongEnough = code.replaceAll(/[^a-z0-9]/gu, '').length >= 6 && digits.length >= (sure ? 3 : 4);
  return isLongEnough && (sure || !PUBLIC_NAME.test(code)) && !/^(?:19|20)\d\d$/u.test(digits);
}

const AFTERWARDS = new RegExp(
  String.raw`(?<![\d.,-])\d(?:[ -]?\d){5,18}(?=[\s,]{0,2}\(?(?:is|was|being|as|es)\s(?:the|her|his|their|my|our|your|su|el)\s(?:[\p{L}']+\s){0,2}?` +
    String.raw`(account|loan|policy|customer|reference|card|ssn|social security)(?:\s(?:number|no|id)(?![a-z])|(?<=ssn)))`,
  'gu',
);
const KINDS_AFTERWARDS: Readonly<Record<string, HiddenKind>> = { card: 'card', ssn: 'nationalId', 'social security': 'nationalId' };

/** "44556677 was her account number". */
function namedAfterwards(text: string): Span[] {
  return [...text.matchAll(AFTERWARDS)].map((match) => ({
    kind: KINDS_AFTERWARDS[match[1] ?? ''] ?? 'account',
    start: match.index,
    end: match.index + match[0].length,
  }));
}
