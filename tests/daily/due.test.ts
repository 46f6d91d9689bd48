import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { dueAfterDate, dueOn, lastDue, runsBetween, runsOn, zoneDataVersion } from '../../src/daily/due.ts';
import type { DueRule } from '../../src/daily/due.ts';

const rule = (given: Partial<DueRule> & Pick<DueRule, 'zone'>): DueRule => ({
  localTime: '09:00',
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  datesOff: [],
  pausedUntil: null,
  isHoliday: () => false,
  ...given,
});
const iso = (ms: number): string => new Date(ms).toISOString();
const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const between = (given: DueRule, from: string, to: string): readonly string[] =>
  runsBetween(given, at(from), at(to), 100).map((due) => `${due.localDate} at ${iso(due.atMs)}`);

describe('changes of the clock', () => {
  test.each([
    ['nine is nine before the change', 'America/New_York', '09:00', '2026-10-31', '2026-10-31T13:00:00.000Z'],
    ['nine is nine after the change', 'America/New_York', '09:00', '2026-11-01', '2026-11-01T14:00:00.000Z'],
    ['a time that the clock leaps over shifts by the leap', 'Europe/Madrid', '02:30', '2026-03-29', '2026-03-29T01:30:00.000Z'],
    ['a time that comes twice runs the first time', 'Europe/Madrid', '02:30', '2026-10-25', '2026-10-25T00:30:00.000Z'],
    ['a midnight that is leapt over', 'America/Sao_Paulo', '00:00', '2017-10-15', '2017-10-15T03:00:00.000Z'],
    ['a leap of two hours', 'Antarctica/Troll', '02:30', '2026-03-29', '2026-03-29T02:30:00.000Z'],
    ['a leap of half an hour', 'Australia/Lord_Howe', '02:15', '2026-10-04', '2026-10-03T15:45:00.000Z'],
    ['the end of Ramadan', 'Africa/Casablanca', '02:30', '2026-03-22', '2026-03-22T02:30:00.000Z'],
    ['a leap at a quarter to three', 'Pacific/Chatham', '02:50', '2026-09-27', '2026-09-26T14:05:00.000Z'],
    ['a leap up to midnight', 'America/Nuuk', '23:30', '2024-03-30', '2024-03-31T01:30:00.000Z'],
  ])('%s', (_what, zone, localTime, date, expected) => {
    expect(iso(dueOn({ zone, localTime }, date).atMs)).toBe(expected);
  });

  test('an evening that is carried past midnight stays the run of its own date, and the next date has its own', () => {
    const evening = rule({ zone: 'America/Nuuk', localTime: '23:30' });
    const expected = ['2024-03-30 at 2024-03-31T01:30:00.000Z', '2024-03-31 at 2024-04-01T00:30:00.000Z'];
    expect(between(evening, '2024-03-31T00:00:00Z', '2024-04-01T12:00:00Z')).toEqual(expected);
  });

  test('a clock that is set back over midnight repeats neither date', () => {
    const midnight = rule({ zone: 'America/St_Johns', localTime: '00:00' });
    const first = at('2010-11-07T02:30:00Z');
    expect(dueOn(midnight, '2010-11-07').atMs).toBe(first);
    // Half an hour later the wall says 6 November again.
    expect(lastDue(midnight, first + 1_800_000)?.localDate).toBe('2010-11-07');
  });
});

describe('a date that a zone left out', () => {
  const apia = rule({ zone: 'Pacific/Apia' });

  test.each([
    ['Pacific/Apia', '2011-12-30'],
    ['Pacific/Fakaofo', '2011-12-30'],
    ['Pacific/Kwajalein', '1993-08-21'],
  ])('%s has no run on %s', (zone, date) => {
    expect(runsOn(rule({ zone }), date)).toBe(false);
    expect(() => dueOn({ zone, localTime: '09:00' }, date)).toThrow(date);
  });

  test('its neighbours run once each', () => {
    expect(between(apia, '2011-12-29T00:00:00Z', '2011-12-31T00:00:00Z')).toEqual([
      '2011-12-29 at 2011-12-29T19:00:00.000Z',
      '2011-12-31 at 2011-12-30T19:00:00.000Z',
    ]);
    expect(dueAfterDate(apia, '2011-12-29')?.localDate).toBe('2011-12-31');
    expect(lastDue(apia, at('2011-12-30T18:00:00Z'))?.localDate).toBe('2011-12-29');
  });
});

describe('dates without a run', () => {
  test('weekends are passed over when the plan has none', () => {
    expect(dueAfterDate(rule({ zone: 'UTC', weekdays: [1, 2, 3, 4, 5] }), '2026-11-27')?.localDate).toBe('2026-11-30');
  });

  test('a plan with no weekday is never due', () => {
    const never = rule({ zone: 'UTC', weekdays: [] });
    expect([dueAfterDate(never, '2026-11-27'), lastDue(never, 0), runsBetween(never, 0, at('2026-01-01T00:00:00Z'), 5)]).toEqual([
      null,
      null,
      [],
    ]);
  });

  test('dates off and holidays are passed over, forward and back', () => {
    const off = rule({ zone: 'UTC', datesOff: ['2026-12-24'], isHoliday: (date) => date === '2026-12-25' });
    expect(dueAfterDate(off, '2026-12-23')?.localDate).toBe('2026-12-26');
    expect(lastDue(off, at('2026-12-25T12:00:00Z'))?.localDate).toBe('2026-12-23');
  });

  test('a pause ends on the date that it names, however far away', () => {
    const paused = rule({ zone: 'UTC', pausedUntil: '2036-02-01' });
    expect(dueAfterDate(paused, '2026-01-01')?.localDate).toBe('2036-02-01');
    expect(lastDue(paused, at('2036-02-01T08:59:00Z'))).toBeNull();
    expect(lastDue(paused, at('2036-02-01T09:00:00Z'))?.localDate).toBe('2036-02-01');
  });

  test('a rule whose every date is a holiday has no run', () => {
    expect(dueAfterDate(rule({ zone: 'UTC', isHoliday: () => true }), '2026-01-01')).toBeNull();
  });
});

test('a span includes both its ends and stops at what was asked for', () => {
  const daily = rule({ zone: 'Asia/Kolkata' });
  expect(between(daily, '2026-01-01T03:30:00Z', '2026-01-02T03:30:00Z')).toHaveLength(2);
  expect(between(daily, '2026-01-01T03:30:01Z', '2026-01-02T03:29:59Z')).toHaveLength(0);
  expect(runsBetween(daily, at('2026-01-01T00:00:00Z'), at('2027-01-01T00:00:00Z'), 3)).toHaveLength(3);
});

test('older names and other spellings of a zone give the same instants', () => {
  const same = [
    ['US/Eastern', 'us/eastern', 'America/New_York'],
    ['Asia/Calcutta', 'Asia/Kolkata', 'asia/kolkata'],
    ['Europe/Kiev', 'Europe/Kyiv'],
  ];
  for (const zones of same) expect(new Set(zones.map((zone) => dueOn({ zone, localTime: '02:30' }, '2026-03-08').atMs)).size).toBe(1);
});

test('the version names all that instants are derived from', () => {
  expect(zoneDataVersion()).toMatch(/^tz \d{4}\w+, icu [\d.]+, temporal [\d.]+, node [\d.]+, holidays [\d.]+$/);
});

test('what comes next, what was last and what lies between agree with each other', () => {
  const zones = [
    'UTC',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Kiritimati',
    'America/St_Johns',
    'America/Nuuk',
    'Pacific/Apia',
  ];
  const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
  const minutes = fc.integer({ min: 0, max: 1439 });
  const now = fc.integer({ min: at('2000-01-01T00:00:00Z') / 60_000, max: at('2040-12-31T00:00:00Z') / 60_000 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), minutes, weekdays, now, (zone, minute, days, nowMinutes) => {
      const localTime = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      // Every seventh date of the month or so is off, so that a search passes over some.
      const some = rule({ zone, localTime, weekdays: days, isHoliday: (date) => Number(date.slice(8)) % 7 === 0 });
      const nowMs = nowMinutes * 60_000;
      const last = lastDue(some, nowMs);
      const next = last && dueAfterDate(some, last.localDate);
      if (last === null || next === null) throw new Error('the rule has runs in every month');
      expect(last.atMs).toBeLessThanOrEqual(nowMs);
      expect(next.atMs).toBeGreaterThan(nowMs);
      expect(lastDue(some, next.atMs)).toEqual(next);
      expect(lastDue(some, next.atMs - 1)).toEqual(last);
      expect(runsBetween(some, last.atMs, next.atMs, 10)).toEqual([last, next]);
      expect(runsBetween(some, last.atMs + 1, next.atMs - 1, 10)).toEqual([]);
      expect([runsOn(some, last.localDate), runsOn(some, next.localDate)]).toEqual([true, true]);
    }),
    { numRuns: 300 },
  );
});
