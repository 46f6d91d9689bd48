// The state of the playground. Every change is one batch: written to the store first, then taken over, then told to who watches.
import type { UserId } from '../../core/ids.ts';
import type { ChatStore, Kind, PlaceId, Records } from './records.ts';
import { CHANNELS, directId } from './roster.ts';
import type { Person } from './roster.ts';
import { asWrite, createTables, readWrite } from './tables.ts';
import type { Tables, Write } from './tables.ts';

export interface Draft {
  /** The place of a new object in the order of all things; also what its id is made from. */
  number(): number;
  put<K extends Kind>(kind: K, record: Records[K]): void;
  remove(kind: Kind, id: string): void;
}

/** Something changed in a place. `audience` null: for everybody who can enter it. */
export interface Touch {
  readonly in: PlaceId;
  readonly audience: UserId | null;
}

export interface World extends Omit<Tables, 'apply' | 'onlyFor'> {
  readonly people: readonly Person[];
  /** Nothing was there before this process. */
  readonly isNew: boolean;
  /** Whether the bot is in the server. */
  isInstalled(): boolean;
  /** Runs `work` against the world as it stands (it does not see its own puts); what it throws leaves everything as it was. */
  change<Result>(work: (draft: Draft) => Result): Result;
  /** Returns how to stop watching. */
  watch(listener: (touch: Touch) => void): () => void;
  /** Whether this person can open the place. */
  mayEnter(person: UserId, place: PlaceId): boolean;
  sees(person: UserId, message: Records['message']): boolean;
}

export const PRESENCE = 'local:presence';
const COUNTER = 'local:counter/next';

/** Throws OperatorError when what the store holds cannot be read. */
export function createWorld(chat: ChatStore, people: readonly Person[]): World {
  const tables = createTables();
  const listeners = new Set<(touch: Touch) => void>();
  const { apply: _apply, onlyFor, ...lookups } = tables;

  function commit(writes: readonly Write[]): void {
    if (writes.length === 0) return;
    const put = writes.flatMap(({ kind, id, record }) =>
      record === null ? [] : [{ kind, id, value: JSON.stringify(record), sequence: record.sequence }],
    );
    chat.write({ put, remove: writes.filter((write) => write.record === null).map(({ kind, id }) => ({ kind, id })) });
    // A removal shows where that which it removes stood.
    const shown = writes.map((write) =>
      write.record === null ? asWrite(write.kind, write.id, tables.get(write.kind, write.id) ?? null) : write,
    );
    for (const write of writes) tables.apply(write);
    const told = new Map(
      shown.flatMap((write) => touches(tables, write)).map((touch) => [JSON.stringify([touch.in, touch.audience]), touch]),
    );
    for (const touch of told.values()) for (const listener of listeners) listener(touch);
  }

  function change<Result>(work: (draft: Draft) => Result): Result {
    const start = tables.get('counter', COUNTER)?.next ?? 1;
    let next = start;
    const writes = new Map<string, Write>();
    const note = (write: Write): void => void writes.set(JSON.stringify([write.kind, write.id]), write);
    const result = work({
      number: () => next++,
      put: (kind, record) => note(asWrite(kind, record.id, record)),
      remove: (kind, id) => note(asWrite(kind, id, null)),
    });
    if (next !== start) note(asWrite('counter', COUNTER, { id: COUNTER, sequence: 0, next }));
    commit([...writes.values()]);
    return result;
  }

  const stored = chat.load();
  for (const object of stored) {
    const write = readWrite(object);
    if (write !== null) tables.apply(write);
  }
  change((draft) => furnish(tables, draft, people));

  const mayEnter = (person: UserId, id: PlaceId): boolean => tables.place(id) !== null && (onlyFor(id) ?? person) === person;
  return {
    ...lookups,
    people,
    isNew: stored.length === 0,
    isInstalled: () => tables.get('presence', PRESENCE)?.installed ?? true,
    change,
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    mayEnter,
    sees: (person, message) => (message.privateTo ?? person) === person && mayEnter(person, message.place),
  };
}

/** What is there from the start, as far as it is missing. */
function furnish(tables: Tables, draft: Draft, people: readonly Person[]): void {
  for (const channel of CHANNELS) {
    if (tables.get('channel', channel.id) === undefined && tables.get('removed', channel.id) === undefined)
      draft.put('channel', { ...channel, sequence: draft.number(), denied: [] });
  }
  for (const person of people) {
    const id = directId(person.handle);
    if (tables.get('direct', id) === undefined) draft.put('direct', { id, sequence: draft.number(), user: person.id, open: true });
  }
}

/** Where a change shows, and to whom. */
function touches(tables: Tables, { kind, record }: Write): readonly Touch[] {
  if (record === null) return [];
  switch (kind) {
    case 'message': {
      const audience = record.privateTo ?? tables.onlyFor(record.place);
      const thread = tables.get('thread', record.place);
      // The channel shows how many messages its thread holds.
      return thread === undefined || audience !== null
        ? [{ in: record.place, audience }]
        : [
            { in: record.place, audience },
            { in: thread.channel, audience },
          ];
    }
    case 'thread':
      return [
        { in: record.channel, audience: null },
        { in: record.id, audience: null },
      ];
    case 'interaction':
    case 'form':
    case 'reading':
      return [{ in: record.place, audience: record.user }];
    case 'channel':
      return [{ in: record.id, audience: null }];
    case 'counter':
    case 'direct':
    case 'file':
    case 'event':
    case 'presence':
    case 'removed':
      return [];
    default:
      return kind satisfies never;
  }
}

/** The number that a message got when it came to be; null for what is no id of a message here. */
export function numberOf(message: string): number | null {
  const [, digits] = /^local:message\/(\d+)$/.exec(message) ?? [];
  return digits === undefined ? null : Number(digits);
}
