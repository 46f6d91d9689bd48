// Server-sent events: what changed is read again. A lost connection is tried again, slower each time, and said.
import { api } from './api.ts';
import { onChange, readAll, readClock } from './sync.ts';
import { store } from './state.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
/** Failures in a row after which "reconnecting" would be a promise that nobody keeps. */
const STOPPED_AFTER = 4;

let source: EventSource | null = null;
let retry: ReturnType<typeof setTimeout> | null = null;
let failures = 0;

/** Listens as this person; ends what listened before. */
export function listen(as: string): void {
  source?.close();
  if (retry !== null) clearTimeout(retry);
  const opened = api.events(as);
  source = opened;
  opened.addEventListener('open', () => {
    const wasAway = store.get().link !== 'live';
    failures = 0;
    store.change(() => ({ link: 'live' }));
    // What happened meanwhile was not heard.
    if (wasAway) void readAll();
  });
  opened.addEventListener('change', (event) => onChange(placeOf(event)));
  opened.addEventListener('clock', () => void readClock());
  opened.addEventListener('error', () => {
    if (source !== opened) return;
    // The browser would retry at its own pace and say nothing: ours backs off and is shown.
    opened.close();
    failures += 1;
    store.change(() => ({ link: failures >= STOPPED_AFTER ? 'stopped' : 'reconnecting' }));
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
    retry = setTimeout(() => listen(as), waitMs * (0.8 + 0.4 * Math.random()));
  });
}

/** Tries at once, for who does not want to wait. */
export function reconnectNow(): void {
  const as = store.get().me?.handle;
  if (as !== undefined) listen(as);
}

/** An event without a readable place makes everything be looked at again. */
function placeOf(event: Event): string | null {
  if (!(event instanceof MessageEvent) || typeof event.data !== 'string') return null;
  try {
    const data: unknown = JSON.parse(event.data);
    return typeof data === 'object' && data !== null && 'in' in data && typeof data.in === 'string' ? data.in : null;
  } catch {
    return null;
  }
}
