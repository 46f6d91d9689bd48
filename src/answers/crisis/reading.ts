// A message as signs are looked for in it: the writer's own words only, spelling evened out, clauses and sentences marked.
import { countWords, plainOf, sentenceSpans } from '../../feedback/offline/text.ts';
import { CLAUSE, SENTENCE_END } from './notation.ts';
import type { Signs } from './signs.ts';

export interface Reading {
  /** " ^ i can not go on ^ i am tired ¶ ^ …": every word, mark included, has a blank on both sides. */
  readonly text: string;
  /** Where each sentence starts and ends in it. */
  readonly sentences: readonly (readonly [from: number, to: number])[];
  /** As the message counts them, other people's included. */
  readonly words: number;
  /** Different words of work in the whole message. */
  readonly work: number;
  readonly laughs: boolean;
}

const QUOTED_LINE = /^\s*>.*$/gmu;
// The last one is the apostrophe as a quotation mark: one inside a word does not end it.
const QUOTED = /“[^”\n]{2,600}”|"[^"\n]{2,600}"|«[^»\n]{2,600}»|„[^“”\n]{2,600}[“”]|(?<![\p{L}\p{N}])['‘](?:[^'’\n]|['’](?=\p{L})){2,200}['’](?!\p{L})/gu;
const OWN_THOUGHT = /\b(?:i|i'm|i am|my (?:head|mind))\b[^.!?\n]{0,30}\b(?:think|thinking|thought|feel|feeling|wonder|wish|pray|keep|saying|say|tell myself|myself|says)\b[^.!?\n]{0,12}$/iu;
const LABEL = /^\W*(?:(?<other>the )?(?:customer|caller|debtor|client|cust|borrower|him|her|he|she|them|they)|me|agent|i|you|collector|a|answer)\s*[:–]\s/iu;
const OTHERS_LABEL = /^\W*(?:the )?(?:customer|caller|debtor|client|cust|borrower|him|her|he|she|them|they)\s*[:–]/iu;
const BETWEEN_CLAUSES = /[,;:–—…()](?!\d)|\.{2,}|\s-\s|\s\/\s/u;

export function readMessage(message: string, signs: Signs): Reading {
  const whole = marked(message, signs);
  const own = withoutOthers(message, whole, signs);
  const text = own === message ? whole : marked(own, signs);
  return { text, sentences: sentencesIn(text), words: countWords(message), work: new Set(whole.match(signs.work)).size, laughs: laughable(message).search(signs.laughter) >= 0 };
}

/** Quoted lines and, where somebody else or work is spoken of, what stands in quotation marks; and what a named speaker says. */
function withoutOthers(message: string, whole: string, signs: Signs): string {
  const unquoted = message.replace(QUOTED_LINE, '');
  const story = [signs.people, signs.named, signs.work].some((list) => whole.search(list) >= 0);
  const own = story ? unquoted.replace(QUOTED, (quoted, at: number) => (OWN_THOUGHT.test(unquoted.slice(Math.max(0, at - 60), at)) ? quoted : ' so-and-so ')) : unquoted;
  if (!own.split('\n').some((line) => LABEL.test(line) || /[.!?]\s+\w+\s*[:–]\s/u.test(line))) return own;
  let another = false;
  return sentenceSpans(own)
    .map(([from, to]) => own.slice(from, to).trim())
    .filter((sentence) => {
      if (LABEL.test(sentence)) another = OTHERS_LABEL.test(sentence);
      return !another;
    })
    .join('\n');
}

function marked(message: string, signs: Signs): string {
  const sentences = sentenceSpans(message).map(([from, to]) =>
    message
      .slice(from, to)
      .split(BETWEEN_CLAUSES)
      .map((clause) => plainWords(clause, signs))
      .filter((clause) => clause !== '')
      .map((clause) => `${CLAUSE} ${clause}`)
      .join(' '),
  );
  const text = ` ${sentences.filter((sentence) => sentence !== '').map((sentence) => `${sentence} ${SENTENCE_END} `).join('')}`;
  return signs.figures.reduce((read, figure) => read.replace(figure, 'so-and-so '), text);
}

function plainWords(clause: string, { spellings, fillers, misspelled }: Signs): string {
  const evened = plainOf(clause.replaceAll(/(?<=\p{L})\*+(?=\p{L})/gu, ''))
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036F]/gu, '')
    .normalize('NFC')
    .replaceAll(/(\p{L})\1{2,}/gu, '$1')
    .replaceAll(/[a-z]{5,}/gu, (word) => misspelled.find((meant) => isOneSlipFrom(word, meant)) ?? word);
  return ` ${evened} `
    .replaceAll(spellings.words, (word) => spellings.read.get(word) ?? word)
    .replaceAll(fillers, '')
    .replaceAll(/ {2,}/gu, ' ')
    .trim();
}

/** One letter wrong, missing, too many, or two swapped; the first letter is right. */
function isOneSlipFrom(word: string, meant: string): boolean {
  if (word === meant || word[0] !== meant[0] || Math.abs(word.length - meant.length) > 1) return false;
  let same = 0;
  while (same < word.length && word[same] === meant[same]) same += 1;
  const rest = word.slice(same);
  const wanted = meant.slice(same);
  return rest.slice(1) === wanted.slice(1) || rest === wanted.slice(1) || rest.slice(1) === wanted || (rest[0] === wanted[1] && rest[1] === wanted[0] && rest.slice(2) === wanted.slice(2));
}

function laughable(message: string): string {
  return ` ${message.toLowerCase().replaceAll(/\p{Extended_Pictographic}/gu, ' $& ').replaceAll(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu, ' ')} `;
}

function sentencesIn(text: string): readonly (readonly [number, number])[] {
  const spans: [number, number][] = [];
  let from = 0;
  for (let end = text.indexOf(SENTENCE_END); end >= 0; end = text.indexOf(SENTENCE_END, from)) {
    spans.push([from, end + 1]);
    from = end + 1;
  }
  return spans;
}
