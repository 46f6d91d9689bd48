// Values with a time to live, for what may be lost: drafts, cooldowns, looked-up names. Never for what is counted or claimed:
// Keyv has no compare-and-set.
import { Keyv, keyvStorageCapability } from 'keyv';
import type { KeyvStorageAdapter } from 'keyv';
import { systemClock } from '../core/clock.ts';
import type { Clock } from '../core/clock.ts';
import type { OpenDatabase } from './database.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Keys begin with the tenant. A failed `get` is undefined, a failed `set` false; the reason goes to `onError`. */
export interface Expiring {
  /** Masked text that was typed and did not become an answer. A week, unless another time to live is given. */
  readonly drafts: Keyv<string>;
  /** Epoch ms at which something may be done again. A day, unless another time to live is given. */
  readonly cooldowns: Keyv<number>;
  /** Names that a platform was asked for. A day, unless another time to live is given. */
  readonly names: Keyv<string>;
  /** Deletes what has expired; reading never shows it anyway. */
  sweep(): Promise<void>;
}

/** Times to live are measured on `clock`: when the playground jumps a day, values age by a day. */
export function createExpiring(database: OpenDatabase, clock: Clock, onError: (error: unknown) => void): Expiring {
  const open = <Value>(namespace: string, ttl: number): Keyv<Value> => {
    // Keyv's own check goes by the machine's clock.
    const values = new Keyv<Value>({ store: createAdapter(database, clock, namespace), ttl, checkExpired: false });
    values.on('error', onError); // without a listener it would throw instead
    return values;
  };
  return {
    drafts: open('drafts', 7 * DAY_MS),
    cooldowns: open('cooldowns', DAY_MS),
    names: open('names', DAY_MS),
    async sweep() {
      await database.db.deleteFrom('expiring').where('expires_at', '<=', clock.now()).execute();
    },
  };
}

type Adapter = Pick<
  KeyvStorageAdapter,
  'get' | 'getMany' | 'set' | 'setMany' | 'delete' | 'deleteMany' | 'has' | 'hasMany' | 'clear' | 'capabilities'
>;

function createAdapter({ db }: OpenDatabase, clock: Clock, namespace: string): Adapter {
  const machine = systemClock();
  // The namespace stands at the end, since every key begins with its tenant.
  const stored = (key: string): string => `${key}#${namespace}`;
  /** Keyv counts `expires` from the machine's clock, in whole milliseconds. */
  const onProductClock = (expires: number | undefined): number | null =>
    expires === undefined ? null : clock.now() + (expires - machine.now());

  async function read(keys: readonly string[]): Promise<(string | undefined)[]> {
    if (keys.length === 0) return [];
    const rows = await db
      .selectFrom('expiring')
      .select(['key', 'value'])
      .where('key', 'in', keys.map(stored))
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', clock.now())]))
      .execute();
    const found = new Map(rows.map((row) => [row.key, row.value]));
    return keys.map((key) => found.get(stored(key)));
  }
  async function write(
    entries: readonly { readonly key: string; readonly value: unknown; readonly expires?: number | undefined }[],
  ): Promise<void> {
    if (entries.length === 0) return;
    await db
      .insertInto('expiring')
      .values(entries.map(({ key, value, expires }) => ({ key: stored(key), value: String(value), expires_at: onProductClock(expires) })))
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet((eb) => ({ value: eb.ref('excluded.value'), expires_at: eb.ref('excluded.expires_at') })),
      )
      .execute();
  }
  async function remove(keys: readonly string[]): Promise<boolean[]> {
    if (keys.length === 0) return [];
    const rows = await db.deleteFrom('expiring').where('key', 'in', keys.map(stored)).returning('key').execute();
    const gone = new Set(rows.map((row) => row.key));
    return keys.map((key) => gone.has(stored(key)));
  }
  const adapter: Adapter = {
    get: async (key) => (await read([key]))[0],
    getMany: (keys) => read(keys),
    has: async (key) => (await read([key]))[0] !== undefined,
    hasMany: async (keys) => (await read(keys)).map((value) => value !== undefined),
    set: (key, value, expires) => write([{ key, value, expires }]).then(() => true),
    setMany: (entries) => write(entries).then(() => entries.map(() => true)),
    delete: async (key) => (await remove([key]))[0] === true,
    deleteMany: (keys) => remove(keys),
    async clear() {
      await db.deleteFrom('expiring').where('key', 'like', `%#${namespace}`).execute();
    },
  };
  return { ...adapter, capabilities: keyvStorageCapability(adapter) };
}
