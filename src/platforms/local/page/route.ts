// Where one is, in the address: a reload, a bookmark and the Back button all lead there. Pure.
import type { Places } from './wire.ts';

export interface View {
  /** A channel or the direct message; null until the places are known. */
  readonly place: string | null;
  readonly thread: string | null;
  /** The bot's page about this person, in place of the direct messages. */
  readonly home: boolean;
}

export interface Route extends View {
  readonly as: string | null;
}

/** Reads `#as=ana&in=…&thread=…&home=1`. */
export function readRoute(hash: string): Route {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  return { as: parts.get('as'), place: parts.get('in'), thread: parts.get('thread'), home: parts.get('home') === '1' };
}

export function writeRoute(as: string, view: View): string {
  const parts = new URLSearchParams({ as });
  if (view.place !== null) parts.set('in', view.place);
  if (view.thread !== null) parts.set('thread', view.thread);
  if (view.home) parts.set('home', '1');
  return `#${parts.toString()}`;
}

/** The nearest view that this person can open: the first channel for a place that is not theirs. */
export function possibleView(wanted: View, places: Places): View {
  const thread = places.threads.find((one) => one.id === wanted.thread) ?? null;
  const known = [...places.channels, ...places.directs].some((one) => one.id === wanted.place);
  const place = known ? wanted.place : (thread?.channel ?? places.channels[0]?.id ?? null);
  const direct = places.directs.some((one) => one.id === place);
  return { place, thread: thread?.id ?? null, home: wanted.home && direct };
}
