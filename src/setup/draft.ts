// What an owner is in the middle of setting up: a rule that may still lack its channel, and what was chosen on the way.
import { z } from 'zod';
import type { Block } from '../core/content.ts';
import { UserError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import type { ChannelId, TenantId, UserId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import type { Request } from '../core/request.ts';
import { planRuleSchema } from '../daily/plan.ts';
import type { PlanRule } from '../daily/plan.ts';
import type { PlanView } from '../daily/port.ts';
import { placeOfPerson } from '../members/place.ts';
import type { Connection } from '../store/database.ts';
import { deletePlanDraft, findPlanDraft, findPlanDraftOf, insertPlanDraft, updatePlanDraft } from '../store/plan-drafts.ts';
import type { PlanDraftRow } from '../store/plan-drafts.ts';
import type { SetupParts } from './parts.ts';
import { sayTaken, takenBy } from './taken.ts';

export const PAGES = ['when', 'what', 'how', 'preview'] as const;
export type Page = (typeof PAGES)[number];

const draftRuleSchema = planRuleSchema.extend({ channel: planRuleSchema.shape.channel.nullable() });
export type DraftRule = z.infer<typeof draftRuleSchema>;

const stateSchema = z.object({
  rule: draftRuleSchema,
  /** As the plan stood when its change was begun; null: a new plan. */
  base: planRuleSchema.nullable().default(null),
  /** The question that it begins with; null: not looked at yet. */
  first: z.string().nullable().default(null),
  /** Questions that were passed over for the first one. */
  passed: z.array(z.string()).default([]),
  /** Where the zone came from, until an owner has chosen it. */
  zoneFrom: z.enum(['profile', 'platform', 'nowhere']).nullable().default(null),
  /** What fits the zone that was typed, while there are several. */
  zones: z.array(z.string()).default([]),
});
export type DraftState = z.infer<typeof stateSchema>;

export interface Draft {
  readonly id: string;
  readonly tenant: TenantId;
  readonly member: UserId;
  /** null: a new one. */
  readonly plan: string | null;
  readonly revision: number;
  readonly state: DraftState;
}

const draftOf = (row: PlanDraftRow): Draft => ({
  id: row.id,
  tenant: row.tenant,
  member: row.member,
  plan: row.plan,
  revision: row.revision,
  state: parseJson(stateSchema, row.rule),
});

/** Only its own owner finds it. Throws UserError: it was finished or begun anew meanwhile. */
export async function loadDraft(connection: Connection, request: Pick<Request, 'tenant' | 'actor'>, id: string): Promise<Draft> {
  const row = await findPlanDraft(connection, request.tenant, id);
  if (row === null || row.member !== request.actor.user) throw new UserError('setup.draftGone');
  return draftOf(row);
}

/** What this person left half done: for a plan, or (null) for a new one. */
export async function leftDraft(connection: Connection, { tenant, actor }: Request, plan: string | null): Promise<Draft | null> {
  const row = await findPlanDraftOf(connection, tenant, actor.user, plan);
  return row === null ? null : draftOf(row);
}

/** Reads and writes in one transaction: two clicks at once are both kept. */
export function changeDraft(
  { database, clock }: Pick<SetupParts, 'database' | 'clock'>,
  request: Request,
  id: string,
  change: (state: DraftState) => DraftState,
): Promise<Draft> {
  return database.transaction(async (trx) => {
    const draft = await loadDraft(trx, request, id);
    const state = change(draft.state);
    await updatePlanDraft(trx, draft, { rule: JSON.stringify(state), revision: draft.revision, updated_at: clock.now() });
    return { ...draft, state };
  });
}

/** The draft begins anew from a plan as it stands now. */
export async function rebaseDraft({ database, clock }: SetupParts, draft: Draft, plan: PlanView): Promise<Draft> {
  const state = stateOfPlan(plan);
  await updatePlanDraft(database.db, draft, { rule: JSON.stringify(state), revision: plan.revision, updated_at: clock.now() });
  return { ...draft, revision: plan.revision, state };
}

const stateOfPlan = ({ rule }: PlanView): DraftState => stateSchema.parse({ rule, base: rule });

export const dropDraft = ({ database }: Pick<SetupParts, 'database'>, draft: Draft): Promise<void> =>
  deletePlanDraft(database.db, draft.tenant, draft.id);

export async function beginChange(parts: SetupParts, request: Request, plan: PlanView): Promise<Draft> {
  return keep(parts, request, { plan: plan.id, revision: plan.revision }, stateOfPlan(plan));
}

/** Guesses what can be guessed: here, at nine on weekdays, where its owner lives. A channel that has a plan is not taken. */
export async function beginPlan(parts: SetupParts, request: Request): Promise<{ readonly draft: Draft; readonly said: readonly Block[] }> {
  const { tenant, actor, place, say } = request;
  const { profile } = await parts.members.get(tenant, actor.user);
  const here: ChannelId | null = place.kind === 'direct' ? null : place.channel;
  const taken = here === null ? null : await takenBy(parts, request, { plan: null }, here);
  const zone = profile.zone ?? actor.zone;
  const state: DraftState = {
    rule: draftRuleSchema.parse({
      channel: taken === null ? here : null,
      zone: zone ?? 'UTC',
      localTime: '09:00',
      weekdays: [1, 2, 3, 4, 5],
      jurisdiction: profile.place ?? placeOfPerson(zone, actor.locale),
      filters: {},
      told: [actor.user],
    }),
    base: null,
    first: null,
    passed: [],
    zoneFrom: profile.zone !== null ? 'profile' : actor.zone !== null ? 'platform' : 'nowhere',
    zones: [],
  };
  return {
    draft: await keep(parts, request, { plan: null, revision: 0 }, state),
    said: taken === null ? [] : [{ kind: 'notice', tone: 'info', text: sayTaken(taken, say) }],
  };
}

async function keep(
  { database, clock }: SetupParts,
  { tenant, actor }: Request,
  on: { readonly plan: string | null; readonly revision: number },
  state: DraftState,
): Promise<Draft> {
  const draft = { id: newId(), tenant, member: actor.user, ...on, state };
  await insertPlanDraft(database.db, {
    tenant,
    id: draft.id,
    member: draft.member,
    ...on,
    rule: JSON.stringify(state),
    created_at: clock.now(),
    updated_at: clock.now(),
  });
  return draft;
}

/** null: the channel is still to be chosen. */
export function wholeRule({ rule }: DraftState): PlanRule | null {
  const { channel } = rule;
  return channel === null ? null : { ...rule, channel };
}
