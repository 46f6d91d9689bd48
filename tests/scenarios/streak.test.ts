// Days in a row, as a member sees them: what adds, what is forgiven, what ends them. START is Tuesday 24 November, nine in Madrid.
import { expect, test } from 'vitest';
import { FAIR_ANSWER, openPlayground } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { formOf } from '../support/world.ts';
import { manualClock } from '../../src/core/clock.ts';
import { createHeartbeat } from '../../src/ops/heartbeat.ts';
import { playgroundClock } from '../../src/platforms/local/clock-control.ts';
import { outagesSince } from '../../src/store/outages.ts';
import type { Speaker } from '../support/world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Words that no other day's answer has. */
const answerOf = (day: number): string => `${FAIR_ANSWER} That was ${day} cases ago.`;

async function practise({ question, after }: Playground, who: Speaker, day: number): Promise<void> {
  await after(who.submits(formOf(await who.presses(question(), 'Answer privately')), { answer: answerOf(day) }), who);
}
const progressOf = async ({ after }: Playground, who: Speaker): Promise<string> => (await after(who.types('/progress'), who)).text;

test('each practised day adds one, and what is left of the freezes is said', async () => {
  const playground = await openPlayground();
  const { ana, wait } = playground;
  expect(await progressOf(playground, ana)).toContain('No streak at the moment.');
  for (const day of [1, 2, 3]) {
    await practise(playground, ana, day);
    if (day < 3) await wait(DAY_MS);
  }
  expect(await progressOf(playground, ana)).toContain('3 days in a row. Today counts already. 2 of 2 freezes left this month.');
});

test('a missed day is frozen and named; the third of a month ends the streak, and the longest stays', async () => {
  const playground = await openPlayground({ startMs: Date.UTC(2026, 10, 2, 8) });
  const { ana, wait } = playground;
  await practise(playground, ana, 1);
  await wait(DAY_MS);
  await practise(playground, ana, 2);
  await wait(DAY_MS);
  await wait(DAY_MS);
  expect(await progressOf(playground, ana)).toContain(
    '2 days in a row. Today is still open. 1 of 2 freezes left this month. Longest: 2 days. Wednesday was frozen.',
  );
  await wait(DAY_MS);
  expect(await progressOf(playground, ana)).toContain(
    '0 of 2 freezes left this month. Longest: 2 days. Wednesday and Thursday were frozen.',
  );
  await wait(DAY_MS);
  expect(await progressOf(playground, ana)).toContain('No streak at the moment. Today is still open. Longest: 2 days.');
});

test('a weekend without a question takes nothing away', async () => {
  const playground = await openPlayground({ plan: { weekdays: [1, 2, 3, 4, 5] } });
  const { ana, wait } = playground;
  for (const day of [24, 25, 26, 27]) {
    await practise(playground, ana, day);
    await wait(DAY_MS);
  }
  await wait(2 * DAY_MS); // Monday
  expect(await progressOf(playground, ana)).toContain('4 days in a row. Today is still open. 2 of 2 freezes left this month.');
  await practise(playground, ana, 30);
  expect(await progressOf(playground, ana)).toContain('5 days in a row. Today counts already.');
});

test('days on which the bot was away are not held against anyone, and it says so', async () => {
  const before = await openPlayground();
  await practise(before, before.ana, 1);
  await before.wait(HOUR_MS);
  await before.rapport.stop();
  before.clock.advance(3 * DAY_MS);
  const after = await before.restart();
  const shown = await progressOf(after, after.ana);
  expect(shown).toContain('1 day in a row. Today is still open. 2 of 2 freezes left this month.');
  expect(shown).toContain('The bot was away on Wednesday and Thursday.');
  await practise(after, after.ana, 2);
  expect(await progressOf(after, after.ana)).toContain('2 days in a row. Today counts already.');
});

test('a clock that was moved while the bot ran is no absence of the bot', async () => {
  const before = await openPlayground();
  await practise(before, before.ana, 1);
  await before.wait(2 * DAY_MS);
  const after = await before.restart();
  expect(await progressOf(after, after.ana)).not.toContain('The bot was away');
});

test("nor is a leap of the playground's clock, even when the program is killed right after it", async () => {
  const { clock, rapport, platform, database } = await openPlayground();
  const movable = { now: clock.now, at: clock.at, moveBy: clock.advance, offsetMs: 0 };
  const control = playgroundClock({ clock: movable, rapport, tenant: platform.tenant, remember: async () => undefined });
  await control.jump(clock.now() + 3 * DAY_MS);
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  await createHeartbeat({ database, clock: manualClock(clock.now() + 1000), log }).start();
  expect(await outagesSince(database.db, 0)).toEqual([]);
});

test('what was said in a thread while the bot was away counts for the day on which it was said', async () => {
  const before = await openPlayground();
  await practise(before, before.ana, 1);
  await before.wait(DAY_MS);
  const place = before.thread();
  await before.rapport.stop();
  before.clock.advance(HOUR_MS);
  before.ana.says(place, answerOf(2));
  before.clock.advance(DAY_MS);
  const after = await before.restart();
  await after.wait(1000);
  expect(await progressOf(after, after.ana)).toContain('2 days in a row. Today is still open.');
});

test('the longest is known after years, without counting them again', async () => {
  const playground = await openPlayground();
  const { ana, database, platform, wait } = playground;
  await practise(playground, ana, 1);
  await database.db
    .insertInto('practice_day')
    .values({
      tenant: platform.tenant,
      member: ana.id,
      local_date: '2021-03-01',
      answers: 1,
      first_at: Date.UTC(2021, 2, 1),
      last_at: Date.UTC(2021, 2, 1),
      streak: 211,
      frozen: 0,
    })
    .execute();
  await wait(HOUR_MS);
  expect(await progressOf(playground, ana)).toContain(
    '1 day in a row. Today counts already. 2 of 2 freezes left this month. Longest: 211 days.',
  );
});
