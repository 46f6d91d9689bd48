// The recap at closing: how many took part, what the group did well and what it left out, and the guide.
import type { Question } from '../bank/schema.ts';
import { content } from '../core/content.ts';
import type { Bar, Block, Content, Text } from '../core/content.ts';
import type { Say } from '../core/locale.ts';
import { CRITERIA } from '../feedback/draft.ts';
import type { CriterionId } from '../feedback/draft.ts';
import type { Graded } from '../feedback/result.ts';

/** Fewer, and what is said of the group could be said of one of them. */
const LEAST_ANSWERS = 5;
/** Levels of the rubric: from 4 on an answer shows it unasked; at 2 and below it is missing or only claimed. */
const WELL_FROM = 4;
const MISSED_TO = 2;
/** Of each kind: one idea a message, the bars show the rest. */
const MOST_SENTENCES = 2;
/** A message holds 4,000 characters; the longest guide that a question may have would leave too little for the rest. */
const GUIDE_CHARACTERS = 1_300;

/** How a group did on one criterion. */
interface Standing {
  readonly criterion: CriterionId;
  /** A whole level; of two in the middle the lower one. */
  readonly median: number;
  /** Shares of the answers, 0 to 1. */
  readonly well: number;
  readonly missed: number;
}

/** `graded`: one result a member. Criteria that fewer than five of them were scored on are left out. */
export function standingsOf(graded: readonly Pick<Graded, 'criteria'>[]): readonly Standing[] {
  return CRITERIA.flatMap((criterion) => {
    const scores = graded.flatMap(({ criteria }) => criteria[criterion].score ?? []).sort((a, b) => a - b);
    const median = scores[Math.floor((scores.length - 1) / 2)];
    if (scores.length < LEAST_ANSWERS || median === undefined) return [];
    const share = (holds: (score: number) => boolean): number => scores.filter(holds).length / scores.length;
    return [{ criterion, median, well: share((score) => score >= WELL_FROM), missed: share((score) => score <= MISSED_TO) }];
  });
}

export interface Voted {
  readonly title: string;
  /** It is not asked any more, and did not come either. */
  readonly isRetired: boolean;
}

export interface RecapView {
  /** null: it has left the library; the recap goes without a guide. */
  readonly question: Question | null;
  readonly answered: number;
  readonly triedAgain: number;
  readonly standings: readonly Standing[];
  /** The channel may read some. Neither who nor how many is said: they can still be taken back where they stand, and others come. */
  readonly isShared: boolean;
  readonly next:
    | { readonly kind: 'at'; readonly atMs: number }
    /** It stands in the channel, or is about to. */
    | { readonly kind: 'now' }
    | { readonly kind: 'none' };
  /** What the channel chose; null: nothing. */
  readonly voted: Voted | null;
}

export function drawRecap(view: RecapView, say: Say): Content {
  return content(
    { kind: 'heading', text: say(view.question === null ? 'recap.headingBare' : 'recap.heading') },
    {
      kind: 'text',
      text: view.answered === 0 ? say('recap.nobody') : say('recap.counts', { answered: view.answered, triedAgain: view.triedAgain }),
    },
    ...groupBlocks(view.standings, say),
    view.isShared ? { kind: 'text', text: say('recap.shared') } : null,
    ...(view.question === null ? [] : guideBlocks(view.question, say)),
    nextBlock(view, say),
    { kind: 'note', text: say('recap.own') },
  );
}

function groupBlocks(standings: readonly Standing[], say: Say): readonly Block[] {
  if (standings.length === 0) return [];
  const most = (by: 'well' | 'missed'): readonly Standing[] =>
    standings
      .filter((standing) => standing[by] > 0.5)
      .sort((a, b) => b[by] - a[by])
      .slice(0, MOST_SENTENCES);
  const sentences = [
    ...most('well').map(({ criterion }) => say(`recapWell.${criterion}`)),
    ...most('missed').map(({ criterion }) => say(`recapMissed.${criterion}`)),
  ];
  const bars = standings.map(({ criterion, median }): Bar => ({
    label: say(`criterion.${criterion}`),
    value: median,
    outOf: 5,
    was: null,
  }));
  return [
    { kind: 'text', text: sentences.length === 0 ? say('recap.even') : sentences.join(' ') },
    { kind: 'bars', bars },
    { kind: 'note', text: say('recap.bars') },
  ];
}

function guideBlocks(question: Question, say: Say): readonly Block[] {
  return [
    { kind: 'text', text: [{ strong: say('recap.howToAnswer') }] },
    { kind: 'list', items: fitting(question.howToAnswer, (line) => line) },
    { kind: 'text', text: [{ strong: say('recap.whatNotToSay') }] },
    {
      kind: 'list',
      items: fitting(question.whatNotToSay, (line) => `${line.say} ${line.because}`).map((line): Text => [
        { emphasis: `“${line.say}”` },
        ' ',
        line.because,
      ]),
    },
  ];
}

/** As many from the start as there is room for; the most important stand first. */
function fitting<Item>(items: readonly Item[], textOf: (item: Item) => string): readonly Item[] {
  let left = GUIDE_CHARACTERS;
  return items.filter((item) => {
    left -= textOf(item).length + 6;
    return left >= 0;
  });
}

function nextBlock({ next, voted }: RecapView, say: Say): Block | null {
  const chosen = voted === null ? [] : [say(voted.isRetired ? 'recap.votedRetired' : 'recap.voted', { title: voted.title })];
  switch (next.kind) {
    case 'at':
      return { kind: 'text', text: [[...chosen, say('recap.nextAt')].join(' '), ' ', { time: next.atMs, show: 'dateTime' }, '.'] };
    case 'now':
      return { kind: 'text', text: [...chosen, say('recap.nextNow')].join(' ') };
    case 'none':
      return voted === null ? null : { kind: 'text', text: chosen.join('') };
    default:
      return next satisfies never;
  }
}
