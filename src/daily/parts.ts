// What the rooms of this folder share.
import type { Jurisdiction } from '../bank/schema.ts';
import type { Clock } from '../core/clock.ts';
import type { PostId, TenantId } from '../core/ids.ts';
import type { Words } from '../core/locale.ts';
import type { Log } from '../core/log.ts';
import type { Platform } from '../core/platform.ts';
import type { Jobs } from '../jobs/port.ts';
import type { Library } from '../library/library.ts';
import type { Connection, OpenDatabase } from '../store/database.ts';

export interface DailyParts {
  readonly database: OpenDatabase;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly platform: Platform;
  readonly library: Library;
  readonly rubricVersion: string;
  /** The places whose questions fit a place. */
  readonly placesFor: (place: Jurisdiction) => readonly Jurisdiction[];
  readonly words: Words;
  readonly log: Log;
  /** In the transaction that closes a post: its board takes no more answers. */
  readonly onClosed: (connection: Connection, tenant: TenantId, post: PostId) => Promise<void>;
  readonly onClaimed: (plans: number) => void;
  /** How a due question ended; `lateMs` from when it was due. */
  readonly onPosting: (outcome: 'posted' | 'skipped' | 'failed', lateMs: number) => void;
}
