// A question of a server's own, as it is stored: much may be left out. What is missing comes from the guide of its type.
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { JURISDICTIONS, LEVELS, QUESTION_TYPES, ROLE_FAMILIES, SETTINGS, SKILLS, TOPICS, questionSchema } from '../bank/schema.ts';
import type { Question } from '../bank/schema.ts';
import { parseJson } from '../core/json.ts';
import type { OwnQuestion } from '../store/own-questions.ts';
import type { Guides } from './guides.ts';

const OWN = 'own-';
const MOST_POINTS = 6;

const words = (least: number, most: number) => z.string().trim().min(least).max(most);
const shape = questionSchema.shape;

/** Its limits are those of the shipped bank, with less asked for: a coach writes these in a chat. */
export const ownQuestionSchema = z.strictObject({
  title: shape.title,
  text: words(12, 600).describe('The question as an interviewer would say it'),
  type: z.enum(QUESTION_TYPES),
  topic: z.enum(TOPICS),
  roleFamilies: z.array(z.enum(ROLE_FAMILIES)).min(1),
  levels: z.array(z.enum(LEVELS)).min(1),
  setting: z.enum(SETTINGS),
  jurisdiction: z.enum(JURISDICTIONS),
  why: words(4, 300).optional().describe('Why interviewers ask it'),
  howToAnswer: z.array(words(4, 240)).min(1).max(6).optional(),
  whatNotToSay: z
    .array(z.strictObject({ say: words(2, 200), because: words(2, 220) }))
    .min(1)
    .max(5)
    .optional(),
  example: words(60, 1400).optional().describe('An answer at the top of the scale'),
  referencePoints: z
    .array(
      z.strictObject({
        // Given by their order; what a file says here is not kept.
        id: z.string().optional(),
        text: words(4, 240),
        paraphrases: z.array(words(2, 200)).max(5).default([]),
        central: z.boolean().default(false),
      }),
    )
    .min(1)
    .max(MOST_POINTS)
    .optional()
    .describe('What the grader looks for'),
  anchors: shape.anchors.optional(),
  probe: words(4, 220).optional(),
  hints: z
    .tuple([words(4, 220), words(4, 260), words(4, 260)])
    .optional()
    .describe('Nudge, structure, what to stay away from'),
  skills: z.array(z.enum(SKILLS)).min(1).max(5).optional(),
  rules: shape.rules.optional(),
  sources: shape.sources.optional(),
});
export type OwnRecord = z.infer<typeof ownQuestionSchema>;

/** While it is being written. */
export const unfinishedSchema = ownQuestionSchema.partial();
export type Unfinished = z.infer<typeof unfinishedSchema>;

/** As it is stored: with what its member said about it, until it is decided on. */
const storedSchema = ownQuestionSchema.extend({ note: z.string().optional() });
export type StoredRecord = z.infer<typeof storedSchema>;

export const recordOf = (row: Pick<OwnQuestion, 'record'>): StoredRecord => parseJson(storedSchema, row.record);

/** Where the record says less than a question has, the general guide of its type speaks. An example that nobody wrote is ''. */
export function completeQuestion(id: string, version: number, own: OwnRecord, guides: Guides): Question {
  const guide = guides[own.type];
  const points = own.referencePoints ?? guide.referencePoints.map((point) => ({ ...point, central: false }));
  return {
    id,
    version,
    title: own.title,
    text: own.text,
    roleFamilies: own.roleFamilies,
    levels: own.levels,
    type: own.type,
    topic: own.topic,
    setting: own.setting,
    jurisdiction: own.jurisdiction,
    why: own.why ?? guide.why,
    howToAnswer: own.howToAnswer ?? guide.howToAnswer,
    whatNotToSay: own.whatNotToSay ?? guide.whatNotToSay,
    example: own.example ?? '',
    skills: own.skills ?? guide.skills,
    referencePoints: points.map(({ text, paraphrases, central }, index) => ({ id: `p${index + 1}`, text, paraphrases, central })),
    anchors: own.anchors ?? guide.anchors,
    probe: own.probe ?? guide.probe,
    hints: own.hints ?? guide.hints,
    // Only the check of the shipped bank looks at the shape of a story.
    storyShape: 'procedure-walkthrough',
    rules: own.rules ?? [],
    sources: own.sources ?? [],
    seed: 'new',
  };
}

export const isOwnId = (id: string): boolean => id.startsWith(OWN);

export const newOwnId = (): string => `${OWN}${randomBytes(6).toString('hex')}`;

/** The id of a question from a file: the same file imported again finds what it brought the first time. */
export function ownIdFor(given: string | undefined, text: string): string {
  if (given !== undefined) return isOwnId(given) ? given : `${OWN}${given}`;
  return `${OWN}${createHash('sha256').update(text.normalize('NFC')).digest('hex').slice(0, 12)}`;
}

/** A grade is kept by version: it goes up with everything that a grader reads. */
export function changesGrading(before: OwnRecord, after: OwnRecord): boolean {
  const read = ({ text, type, setting, jurisdiction, referencePoints, anchors, example, probe, skills }: OwnRecord): string =>
    JSON.stringify([text, type, setting, jurisdiction, referencePoints, anchors, example, probe, skills]);
  return read(before) !== read(after);
}

/** A short name out of the question's own words, where nobody gave one. */
export function titleFrom(text: string): string {
  const most = 48;
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  if (line.length <= most) return line.replace(/[?.]+$/u, '');
  const cut = line.slice(0, most - 1);
  const end = cut.lastIndexOf(' ');
  return `${(end > most / 2 ? cut.slice(0, end) : cut).trimEnd()}…`;
}
