// Which question a plan posts next: among those that fit its filters and its place.
import { createHash } from 'node:crypto';
import { chooseNext } from '../bank/choose.ts';
import type { Use } from '../bank/choose.ts';
import type { Jurisdiction, Question } from '../bank/schema.ts';
import type { TenantId } from '../core/ids.ts';
import type { PlanRule } from './plan.ts';

type Wanted = Pick<PlanRule, 'filters' | 'jurisdiction'>;

/** `any` takes the questions of every place; a place those that hold there. */
export function matching(
  questions: readonly Question[],
  { filters, jurisdiction }: Wanted,
  placesFor: (place: Jurisdiction) => readonly Jurisdiction[],
): readonly Question[] {
  const places = jurisdiction === 'any' ? null : placesFor(jurisdiction);
  return questions.filter(
    (question) =>
      overlaps(question.roleFamilies, filters.roleFamilies) &&
      overlaps(question.levels, filters.levels) &&
      overlaps([question.type], filters.types) &&
      overlaps([question.setting], filters.settings) &&
      (places === null || places.includes(question.jurisdiction)),
  );
}

function overlaps<Value>(has: readonly Value[], wanted: readonly Value[]): boolean {
  return wanted.length === 0 || has.some((value) => wanted.includes(value));
}

/** The same channel, day and history give the same question, in whichever process it is asked. null: nothing fits. */
export function pickQuestion(
  fitting: readonly Question[],
  used: readonly Use[],
  about: { readonly tenant: TenantId; readonly channel: string; readonly date: string },
): Question | null {
  if (fitting.length === 0) return null;
  return chooseNext(fitting, used, createHash('sha256').update(`${about.tenant}\n${about.channel}\n${about.date}`).digest('hex'));
}

export function countUnused(fitting: readonly Question[], used: readonly Use[]): number {
  const seen = new Set(used.map((use) => use.question));
  return fitting.filter((question) => !seen.has(question.id)).length;
}
