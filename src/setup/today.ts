// What a channel has had today already.
import { localDate } from '../core/local-time.ts';
import type { TenantId } from '../core/ids.ts';
import type { PlanRule } from '../daily/plan.ts';
import { findPostOn } from '../store/plans.ts';
import type { Post } from '../store/plans.ts';
import type { SetupParts } from './parts.ts';

/** The day's own question of the channel, posted or left out, by the date of the rule's zone. */
export const todayOf = (
  { database, clock }: Pick<SetupParts, 'database' | 'clock'>,
  tenant: TenantId,
  rule: PlanRule,
): Promise<Post | null> => findPostOn(database.db, tenant, rule.channel, localDate(clock.now(), rule.zone));
