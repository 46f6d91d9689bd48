// Whether words that a grader quotes stand in the answer, and where. What is shown is always the answer's own text at that place.

export interface Located {
  /** The answer's own words, on one line. */
  readonly text: string;
  /** Offsets into the answer that the finder was made for. */
  readonly start: number;
  readonly end: number;
}

export interface QuoteFinder {
  /** null: fewer than three words, or not in the answer. */
  locate(quote: string): Located | null;
  /** The sentences that a place in the answer touches: two graders quote different halves of one sentence. */
  sentencesAround(place: Located): { readonly start: number; readonly end: number };
}

const LEAST_WORDS = 3;

const words = new Intl.Segmenter('en', { granularity: 'word' });
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The words of a text in any script, in lower case, without marks. Scripts without spaces are cut by dictionary. */
export function wordsOf(text: string): string[] {
  return [...words.segment(text)].filter((part) => part.isWordLike).map((part) => part.segment.toLowerCase());
}

// Written forms of one sign: typographic quotes, and the marks that stand in for what could close the answer's block (prompt.ts).
const SAME_SIGN: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '‹': '<',
  '›': '>',
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
  '−': '-',
};

/** One spelling for comparison: NFKC, straight quotes, single spaces, lower case. */
export function fold(text: string): string {
  return foldWithPlaces(text).folded.trim();
}

/** `places[i]` is where the character that gave `folded[i]` begins in `text`. */
function foldWithPlaces(text: string): { folded: string; places: number[] } {
  let folded = '';
  const places: number[] = [];
  let offset = 0;
  for (const character of text) {
    const plain = /\s/u.test(character) ? ' ' : (SAME_SIGN[character] ?? character.normalize('NFKC').toLowerCase());
    if (plain !== ' ' || !folded.endsWith(' ')) {
      folded += plain;
      for (let unit = 0; unit < plain.length; unit++) places.push(offset);
    }
    offset += character.length;
  }
  return { folded, places };
}

const MARKS_AROUND = /^[\s"'.,;:!?…()[\]-]+|[\s"'.,;:!?…()[\]-]+$/gu;

/** @param answer normalised, without the sentences that speak to the grader: those are no evidence. */
export function quoteFinder(answer: string): QuoteFinder {
  const { folded, places } = foldWithPlaces(answer);
  const bounds = [...sentences.segment(answer)].map(({ index, segment }) => ({ start: index, end: index + segment.length }));
  return {
    locate(quote) {
      // Graders put a full stop after a quote that stops in mid-sentence; the marks around it are not evidence.
      const wanted = fold(quote).replaceAll(MARKS_AROUND, '');
      if (wordsOf(wanted).length < LEAST_WORDS) return null;
      const at = folded.indexOf(wanted);
      if (at < 0) return null;
      const start = places[at] ?? 0;
      const upTo = places[at + wanted.length] ?? answer.length;
      // The bracket that closes a placeholder belongs to it.
      const end = /\[[^\]]*$/u.test(answer.slice(start, upTo)) && answer[upTo] === ']' ? upTo + 1 : upTo;
      return { text: answer.slice(start, end).replaceAll(/\s+/gu, ' ').trim(), start, end };
    },
    sentencesAround(place) {
      const touched = bounds.filter(({ start, end }) => start < place.end && place.start < end);
      return { start: touched[0]?.start ?? place.start, end: touched.at(-1)?.end ?? place.end };
    },
  };
}

export function overlaps(
  a: { readonly start: number; readonly end: number },
  b: { readonly start: number; readonly end: number },
): boolean {
  return a.start < b.end && b.start < a.end;
}

const longestSentence = (text: string, most: number): string => {
  let kept = '';
  for (const { segment } of sentences.segment(text)) {
    if ((kept + segment).trimEnd().length > most) break;
    kept += segment;
  }
  return kept.trim();
};

/** At most `most` characters, cut after a whole sentence; where the first one is longer already, after a whole word. */
export function fitSentences(text: string, most: number): string {
  const trimmed = text.trim();
  if (trimmed.length <= most) return trimmed;
  const whole = longestSentence(trimmed, most);
  return whole === '' ? fitWords(trimmed, most, '…') : whole;
}

/** At most `most` characters, cut after a whole word where there is one. */
export function fitWords(text: string, most: number, mark = ''): string {
  const trimmed = text.trim();
  if (trimmed.length <= most) return trimmed;
  const cut = trimmed.slice(0, most - mark.length + 1);
  const space = cut.search(/\s\S*$/u);
  // A surrogate pair is never cut in two.
  const kept = space > 0 ? cut.slice(0, space) : trimmed.slice(0, most - mark.length).replace(/[\uD800-\uDBFF]$/u, '');
  return kept.trimEnd().replace(/[,;:\s]+$/u, '') + mark;
}
