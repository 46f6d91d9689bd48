// What a streak is counted from: the person's practised days, the server's questions, this program's absences.
import type { TenantId, UserId } from '../core/ids.ts';
import { addDays, localDate, startOfDay } from '../core/local-time.ts';
import { askedSince, firstAskedAt } from '../store/asked.ts';
import type { Connection } from '../store/database.ts';
import { keepStanding, lastStanding, longestStreak, practiceDays } from '../store/members.ts';
import { outagesSince } from '../store/outages.ts';
import { FREEZES_A_MONTH, REACH_DAYS, awayDates, countDays, walkFrom } from './streak.ts';
import type { Count, Streak } from './streak.ts';

/** As it stands at an instant, by the calendar of a zone. */
export async function streakAt(connection: Connection, tenant: TenantId, member: UserId, zone: string, nowMs: number): Promise<Streak> {
  const longest = await longestStreak(connection, tenant, member);
  const { streak } = await count(connection, tenant, member, zone, nowMs);
  return { ...streak, longest: Math.max(longest, streak.longest) };
}

/** Keeps how the streak stands at the end of a day that has been practised, so that counting can go on from there. */
export async function keepStreak(
  connection: Connection,
  { tenant, member, date }: { readonly tenant: TenantId; readonly member: UserId; readonly date: string },
  zone: string,
  nowMs: number,
): Promise<void> {
  const { standings } = await count(connection, tenant, member, zone, nowMs);
  // Who flew west, or was read late, has practised on later dates already: how those stand changes too.
  for (const { date: local_date, days, frozen } of standings.filter((standing) => standing.date >= date))
    await keepStanding(connection, { tenant, member, local_date }, { streak: days, frozen });
}

const NOTHING: Count = { streak: { days: 0, longest: 0, today: false, freezesLeft: FREEZES_A_MONTH, saved: [] }, standings: [] };

async function count(connection: Connection, tenant: TenantId, member: UserId, zone: string, nowMs: number): Promise<Count> {
  const today = localDate(nowMs, zone);
  const reach = addDays(today, -REACH_DAYS);
  const last = await lastStanding(connection, tenant, member, walkFrom(today));
  const since = last === null || last.local_date < reach ? null : last;
  const days = await practiceDays(connection, tenant, member, since?.local_date ?? reach);
  const [oldest] = days;
  if (oldest === undefined) return NOTHING;
  const fromMs = startOfDay(oldest.local_date < today ? oldest.local_date : today, zone);
  const firstMs = await firstAskedAt(connection, tenant);
  const asked = await askedSince(connection, tenant, fromMs);
  const outages = await outagesSince(connection, fromMs);
  return countDays({
    nowMs,
    today,
    practised: days.map((day) => ({ date: day.local_date, firstAtMs: day.first_at, lastAtMs: day.last_at })),
    since: since === null ? null : { date: since.local_date, days: since.streak ?? 0, frozen: since.frozen ?? 0 },
    firstAsked: firstMs === null ? null : localDate(firstMs, zone),
    asked: new Set(asked.map((atMs) => localDate(atMs, zone))),
    away: awayDates(
      outages.map((outage) => ({ fromMs: outage.from_at, toMs: outage.to_at })),
      zone,
    ),
  });
}
