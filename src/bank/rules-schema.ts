// The shape of data/jurisdictions: one file of rules per place, and the classes of conduct that no answer may stand up for.
import { z } from 'zod';
import { JURISDICTIONS, LEVELS, RULE_ID, SETTINGS } from './schema.ts';

/** A: unlawful or dangerous conduct. B: a rule broken. C: risky. */
export const SEVERITIES = ['A', 'B', 'C'] as const;

export const RULE_STATUSES = ['primary', 'secondary', 'unverified'] as const;

const sentence = (max: number) => z.string().trim().min(12).max(max);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date such as 2026-11-23');
const settings = z
  .array(z.enum(SETTINGS))
  .min(1)
  .describe('third_party: for someone else; first_party: own consumer debts; b2b: trade debts');
const ruleId = z.string().regex(RULE_ID);

const ruleSchema = z.strictObject({
  id: ruleId,
  text: sentence(480).describe('In our own words, for members'),
  authority: z.string().trim().min(3).max(160).describe('Where it stands: statute, regulation, handbook, guidance'),
  status: z
    .enum(RULE_STATUSES)
    .describe(
      'primary: the text itself was read; secondary: told by a source that names it; unverified: from memory, never shown, never caps',
    ),
  statusNote: sentence(160).optional().describe('Which part has which status'),
  holdsEverywhere: z.boolean().describe('Nearly every place has this rule: it may be named on a question without a place'),
  settings,
  sources: z.array(z.string().trim().min(4).max(240)).describe('Where it was read: an address, or the name of a document'),
  toVerify: sentence(240).optional().describe('A part from memory that is left out of the text until a person has checked it'),
});

const helpSchema = z.strictObject({
  kind: z.enum(['emergency', 'crisis', 'debt']),
  name: z.string().trim().min(2).max(80),
  contact: z.string().trim().min(2).max(120),
  status: z.enum(RULE_STATUSES).describe('unverified: well known, but not called or looked up live'),
});

export const placeSchema = z.strictObject({
  place: z.enum(JURISDICTIONS),
  name: z.string().trim().min(2).max(40),
  within: z.enum(JURISDICTIONS).optional().describe('The larger place whose rules bind here too'),
  checkedOn: date,
  rules: z.array(ruleSchema).min(1),
  help: z.array(helpSchema).min(1).describe('For a writer in crisis, the nearest first'),
});

const flagClassSchema = z.strictObject({
  id: z.string().regex(/^RF\d{2}$/),
  name: z.string().trim().min(4).max(60).describe('Short name of the conduct'),
  severity: z.enum(SEVERITIES).describe('A: threat, deceit, exposure, discrimination, unsafe conduct; B: clear breach; C: risky habit'),
  settings,
  places: z.array(z.enum(JURISDICTIONS)).min(1).nullable().default(null).describe('Only where the class is limited to some places'),
  levels: z.array(z.enum(LEVELS)).min(1).nullable().default(null).describe('Only where the class is about people who lead'),
  principle: z
    .string()
    .regex(/^ANY-[0-9]{2}$/)
    .describe('Cited where no local rule fits'),
  rules: z.partialRecord(z.enum(JURISDICTIONS), z.array(ruleId).min(1)).describe('Local rules by place, the closest first'),
  why: sentence(160).describe('Why it is a problem; names no law'),
  safer: sentence(160).describe('What the candidate could lawfully say instead'),
});

export const flagFileSchema = z.strictObject({ classes: z.array(flagClassSchema).min(1) });

export type PlaceFile = z.output<typeof placeSchema>;
export type HelpLine = PlaceFile['help'][number];
export type FlagClass = z.output<typeof flagClassSchema>;
export type RuleRecord = PlaceFile['rules'][number];
