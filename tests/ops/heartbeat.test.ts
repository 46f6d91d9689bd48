// How long the program was away is known at its next start, whatever ended it; what only the clock did is no absence.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { manualClock } from '../../src/core/clock.ts';
import type { ManualClock } from '../../src/core/clock.ts';
import { createHeartbeat } from '../../src/ops/heartbeat.ts';
import type { Heartbeat } from '../../src/ops/heartbeat.ts';
import { openDatabase } from '../../src/store/database.ts';
import { outagesSince } from '../../src/store/outages.ts';
import { temporaryFolder } from '../support/rapport.ts';
import { START_MS } from '../support/world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

async function program(): Promise<{
  readonly clock: ManualClock;
  /** Another process on the same database; the one before it may have ended in any way. */
  begin(clock?: ManualClock): Promise<Heartbeat>;
  /** Lets time pass in steps of a minute, each with its work done. */
  live(ms: number): Promise<void>;
  outages(): Promise<readonly (readonly [number, number])[]>;
}> {
  const clock = manualClock(START_MS);
  const database = await openDatabase({ file: join(temporaryFolder(), 'rapport.sqlite') });
  return {
    clock,
    async begin(itsClock = clock) {
      const heartbeat = createHeartbeat({ database, clock: itsClock, log });
      await heartbeat.start();
      return heartbeat;
    },
    async live(ms) {
      for (let passed = 0; passed < ms; passed += MINUTE_MS) {
        clock.advance(MINUTE_MS);
        await database.transaction(async () => undefined);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    outages: async () => (await outagesSince(database.db, 0)).map((outage) => [outage.from_at, outage.to_at] as const),
  };
}

test('the first start has nothing to make up for', async () => {
  const { begin, outages } = await program();
  await begin();
  expect(await outages()).toEqual([]);
});

test('what lies between an orderly stop and the next start is an outage', async () => {
  const { begin, outages, clock, live } = await program();
  const first = await begin();
  await live(10 * MINUTE_MS);
  await first.stop();
  const stoppedMs = clock.now();
  clock.advance(3 * HOUR_MS);
  await begin();
  expect(await outages()).toEqual([[stoppedMs, stoppedMs + 3 * HOUR_MS]]);
});

test('after a kill it is counted from the last sign of life, at most a minute before', async () => {
  const { begin, outages, clock, live } = await program();
  await begin();
  await live(HOUR_MS);
  const killedMs = clock.now();
  // The one that was killed gives no more signs: its clock stands still from here on.
  await begin(manualClock(killedMs + 2 * HOUR_MS));
  const [[fromMs, toMs] = [0, 0], ...others] = await outages();
  expect(others).toEqual([]);
  expect(fromMs).toBeGreaterThanOrEqual(killedMs - MINUTE_MS);
  expect(fromMs).toBeLessThanOrEqual(killedMs);
  expect(toMs).toBe(killedMs + 2 * HOUR_MS);
});

test('a restart of a few minutes is none', async () => {
  const { begin, outages, clock } = await program();
  await (await begin()).stop();
  clock.advance(5 * MINUTE_MS);
  await begin();
  expect(await outages()).toEqual([]);
});

test('a clock that leaps while it runs is none, even when it is killed right after', async () => {
  const { begin, outages, clock } = await program();
  const heartbeat = await begin();
  clock.advance(3 * 24 * HOUR_MS);
  await heartbeat.beat();
  await begin();
  expect(await outages()).toEqual([]);
});

test('a clock that was set back leaves no outage that ends before it begins', async () => {
  const { begin, outages, clock } = await program();
  await (await begin()).stop();
  clock.set(clock.now() - 24 * HOUR_MS);
  await begin();
  expect(await outages()).toEqual([]);
});

test('outages are forgotten when no streak can need them any more', async () => {
  const { begin, outages, clock } = await program();
  await (await begin()).stop();
  clock.advance(HOUR_MS);
  const second = await begin();
  expect(await outages()).toHaveLength(1);
  clock.advance(401 * 24 * HOUR_MS);
  await second.beat();
  await begin();
  expect(await outages()).toEqual([]);
});
