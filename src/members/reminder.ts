// A reminder that one asked for: at which instants, and the form that sets it. What it says is drawn above, where the day is known.
import { defineAction } from '../core/action.ts';
import { content } from '../core/content.ts';
import type { FieldErrors, Values } from '../core/content.ts';
import { UserError } from '../core/errors.ts';
import type { Say } from '../core/locale.ts';
import { addDays, instantOf, localDate, weekdayOf } from '../core/local-time.ts';
import { parseTime } from '../core/typed-time.ts';
import type { ActionDefinition } from '../core/action.ts';
import type { Request } from '../core/request.ts';
import type { Member, Members } from './members.ts';
import { REMINDER_DAYS, reminderSchema } from './profile.ts';
import type { Reminder } from './profile.ts';

export const openReminderAction = defineAction('ro', 'form');
/** From the panel of /settings, which is drawn anew. */
export const saveReminderInPanelAction = defineAction('rv', 'update');
export const saveReminderAction = defineAction('rn', 'ephemeral');

/** Later than this it would remind of a part of the day that is over. */
const LATE_MS = 3 * 3_600_000;
const SATURDAY = 6;

export interface ReminderDue {
  readonly atMs: number;
  readonly date: string;
}

function dueOn(reminder: Reminder, date: string, zone: string): ReminderDue | null {
  if (reminder.at === null || date === reminder.lastOn) return null;
  if (reminder.days === 'weekdays' && weekdayOf(date) >= SATURDAY) return null;
  return { date, atMs: instantOf(date, reminder.at, zone) };
}

/** The first one after an instant; null: there are none. */
export function nextReminder(reminder: Reminder, zone: string, afterMs: number): ReminderDue | null {
  const today = localDate(afterMs, zone);
  // A week and the days at its ends: a weekend, and today's that has been.
  for (let ahead = 0; ahead < 9; ahead += 1) {
    const due = dueOn(reminder, addDays(today, ahead), zone);
    if (due !== null && due.atMs > afterMs) return due;
  }
  return null;
}

/** The one that is to be given at an instant; null: none, or it is too late for it. */
export function reminderNow(reminder: Reminder, zone: string, nowMs: number): ReminderDue | null {
  const due = dueOn(reminder, localDate(nowMs, zone), zone);
  return due !== null && due.atMs <= nowMs && nowMs - due.atMs <= LATE_MS ? due : null;
}

export const isTooLate = (dueAtMs: number, nowMs: number): boolean => nowMs - dueAtMs > LATE_MS;

export const hasReminder = ({ preferences: { reminder } }: Member): boolean => reminder.at !== null;

/** "On. Every day at 08:00.", or why there is none. */
export function describeReminder({ at, days, off }: Reminder, zone: string, say: Say): string {
  if (at !== null) return say('remind.on', { days: say(`reminderDays.${days}`), time: at, zone });
  return say(off === 'closed' ? 'remind.offClosed' : 'remind.off');
}

export async function openReminder(members: Members, request: Request, save: ActionDefinition<never> = saveReminderAction): Promise<void> {
  const { say, actor } = request;
  const member = await members.get(request.tenant, actor.user);
  const { at, days } = member.preferences.reminder;
  await request.form({
    action: save.id({}),
    title: say('remind.title'),
    introduction: content({ kind: 'text', text: say('remind.introduction', { zone: members.zoneOf(member, actor) }) }),
    fields: [
      {
        name: 'time',
        label: say('remind.time'),
        hint: say('remind.timeHint'),
        kind: 'line',
        options: [],
        value: at ?? '',
        required: true,
        maxLength: 12,
      },
      {
        name: 'days',
        label: say('remind.daysLabel'),
        hint: null,
        kind: 'choice',
        options: REMINDER_DAYS.map((value) => ({ value, label: say(`reminderDays.${value}`) })),
        value: days,
        required: true,
        maxLength: 20,
      },
    ],
    submit: say('remind.save'),
  });
}

/** null where the fields hold. */
export function reminderFaults(fields: Values, say: Say): FieldErrors | null {
  const time = parseTime(fields['time'] ?? '');
  const isKnown = REMINDER_DAYS.some((days) => days === fields['days']);
  if (time !== null && isKnown) return null;
  return { ...(time === null ? { time: say('remind.badTime') } : {}), ...(isKnown ? {} : { days: say('remind.badDays') }) };
}

/** The fields have been checked by `reminderFaults`. */
export async function saveReminder(members: Members, request: Request, fields: Values): Promise<Member> {
  const { tenant, actor } = request;
  const given = reminderSchema.pick({ days: true }).safeParse({ days: fields['days'] });
  const at = parseTime(fields['time'] ?? '');
  if (!given.success || at === null) throw new UserError('remind.badTime');
  return members.save(tenant, actor.user, ({ preferences: { reminder } }) => ({
    preferences: { reminder: { ...reminder, at, days: given.data.days, off: null } },
  }));
}

/** Nothing is written of who has none: they may have been erased since the button was drawn. */
export async function stopReminder(members: Members, request: Request): Promise<Member> {
  const { tenant, actor } = request;
  const member = await members.get(tenant, actor.user);
  if (!hasReminder(member) && member.preferences.reminder.off === null) return member;
  return members.save(tenant, actor.user, ({ preferences: { reminder } }) => ({
    preferences: { reminder: { ...reminder, at: null, off: null } },
  }));
}
