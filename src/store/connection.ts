// What the queries and the features see of an open database.
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { EraseLedgerTable, Tables } from './schema.ts';

export type Database = Kysely<Tables>;
/** What a query function takes: `db`, or the `trx` of a transaction. */
export type Connection = Kysely<Tables> | Transaction<Tables>;

export interface OpenDatabase {
  readonly db: Database;
  /** Whether rows can be locked one by one (`for update skip locked`). Where not, a writer holds the whole database. */
  readonly locksRows: boolean;
  /** Commits when `work` resolves, rolls back when it rejects. Nothing in `work` may wait for a network. Does not nest. */
  transaction<T>(work: (trx: Transaction<Tables>) => Promise<T>): Promise<T>;
  /** Inside a transaction: runs `work` once it has committed, never if it has not, and once however often it is asked for. Outside: at once. */
  afterCommit(work: () => void): void;
  /** Tries a real commit. */
  isWritable(): Promise<boolean>;
  /** The same; null: it went well, else what stands in the way and how to mend it. */
  writeFault(): Promise<string | null>;
  /** After an erase: written down outside the database as well, so that the loss of it does not undo the erase. */
  noteErasure(erasure: Selectable<EraseLedgerTable>): Promise<void>;
  /** After an erase: what was deleted leaves the files of the engine too (its log of recent writes). */
  scrub(): Promise<void>;
  close(): Promise<void>;
}
