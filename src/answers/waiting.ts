// Who waits at an interaction for feedback: a line that it is being worked on comes before it or not at all, never over it.
import { waitFor } from '../core/clock.ts';
import type { Clock } from '../core/clock.ts';
import { content } from '../core/content.ts';
import type { InteractionId } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import type { Request } from '../core/request.ts';

/** Only what takes longer than this is worth a line that says so. */
const PROGRESS_AFTER_MS = 3_000;
/** Deliveries that nobody came to wait for (after a restart) are forgotten from here on. */
const REMEMBERED = 1_000;

interface Entry {
  done: boolean;
  /** Never rejects. */
  telling: Promise<void>;
  readonly finished: () => void;
  readonly promise: Promise<void>;
}

export interface Waiting {
  /** Returns when the feedback was delivered, or a line stands that it is being worked on. */
  showProgress(request: Request): Promise<void>;
  /** From here on no progress line is shown at this interaction. */
  deliver(interaction: InteractionId, work: () => Promise<void>): Promise<void>;
}

export function createWaiting(clock: Clock, log: Log): Waiting {
  const entries = new Map<InteractionId, Entry>();

  /** Either side may come first: the job can be done before its writer begins to wait. */
  function entryOf(interaction: InteractionId): Entry {
    const known = entries.get(interaction);
    if (known !== undefined) return known;
    let finished = (): void => undefined;
    const promise = new Promise<void>((resolve) => {
      finished = resolve;
    });
    const entry: Entry = { done: false, telling: Promise.resolve(), finished, promise };
    const [oldest] = entries.keys();
    if (entries.size >= REMEMBERED && oldest !== undefined) entries.delete(oldest);
    entries.set(interaction, entry);
    return entry;
  }

  return {
    async showProgress(request) {
      const entry = entryOf(request.interaction);
      const stop = new AbortController();
      await Promise.race([entry.promise, waitFor(clock, PROGRESS_AFTER_MS, stop.signal)]);
      stop.abort();
      if (!entry.done) {
        const line = content(
          { kind: 'text', text: request.say('feedback.checking') },
          { kind: 'note', text: request.say('feedback.checkingKept') },
        );
        entry.telling = request
          .private(line)
          .catch((error: unknown) => log.info('a line of progress could not be told', { tenant: request.tenant, error }));
        await entry.telling;
      } else await entry.promise;
      if (entry.done) entries.delete(request.interaction);
    },
    async deliver(interaction, work) {
      const entry = entryOf(interaction);
      entry.done = true;
      await entry.telling;
      try {
        await work();
      } finally {
        entry.finished();
      }
    },
  };
}
