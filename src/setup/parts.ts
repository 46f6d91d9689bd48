// What the rooms of this folder share.
import type { Jurisdiction } from '../bank/schema.ts';
import type { Clock } from '../core/clock.ts';
import type { Words } from '../core/locale.ts';
import type { Platform } from '../core/platform.ts';
import type { Daily } from '../daily/port.ts';
import type { Library } from '../library/library.ts';
import type { Members } from '../members/members.ts';
import type { Staff } from '../staff/staff.ts';
import type { OpenDatabase } from '../store/database.ts';

export interface SetupParts {
  readonly database: OpenDatabase;
  readonly clock: Clock;
  readonly platform: Platform;
  readonly daily: Daily;
  readonly library: Library;
  readonly members: Members;
  readonly staff: Staff;
  readonly words: Words;
  /** The places whose questions fit a place. */
  readonly placesFor: (place: Jurisdiction) => readonly Jurisdiction[];
}
