// Figures in a text, in digits or in English words, by value: "1,200" and "twelve hundred" are one figure.

export interface FoundNumber {
  readonly start: number;
  readonly end: number;
  /** One value, or the parts of a date or time. */
  readonly values: readonly string[];
}

const UNITS: Readonly<Record<string, number>> = {
  zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14,
  fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
}; // prettier-ignore
const SCALES: Readonly<Record<string, number>> = { dozen: 12, hundred: 100, thousand: 1000, million: 1_000_000 };

const WORD = `(?:${[...Object.keys(UNITS), ...Object.keys(SCALES)].join('|')})`;
// "and" joins only below a hundred or a thousand: "two and three" are two figures.
const IN_WORDS = new RegExp(`\\b${WORD}s?(?:(?:[ -]|(?<=hundred|thousand) and )${WORD})*\\b`, 'giu');
const IN_DIGITS = /(?:[$€£¥₹]\s?)?\p{Nd}+(?:[.,:/-]\p{Nd}+)*(?:\s?%|(?:st|nd|rd|th|k|m)\b)?/giu;

export function numbersIn(text: string): FoundNumber[] {
  return [...digits(text), ...spelled(text)];
}

function digits(text: string): FoundNumber[] {
  return [...text.matchAll(IN_DIGITS)].map((match) => {
    const scale = /k$/iu.test(match[0]) ? 1000 : /\dm$/iu.test(match[0]) ? 1_000_000 : 1;
    const parts = match[0].match(/\p{Nd}+(?:,\p{Nd}{3})*(?:\.\p{Nd}+)?/gu) ?? [];
    return { start: match.index, end: match.index + match[0].length, values: parts.map((part) => valueOf(part, scale)) };
  });
}

/** Digits of other scripts are compared as they stand. */
function valueOf(part: string, scale: number): string {
  const value = Number(part.replaceAll(',', ''));
  return Number.isNaN(value) ? part : String(value * scale);
}

function spelled(text: string): FoundNumber[] {
  return [...text.matchAll(IN_WORDS)].flatMap((match) => {
    const words = match[0]
      .toLowerCase()
      .split(/[ -]+/u)
      .filter((word) => word !== 'and');
    // "one" alone is a pronoun as often as a figure.
    if (words.length === 1 && words[0] === 'one') return [];
    return [{ start: match.index, end: match.index + match[0].length, values: [String(spelledValue(words))] }];
  });
}

function spelledValue(words: readonly string[]): number {
  let total = 0;
  let group = 0;
  for (const word of words) {
    const singular = word.replace(/s$/u, '');
    const unit = UNITS[word] ?? UNITS[singular];
    const scale = SCALES[word] ?? SCALES[singular];
    if (unit !== undefined) group += unit;
    else if (scale === 100 || scale === 12) group = (group === 0 ? 1 : group) * scale;
    else if (scale !== undefined) {
      total += (group === 0 ? 1 : group) * scale;
      group = 0;
    }
  }
  return total + group;
}
