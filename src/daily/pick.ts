// Which question a plan posts next: among those that fit its filters and its place.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { chooseNext } from '../bank/choose.ts';
import type { Use } from '../bank/choose.ts';
import type { Bank } from '../bank/load.ts';
import { LEVELS, QUESTION_TYPES, ROLE_FAMILIES, SETTINGS } from '../bank/schema.ts';
import type { Question } from '../bank/schema.ts';
import { parseJson } from '../core/json.ts';
import type { Plan } from '../store/plans.ts';

const filtersSchema = z.object({
  roleFamilies: z.array(z.enum(ROLE_FAMILIES)).default([]),
  levels: z.array(z.enum(LEVELS)).default([]),
  types: z.array(z.enum(QUESTION_TYPES)).default([]),
  settings: z.array(z.enum(SETTINGS)).default([]),
  /** The question that the plan begins with. */
  first: z.string().nullable().default(null),
});

/** The same plan, day and history give the same question, in whichever process it is asked. */
export function pickQuestion(bank: Bank, plan: Plan, used: readonly Use[], date: string): Question {
  const filters = parseJson(filtersSchema, plan.filters);
  const first = used.length === 0 && filters.first !== null ? bank.byId.get(filters.first) : undefined;
  if (first !== undefined) return first;
  const matching = bank.questions.filter(
    (candidate) =>
      (filters.roleFamilies.length === 0 || candidate.roleFamilies.some((family) => filters.roleFamilies.includes(family))) &&
      (filters.levels.length === 0 || candidate.levels.some((level) => filters.levels.includes(level))) &&
      (filters.types.length === 0 || filters.types.includes(candidate.type)) &&
      (filters.settings.length === 0 || filters.settings.includes(candidate.setting)) &&
      (plan.jurisdiction === 'any' || candidate.jurisdiction === 'any' || candidate.jurisdiction === plan.jurisdiction),
  );
  return chooseNext(
    matching.length === 0 ? bank.questions : matching,
    used,
    createHash('sha256').update(`${plan.tenant}\n${plan.id}\n${date}`).digest('hex'),
  );
}
