// What nobody looks at any more.
import type { Connection } from './database.ts';

const DAY_MS = 86_400_000;
const NOTICES_KEPT_MS = 90 * DAY_MS;
const DRAFTS_KEPT_MS = 30 * DAY_MS;
const BALLOTS_KEPT_MS = 90 * DAY_MS;
const AUDIT_KEPT_MS = 730 * DAY_MS;

/** Old notices, drafts that were left, votes that were counted long ago, and what owners changed more than two years ago. */
export async function sweepPast(connection: Connection, nowMs: number): Promise<void> {
  await connection
    .deleteFrom('notice')
    .where('created_at', '<', nowMs - NOTICES_KEPT_MS)
    .execute();
  await connection
    .deleteFrom('plan_draft')
    .where('updated_at', '<', nowMs - DRAFTS_KEPT_MS)
    .execute();
  await connection
    .deleteFrom('ballot_vote')
    .where('created_at', '<', nowMs - BALLOTS_KEPT_MS)
    .execute();
  await connection
    .deleteFrom('ballot')
    .where('created_at', '<', nowMs - BALLOTS_KEPT_MS)
    .execute();
  await connection
    .deleteFrom('audit')
    .where('created_at', '<', nowMs - AUDIT_KEPT_MS)
    .execute();
}
