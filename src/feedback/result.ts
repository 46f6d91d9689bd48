// What grading takes in and gives out. `Graded` is what is stored, shown, compared and exported.
import type { Jurisdiction, Level, QuestionType, Setting } from '../bank/schema.ts';
import type { CriterionId, Draft, FlagDraft, IntakeLabel, STANCES, STAR_STATES } from './draft.ts';
import type { SEVERITIES } from '../bank/rules-schema.ts';
import type { Band } from './rubric.ts';

export interface GradingPoint {
  readonly id: string;
  readonly text: string;
  readonly paraphrases: readonly string[];
  readonly central: boolean;
}

/** As much of a question as grading needs: a bank record, or a question given from outside as text. */
export interface GradingQuestion {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly type: QuestionType;
  readonly level: Level;
  readonly setting: Setting;
  readonly jurisdiction: Jurisdiction;
  readonly referencePoints: readonly GradingPoint[];
  readonly skills: readonly string[];
  /** What an answer at this level adds; null where the question came as bare text. */
  readonly levelAnchor: string | null;
  /** Asked next when the grader has no better one; null where the question came as bare text. */
  readonly probe: string | null;
  /** Texts that an answer must not copy: the example answer, other members' answers to the same post. */
  readonly notToCopy: readonly string[];
}

export interface GradeRequest {
  readonly question: GradingQuestion;
  /** Masked already. Not yet normalised. */
  readonly answer: string;
  /** Criteria of the first fixes that this member was given last, newest first: not given a third time unless still 2 or less. */
  readonly recentFixes: readonly CriterionId[];
}

interface Cost {
  readonly model: string;
  readonly promptHash: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export type NotGradedReason =
  | 'near-copy'
  | 'not-an-answer'
  | 'injection-only'
  | 'crisis'
  | 'language'
  | 'model-unavailable'
  | 'model-refused'
  | 'model-cut-off'
  | 'model-broken';

/** What a grader answers. It never throws: a broken reply is a kind, so that it can never become a number. */
export type GraderReply =
  | ({
      readonly kind: 'draft';
      readonly draft: Draft;
      /** null: this grader makes one pass that counts for both. */ readonly flags: FlagDraft | null;
    } & Cost)
  /** The grader knows that it cannot judge this text: no fault, and asking again changes nothing. */
  | ({ readonly kind: 'declined'; readonly reason: Extract<NotGradedReason, 'language'> } & Cost)
  | ({
      readonly kind: 'failed';
      readonly reason: Extract<NotGradedReason, `model-${string}`>;
      /** For the log: a code, no text. */ readonly detail: string;
      readonly retryAfterMs: number | null;
    } & Cost);

export interface Grader {
  readonly name: 'offline' | 'model';
  /** Model and template: two results with one fingerprint were made the same way. */
  readonly fingerprint: string;
  grade(request: GradeRequest, signal: AbortSignal): Promise<GraderReply>;
}

export type CapId = 'K1' | 'K2' | 'K3' | 'K4' | 'K5' | 'K6' | 'K7' | 'K8' | 'K9';
export type StarState = (typeof STAR_STATES)[number];

export interface ShownFlag {
  readonly quote: string;
  readonly ruleIds: readonly string[];
  readonly severity: (typeof SEVERITIES)[number];
  readonly stance: (typeof STANCES)[number];
  readonly why: string;
  readonly safer: string;
  /** false: shown as "check this line", no effect on the overall. */
  readonly capped: boolean;
}

export interface Graded {
  readonly kind: 'graded';
  /** The answer's text is past its time: what was quoted of it, or made from it, went with it. Levels and scores are here. */
  readonly wordsLetGo?: true;
  readonly gradable: { readonly label: IntakeLabel; readonly confidence: number };
  /** One decimal, after the caps. */
  readonly overall: number;
  readonly band: Band;
  readonly criteria: Readonly<
    Record<CriterionId, { readonly score: number | null; readonly reason: string; readonly quotes: readonly string[] }>
  >;
  /** null where the type of question asks for no story. */
  readonly star: { readonly situation: StarState; readonly task: StarState; readonly action: StarState; readonly result: StarState } | null;
  readonly checklist: readonly { readonly point: string; readonly met: 'yes' | 'partly' | 'no'; readonly quote: string | null }[];
  readonly strengths: readonly { readonly quote: string; readonly why: string }[];
  readonly firstFix: { readonly criterion: CriterionId; readonly quote: string | null; readonly problem: string; readonly step: string };
  readonly rewrite: { readonly text: string; readonly gaps: readonly string[] };
  readonly redFlags: readonly ShownFlag[];
  readonly followUp: string;
  readonly instructionSentences: readonly string[];
  readonly caps: readonly CapId[];
  /** Every quote that the grader gave, before filtering. */
  readonly quotes: readonly { readonly text: string; readonly verified: boolean }[];
  readonly lowConfidence: boolean;
  readonly grader: Grader['name'];
  readonly model: string;
  readonly rubricVersion: string;
  readonly promptHash: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly ms: number;
}

export interface NotGraded {
  readonly kind: 'not-graded';
  readonly reason: NotGradedReason;
  readonly label: IntakeLabel | null;
  readonly grader: Grader['name'];
  readonly model: string;
  readonly rubricVersion: string;
  readonly promptHash: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly ms: number;
}

export type Outcome = Graded | NotGraded;
