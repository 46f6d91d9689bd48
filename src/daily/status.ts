import { content } from '../core/content.ts';
import type { Block, Content, Text } from '../core/content.ts';
import type { Say } from '../core/locale.ts';
import type { DailyStatus } from './daily.ts';
import { nameDate } from './draw.ts';

/** "Why was nothing posted?": the last post, the next one, and what stands in the way. */
export function drawStatus(
  status: DailyStatus,
  about: { readonly questions: number; readonly model: string | null; readonly admin: boolean },
  say: Say,
): Content {
  const { lastPost } = status;
  const last: Text =
    lastPost === null
      ? say('status.noPost')
      : lastPost.state === 'skipped'
        ? say('status.skipped', { date: nameDate(lastPost.localDate, 'en-GB') })
        : [
            say('status.lastPost', { number: lastPost.number, title: lastPost.title, state: say(`postState.${lastPost.state}`) }),
            ...(lastPost.openedAtMs === null ? [] : [' ', { time: lastPost.openedAtMs, show: 'dateTime' } as const]),
          ];
  const next = status.plans.map((plan): Text =>
    plan.nextDueAtMs === null
      ? say('status.paused')
      : [{ time: plan.nextDueAtMs, show: 'dateTime' }, ' ', { emphasis: say('status.next', { time: plan.localTime, zone: plan.zone }) }],
  );
  const missing = status.plans.flatMap((plan) => plan.missing);
  const faults: readonly Block[] =
    missing.length === 0
      ? [{ kind: 'text', text: say('status.noFaults') }]
      : [
          { kind: 'notice', tone: 'warning', text: say('status.faults') },
          { kind: 'list', items: missing.map((fault) => `${fault.permission}: ${fault.mend}`) },
        ];
  return content(
    { kind: 'heading', text: say('status.heading') },
    {
      kind: 'fields',
      fields: [{ label: say('status.last'), value: last }, ...next.map((value) => ({ label: say('status.nextLabel'), value }))],
    },
    ...faults,
    { kind: 'note', text: say('status.bank', { questions: about.questions }) },
    { kind: 'note', text: about.model === null ? say('help.graderOffline') : say('help.graderModel', { model: about.model }) },
  );
}
