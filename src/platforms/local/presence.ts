// What an owner does to the server itself: takes the bot out of it and back in, takes a channel away. Tests and scripts ask for it.
import type { Clock } from '../../core/clock.ts';
import type { ChannelId } from '../../core/ids.ts';
import { newEventId } from './delivery.ts';
import type { Delivery } from './delivery.ts';
import { removeMessage } from './drawing.ts';
import type { PlaceId } from './records.ts';
import { Refused } from './refusal.ts';
import { TENANT } from './roster.ts';
import { PRESENCE } from './world.ts';
import type { Draft, World } from './world.ts';

export interface Presence {
  /** Takes the bot out of the server; it is told once, and from then on reaches nothing here. */
  leave(): void;
  join(): void;
  /** With its threads and all that was said in them. The bot is not told, as on Discord without the intent for it. Throws `Refused`. */
  removeChannel(channel: ChannelId): void;
}

export function createPresence(parts: { readonly world: World; readonly delivery: Delivery; readonly clock: Clock }): Presence {
  const { world, delivery, clock } = parts;

  function become(installed: boolean): void {
    if (world.isInstalled() === installed) return;
    world.change((draft) => {
      draft.put('presence', { id: PRESENCE, sequence: draft.number(), installed });
      const kind = installed ? 'joined' : 'left';
      return delivery.prepare(draft, { kind, tenant: TENANT, eventId: newEventId(draft), atMs: clock.now() });
    })();
  }

  function empty(draft: Draft, place: PlaceId): void {
    for (const message of world.messagesIn(place)) removeMessage(world, draft, message.id);
    for (const form of world.all('form')) if (form.place === place) draft.remove('form', form.id);
    for (const reading of world.all('reading')) if (reading.place === place) draft.remove('reading', reading.id);
  }

  function removeChannel(id: ChannelId): void {
    const channels = [...world.all('channel')];
    if (!channels.some((channel) => channel.id === id))
      throw new Refused(404, 'unknown-channel', 'There is no such channel: take an id from /places.', 'channel');
    if (channels.length === 1)
      throw new Refused(409, 'last-channel', 'This is the last channel, and a server keeps one: it stays.', 'channel');
    world.change((draft) => {
      for (const thread of world.all('thread')) {
        if (thread.channel !== id) continue;
        empty(draft, thread.id);
        draft.remove('thread', thread.id);
      }
      empty(draft, id);
      draft.remove('channel', id);
      draft.put('removed', { id, sequence: draft.number() });
    });
  }

  return { leave: () => become(false), join: () => become(true), removeChannel };
}
