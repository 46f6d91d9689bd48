// What the day offers to the commands and panels: plans, what they will post, and what stands now.
import type { Question } from '../bank/schema.ts';
import type { ChannelId, PostId, TenantId, UserId } from '../core/ids.ts';
import type { MissingPermission } from '../core/platform.ts';
import type { Plan, Post } from '../store/plans.ts';
import type { Notice } from '../store/notices.ts';
import type { Due } from './due.ts';
import type { PlanRule } from './plan.ts';

export interface PlanView {
  readonly id: string;
  readonly rule: PlanRule;
  readonly state: Plan['state'];
  readonly revision: number;
  /** null: not active, or no day is left on which it runs. */
  readonly next: Due | null;
}

/** How far the questions reach. */
export interface Outlook {
  /** Questions that fit the filters. */
  readonly matching: number;
  /** Of them, how many the channel has not had. */
  readonly unused: number;
  /** The local date on which one comes a second time. null: none of the next thousand days. */
  readonly repeatsFrom: string | null;
}

export interface Preview {
  /** Of the stored pick. */
  readonly id: string;
  readonly due: Due;
  readonly question: Question;
  readonly source: 'choice' | 'queue' | 'vote';
}

export type SaveResult =
  | { readonly kind: 'saved'; readonly plan: PlanView }
  /** Somebody else has changed the plan since the draft was begun; `plan` is how it stands now. */
  | { readonly kind: 'conflict'; readonly plan: PlanView; readonly by: UserId | null; readonly atMs: number | null };

export interface PlanStatus extends PlanView {
  /** The channel's name; null: it is gone. */
  readonly channelName: string | null;
  readonly missing: readonly MissingPermission[];
  /** Of today or the last one. */
  readonly last: Post | null;
  readonly lastTitle: string | null;
  /** The newest first. */
  readonly notices: readonly Notice[];
}

/** Who changes something; goes into the audit log. */
export interface By {
  readonly tenant: TenantId;
  readonly member: UserId;
}

export interface Daily {
  /** Creates the plan `daily` once; its first question is due at once. For the playground and tests. */
  ensurePlan(tenant: TenantId, rule: PlanRule, first: string | null): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Claims everything that is due now. */
  claimDue(): Promise<void>;
  /** What waits for a job that was lost is given one. At start by itself; now and then by whoever keeps house. */
  repair(): Promise<void>;
  /** The clock was set back, or the zone data changed: the next instants are derived anew. */
  replan(tenant?: TenantId | null): Promise<void>;

  /** The oldest first. */
  plans(tenant: TenantId): Promise<readonly PlanView[]>;
  plan(tenant: TenantId, id: string): Promise<PlanView | null>;
  /**
   * A new plan, or a changed one. `first`: the question that it begins with, as the preview showed it.
   * Throws UserError when the channel has another plan already.
   */
  save(by: By, rule: PlanRule, on: { readonly plan: string; readonly revision: number } | null, first: string | null): Promise<SaveResult>;
  outlook(tenant: TenantId, rule: PlanRule, plan: string | null): Promise<Outlook>;
  /** When a rule would run next, for a plan that is not saved yet; never on a date that its channel or plan has had a question. */
  nextRun(tenant: TenantId, rule: PlanRule, plan: string | null): Promise<Due | null>;
  /** What a plan that is not saved yet would begin with: the same question each time for the same rule and day; null: nothing fits. */
  suggestFirst(tenant: TenantId, rule: PlanRule): Promise<Question | null>;
  /** Stores picks until there are `count` of them: what is shown is what will be posted. */
  preview(tenant: TenantId, plan: string, count: number): Promise<readonly Preview[]>;
  /** Another one in the place of a stored pick. Throws UserError when no other question fits. */
  another(by: By, plan: string, upcoming: string): Promise<void>;
  /** Before everything that was chosen by itself, behind what was queued before. */
  queue(by: By, plan: string, question: string): Promise<void>;
  /** `today` takes the day; `extra` leaves it. Throws UserError when today's stands already, or the channel refuses. */
  postNow(by: By, plan: string, kind: 'today' | 'extra'): Promise<void>;
  /** The next run is left out; its question is kept for the run after. Throws UserError when there is none. */
  skipNext(by: By, plan: string): Promise<Due>;
  /** `until`: the first local date with a question again; null: until somebody resumes it. */
  pause(by: By, plan: string, until: string | null): Promise<void>;
  resume(by: By, plan: string): Promise<void>;
  /** What was posted stays and is closed in time. */
  remove(by: By, plan: string): Promise<void>;

  /** The question's words are mended where they stand; answers are read against the new words. */
  correct(by: By, post: PostId, wording: string): Promise<void>;
  /** The message goes, its thread is locked; answers stay with their writers. The day counts as used. */
  withdraw(by: By, post: PostId): Promise<void>;
  /** After it was deleted, by an owner or by anyone: as a new message with a new thread. Throws UserError while it stands. */
  postAgain(by: By, post: PostId): Promise<void>;

  /** null: it has left the bank. With the corrected words. */
  question(post: Post): Promise<Question | null>;
  /** Open ones of the server, the newest first. */
  openPosts(tenant: TenantId): Promise<readonly Post[]>;
  /** The open question of a channel, else the newest open one of the server. */
  openPost(tenant: TenantId, channel: ChannelId | null): Promise<Post | null>;
  status(tenant: TenantId): Promise<readonly PlanStatus[]>;
}
