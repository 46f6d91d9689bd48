// What an owner has half set up. One for each plan, or for the new one, and owner: they go on with it.
import type { Insertable, Selectable } from 'kysely';
import type { Connection } from './database.ts';
import type { PlanDraftTable } from './schema.ts';
import type { TenantId, UserId } from '../core/ids.ts';

export type PlanDraftRow = Selectable<PlanDraftTable>;

export async function insertPlanDraft(connection: Connection, draft: Insertable<PlanDraftTable>): Promise<void> {
  await connection.insertInto('plan_draft').values(draft).execute();
}

export async function findPlanDraft(connection: Connection, tenant: TenantId, id: string): Promise<PlanDraftRow | null> {
  return (
    (await connection.selectFrom('plan_draft').selectAll().where('tenant', '=', tenant).where('id', '=', id).executeTakeFirst()) ?? null
  );
}

/** The newest of a person's; `plan` null: for a new plan. */
export async function findPlanDraftOf(
  connection: Connection,
  tenant: TenantId,
  member: UserId,
  plan: string | null,
): Promise<PlanDraftRow | null> {
  const row = await connection
    .selectFrom('plan_draft')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('member', '=', member)
    .where('plan', plan === null ? 'is' : '=', plan)
    .orderBy('updated_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export async function updatePlanDraft(
  connection: Connection,
  draft: Pick<PlanDraftRow, 'tenant' | 'id'>,
  change: Pick<PlanDraftRow, 'rule' | 'revision' | 'updated_at'>,
): Promise<void> {
  await connection.updateTable('plan_draft').set(change).where('tenant', '=', draft.tenant).where('id', '=', draft.id).execute();
}

export async function deletePlanDraft(connection: Connection, tenant: TenantId, id: string): Promise<void> {
  await connection.deleteFrom('plan_draft').where('tenant', '=', tenant).where('id', '=', id).execute();
}

/** A plan is gone: nobody can go on changing it. */
export async function deletePlanDraftsOf(connection: Connection, tenant: TenantId, plan: string): Promise<void> {
  await connection.deleteFrom('plan_draft').where('tenant', '=', tenant).where('plan', '=', plan).execute();
}
