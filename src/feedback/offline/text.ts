// A text as sentences and words. Verbatim spans are kept for quotes; `plain` is what patterns are matched on.

/** Longest answer that is read, in UTF-16 units. */
export const ANSWER_LIMIT = 4_000;

// Building a segmenter costs more than using it.
const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });
const WORDS = new Intl.Segmenter('en', { granularity: 'word' });

export interface Sentence {
  /** As written, trimmed, without the bullet in front. */
  readonly text: string;
  /** Lower case, contractions written out, single spaces, no punctuation but what figures need. */
  readonly plain: string;
  readonly words: readonly string[];
  readonly isQuestion: boolean;
}

const BULLET = /^(?:[-*•‣–—>#]+|\(?\d{1,2}[.)]|[a-z][.)])\s+/iu;

/** The segmenter ends a sentence after these; a writer does not. */
const ABBREVIATED = /(?:\b\p{L}\.|\b(?:mr|mrs|ms|dr|st|no|vs|etc|approx|inc|ltd|co|dept|acct|inv|max|min)\.)\s*$/iu;

/** Spans of sentences. A line ends a sentence; an abbreviation ("8 a.m. and") does not. */
export function sentenceSpans(text: string): readonly (readonly [number, number])[] {
  const spans: [number, number][] = [];
  let lineStart = 0;
  for (const line of text.split('\n')) {
    const first = spans.length;
    for (const { segment, index } of [...SENTENCES.segment(line)].flatMap(splitLowerCase)) {
      const previous = spans.length > first ? spans[spans.length - 1] : undefined;
      const runsOn = /^[^\p{L}\p{N}]*\p{Ll}/u.test(segment) && ABBREVIATED.test(text.slice(previous?.[0] ?? 0, previous?.[1] ?? 0));
      if (previous !== undefined && (runsOn || !/[\p{L}\p{N}]/u.test(segment))) previous[1] = lineStart + index + segment.length;
      else spans.push([lineStart + index, lineStart + index + segment.length]);
    }
    lineStart += line.length + 1;
  }
  return spans.filter(([from, to]) => text.slice(from, to).trim() !== '');
}

/** "i call him. he pay later": the segmenter waits for a capital letter, writers in a hurry do not. */
function splitLowerCase({ segment, index }: { readonly segment: string; readonly index: number }): { segment: string; index: number }[] {
  const parts: { segment: string; index: number }[] = [];
  let from = 0;
  for (const stop of segment.matchAll(/[.!?]+["”’)\]]*\s+(?=\S)/gu)) {
    const end = stop.index + stop[0].length;
    if (ABBREVIATED.test(segment.slice(from, end))) continue;
    parts.push({ segment: segment.slice(from, end), index: index + from });
    from = end;
  }
  return [...parts, { segment: segment.slice(from), index: index + from }];
}

export function sentencesOf(text: string): readonly Sentence[] {
  return sentenceSpans(text)
    .map(([from, to]) => text.slice(from, to).trim().replace(BULLET, '').trim())
    .filter((sentence) => sentence !== '')
    .map((sentence) => {
      const plain = plainOf(sentence);
      return { text: sentence, plain, words: plain === '' ? [] : plain.split(' '), isQuestion: /\?["'”’)]*$/u.test(sentence) };
    });
}

/** Lower case, contractions written out, punctuation gone except inside figures and times. */
export function plainOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02BC\u0060]/gu, "'")
    .replace(/\bcan't\b|\bcannot\b/gu, 'can not')
    .replace(/\bwon't\b/gu, 'will not')
    .replace(/\bshan't\b/gu, 'shall not')
    .replace(/\b(did|do|does|was|were|is|are|have|has|had|would|could|should|must|need|might)n'?t\b/gu, '$1 not')
    .replace(/\bi'm\b|\bim\b/gu, 'i am')
    .replace(/\b(i|you|we|they)'ve\b/gu, '$1 have')
    .replace(/\b(i|you|he|she|it|we|they)'ll\b/gu, '$1 will')
    .replace(/\b(i|you|he|she|it|we|they)'d\b/gu, '$1 would')
    .replace(/\b(you|we|they)'re\b/gu, '$1 are')
    .replace(/\b(he|she|it|that|who|what|there)'s\b/gu, '$1 is')
    .replace(/\b([ap])\.\s?m\b\.?/gu, '$1m')
    .replace(/(\d)[,'](?=\d{3}\b)/gu, '$1')
    .replace(/(?<!\d)[.:/,](?!\d)|[.:,](?!\d)|(?<!\d)[.:,]/gu, ' ')
    .replace(/[^\p{L}\p{N}\p{M}'%$£€¥₹.:/+<>=×÷&-]|(?<![\p{L}\p{N}])['-]|['-](?![\p{L}\p{N}])/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Words as a reader would count them; in scripts without spaces, the segmenter's own words. */
export function countWords(text: string): number {
  let count = 0;
  for (const { isWordLike } of WORDS.segment(text)) if (isWordLike === true) count += 1;
  return count;
}

/** The first `limit` characters of a sentence, ending with a whole word and adding nothing: still verbatim. */
export function clip(text: string, limit: number): string {
  const single = text.replace(/\s+/gu, ' ').trim();
  if (single.length <= limit) return single;
  const cut = single.slice(0, limit + 1);
  const end = cut.lastIndexOf(' ');
  // Never within a placeholder either: half of "[phone number hidden]" reads as a fault.
  return (end > limit / 2 ? cut.slice(0, end) : single.slice(0, limit)).replace(/\[[^\]]*$/u, '').replace(/[\s,;:–—-]+$/u, '');
}

const IRREGULAR: Readonly<Record<string, string>> = {
  paid: 'pay',
  said: 'say',
  told: 'tell',
  kept: 'keep',
  held: 'hold',
  left: 'leave',
  lost: 'lose',
  sent: 'send',
  rang: 'ring',
  rung: 'ring',
  wrote: 'write',
  written: 'write',
  gave: 'give',
  given: 'give',
  took: 'take',
  taken: 'take',
  made: 'make',
  found: 'find',
  got: 'get',
  came: 'come',
  went: 'go',
  gone: 'go',
  knew: 'know',
  known: 'know',
  spoke: 'speak',
  spoken: 'speak',
  heard: 'hear',
  met: 'meet',
  broke: 'break',
  broken: 'break',
  owes: 'owe',
  owed: 'owe',
  owing: 'owe',
  due: 'due',
  dying: 'die',
  died: 'die',
  dies: 'die',
  dead: 'die',
  taught: 'teach',
  brought: 'bring',
  bought: 'buy',
  sold: 'sell',
  chose: 'choose',
  chosen: 'choose',
  built: 'build',
  began: 'begin',
  begun: 'begin',
  fell: 'fall',
  fallen: 'fall',
  rose: 'rise',
  risen: 'rise',
  felt: 'feel',
  led: 'lead',
  meant: 'mean',
  understood: 'understand',
  children: 'child',
  people: 'person',
  men: 'man',
  women: 'woman',
  wives: 'wife',
  cheques: 'cheque',
  check: 'check',
  less: 'less',
  process: 'process',
  business: 'business',
  analysis: 'analysis',
  basis: 'basis',
  address: 'address',
  across: 'across',
  always: 'always',
};

/** A crude stem: the same for the forms of one word, nothing more is asked of it. */
export function stem(word: string): string {
  const irregular = IRREGULAR[word];
  if (irregular !== undefined) return irregular;
  let root = word
    .replace(/'s?$/u, '')
    .replace(/isation|ization/u, 'is')
    .replace(/iz(e|es|ed|ing|er)$/u, 'is$1')
    .replace(/our(?=s?$|ed$|ing$|able$)/u, 'or');
  if (root.length > 4)
    root = root
      .replace(/ies$/u, 'y')
      .replace(/ied$/u, 'y')
      .replace(/(ss|sh|ch|x)es$/u, '$1')
      .replace(/(?<![su])s$/u, '');
  if (root.length > 5) root = root.replace(/(?:ment|ness|able|ible|ly)$/u, '');
  if (root.length > 5) root = root.replace(/(?:ation|ition)$/u, '').replace(/(?<=[st])ion$/u, '');
  if (root.length > 4) root = root.replace(/(?<=[aeiouy].*)(?:ing|ed)$/u, '');
  root = root.replace(/([bdfgkmnprt])\1$/u, '$1');
  return root.length > 3 ? root.replace(/e$/u, '') : root;
}
