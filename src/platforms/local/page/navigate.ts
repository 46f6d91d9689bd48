// Going from place to place.
import { readPlaces, readView, showRoute } from './sync.ts';
import { store } from './state.ts';
import type { View } from './route.ts';
import type { Message } from './wire.ts';

const PLACE_NAME = '.middle .head-name';
const THREAD_NAME = '.pane .head-name';

/** `focusOn` takes the focus once it is drawn: a heading says where one has come to. */
function go(view: View, focusOn: string | null): void {
  store.change(() => ({ view, railOpen: false, editing: null }));
  showRoute('push');
  if (focusOn !== null) requestAnimationFrame(() => document.querySelector<HTMLElement>(focusOn)?.focus({ preventScroll: true }));
  void readView().then(readPlaces);
}

export function openPlace(place: string): void {
  go({ place, thread: null, home: false }, PLACE_NAME);
}

export function openThread(thread: string): void {
  const { view, places } = store.get();
  const channel = places?.threads.find((one) => one.id === thread)?.channel ?? view.place;
  go({ place: channel, thread, home: false }, THREAD_NAME);
}

/** The focus goes back to what opened it; that is drawn again where the thread had its place. */
export function closeThread(): void {
  const { view } = store.get();
  go({ ...view, thread: null }, view.thread === null ? PLACE_NAME : `[data-opens="${CSS.escape(view.thread)}"]`);
}

export function showHome(home: boolean): void {
  const { view } = store.get();
  go({ ...view, thread: null, home }, null);
}

/** As in layout.css: from this width on a thread stands beside its channel, below it in its place. */
const BESIDE = '(min-width: 1040px)';

/** Leads to a message, now or when it is drawn; what hides its place gives way. `focus` takes the focus there too. */
export function leadTo(message: Message, focus: boolean): void {
  store.change(() => ({ arrival: { message: message.id, focus } }));
  const { view } = store.get();
  if (message.in !== view.place) return;
  const behindThread = view.thread !== null && !matchMedia(BESIDE).matches;
  if (behindThread || view.home) go({ place: view.place, thread: behindThread ? null : view.thread, home: false }, null);
}

export function setRail(open: boolean): void {
  store.change(() => ({ railOpen: open }));
}
