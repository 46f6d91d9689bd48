// Full-text search over the bank. The index is built at the first search: a start does not wait for it.
import MiniSearch from 'minisearch';
import type { SearchOptions } from 'minisearch';
import type { Question } from './schema.ts';

const WEIGHTS = { title: 4, topic: 3, skills: 3, text: 2, howToAnswer: 1 } as const;
type Field = keyof typeof WEIGHTS;

/** The ids of what was found, best first. */
export type Search = (text: string, limit: number) => readonly string[];

export function createSearch(questions: readonly Question[]): Search {
  let index: MiniSearch<Question> | null = null;
  return (text, limit) => {
    index ??= indexOf(questions);
    const found = firstFound(index, text);
    const byTitle = plainWords(text);
    const named = questions.filter(({ title }) => plainWords(title) === byTitle && byTitle !== '').map(({ id }) => id);
    // Of equal scores the order of the bank decides, so that a search gives the same list every time.
    return [...new Set([...named, ...found])].slice(0, Math.max(0, limit));
  };
}

/** All words as they stand or begin, else all of them with slips, else any of them: what fits less is not shown beside what fits. */
function firstFound(index: MiniSearch<Question>, text: string): readonly string[] {
  const loosening: readonly SearchOptions[] = [WHOLE, { ...WHOLE, ...WITH_SLIPS }, { ...WHOLE, ...WITH_SLIPS, combineWith: 'OR' }];
  for (const how of loosening) {
    const found = index.search(text, how);
    if (found.length > 0) return found.map(({ id }) => String(id));
  }
  return [];
}

/** A word is found by its beginning from three letters on. */
const WHOLE: SearchOptions = {
  boost: { ...WEIGHTS },
  combineWith: 'AND',
  prefix: (term) => term.length >= 3,
  weights: { prefix: 0.6, fuzzy: 0.3 },
};
/** From four letters on with a slip, from six on with two letters swapped. */
const WITH_SLIPS: SearchOptions = { fuzzy: (term) => (term.length >= 4 ? 0.25 : false), maxFuzzy: 2 };

const plainWords = (text: string): string => (folded(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

function indexOf(questions: readonly Question[]): MiniSearch<Question> {
  const index = new MiniSearch<Question>({
    fields: Object.keys(WEIGHTS),
    extractField: (question, field) => fieldText(question, field),
    processTerm: folded,
  });
  index.addAll(questions);
  return index;
}

function fieldText(question: Question, field: string): string {
  switch (
    field as Field | 'id' // MiniSearch asks for `id` and for the fields that it was given, typed as text
  ) {
    case 'id':
      return question.id;
    case 'title':
      return question.title;
    case 'topic':
      return question.topic.replaceAll('-', ' ');
    case 'skills':
      return question.skills.join(' ').replaceAll('-', ' ');
    case 'text':
      return question.text;
    case 'howToAnswer':
      return question.howToAnswer.join(' ');
  }
}
