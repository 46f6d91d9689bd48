// The two small forms of set-up: time and zone; holidays and days off.
import { content } from '../core/content.ts';
import type { FieldErrors, Form, FormField, Values } from '../core/content.ts';
import type { Say } from '../core/locale.ts';
import { loadHolidays } from '../daily/holidays.ts';
import type { HolidayCalendar, PlanRule } from '../daily/plan.ts';
import { searchZones } from '../members/zones.ts';
import { saveDaysOffAction, saveTimeAction } from './actions.ts';
import type { Draft } from './draft.ts';
import { listed, nameFullDate } from './rule-words.ts';
import type { Reader } from './rule-words.ts';
import { parseDate, parseDates, parseTime } from './typed.ts';

const DATES_CHARACTERS = 2_000;
const MOST_DATES = 150;
/** A select holds no more. */
const MOST_ZONES = 25;

function line(name: string, label: string, hint: string, value: string, required: boolean): FormField {
  return { name, label, hint, kind: 'line', options: [], value: value.slice(0, 80), required, maxLength: 80 };
}

export function timeForm(draft: Draft, say: Say): Form {
  const { rule } = draft.state;
  return {
    action: saveTimeAction.id({ draft: draft.id }),
    title: say('setup.openTime'),
    introduction: content({ kind: 'text', text: say('setup.timeIntroduction') }),
    fields: [
      line('time', say('setup.timeLabel'), say('setup.timeHint'), rule.localTime, true),
      line('zone', say('setup.zoneLabel'), say('setup.zoneHint'), rule.zone, true),
    ],
    submit: say('setup.take'),
  };
}

export interface ReadTime {
  readonly time: string | null;
  /** One: it is taken. Several: to be picked from. */
  readonly zones: readonly string[];
  /** How many there were, before they were cut to what a select holds. */
  readonly found: number;
}

/** What stands in the field already is taken as it is, also where the runtime spells it otherwise. */
export function readTime(fields: Values, draft: Pick<Draft, 'state'>, locale: string): ReadTime {
  const typed = fields['zone'] ?? '';
  const current = draft.state.rule.zone;
  const zones = typed.trim() === current ? [current] : searchZones(typed, locale).zones;
  return { time: parseTime(fields['time'] ?? ''), zones: zones.slice(0, MOST_ZONES), found: zones.length };
}

export function timeFaults(fields: Values, draft: Pick<Draft, 'state'>, { say, locale }: Reader): FieldErrors | null {
  const { time, zones } = readTime(fields, draft, locale);
  const errors: Record<string, string> = {};
  if (time === null) errors['time'] = say('setup.badTime');
  if (zones.length === 0) {
    const { near } = searchZones(fields['zone'] ?? '', locale);
    errors['zone'] = near.length === 0 ? say('setup.badZone') : say('setup.badZoneNear', { near: near.join(', ') });
  }
  return Object.keys(errors).length === 0 ? null : errors;
}

export async function daysOffForm(draft: Draft, say: Say): Promise<Form> {
  const { holidays, datesOff, pausedUntil } = draft.state.rule;
  const named = await placesOf(holidays);
  return {
    action: saveDaysOffAction.id({ draft: draft.id }),
    title: say('setup.openDaysOff'),
    introduction: content({ kind: 'text', text: say('setup.daysOffIntroduction') }),
    fields: [
      line('country', say('setup.countryLabel'), say('setup.countryHint'), named.country, false),
      line('region', say('setup.regionLabel'), say('setup.regionHint'), named.region, false),
      {
        name: 'dates',
        label: say('setup.datesLabel'),
        hint: say('setup.datesHint'),
        kind: 'paragraph',
        options: [],
        value: datesOff.join('\n').slice(0, DATES_CHARACTERS),
        required: false,
        maxLength: DATES_CHARACTERS,
      },
      line('paused', say('setup.pausedLabel'), say('setup.pausedHint'), pausedUntil ?? '', false),
    ],
    submit: say('setup.take'),
  };
}

async function placesOf(calendar: HolidayCalendar | null): Promise<{ readonly country: string; readonly region: string }> {
  if (calendar === null) return { country: '', region: '' };
  const { places } = await loadHolidays();
  return {
    country: places.country(calendar.country)?.name ?? calendar.country,
    region: calendar.region === null ? '' : (places.region(calendar.country, calendar.region)?.name ?? calendar.region),
  };
}

export interface ReadDaysOff {
  readonly rule: Pick<PlanRule, 'holidays' | 'datesOff' | 'pausedUntil'>;
  /** Dates that have passed: left out. */
  readonly past: readonly string[];
  /** A pause until today is over: left out. */
  readonly pausedToday: boolean;
  readonly faults: Readonly<Record<string, string>>;
}

/** `today` by the plan's own zone. Faults by the field, in the reader's words; the rule holds where there are none. */
export async function readDaysOff(fields: Values, today: string, reader: Reader): Promise<ReadDaysOff> {
  const { say } = reader;
  const faults: Record<string, string> = {};
  const holidays = await readCalendar(fields, faults, reader);
  const typed = parseDates(fields['dates'] ?? '', today);
  if (typed.unread.length > 0) faults['dates'] = say('setup.badDates', { dates: named(typed.unread, reader) });
  else if (typed.dates.length > MOST_DATES) faults['dates'] = say('setup.tooManyDates', { most: MOST_DATES });
  const paused = parseDate(fields['paused'] ?? '');
  if (paused.unread) faults['paused'] = say('profile.badDate');
  return {
    rule: { holidays, datesOff: [...typed.dates], pausedUntil: paused.date !== null && paused.date > today ? paused.date : null },
    past: [...typed.past, ...(paused.date !== null && paused.date < today ? [paused.date] : [])],
    pausedToday: paused.date === today,
    faults,
  };
}

/** The first of them, cut: what was typed may be anything. */
const named = (typed: readonly string[], reader: Reader): string =>
  listed(
    typed.slice(0, 3).map((text) => `“${text.slice(0, 24)}”`),
    reader,
  );

async function readCalendar(fields: Values, faults: Record<string, string>, reader: Reader): Promise<HolidayCalendar | null> {
  const { say } = reader;
  const country = (fields['country'] ?? '').trim();
  const region = (fields['region'] ?? '').trim();
  if (country === '') {
    if (region !== '') faults['country'] = say('setup.countryFirst');
    return null;
  }
  const { places } = await loadHolidays();
  const found = exactly(country, places.findCountries(country, MOST_FITTING)) ?? places.country(country);
  if (found === null) {
    faults['country'] = ask(places.findCountries(country, MOST_FITTING), 'country', reader);
    return null;
  }
  if (region === '') return { country: found.code, region: places.partCalled(country)?.region ?? null };
  const part = exactly(region, places.findRegions(found.code, region, MOST_FITTING)) ?? places.region(found.code, region);
  if (part !== null) return { country: found.code, region: part.code };
  const near = places.findRegions(found.code, region, MOST_FITTING);
  const all = near.length > 0 ? near : places.findRegions(found.code, '', MOST_FITTING);
  faults['region'] = all.length === 0 ? say('setup.noRegions', { country: found.name }) : ask(all, 'region', reader);
  return null;
}

/** More than there are of either. */
const MOST_FITTING = 1_000;
const MOST_NAMED = 8;

interface Place {
  readonly code: string;
  readonly name: string;
}

/** The only one, or the one of several that is called just so. */
function exactly(typed: string, found: readonly Place[]): Place | null {
  const [first] = found;
  if (first === undefined) return null;
  const same = found.filter((place) => place.name.localeCompare(typed, 'en', { sensitivity: 'base' }) === 0);
  return found.length === 1 ? first : (same[0] ?? null);
}

function ask(near: readonly Place[], what: 'country' | 'region', reader: Reader): string {
  if (near.length === 0) return reader.say('setup.badCountry');
  const names = near.slice(0, MOST_NAMED).map((place) => place.name);
  const about = { names: names.join(', '), more: near.length - names.length };
  return reader.say(what === 'country' ? 'setup.whichCountry' : 'setup.whichRegion', about);
}

export const sayPast = (past: readonly string[], reader: Reader): string =>
  reader.say('setup.pastDropped', {
    dates: listed(
      past.slice(0, 3).map((date) => nameFullDate(date, reader)),
      reader,
    ),
    more: Math.max(0, past.length - 3),
  });
