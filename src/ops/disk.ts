// A disk that takes nothing more: nothing that came meanwhile could be kept. Once it takes again, what was said is read from the chat.
import type { Cancel, Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { OpenDatabase } from '../store/database.ts';

const LOOK_EVERY_MS = 5_000;

export interface DiskWatch {
  /** A write has failed: from now on it is looked for the disk to take again. */
  noticed(): void;
  stop(): void;
}

export interface DiskWatchParts {
  readonly database: OpenDatabase;
  /** The machine's. */
  readonly clock: Clock;
  readonly log: Log;
  /** Catches up with what could not be kept. */
  readonly onBack: () => Promise<void>;
}

export function createDiskWatch({ database, clock, log, onBack }: DiskWatchParts): DiskWatch {
  let cancel: Cancel | null = null;

  async function look(): Promise<void> {
    if (!(await database.isWritable())) return arm();
    cancel = null;
    log.info('the database can be written to again');
    await onBack();
  }
  function arm(): void {
    cancel = clock.at(clock.now() + LOOK_EVERY_MS, () => {
      look().catch((error: unknown) => log.error('what was said meanwhile could not be read again', { error }));
    });
  }

  return {
    noticed() {
      if (cancel !== null) return;
      log.error('the database cannot be written to: look at the space and the rights of DATA_DIR');
      arm();
    },
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
