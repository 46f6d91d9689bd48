import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localDate } from '../../src/core/local-time.ts';
import { REMINDER_DAYS, reminderSchema } from '../../src/members/profile.ts';
import type { Reminder } from '../../src/members/profile.ts';
import { nextReminder, reminderNow } from '../../src/members/reminder.ts';

const HOUR_MS = 3_600_000;
const reminder = (change: Partial<Reminder>): Reminder => ({ ...reminderSchema.parse({}), ...change });
const next = (change: Partial<Reminder>, zone: string, after: string): string | null => {
  const due = nextReminder(reminder(change), zone, Date.parse(after));
  return due === null ? null : new Date(due.atMs).toISOString();
};

test('none without a time', () => {
  expect(next({}, 'UTC', '2026-11-24T08:00Z')).toBeNull();
});

test('the same time on the wall on both sides of a change of clocks', () => {
  expect(next({ at: '08:00' }, 'America/New_York', '2026-10-31T13:00Z')).toBe('2026-11-01T13:00:00.000Z');
  expect(next({ at: '08:00' }, 'America/New_York', '2026-10-31T11:00Z')).toBe('2026-10-31T12:00:00.000Z');
});

test('a time that the clock leaps over comes later by the leap; one that comes twice comes the first time', () => {
  expect(next({ at: '02:30' }, 'Europe/Madrid', '2026-03-28T12:00Z')).toBe('2026-03-29T01:30:00.000Z');
  expect(next({ at: '02:30' }, 'Europe/Madrid', '2026-10-24T12:00Z')).toBe('2026-10-25T00:30:00.000Z');
  expect(next({ at: '02:30', lastOn: '2026-10-25' }, 'Europe/Madrid', '2026-10-25T00:30Z')).toBe('2026-10-26T01:30:00.000Z');
});

test('Monday to Friday leaves the weekend out', () => {
  expect(next({ at: '08:00', days: 'weekdays' }, 'UTC', '2026-11-27T09:00Z')).toBe('2026-11-30T08:00:00.000Z');
});

test('three hours late is still in time, more is not, and neither is a second one on a date', () => {
  const due = Date.parse('2026-11-24T08:00Z');
  const now = (ms: number, change: Partial<Reminder> = {}) =>
    reminderNow(reminder({ at: '08:00', ...change }), 'UTC', due + ms)?.date ?? null;
  expect([now(-1), now(0), now(3 * HOUR_MS), now(3 * HOUR_MS + 1)]).toEqual([null, '2026-11-24', '2026-11-24', null]);
  expect(now(0, { lastOn: '2026-11-24' })).toBeNull();
});

test('a month of reminders: one a date at most, each in time by its own rule, in any zone', () => {
  const ZONES = ['Europe/Madrid', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca', 'America/Santiago', 'Pacific/Chatham'];
  const time = fc
    .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
  fc.assert(
    fc.property(time, fc.constantFrom(...REMINDER_DAYS), fc.constantFrom(...ZONES), fc.nat({ max: 365 }), (at, days, zone, day) => {
      let set = reminder({ at, days });
      let nowMs = Date.UTC(2026, 0, 1) + day * 24 * HOUR_MS;
      const given: string[] = [];
      for (let count = 0; count < 30; count += 1) {
        const due = nextReminder(set, zone, nowMs);
        if (due === null) throw new Error('reminders ended');
        expect(due.atMs - nowMs).toBeLessThanOrEqual(73 * HOUR_MS);
        nowMs = due.atMs;
        expect(reminderNow(set, zone, nowMs)?.date).toBe(localDate(nowMs, zone));
        given.push(due.date);
        set = { ...set, lastOn: due.date };
      }
      expect(new Set(given).size).toBe(given.length);
    }),
    { numRuns: 60 },
  );
});
