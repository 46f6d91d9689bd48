// The playground's clock: shown as such, moved by a person, kept over a restart. No real platform has one.
import type { MovableClock } from '../../core/clock.ts';
import type { Rapport } from '../../rapport.ts';
import type { LocalPlatform } from './index.ts';
import { CHANNELS } from './roster.ts';
import type { ClockControl } from './routes.ts';

const DAY_MS = 86_400_000;
const BEFORE_POST_MS = 60_000;
/** So near to the machine's time, the machine's time is meant. */
const MACHINE_MS = 1_000;

interface ClockParts {
  readonly clock: MovableClock;
  readonly rapport: Rapport;
  readonly tenant: LocalPlatform['tenant'];
  readonly remember: (offsetMs: number) => Promise<void>;
}

export function playgroundClock({ clock, rapport, tenant, remember }: ClockParts): ClockControl {
  return {
    async state() {
      const { plans, lastPost } = await rapport.daily.status(tenant);
      const nextPostMs = plans[0]?.nextDueAtMs ?? null;
      const closesMs = lastPost?.state === 'open' ? lastPost.closesAtMs : null;
      return {
        nowMs: clock.now(),
        machineMs: clock.now() - clock.offsetMs,
        offsetMs: clock.offsetMs,
        presets: [
          { id: 'before-post', label: 'A minute before the next question', atMs: nextPostMs === null ? null : nextPostMs - BEFORE_POST_MS },
          { id: 'closing', label: 'To closing time', atMs: closesMs },
          { id: 'next-day', label: 'A day on', atMs: clock.now() + DAY_MS },
          { id: 'machine', label: "Back to the machine's time", atMs: clock.now() - clock.offsetMs },
        ],
      };
    },
    async jump(toMs) {
      const before = clock.now();
      const machineMs = clock.now() - clock.offsetMs;
      // The machine's time goes on between being read and being jumped to; a leftover millisecond would show as a moved clock.
      clock.moveBy(Math.abs(toMs - machineMs) < MACHINE_MS ? -clock.offsetMs : toMs - clock.now());
      await remember(clock.offsetMs);
      if (toMs < before) await rapport.daily.replan();
      rapport.jobs.poke();
      await rapport.settle();
    },
  };
}

/**
 * One plan for #daily: every day at nine by this machine's zone, from the questions that hold anywhere or in the United States.
 * The first one is due at once, and is one that a newcomer has a story for.
 */
export async function playgroundPlan(rapport: Rapport, platform: LocalPlatform): Promise<void> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const rule = { zone, localTime: '09:00', weekdays: [1, 2, 3, 4, 5, 6, 7] };
  await rapport.daily.ensurePlan(platform.tenant, CHANNELS[0].id, rule, { place: 'US', first: 'promises-broken-again' });
}
