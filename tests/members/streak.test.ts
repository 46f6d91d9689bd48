import { expect, test } from 'vitest';
import { localDate, streakOf } from '../../src/members/streak.ts';

test.each([
  ['nothing yet', [], '2026-11-23', { days: 0, longest: 0, today: false }],
  ['today only', ['2026-11-23'], '2026-11-23', { days: 1, longest: 1, today: true }],
  ['yesterday counts while today is open', ['2026-11-21', '2026-11-22'], '2026-11-23', { days: 2, longest: 2, today: false }],
  ['a day missed ends it', ['2026-11-20', '2026-11-21'], '2026-11-23', { days: 0, longest: 2, today: false }],
  ['over the end of a year, in any order', ['2027-01-01', '2026-12-30', '2026-12-31'], '2027-01-01', { days: 3, longest: 3, today: true }],
  ['two answers on one day are one day', ['2026-11-23', '2026-11-23'], '2026-11-23', { days: 1, longest: 1, today: true }],
])('%s', (_what, dates, today, expected) => {
  expect(streakOf(dates, today)).toEqual(expected);
});

test("the day is the member's own: one instant, two dates", () => {
  const instant = Date.UTC(2026, 10, 23, 23, 30);
  expect(localDate(instant, 'America/Chicago')).toBe('2026-11-23');
  expect(localDate(instant, 'Asia/Tokyo')).toBe('2026-11-24');
});
