// Who reads what members share under a question.
import { z } from 'zod';
import type { TenantId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import type { Connection } from '../store/database.ts';
import { findPlan } from '../store/plans.ts';

export type Audience = 'everyone' | 'coaches';

/** Of a plan's options (daily/plan.ts), as much as concerns what is shared. */
const audienceSchema = z.object({ sharedWith: z.enum(['everyone', 'coaches']).default('everyone') });

/** A plan that is gone cannot say it any more: then nothing is put up for the channel that its writers may have meant for coaches. */
export async function audienceOf(connection: Connection, tenant: TenantId, plan: string): Promise<Audience> {
  const found = await findPlan(connection, tenant, plan);
  return found === null ? 'coaches' : parseJson(audienceSchema, found.options).sharedWith;
}
