// A chat store in memory: fast, and as forgetful of object identity as the real one.
import type { ChatObject, ChatStore } from '../../src/platforms/local/records.ts';

export interface MapChatStore extends ChatStore {
  /** How often something was written. */
  readonly writes: number;
  readonly load: () => readonly ChatObject[];
  /** What a copy of the files taken now would hold. */
  readonly copy: () => MapChatStore;
}

export function mapChatStore(initial: readonly ChatObject[] = []): MapChatStore {
  const objects = new Map<string, ChatObject>();
  const nameOf = (object: { readonly kind: string; readonly id: string }): string => JSON.stringify([object.kind, object.id]);
  for (const object of initial) objects.set(nameOf(object), object);
  let writes = 0;
  const load = (): readonly ChatObject[] => [...objects.values()].sort((a, b) => a.sequence - b.sequence);
  return {
    get writes() {
      return writes;
    },
    load,
    write(changes) {
      writes += 1;
      for (const object of changes.put) objects.set(nameOf(object), { ...object });
      for (const object of changes.remove) objects.delete(nameOf(object));
    },
    copy: () => mapChatStore(load()),
  };
}
