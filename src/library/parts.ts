// What the rooms of this folder share.
import type { Bank } from '../bank/load.ts';
import type { Rules } from '../bank/rules.ts';
import type { Clock } from '../core/clock.ts';
import type { ChannelId, TenantId, UserId } from '../core/ids.ts';
import type { Words } from '../core/locale.ts';
import type { Platform } from '../core/platform.ts';
import type { Jobs } from '../jobs/port.ts';
import type { Staff } from '../staff/staff.ts';
import type { OpenDatabase } from '../store/database.ts';
import type { Guides } from './guides.ts';
import type { Kept } from './kept.ts';
import type { Library } from './library.ts';

export interface By {
  readonly tenant: TenantId;
  readonly member: UserId;
}

/** The daily plans, as far as a question can be put into them. */
export interface PlanQueue {
  /** The oldest first. */
  plans(
    tenant: TenantId,
  ): Promise<readonly { readonly id: string; readonly rule: { readonly channel: ChannelId; readonly localTime: string } }[]>;
  queue(by: By, plan: string, question: string): Promise<void>;
}

export interface QuestionParts {
  readonly database: OpenDatabase;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly platform: Platform;
  readonly bank: Bank;
  readonly rules: Rules;
  readonly guides: Guides;
  readonly library: Library;
  readonly staff: Staff;
  readonly words: Words;
  readonly plans: PlanQueue;
  readonly kept: Kept;
  /** Hides personal data: forms come masked, files and what is typed with a command do not. */
  readonly mask: (text: string) => string;
}
