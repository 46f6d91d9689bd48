// Is the writer of a message in trouble themselves: wishing to die, without hope, going under in own debts? A story about a customer in
// trouble is an answer (rubric C6). The words are data (data/intake/crisis.yaml); here is decided whom they are about, and whether what
// was found is enough: doubt counts as yes in a message without interview content, and as no inside a full answer.
import { readMessage } from './crisis/reading.ts';
import type { Reading } from './crisis/reading.ts';
import { signs } from './crisis/signs.ts';
import type { Family, Signs } from './crisis/signs.ts';

interface Sign {
  readonly family: Family;
  readonly from: number;
  readonly to: number;
  readonly sentence: number;
}

const WEIGHTS: Readonly<Record<Exclude<Family, 'plain'>, number>> = { heavy: 2, debt_now: 2, faint: 1, debt: 1, dread: 1 };
const ENOUGH = 2;
const ENOUGH_IN_AN_ANSWER = 4;
/** From so many words, and so many different words of work, a message is an answer of its own. */
const ANSWER_WORDS = 25;
const ANSWER_WORK = 3;
/** A message no longer than this, with no work in it, is taken at its word. */
const BARE_WORDS = 9;

/** @param text a message or an answer as its writer sent it, at most 4,000 characters */
export function soundsLikeCrisis(text: string): boolean {
  const words = signs();
  const message = readMessage(text, words);
  const found = ownSigns(message, words);
  if (found.some(({ family }) => family === 'plain')) return true;
  const standing = found.filter((sign) => !isExcused(sign, found, message, words));
  if (standing.every(({ family }) => family === 'dread')) return false;
  const isBare = message.words <= BARE_WORDS && message.work === 0 && !message.laughs;
  if (isBare && standing.some(({ family }) => family !== 'debt' && family !== 'dread')) return true;
  const isAnswer = message.words >= ANSWER_WORDS && message.work >= ANSWER_WORK;
  return weightOf(standing) >= (isAnswer ? ENOUGH_IN_AN_ANSWER : ENOUGH);
}

/** What dread adds it adds once: it is a shade, not a sign of its own. */
function weightOf(standing: readonly Sign[]): number {
  let weight = 0;
  let dread = 0;
  for (const { family } of standing) {
    if (family === 'dread') dread = WEIGHTS.dread;
    else if (family !== 'plain') weight += WEIGHTS[family];
  }
  return weight + dread;
}

/** Signs that are about the writer, and present; of those that lie over each other the first family's. */
function ownSigns(message: Reading, words: Signs): readonly Sign[] {
  const found: Sign[] = [];
  for (const { family, phrases } of words.families) {
    for (const phrase of phrases) {
      for (const match of message.text.matchAll(phrase)) {
        const [from, to] = [match.index, match.index + match[0].length];
        if (found.some((other) => from < other.to && other.from < to)) continue;
        const sign = { family, from, to, sentence: message.sentences.findIndex(([, end]) => from < end) };
        if (isOwn(sign, message, words)) found.push(sign);
      }
    }
  }
  return found;
}

const DENIED = / (?:not|never|nor|without)(?: (?:going|about|planning|trying|thinking|want|wanting|intend|a|to|of|ever|feel|feeling|that|be|been|saying|i|am))* $/u;
const DENIAL_INSIDE_OUT = /(?:can not|could not) (?:stop|help) [^¶]*$/u;
const FIRST_PERSON = / (?:i|me|my|myself|we|us|our|mich|mir|ich|je|me|mujhe|main) /gu;

function isOwn(sign: Sign, message: Reading, words: Signs): boolean {
  const [start, end] = message.sentences[sign.sentence] ?? [0, message.text.length];
  const before = message.text.slice(start, sign.from);
  const said = message.text.slice(sign.from, sign.to);
  if (DENIED.test(before) && !DENIAL_INSIDE_OUT.test(before)) return false;
  if (before.search(words.named) >= 0) return false;
  if (isReported(before, message, words)) return false;
  if (` ${said}`.search(FIRST_PERSON) < 0 && !nearestIsWriter(before, sign, message, words)) return false;
  if (sign.family !== 'plain') return true;
  if (message.laughs && message.text.slice(start, end).search(words.work) >= 0) return false;
  return !isOver(sign, message, words);
}

const HANDLING = / (?:i|we) (?:would |will |then |calmly |also )?(?:stop|stopped|pause|paused|ask|asked|stay|stayed|listen|listened|drop|dropped|escalate|escalated|call|called|transfer|transferred|pass|passed|put|gave|give|told|kept|keep|log|logged|note|noted|alert|alerted|offer|offered|treat|take|took|follow|followed|signal|froze|go|went|checked|check|do not|did not|never) /u;

/** "she said …": another's words, where they follow at once, or where the rest tells how the writer dealt with them. */
function isReported(before: string, message: Reading, words: Signs): boolean {
  const last = [...before.matchAll(words.reported)].at(-1);
  if (last === undefined) return false;
  const between = before.slice(last.index + last[0].length).split(' ').filter((word) => word !== '' && word !== '^');
  return between.length <= 3 || HANDLING.test(message.text) || message.work >= 2;
}

/** Nobody is named in the sign itself: then whoever was named last before it is meant. */
function nearestIsWriter(before: string, sign: Sign, message: Reading, words: Signs): boolean {
  const writer = lastOf(before, FIRST_PERSON);
  const other = lastOf(before, words.people);
  if (writer >= 0 || other >= 0) return writer > other;
  const [start, end] = message.sentences[sign.sentence - 1] ?? [0, 0];
  const previous = message.text.slice(start, end);
  return lastOf(previous, words.people) < 0 || lastOf(previous, FIRST_PERSON) >= 0;
}

function lastOf(text: string, list: RegExp): number {
  return [...text.matchAll(list)].at(-1)?.index ?? -1;
}

/** A single sign in a sentence that is about work, or said with a laugh, or told with what came of it. Two in one sentence stand. */
function isExcused(sign: Sign, found: readonly Sign[], message: Reading, words: Signs): boolean {
  if (isOver(sign, message, words)) return true;
  if (found.some((other) => other !== sign && other.sentence === sign.sentence && other.family !== 'dread')) return false;
  const [start, end] = message.sentences[sign.sentence] ?? [0, message.text.length];
  const sentence = message.text.slice(start, end);
  const isDebt = sign.family === 'debt' || sign.family === 'debt_now';
  if (message.laughs && !isDebt) return true;
  if (sentence.search(words.work) >= 0 && !isDebt) return true;
  if (!isDebt && message.text.search(words.parting) >= 0) return true;
  return message.work > 0 && words.afterwards.some((phrase) => afterSign(sign, message).search(phrase) >= 0);
}

/** What follows the sign in its sentence, and the next sentence's beginning. */
function afterSign(sign: Sign, message: Reading): string {
  const [, end] = message.sentences[sign.sentence] ?? [0, message.text.length];
  const next = message.text.slice(end, end + 60);
  return ` ${message.text.slice(sign.to, end)}${next} `;
}

/** Told as long past, in the sentence or the one before it, and not said to have come back. */
function isOver(sign: Sign, message: Reading, words: Signs): boolean {
  const [start, end] = message.sentences[sign.sentence] ?? [0, message.text.length];
  const [from] = message.sentences[sign.sentence - 1] ?? [start];
  const told = message.text.slice(from, end);
  const last = Math.max(...words.over.map((phrase) => lastOf(told, phrase)));
  return last >= 0 && told.slice(last).search(words.again) < 0;
}
