import { describe, expect, test } from 'vitest';
import { dueAfterDate } from '../../src/daily/due.ts';
import { dueRuleOf, loadHolidays } from '../../src/daily/holidays.ts';
import type { HolidayCalendar } from '../../src/daily/plan.ts';
import { planRuleSchema } from '../../src/daily/plan.ts';

const holidays = await loadHolidays();
const { places } = holidays;
const of = (country: string, region: string | null = null): HolidayCalendar => ({ country, region });
const off = (calendar: HolidayCalendar, ...dates: readonly string[]): readonly boolean[] =>
  dates.map((date) => holidays.isHoliday(calendar, date));

describe('which dates are off', () => {
  test.each([
    ['a fixed date', of('US'), '2026-12-25', 'Christmas Day'],
    ['one that follows Easter', of('ES'), '2026-04-03', 'Good Friday'],
    ['the day given for a Saturday', of('US'), '2026-07-03', 'Independence Day (substitute day)'],
    ['the Saturday itself', of('US'), '2026-07-04', 'Independence Day'],
    ["a substitute in the year before its holiday's", of('US'), '2021-12-31', "New Year's Day (substitute day)"],
    ['the day after the sunset at which it begins', of('IL'), '2026-09-21', 'Day of Atonement (Yom Kippur)'],
    ['a day that began in the year before', of('SZ'), '2027-01-02', 'Incwala Festival'],
    ['two on one date', of('SZ'), '2027-01-01', "Incwala Festival, New Year's Day"],
    ['a working day', of('US'), '2026-07-06', null],
    ['an observance that closes nothing', of('US'), '2026-02-14', null],
  ])('%s', (_what, calendar, date, name) => {
    expect(holidays.nameOn(calendar, date)).toBe(name);
    expect(holidays.isHoliday(calendar, date)).toBe(name !== null);
  });

  test('a feast of several days takes all of them and no more', () => {
    const days = ['2026-05-26', '2026-05-27', '2026-05-28', '2026-05-29', '2026-05-30'];
    expect(off(of('AE'), ...days)).toEqual([false, true, true, true, false]);
  });

  test('a feast that ends at noon does not take its last afternoon, and a free afternoon takes no day', () => {
    // Türkiye counts three and a half days, China gives half of 8 March.
    expect(off(of('TR'), '2026-03-19', '2026-03-20', '2026-03-22', '2026-03-23')).toEqual([false, true, true, false]);
    expect(off(of('CN'), '2026-03-08')).toEqual([false]);
  });

  test("a region has its own beside the country's", () => {
    expect(off(of('GB'), '2026-12-25', '2026-01-02')).toEqual([true, false]);
    expect(off(of('GB', 'SCT'), '2026-12-25', '2026-01-02')).toEqual([true, true]);
    expect(off(of('DE', 'BY'), '2026-08-08')).toEqual([false]);
    expect(off(of('DE', 'BY.A'), '2026-08-08')).toEqual([true]);
  });

  test('a place that the data lost stops no plan', () => {
    expect(off(of('XX'), '2026-12-25')).toEqual([false]);
    expect(off(of('ES', 'XX'), '2026-12-25')).toEqual([true]);
  });

  test('every calendar can be computed', () => {
    const found = places.findCountries('', 1_000);
    expect(found.length).toBeGreaterThan(200);
    expect(found.filter(({ code }) => holidays.next(of(code), '2026-01-01', 1).length === 0)).toEqual([]);
  });
});

test('the next ones are listed by date, today included, into the next year', () => {
  expect(holidays.next(of('GB'), '2026-12-25', 4)).toEqual([
    { date: '2026-12-25', name: 'Christmas Day' },
    { date: '2026-12-26', name: 'Boxing Day' },
    { date: '2026-12-28', name: 'Boxing Day (substitute day)' },
    { date: '2027-01-01', name: "New Year's Day" },
  ]);
});

describe('finding a place', () => {
  test.each([
    ['Spain', 'ES'],
    ['es', 'ES'],
    ['United Kingdom', 'GB'],
    ['UK', 'GB'],
    ['scotland', 'GB'],
    ['USA', 'US'],
    ['united states of', 'US'],
    ['Cote d', 'CI'],
    ['turkey', 'TR'],
    ['Czechia', 'CZ'],
    ['Italy', 'IT'],
    ['España', 'ES'],
    ['allemagne', 'DE'],
    ['Ελλάδα', 'GR'],
    ['Northern Ireland', 'GB'],
  ])('%s is %s', (typed, code) => {
    expect(places.findCountries(typed, 5)[0]?.code).toBe(code);
  });

  test.each([
    ['DE', 'bavaria', 'BY'],
    ['de', 'Bayern', 'BY'],
    ['DE', 'augsburg', 'BY.A'],
    ['ES', 'madrid', 'MD'],
    ['ES', 'es-md', 'MD'],
    ['ES', 'andalucia', 'AN'],
    ['UK', 'scot', 'SCT'],
    ['US', 'new york', 'NY'],
  ])('in %s, %s is %s', (country, typed, code) => {
    expect(places.findRegions(country, typed, 5)[0]?.code).toBe(code);
  });

  test('what people call a country and the data a region is known as both', () => {
    expect(places.partCalled('SCOTLAND')).toEqual(of('GB', 'SCT'));
    for (const name of ['England', 'Wales', 'Northern Ireland'])
      expect(places.calendar(places.partCalled(name) ?? of('XX'))).not.toBeNull();
    expect(places.partCalled('Bavaria')).toBeNull();
  });

  test('what does not exist is found nowhere', () => {
    expect(places.findCountries('Atlantis', 5)).toEqual([]);
    expect(places.findRegions('ES', 'Atlantis', 5)).toEqual([]);
    expect(places.findRegions('XX', '', 5)).toEqual([]);
    expect([places.country('XX'), places.region('ES', 'XX'), places.calendar(of('XX')), places.calendar(of('ES', 'XX'))]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test('a calendar is spelt as the data spells it', () => {
    expect(places.calendar(of('uk', 'gb-sct'))).toEqual(of('GB', 'SCT'));
    expect(places.calendar(of('de', 'by.a'))).toEqual(of('DE', 'BY.A'));
    expect(places.country('gb')).toEqual({ code: 'GB', name: 'United Kingdom' });
    expect(places.region('de', 'by')).toEqual({ code: 'BY', name: 'Bavaria' });
  });

  test('no more than asked for, and every region by its own code', () => {
    expect(places.findCountries('', 25)).toHaveLength(25);
    for (const { code } of places.findCountries('', 1_000)) {
      for (const region of places.findRegions(code, '', 1_000)) expect(places.region(code, region.code)).toEqual(region);
    }
  });
});

test('a plan with a calendar passes over its holidays', async () => {
  const plan = {
    channel: 'c',
    zone: 'Europe/Madrid',
    localTime: '09:00',
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    jurisdiction: 'ES',
    filters: {},
  };
  const rule = await dueRuleOf(planRuleSchema.parse({ ...plan, holidays: of('ES') }));
  expect(dueAfterDate(rule, '2026-12-24')?.localDate).toBe('2026-12-26');
  expect(dueAfterDate(await dueRuleOf(planRuleSchema.parse(plan)), '2026-12-24')?.localDate).toBe('2026-12-25');
});
