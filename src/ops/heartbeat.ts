// A sign of life each minute, so that the next start knows for how long this program was away: nobody loses a streak by that.
import type { Cancel, Clock } from '../core/clock.ts';
import { newId } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import type { OpenDatabase } from '../store/database.ts';
import { insertOutage, sweepOutages } from '../store/outages.ts';
import { readSetting, writeSetting } from '../store/settings.ts';

const SETTING = 'process.aliveAtMs';
const EVERY_MS = 60_000;
/** A restart takes less. */
const LEAST_GAP_MS = 5 * 60_000;
/** As far back as streaks are counted. */
const KEPT_MS = 400 * 86_400_000;

export interface Heartbeat {
  /** Keeps the time since the last sign of life as an outage, before anything asks for it; then goes on giving signs. */
  start(): Promise<void>;
  /** Now: after the clock was moved, so that the leap is not taken for an absence. */
  beat(): Promise<void>;
  /** The last sign, of an orderly stop. */
  stop(): Promise<void>;
}

export function createHeartbeat({
  database,
  clock,
  log,
}: {
  readonly database: OpenDatabase;
  readonly clock: Clock;
  readonly log: Log;
}): Heartbeat {
  let cancel: Cancel = () => undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = true;
  /** What was missed is known from now on. Until then nothing is written over what tells it: a full disk may have kept it from being. */
  let isKnown = false;

  async function begin(): Promise<void> {
    await database.transaction(async (trx) => {
      const now = clock.now();
      const last = await readSetting(trx, SETTING);
      // None: the first start. In the future: the clock was set back, and how long it was cannot be known.
      if (last !== null && now - Number(last) > LEAST_GAP_MS) await insertOutage(trx, { id: newId(), from_at: Number(last), to_at: now });
      await sweepOutages(trx, now - KEPT_MS);
      await writeSetting(trx, SETTING, String(now));
    });
    isKnown = true;
  }

  /** Never rejects. */
  async function sign(): Promise<void> {
    try {
      await (isKnown ? writeSetting(database.db, SETTING, String(clock.now())) : begin());
    } catch (error) {
      // Who could not write could not answer either: should it last, it is an absence like any other.
      isKnown = false;
      log.warn('the sign of life could not be written', { error });
    }
  }

  function arm(): void {
    // Armed only once the last one is written: a clock that leaps over a day writes once.
    cancel = clock.at(clock.now() + EVERY_MS, () => {
      running = sign().then(() => (stopped ? undefined : arm()));
    });
  }

  return {
    async start() {
      stopped = false;
      await sign();
      arm();
    },
    beat: sign,
    async stop() {
      if (stopped) return;
      stopped = true;
      cancel();
      await running;
      await sign();
    },
  };
}
