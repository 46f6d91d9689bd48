// The rubric: six criteria with five anchors each, weights by question type, bands and caps. All of it is data (data/rubric);
// here stand its shape, the lint that runs on every load, and the two questions that grading asks of it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LEVELS, QUESTION_TYPES } from '../bank/schema.ts';
import type { QuestionType, Setting } from '../bank/schema.ts';
import { readYaml } from '../bank/yaml.ts';
import { CRITERIA } from './draft.ts';
import type { CriterionId } from './draft.ts';

export type { CriterionId } from './draft.ts';

export const BANDS = ['not yet', 'building', 'interview-ready basics', 'strong', 'stand-out'] as const;
export type Band = (typeof BANDS)[number];

export const CAPS = ['K1', 'K2', 'K3', 'K4', 'K5', 'K6', 'K7', 'K8', 'K9'] as const;

const sentence = (max: number) => z.string().trim().min(12).max(max);
const score = z.number().min(1).max(5);

const criterionSchema = z.strictObject({
  id: z.enum(CRITERIA),
  name: z.string().trim().min(4).max(24).describe('Shown beside its bar'),
  asks: sentence(160).describe('The one thing that it asks of an answer'),
  anchors: z
    .tuple([sentence(360), sentence(360), sentence(360), sentence(360), sentence(360)])
    .describe('What an answer at 1, 2, 3, 4, 5 looks like'),
  byType: z.partialRecord(z.enum(QUESTION_TYPES), sentence(300)).describe('How its wording shifts with the type of question'),
  byLevel: z.partialRecord(z.enum(LEVELS), sentence(300)).describe('How it is read at a level'),
});

const weight = z
  .union([z.int().min(1).max(100), z.literal('off'), z.literal('gate')])
  .describe('Points of 100; off: does not apply; gate: looked at for red flags, without weight');

const effect = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ceiling'),
    overallAtMost: score.describe('One decimal'),
    bandAtMost: z.enum(BANDS).describe('The best band that may still be shown'),
    criteriaAtMost: z.partialRecord(z.enum(CRITERIA), z.int().min(1).max(5)),
  }),
  z.strictObject({ kind: z.literal('note') }).describe('Changes no score'),
  z.strictObject({ kind: z.literal('no-score') }),
  z.strictObject({ kind: z.literal('criterion'), above: z.int().min(1).max(4).describe('Scores above this one fall to it') }),
]);

const capSchema = z.strictObject({
  id: z.enum(CAPS),
  when: sentence(240).describe('For editors and for the grading sheet'),
  types: z.array(z.enum(QUESTION_TYPES)).min(1).describe('Types of question that it applies to'),
  effect,
  limits: z
    .strictObject({
      words: z.int(),
      charactersWithoutSpaces: z.int(),
      confidence: z.number(),
      overlap: z.number(),
      overlapWords: z.int(),
      score: z.int(),
    })
    .partial()
    .describe('The figures that `when` names'),
  sentence: sentence(240).describe('What the writer of the answer is told'),
});

const rubricShape = z.strictObject({
  version: z.string().regex(/^r[0-9]+\.[0-9]+$/),
  criteria: z.array(criterionSchema).length(CRITERIA.length),
  weights: z.record(z.enum(QUESTION_TYPES), z.record(z.enum(CRITERIA), weight)),
  b2bShift: z.strictObject({ from: z.enum(CRITERIA), to: z.enum(CRITERIA), points: z.int().min(0).max(20) }),
  bands: z.array(z.strictObject({ band: z.enum(BANDS), from: score })).length(BANDS.length),
  caps: z.array(capSchema).length(CAPS.length),
});

type RubricData = z.output<typeof rubricShape>;
export type Criterion = RubricData['criteria'][number];
export type Cap = RubricData['caps'][number];
/** Points of 100; null: does not apply to this type, a grader must give no score; gate: scored for red flags, without weight. */
export type Weight = number | null | 'gate';
export type Weights = Readonly<Record<CriterionId, Weight>>;

/** Checked beyond its shape: weights sum to 100, anchors differ, bands rise from 1, no ceiling reaches into a band that it forbids. */
export const rubricSchema = rubricShape.superRefine((rubric, context) => {
  const fault = (path: PropertyKey[], message: string): void => context.addIssue({ code: 'custom', path, message });
  CRITERIA.forEach((id, index) => {
    if (rubric.criteria[index]?.id !== id) fault(['criteria', index, 'id'], `must be ${id}: list R1 to R6 in order`);
  });
  lintAnchors(rubric, fault);
  for (const type of QUESTION_TYPES) {
    const sum = Object.values(rubric.weights[type]).reduce<number>((total, points) => total + (typeof points === 'number' ? points : 0), 0);
    if (sum !== 100) fault(['weights', type], `sum to ${sum}; make them sum to 100`);
  }
  rubric.bands.forEach(({ band, from }, index) => {
    if (band !== BANDS[index]) fault(['bands', index, 'band'], `must be "${BANDS[index]}": list the bands from the lowest up`);
    const below = index === 0 ? null : (rubric.bands[index - 1]?.from ?? null);
    if (below === null ? from !== 1 : from <= below)
      fault(['bands', index, 'from'], below === null ? 'must be 1, so that every score has a band' : `must be above ${below}`);
  });
  CAPS.forEach((id, index) => {
    const cap = rubric.caps[index];
    if (cap?.id !== id) fault(['caps', index, 'id'], `must be ${id}: list K1 to K9 in order`);
    if (cap?.effect.kind !== 'ceiling') return;
    const shown = bandAt(rubric.bands, cap.effect.overallAtMost);
    if (BANDS.indexOf(shown) > BANDS.indexOf(cap.effect.bandAtMost)) {
      fault(
        ['caps', index, 'effect', 'overallAtMost'],
        `${cap.effect.overallAtMost} would show "${shown}", which ${id} forbids; lower it until it shows "${cap.effect.bandAtMost}"`,
      );
    }
  });
});

function lintAnchors(rubric: RubricData, fault: (path: PropertyKey[], message: string) => void): void {
  const seen = new Map<string, string>();
  rubric.criteria.forEach((criterion, at) => {
    criterion.anchors.forEach((anchor, level) => {
      const words = anchor
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, ' ')
        .trim();
      const twin = seen.get(words);
      if (twin !== undefined) fault(['criteria', at, 'anchors', level], `says the same as ${twin}; each level needs words of its own`);
      seen.set(words, `${criterion.id} at ${level + 1}`);
    });
  });
}

export interface Rubric {
  readonly version: string;
  readonly criteria: readonly Criterion[];
  readonly caps: readonly Cap[];
  readonly bands: readonly { readonly band: Band; readonly from: number }[];
  /** Sums to 100 over the numbers, for every type and setting. */
  weightsFor(type: QuestionType, setting: Setting): Weights;
  /** @throws RangeError outside 1 to 5: there is no band for "nothing to grade" */
  bandOf(overall: number): Band;
}

/** Every version under `<data>/rubric`: a post keeps the version that it was posted with. */
export function loadRubrics(dataFolder: string): ReadonlyMap<string, Rubric> {
  const folder = join(dataFolder, 'rubric');
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const rubrics = files.map((name) => toRubric(readYaml(join(folder, name), rubricSchema)));
  return new Map(rubrics.sort((a, b) => compareVersions(a.version, b.version)).map((rubric) => [rubric.version, rubric]));
}

/** The newest version. @throws DataError with every fault of the files; Error when there is none */
export function loadRubric(dataFolder: string): Rubric {
  const newest = [...loadRubrics(dataFolder).values()].at(-1);
  if (newest === undefined) throw new Error(`No rubric in ${join(dataFolder, 'rubric')}: it needs at least one file such as r1.0.yaml`);
  return newest;
}

export function toRubric(data: RubricData): Rubric {
  return {
    version: data.version,
    criteria: data.criteria,
    caps: data.caps,
    bands: data.bands,
    weightsFor: (type, setting) => weightsOf(data, type, setting),
    bandOf: (overall) => bandAt(data.bands, overall),
  };
}

function weightsOf({ weights, b2bShift }: RubricData, type: QuestionType, setting: Setting): Weights {
  const { R1, R2, R3, R4, R5, R6 } = weights[type];
  const points: Record<CriterionId, Weight> = {
    R1: toWeight(R1),
    R2: toWeight(R2),
    R3: toWeight(R3),
    R4: toWeight(R4),
    R5: toWeight(R5),
    R6: toWeight(R6),
  };
  const from = points[b2bShift.from];
  const to = points[b2bShift.to];
  // Nothing moves out of a criterion that has no points for this type (the gate of motivational questions).
  if (setting !== 'b2b' || typeof from !== 'number' || typeof to !== 'number') return points;
  return { ...points, [b2bShift.from]: from - b2bShift.points, [b2bShift.to]: to + b2bShift.points };
}

function toWeight(points: number | 'off' | 'gate'): Weight {
  return points === 'off' ? null : points;
}

function bandAt(bands: readonly { readonly band: Band; readonly from: number }[], overall: number): Band {
  const band = overall >= 1 && overall <= 5 ? bands.findLast(({ from }) => overall >= from) : undefined;
  if (band === undefined) throw new RangeError(`No band for an overall of ${overall}: it runs from 1 to 5`);
  return band.band;
}

/** r1.10 comes after r1.9. */
function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
