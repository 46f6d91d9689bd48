// An even pace that does not wait for answers: a slow server gets no rest, as from a real crowd.
import { setTimeout as pause } from 'node:timers/promises';

/** Calls `send` `perSecond` times a second for `seconds`. Resolves once all of them have. How late each call was made comes back. */
export async function atPace(perSecond: number, seconds: number, send: (index: number) => Promise<void>): Promise<readonly number[]> {
  const everyMs = 1000 / perSecond;
  const total = Math.round(perSecond * seconds);
  const startMs = performance.now();
  const sent: Promise<void>[] = [];
  const lateMs: number[] = [];
  while (sent.length < total) {
    const dueMs = startMs + sent.length * everyMs;
    const nowMs = performance.now();
    if (nowMs < dueMs) {
      await pause(dueMs - nowMs);
    } else {
      lateMs.push(nowMs - dueMs);
      sent.push(send(sent.length));
    }
  }
  await Promise.all(sent);
  return lateMs;
}
