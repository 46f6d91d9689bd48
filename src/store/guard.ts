// Keeps `db` out of transactions. On SQLite a query on `db` inside a transaction waits for the one connection, which the
// transaction holds: for ever. On PostgreSQL it runs, outside the transaction. Here both are an error that says so.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { KyselyPlugin } from 'kysely';

const MISUSE = 'inside a transaction: use the `trx` that it was given, not `db`';

export interface TransactionGuard {
  /** For the `db` that stands outside transactions. Throws when a query on it is built inside one. */
  readonly plugin: KyselyPlugin;
  /** Runs `work` as the inside of a transaction. Throws when it is called inside one: transactions do not nest. */
  inside<T>(work: () => Promise<T>): Promise<T>;
  /** Inside a transaction: runs `work` once it has committed, never if it has not. Outside: at once. */
  afterCommit(work: () => void): void;
}

/** `open` ends with the transaction, since what was started inside and outlives it may use `db` again. */
interface Scope {
  open: boolean;
  readonly afterwards: Set<() => void>;
}

export function createTransactionGuard(): TransactionGuard {
  const scopes = new AsyncLocalStorage<Scope>();
  const refuseInside = (): void => {
    if (scopes.getStore()?.open === true) throw new Error(MISUSE);
  };
  return {
    plugin: {
      transformQuery({ node }) {
        refuseInside();
        return node;
      },
      transformResult: ({ result }) => Promise.resolve(result),
    },
    async inside(work) {
      refuseInside();
      const scope: Scope = { open: true, afterwards: new Set() };
      let result;
      try {
        result = await scopes.run(scope, work);
      } finally {
        scope.open = false;
      }
      for (const next of scope.afterwards) next();
      return result;
    },
    afterCommit(work) {
      const scope = scopes.getStore();
      if (scope?.open === true) scope.afterwards.add(work);
      else work();
    },
  };
}
