import { expect, test } from 'vitest';
import { addDays, instantOf, localDate, startOfDay, weekdayOf } from '../../src/core/local-time.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

test('one instant, two dates', () => {
  const instant = Date.UTC(2026, 10, 23, 23, 30);
  expect(localDate(instant, 'America/Chicago')).toBe('2026-11-23');
  expect(localDate(instant, 'Asia/Tokyo')).toBe('2026-11-24');
});

test('days are counted over the ends of months and years', () => {
  expect([addDays('2028-02-28', 1), addDays('2028-03-01', -1), addDays('2026-12-31', 1)]).toEqual([
    '2028-02-29',
    '2028-02-29',
    '2027-01-01',
  ]);
  expect([weekdayOf('2026-11-23'), weekdayOf('2026-11-29')]).toEqual([1, 7]);
});

test('a day begins at midnight, or where the clock lands that leaps over it', () => {
  expect(iso(startOfDay('2026-11-24', 'Europe/Madrid'))).toBe('2026-11-23T23:00:00.000Z');
  expect(iso(startOfDay('2026-09-06', 'America/Santiago'))).toBe('2026-09-06T04:00:00.000Z'); // 01:00 on the wall
});

test('a time that is left out is later by the leap, one that comes twice is the first', () => {
  expect(iso(instantOf('2026-03-29', '02:30', 'Europe/Madrid'))).toBe('2026-03-29T01:30:00.000Z');
  expect(iso(instantOf('2026-10-25', '02:30', 'Europe/Madrid'))).toBe('2026-10-25T00:30:00.000Z');
});
