// What the features offer to the commands.
import type { Answers } from './answers/answers.ts';
import type { Bank } from './bank/load.ts';
import type { Coaching } from './coaching/coaching.ts';
import type { CommandSpec } from './core/command-spec.ts';
import type { Daily } from './daily/port.ts';
import type { Members } from './members/members.ts';
import type { OpenDatabase } from './store/database.ts';
import type { Library } from './library/library.ts';
import type { Questions } from './library/questions.ts';
import type { Servers } from './ops/servers.ts';
import type { Staff } from './staff/staff.ts';
import type { Practice } from './practice/practice.ts';
import type { Setup } from './setup/setup.ts';

export interface App {
  readonly bank: Bank;
  readonly database: OpenDatabase;
  readonly library: Library;
  readonly questions: Questions;
  readonly staff: Staff;
  readonly server: Servers;
  readonly members: Members;
  readonly daily: Daily;
  readonly setup: Setup;
  readonly answers: Answers;
  readonly coaching: Coaching;
  readonly practice: Practice;
  /** All of them, for /help. */
  readonly commands: () => readonly CommandSpec[];
  /** What grades here, as a person reads it: a model's name, or null for the built-in checker. */
  readonly modelName: string | null;
  /** Where text goes when it is graded, for /privacy; null: nowhere. */
  readonly modelAddress: string | null;
}
