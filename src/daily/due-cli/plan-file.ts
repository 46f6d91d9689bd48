// A plan from a file: the JSON of a PlanRule, of which due times need only zone, localTime and weekdays.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isZone } from '../../members/profile.ts';
import { nearZones } from '../../members/zones.ts';
import type { DueRule } from '../due.ts';
import { loadHolidays } from '../holidays.ts';
import type { HolidayPlaces } from '../holiday-places.ts';
import { planRuleSchema } from '../plan.ts';
import type { HolidayCalendar } from '../plan.ts';
import { InputError } from './arguments.ts';

export interface PlanFile {
  readonly rule: DueRule;
  /** The holiday's name on a date; null: it is none, or the plan keeps none. */
  readonly holidayOn: (localDate: string) => string | null;
  /** Fields that no plan has, perhaps misspelt. */
  readonly ignored: readonly string[];
}

/** A sentence for a value that does not fit: what it is, and how to mend it. */
const fault = (what: string, wrong: string, mend: string) => ({
  error: ({ input }: { readonly input?: unknown }): string =>
    input === undefined ? `${what} is missing: ${mend}.` : `${what} ${shown(input)} ${wrong}: ${mend}.`,
});
const shown = (given: unknown): string => JSON.stringify(given).slice(0, 60);

const EXAMPLE = '{"zone": "Europe/Madrid", "localTime": "09:00", "weekdays": [1, 2, 3, 4, 5]}';
const plan = fault('The plan', 'is not an object', `write ${EXAMPLE}`);
const zone = fault('zone', 'is not a name', 'write one of the zone database, as in "Europe/Madrid"');
const localTime = fault('localTime', 'is not a time of day', 'write "HH:MM" from "00:00" to "23:59"');
const weekdays = fault('weekdays', 'is not a list', 'write numbers from 1, Monday, to 7, Sunday, as in [1, 2, 3, 4, 5]');
const weekday = fault('weekday', 'does not exist', 'they go from 1, Monday, to 7, Sunday');
const datesOff = fault('datesOff', 'is not a list', 'write dates, as in ["2026-01-31"]');
const dateOff = fault('datesOff', 'is not a date', 'write it as "2026-01-31"');
const pausedUntil = fault('pausedUntil', 'is not a date', 'write it as "2026-01-31", or null');
const calendar = fault('holidays', 'is not a calendar', 'write {"country": "ES"}, {"country": "ES", "region": "MD"} or null');

const fileSchema = z.object(
  {
    zone: z.string(zone),
    localTime: z.string(localTime).regex(/^([01]\d|2[0-3]):[0-5]\d$/, localTime),
    weekdays: z.array(z.literal([1, 2, 3, 4, 5, 6, 7], weekday), weekdays),
    datesOff: z.array(z.iso.date(dateOff), datesOff).default([]),
    pausedUntil: z.iso.date(pausedUntil).nullable().default(null),
    holidays: z
      .object({ country: z.string(calendar), region: z.string(calendar).nullable().default(null) }, calendar)
      .nullable()
      .default(null),
  },
  plan,
);

/** @throws InputError */
export async function readPlanFile(path: string): Promise<PlanFile> {
  const given = readJson(path);
  const read = fileSchema.safeParse(given);
  if (!read.success) throw new InputError([...new Set(read.error.issues.map(({ message }) => `${path}: ${message}`))].join('\n'));
  const { holidays, ...rest } = read.data;
  if (!isZone(rest.zone)) throw new InputError(`${path}: ${noSuchZone(rest.zone)}`);
  const holidayOn = holidays === null ? () => null : await holidaysOf(path, holidays);
  const ignored = Object.keys(z.record(z.string(), z.unknown()).parse(given)).filter((key) => !(key in planRuleSchema.shape));
  return { rule: { ...rest, isHoliday: (localDate) => holidayOn(localDate) !== null }, holidayOn, ignored };
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new InputError(`--plan: the file ${path} cannot be read${why}. Check its path and who may read it.`, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${path} is not JSON: ${String(error).replaceAll(/\s+/g, ' ')}.`, { cause: error });
  }
}

function noSuchZone(given: string): string {
  const near = nearZones(given, 3);
  return `zone ${shown(given)} is not in the zone database${near.length > 0 ? `: perhaps ${near.join(', ')}` : ': write a name such as "Europe/Madrid"'}.`;
}

async function holidaysOf(path: string, given: HolidayCalendar): Promise<(localDate: string) => string | null> {
  const holidays = await loadHolidays();
  const known = holidays.places.calendar(given);
  if (known === null) throw new InputError(`${path}: ${noSuchPlace(holidays.places, given)}`);
  return (localDate) => holidays.nameOn(known, localDate);
}

function noSuchPlace(places: HolidayPlaces, given: HolidayCalendar): string {
  const country = places.country(given.country);
  if (country === null)
    return `holidays: there is no calendar for the country ${shown(given.country)}: write its code of two letters, as in "ES".`;
  const regions = places.findRegions(country.code, '', 100).map(({ code }) => code);
  const mend =
    regions.length > 0
      ? `it has ${regions.join(', ')}; leave the region out for what the whole country keeps`
      : 'it has one calendar for all its parts, so leave the region out';
  return `holidays: ${country.name} has no region ${shown(given.region)}: ${mend}.`;
}
