// A saved plan in words: how it stands, when it runs next, what it posted last.
import type { Span, Text } from '../core/content.ts';
import type { PlanStatus } from '../daily/port.ts';
import { cutTo } from '../core/cut.ts';
import { localDate } from '../core/local-time.ts';
import { seenName } from '../staff/names.ts';
import { nameDay, nameFullDate, sayTimeOn } from './rule-words.ts';
import type { Reader } from './rule-words.ts';

export type Standing =
  | { readonly kind: 'active' }
  | { readonly kind: 'no-day' }
  | { readonly kind: 'paused'; readonly until: string | null }
  | { readonly kind: 'blocked'; readonly by: 'channel-gone' | 'permission' | 'unknown' };

export function standingOf(plan: PlanStatus, nowMs: number): Standing {
  const { pausedUntil, zone } = plan.rule;
  switch (plan.state) {
    case 'blocked':
      return { kind: 'blocked', by: plan.channelName === null ? 'channel-gone' : plan.missing.length > 0 ? 'permission' : 'unknown' };
    case 'paused':
      return { kind: 'paused', until: pausedUntil };
    case 'active':
      if (pausedUntil !== null && pausedUntil > localDate(nowMs, zone)) return { kind: 'paused', until: pausedUntil };
      return plan.next === null ? { kind: 'no-day' } : { kind: 'active' };
    default:
      return plan.state satisfies never;
  }
}

export function sayStanding(plan: PlanStatus, nowMs: number, reader: Reader): string {
  const { say } = reader;
  const standing = standingOf(plan, nowMs);
  switch (standing.kind) {
    case 'active':
      return say(plan.missing.length > 0 || plan.channelName === null ? 'plans.activeHindered' : 'plans.active');
    case 'no-day':
      return say('plans.noDay');
    case 'paused':
      return standing.until === null ? say('plans.paused') : say('plans.pausedUntil', { date: nameFullDate(standing.until, reader) });
    case 'blocked':
      return say(`planBlocked.${standing.by}`);
    default:
      return standing satisfies never;
  }
}

/** On the plan's own wall, and in the reader's zone beside it. */
export function sayNext({ next, rule }: PlanStatus, reader: Reader): readonly Span[] {
  if (next === null) return [reader.say('plans.noNext')];
  return [
    `${nameDay(next.localDate, reader)}, ${sayTimeOn(next.localDate, rule, reader)} ${rule.zone} (`,
    { time: next.atMs, show: 'dateTime' },
    ` ${reader.say('setup.yourTime')})`,
  ];
}

export function sayLast({ last, lastTitle }: PlanStatus, reader: Reader): Text {
  const { say } = reader;
  if (last === null) return say('plans.noLast');
  const date = nameDay(last.local_date, reader);
  const state = say(`postState.${last.state}`);
  if (lastTitle === null || last.number === 0) return say('plans.lastUntitled', { date, state });
  return say('plans.last', { date, number: last.number, title: lastTitle, state });
}

export const channelSpan = (plan: PlanStatus, { say }: Reader): Span =>
  plan.channelName === null ? { strong: say('rule.channelGone') } : { channel: plan.rule.channel, name: seenName(plan.channelName, say) };

const LABEL_CHARACTERS = 100;

/** For an option of a select: never empty, and with its time where a long name has to be cut. */
export function labelOf({ channelName, rule }: PlanStatus, { say }: Reader): string {
  const ending = `, ${rule.localTime} ${rule.zone}`;
  const name = channelName === null ? say('rule.channelGone') : `#${seenName(channelName, say)}`;
  return `${cutTo(name, LABEL_CHARACTERS - ending.length)}${ending}`;
}
