import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dueAfterDate, dueOn, lastDue } from '../../src/daily/due.ts';

const every = [1, 2, 3, 4, 5, 6, 7];
const iso = (ms: number): string => new Date(ms).toISOString();

test('nine in the morning is nine in the morning on both sides of a change of clocks', () => {
  const rule = { zone: 'America/New_York', localTime: '09:00', weekdays: every };
  expect(iso(dueOn(rule, '2026-10-31').atMs)).toBe('2026-10-31T13:00:00.000Z');
  expect(iso(dueOn(rule, '2026-11-01').atMs)).toBe('2026-11-01T14:00:00.000Z');
});

test('a time that the clock leaps over shifts forward by the leap', () => {
  expect(iso(dueOn({ zone: 'Europe/Madrid', localTime: '02:30', weekdays: every }, '2026-03-29').atMs)).toBe('2026-03-29T01:30:00.000Z');
});

test('a time that comes twice runs once, the first time', () => {
  expect(iso(dueOn({ zone: 'Europe/Madrid', localTime: '02:30', weekdays: every }, '2026-10-25').atMs)).toBe('2026-10-25T00:30:00.000Z');
});

test('weekends are passed over when the plan has none', () => {
  const rule = { zone: 'UTC', localTime: '09:00', weekdays: [1, 2, 3, 4, 5] };
  expect(dueAfterDate(rule, '2026-11-27')?.localDate).toBe('2026-11-30');
});

test('a plan with no weekday is never due', () => {
  expect(dueAfterDate({ zone: 'UTC', localTime: '09:00', weekdays: [] }, '2026-11-27')).toBeNull();
});

test('the last run is at or before now, and the next after it is later than now', () => {
  const zones = ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Pacific/Kiritimati', 'America/St_Johns'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 365 * 24 * 60 }),
      (zone, hour, minutes) => {
        const rule = { zone, localTime: `${String(hour).padStart(2, '0')}:00`, weekdays: every };
        const now = Temporal.Instant.from('2026-01-01T00:00:00Z').epochMilliseconds + minutes * 60_000;
        const last = lastDue(rule, now);
        expect(last).not.toBeNull();
        if (last === null) return;
        expect(last.atMs).toBeLessThanOrEqual(now);
        expect(dueAfterDate(rule, last.localDate)?.atMs).toBeGreaterThan(now);
      },
    ),
  );
});
