import { expect, test } from 'vitest';
import { manualClock, movableClock, waitFor } from '../../src/core/clock.ts';

test('a jump over several due times runs them in their order, each at its own time', () => {
  const clock = manualClock(0);
  const seen: [string, number][] = [];
  clock.at(300, () => seen.push(['late', clock.now()]));
  clock.at(100, () => {
    seen.push(['early', clock.now()]);
    clock.at(200, () => seen.push(['made on the way', clock.now()]));
  });
  clock.advance(1000);
  expect(seen).toEqual([
    ['early', 100],
    ['made on the way', 200],
    ['late', 300],
  ]);
  expect(clock.now()).toBe(1000);
});

test('what was cancelled does not run', () => {
  const clock = manualClock(0);
  let ran = false;
  clock.at(10, () => {
    ran = true;
  })();
  clock.advance(20);
  expect(ran).toBe(false);
});

test("moving the machine's clock forward fires what became due", async () => {
  const clock = movableClock();
  const fired = new Promise<void>((resolve) => void clock.at(clock.now() + 86_400_000, resolve));
  clock.moveBy(86_400_000);
  await fired;
  expect(clock.offsetMs).toBe(86_400_000);
});

test('a wait ends when it is no longer wanted', async () => {
  const clock = manualClock(0);
  const stop = new AbortController();
  const waited = waitFor(clock, 60_000, stop.signal);
  stop.abort();
  await waited;
  expect(clock.now()).toBe(0);
});
