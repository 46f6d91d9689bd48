// From evidence to levels: an additive model that a reader can follow. Every count adds up to a point of "enough" and never takes
// away, so that more evidence cannot lower a level and empty words cannot raise it. The figures were set by hand from the anchors
// and then moved a little by the development set (tests/fixtures/answers); they are not fitted to the question bank.
import type { QuestionType } from '../../bank/schema.ts';
import type { CriterionId } from '../draft.ts';
import type { SignalName } from './evidence.ts';

/** What the model reads: the counted signals, single moves (1 or 0), and what only the question can tell (0 to 1). */
export type Reading = Readonly<Record<SignalName | 'coverage' | 'topic' | 'answersType' | MoveReading, number>>;
export const MOVE_READINGS = [
  'ask',
  'measure',
  'authority',
  'definition',
  'limit',
  'coaching',
  'options',
  'listen',
  'escalate',
  'within-rule',
] as const;
type MoveReading = (typeof MOVE_READINGS)[number];

interface Gain {
  readonly of: keyof Reading;
  /** Points of a level that it brings at most. */
  readonly gain: number;
  /** How many are enough for all of it. */
  readonly enough: number;
}
export interface Scale {
  readonly base: number;
  readonly gains: readonly Gain[];
}

const scale = (base: number, ...gains: readonly (readonly [Gain['of'], number, number])[]): Scale => ({
  base,
  gains: gains.map(([of, gain, enough]) => ({ of, gain, enough })),
});

/** A story: the case, who did what, the detail that a stranger could picture. */
const STORY = scale(
  1.2,
  ['case', 0.6, 1],
  ['figures', 1.1, 3],
  ['ownActions', 0.7, 5],
  ['said', 0.35, 1],
  ['picture', 0.4, 2],
  ['order', 0.2, 3],
  ['outcome', 0.25, 1],
  ['obstacle', 0.2, 1],
  ['detail', 0.6, 32],
);
/** A plan: the steps, their order, and what would change them. */
const PLAN = scale(
  1.2,
  ['ownActions', 0.9, 6],
  ['order', 0.5, 3],
  ['rules', 0.8, 2],
  ['figures', 0.6, 3],
  ['said', 0.4, 1],
  ['craft', 0.6, 4],
  ['reasons', 0.3, 1],
  ['detail', 0.6, 30],
);
/** A definition, how it is used, and where it stops. */
const EXPLANATION = scale(
  1.2,
  ['definition', 0.5, 1],
  ['limit', 0.5, 1],
  ['figures', 0.7, 3],
  ['rules', 0.5, 2],
  ['order', 0.3, 3],
  ['carrying', 0.5, 4],
  ['coverage', 0.8, 0.5],
  ['reasons', 0.3, 1],
  ['detail', 0.6, 30],
);
const SELF_PORTRAIT = scale(
  1.2,
  ['case', 0.7, 1],
  ['figures', 0.9, 3],
  ['picture', 0.4, 2],
  ['said', 0.4, 1],
  ['ownActions', 0.5, 4],
  ['reasons', 0.5, 2],
  ['motive', 0.5, 3],
  ['detail', 0.6, 30],
);

const CRAFT = scale(
  1.1,
  ['craft', 2, 4],
  ['reasons', 0.5, 2],
  ['rules', 0.3, 2],
  ['tradeoffs', 0.5, 2],
  ['coverage', 1, 0.5],
  ['measure', 0.2, 1],
  ['authority', 0.25, 1],
  ['detail', 0.8, 32],
);
const METHOD = scale(
  1.1,
  ['coverage', 1.7, 0.55],
  ['craft', 0.8, 4],
  ['figures', 0.5, 3],
  ['limit', 0.4, 1],
  ['reasons', 0.4, 2],
  ['tradeoffs', 0.3, 1],
  ['rules', 0.2, 2],
  ['detail', 0.8, 30],
);

export const MODEL: Readonly<Record<CriterionId, Readonly<Record<QuestionType, Scale>>>> = {
  R1: {
    behavioural: scale(1.3, ['topic', 0.9, 0.4], ['answersType', 0.9, 1], ['coverage', 1, 0.45], ['craft', 0.5, 4], ['outcome', 0.4, 1]),
    situational: scale(1.3, ['topic', 0.9, 0.4], ['answersType', 0.8, 1], ['coverage', 1.2, 0.45], ['craft', 0.5, 4], ['rules', 0.3, 1]),
    competency: scale(1.3, ['topic', 0.9, 0.4], ['answersType', 0.8, 1], ['coverage', 1.2, 0.45], ['craft', 0.6, 4], ['reasons', 0.2, 1]),
    technical: scale(1.3, ['topic', 0.9, 0.4], ['answersType', 0.5, 1], ['coverage', 1.6, 0.5], ['craft', 0.4, 3], ['figures', 0.3, 2]),
    compliance: scale(1.3, ['topic', 0.9, 0.4], ['answersType', 0.5, 1], ['coverage', 1.6, 0.5], ['safeguards', 0.5, 3], ['rules', 0.2, 1]),
    motivational: scale(
      1.3,
      ['topic', 0.6, 0.4],
      ['answersType', 0.7, 1],
      ['coverage', 1.2, 0.45],
      ['motive', 0.7, 3],
      ['reasons', 0.4, 2],
    ),
    leadership: scale(
      1.3,
      ['topic', 0.9, 0.4],
      ['answersType', 0.8, 1],
      ['coverage', 1.1, 0.45],
      ['coaching', 0.3, 1],
      ['outcome', 0.5, 1],
    ),
  },
  R2: {
    behavioural: STORY,
    situational: PLAN,
    competency: PLAN,
    technical: EXPLANATION,
    compliance: EXPLANATION,
    motivational: SELF_PORTRAIT,
    leadership: STORY,
  },
  R3: {
    behavioural: CRAFT,
    situational: CRAFT,
    competency: CRAFT,
    technical: METHOD,
    compliance: METHOD,
    motivational: scale(
      1.3,
      ['motive', 0.9, 3],
      ['craft', 1, 3],
      ['figures', 0.5, 2],
      ['reasons', 0.5, 2],
      ['coverage', 1, 0.5],
      ['tradeoffs', 0.3, 1],
    ),
    leadership: CRAFT,
  },
  R4: everyType(
    scale(1.7, ['people', 1.8, 3], ['ask', 0.5, 1], ['listen', 0.2, 1], ['options', 0.3, 1], ['said', 0.3, 1], ['safeguards', 0.2, 2]),
  ),
  R5: {
    ...everyType(scale(2.9, ['safeguards', 1.3, 2.5], ['within-rule', 0.3, 1], ['escalate', 0.15, 1], ['coverage', 0.15, 0.45])),
    compliance: scale(
      1.6,
      ['coverage', 1.2, 0.5],
      ['safeguards', 1.2, 3],
      ['within-rule', 0.4, 1],
      ['rules', 0.4, 2],
      ['escalate', 0.3, 1],
      ['reasons', 0.3, 1],
    ),
  },
  R6: {
    ...everyType(
      scale(
        1.1,
        ['outcome', 0.8, 1],
        ['outcomeFigured', 1, 1],
        ['ownShare', 0.3, 1],
        ['lesson', 0.4, 1],
        ['lessonConcrete', 0.7, 1],
        ['failed', 0.4, 1],
        ['figures', 0.3, 4],
      ),
    ),
    motivational: scale(
      1.3,
      ['lesson', 0.6, 1],
      ['lessonConcrete', 0.6, 1],
      ['failed', 0.5, 1],
      ['outcome', 0.5, 1],
      ['figures', 0.6, 2],
      ['case', 0.5, 1],
      ['reasons', 0.4, 1],
    ),
  },
};

function everyType(each: Scale): Readonly<Record<QuestionType, Scale>> {
  return {
    behavioural: each,
    situational: each,
    competency: each,
    technical: each,
    compliance: each,
    motivational: each,
    leadership: each,
  };
}

/** A real number: how much of the scale the evidence reaches. */
export function reach({ base, gains }: Scale, reading: Reading): number {
  return gains.reduce((level, { of, gain, enough }) => level + gain * Math.min(1, reading[of] / enough), base);
}
