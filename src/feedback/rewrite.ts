// The stronger version is built from the writer's own facts. What a grader put in on top of them (a figure, a name, a law)
// becomes a gap for the writer to fill, written as `[figure?]`.
import { numbersIn } from './numbers.ts';
import type { FoundNumber } from './numbers.ts';
import { fitWords, fold, wordsOf } from './quotes.ts';

const MOST_CHARACTERS = 850;
/** Times the length of the answer; gaps are not counted, they are questions. */
const MOST_GROWTH = 1.4;
const GAP_CHARACTERS = 60;
const MOST_GAPS = 5;

export interface RewriteSource {
  /** The cleaned answer. */
  readonly answer: string;
  /** Lines that must not stand in a stronger version, each with what to say instead. */
  readonly flagged: readonly { readonly quote: string; readonly safer: string }[];
}

/** Facts that the answer lacks become gaps; links, mentions and flagged conduct go; at most 1.4 × the answer and 850 characters. */
export function checkRewrite(text: string, source: RewriteSource): { readonly text: string; readonly gaps: readonly string[] } {
  const lawful = withoutConduct(withoutLinks(text), source.flagged);
  const honest = pieces(lawful)
    .map((piece, at, all) =>
      piece.startsWith('[')
        ? honestGap(piece, source.answer)
        : withoutInventions(piece, source.answer, opensSentence(all.slice(0, at).join(''))),
    )
    .join('')
    .replaceAll(/(\[[^\]]*\])(?:[\s,-]*\1)+/gu, '$1');
  const fitted = fit(honest, Math.floor(source.answer.length * MOST_GROWTH));
  const gaps = [
    ...new Set(
      pieces(fitted)
        .filter((piece) => piece.startsWith('['))
        .map((piece) => piece.slice(1, -1)),
    ),
  ];
  return { text: fitted, gaps: gaps.map((gap) => fitWords(gap, GAP_CHARACTERS)).slice(0, MOST_GAPS) };
}

const LINK =
  /\b(?:https?|ftp):\/\/\S+|\bwww\.\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|io|gov|edu|info|dev|app|ly|gg|me|co)\b(?:\/\S*)?/giu;
const MENTION = /<[@#!][^>\s]*>|@(?:everyone|here|channel)\b|(?<![\w.])@[\w.-]+/giu;

/** For every sentence that a grader wrote: nothing in it may lead somewhere or call someone. */
export function withoutLinks(text: string): string {
  return text
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replaceAll(LINK, '')
    .replaceAll(MENTION, '')
    .replaceAll(/[ \t]+/gu, ' ')
    .replaceAll(/ ([.,;:!?])/gu, '$1')
    .trim();
}

/** Prose and `[gaps]`, in turn. */
function pieces(text: string): string[] {
  return text.split(/(\[[^\]]*\])/u).filter((piece) => piece !== '');
}

/** A gap asks and tells nothing: one that carries a fact of its own is asked plainly instead. */
function honestGap(gap: string, answer: string): string {
  const inside = gap.slice(1, -1).trim().replace(/\?*$/u, '');
  return inside === '' || withoutInventions(inside, answer, true) !== inside ? '[detail?]' : `[${inside}?]`;
}

interface Invention {
  readonly start: number;
  readonly end: number;
  readonly gap: string;
}

function withoutInventions(prose: string, answer: string, startsSentence: boolean): string {
  const found = [...inventedRules(prose, answer), ...inventedNumbers(prose, answer), ...inventedNames(prose, answer, startsSentence)].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
  let written = '';
  let from = 0;
  for (const { start, end, gap } of found) {
    if (start < from) continue;
    written += prose.slice(from, start) + gap;
    from = end;
  }
  return written + prose.slice(from);
}

function inventedNumbers(prose: string, answer: string): Invention[] {
  const known = new Set(numbersIn(answer).flatMap(({ values }) => values));
  const isNew = ({ values }: FoundNumber): boolean => values.some((value) => !known.has(value));
  return numbersIn(prose)
    .filter(isNew)
    .map(({ start, end }) => ({ start, end, gap: '[figure?]' }));
}

// Laws, regulators and credit bureaus by the names that candidates use, in any case.
const RULE_NAMES =
  /\b(?:FDCPA|FCRA|TCPA|ECOA|SCRA|UDAAP|GLBA|HIPAA|GDPR|CFPB|FTC|FCA|OFT|ASIC|ACCC|RBI|CONC|CONDUSEF|POPIA|Consumer Duty|Reg(?:ulation)? [A-Z]\b|Experian|Equifax|TransUnion|mini[- ]miranda)\b/giu;
const ACT =
  /\b(?:the )?(?!(?:Under|The|In|By|And|But|Since|With|For|As|If|When|That|Our|My|We|I) )(?:[A-Z][\w&-]+ )+(?:Act|Code|Directive|Regulations?|Rule|Law)\b/gu;

function inventedRules(prose: string, answer: string): Invention[] {
  const known = fold(answer);
  return [...prose.matchAll(RULE_NAMES), ...prose.matchAll(ACT)]
    .filter((match) => !known.includes(fold(match[0]).replace(/^the /u, '')))
    .map((match) => ({ start: match.index, end: match.index + match[0].length, gap: '[rule?]' }));
}

// Words of the trade and of every sentence, not facts about anybody.
const COMMON_CAPITALS = new Set(
  `i i'm i'd i'll i've ok mr mrs ms dr ptp rpc dso cei kpi sms crm id qa pdf ivr a an the this that these those he she it we you they his her its our my their there here
  and but or so if then when while where what why who which how once after before since because as in on at by for from to with without over under no not yes all both each every first next later finally now today`.split(
    /\s+/u,
  ),
);
const DATES = new Set(
  'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter'.split(
    ' ',
  ),
);
const CAPITALISED = /(?<![\p{L}\p{N}'])\p{Lu}[\p{L}\p{N}&'.-]*[\p{L}\p{N}]|(?<![\p{L}\p{N}'])\p{Lu}(?![\p{L}\p{N}'])/gu;
function inventedNames(prose: string, answer: string, startsSentence: boolean): Invention[] {
  const known = new Set(wordsOf(answer).flatMap((word) => [word, word.replace(/['’]s$/u, '')]));
  const capitals = [...prose.matchAll(CAPITALISED)].map((match) => ({
    word: match[0],
    start: match.index,
    end: match.index + match[0].length,
    first: startsAt(prose, match.index, startsSentence),
  }));
  if (nounsHaveCapitals(answer)) return [];
  return capitals
    .filter(({ word, first, end }) => {
      if (isKnown(word, known)) return false;
      if (!first) return true;
      // Any sentence begins with a capital: there only an abbreviation, or a second capital after it, gives a name away.
      return /\p{Lu}\S*\p{Lu}/u.test(word) || capitals.some((next) => next.start === end + 1 && !isKnown(next.word, known));
    })
    .map(({ word, start, end }) => ({ start, end, gap: DATES.has(bare(word)) ? '[date?]' : '[name?]' }));
}

/** In German every noun has a capital, which then says nothing. In other languages one word in ten is many. */
function nounsHaveCapitals(answer: string): boolean {
  if (/\b(?:the|and|was|my)\b/u.test(answer)) return false;
  const inside = [...answer.matchAll(CAPITALISED)].filter((match) => !opensSentence(answer.slice(0, match.index)));
  return inside.length > wordsOf(answer).length / 10;
}

function bare(word: string): string {
  return word.toLowerCase().replaceAll('’', "'");
}

function isKnown(word: string, known: ReadonlySet<string>): boolean {
  const plain = bare(word);
  return (
    COMMON_CAPITALS.has(plain) || known.has(plain) || wordsOf(plain).every((part) => known.has(part) || known.has(part.replace(/'s$/u, '')))
  );
}

function opensSentence(before: string): boolean {
  return /(^|[.!?:;\n•"“'(*–—-])\s*$/u.test(before);
}

function startsAt(prose: string, at: number, startsSentence: boolean): boolean {
  const before = prose.slice(0, at);
  return before.trim() === '' ? startsSentence : opensSentence(before);
}

/** Where the rewrite keeps a flagged line, the lawful one takes its place, once. */
function withoutConduct(text: string, flagged: RewriteSource['flagged']): string {
  const used = new Set<string>();
  return sentencesAroundGaps(text)
    .map((sentence) => {
      const flag = flagged.find(({ quote }) => repeats(sentence, quote));
      if (flag === undefined) return sentence;
      if (used.has(flag.safer)) return '';
      used.add(flag.safer);
      return `${flag.safer} `;
    })
    .join('')
    .trim();
}

const TURNED_DOWN = /\b(instead|rather than|never|not|no longer|without)\b|n['’]t\b/iu;

function repeats(sentence: string, quote: string): boolean {
  if (TURNED_DOWN.test(sentence) && !TURNED_DOWN.test(quote)) return false;
  if (fold(sentence).includes(fold(quote))) return true;
  const wanted = new Set(wordsOf(quote).filter((word) => word.length > 3));
  const said = new Set(wordsOf(sentence));
  return wanted.size >= 3 && [...wanted].filter((word) => said.has(word)).length / wanted.size >= 0.75;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** With their trailing spaces. A question mark within a gap ends no sentence. */
function sentencesAroundGaps(text: string): string[] {
  const closed = text.replaceAll(/\[[^\]]*\]/gu, (gap) => gap.replaceAll(/[.!?]/gu, '_'));
  return [...segmenter.segment(closed)].map(({ index, segment }) => text.slice(index, index + segment.length));
}

/** Whole sentences; of a first one that is too long already, whole clauses. */
function fit(text: string, mostProse: number): string {
  const sentences = sentencesAroundGaps(text);
  const whole = longest(sentences, mostProse);
  if (whole !== '' || sentences[0] === undefined) return whole;
  const clauses = longest(sentences[0].split(/(?<=[,;])(?![^[]*\])/u), mostProse - 1);
  return clauses === '' ? '' : `${clauses.replace(/[,;]$/u, '')}.`;
}

function longest(parts: readonly string[], mostProse: number): string {
  let kept = '';
  for (const part of parts) {
    const longer = kept + part;
    if (longer.trimEnd().length > MOST_CHARACTERS || proseLength(longer) > mostProse) break;
    kept = longer;
  }
  return kept.trim();
}

function proseLength(text: string): number {
  return pieces(text.trim())
    .filter((piece) => !piece.startsWith('['))
    .join('').length;
}
