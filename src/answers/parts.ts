// What the rooms of this folder share.
import type { Clock } from '../core/clock.ts';
import type { Words } from '../core/locale.ts';
import type { Log } from '../core/log.ts';
import type { Platform } from '../core/platform.ts';
import type { Grader, Outcome } from '../feedback/result.ts';
import type { Rubric } from '../feedback/rubric.ts';
import type { Rules } from '../bank/rules.ts';
import type { Jobs } from '../jobs/port.ts';
import type { Library } from '../library/library.ts';
import type { Members } from '../members/members.ts';
import type { OpenDatabase } from '../store/database.ts';
import type { Drafts } from './drafts.ts';
import type { IntakeInput, IntakeVerdict } from './intake.ts';

export interface AnswerParts {
  readonly database: OpenDatabase;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly platform: Platform;
  readonly library: Library;
  readonly members: Members;
  readonly words: Words;
  readonly log: Log;
  /** By version: a post is judged by the rubric that it was posted with. */
  readonly rubrics: ReadonlyMap<string, Rubric>;
  /** The newest: for practice. */
  readonly rubric: Rubric;
  readonly rules: Rules;
  /** The one that answers now: a day's ceiling may put the built-in checker in the model's place. */
  readonly grader: () => Grader;
  /** Never rejects: without a model, or when it fails, the built-in rules decide. */
  readonly intake: { judge(input: IntakeInput): Promise<IntakeVerdict> };
  readonly drafts: Drafts;
  /** Hides personal data: events come masked, what is read again by `history` does not. */
  readonly mask: (text: string) => string;
  /** How long a thread must be quiet before what a member said there is looked at. */
  readonly quietMs: number;
  /** Told of every outcome: for the metrics and the day's ceiling. */
  readonly onGraded: (outcome: Outcome) => void;
}
