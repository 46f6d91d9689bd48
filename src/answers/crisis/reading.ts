// A message as signs are looked for in it: the writer's own words only, spelling evened out, clauses and sentences marked.
import { plainOf } from '../../feedback/offline/text.ts';
import { CLAUSE, SENTENCE_END } from './phrases.ts';
import type { Signs } from './signs.ts';

const MASK = 'so-and-so';

/** Quoted from end to end: said of oneself, for want of other marks. */
const MOST = 0.8;

const QUOTED_LINE = /^ *>.*$/gmu;
// The last one is the apostrophe as a quotation mark: one inside a word does not end it.
const QUOTED =
  /“[^”\n]{2,600}”|"[^"\n]{2,600}"|«[^»\n]{2,600}»|„[^“”\n]{2,600}[“”]|(?<![\p{L}\p{N}])['‘](?:[^'’\n]|['’](?=\p{L})){2,120}['’](?!\p{L})/gu;
const OWN_THOUGHT =
  /\b(?:i|i'm|my (?:head|mind))\b[^.!?\n]{0,30}\b(?:think|thinking|thought|feel|feeling|wonder|wish|pray|keep|saying|say|tell myself|says)\b[^.!?\n]{0,12}$/iu;
const LABEL =
  /^\W*(?:(?:the )?(customer|caller|debtor|client|cust|borrower|him|her|he|she|them|they)|me|agent|i|you|collector|a|answer) ?:/iu;

/** Without quoted lines, what a named speaker says and what stands in quotation marks, if it is not the writer's own thought. */
export function ownWords(message: string): string {
  const unquoted = message.replace(QUOTED_LINE, '');
  const written = unquoted.trim() === '' ? message : unquoted;
  const isOwn = (quoted: string, at: number): boolean =>
    quoted.length > written.length * MOST || OWN_THOUGHT.test(written.slice(Math.max(0, at - 60), at));
  return written
    .replace(QUOTED, (quoted, at: number) => (isOwn(quoted, at) ? quoted : ` ${MASK} `))
    .split('\n')
    .map(withoutSpeakers)
    .join('\n');
}

/** "Customer: … Me: …" on one line: what the customer says is left out. */
function withoutSpeakers(line: string): string {
  let anotherSpeaks = false;
  return line
    .split(/(?<=[.!?]["”’)]? )/u)
    .filter((sentence) => {
      const label = LABEL.exec(sentence);
      if (label !== null) anotherSpeaks = label[1] !== undefined;
      return !anotherSpeaks;
    })
    .join('');
}

// Marks that are left standing where a text is made plain.
const CLAUSE_MARK = ' ÷ ';
const SENTENCE_MARK = ' × ';

/** "k1ll": how a word is spelled to slip past a filter. */
const LETTER_OF: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's' };

/** "I can't go on, I'm tired." → ^ i can not go on ^ i am tired ¶ */
export function wordsOf(message: string, signs: Signs): readonly string[] {
  const words = withoutEmptyClauses(
    evened(message, signs)
      .split(' ')
      .filter((word) => word !== ''),
  );
  const masked = new Set(signs.figures(words).flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)));
  return words.map((word, index) => (masked.has(index) && word !== CLAUSE && word !== SENTENCE_END ? MASK : word));
}

function evened(message: string, { misspelled, spellings, fillers }: Signs): string {
  const split = message
    .replaceAll(/[÷×]/gu, ' ')
    .replaceAll(/(?<=\p{L})\*+(?=\p{L})/gu, '')
    .replaceAll(/(?<=\p{L})[01345](?=\p{L})/gu, (digit) => LETTER_OF[digit] ?? digit)
    .replaceAll(/(?<!\b\p{L})\.{1,2}["”’)]*(?=\s|$)|[!?]+["”’)]*|\n+/gu, SENTENCE_MARK)
    .replaceAll(/[,;:–—…()](?!\d)|\.{3,}| [-/] /gu, CLAUSE_MARK);
  const spelled = plainOf(split)
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/gu, '')
    .normalize('NFC')
    .replaceAll(/(\p{L})\1{2,}/gu, '$1')
    .replaceAll(/[a-z]{5,}/gu, (word) => misspelled.find((meant) => isOneSlipFrom(word, meant)) ?? word);
  return ` ${CLAUSE} ${spelled.replaceAll('÷', CLAUSE).replaceAll('×', `${SENTENCE_END} ${CLAUSE}`)} ${SENTENCE_END} `
    .replaceAll(spellings.words, (word) => spellings.read.get(word) ?? word)
    .replaceAll(fillers, '');
}

function withoutEmptyClauses(words: readonly string[]): readonly string[] {
  return words
    .filter((word, index) => !(word === CLAUSE && (words[index + 1] === CLAUSE || words[index + 1] === SENTENCE_END)))
    .filter((word, index, rest) => !(word === SENTENCE_END && (index === 0 || rest[index - 1] === SENTENCE_END)));
}

/** One letter wrong, missing, too many, or two swapped; the first letter is right. */
function isOneSlipFrom(word: string, meant: string): boolean {
  if (word === meant || word[0] !== meant[0] || Math.abs(word.length - meant.length) > 1) return false;
  let same = 0;
  while (same < word.length && word[same] === meant[same]) same += 1;
  const [rest, wanted] = [word.slice(same), meant.slice(same)];
  const isSwapped = rest[0] === wanted[1] && rest[1] === wanted[0] && rest.slice(2) === wanted.slice(2);
  return rest.slice(1) === wanted.slice(1) || rest === wanted.slice(1) || rest.slice(1) === wanted || isSwapped;
}

/** For laughter, which is not made plain: words and emoji, each with a blank on both sides. */
export function wordsAndFaces(message: string): string {
  const spaced = message.toLowerCase().replaceAll(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, ' ');
  return ` ${spaced.replaceAll(/\p{Extended_Pictographic}/gu, ' $& ')} `;
}
