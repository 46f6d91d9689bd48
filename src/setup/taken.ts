// One plan a channel.
import type { Say } from '../core/locale.ts';
import type { Request } from '../core/request.ts';
import type { PlanView } from '../daily/port.ts';
import type { Draft } from './draft.ts';
import type { SetupParts } from './parts.ts';

/** The other plan that has the channel. */
export async function takenBy(
  { daily }: Pick<SetupParts, 'daily'>,
  { tenant }: Pick<Request, 'tenant'>,
  draft: Pick<Draft, 'plan'>,
  channel: string,
): Promise<PlanView | null> {
  const plans = await daily.plans(tenant);
  return plans.find((plan) => plan.rule.channel === channel && plan.id !== draft.plan) ?? null;
}

export const sayTaken = ({ rule }: PlanView, say: Say): string => say('setup.channelTaken', { time: rule.localTime, zone: rule.zone });
