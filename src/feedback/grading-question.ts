// Makes what grading needs of a question: from a bank record, or from bare text that came from outside.
import type { Jurisdiction, Level, Question, QuestionType, Setting } from '../bank/schema.ts';
import type { GradingQuestion } from './result.ts';

const ANCHOR_OF = {
  junior: 'junior',
  mid: 'specialist',
  senior: 'specialist',
  specialist: 'specialist',
  supervisor: 'manager',
  manager: 'manager',
} as const satisfies Record<Level, keyof Question['anchors']>;

/**
 * @param place the plan's or the member's place: counts where the question itself has none
 * @param othersAnswers answers of other members to the same post
 */
export function gradingQuestion(
  question: Question,
  level: Level,
  place: Jurisdiction,
  othersAnswers: readonly string[] = [],
): GradingQuestion {
  return {
    id: question.id,
    title: question.title,
    text: question.text,
    type: question.type,
    level,
    setting: question.setting,
    jurisdiction: question.jurisdiction === 'any' ? place : question.jurisdiction,
    referencePoints: question.referencePoints,
    skills: question.skills,
    levelAnchor: question.anchors[ANCHOR_OF[level]],
    probe: question.probe,
    notToCopy: [question.example, ...othersAnswers],
  };
}

export interface BarePoint {
  readonly id: string;
  readonly text: string;
  readonly paraphrases: readonly string[];
  /** null: nobody said. */
  readonly central: boolean | null;
}

export interface BareQuestion {
  readonly id: string;
  readonly text: string;
  readonly type: QuestionType | null;
  readonly level: Level | null;
  readonly setting: Setting;
  readonly jurisdiction: Jurisdiction;
  readonly points: readonly BarePoint[];
  readonly skills: readonly string[];
}

const TITLE_CHARACTERS = 48;

/** For a question that has no bank record: no anchors and no probe. */
export function bareQuestion(bare: BareQuestion): GradingQuestion {
  const type = bare.type ?? typeFromWording(bare.text);
  const firstLine = bare.text.split(/[.?!\n]/u)[0]?.trim() ?? '';
  return {
    id: bare.id,
    title: firstLine.length <= TITLE_CHARACTERS ? firstLine : `${firstLine.slice(0, TITLE_CHARACTERS - 1).trimEnd()}…`,
    text: bare.text,
    type,
    level: bare.level ?? 'mid',
    setting: bare.setting,
    jurisdiction: bare.jurisdiction,
    // Where nobody said which point the question turns on, it is the first.
    referencePoints: bare.points.map((point, at) => ({ ...point, central: point.central ?? at === 0 })),
    skills: bare.skills,
    levelAnchor: null,
    probe: null,
    notToCopy: [],
  };
}

// The first that matches; how interviewers open each kind of question.
const OPENINGS: readonly (readonly [QuestionType, RegExp])[] = [
  [
    'behavioural',
    /\b(tell|give|describe|share|walk)\b[^.?]*\b(time|example|occasion|situation|case|instance) (when|where|that|of|in which|you)\b|\bhave you ever\b|\ba time (when|you)\b/iu,
  ],
  ['leadership', /\b(your|a|the) (team|staff|agents?|collectors|floor|direct reports?)\b/iu],
  [
    'situational',
    /\b(what (would|do) you (do|say)|how would you|imagine|suppose|you are on|a (customer|debtor|caller|consumer) (says|tells|asks|calls|claims))\b/iu,
  ],
  [
    'motivational',
    /\bwhy\b[^.?]*\b(you|this job|this role|collections?|us)\b|\babout yourself\b|\b(strengths?|weakness(es)?|five years)\b/iu,
  ],
  ['compliance', /\b(law|legal|lawful|rules?|regulation|FDCPA|allowed|permitted|compliance|ethic)/iu],
  ['technical', /\b(what (is|are)|define|explain|calculate|formula|difference between|mean by)\b/iu],
];

function typeFromWording(text: string): QuestionType {
  return OPENINGS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'competency';
}
