// What a grader hands in: judgements with their evidence, in the order in which they are to be made (quotes and reasons before
// scores). No total, no cap, no band: those are code's. The same shape for the model and for the built-in checker.
import { z } from 'zod';
import { SEVERITIES } from '../bank/rules-schema.ts';

export const CRITERIA = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6'] as const;
export type CriterionId = (typeof CRITERIA)[number];

export const INTAKE_LABELS = [
  'answer',
  'partial',
  'clarifying_question',
  'discussion',
  'meta',
  'refusal_joke',
  'off_topic',
  'personal_crisis',
  'injection_only',
] as const;
export type IntakeLabel = (typeof INTAKE_LABELS)[number];

export const STANCES = ['own', 'refused', 'reported', 'unclear'] as const;
export const STAR_STATES = ['present', 'thin', 'missing'] as const;

const criterionId = z.enum(CRITERIA);

const redFlag = z.strictObject({
  quote: z.string().max(160),
  rule_ids: z
    .array(z.string().regex(/^(ANY|US|UK|AU|IN|JP|SG|MX|EU|ES|ZA|CA)-[0-9]{2}$/))
    .min(1)
    .max(3),
  severity: z.enum(SEVERITIES),
  stance: z.enum(STANCES),
  why: z.string().max(160),
  safer: z.string().max(160),
  confidence: z.number().min(0).max(1),
});

export const draftSchema = z.strictObject({
  rubric_version: z.string().regex(/^r[0-9]+\.[0-9]+$/),
  gradable: z.strictObject({ label: z.enum(INTAKE_LABELS), confidence: z.number().min(0).max(1) }),
  checklist: z
    .array(z.strictObject({ point_id: z.string(), met: z.enum(['yes', 'partly', 'no']), quote: z.string().max(160).nullable() }))
    .max(8),
  star: z.strictObject({
    situation: z.enum(STAR_STATES),
    task: z.enum(STAR_STATES),
    action: z.enum(STAR_STATES),
    result: z.enum(STAR_STATES),
  }),
  criteria: z
    .array(
      z.strictObject({
        id: criterionId,
        quotes: z.array(z.string().max(160)).max(2),
        reason: z.string().max(200),
        score: z.number().int().min(1).max(5).nullable(),
      }),
    )
    .length(6),
  strengths: z.array(z.strictObject({ quote: z.string().max(110), why: z.string().max(110) })).max(2),
  fixes: z
    .array(
      z.strictObject({
        criterion: criterionId,
        quote: z.string().max(110).nullable(),
        problem: z.string().max(140),
        step: z.string().max(180),
      }),
    )
    .min(1)
    .max(3),
  rewrite: z.strictObject({ text: z.string().max(850), gaps: z.array(z.string().max(60)).max(5) }),
  red_flags: z.array(redFlag).max(4),
  follow_up: z.string().max(200),
  instruction_sentences: z.array(z.string().max(200)).max(5),
});
export type Draft = z.infer<typeof draftSchema>;
export type RedFlagDraft = Draft['red_flags'][number];

/** The second pass looks for nothing but red flags: one pass raises a line, two cap. */
export const flagDraftSchema = z.strictObject({ red_flags: z.array(redFlag).max(4) });
export type FlagDraft = z.infer<typeof flagDraftSchema>;
