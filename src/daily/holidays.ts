// Public holidays by country and region, as date-holidays knows them. Its data takes 36 MB and a tenth of a second: loaded once, when a calendar is used.
import type DateHolidays from 'date-holidays';
import { Temporal } from 'temporal-polyfill';
import type { DueRule } from './due.ts';
import { createPlaces } from './holiday-places.ts';
import type { HolidayPlaces } from './holiday-places.ts';
import type { HolidayCalendar, PlanRule } from './plan.ts';

export interface Holiday {
  /** YYYY-MM-DD */
  readonly date: string;
  /** In English where it has an English name; of a date with several, joined. */
  readonly name: string;
}

/**
 * A local date is off when noon lies inside of a public holiday: so a holiday of several days takes them all, one that begins at sunset takes the day
 * after, and one that begins at noon takes none. Substitute days are off, and so is the date that they stand for. A calendar whose country is unknown
 * has no holidays, one whose region is unknown has the country's: a plan goes on when the data loses a place. Set-up asks `places` first.
 */
export interface Holidays {
  readonly places: HolidayPlaces;
  isHoliday(calendar: HolidayCalendar, localDate: string): boolean;
  /** null: not a public holiday. */
  nameOn(calendar: HolidayCalendar, localDate: string): string | null;
  /** Dates that are off, `fromDate` included, within five years. */
  next(calendar: HolidayCalendar, fromDate: string, count: number): readonly Holiday[];
}

/** Holiday's name by date, of one year. */
type Year = ReadonlyMap<string, string>;

let loading: Promise<Holidays> | null = null;

export function loadHolidays(): Promise<Holidays> {
  loading ??= import('date-holidays').then(({ default: Table }) => createHolidays(Table));
  return loading;
}

/** With its holidays, loaded when the rule asks for some. */
export async function dueRuleOf(rule: PlanRule): Promise<DueRule> {
  const { zone, localTime, weekdays, datesOff, pausedUntil, holidays: calendar } = rule;
  if (calendar === null) return { zone, localTime, weekdays, datesOff, pausedUntil, isHoliday: () => false };
  const holidays = await loadHolidays();
  return { zone, localTime, weekdays, datesOff, pausedUntil, isHoliday: (localDate) => holidays.isHoliday(calendar, localDate) };
}

function createHolidays(Table: typeof DateHolidays): Holidays {
  const places = createPlaces(new Table());
  const tables = new Map<string, DateHolidays | null>();
  const years = new Map<string, Year>();

  function tableOf(calendar: HolidayCalendar): DateHolidays | null {
    const known = places.calendar(calendar) ?? places.calendar({ ...calendar, region: null });
    // The library reads the dots as country, state and region.
    return known === null ? null : new Table(known.region === null ? known.country : `${known.country}.${known.region}`);
  }

  function yearOf(calendar: HolidayCalendar, year: number): Year {
    const key = `${calendar.country} ${calendar.region ?? ''}`;
    const cached = years.get(`${key} ${year}`);
    if (cached !== undefined) return cached;
    let table = tables.get(key);
    if (table === undefined) tables.set(key, (table = tableOf(calendar)));
    const found = table === null ? new Map<string, string>() : holidaysOf(table, year);
    years.set(`${key} ${year}`, found);
    return found;
  }

  const nameOn = (calendar: HolidayCalendar, localDate: string): string | null =>
    yearOf(calendar, Number(localDate.slice(0, 4))).get(localDate) ?? null;

  return {
    places,
    isHoliday: (calendar, localDate) => nameOn(calendar, localDate) !== null,
    nameOn,
    next(calendar, fromDate, count) {
      const found: Holiday[] = [];
      const first = Number(fromDate.slice(0, 4));
      // Year by year: one takes up to a tenth of a second to compute where dates go by the moon.
      for (let year = first; year <= first + 5 && found.length < count; year += 1) {
        for (const [date, name] of yearOf(calendar, year)) if (date >= fromDate) found.push({ date, name });
      }
      return found.slice(0, count);
    },
  };
}

/** The year before is asked too: a holiday of several days may begin in it (Incwala in Eswatini). */
function holidaysOf(table: DateHolidays, year: number): Year {
  const dates = new Map<string, Set<string>>();
  for (const holiday of [...table.getHolidays(year - 1, 'en'), ...table.getHolidays(year, 'en')]) {
    if (holiday.type !== 'public') continue;
    for (const date of datesOff(holiday.date, holiday.end.getTime() - holiday.start.getTime())) {
      if (Number(date.slice(0, 4)) === year) dates.set(date, (dates.get(date) ?? new Set()).add(holiday.name));
    }
  }
  return new Map([...dates].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, names]) => [date, [...names].join(', ')]));
}

/** `begins` is local: `2026-03-20 00:00:00`, and with ` -0600` behind it the hours before that at which it begins, at sunset. */
function datesOff(begins: string, lastsMs: number): readonly string[] {
  const [, day = '', time = '', hoursBefore = '0'] = /^(\S+) (\S+)(?: -(\d\d)00)?$/.exec(begins) ?? [];
  const start = Temporal.PlainDateTime.from(`${day}T${time}`).subtract({ hours: Number(hoursBefore) });
  const end = start.add({ milliseconds: lastsMs });
  const dates: string[] = [];
  for (let date = start.toPlainDate(); Temporal.PlainDateTime.compare(noonOf(date), end) < 0; date = date.add({ days: 1 })) {
    if (Temporal.PlainDateTime.compare(noonOf(date), start) > 0) dates.push(date.toString());
  }
  return dates;
}

const noonOf = (date: Temporal.PlainDate): Temporal.PlainDateTime => date.toPlainDateTime({ hour: 12 });
