// The clock on the wall and the calendar beside it, in a plan's own zone.
import { Temporal } from 'temporal-polyfill';

/** HH:MM */
export function wallTime(atMs: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** YYYY-MM-DD, `days` on from a local date. */
export const dateAfter = (localDate: string, days: number): string => Temporal.PlainDate.from(localDate).add({ days }).toString();

/** ISO: 1 is Monday. */
export const weekdayOf = (localDate: string): number => Temporal.PlainDate.from(localDate).dayOfWeek;
