// Days in a row, by a person's own calendar. Pure: what was practised, asked and away is passed in.
//
// Every date from the first practised one on has one fate. Practised days count; days without a question, days on which this
// program was away, and two missed days a month neither count nor break; the next missed day breaks. What stood at the end of a
// practised day is kept with it, so that a walk begins a week back and not with the first day: its cost does not grow with the years.
import { addDays, localDate, startOfDay } from '../core/local-time.ts';

export const FREEZES_A_MONTH = 2;
/** So much of a local day, in all, makes it one on which nobody could be expected to practise. */
const AWAY_MS = 3_600_000;
/**
 * Two practices no further apart than this leave no day out between them, whatever the calendar says: who flies over the date
 * line loses a date without losing a day. A day, and the hours by which people come earlier or later than the day before.
 */
const NO_PAUSE_MS = 30 * 3_600_000;
/** How far back is told what kept it. Also how far back a walk begins: days that are put in late are still counted. */
const LATELY_DAYS = 7;
/** From Kiritimati to Niue it is 25 hours. */
const MOST_AHEAD_DAYS = 2;
/** A streak that nobody has touched for so long is over. */
export const REACH_DAYS = 400;

type Fate = 'practised' | 'open' | 'between' | 'rest' | 'outage' | 'freeze' | 'missed';

export interface PractisedDay {
  readonly date: string;
  /** null: it was kept before instants were. */
  readonly firstAtMs: number | null;
  readonly lastAtMs: number | null;
}

/** A streak as it stood at the end of a practised day. */
export interface Standing {
  readonly date: string;
  readonly days: number;
  /** Freezes used in the month of `date`. */
  readonly frozen: number;
}

export interface Calendar {
  readonly nowMs: number;
  readonly today: string;
  /** In any order, from `since` on where it is given. */
  readonly practised: readonly PractisedDay[];
  /** Where counting begins; null: with the first practised day. */
  readonly since: Standing | null;
  /** The first date on which the server had a question; null: never, and then every day counts. */
  readonly firstAsked: string | null;
  readonly asked: ReadonlySet<string>;
  /** Dates on which the program was away for long. */
  readonly away: ReadonlySet<string>;
}

export interface Streak {
  /** Up to today, or up to yesterday while today is still open. */
  readonly days: number;
  /** The longest of the days that were walked. */
  readonly longest: number;
  readonly today: boolean;
  /** In the month of today. */
  readonly freezesLeft: number;
  /** What would have ended it in the last week, oldest first. */
  readonly saved: readonly { readonly date: string; readonly by: 'freeze' | 'outage' }[];
}

/** Begin a walk with the newest practised day up to this date. */
export const walkFrom = (today: string): string => addDays(today, -LATELY_DAYS - 1);

export interface Count {
  readonly streak: Streak;
  /** At the end of each practised day that was walked. */
  readonly standings: readonly Standing[];
}

export function countDays(calendar: Calendar): Count {
  const { today, since } = calendar;
  const practised = new Set(calendar.practised.map((day) => day.date));
  // Who flew west has practised on a date that is still to come; a clock that was set back has left dates that do not count yet.
  const newest = [...practised, today].filter((date) => date <= addDays(today, MOST_AHEAD_DAYS)).reduce((a, b) => (a > b ? a : b));
  const first = since === null ? [...practised].reduce((a, b) => (a < b ? a : b), today) : addDays(since.date, 1);
  const isBetween = unpaused(calendar);
  const frozen = new Map(since === null ? [] : [[monthOf(since.date), since.frozen]]);
  let days = since?.days ?? 0;
  let longest = days;
  let saved: Streak['saved'] = [];
  const standings: Standing[] = [];
  for (let date = first; date <= newest; date = addDays(date, 1)) {
    const used = frozen.get(monthOf(date)) ?? 0;
    const fate = fateOf(date, calendar, practised, isBetween, days > 0 && used < FREEZES_A_MONTH);
    if (fate === 'practised') {
      days += 1;
      longest = Math.max(longest, days);
      standings.push({ date, days, frozen: used });
    }
    if (fate === 'freeze') frozen.set(monthOf(date), used + 1);
    if (fate === 'freeze' || (fate === 'outage' && days > 0)) saved = [...saved, { date, by: fate }];
    if (fate === 'missed') [days, saved] = [0, []];
  }
  const lately = addDays(today, -LATELY_DAYS);
  const freezesLeft = FREEZES_A_MONTH - (frozen.get(monthOf(today)) ?? 0);
  return {
    streak: { days, longest, today: practised.has(today), freezesLeft, saved: saved.filter(({ date }) => date >= lately) },
    standings,
  };
}

/** A freeze is spent only where there is something to keep. */
function fateOf(
  date: string,
  { today, firstAsked, asked, away }: Calendar,
  practised: ReadonlySet<string>,
  isBetween: (date: string) => boolean,
  canFreeze: boolean,
): Fate {
  if (practised.has(date)) return 'practised';
  if (date >= today) return 'open';
  if (isBetween(date)) return 'between';
  if (away.has(date)) return 'outage'; // before rest: that there was no question may well be its doing
  if (firstAsked !== null && date > firstAsked && !asked.has(date)) return 'rest';
  return canFreeze ? 'freeze' : 'missed';
}

const monthOf = (date: string): string => date.slice(0, 7);

/** Whether a date lies within a stretch of practices, or of practices up to now, that had no long pause in it. */
function unpaused({ practised, today, nowMs }: Calendar): (date: string) => boolean {
  const stretches: { from: string; to: string; endMs: number }[] = [];
  const timed = practised.flatMap(({ date, firstAtMs, lastAtMs }) =>
    firstAtMs === null || lastAtMs === null ? [] : [{ date, firstAtMs, lastAtMs }],
  );
  for (const { date, firstAtMs, lastAtMs } of timed.toSorted((a, b) => a.firstAtMs - b.firstAtMs)) {
    const last = stretches.at(-1);
    if (last === undefined || firstAtMs - last.endMs > NO_PAUSE_MS) {
      stretches.push({ from: date, to: date, endMs: lastAtMs });
      continue;
    }
    last.endMs = Math.max(last.endMs, lastAtMs);
    if (date < last.from) last.from = date;
    if (date > last.to) last.to = date;
  }
  const last = stretches.at(-1);
  if (last !== undefined && nowMs - last.endMs <= NO_PAUSE_MS && today > last.to) last.to = today;
  return (date) => stretches.some(({ from, to }) => from < date && date < to);
}

/** The dates of a zone of which so much fell into outages that they are not held against anyone. */
export function awayDates(outages: readonly { readonly fromMs: number; readonly toMs: number }[], zone: string): ReadonlySet<string> {
  const awayMs = new Map<string, number>();
  for (const { fromMs, toMs } of outages) {
    const last = localDate(toMs, zone);
    for (let date = localDate(fromMs, zone); date <= last; date = addDays(date, 1)) {
      const ms = Math.min(toMs, startOfDay(addDays(date, 1), zone)) - Math.max(fromMs, startOfDay(date, zone));
      awayMs.set(date, (awayMs.get(date) ?? 0) + ms);
    }
  }
  return new Set([...awayMs].filter(([, ms]) => ms >= AWAY_MS).map(([date]) => date));
}
