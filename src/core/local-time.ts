// Calendar days and wall clocks of a zone. Dates are YYYY-MM-DD, times HH:MM, zones IANA names, instants epoch ms.
import { Temporal } from 'temporal-polyfill';

const DAY_MS = 86_400_000;

/** The calendar day of an instant in a zone. */
export function localDate(atMs: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** By the calendar alone: a date that some zone once left out is a day here too. */
export const addDays = (date: string, days: number): string => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

/** 1 is Monday, 7 Sunday. */
export const weekdayOf = (date: string): number => new Date(date).getUTCDay() || 7;

/** The first instant of a date: not midnight where the clock leaps over it. */
export function startOfDay(date: string, zone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

/** A gap in the local clock shifts the instant forward by the gap's length, an overlap takes the earlier of the two (RFC 5545 §3.3.5). */
export function instantOf(date: string, time: string, zone: string): number {
  return Temporal.PlainDate.from(date)
    .toPlainDateTime(Temporal.PlainTime.from(time))
    .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}
