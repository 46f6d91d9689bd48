// /daily list: every plan of the server, a page at a time; picking one opens its panel.
import { content } from '../core/content.ts';
import type { Block, Button, Content } from '../core/content.ts';
import type { Request } from '../core/request.ts';
import type { PlanStatus } from '../daily/port.ts';
import { listPlansAction, newPlanAction, openPlanAction } from './actions.ts';
import { namesOf } from './look.ts';
import type { SetupParts } from './parts.ts';
import { labelOf, sayLast, sayNext, sayStanding } from './plan-words.ts';
import { sayOutlook } from './preview-page.ts';
import { readerOf, sayRuleThere } from './rule-words.ts';
import type { Reader } from './rule-words.ts';

/** Each takes 1,100 characters where an owner has chosen as much as there is; a message holds 4,000. */
const PLANS_SHOWN = 3;

export async function drawPlans(parts: SetupParts, request: Request, from: number, said?: string): Promise<Content> {
  const reader = readerOf(request.say, request.actor.locale, parts.clock.now());
  const { say } = reader;
  const plans = await parts.daily.status(request.tenant);
  const begin = Math.max(0, Math.min(from, Math.floor((plans.length - 1) / PLANS_SHOWN) * PLANS_SHOWN));
  const shown = plans.slice(begin, begin + PLANS_SHOWN);
  const lines = await Promise.all(shown.map((plan) => drawLine(parts, request, plan, reader)));
  const move = (label: string, to: number): Button => ({ label, action: listPlansAction.id({ from: String(to) }), style: 'normal' });
  return content(
    { kind: 'heading', text: say('plans.heading', { plans: plans.length }) },
    ...(said === undefined ? [] : [{ kind: 'notice', tone: 'info', text: said } as const]),
    ...(plans.length === 0 ? [{ kind: 'text', text: say('plans.none') } as const] : lines.flat()),
    ...(shown.length === 0
      ? []
      : [
          {
            kind: 'select',
            action: openPlanAction.id({}),
            placeholder: say('plans.open'),
            options: shown.map((plan) => ({ label: labelOf(plan, reader), value: plan.id })),
            selected: [],
            most: 1,
            least: 1,
          } as const,
        ]),
    {
      kind: 'buttons',
      buttons: [
        ...(begin > 0 ? [move(say('plans.earlier'), begin - PLANS_SHOWN)] : []),
        ...(begin + PLANS_SHOWN < plans.length ? [move(say('plans.later'), begin + PLANS_SHOWN)] : []),
        { label: say('plans.new'), action: newPlanAction.id({}), style: plans.length === 0 ? 'primary' : 'normal' },
      ],
    },
  );
}

async function drawLine(parts: SetupParts, { tenant }: Request, plan: PlanStatus, reader: Reader): Promise<readonly Block[]> {
  const { say } = reader;
  const names = await namesOf(parts, plan.rule, say);
  const outlook = await parts.daily.outlook(tenant, plan.rule, plan.id);
  return [
    { kind: 'text', text: sayRuleThere(plan.rule, names, reader) },
    {
      kind: 'list',
      items: [
        [{ strong: sayStanding(plan, parts.clock.now(), reader) }],
        [`${say('plans.next')} `, ...sayNext(plan, reader)],
        sayLast(plan, reader),
        sayOutlook(outlook, reader),
      ],
    },
  ];
}
