// What a person is in the middle of: a question half written, a file that was checked, a list with its search. May be lost.
import { z } from 'zod';
import { UserError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import type { By } from './parts.ts';
import { ownQuestionSchema, unfinishedSchema } from './own-question.ts';

const KEPT_MS = 7 * 24 * 3_600_000;

interface Store {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlMs: number): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

const draftSchema = z.object({
  /** What is chosen and written so far. */
  record: unfinishedSchema,
  /** The question that it changes; null: a new one. */
  question: z.string().nullable(),
  /** Of that question, when the draft was begun: a change that somebody else made since is not overwritten unseen. */
  updatedAtMs: z.number().nullable(),
});
export type Draft = z.infer<typeof draftSchema>;

const listSchema = z.object({ search: z.string(), show: z.enum(['all', 'own', 'retired']) });
export type ListView = z.infer<typeof listSchema>;

const importSchema = z.object({
  entries: z.array(z.object({ id: z.string(), record: ownQuestionSchema, retired: z.boolean() })),
});
export type ImportEntry = z.infer<typeof importSchema>['entries'][number];

const SCHEMAS = { draft: draftSchema, list: listSchema, import: importSchema } as const;
type Kind = keyof typeof SCHEMAS;
type Value<K extends Kind> = z.infer<(typeof SCHEMAS)[K]>;

export interface Kept {
  /** A new id, short enough for a button, or the one that was given. */
  keep<K extends Kind>(by: By, kind: K, value: Value<K>, id?: string): Promise<string>;
  /** null: it is over a week old, another person's, or nobody's. */
  peek<K extends Kind>(by: By, kind: K, id: string): Promise<Value<K> | null>;
  /** Throws UserError where there is none. */
  find<K extends Kind>(by: By, kind: K, id: string): Promise<Value<K>>;
  drop(by: By, kind: Kind, id: string): Promise<void>;
}

export function createKept(store: Store): Kept {
  const key = ({ tenant, member }: By, kind: Kind, id: string): string => `${tenant}|${member}|question-${kind}:${id}`;
  const peek: Kept['peek'] = async (by, kind, id) => {
    const text = await store.get(key(by, kind, id));
    if (text === undefined) return null;
    return parseJson(SCHEMAS[kind], text) as Value<typeof kind>; // the schema of this kind, which an index by a type parameter loses
  };
  return {
    peek,
    async keep(by, kind, value, id = newId()) {
      await store.set(key(by, kind, id), JSON.stringify(value), KEPT_MS);
      return id;
    },
    async find(by, kind, id) {
      const found = await peek(by, kind, id);
      if (found === null) throw new UserError('questions.draftGone');
      return found;
    },
    async drop(by, kind, id) {
      await store.delete(key(by, kind, id));
    },
  };
}
