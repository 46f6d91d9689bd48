// Days on which a person practised, by their own calendar.
import { Temporal } from 'temporal-polyfill';

export interface Streak {
  /** Days in a row up to today, or up to yesterday while today is still open. */
  readonly days: number;
  readonly longest: number;
  readonly today: boolean;
}

/** The calendar day of an instant in a zone, YYYY-MM-DD. */
export function localDate(atMs: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** `practised` holds local dates in any order; a date given twice counts once. */
export function streakOf(practised: readonly string[], today: string): Streak {
  const dates = [...new Set(practised)].sort();
  let longest = 0;
  let run = 0;
  let previous: string | null = null;
  const runEndingAt = new Map<string, number>();
  for (const date of dates) {
    run = previous !== null && dayAfter(previous) === date ? run + 1 : 1;
    runEndingAt.set(date, run);
    longest = Math.max(longest, run);
    previous = date;
  }
  const yesterday = Temporal.PlainDate.from(today).subtract({ days: 1 }).toString();
  return { days: runEndingAt.get(today) ?? runEndingAt.get(yesterday) ?? 0, longest, today: runEndingAt.has(today) };
}

const dayAfter = (date: string): string => Temporal.PlainDate.from(date).add({ days: 1 }).toString();
