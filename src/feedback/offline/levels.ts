// The levels that code gives for an answer: the scales of score.ts, drawn a little towards each other, then the ceilings that the
// anchors state outright.
import type { QuestionType } from '../../bank/schema.ts';
import type { CriterionId } from '../draft.ts';
import { CRITERIA } from '../draft.ts';
import type { GradingQuestion } from '../result.ts';
import type { Weights } from '../rubric.ts';
import { coverPoints, topicShare } from './coverage.ts';
import type { PointCoverage } from './coverage.ts';
import type { Evidence, JudgedSentence } from './evidence.ts';
import { MODEL, MOVE_READINGS, reach } from './score.ts';
import type { Reading } from './score.ts';

export interface Levels {
  readonly scores: Readonly<Record<CriterionId, number | null>>;
  readonly coverage: readonly PointCoverage[];
  readonly reading: Reading;
  /** Why a level could not be higher, worst first, for the words that go with it. */
  readonly ceilings: readonly Ceiling[];
  readonly around: Around;
}

/** What the question puts before the writer beside the facts. */
export interface Around {
  /** Somebody in the question asks for something that the writer has to weigh. */
  readonly ordered: boolean;
  /** The sentence that does what was asked there. */
  readonly shortcut: JudgedSentence | null;
}

export interface Ceiling {
  readonly criterion: CriterionId;
  readonly atMost: number;
  readonly because:
    | 'off-question'
    | 'no-case'
    | 'procedure-only'
    | 'nothing-said'
    | 'wrong-fact'
    | 'nothing-to-picture'
    | 'no-steps'
    | 'thin'
    | 'terms-only'
    | 'shortcut'
    | 'beside';
}

/** One criterion read alone is noisy: criteria of one answer go together, so each is drawn this far towards their mean. */
const DRAWN_TOGETHER = 0.4;
const TOUCHED_TOPIC = 0.12;
const TOUCHED_POINT = 0.24;
const CLEARLY_COVERED = 0.62;
const ALL_BUT_SAID = 0.75;

export function levelsOf(question: GradingQuestion, evidence: Evidence, weights: Weights, around: Around): Levels {
  const coverage = coverPoints(question.referencePoints, evidence.substance, question.text);
  const reading = read(question, evidence, coverage);
  const raw = CRITERIA.map((id) => reach(MODEL[id][question.type], reading));
  const steering = CRITERIA.flatMap((id, index) =>
    typeof weights[id] === 'number' && id !== 'R5' ? [{ weight: weights[id], level: raw[index] ?? 1 }] : [],
  );
  const mean =
    steering.reduce((sum, { weight, level }) => sum + weight * level, 0) /
    Math.max(
      1,
      steering.reduce((sum, { weight }) => sum + weight, 0),
    );
  const ceilings = [
    ...ceilingsOf(question, evidence, coverage, reading),
    ...(around.shortcut === null ? [] : [{ criterion: 'R5', atMost: 2, because: 'shortcut' } as const]),
  ];
  const score = (id: CriterionId, index: number): number | null => {
    if (weights[id] === null) return null;
    const own = raw[index] ?? 1;
    const drawn = id === 'R5' && question.type !== 'compliance' ? own : own + DRAWN_TOGETHER * (mean - own);
    const most = Math.min(5, ...ceilings.filter(({ criterion }) => criterion === id).map(({ atMost }) => atMost));
    return Math.max(1, Math.min(most, roundDown(drawn)));
  };
  const [r1, r2, r3, r4, r5, r6] = CRITERIA.map(score);
  return {
    scores: { R1: r1 ?? null, R2: r2 ?? null, R3: r3 ?? null, R4: r4 ?? null, R5: r5 ?? null, R6: r6 ?? null },
    coverage,
    reading,
    ceilings,
    around,
  };
}

/** Thin evidence is read as the lower level: a level is given once half of the way to it are there. */
function roundDown(level: number): number {
  return Math.floor(level + 0.5);
}

function read(question: GradingQuestion, { signals, found, substance }: Evidence, coverage: readonly PointCoverage[]): Reading {
  const topic = topicShare(`${question.title} ${question.text}`, substance);
  const moves = Object.fromEntries(MOVE_READINGS.map((id) => [id, found.has(id) ? 1 : 0]));
  const covered =
    coverage.length === 0
      ? withoutPoints(topic, signals.craft)
      : mean(coverage.map(({ met, share }) => (met === 'yes' ? Math.min(1, share + 0.3) : met === 'partly' ? share : share / 2)));
  return { ...signals, ...readingOf(moves), topic, coverage: covered, answersType: answersType(question.type, signals) };
}

/** Object.fromEntries forgets its keys; spelt out, so that nothing is cast. */
function readingOf(moves: Readonly<Record<string, number>>): Pick<Reading, (typeof MOVE_READINGS)[number]> {
  const of = (id: (typeof MOVE_READINGS)[number]): number => moves[id] ?? 0;
  return {
    ask: of('ask'),
    measure: of('measure'),
    authority: of('authority'),
    definition: of('definition'),
    limit: of('limit'),
    coaching: of('coaching'),
    options: of('options'),
    listen: of('listen'),
    escalate: of('escalate'),
    'within-rule': of('within-rule'),
  };
}

/** A question given as bare text: its own words and the craft shown stand in for points, and never reach as far. */
function withoutPoints(topic: number, craft: number): number {
  return Math.min(0.6, topic * 0.5 + Math.min(0.35, craft * 0.06));
}

function answersType(type: QuestionType, { case: told, ownActions, rules, carrying, motive, reasons }: Evidence['signals']): number {
  switch (type) {
    case 'behavioural':
      return told;
    case 'leadership':
      return Math.max(told, Math.min(1, ownActions / 4));
    case 'situational':
    case 'competency':
      return Math.min(1, (ownActions + rules) / 4);
    case 'technical':
    case 'compliance':
      return Math.min(1, carrying / 3);
    case 'motivational':
      return Math.min(1, (motive + reasons) / 3);
    default:
      return type satisfies never;
  }
}

function ceilingsOf(
  { type, text, referencePoints }: GradingQuestion,
  { signals, substance, sentences }: Evidence,
  coverage: readonly PointCoverage[],
  reading: Reading,
): readonly Ceiling[] {
  const ceilings: Ceiling[] = [];
  const limit = (because: Ceiling['because'], atMost: number, ...criteria: readonly CriterionId[]): void =>
    void ceilings.push(...criteria.map((criterion) => ({ criterion, atMost, because })));
  if (signals.carrying === 0)
    limit(sentences.some(({ kind }) => kind === 'list') ? 'terms-only' : 'nothing-said', 1, 'R2', 'R3', 'R4', 'R6');
  // Two kinds of question are answered in words of one's own: who leads people, or tells of himself, may repeat none of theirs.
  const bare = referencePoints.every(({ paraphrases }) => paraphrases.length === 0);
  const inOwnWords =
    (type === 'leadership' && bare && reading.coaching + signals.people > 0) || (type === 'motivational' && signals.motive >= 2);
  const about = inOwnWords ? 'on' : aboutness(referencePoints, coverage, reading);
  if (about === 'elsewhere')
    limit('off-question', substance.length === 0 && topicShare(text, sentences) >= 2 * TOUCHED_TOPIC ? 2 : 1, 'R1');
  else if (about === 'beside') {
    limit('beside', 2, 'R1');
    // However well it is told, it shows little about what was asked.
    limit('beside', 3, 'R2', 'R3', 'R6');
  }
  if (type === 'behavioural' && signals.case < 1) {
    limit('no-case', signals.case === 0 ? 2 : 3, 'R2');
    if (signals.case === 0) limit('no-case', 2, 'R6', 'R1');
  }
  if (type === 'competency' && signals.case < 1) limit('procedure-only', 4, 'R2');
  // A definition that comes nowhere near the right one is as good as wrong.
  if (
    type === 'technical' &&
    referencePoints.length > 0 &&
    coverage.filter(({ point }) => point.central).every(({ share }) => share < TOUCHED_POINT) &&
    nearestShare(coverage) < CLEARLY_COVERED / 1.4
  )
    limit('wrong-fact', 2, 'R3');
  if (coverage.some(({ contradicted, point }) => contradicted && point.central)) limit('wrong-fact', 2, 'R3');
  if (signals.figures + signals.said + signals.picture === 0)
    limit('nothing-to-picture', type === 'situational' || type === 'compliance' || type === 'technical' ? 4 : 3, 'R2');
  if (signals.craft + signals.people + signals.safeguards <= 1 && reading.coverage < 0.35) limit('no-steps', 2, 'R2', 'R3');
  return ceilings;
}

function nearestShare(coverage: readonly PointCoverage[]): number {
  return Math.max(0, ...coverage.map(({ share }) => share));
}

/**
 * Whether the answer speaks to this question at all. The mean share of the points is what tells a story told for another question
 * from one that covers some points and leaves others out; a point with paraphrases is touched by chance more often, and so is any
 * point by a long answer. The figures were read off all pairs of the bank's examples and questions.
 */
function aboutness(
  points: GradingQuestion['referencePoints'],
  coverage: readonly PointCoverage[],
  reading: Reading,
): 'on' | 'beside' | 'elsewhere' {
  const nearest = nearestShare(coverage);
  const untouched = points.length === 0 || nearest < TOUCHED_POINT;
  if (untouched && (reading.topic < TOUCHED_TOPIC / 2 || (reading.topic < TOUCHED_TOPIC && reading.answersType < 0.75))) return 'elsewhere';
  if (points.length < 3) return reading.topic < TOUCHED_TOPIC * 2 && nearest < TOUCHED_POINT * 1.4 ? 'beside' : 'on';
  if (points.every(({ paraphrases }) => paraphrases.length === 0)) {
    // A bare point is a few words: one of them is touched by any story of the trade.
    const touched = coverage.filter(({ share }) => share >= TOUCHED_POINT).length;
    return reading.detail >= 12 && reading.topic < TOUCHED_TOPIC && touched <= 1 && nearest < ALL_BUT_SAID ? 'beside' : 'on';
  }
  const expected = 0.41 * Math.min(1, reading.detail / 40);
  const focus = mean(coverage.map(({ share }) => share)) + reading.topic / 2;
  if (focus < expected && nearest < CLEARLY_COVERED)
    return reading.topic < TOUCHED_TOPIC / 3 && focus < expected * 0.66 ? 'elsewhere' : 'beside';
  return 'on';
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
