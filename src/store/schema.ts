// The tables, as Kysely sees them. Portable: ids are text, instants epoch ms, local dates YYYY-MM-DD, lists and records JSON text,
// flags 0 or 1. Every row that belongs to a server begins with its tenant, and so does every unique key.
import type { AnswerId, ChannelId, MessageId, PostId, TenantId, ThreadId, UserId } from '../core/ids.ts';

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
  created_at: number;
}

export type PostState = 'planned' | 'sending' | 'open' | 'closed' | 'skipped';

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
  post: PostTable;
  said: SaidTable;
  answer: AnswerTable;
  answer_version: AnswerVersionTable;
  grade: GradeTable;
  member: MemberTable;
  practice_day: PracticeDayTable;
  practice_session: PracticeSessionTable;
  erase_ledger: EraseLedgerTable;
  inbox: InboxTable;
  job: JobTable;
  expiring: ExpiringTable;
  setting: SettingTable;
}
