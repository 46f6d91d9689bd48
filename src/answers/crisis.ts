// Is the writer of a message in trouble themselves: wishing to die, without hope, going under in own debts? A story about a customer in
// trouble is an answer (rubric C6). The words are data (data/intake/crisis.yaml); here is decided whom they are about, and whether what
// was found is enough: doubt counts as yes in a message without interview content, and as no inside a full answer.
import { CLAUSE, SENTENCE_END } from './crisis/phrases.ts';
import type { Found } from './crisis/phrases.ts';
import { ownWords, wordsAndFaces, wordsOf } from './crisis/reading.ts';
import { FAMILIES, loadSigns } from './crisis/signs.ts';
import type { Circumstance, Family, Signs } from './crisis/signs.ts';

interface Sign extends Found<Family> {
  readonly sentenceFrom: number;
  readonly sentenceTo: number;
  /** Where the sentence before it begins. */
  readonly previousFrom: number;
}

interface Message {
  readonly words: readonly string[];
  readonly circumstances: readonly Found<Circumstance>[];
  /** Words as written, other people's included. */
  readonly length: number;
  /** Different words of work, other people's included. */
  readonly work: number;
  readonly laughs: boolean;
  /** No work, nobody else, no laugh and no parting: nothing that it could be about but the writer. */
  readonly isApart: boolean;
}

/** @param text a message or an answer as its writer sent it, at most 4,000 characters */
export function soundsLikeCrisis(text: string): boolean {
  const signs = loadSigns();
  const own = ownWords(text);
  const words = wordsOf(own, signs);
  const found = strongestFirst(signs.families(words));
  if (found.length === 0) return false;
  const whole = own === text ? words : wordsOf(text, signs);
  const message = describe(text, words, whole, found, signs);
  const about = withoutOverlaps(found.map((each) => withSentence(each, words)).filter((sign) => isOwn(sign, message)));
  return (
    about.some(({ kind }) => kind === 'plain') ||
    isEnough(
      about.filter((sign) => !isExcused(sign, about, message)),
      message,
    )
  );
}

/** More than these say nothing new, and a text that is made of signs should take no longer than another. */
const MOST_SIGNS = 60;

function strongestFirst(found: readonly Found<Family>[]): readonly Found<Family>[] {
  return FAMILIES.flatMap((family) => found.filter(({ kind }) => kind === family)).slice(0, MOST_SIGNS);
}

/** What is part of a sign ("log off for good") is no circumstance of it. */
const NEVER_WITHIN_SIGNS: ReadonlySet<Circumstance> = new Set(['people', 'reported', 'work', 'handling', 'afterwards', 'parting']);

const BESIDES_WRITER: ReadonlySet<Circumstance> = new Set(['people', 'them', 'parting']);

function describe(
  text: string,
  words: readonly string[],
  whole: readonly string[],
  found: readonly Found<Family>[],
  signs: Signs,
): Message {
  const strong = found.filter(({ kind }) => !SHADES.has(kind));
  const circumstances = signs
    .circumstances(words)
    .filter((each) => !NEVER_WITHIN_SIGNS.has(each.kind) || !strong.some((sign) => overlap(each, sign)));
  const workWords = signs
    .circumstances(whole)
    .filter(({ kind }) => kind === 'work')
    .map((each) => said(each, whole));
  const work = new Set(workWords).size;
  const laughs = wordsAndFaces(text).search(signs.laughter) >= 0;
  const isApart = work === 0 && !laughs && circumstances.every(({ kind }) => !BESIDES_WRITER.has(kind));
  return { words, circumstances, length: text.trim().split(/\s+/u).length, work, laughs, isApart };
}

function withSentence(found: Found<Family>, words: readonly string[]): Sign {
  const sentenceFrom = words.lastIndexOf(SENTENCE_END, found.from) + 1;
  const end = words.indexOf(SENTENCE_END, found.from);
  const previousFrom = sentenceFrom < 2 ? 0 : words.lastIndexOf(SENTENCE_END, sentenceFrom - 2) + 1;
  return { ...found, sentenceFrom, sentenceTo: end < 0 ? words.length : end, previousFrom };
}

/** Of signs that lie over each other, the first. */
function withoutOverlaps(found: readonly Sign[]): readonly Sign[] {
  const kept: Sign[] = [];
  for (const sign of found) if (!kept.some((other) => overlap(sign, other))) kept.push(sign);
  return kept;
}

const WEIGHTS: Readonly<Record<Family, number>> = { plain: 4, heavy: 2, word: 2, debtNow: 2, faint: 1, debt: 1, dark: 1, dread: 1 };
/** They count once, however many there are. */
const SHADES: ReadonlySet<Family> = new Set(['dark', 'dread']);
const ENOUGH = 2;
const ENOUGH_IN_AN_ANSWER = 4;
/** From so many words, and so many different words of work, a message is an answer of its own. */
const ANSWER_LENGTH = 25;
const ANSWER_WORK = 3;
/** A message no longer than this that is about nothing else is taken at its word. */
const BARE_LENGTH = 9;

function isEnough(signs: readonly Sign[], message: Message): boolean {
  const strong = signs.filter(({ kind }) => !SHADES.has(kind));
  if (message.isApart) {
    if (message.length <= BARE_LENGTH && strong.some(({ kind }) => kind !== 'debt')) return true;
    const dark = new Set(signs.filter(({ kind }) => kind === 'dark').map((sign) => said(sign, message.words)));
    if (strong.length + dark.size >= ENOUGH) return true;
  }
  if (strong.length === 0) return false;
  const weight = strong.reduce((sum, { kind }) => sum + WEIGHTS[kind], signs.length > strong.length ? 1 : 0);
  const isAnswer = message.length >= ANSWER_LENGTH && message.work >= ANSWER_WORK;
  return weight >= (isAnswer ? ENOUGH_IN_AN_ANSWER : ENOUGH);
}

const FIRST_PERSON = new Set(['i', 'me', 'my', 'myself', 'we', 'us', 'our', 'ich', 'mich', 'mir', 'je', 'main', 'mujhe']);

/** Said by the writer of themselves, and not denied. */
function isOwn(sign: Sign, message: Message): boolean {
  const { kind, from, to, sentenceFrom, sentenceTo } = sign;
  if (message.circumstances.some((each) => each.kind === 'denied' && each.to === from)) return false;
  if (last('named', sentenceFrom, from, message) !== undefined || isReported(sign, message)) return false;
  if (kind === 'word') return message.isApart && namesWriter(sentenceFrom, sentenceTo, message);
  if (!namesWriter(from, to, message) && !isWriterMeant(sign, message)) return false;
  if (kind !== 'plain') return true;
  const isJoke = message.laughs && last('work', sentenceFrom, sentenceTo, message) !== undefined;
  return !isJoke && !isOver(sign, message);
}

function namesWriter(from: number, to: number, { words }: Message): boolean {
  return words.slice(from, to).some((word) => FIRST_PERSON.has(word));
}

const REPORTED_WITHIN_WORDS = 3;

/** "She said …": hers, where it follows at once, or where the rest tells how the writer dealt with her. */
function isReported(sign: Sign, message: Message): boolean {
  const report = last('reported', sign.sentenceFrom, sign.from, message);
  if (report === undefined) return false;
  const between = message.words.slice(report.to, sign.from).filter((word) => word !== CLAUSE);
  return between.length <= REPORTED_WITHIN_WORDS || message.work >= 2 || message.circumstances.some(({ kind }) => kind === 'handling');
}

/** Nobody is named in the sign itself: whoever was named last before it is meant. */
function isWriterMeant({ sentenceFrom, previousFrom, from }: Sign, message: Message): boolean {
  const before = message.words.slice(sentenceFrom, from);
  const writer = sentenceFrom + before.findLastIndex((word) => FIRST_PERSON.has(word));
  const other = last('people', sentenceFrom, from, message)?.from ?? sentenceFrom - 1;
  if (writer >= sentenceFrom || other >= sentenceFrom) return writer > other;
  return last('people', previousFrom, sentenceFrom, message) === undefined || namesWriter(previousFrom, sentenceFrom, message);
}

/** How far into the next sentence "then I …" is looked for. */
const NEXT_SENTENCE_WORDS = 12;

/** Told with what came of it; or a single sign in a sentence that is about work, with a laugh or while parting: two in one sentence stand. */
function isExcused(sign: Sign, found: readonly Sign[], message: Message): boolean {
  if (isOver(sign, message)) return true;
  const after = sign.sentenceTo + NEXT_SENTENCE_WORDS;
  if (last('lesson', sign.sentenceFrom, after, message) !== undefined) return true;
  if (message.work > 0 && last('afterwards', sign.to, after, message) !== undefined) return true;
  if (sign.kind === 'debt' || sign.kind === 'debtNow') return false;
  const standsAlone = found.every((other) => other === sign || other.sentenceFrom !== sign.sentenceFrom || SHADES.has(other.kind));
  const isLight = !SHADES.has(sign.kind) && (message.laughs || message.circumstances.some(({ kind }) => kind === 'parting'));
  return standsAlone && (isLight || last('work', sign.sentenceFrom, sign.sentenceTo, message) !== undefined);
}

/** How far before a sign a word makes it past: "I used to want to …". */
const PAST_BEFORE_WORDS = 4;

/** In the past, told as long over in its sentence or the one before, and not said to have come back. */
function isOver({ previousFrom, sentenceFrom, sentenceTo, from, to }: Sign, message: Message): boolean {
  if (last('past', Math.max(sentenceFrom, from - PAST_BEFORE_WORDS), to, message) === undefined) return false;
  const over = last('over', previousFrom, sentenceTo, message);
  return over !== undefined && last('again', over.to, message.words.length, message) === undefined;
}

function last(kind: Circumstance, from: number, to: number, { circumstances }: Message): Found<Circumstance> | undefined {
  return circumstances.findLast((each) => each.kind === kind && each.from >= from && each.to <= to);
}

function overlap(one: Found<unknown>, other: Found<unknown>): boolean {
  return one.from < other.to && other.from < one.to;
}

function said({ from, to }: Found<unknown>, words: readonly string[]): string {
  return words.slice(from, to).join(' ');
}
