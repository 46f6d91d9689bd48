// What the program has acknowledged, and what it must therefore still show after it was killed.
import { expect } from 'vitest';
import type { MessageView } from '../../src/platforms/local/view.ts';
import { personAt } from './person.ts';
import type { Program } from './program.ts';

interface Acknowledged {
  readonly as: string;
  readonly in: string;
  readonly id: string;
  /** Beginnings of what it may say now: the acknowledged text first, then one that was sent later and not answered. */
  readonly texts: string[];
}

export interface Ledger {
  readonly count: number;
  readonly entries: readonly Acknowledged[];
  /** A message that the program showed as said: a person's, or its own private answer to one. */
  note(as: string, message: Pick<MessageView, 'id' | 'in' | 'text'>): Acknowledged;
  /** Resolves when there have been `count` of them. */
  reached(count: number): Promise<void>;
  /** Everything stands where it stood, once. */
  verify(program: Program): Promise<void>;
}

export function createLedger(): Ledger {
  const entries: Acknowledged[] = [];
  const waiting = new Map<() => void, number>();
  return {
    get count() {
      return entries.length;
    },
    entries,
    note(as, { id, in: place, text }) {
      const entry = { as, in: place, id, texts: [text] };
      entries.push(entry);
      for (const [resolve, count] of waiting) if (entries.length >= count) resolve();
      return entry;
    },
    reached: (count) =>
      new Promise((resolve) => {
        if (entries.length >= count) resolve();
        else waiting.set(resolve, count);
      }),
    async verify(program) {
      const places = new Map<string, readonly MessageView[]>();
      for (const entry of entries) {
        const key = `${entry.as} in ${entry.in}`;
        const seen = places.get(key) ?? (await personAt(program, entry.as).sees(entry.in));
        places.set(key, seen);
        const standing = seen.filter((message) => message.id === entry.id);
        expect(standing, `${key}: ${entry.id}`).toHaveLength(1);
        expect(entry.texts).toContain(standing[0]?.text);
      }
    },
  };
}
