// What streaks are counted from, on either engine.
import { beforeEach, describe, expect, test } from 'vitest';
import { asId } from '../../src/core/ids.ts';
import type { ChannelId, PostId, TenantId, UserId } from '../../src/core/ids.ts';
import { askedSince, firstAskedAt } from '../../src/store/asked.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import { countPracticeDay, keepStanding, lastStanding, longestStreak, practiceDays } from '../../src/store/members.ts';
import { insertOutage, outagesSince, sweepOutages } from '../../src/store/outages.ts';
import type { PostState } from '../../src/store/schema.ts';
import type { Engine } from '../store/engines.ts';

const acme = asId<TenantId>('t/acme');
const other = asId<TenantId>('t/other');
const ana = asId<UserId>('u/ana');
const MINUTE_MS = 60_000;
const NOON_MS = Date.UTC(2026, 2, 8, 12);

export function streakContract(engine: Engine): void {
  describe(`streaks on ${engine.name}`, () => {
    let database: OpenDatabase;
    beforeEach(async () => {
      database = await engine.open();
    });

    const practise = (localDate: string, atMs = NOON_MS): Promise<boolean> =>
      countPracticeDay(database.db, { tenant: acme, member: ana, localDate, atMs });
    let number = 0;
    const post = (tenant: TenantId, openedAtMs: number | null, state: PostState = 'open'): Promise<unknown> =>
      database.db
        .insertInto('post')
        .values({
          tenant,
          id: asId<PostId>(`p/${(number += 1)}`),
          plan: 'daily',
          channel: asId<ChannelId>(`c/${number}`),
          local_date: '2026-03-08',
          number,
          question: 'q',
          question_version: 1,
          rubric_version: 'r1.0',
          state,
          sending_at: null,
          message: null,
          thread: null,
          board_message: null,
          opened_at: openedAtMs,
          closes_at: NOON_MS,
          slot: 'day',
          release: 'open',
          by_hand: 0,
          shared_with: 'everyone',
          attempt: 1,
          wording: null,
          fault: null,
          recap_message: null,
          due_at: null,
          pinned_at: null,
          created_at: NOON_MS,
        })
        .execute();

    test('the first answer of a date says so, and later ones only move its end', async () => {
      expect(await practise('2026-03-08')).toBe(true);
      expect(await practise('2026-03-08', NOON_MS + 1)).toBe(false);
      expect((await practiceDays(database.db, acme, ana, '2026-03-01')).map((row) => ({ ...row }))).toEqual([
        {
          tenant: acme,
          member: ana,
          local_date: '2026-03-08',
          answers: 2,
          first_at: NOON_MS,
          last_at: NOON_MS + 1,
          streak: null,
          frozen: null,
        },
      ]);
    });

    test('counting goes on from the newest day of which it is known how it stood', async () => {
      for (const date of ['2026-03-06', '2026-03-07', '2026-03-08']) await practise(date);
      expect(await lastStanding(database.db, acme, ana, '2026-03-08')).toBeNull();
      expect(await longestStreak(database.db, acme, ana)).toBe(0);
      await keepStanding(database.db, { tenant: acme, member: ana, local_date: '2026-03-06' }, { streak: 9, frozen: 1 });
      await keepStanding(database.db, { tenant: acme, member: ana, local_date: '2026-03-07' }, { streak: 2, frozen: 0 });
      expect(await lastStanding(database.db, acme, ana, '2026-03-08')).toMatchObject({ local_date: '2026-03-07', streak: 2 });
      expect(await lastStanding(database.db, acme, ana, '2026-03-06')).toMatchObject({ local_date: '2026-03-06', frozen: 1 });
      expect(await longestStreak(database.db, acme, ana)).toBe(9);
    });

    test('questions count from when they were open, and what was taken back or never posted does not', async () => {
      expect(await firstAskedAt(database.db, acme)).toBeNull();
      await post(acme, NOON_MS + 7 * MINUTE_MS);
      await post(acme, NOON_MS + 8 * MINUTE_MS, 'closed');
      await post(acme, NOON_MS + 60 * MINUTE_MS);
      await post(acme, NOON_MS + 120 * MINUTE_MS, 'withdrawn');
      await post(acme, null, 'skipped');
      await post(other, NOON_MS - 60 * MINUTE_MS);
      expect(await firstAskedAt(database.db, acme)).toBe(NOON_MS + 7 * MINUTE_MS);
      expect((await askedSince(database.db, acme, NOON_MS)).toSorted((a, b) => a - b)).toEqual([NOON_MS, NOON_MS + 60 * MINUTE_MS]);
      expect(await askedSince(database.db, acme, NOON_MS + 30 * MINUTE_MS)).toEqual([NOON_MS + 60 * MINUTE_MS]);
    });

    test('outages are found by their end, and swept by it', async () => {
      await insertOutage(database.db, { id: 'a', from_at: 10, to_at: 20 });
      await insertOutage(database.db, { id: 'b', from_at: 30, to_at: 40 });
      expect((await outagesSince(database.db, 20)).map((outage) => outage.id)).toEqual(['a', 'b']);
      await sweepOutages(database.db, 21);
      expect((await outagesSince(database.db, 0)).map((outage) => outage.id)).toEqual(['b']);
    });
  });
}
