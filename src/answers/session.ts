// A practice question in private: plain, versioned data, so that it can be left and resumed.
import { z } from 'zod';
import { JURISDICTIONS, LEVELS, QUESTION_TYPES, ROLE_FAMILIES, TOPICS } from '../bank/schema.ts';

export const practiceFiltersSchema = z.strictObject({
  role: z.enum(ROLE_FAMILIES).nullable().default(null),
  level: z.enum(LEVELS).nullable().default(null),
  type: z.enum(QUESTION_TYPES).nullable().default(null),
  topic: z.enum(TOPICS).nullable().default(null),
  place: z.enum(JURISDICTIONS).nullable().default(null),
});
export type PracticeFilters = z.infer<typeof practiceFiltersSchema>;

export const sessionSchema = z.strictObject({
  version: z.literal(1),
  question: z.string(),
  filters: practiceFiltersSchema,
  answer: z.string().nullable(),
  /** The direct conversation in which it stands, where there is one. */
  direct: z.string().nullable(),
});
export type PracticeSession = z.infer<typeof sessionSchema>;
