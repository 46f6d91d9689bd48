// The notation of data/intake/crisis.yaml, made into regular expressions. Every token ends with the blank behind it, and a gap is
// bounded and stops at a sentence: nothing here can backtrack far.

export type Lists = Readonly<Record<string, readonly string[]>>;

/** Stand between clauses and behind each sentence of the text that is searched, as words of their own. */
export const CLAUSE = '^';
export const SENTENCE_END = '¶';

const GAP = `(?:[^ ${SENTENCE_END}]+ ){0,3}?`;
const SUM = String.raw`[£$€₹]?\d[\d.,]*k? (?:(?:pounds|dollars|euros|quid|bucks|grand|k|thousand|rupees|lakh|usd|eur|gbp) )?`;
const SPECIAL: Readonly<Record<string, string>> = {
  '..': GAP,
  '#': SUM,
  I: String.raw`(?:i|\^) `,
  '^': String.raw`\^ `,
  $: String.raw`(?=\^|${SENTENCE_END})`,
};

/** @throws Error with the phrase, where a bracket is open or a list is not there */
export function phraseExpression(phrase: string, lists: Lists): RegExp {
  return new RegExp(`(?<= )${sequence(phrase, lists, phrase)}`, 'gu');
}

/** Any of the words, each a whole one. Its end does not take the blank along, so that neighbours are both found. */
export function anyOf(words: readonly string[]): RegExp {
  return new RegExp(`(?<= )(?:${words.map((word) => word.split(' ').map(literal).join(' ')).join('|')})(?= )`, 'gu');
}

function sequence(text: string, lists: Lists, phrase: string): string {
  return splitOutside(text, ' ', phrase).map((token) => expression(token, lists, phrase)).join('');
}

function expression(token: string, lists: Lists, phrase: string): string {
  const special = SPECIAL[token];
  if (special !== undefined) return special;
  const either = (choices: readonly string[]): string => `(?:${choices.map((choice) => sequence(choice.trim(), lists, phrase)).join('|')})`;
  const inner = token.slice(1, -1);
  if (token.startsWith('[')) return `${either(splitOutside(inner, '|', phrase))}?`;
  if (token.startsWith('(')) return either(splitOutside(inner, '|', phrase));
  if (token.startsWith('<')) {
    const list = lists[inner];
    if (list === undefined) throw new Error(`"${phrase}" names a list that is not there: ${token}`);
    return either(list);
  }
  const choices = splitOutside(token, '|', phrase);
  return choices.length > 1 ? either(choices) : `${literal(token)} `;
}

function literal(word: string): string {
  return word.replaceAll(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`).replaceAll('*', `[^ ${SENTENCE_END}]*`);
}

/** Splits at a separator that stands in no bracket. */
function splitOutside(text: string, separator: string, phrase: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if ('([<'.includes(character)) depth += 1;
    if (')]>'.includes(character)) depth -= 1;
    if (depth < 0) break;
    if (character === separator && depth === 0) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  if (depth !== 0) throw new Error(`"${phrase}" has a bracket without its other half`);
  return [...parts, part].filter((each) => each !== '');
}
