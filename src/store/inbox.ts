// Events that carry work, stored before the platform is told that they were received. Text in them is masked by the caller.
import type { TenantId } from '../core/ids.ts';
import type { Inbound } from '../core/platform.ts';
import type { Cancel, Clock } from '../core/clock.ts';
import type { Connection, OpenDatabase } from './connection.ts';

/** Longer than any platform sends an event again; then its id is forgotten. */
export const INBOX_KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** A payload that was worked on stays no longer than this. */
const EMPTIED_WITHIN_MS = 1000;

export interface StoredInbox {
  /** false: this event has been received before. */
  receive(event: Inbound): Promise<boolean>;
  handled(event: Inbound): Promise<void>;
  unhandled(): Promise<readonly Inbound[]>;
  /** Writes down at once what was handled. */
  flush(): Promise<void>;
}

/**
 * What was handled is written down with the next event, or within a second: a commit of its own would cost each message a disk
 * sync. After a crash such a message is worked on again, which changes nothing; a form is written down at once, since it might.
 */
export function createInbox(database: OpenDatabase, clock: Clock, onError: (error: unknown) => void): StoredInbox {
  let done: Inbound[] = [];
  let cancel: Cancel | null = null;
  const emptied = async (connection: Connection, events: readonly Inbound[]): Promise<void> => {
    for (const event of events) await handled(connection, event.tenant, event.eventId, clock.now());
  };
  const takeDone = (): readonly Inbound[] => {
    const events = done;
    done = [];
    cancel?.();
    cancel = null;
    return events;
  };
  async function flush(): Promise<void> {
    const events = takeDone();
    if (events.length > 0) await database.transaction((trx) => emptied(trx, events));
  }
  return {
    receive(event) {
      const events = takeDone();
      return database.transaction(async (trx) => {
        await emptied(trx, events);
        return receive(trx, event, clock.now());
      });
    },
    async handled(event) {
      done.push(event);
      if (event.kind === 'form') return flush();
      cancel ??= clock.at(clock.now() + EMPTIED_WITHIN_MS, () => void flush().catch(onError));
    },
    unhandled: () => unhandled(database.db),
    flush,
  };
}

/** false: an event with this id was received before, and there is nothing to do. */
export async function receive(connection: Connection, event: Inbound, nowMs: number): Promise<boolean> {
  const inserted = await connection
    .insertInto('inbox')
    .values({ tenant: event.tenant, event_id: event.eventId, payload: JSON.stringify(event), received_at: nowMs, handled_at: null })
    .onConflict((conflict) => conflict.columns(['tenant', 'event_id']).doNothing())
    .returning('event_id')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Received but not handled: after a crash. In the order of their arrival. */
export async function unhandled(connection: Connection): Promise<Inbound[]> {
  const rows = await connection
    .selectFrom('inbox')
    .select('payload')
    .where('handled_at', 'is', null)
    .where('payload', 'is not', null)
    .orderBy('received_at')
    .orderBy('event_id')
    .execute();
  return rows.map((row) => JSON.parse(row.payload ?? '') as Inbound); // `receive` wrote it from an Inbound
}

/** Empties the payload; the id stays for `INBOX_KEPT_MS`, so that the same event is known when it comes again. */
export async function handled(connection: Connection, tenant: TenantId, eventId: string, nowMs: number): Promise<void> {
  await connection
    .updateTable('inbox')
    .set({ payload: null, handled_at: nowMs })
    .where('tenant', '=', tenant)
    .where('event_id', '=', eventId)
    .execute();
}

/** Forgets events handled more than `INBOX_KEPT_MS` ago. */
export async function sweepInbox(connection: Connection, nowMs: number): Promise<void> {
  await connection
    .deleteFrom('inbox')
    .where('handled_at', '<', nowMs - INBOX_KEPT_MS)
    .execute();
}
