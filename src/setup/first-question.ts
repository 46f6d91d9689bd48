// The question that a draft would begin with: what its preview shows is what is saved with it.
import type { Question } from '../bank/schema.ts';
import { UserError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { Request } from '../core/request.ts';
import { pickQuestion } from '../daily/pick.ts';
import type { PlanRule } from '../daily/plan.ts';
import { localDate } from '../core/local-time.ts';
import { usedQuestions } from '../store/plans.ts';
import { changeDraft, wholeRule } from './draft.ts';
import type { Draft } from './draft.ts';
import { fitOf } from './look.ts';
import type { SetupParts } from './parts.ts';

/** null: nothing fits. */
export async function firstQuestion(parts: SetupParts, tenant: TenantId, draft: Draft, rule: PlanRule): Promise<Question | null> {
  const { first, base } = draft.state;
  if (draft.plan !== null) {
    const [stored] = await parts.daily.preview(tenant, draft.plan, 1);
    // What was queued or voted for stays the next one; what the old filters chose goes when they change.
    if (stored !== undefined && (stored.source !== 'choice' || (base !== null && asksTheSame(base, rule)))) return stored.question;
    return parts.daily.suggestFirst(tenant, rule);
  }
  // It may have been retired since it was shown.
  const { fitting } = await fitOf(parts, tenant, rule);
  return fitting.find((question) => question.id === first) ?? (await parts.daily.suggestFirst(tenant, rule));
}

/** The same, and kept with a new plan's draft: what an owner has seen is what it begins with, also tomorrow. */
export async function shownFirst(parts: SetupParts, request: Request, draft: Draft, rule: PlanRule): Promise<Question | null> {
  const question = await firstQuestion(parts, request.tenant, draft, rule);
  if (draft.plan === null && question !== null && question.id !== draft.state.first)
    await changeDraft(parts, request, draft.id, (state) => ({ ...state, first: question.id }));
  return question;
}

const asksTheSame = (one: PlanRule, other: PlanRule): boolean =>
  JSON.stringify([one.filters, one.jurisdiction, one.channel]) === JSON.stringify([other.filters, other.jurisdiction, other.channel]);

/** Another one to begin with, each of those that fit once before one is shown again. Throws UserError when there is no other. */
export async function takeAnotherFirst(parts: SetupParts, request: Request, draft: Draft): Promise<Draft> {
  const rule = wholeRule(draft.state);
  const current = rule === null ? null : await firstQuestion(parts, request.tenant, draft, rule);
  if (rule === null || current === null) throw new UserError('setup.noChannel');
  const { fitting } = await fitOf(parts, request.tenant, rule);
  const others = fitting.filter((question) => question.id !== current.id);
  const passed = [...draft.state.passed, current.id];
  const left = others.filter((question) => !passed.includes(question.id));
  const next = pickQuestion(left.length > 0 ? left : others, await usedQuestions(parts.database.db, request.tenant, rule.channel), {
    tenant: request.tenant,
    channel: rule.channel,
    date: localDate(parts.clock.now(), rule.zone),
  });
  if (next === null) throw new UserError('setup.noOtherQuestion');
  return changeDraft(parts, request, draft.id, (state) => ({ ...state, first: next.id, passed: left.length > 0 ? passed : [current.id] }));
}
