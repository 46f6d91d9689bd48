// Going from place to place.
import { readPlaces, readView, showRoute } from './sync.ts';
import { store } from './state.ts';
import type { View } from './state.ts';

function go(view: View): void {
  store.change(() => ({ view, railOpen: false, editing: null }));
  showRoute('push');
  void readView().then(readPlaces);
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
