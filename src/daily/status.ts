// "Why was nothing posted?": each plan's last question, its next one, what stands in the way, and what was told lately.
import { content } from '../core/content.ts';
import type { Block, Content, Text } from '../core/content.ts';
import { PlatformError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { Say } from '../core/locale.ts';
import type { MissingPermission } from '../core/platform.ts';
import { localDate } from '../core/local-time.ts';
import { noticesOf } from '../store/notices.ts';
import { lastPostOf, plansOf } from '../store/plans.ts';
import { nameDate } from './draw.ts';
import { nameOfChannel, sentenceOf } from './notices.ts';
import { isZone } from '../members/profile.ts';
import type { DailyParts } from './parts.ts';
import { viewOf } from './planning.ts';
import type { PlanStatus } from './port.ts';
import { questionOfPost } from './question.ts';

const NOTICES_SHOWN = 3;
/** A message holds 4,000 characters; a server with more plans sees the rest in /daily list. */
const PLANS_SHOWN = 5;

export async function statusOf(parts: DailyParts, tenant: TenantId): Promise<readonly PlanStatus[]> {
  const { db } = parts.database;
  return Promise.all(
    (await plansOf(db, tenant)).map(async (plan) => {
      const last = await lastPostOf(db, tenant, plan.id, localDate(parts.clock.now(), zoneOr(plan.zone)));
      const question = last === null ? null : await questionOfPost(parts.library, db, last);
      return {
        ...viewOf(plan),
        channelName: await nameOfChannel(parts, plan.channel),
        missing: await missingIn(parts, plan.channel),
        last,
        lastTitle: question?.title ?? null,
        notices: await noticesOf(db, tenant, plan.id, NOTICES_SHOWN),
      };
    }),
  );
}

/** A zone that the runtime dropped is no reason to show nothing. */
function zoneOr(zone: string): string {
  return isZone(zone) ? zone : 'UTC';
}

async function missingIn({ platform }: DailyParts, channel: PlanStatus['rule']['channel']): Promise<readonly MissingPermission[]> {
  try {
    return await platform.check(channel);
  } catch (error) {
    if (error instanceof PlatformError) return [];
    throw error;
  }
}

export function drawStatus(
  plans: readonly PlanStatus[],
  about: { readonly questions: number; readonly model: string | null; readonly nowMs: number },
  say: Say,
): Content {
  return content(
    { kind: 'heading', text: say('status.heading') },
    ...(plans.length === 0 ? [{ kind: 'text', text: say('status.noPlan') } as const] : []),
    ...plans.slice(0, PLANS_SHOWN).flatMap((plan) => drawPlan(plan, about.nowMs, say)),
    { kind: 'note', text: say('status.bank', { questions: about.questions }) },
    { kind: 'note', text: about.model === null ? say('help.graderOffline') : say('help.graderModel', { model: about.model }) },
  );
}

function drawPlan(plan: PlanStatus, nowMs: number, say: Say): readonly Block[] {
  const place: Text = plan.channelName === null ? say('status.channelGone') : [{ channel: plan.rule.channel, name: plan.channelName }];
  const missing = plan.missing.map((fault) => `${fault.permission}: ${fault.mend}`);
  const told = plan.notices.map((notice): Text => [
    { time: notice.created_at, show: 'dateTime' },
    ' ',
    ...spansOf(sentenceOf(notice, say)),
  ]);
  return [
    { kind: 'divider' },
    { kind: 'text', text: place },
    {
      kind: 'fields',
      fields: [
        { label: say('status.last'), value: lastOf(plan, say) },
        { label: say('status.nextLabel'), value: nextOf(plan, nowMs, say) },
      ],
    },
    ...(missing.length === 0
      ? [{ kind: 'text', text: say(plan.state === 'blocked' ? 'status.blocked' : 'status.noFaults') } as const]
      : ([
          { kind: 'notice', tone: 'warning', text: say('status.faults') },
          { kind: 'list', items: missing },
        ] as const)),
    ...(told.length === 0
      ? []
      : ([
          { kind: 'note', text: say('status.lately') },
          { kind: 'list', items: told },
        ] as const)),
  ];
}

const spansOf = (text: Text): Exclude<Text, string> => (typeof text === 'string' ? [text] : text);

function lastOf({ last, lastTitle }: PlanStatus, say: Say): Text {
  if (last === null) return say('status.noPost');
  if (last.state === 'skipped')
    return say(last.by_hand === 1 ? 'status.skippedByOwner' : 'status.skipped', { date: nameDate(last.local_date, say('language.tag')) });
  const line = say('status.lastPost', { number: last.number, title: lastTitle ?? last.question, state: say(`postState.${last.state}`) });
  return last.opened_at === null ? line : [line, ' ', { time: last.opened_at, show: 'dateTime' }];
}

function nextOf(plan: PlanStatus, nowMs: number, say: Say): Text {
  if (plan.state === 'blocked') return say('status.blockedNext');
  if (plan.state === 'paused') return say('status.paused');
  if (plan.next === null) return say('status.noDay');
  const { pausedUntil, localTime, zone } = plan.rule;
  const isPaused = pausedUntil !== null && pausedUntil > localDate(nowMs, zone);
  return [
    { time: plan.next.atMs, show: 'dateTime' },
    ' ',
    { emphasis: say('status.next', { time: localTime, zone }) },
    ...(isPaused ? [' ', say('status.pausedUntil', { date: nameDate(pausedUntil, say('language.tag')) })] : []),
  ];
}
