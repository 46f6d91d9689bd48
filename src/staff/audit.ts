// Every change of set-up, so that owners can see who did what. Settings and counts only: no text of a member, no id of a person.
import { newId } from '../core/ids.ts';
import type { TenantId, UserId } from '../core/ids.ts';
import type { Clock } from '../core/clock.ts';
import { insertAudit } from '../store/audit.ts';
import type { Connection } from '../store/database.ts';

export const AUDIT_ACTIONS = [
  'plan.created',
  'plan.changed',
  'plan.paused',
  'plan.resumed',
  'plan.deleted',
  'plan.skipped',
  'plan.posted',
  'plan.blocked',
  'upcoming.replaced',
  'upcoming.queued',
  'post.corrected',
  'post.withdrawn',
  'post.reposted',
  'staff.added',
  'staff.removed',
  'question.added',
  'question.changed',
  'question.retired',
  'question.restored',
  'question.accepted',
  'question.declined',
  'question.imported',
  'retention.changed',
  'server.left',
  'server.joined',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export interface Change {
  readonly tenant: TenantId;
  /** null: the bot itself. */
  readonly member: UserId | null;
  readonly action: AuditAction;
  /** The id of the plan, post or question that it was done to. */
  readonly subject: string;
  readonly before?: object;
  readonly after?: object;
}

/** In the transaction of the change itself. */
export async function recordChange(trx: Connection, clock: Clock, change: Change): Promise<void> {
  await insertAudit(trx, {
    tenant: change.tenant,
    id: newId(),
    member: change.member,
    by_bot: change.member === null ? 1 : 0,
    action: change.action,
    subject: change.subject,
    before: change.before === undefined ? null : JSON.stringify(change.before),
    after: change.after === undefined ? null : JSON.stringify(change.after),
    created_at: clock.now(),
  });
}
