// The only file that reads the time or sets a timer, so that a test, or the playground, can set the clock.

export type Cancel = () => void;

export interface Clock {
  /** Epoch ms. May jump, both ways: the machine's clock is set, or the playground's is. */
  now(): number;
  /** Runs `work` once, when `now()` has reached `atMs` (at once if it has). Errors are the caller's to catch. */
  at(atMs: number, work: () => void): Cancel;
}

/** Never jumps: for durations, leases and time-outs of this process. Milliseconds from an arbitrary start. */
export const monotonicMs = (): number => performance.now();

/** setTimeout fires at once above this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export function systemClock(): Clock {
  return movableClock();
}

export interface MovableClock extends Clock {
  /** What is added to the machine's time. */
  readonly offsetMs: number;
  /** Timers that become due by the move fire at once, the earliest first. */
  moveBy(deltaMs: number): void;
}

/** The machine's clock plus an offset. */
export function movableClock(initialOffsetMs = 0): MovableClock {
  interface Waiting {
    readonly atMs: number;
    readonly work: () => void;
    timer: NodeJS.Timeout | null;
  }
  let offsetMs = initialOffsetMs;
  const waiting = new Set<Waiting>();
  const now = (): number => Date.now() + offsetMs;
  const arm = (entry: Waiting): void => {
    if (entry.timer !== null) clearTimeout(entry.timer);
    const delayMs = Math.min(Math.max(0, entry.atMs - now()), LONGEST_TIMER_MS);
    entry.timer = setTimeout(() => fire(entry), delayMs);
  };
  const fire = (entry: Waiting): void => {
    // The machine's clock may have been set back, or the wait was longer than one timer holds.
    if (now() < entry.atMs) return arm(entry);
    waiting.delete(entry);
    entry.work();
  };
  return {
    get offsetMs() {
      return offsetMs;
    },
    now,
    at(atMs, work) {
      const entry: Waiting = { atMs, work, timer: null };
      waiting.add(entry);
      arm(entry);
      return () => {
        if (entry.timer !== null) clearTimeout(entry.timer);
        waiting.delete(entry);
      };
    },
    moveBy(deltaMs) {
      offsetMs += deltaMs;
      for (const entry of [...waiting].sort((a, b) => a.atMs - b.atMs)) arm(entry);
    },
  };
}

export interface ManualClock extends Clock {
  /** Sets the time and runs what became due, in order. */
  set(toMs: number): void;
  advance(byMs: number): void;
}

/** A clock that stands still until it is moved: for tests. */
export function manualClock(startMs: number): ManualClock {
  let nowMs = startMs;
  let sequence = 0;
  const waiting = new Map<number, { atMs: number; work: () => void }>();
  const set = (toMs: number): void => {
    for (;;) {
      const due = [...waiting].filter(([, entry]) => entry.atMs <= toMs).sort(([a, x], [b, y]) => x.atMs - y.atMs || a - b)[0];
      if (due === undefined) break;
      waiting.delete(due[0]);
      nowMs = Math.max(nowMs, due[1].atMs);
      due[1].work();
    }
    nowMs = toMs;
  };
  return {
    now: () => nowMs,
    at(atMs, work) {
      const id = sequence++;
      // Like a timer, never in the caller's own turn.
      if (atMs <= nowMs) queueMicrotask(() => waiting.delete(id) && work());
      waiting.set(id, { atMs, work });
      return () => void waiting.delete(id);
    },
    set,
    advance: (byMs) => set(nowMs + byMs),
  };
}

/** Resolves after `ms` on the clock, or when `signal` is aborted, whichever is first. */
export function waitFor(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.at(clock.now() + ms, resolve);
    signal?.addEventListener(
      'abort',
      () => {
        cancel();
        resolve();
      },
      { once: true },
    );
  });
}

/** What two looks at a clock say: how far it was set while `elapsedMs` went by. Small differences are drift, and count as 0. */
export function setBetween(before: number, now: number, elapsedMs: number): number {
  const setByMs = now - before - elapsedMs;
  return Math.abs(setByMs) < SMALLEST_SET_MS ? 0 : setByMs;
}

const SMALLEST_SET_MS = 30_000;
const WATCH_EVERY_MS = 15_000;

/**
 * Tells when the clock was set, forward or back, while this process ran. By a timer that does not follow the clock: one that does
 * would sleep through the hours that it was set back by.
 */
export function watchClock(clock: Clock, onSet: (byMs: number) => void): Cancel {
  let seen = { nowMs: clock.now(), atMs: monotonicMs() };
  const timer = setInterval(() => {
    const look = { nowMs: clock.now(), atMs: monotonicMs() };
    const byMs = setBetween(seen.nowMs, look.nowMs, look.atMs - seen.atMs);
    seen = look;
    if (byMs !== 0) onSet(byMs);
  }, WATCH_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
