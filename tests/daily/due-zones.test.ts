// Due times against the wall clock that Intl shows: no date arithmetic of ours or of Temporal, only minutes tried one after another.
// `npm test` takes zones that have surprised people and the dates around their changes; `npm run test:nightly` every zone, and every date at
// a time that the day of the run chooses.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dueAfterDate } from '../../src/daily/due.ts';
import type { DueRule } from '../../src/daily/due.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FROM = Date.UTC(2000, 0, 1);
const TO = Date.UTC(2040, 11, 31);

const nightly = process.env['MODE'] === 'nightly';
const SURPRISING = [
  'UTC',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Africa/Juba',
  'America/Caracas',
  'America/Havana',
  'America/New_York',
  'America/Nuuk',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Antarctica/Casey',
  'Antarctica/Troll',
  'Asia/Amman',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Asia/Pyongyang',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Europe/Istanbul',
  'Europe/London',
  'Europe/Madrid',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Fakaofo',
  'Pacific/Kiritimati',
];

/** A zone's wall clock, as minutes since the epoch would count if the wall showed UTC; and the date that it shows. */
function wallOf(zone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (ms) => Date.parse(`${format.format(ms).replace(' ', 'T')}:00Z`);
}

const dateOf = (wallMs: number): string => new Date(wallMs).toISOString().slice(0, 10);

interface ZoneClock {
  readonly wall: (ms: number) => number;
  /** The offsets from UTC at noon and midnight UTC, from the day before a date until the noon after it. */
  readonly offsetsAround: (dayMs: number) => readonly number[];
}

function readZone(zone: string): ZoneClock {
  const wall = wallOf(zone);
  const offsets = new Map<number, number>();
  for (let ms = FROM - 2 * DAY_MS; ms <= TO + 2 * DAY_MS; ms += DAY_MS / 2) offsets.set(ms, wall(ms) - ms);
  return {
    wall,
    offsetsAround: (dayMs) => [...new Set([-2, -1, 0, 1, 2, 3].map((halves) => offsets.get(dayMs + (halves * DAY_MS) / 2) ?? Number.NaN))],
  };
}

/** What the wall says of a date's run. null: the zone left the date out. */
function expectedAt({ wall, offsetsAround }: ZoneClock, dayMs: number, minuteOfDay: number): number | null {
  const wanted = dayMs + minuteOfDay * MINUTE_MS;
  const offsets = offsetsAround(dayMs);
  const [earliest, latest] = [wanted - Math.max(...offsets), wanted - Math.min(...offsets)];
  if (earliest === latest) return earliest;
  const walls: { readonly ms: number; readonly shows: number }[] = [];
  // Since 2000 every offset is a number of quarters of an hour.
  for (let ms = earliest - 2 * HOUR_MS; ms <= latest + 2 * HOUR_MS; ms += HOUR_MS / 4) walls.push({ ms, shows: wall(ms) });
  const first = walls.find(({ shows }) => shows === wanted);
  if (first !== undefined) return first.ms;
  if (!walls.some(({ shows }) => dateOf(shows) === dateOf(dayMs))) return null;
  const leap = walls.findIndex(({ shows }, index) => shows > wanted && (walls[index - 1]?.shows ?? Infinity) < wanted);
  const [before, after] = [walls[leap - 1], walls[leap]];
  if (before === undefined || after === undefined) throw new Error('no leap around a time that does not exist');
  const leapMs = after.shows - before.shows - (after.ms - before.ms);
  const shifted = walls.find(({ shows }) => shows === wanted + leapMs);
  if (shifted === undefined) throw new Error('the wall never shows the shifted time');
  return shifted.ms;
}

const clock = (minuteOfDay: number): string =>
  `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;

/** What is wrong with the runs on the given dates; each is reached from the date before, as the bot does. */
function faultsOf(zone: string, zoneClock: ZoneClock, minuteOfDay: number, days: readonly number[]): readonly string[] {
  const localTime = clock(minuteOfDay);
  const rule: DueRule = { zone, localTime, weekdays: [1, 2, 3, 4, 5, 6, 7], datesOff: [], pausedUntil: null, isHoliday: () => false };
  const faults: string[] = [];
  let previous = -Infinity;
  for (const day of days) {
    const expected = expectedAt(zoneClock, day, minuteOfDay);
    const due = dueAfterDate(rule, dateOf(day - DAY_MS));
    const found = due?.localDate === dateOf(day) ? due.atMs : null;
    if (found !== expected) faults.push(`${zone} ${localTime} on ${dateOf(day)}: ${String(found)} instead of ${String(expected)}`);
    if (found !== null && found <= previous) faults.push(`${zone} ${localTime} on ${dateOf(day)}: not after the date before`);
    previous = found ?? previous;
  }
  return faults;
}

/** Midnight, in the middle of most leaps, the last minute, and one that the seed chooses. */
const seed = nightly ? Math.floor(Date.now() / DAY_MS) : 7;
const [CHOSEN = 0] = fc.sample(fc.integer({ min: 0, max: 1439 }), { numRuns: 1, seed });
const TIMES = [0, 150, 1439, CHOSEN];

test.each(nightly ? Intl.supportedValuesOf('timeZone') : SURPRISING)('%s runs once a date that it has, when the wall says so', (zone) => {
  const zoneClock = readZone(zone);
  const all = Array.from({ length: (TO - FROM) / DAY_MS + 1 }, (_, index) => FROM + index * DAY_MS);
  const changing = all.filter((day) => zoneClock.offsetsAround(day).length > 1);
  for (const minuteOfDay of TIMES) expect(faultsOf(zone, zoneClock, minuteOfDay, changing)).toEqual([]);
  if (nightly) expect(faultsOf(zone, zoneClock, CHOSEN, all)).toEqual([]);
});
