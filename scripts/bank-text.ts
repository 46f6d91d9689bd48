// Measures of prose that the bank's check rests on: words, shared runs of words, likeness, reading level. All pure.

export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}]+(?:['.,-][\p{L}\p{N}]+)*/gu) ?? []
  );
}

/** As a word processor counts: what stands between spaces, if there is a letter or a digit in it. */
export function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?]["')]?)\s+/).filter((sentence) => sentence.trim() !== '');
}

/** Runs of `size` words in a row, each once. */
export function runsOf(text: string, size: number): Set<string> {
  const words = wordsOf(text);
  return new Set(Array.from({ length: Math.max(0, words.length - size + 1) }, (_, at) => words.slice(at, at + size).join(' ')));
}

export interface Pair {
  readonly a: number;
  readonly b: number;
  /** From 0 to 1. */
  readonly likeness: number;
}

/** Jaccard likeness of five-word runs, of every pair of texts that reaches `least`. */
export function sharedRuns(texts: readonly string[], least: number): Pair[] {
  const runs = texts.map((text) => runsOf(text, 5));
  const holders = Map.groupBy(
    runs.flatMap((set, at) => [...set].map((run) => ({ run, at }))),
    ({ run }) => run,
  );
  const shared = new Map<string, number>();
  for (const held of holders.values()) {
    held.forEach(({ at: a }, index) => {
      for (const { at: b } of held.slice(index + 1)) shared.set(`${a} ${b}`, (shared.get(`${a} ${b}`) ?? 0) + 1);
    });
  }
  return [...shared].flatMap(([key, count]) => {
    const [a = 0, b = 0] = key.split(' ').map(Number);
    const likeness = count / ((runs[a]?.size ?? 0) + (runs[b]?.size ?? 0) - count);
    return likeness >= least ? [{ a, b, likeness }] : [];
  });
}

/** Cosine of TF-IDF vectors, of every pair of texts that reaches `least`: finds the same story in other words. */
export function alikeInVocabulary(texts: readonly string[], least: number): Pair[] {
  const counts = texts.map((text) => {
    const count = new Map<string, number>();
    for (const word of wordsOf(text)) count.set(word, (count.get(word) ?? 0) + 1);
    return count;
  });
  const documents = new Map<string, number>();
  for (const count of counts) for (const word of count.keys()) documents.set(word, (documents.get(word) ?? 0) + 1);
  const vectors = counts.map((count) => unitVector(count, documents, texts.length));
  return vectors.flatMap((left, a) =>
    vectors.slice(a + 1).flatMap((right, offset) => {
      const likeness = dot(left, right);
      return likeness >= least ? [{ a, b: a + 1 + offset, likeness }] : [];
    }),
  );
}

function unitVector(count: ReadonlyMap<string, number>, documents: ReadonlyMap<string, number>, total: number): Map<string, number> {
  const weighted = [...count].map(([word, times]): [string, number] => [
    word,
    (1 + Math.log(times)) * Math.log(total / (documents.get(word) ?? 1)),
  ]);
  const length = Math.hypot(...weighted.map(([, weight]) => weight)) || 1;
  return new Map(weighted.map(([word, weight]) => [word, weight / length]));
}

function dot(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [word, weight] of left) sum += weight * (right.get(word) ?? 0);
  return sum;
}

/** School years needed, by Kincaid's formula (Kincaid et al. 1975); syllables are estimated from vowel groups. */
export function readingGrade(text: string): number {
  const words = wordsOf(text);
  const sentences = Math.max(1, sentencesOf(text).length);
  if (words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
}

function syllablesOf(word: string): number {
  const groups = word.replace(/(?:[^laeiouy]es|[^laeiouy]ed|[^laeiouy]e)$/u, '').match(/[aeiouy]+/gu);
  return Math.max(1, groups?.length ?? 1);
}
