// A stronger version as a skeleton: the writer's own sentences in their order, gaps where something is missing, and for a flagged line
// the lawful sentence of its class. No fact is added.
import type { Draft } from '../draft.ts';
import type { GradingQuestion } from '../result.ts';
import type { Evidence, JudgedSentence } from './evidence.ts';

interface ToBuild {
  readonly answer: string;
  readonly evidence: Evidence;
  readonly flags: Draft['red_flags'];
  readonly star: Draft['star'];
  readonly question: GradingQuestion;
}

const MOST_CHARACTERS = 850;
const MOST_GROWTH = 1.4;
const MOST_GAPS = 5;

export function skeleton(given: ToBuild): Draft['rewrite'] {
  const { answer, evidence, flags } = given;
  const limit = Math.min(MOST_CHARACTERS, Math.floor(answer.length * MOST_GROWTH));
  const kept = evidence.sentences.filter(({ kind }) => kind !== 'noise' && kind !== 'repeat' && kind !== 'list' && (kind === 'substance' || evidence.substance.length === 0));
  const gaps = missing(given);
  const opening = gaps.filter(({ at }) => at === 'start').map(({ ask }) => ask);
  const middle = gaps.filter(({ at }) => at === 'middle').map(({ ask }) => ask);
  const closing = gaps.filter(({ at }) => at === 'end').map(({ ask }) => ask);
  const sentences = dropLoosest(kept, limit - [...opening, ...middle, ...closing].reduce((sum, gap) => sum + gap.length + 1, 0));
  const half = Math.ceil(sentences.length / 2);
  const replaced = new Set<string>();
  const own = sentences.flatMap(({ text }) => {
    const flag = flags.find(({ quote, stance }) => stance === 'own' && (text.includes(quote) || quote.includes(text)));
    if (flag === undefined) return [text];
    if (replaced.has(flag.safer)) return [];
    replaced.add(flag.safer);
    return [flag.safer];
  });
  const parts = [...opening, ...own.slice(0, half), ...middle, ...own.slice(half), ...closing];
  const text = fit(parts, limit);
  return { text, gaps: [...text.matchAll(/\[([^\]]+)\]/gu)].map(([, gap = '']) => gap.slice(0, 60)).slice(0, MOST_GAPS) };
}

interface Gap {
  readonly at: 'start' | 'middle' | 'end';
  readonly ask: string;
}

function missing({ evidence: { signals, found }, star, question }: ToBuild): readonly Gap[] {
  const gaps: Gap[] = [];
  const story = question.type === 'behavioural' || question.type === 'leadership' || question.type === 'motivational';
  if (story && star.situation !== 'present') gaps.push({ at: 'start', ask: '[which account, how far past due, how much?]' });
  if (!story && signals.rules === 0) gaps.push({ at: 'middle', ask: '[and if the answer is no?]' });
  if (signals.ownActions < 2) gaps.push({ at: 'middle', ask: '[what did you do, step by step?]' });
  else if (story && signals.said === 0) gaps.push({ at: 'middle', ask: '[what did they say, and what did you answer?]' });
  if (!found.has('confirm') && !found.has('diary') && question.type !== 'technical' && question.type !== 'motivational') gaps.push({ at: 'end', ask: '[how did you confirm and track it?]' });
  if (question.type === 'technical' && !found.has('limit')) gaps.push({ at: 'end', ask: '[when does this mislead?]' });
  if (question.type === 'compliance' && !found.has('escalate')) gaps.push({ at: 'end', ask: '[whom would you ask, and when?]' });
  if (story && star.result !== 'present') gaps.push({ at: 'end', ask: '[what came of it: how much, by when?]' });
  if (story && signals.lessonConcrete === 0) gaps.push({ at: 'end', ask: '[what do you do differently since?]' });
  return gaps.slice(0, MOST_GAPS);
}

/** Leaves out whole sentences, the least concrete first, until the rest fits; the order stays. */
function dropLoosest(sentences: readonly JudgedSentence[], limit: number): readonly JudgedSentence[] {
  let kept = sentences;
  while (kept.length > 1 && kept.reduce((sum, { text }) => sum + text.length + 1, 0) > limit) {
    const loosest = kept.reduce((least, sentence) => (sentence.grit < least.grit || (sentence.grit === least.grit && sentence.text.length > least.text.length) ? sentence : least));
    kept = kept.filter((sentence) => sentence !== loosest);
  }
  return kept;
}

function fit(parts: readonly string[], limit: number): string {
  let text = '';
  for (const part of parts) {
    const ended = /[.!?\]"”’)]$/u.test(part) ? part : `${part}.`;
    const longer = text === '' ? ended : `${text} ${ended}`;
    if (longer.length <= limit) text = longer;
  }
  return text;
}
