// A stronger version as a skeleton: every sentence of substance that the writer gave, in its order, and a gap where something is
// missing. No fact is added; a flagged line goes, and what stands there instead is a question.
import type { Draft } from '../draft.ts';
import type { GradingQuestion } from '../result.ts';
import type { Evidence, JudgedSentence } from './evidence.ts';
import { tellsStory } from './advice.ts';

interface ToBuild {
  readonly answer: string;
  readonly evidence: Evidence;
  readonly flags: Draft['red_flags'];
  readonly question: GradingQuestion;
  /** Takes up what the question offers as a shortcut. */
  readonly shortcut: JudgedSentence | null;
}

const MOST_CHARACTERS = 850;
const MOST_GROWTH = 1.4;
const MOST_GAPS = 3;
const INSTEAD = '[what would you lawfully do instead?]';

export function skeleton({ answer, evidence, flags, question, shortcut }: ToBuild): Draft['rewrite'] {
  const limit = Math.min(MOST_CHARACTERS, Math.floor(answer.length * MOST_GROWTH));
  const isFlagged = (sentence: JudgedSentence): boolean =>
    sentence === shortcut ||
    flags.some(({ quote, stance }) => stance === 'own' && (sentence.text.includes(quote) || quote.includes(sentence.text)));
  const kept = withinLimit(
    evidence.sentences.filter((sentence) => sentence.kind === 'substance' || (sentence.kind === 'list' && sentence.grit > 1)),
    limit,
  );
  const own = kept
    .map((sentence) => (isFlagged(sentence) ? INSTEAD : ended(sentence.text)))
    .filter((text, at, all) => text !== INSTEAD || all.indexOf(INSTEAD) === at);
  if (own.length === 0) return { text: '', gaps: [] };
  const parts = addGaps(own, missing(evidence, question), MOST_CHARACTERS);
  const text = parts.join(' ');
  return { text, gaps: [...text.matchAll(/\[([^\]]+\?)\]/gu)].map(([, gap = '']) => gap.slice(0, 60)).slice(0, 5) };
}

interface Gap {
  readonly at: 'start' | 'end';
  readonly ask: string;
}

/** Asked for only where nothing in the answer comes near it: a gap beside what stands there reads as not having been read. */
function missing({ signals, found, substance }: Evidence, question: GradingQuestion): readonly Gap[] {
  const says = (pattern: RegExp): boolean => substance.some(({ plain }) => pattern.test(plain));
  const gaps: Gap[] = [];
  const gap = (at: Gap['at'], ask: string): void => void gaps.push({ at, ask: `[${ask}]` });
  if (tellsStory(question.type)) {
    if (signals.figures === 0 && !says(/\d/u))
      gap(
        'start',
        question.type === 'leadership' ? 'which team, how many people, which figure?' : 'which account, how far past due, how much?',
      );
    if (signals.ownActions < 2 && signals.craft < 2) gap('end', 'what did you do, step by step?');
    if (
      signals.outcome === 0 &&
      !says(/\b(?:came in|arrived|landed|kept|paid?|cleared|closed|settled|\w+ of \w+|worked|still|since|ended|both|result)\b/u)
    )
      gap('end', 'what came of it: how much, by when?');
    if (signals.lesson === 0) gap('end', 'what do you do differently since?');
    return gaps;
  }
  switch (question.type) {
    case 'situational':
    case 'competency':
      if (signals.ownActions + signals.craft < 2) gap('end', 'which steps, in which order?');
      if (signals.rules === 0 && !says(/\b(?:if|when|unless|until|not|refuse\w*)\b/u)) gap('end', 'and if the answer is no?');
      return gaps;
    case 'compliance':
      if (!found.has('escalate') && !says(/\b(?:compliance|supervisor|manager|legal|lawyer|client)\b/u))
        gap('end', 'whom would you ask, and when?');
      return gaps;
    case 'technical':
      if (!says(/\d/u)) gap('end', 'a small example in figures?');
      if (!found.has('limit') && !says(/\b(?:but|not|nothing|only|alone|mislead\w*|depends|careful|limits?|beside|next to|also)\b/u))
        gap('end', 'when does this mislead?');
      return gaps;
    case 'motivational':
      if (signals.case === 0 && !says(/\b(?:year|day|job|worked|when|my (?:mum|mother|father|dad))\b/u))
        gap('end', 'one day or call that shows it?');
      return gaps;
    default:
      return gaps;
  }
}

/** The writer's own sentences come first: a gap is added only where room is left. */
function addGaps(own: readonly string[], gaps: readonly Gap[], limit: number): readonly string[] {
  let parts = own;
  for (const { at, ask } of gaps.slice(0, MOST_GAPS)) {
    const longer = at === 'start' ? [ask, ...parts] : [...parts, ask];
    if (longer.join(' ').length <= limit) parts = longer;
  }
  return parts;
}

/** Only an answer that is longer than the field itself loses sentences: the least concrete first. */
function withinLimit(sentences: readonly JudgedSentence[], limit: number): readonly JudgedSentence[] {
  let kept = sentences;
  while (kept.length > 1 && kept.reduce((sum, { text }) => sum + text.length + 2, 0) > limit) {
    const loosest = kept.reduce((least, sentence) =>
      sentence.grit < least.grit || (sentence.grit === least.grit && sentence.text.length > least.text.length) ? sentence : least,
    );
    kept = kept.filter((sentence) => sentence !== loosest);
  }
  return kept;
}

function ended(text: string): string {
  return /[.!?…\]"”’):;]$/u.test(text) ? text : `${text}.`;
}
