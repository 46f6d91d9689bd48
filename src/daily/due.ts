// Which local dates a plan runs on, and at which instants. Pure: rule and time are passed in.
import { Temporal } from 'temporal-polyfill';

export interface DueRule {
  /** IANA */
  readonly zone: string;
  /** HH:MM */
  readonly localTime: string;
  /** ISO weekdays, 1 is Monday. */
  readonly weekdays: readonly number[];
}

export interface Due {
  readonly atMs: number;
  readonly localDate: string;
}

/** A gap in the local clock shifts the instant forward by the gap's length, an overlap takes the earlier of the two: one run a local date. */
export function dueOn(rule: DueRule, localDate: string): Due {
  const instant = Temporal.PlainDate.from(localDate)
    .toPlainDateTime(Temporal.PlainTime.from(rule.localTime))
    .toZonedDateTime(rule.zone, { disambiguation: 'compatible' });
  return { atMs: instant.epochMilliseconds, localDate };
}

/** The first run strictly after a local date. null: the rule has no weekday. */
export function dueAfterDate(rule: DueRule, localDate: string): Due | null {
  if (rule.weekdays.length === 0) return null;
  let date = Temporal.PlainDate.from(localDate);
  do date = date.add({ days: 1 });
  while (!rule.weekdays.includes(date.dayOfWeek));
  return dueOn(rule, date.toString());
}

/** The last run at or before an instant, looking back a week. null: none. */
export function lastDue(rule: DueRule, atMs: number): Due | null {
  let date = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(rule.zone).toPlainDate();
  for (let back = 0; back < 8; back += 1, date = date.subtract({ days: 1 })) {
    const due = dueOn(rule, date.toString());
    if (rule.weekdays.includes(date.dayOfWeek) && due.atMs <= atMs) return due;
  }
  return null;
}
