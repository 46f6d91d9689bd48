// The playground's clock: shown as such, moved by a person, kept over a restart. No real platform has one.
import type { MovableClock } from '../../core/clock.ts';
import { planRuleSchema } from '../../daily/plan.ts';
import type { Rapport } from '../../rapport.ts';
import type { LocalPlatform } from './index.ts';
import { CHANNELS, userId } from './roster.ts';
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
      const nextPostMs = earliest((await rapport.daily.plans(tenant)).flatMap((plan) => plan.next?.atMs ?? []));
      const closesMs = earliest((await rapport.daily.openPosts(tenant)).map((post) => post.closes_at));
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
      await rapport.beat();
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
  const rule = planRuleSchema.parse({
    channel: CHANNELS[0].id,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    localTime: '09:00',
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    jurisdiction: 'US',
    filters: {},
    told: [userId('olivia')],
  });
  await rapport.daily.ensurePlan(platform.tenant, rule, 'promises-broken-again');
}

/** Carlos is a coach from the first start on, so that one can be tried; an owner may take the rank away for good. */
export async function playgroundStaff(rapport: Rapport, platform: LocalPlatform): Promise<void> {
  await rapport.app.staff.beginWith(platform.tenant, { kind: 'person', id: userId('carlos') }, 'coach');
}

const earliest = (instants: readonly number[]): number | null => (instants.length === 0 ? null : Math.min(...instants));
