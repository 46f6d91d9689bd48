import type { Finder, Span } from './span.ts';

export const findEmails: Finder = (text) => {
  const written = aroundEachAt(text);
  if (!SPELLED_SIGN.test(text)) return written;
  return [...written, ...spelledOut(text).filter((span) => !written.some(({ start, end }) => start < span.end && span.start < end))].sort(
    (a, b) => a.start - b.start,
  );
};

// Walked outwards from each @ instead of matched from the left: a local part has no length limit worth the name, and a pattern that
// tries every start is quadratic on a text without an @ behind its words.
const LOCAL = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]/u;
const DOMAIN = /[\p{L}\p{N}.-]/u;
const NO_BEGINNING = /[.!#$%&'*+/=?^_`{|}~-]/u;

function aroundEachAt(text: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    // "ana @ example.com" has one space on either side.
    const spaced = text[at - 1] === ' ' && text[at + 1] === ' ';
    const end = endOfDomain(text, at + (spaced ? 2 : 1));
    const start = startOfLocal(text, at - (spaced ? 1 : 0), from);
    if (end === null || start === null) continue;
    spans.push({ kind: 'email', start, end });
    from = end;
  }
  return spans;
}

function startOfLocal(text: string, at: number, from: number): number | null {
  let first = at;
  if (text[first - 1] === '"') first = Math.max(text.lastIndexOf('"', first - 2), from);
  else while (first > from && LOCAL.test(text[first - 1] ?? '')) first--;
  // Marks before an address are the sentence's: **ana@example.com**, 'ana@example.com'. Unless there is nothing else.
  let start = first;
  while (start < at && NO_BEGINNING.test(text[start] ?? '')) start++;
  if (start < at) return start;
  return first < at ? first : null;
}

/** Only what can be a host: at least one dot, and letters after the last. */
function endOfDomain(text: string, from: number): number | null {
  let end = from;
  while (end < text.length && DOMAIN.test(text[end] ?? '')) end++;
  const labels = text.slice(from, end).split('.');
  while (labels.length > 1 && !/^(?:\p{L}{2,}|xn--[\p{L}\p{N}-]+)/u.test(labels.at(-1) ?? '')) labels.pop();
  const domain = labels.join('.').replace(/-+$/u, '');
  return labels.length > 1 && labels[0] !== '' ? from + domain.length : null;
}

const SPELLED_SIGN = /\b(?:at|arroba)\b|[([{<]a[)\]}>]|[([{]@/u;

const WORD = String.raw`[\p{L}\p{N}_-]{1,64}`;
const DOT = String.raw`(?:\s?[([{]\s?(?:dot|punto|\.)\s?[)\]}]\s?|\s(?:dot|punto)\s|\s?\.\s?)`;
const SAID_DOT = String.raw`(?:\s?[([{]\s?(?:dot|punto|\.)\s?[)\]}]\s?|\s(?:dot|punto)\s)`;
const JOINED = String.raw`(?:(?:[.+]|\s?[([{]\s?dot\s?[)\]}]\s?|\s(?:dot|underscore|dash|hyphen|plus)\s)${WORD}){0,3}`;
const BRACKETED_AT = String.raw`\s?[([{<]\s?(?:at|a|arroba|@)\s?[)\]}>]\s?`;
const SAID_AT = String.raw`\s(?:at|arroba)\s`;
const LAST = String.raw`\p{L}{2,12}(?![\p{L}\p{N}])`;
const MAIL_HOST = '(?:gmail|googlemail|yahoo|hotmail|outlook|live|icloud|aol|proton|protonmail|gmx|rediffmail)';

// "I worked at Booking dot com" and "he's at example.com" are no addresses: a bare "at" counts only before a written "dot" or a mail
// host, and not after a word that leads to a place.
const LEADS_TO_PLACE = [
  'i me him her us them it we you they he she one be was were am is are been being look looks looked work works worked working here there',
  'job role team back start started based employed manager agent agents collector buy bought shop order ordered find found live lived see',
  'available apply applied up out and or now then currently today later still only also years year months days time stayed trained hired',
  'interviewed interview position customer customers people staff everyone someone both all chat help support meet met account accounts',
]
  .join(' ')
  .replaceAll(' ', '|');
const NOT_A_NAME = String.raw`(?!(?:${LEADS_TO_PLACE})\s)`;
const SPELLED = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${WORD}${JOINED}${BRACKETED_AT}${WORD}(?:${DOT}${WORD}){0,3}${DOT}${LAST}` +
    String.raw`|${NOT_A_NAME}${WORD}${JOINED}${SAID_AT}(?:${WORD}(?:${DOT}${WORD}){0,2}${SAID_DOT}|${MAIL_HOST}${DOT})${LAST})`,
  'gu',
);

function spelledOut(text: string): Span[] {
  return [...text.matchAll(SPELLED)].map((match) => ({ kind: 'email', start: match.index, end: match.index + match[0].length }));
}
