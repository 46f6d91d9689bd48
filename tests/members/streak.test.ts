import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, localDate } from '../../src/core/local-time.ts';
import { awayDates, countDays } from '../../src/members/streak.ts';
import type { Calendar, PractisedDay, Streak } from '../../src/members/streak.ts';

const HOUR_MS = 3_600_000;
const at = (text: string): number => Date.parse(text);
const days = (...dates: readonly string[]): readonly PractisedDay[] => dates.map((date) => ({ date, firstAtMs: null, lastAtMs: null }));

function streak(practised: readonly string[], today: string, about: Partial<Calendar> = {}): Streak {
  const calendar: Calendar = {
    nowMs: at(`${today}T12:00:00Z`),
    today,
    practised: days(...practised),
    since: null,
    firstAsked: null,
    asked: new Set(),
    away: new Set(),
    ...about,
  };
  return countDays(calendar).streak;
}

/** Dates from the first to the last one, both included. */
function dates(first: string, last: string): string[] {
  return first > last ? [] : [first, ...dates(addDays(first, 1), last)];
}

describe('what counts', () => {
  test.each([
    ['nothing yet', [], '2026-11-23', { days: 0, longest: 0, today: false }],
    ['today only', ['2026-11-23'], '2026-11-23', { days: 1, longest: 1, today: true }],
    ['yesterday counts while today is open', ['2026-11-21', '2026-11-22'], '2026-11-23', { days: 2, longest: 2, today: false }],
    [
      'over the end of a year, in any order',
      ['2027-01-01', '2026-12-30', '2026-12-31'],
      '2027-01-01',
      { days: 3, longest: 3, today: true },
    ],
    ['two answers on one day are one day', ['2026-11-23', '2026-11-23'], '2026-11-23', { days: 1, longest: 1, today: true }],
  ])('%s', (_what, practised, today, expected) => {
    expect(streak(practised, today)).toMatchObject(expected);
  });

  test('two missed days a month are frozen, the third breaks, and the longest is remembered', () => {
    const practised = ['2026-11-01', '2026-11-02', '2026-11-04', '2026-11-06'];
    expect(streak(practised, '2026-11-07')).toMatchObject({
      days: 4,
      freezesLeft: 0,
      saved: [
        { date: '2026-11-03', by: 'freeze' },
        { date: '2026-11-05', by: 'freeze' },
      ],
    });
    expect(streak(practised, '2026-11-08')).toMatchObject({ days: 0, longest: 4, saved: [] });
    expect(streak([...practised, '2026-11-08'], '2026-11-08')).toMatchObject({ days: 1, longest: 4 });
  });

  test('a new month brings two new freezes', () => {
    const practised = ['2026-11-27', '2026-12-02'];
    expect(streak(practised, '2026-12-02')).toMatchObject({ days: 1 });
    expect(streak(['2026-11-28', '2026-12-03'], '2026-12-03')).toMatchObject({ days: 2, freezesLeft: 0 });
  });

  test('no freeze is spent where there is nothing to keep', () => {
    expect(streak(['2026-11-20', '2026-12-10'], '2026-12-10')).toMatchObject({ days: 1, freezesLeft: 2 });
  });
});

describe('what does not count against anyone', () => {
  const asked = new Set(['2026-11-20', '2026-11-23', '2026-11-24']);

  test('days without a question, once the server has had one', () => {
    const about = { firstAsked: '2026-11-20', asked };
    expect(streak(['2026-11-20', '2026-11-23'], '2026-11-24', about)).toMatchObject({ days: 2, freezesLeft: 2, saved: [] });
    expect(streak(['2026-11-20', '2026-11-23'], '2026-11-24')).toMatchObject({ days: 2, freezesLeft: 0 });
  });

  test('before the first question of the server every day counts', () => {
    const practised = ['2026-11-14', '2026-11-15', '2026-11-20'];
    expect(streak(practised, '2026-11-20', { firstAsked: '2026-11-20', asked })).toMatchObject({ days: 1 });
  });

  test('practising on a day without a question adds one all the same', () => {
    const practised = ['2026-11-20', '2026-11-21', '2026-11-23'];
    expect(streak(practised, '2026-11-23', { firstAsked: '2026-11-20', asked })).toMatchObject({ days: 3 });
  });

  test('days on which the bot was away, and it is said which', () => {
    const away = new Set(['2026-11-21', '2026-11-22', '2026-11-23']);
    expect(streak(['2026-11-20', '2026-11-24'], '2026-11-24', { away })).toMatchObject({
      days: 2,
      freezesLeft: 2,
      saved: [...away].map((date) => ({ date, by: 'outage' })),
    });
  });

  test('what saved it is told for a week', () => {
    expect(streak(['2026-11-10', ...dates('2026-11-12', '2026-11-18')], '2026-11-18').saved).toEqual([
      { date: '2026-11-11', by: 'freeze' },
    ]);
    expect(streak(['2026-11-10', ...dates('2026-11-12', '2026-11-19')], '2026-11-19').saved).toEqual([]);
  });
});

describe('an absence of the bot', () => {
  const away = (zone: string, ...outages: readonly (readonly [string, string])[]): readonly string[] => [
    ...awayDates(
      outages.map(([from, to]) => ({ fromMs: at(from), toMs: at(to) })),
      zone,
    ),
  ];

  test('an hour of a local day, in all, is enough', () => {
    expect(away('UTC', ['2026-11-23T10:00Z', '2026-11-23T10:59Z'])).toEqual([]);
    expect(away('UTC', ['2026-11-23T10:00Z', '2026-11-23T10:30Z'], ['2026-11-23T20:00Z', '2026-11-23T20:30Z'])).toEqual(['2026-11-23']);
  });

  test("belongs to the days of the member's own zone", () => {
    const night = ['2026-11-23T22:30Z', '2026-11-24T00:30Z'] as const;
    expect(away('UTC', night)).toEqual(['2026-11-23']);
    expect(away('Asia/Tokyo', night)).toEqual(['2026-11-24']);
    expect(away('Asia/Kolkata', ['2026-11-20T00:00Z', '2026-11-23T00:00Z'])).toEqual(dates('2026-11-20', '2026-11-23'));
  });
});

describe('whoever practises once in each waking day', () => {
  const ZONES = ['Pacific/Auckland', 'Pacific/Honolulu', 'Pacific/Kiritimati', 'Europe/Madrid', 'America/Chicago'];
  const travels = fc.array(fc.record({ waitMs: fc.integer({ min: 20 * HOUR_MS, max: 26 * HOUR_MS }), zone: fc.constantFrom(...ZONES) }), {
    minLength: 1,
    maxLength: 120,
  });

  test('never loses the streak, wherever they fly between two practices', () => {
    fc.assert(
      fc.property(travels, fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2027-01-01T00:00Z') }), (steps, startMs) => {
        const rows = new Map<string, PractisedDay>();
        let nowMs = startMs;
        for (const { waitMs, zone } of steps) {
          const today = localDate(nowMs, zone);
          const row = rows.get(today);
          rows.set(today, { date: today, firstAtMs: row?.firstAtMs ?? nowMs, lastAtMs: nowMs });
          const practised = [...rows.values()];
          const about = { practised, nowMs, since: null, firstAsked: null, asked: new Set<string>(), away: new Set<string>() };
          expect(countDays({ ...about, today }).streak.days).toBe(rows.size);
          nowMs += waitMs;
          // Nor does it look lost just before the next practice, wherever that is.
          expect(countDays({ ...about, nowMs, today: localDate(nowMs, zone) }).streak).toMatchObject({ days: rows.size, freezesLeft: 2 });
        }
      }),
      { numRuns: 150 },
    );
  });

  test('but a day left out at home is left out', () => {
    const row = (text: string): PractisedDay => ({ date: text.slice(0, 10), firstAtMs: at(text), lastAtMs: at(text) });
    const practised = [row('2026-11-20T12:00Z'), row('2026-11-22T08:00Z')];
    expect(streak([], '2026-11-22', { practised }).saved).toEqual([{ date: '2026-11-21', by: 'freeze' }]);
  });
});

test('counting on from any day gives what counting from the first day gives', () => {
  const START = '2026-01-20';
  const year = dates(START, addDays(START, 150));
  const subset = fc.subarray(year);
  fc.assert(
    fc.property(subset, subset, fc.subarray(year, { maxLength: 20 }), fc.nat({ max: 150 }), (practised, asked, away, from) => {
      const today = addDays(START, 151);
      const about = { firstAsked: addDays(START, 30), asked: new Set(asked), away: new Set(away) };
      const calendar = { nowMs: at(`${today}T12:00Z`), today, practised: days(...practised), since: null, ...about };
      const whole = countDays(calendar);
      const since = whole.standings.find((standing) => standing.date >= addDays(START, from)) ?? null;
      const rest = countDays({ ...calendar, since, practised: days(...practised.filter((date) => since === null || date >= since.date)) });
      expect(rest.streak).toMatchObject({ days: whole.streak.days, today: whole.streak.today, freezesLeft: whole.streak.freezesLeft });
      expect(Math.max(rest.streak.longest, ...whole.standings.map((standing) => standing.days), 0)).toBe(whole.streak.longest);
    }),
  );
});
