// Which local dates a plan runs on, and at which instants. Pure: rule and time are passed in. docs/due.md tells the rule in prose.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import holidayData from 'date-holidays/package.json' with { type: 'json' };
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

export interface DueRule {
  /** IANA */
  readonly zone: string;
  /** HH:MM */
  readonly localTime: string;
  /** ISO weekdays, 1 is Monday. */
  readonly weekdays: readonly number[];
  /** YYYY-MM-DD */
  readonly datesOff: readonly string[];
  /** The first local date that runs again. */
  readonly pausedUntil: string | null;
  readonly isHoliday: (localDate: string) => boolean;
}

/** A run belongs to its local date, even where a gap at midnight has carried its instant past the end of it. */
export interface Due {
  readonly atMs: number;
  readonly localDate: string;
}

/** Searching ends here: a rule without a run in so many days has none. */
const REACH_DAYS = 1_000;

/**
 * A gap in the local clock shifts the instant forward by the gap's length, an overlap takes the earlier of the two: RFC 5545 §3.3.5 and Temporal's
 * `compatible`. Throws RangeError on a date that the zone left out (Apia had no 30 December 2011): ask `runsOn` first.
 */
export function dueOn(rule: Pick<DueRule, 'zone' | 'localTime'>, localDate: string): Due {
  const due = dueOnDate(rule, Temporal.PlainDate.from(localDate));
  if (due === null) throw new RangeError(`${rule.zone} has no ${localDate}`);
  return due;
}

export function runsOn(rule: DueRule, localDate: string): boolean {
  const date = Temporal.PlainDate.from(localDate);
  return isOn(rule, date) && dueOnDate(rule, date) !== null;
}

/** The first run strictly after a local date. null: none within about a thousand days, counted from the end of the pause. */
export function dueAfterDate(rule: DueRule, localDate: string): Due | null {
  let date = Temporal.PlainDate.from(localDate).add({ days: 1 });
  if (rule.pausedUntil !== null && rule.pausedUntil > date.toString()) date = Temporal.PlainDate.from(rule.pausedUntil);
  return search(rule, date, 1, () => true);
}

/** The last run at or before an instant. null: none within about a thousand days. */
export function lastDue(rule: DueRule, atMs: number): Due | null {
  // Where the clock was set back over midnight, tomorrow's run may have been before now.
  const tomorrow = localDateAt(rule.zone, atMs).add({ days: 1 });
  if (rule.pausedUntil !== null && tomorrow.toString() < rule.pausedUntil) return null;
  return search(rule, tomorrow, -1, (due) => due.atMs <= atMs);
}

/** Runs from one instant to another, both included, the earliest first, `most` at most. */
export function runsBetween(rule: DueRule, fromMs: number, toMs: number, most: number): readonly Due[] {
  const runs: Due[] = [];
  // A gap at midnight may have carried yesterday's run into today, and a zone may have left a day out.
  let due = dueAfterDate(rule, localDateAt(rule.zone, fromMs).subtract({ days: 3 }).toString());
  while (due !== null && due.atMs <= toMs && runs.length < most) {
    if (due.atMs >= fromMs) runs.push(due);
    due = dueAfterDate(rule, due.localDate);
  }
  return runs;
}

/** When it changes, instants that were derived from rules are derived anew: the zone database, what computes with it, the holidays. */
export const zoneDataVersion = (): string =>
  `tz ${process.versions['tz'] ?? '?'}, icu ${process.versions['icu'] ?? '?'}, temporal ${temporalVersion()}, node ${process.versions.node}, holidays ${holidayData.version}`;

/** Its package.json is not among what the package exports. */
function temporalVersion(): string {
  const beside = join(dirname(createRequire(import.meta.url).resolve('temporal-polyfill')), 'package.json');
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(beside, 'utf8'))).version;
}

function search(rule: DueRule, from: Temporal.PlainDate, step: 1 | -1, fits: (due: Due) => boolean): Due | null {
  if (rule.weekdays.length === 0) return null;
  let date = from;
  for (let days = 0; days < REACH_DAYS; days += 1, date = date.add({ days: step })) {
    const due = isOn(rule, date) ? dueOnDate(rule, date) : null;
    if (due !== null && fits(due)) return due;
  }
  return null;
}

/** As the rule says, whether or not the zone has the date. */
function isOn(rule: DueRule, date: Temporal.PlainDate): boolean {
  if (!rule.weekdays.includes(date.dayOfWeek)) return false;
  const localDate = date.toString();
  return !(rule.pausedUntil !== null && localDate < rule.pausedUntil) && !rule.datesOff.includes(localDate) && !rule.isHoliday(localDate);
}

/** null: the zone left the date out. */
function dueOnDate(rule: Pick<DueRule, 'zone' | 'localTime'>, date: Temporal.PlainDate): Due | null {
  const at = date.toZonedDateTime({ timeZone: rule.zone, plainTime: rule.localTime });
  const exists = at.toPlainDate().equals(date) || date.toZonedDateTime(rule.zone).toPlainDate().equals(date);
  return exists ? { atMs: at.epochMilliseconds, localDate: date.toString() } : null;
}

const localDateAt = (zone: string, atMs: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate();
