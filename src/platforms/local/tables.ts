// The objects of the world in memory, with the few indexes that make looking them up cheap.
import { asId } from '../../core/ids.ts';
import type { ChannelId, DirectId, MessageId, ThreadId, UserId } from '../../core/ids.ts';
import type { Place } from '../../core/platform.ts';
import { KINDS, parseRecord } from './records.ts';
import type { ChatObject, Kind, PlaceId, Records } from './records.ts';

/** One object put, or (`record` null) removed. */
export type Write = { [K in Kind]: { readonly kind: K; readonly id: string; readonly record: Records[K] | null } }[Kind];

export interface Tables {
  get<K extends Kind>(kind: K, id: string): Records[K] | undefined;
  /** In the order in which they came to be. */
  all<K extends Kind>(kind: K): Iterable<Records[K]>;
  messagesIn(place: PlaceId): Iterable<Records['message']>;
  keyed(place: PlaceId, key: string): Records['message'] | undefined;
  threadOn(message: MessageId): Records['thread'] | undefined;
  place(id: PlaceId): Place | null;
  /** The one person who can open a place; null: everybody. */
  readonly onlyFor: (place: PlaceId) => UserId | null;
  readonly apply: (write: Write) => void;
}

export function asWrite<K extends Kind>(kind: K, id: string, record: Records[K] | null): Write {
  return { kind, id, record } as Write; // kind and record belong together by K, which a union cannot say
}

/** null for a kind that this program does not know. Throws OperatorError when the object cannot be read. */
export function readWrite(object: ChatObject): Write | null {
  const kind = KINDS.find((known) => known === object.kind);
  return kind === undefined ? null : asWrite(kind, object.id, parseRecord(kind, object));
}

export function createTables(): Tables {
  const maps: { readonly [K in Kind]: Map<string, Records[K]> } = {
    counter: new Map(),
    channel: new Map(),
    direct: new Map(),
    thread: new Map(),
    message: new Map(),
    file: new Map(),
    interaction: new Map(),
    form: new Map(),
    event: new Map(),
    reading: new Map(),
    presence: new Map(),
    removed: new Map(),
  };
  const byPlace = new Map<PlaceId, Map<MessageId, Records['message']>>();
  const byKey = new Map<string, MessageId>();
  const byStarter = new Map<MessageId, ThreadId>();
  const keyOf = (place: PlaceId, key: string): string => JSON.stringify([place, key]);

  function indexMessage(before: Records['message'] | undefined, after: Records['message'] | null): void {
    if (after === null) {
      if (before === undefined) return;
      byPlace.get(before.place)?.delete(before.id);
      if (before.key !== null) byKey.delete(keyOf(before.place, before.key));
      return;
    }
    const inPlace = byPlace.get(after.place) ?? new Map<MessageId, Records['message']>();
    byPlace.set(after.place, inPlace.set(after.id, after));
    if (after.key !== null) byKey.set(keyOf(after.place, after.key), after.id);
  }

  function indexThread(before: Records['thread'] | undefined, after: Records['thread'] | null): void {
    if (before !== undefined) byStarter.delete(before.starter);
    if (after !== null) byStarter.set(after.starter, after.id);
  }

  return {
    get: (kind, id) => maps[kind].get(id),
    all: (kind) => maps[kind].values(),
    messagesIn: (id) => byPlace.get(id)?.values() ?? [],
    keyed: (id, key) => maps.message.get(byKey.get(keyOf(id, key)) ?? ''),
    threadOn: (message) => maps.thread.get(byStarter.get(message) ?? ''),
    place(id) {
      const thread = maps.thread.get(id);
      if (thread !== undefined) return { kind: 'thread', channel: thread.channel, thread: thread.id };
      if (maps.channel.has(id)) return { kind: 'channel', channel: asId<ChannelId>(id) };
      return maps.direct.has(id) ? { kind: 'direct', direct: asId<DirectId>(id) } : null;
    },
    onlyFor: (id) => maps.direct.get(id)?.user ?? null,
    apply(write) {
      const { kind, id, record } = write;
      if (write.kind === 'message') indexMessage(maps.message.get(id), write.record);
      if (write.kind === 'thread') indexThread(maps.thread.get(id), write.record);
      if (record === null) maps[kind].delete(id);
      else (maps[kind] as Map<string, typeof record>).set(id, record); // the map of the record's own kind
    },
  };
}
