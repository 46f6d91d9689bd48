import { passesMod97 } from './check-digits.ts';
import type { Finder, Span } from './span.ts';

/** Length by country, from the IBAN registry (ISO 13616). */
const LENGTHS: Readonly<Record<string, number>> = {
  ad: 24, ae: 23, al: 28, at: 20, az: 28, ba: 20, be: 16, bg: 22, bh: 22, bi: 27, br: 29, by: 28, ch: 21, cr: 22, cy: 28, cz: 24, de: 22, dj: 27,
  dk: 18, do: 28, ee: 20, eg: 29, es: 24, fi: 18, fk: 18, fo: 18, fr: 27, gb: 22, ge: 22, gi: 23, gl: 18, gr: 27, gt: 28, hn: 28, hr: 21, hu: 28,
  ie: 22, il: 23, iq: 23, is: 26, it: 27, jo: 30, kw: 30, kz: 20, lb: 28, lc: 32, li: 21, lt: 20, lu: 20, lv: 21, ly: 25, mc: 27, md: 24, me: 22,
  mk: 19, mn: 20, mr: 27, mt: 31, mu: 30, ni: 28, nl: 18, no: 15, om: 23, pk: 24, pl: 28, ps: 29, pt: 25, qa: 29, ro: 24, rs: 22, ru: 33, sa: 24,
  sc: 31, sd: 18, se: 24, si: 19, sk: 24, sm: 27, so: 23, st: 25, sv: 28, tl: 23, tn: 24, tr: 26, ua: 29, va: 22, vg: 24, xk: 20, ye: 30,
}; // prettier-ignore

const BEGINNING = /(?<![a-z0-9])([a-z]{2})\d\d(?=[\s.-]{0,3}[a-z0-9])/gu;

/** Words may read like one: "at 14 in every hundred …" has Austria's length. A real one is mostly digits and ends where a word does. */
const LEAST_DIGITS = 8;

export const findIbans: Finder = (text) => {
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(BEGINNING)) {
    const length = LENGTHS[match[1] ?? ''];
    if (length === undefined || match.index < from) continue;
    const read = readAlphanumerics(text, match.index, length);
    if (read === null || read.code.replaceAll(/\D/gu, '').length < LEAST_DIGITS || !passesMod97(read.code)) continue;
    spans.push({ kind: 'iban', start: match.index, end: read.end });
    from = read.end;
  }
  return spans;
};

/** `length` letters and digits from `start`, over single separators, a line break included; null when the text has not as many in a row. */
function readAlphanumerics(text: string, start: number, length: number): { code: string; end: number } | null {
  let code = '';
  let between = 0;
  for (let end = start; end < text.length; end++) {
    const character = text[end] ?? '';
    if (/[a-z0-9]/u.test(character)) {
      code += character;
      between = 0;
      if (code.length === length) return /[a-z]/u.test(text[end + 1] ?? '') ? null : { code, end: end + 1 };
    } else if (!/[\s./-]/u.test(character) || ++between > 3) return null;
  }
  return null;
}
