// Numbers of state registers that have a shape of their own. Those that are bare digits need a word beside them: labelled.ts.
import { passesLuhn } from './check-digits.ts';
import type { Finder, Span } from './span.ts';

const S = String.raw`[\s.-]{1,3}`;
const S_OR_NONE = String.raw`[\s.-]{0,3}`;

/** Areas, groups and serials that the Social Security Administration never issues; 9xx is the IRS's ITIN with its own groups. */
const US_SSN = String.raw`(?!000|666|9)\d{3}${S}(?!00)\d\d${S}(?!0000)\d{4}`;
const US_ITIN = String.raw`9\d\d${S}(?:5\d|6[0-5]|[78]\d|9[0-24-9])${S}\d{4}`;
/** HMRC's rules for the prefix, and QQ, which the government's own forms print as their example. */
const UK_NINO = String.raw`(?!bg|gb|nk|kn|tn|nt|zz)(?:qq|[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z])${S_OR_NONE}\d\d${S_OR_NONE}\d\d${S_OR_NONE}\d\d${S_OR_NONE}[a-d]`;
const IN_PAN = String.raw`[a-z]{3}[abcfghljpt][a-z]\d{4}[a-z]`;
const SG_NRIC = String.raw`[stfgm]\d{7}[a-z]`;
const MX_CURP = String.raw`[a-z]{4}\d{6}[hmx][a-z]{5}[a-z0-9]\d`;

const SHAPES = new RegExp(
  String.raw`(?<![a-z0-9+]|\d[.,-])(?:${[US_SSN, US_ITIN, UK_NINO, IN_PAN, SG_NRIC, MX_CURP].join('|')})(?![a-z0-9]|[.,]\d)`,
  'gu',
);
const ZA_ID = /(?<!\d)\d{6}[\s-]?\d{4}[\s-]?\d{3}(?!\d)/gu;
const ES_DNI = /(?<![a-z0-9])(?:([xyz])[\s.-]?)?(\d{1,2}\.?\d{3}\.?\d{3})[\s-]?([a-hj-np-tv-z])(?![a-z0-9])/gu;

export const findNationalIds: Finder = (text) => {
  const shaped = [...text.matchAll(SHAPES)];
  const southAfrican = [...text.matchAll(ZA_ID)].filter(([code]) => isSouthAfricanId(code.replaceAll(/\D/gu, '')));
  const spanish = [...text.matchAll(ES_DNI)].filter(hasSpanishLetter);
  const spans = [...shaped, ...southAfrican, ...spanish].map(spanOf).toSorted((a, b) => a.start - b.start);
  return spans.filter(({ start }, index) => start >= (spans[index - 1]?.end ?? 0));
};

const spanOf = (match: RegExpExecArray): Span => ({ kind: 'nationalId', start: match.index, end: match.index + match[0].length });

/** The letter is the number modulo 23; a foreigner's X, Y or Z counts as 0, 1 or 2. */
function hasSpanishLetter([, foreign, number = '', letter]: RegExpExecArray): boolean {
  const digits = number.replaceAll('.', '');
  if (digits.length !== (foreign === undefined ? 8 : 7)) return false;
  const value = Number((foreign === undefined ? '' : 'xyz'.indexOf(foreign)) + digits);
  return 'trwagmyfpdxbnjzsqvhlcke'[value % 23] === letter;
}

/** Date of birth, serial, citizenship, and a check digit like a card's: some of these have a card's prefix as well. */
export function isSouthAfricanId(digits: string): boolean {
  return /^\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}[01][89]\d$/u.test(digits) && passesLuhn(digits);
}
