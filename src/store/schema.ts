// The tables, as Kysely sees them. Portable: ids are text, instants epoch ms, local dates YYYY-MM-DD, lists and records JSON text,
// flags 0 or 1. Every row that belongs to a server begins with its tenant, and so does every unique key.
import type { AnswerId, ChannelId, GroupId, MessageId, PostId, TenantId, ThreadId, UserId } from '../core/ids.ts';

/** A daily question in one channel: rule and next instant. */
export interface PlanTable {
  tenant: TenantId;
  id: string;
  channel: ChannelId;
  /** IANA */
  zone: string;
  /** HH:MM on the wall */
  local_time: string;
  /** JSON: ISO weekdays, 1 is Monday */
  weekdays: string;
  /** JSON: question filters */
  filters: string;
  jurisdiction: string;
  /** Derived from the rule: when the next run is due. null: paused. */
  next_due_at: number | null;
  /** The local date that `next_due_at` stands for. */
  next_due_date: string | null;
  /** `blocked`: its channel is gone, or the bot was removed. Only an active plan has a next instant. */
  state: 'active' | 'paused' | 'blocked';
  /** Counts the changes: a change that was based on an older one is refused. */
  revision: number;
  /** JSON: daily/plan.ts PlanOptions */
  options: string;
  /** 1: the owners have heard that repeats are near. */
  repeats_told: 0 | 1;
  created_at: number;
}

/** What an owner is in the middle of setting up. */
export interface PlanDraftTable {
  tenant: TenantId;
  id: string;
  member: UserId;
  /** The plan that it changes; null: a new one. */
  plan: string | null;
  /** Of the plan, when the change was begun. */
  revision: number;
  /** JSON: setup/draft.ts DraftState */
  rule: string;
  created_at: number;
  updated_at: number;
}

/** Questions that are chosen already, in their order: what a preview shows is what is posted. */
export interface UpcomingTable {
  tenant: TenantId;
  plan: string;
  id: string;
  position: number;
  question: string;
  /** `queue`: an owner asked for it. `vote`: the channel chose it. */
  source: 'choice' | 'queue' | 'vote';
  created_at: number;
}

/** What the owners of a plan are told, and what /rapport status repeats. */
export interface NoticeTable {
  tenant: TenantId;
  id: string;
  plan: string;
  post: PostId | null;
  /** daily/notices.ts NoticeKind */
  kind: string;
  /** JSON: dates, counts, permissions; no text of a member */
  detail: string;
  created_at: number;
  told_at: number | null;
}

/**
 * planned → sending → sent → open → closed. `sent`: message and thread are known, and are looked at once more. `skipped` and `failed`:
 * nothing was posted; `withdrawn`: an owner deleted it.
 */
export type PostState = 'planned' | 'sending' | 'sent' | 'open' | 'closed' | 'skipped' | 'failed' | 'withdrawn';

export interface PostTable {
  tenant: TenantId;
  id: PostId;
  plan: string;
  channel: ChannelId;
  local_date: string;
  number: number;
  question: string;
  question_version: number;
  rubric_version: string;
  state: PostState;
  /** When sending was last begun: a retry looks for the post from here on. */
  sending_at: number | null;
  message: MessageId | null;
  thread: ThreadId | null;
  board_message: MessageId | null;
  opened_at: number | null;
  closes_at: number;
  /** 'day', which a channel has once a local date, or for an extra question its own id. */
  slot: string;
  /** Of the plan, frozen when it was posted. */
  release: 'open' | 'after-answer' | 'at-close';
  /** Who reads what is shared under it, frozen with it: what was meant for coaches is never put up because a plan was changed. */
  shared_with: 'everyone' | 'coaches';
  /** 1, and one more each time that it is posted again: part of its key. */
  attempt: number;
  /** The question's text as an owner corrected it. */
  wording: string | null;
  /** What stands in the way, as a notice kind; null: nothing. */
  fault: string | null;
  recap_message: MessageId | null;
  /** From when on it should have stood there: its own time, or when somebody asked for it. */
  due_at: number | null;
  /** Somebody asked for it. */
  by_hand: 0 | 1;
  pinned_at: number | null;
  created_at: number;
}

/** Three questions of which the channel chooses tomorrow's; stands in the thread of a post. */
export interface BallotTable {
  tenant: TenantId;
  post: PostId;
  plan: string;
  /** JSON: question ids */
  options: string;
  message: MessageId | null;
  /** Set when it has been counted. */
  winner: string | null;
  created_at: number;
}

export interface BallotVoteTable {
  tenant: TenantId;
  post: PostId;
  member: UserId;
  question: string;
  created_at: number;
}

/** What was said under a question (in its thread, or in a direct message while practising), until it is known whether it is an answer. */
export interface SaidTable {
  tenant: TenantId;
  message: MessageId;
  member: UserId;
  target_kind: 'post' | 'practice';
  /** The post or the practice session that it was said under. */
  target: string;
  /** Masked. null once it is known to be talk. */
  text: string | null;
  status: 'waiting' | 'answer' | 'talk' | 'doubtful' | 'addition' | 'ignored';
  replies_to_person: number;
  answer: AnswerId | null;
  sent_at: number;
  edited_at: number | null;
}

export interface AnswerTable {
  tenant: TenantId;
  id: AnswerId;
  member: UserId;
  /** null: private practice. */
  post: PostId | null;
  /** The practice session that it belongs to. */
  session: string | null;
  question: string;
  question_version: number;
  rubric_version: string;
  level: string;
  jurisdiction: string;
  lane: 'form' | 'thread' | 'direct';
  /** A follow-up that was answered in place of the question itself, in the words in which it was asked. */
  asked: string | null;
  follows: AnswerId | null;
  /** The version that counts. */
  version: number;
  /** When its writer agreed that coaches and, where the plan says so, the channel may read it. null: private. */
  shared_at: number | null;
  /** Where the bot put it up for the channel. */
  published_message: MessageId | null;
  created_at: number;
  updated_at: number;
}

export interface AnswerVersionTable {
  tenant: TenantId;
  answer: AnswerId;
  version: number;
  /** Masked before it came here. */
  text: string;
  /** sha-256 of the text as graded */
  hash: string;
  /** `edit` waits for a click before it is graded. */
  origin: 'first' | 'retry' | 'again' | 'edit' | 'addition';
  created_at: number;
}

/** A grade is a fact, not a cache: unique on (tenant, member, question, question_version, rubric_version, level, jurisdiction, grader, answer hash). */
export interface GradeTable {
  tenant: TenantId;
  id: string;
  member: UserId;
  answer: AnswerId;
  version: number;
  question: string;
  question_version: number;
  rubric_version: string;
  level: string;
  jurisdiction: string;
  /** The grader that was asked: its port name with model and prompt hash. */
  grader: string;
  answer_hash: string;
  /** JSON: feedback/result.ts */
  outcome: string;
  /** Tenths; null when not graded. */
  overall_tenths: number | null;
  created_at: number;
}

export interface MemberTable {
  tenant: TenantId;
  member: UserId;
  /** JSON: members/profile.ts */
  profile: string;
  /** JSON: members/preferences.ts */
  preferences: string;
  created_at: number;
  updated_at: number;
}

/** A calendar day, in the member's own zone, on which an answer was given. */
export interface PracticeDayTable {
  tenant: TenantId;
  member: UserId;
  local_date: string;
  answers: number;
  /** Of the first and the last answer that counted for it. null: kept before these were. */
  first_at: number | null;
  last_at: number | null;
  /** Days in a row at the end of this one, and freezes used in its month by then: counting goes on from here. null: not counted yet. */
  streak: number | null;
  frozen: number | null;
}

export interface PracticeSessionTable {
  tenant: TenantId;
  member: UserId;
  id: string;
  /** JSON: practice/session.ts, with its version */
  state: string;
  created_at: number;
  updated_at: number;
}

/** What an erase removed must stay removed after a restore from a back-up: the ledger is replayed. Holds no name. */
export interface EraseLedgerTable {
  tenant: TenantId;
  id: string;
  /** sha-256 of tenant and member */
  member_hash: string;
  erased_at: number;
}

/** Whom the owners gave a rank: a person or a group, never both. */
export interface StaffTable {
  tenant: TenantId;
  id: string;
  member: UserId | null;
  member_group: GroupId | null;
  rank: 'owner' | 'coach';
  created_at: number;
}

/** Every change of set-up, readable by owners. `before` and `after` hold settings and counts, never a person's id or text. */
export interface AuditTable {
  tenant: TenantId;
  id: string;
  /** Who did it. null: the bot itself, or somebody who has been erased since. */
  member: UserId | null;
  /** Tells those two apart. */
  by_bot: 0 | 1;
  /** staff/audit.ts AuditAction */
  action: string;
  /** What it was done to: a plan's, post's or question's id. */
  subject: string;
  before: string | null;
  after: string | null;
  created_at: number;
}

/** One note of a coach under one answer's feedback. */
export interface CoachNoteTable {
  tenant: TenantId;
  id: string;
  answer: AnswerId;
  /** Whose answer it is. */
  member: UserId;
  /** null: erased since. */
  author: UserId | null;
  /** Masked. */
  text: string;
  created_at: number;
  updated_at: number;
}

/** A server's own questions, and those that its members suggested. */
export interface OwnQuestionTable {
  tenant: TenantId;
  /** Begins with `own-`. */
  id: string;
  version: number;
  state: 'active' | 'retired' | 'suggested' | 'declined';
  /** JSON: library/own-question.ts */
  record: string;
  /** Who suggested it; null: an owner's or coach's own, or erased since. */
  member: UserId | null;
  /** Why it was declined. */
  reason: string | null;
  created_at: number;
  updated_at: number;
}

/** A server or workspace itself. No row: joined, with the defaults. */
export interface ServerTable {
  tenant: TenantId;
  state: 'joined' | 'left';
  /** How long text of members is kept. */
  retention_days: number;
  left_at: number | null;
  created_at: number;
}

/** Times in which this program was not running, so that nobody loses a streak by them. */
export interface OutageTable {
  id: string;
  from_at: number;
  to_at: number;
}

/** Events that carry work, stored before they are acknowledged. Text in them is masked. */
export interface InboxTable {
  tenant: TenantId;
  event_id: string;
  /** JSON: core/platform.ts Inbound; emptied once handled */
  payload: string | null;
  received_at: number;
  handled_at: number | null;
}

export interface JobTable {
  tenant: TenantId;
  id: string;
  queue: string;
  key: string;
  /** JSON: ids only, never text of a member */
  payload: string;
  state: 'ready' | 'running' | 'done' | 'dead';
  /** On the product's clock. */
  run_at: number;
  attempts: number;
  max_attempts: number;
  lease: string | null;
  /** On the machine's clock, which the playground cannot move. On a ready row: the wait that a failure asked for. */
  lease_until: number | null;
  /** A code, never a message with text in it. */
  last_error: string | null;
  created_at: number;
  finished_at: number | null;
}

/** Values with a time to live, through Keyv: only what may be lost. */
export interface ExpiringTable {
  /** Begins with the tenant. */
  key: string;
  value: string;
  expires_at: number | null;
}

export interface SettingTable {
  key: string;
  value: string;
}

/** The local platform's own world: what Discord or Slack would keep. Stands in a database file of its own. */
export interface ChatObjectTable {
  kind: string;
  id: string;
  /** JSON */
  value: string;
  sequence: number;
}

export interface Tables {
  plan: PlanTable;
  plan_draft: PlanDraftTable;
  upcoming: UpcomingTable;
  notice: NoticeTable;
  post: PostTable;
  ballot: BallotTable;
  ballot_vote: BallotVoteTable;
  said: SaidTable;
  answer: AnswerTable;
  answer_version: AnswerVersionTable;
  grade: GradeTable;
  member: MemberTable;
  practice_day: PracticeDayTable;
  practice_session: PracticeSessionTable;
  erase_ledger: EraseLedgerTable;
  staff: StaffTable;
  audit: AuditTable;
  coach_note: CoachNoteTable;
  own_question: OwnQuestionTable;
  server: ServerTable;
  outage: OutageTable;
  inbox: InboxTable;
  job: JobTable;
  expiring: ExpiringTable;
  setting: SettingTable;
}
