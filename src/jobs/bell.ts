// Lets a loop sleep until an instant or until someone rings.
import type { Clock } from '../core/clock.ts';

export interface Bell {
  ring(): void;
  /** Epoch ms on the clock. Ends at once when it was rung since the last sleep. One sleeper. */
  sleepUntil(atMs: number): Promise<void>;
}

export function createBell(clock: Clock): Bell {
  let rung = false;
  let wake = (): void => {};
  return {
    ring() {
      rung = true;
      wake();
    },
    async sleepUntil(atMs) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const cancel = clock.at(atMs, resolve);
          wake = () => {
            cancel();
            resolve();
          };
        });
      }
      wake = () => {};
      rung = false;
    },
  };
}
