// Going from place to place.
import { showRoute, readHome, readMessages } from './sync.ts';
import { store } from './state.ts';
import type { View } from './state.ts';

function go(view: View): void {
  store.change(() => ({ view, railOpen: false, editing: null }));
  showRoute('push');
  load(view);
}

/** Reads what `view` shows: the channel of a thread too, since the question that it hangs on stands there. */
export function load(view: View): void {
  const channel = store.get().places?.threads.find((one) => one.id === view.thread)?.channel;
  for (const place of new Set([view.place, view.thread, channel ?? null])) if (place !== null) void readMessages(place);
  if (view.home) void readHome();
}

export function openPlace(place: string): void {
  go({ place, thread: null, home: false });
}

export function openThread(thread: string): void {
  const { view, places } = store.get();
  const channel = places?.threads.find((one) => one.id === thread)?.channel ?? view.place;
  go({ place: channel, thread, home: false });
}

export function closeThread(): void {
  const { view } = store.get();
  go({ ...view, thread: null });
}

export function showHome(home: boolean): void {
  const { view } = store.get();
  go({ ...view, thread: null, home });
}

export function setRail(open: boolean): void {
  store.change(() => ({ railOpen: open }));
}
