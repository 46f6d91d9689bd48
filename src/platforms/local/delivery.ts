// Hands events to the bot: in order for each place, at least once. Words and forms are kept until the bot has them, so that a
// kill between a person's "sent" and the bot's "stored" loses nothing; while the bot is away, or not in the server, they are missed, as on Discord.
import type { TenantId } from '../../core/ids.ts';
import type { Log } from '../../core/log.ts';
import type { Core, Inbound } from '../../core/platform.ts';
import type { PlaceId } from './records.ts';
import type { Draft, World } from './world.ts';

export interface Delivery {
  /** The bot, while it is there. */
  readonly core: Core | null;
  /** What was kept from before is handed over at once, in its order. */
  start(core: Core): void;
  /** Waits for what the bot is working on. */
  stop(): Promise<void>;
  /** Keeps an event as part of a change; the returned function hands it over, and is called once the change is safe. */
  prepare(draft: Draft, event: Inbound): () => void;
  /** Resolves when the bot has dealt with all that was handed over. */
  settled(): Promise<void>;
}

const TAKEN_AT_MOST = 32;

export function createDelivery(world: World, log: Log): Delivery {
  let core: Core | null = null;
  const lastInPlace = new Map<string, Promise<void>>();
  const inFlight = new Set<Promise<void>>();
  /** Taken by the bot, and still kept: they go with the next change, since a write of their own would cost each event a disk sync. */
  const taken = new Set<string>();

  function track(work: Promise<void>): void {
    const tracked = work.finally(() => inFlight.delete(tracked));
    inFlight.add(tracked);
  }

  /** Core never rejects; if it does, the event stays and comes again at the next start. */
  async function handle(to: Core, event: Inbound): Promise<void> {
    try {
      await to.handle(event);
      if (world.get('event', event.eventId) !== undefined) taken.add(event.eventId);
      if (taken.size >= TAKEN_AT_MOST) world.change(forget);
    } catch (error) {
      log.error('the bot did not take an event', { tenant: event.tenant, event: event.eventId, code: event.kind, error });
    }
  }

  /** One that was not forgotten in time comes again under the same id, and the bot knows it. */
  function forget(draft: Draft): void {
    for (const id of taken) draft.remove('event', id);
    taken.clear();
  }

  function handOver(event: Inbound): void {
    const to = core;
    if (to === null) return;
    const place = placeOf(event);
    const before = lastInPlace.get(place) ?? Promise.resolve();
    const turn = before.then(async () => {
      if (core !== to) return; // stopped meanwhile: kept ones wait for the next start
      // A command may wait for a model: it takes its turn, and does not hold up the next one.
      if (waits(event)) await handle(to, event);
      else track(handle(to, event));
    });
    lastInPlace.set(place, turn);
    track(
      turn.finally(() => {
        if (lastInPlace.get(place) === turn) lastInPlace.delete(place);
      }),
    );
  }

  async function settled(): Promise<void> {
    while (inFlight.size > 0) await Promise.all(inFlight);
  }

  return {
    get core() {
      return core;
    },
    start(started) {
      core = started;
      for (const { event } of world.all('event')) handOver(event);
    },
    async stop() {
      core = null;
      await settled();
      if (taken.size > 0) world.change(forget);
    },
    prepare(draft, event) {
      forget(draft);
      if (!tellsOfPresence(event) && !world.isInstalled()) return () => undefined;
      if (tellsOfPresence(event) || (core !== null && isKept(event)))
        draft.put('event', { id: event.eventId, sequence: draft.number(), event });
      return () => handOver(event);
    },
    settled,
  };
}

/** Told even after an absence: an adapter that comes back sees which servers it is in. */
const tellsOfPresence = (event: Inbound): boolean => event.kind === 'joined' || event.kind === 'left';
const waits = (event: Inbound): boolean =>
  tellsOfPresence(event) || event.kind === 'message' || event.kind === 'message-edited' || event.kind === 'message-deleted';
/** A lost button press is pressed again; lost words are lost. */
const isKept = (event: Inbound): boolean => waits(event) || event.kind === 'form';

/** The same one on redelivery. */
export const newEventId = (draft: Draft): string => `local:event/${draft.number()}`;

function placeOf(event: Inbound): PlaceId | TenantId {
  if (event.kind === 'reconnected' || event.kind === 'joined' || event.kind === 'left') return event.tenant;
  const { place } = event;
  switch (place.kind) {
    case 'channel':
      return place.channel;
    case 'thread':
      return place.thread;
    case 'direct':
      return place.direct;
    default:
      return place satisfies never;
  }
}
