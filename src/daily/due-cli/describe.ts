// A run as a line for people and as one for programs; and why a date has a run or none.
import { Temporal } from 'temporal-polyfill';
import { dueOn, runsOn } from '../due.ts';
import type { Due, DueRule } from '../due.ts';
import type { PlanFile } from './plan-file.ts';

interface Unusual {
  readonly kind: 'gap' | 'overlap';
  /** Of the gap, or between the two times of an overlap. */
  readonly minutes: number;
}

export interface Run {
  /** ISO 8601, UTC */
  readonly at: string;
  readonly localDate: string;
  /** On the wall, to the minute; its date is a later one than `localDate` where a gap ends at midnight. */
  readonly local: string;
  readonly offset: string;
  readonly unusual: Unusual | null;
}

export function runOf(rule: DueRule, due: Due): Run {
  const at = Temporal.Instant.fromEpochMilliseconds(due.atMs).toZonedDateTimeISO(rule.zone);
  const local = at.toPlainDateTime().toString({ smallestUnit: 'minute' });
  return { at: at.toInstant().toString(), localDate: due.localDate, local, offset: at.offset, unusual: unusualOf(rule, due) };
}

function unusualOf(rule: DueRule, due: Due): Unusual | null {
  const wanted = Temporal.PlainDate.from(due.localDate).toPlainDateTime(Temporal.PlainTime.from(rule.localTime));
  const earlier = wanted.toZonedDateTime(rule.zone, { disambiguation: 'earlier' });
  const later = wanted.toZonedDateTime(rule.zone, { disambiguation: 'later' });
  if (earlier.equals(later)) return null;
  const minutes = later.since(earlier).total('minutes');
  return { kind: later.toPlainDateTime().equals(wanted) ? 'overlap' : 'gap', minutes };
}

export function lineOf(rule: DueRule, run: Run): string {
  const [wallDate = '', wallTime = ''] = run.local.split('T');
  const line = `${run.at} ${run.localDate} ${wallTime}${run.offset}`;
  if (run.unusual === null) return line;
  const { kind, minutes } = run.unusual;
  if (kind === 'overlap') return `${line} overlap: ${rule.localTime} comes twice, ${minutes} minutes apart; the first is taken`;
  const carried = wallDate === run.localDate ? '' : `, past midnight into ${wallDate}`;
  return `${line} gap: there is no ${rule.localTime} on this date; ${minutes} minutes later${carried}`;
}

export interface Why {
  readonly localDate: string;
  readonly run: Run | null;
  /** Empty: it has a run. */
  readonly reasons: readonly string[];
}

const WEEKDAYS = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Every reason, not only the first: who mends one wants to know of the next. */
export function whyOn({ rule, holidayOn }: PlanFile, localDate: string): Why {
  if (runsOn(rule, localDate)) return { localDate, run: runOf(rule, dueOn(rule, localDate)), reasons: [] };
  const date = Temporal.PlainDate.from(localDate);
  const holiday = holidayOn(localDate);
  const everyDay: DueRule = { ...rule, weekdays: [date.dayOfWeek], datesOff: [], pausedUntil: null, isHoliday: () => false };
  const reasons = [
    rule.weekdays.includes(date.dayOfWeek) ? null : `it is a ${WEEKDAYS[date.dayOfWeek]}, which is not among the weekdays`,
    holiday === null ? null : `it is a public holiday (${holiday})`,
    rule.datesOff.includes(localDate) ? 'it is one of the dates off' : null,
    rule.pausedUntil !== null && localDate < rule.pausedUntil ? `the plan is paused until ${rule.pausedUntil}` : null,
    runsOn(everyDay, localDate) ? null : `the zone ${rule.zone} left this date out`,
  ].filter((reason) => reason !== null);
  return { localDate, run: null, reasons };
}

export const whyLine = (rule: DueRule, why: Why): string =>
  why.run === null ? `${why.localDate} has no run: ${why.reasons.join('; ')}.` : `${why.localDate} has a run: ${lineOf(rule, why.run)}`;
