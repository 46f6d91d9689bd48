// What an answer still lacks, and one doable step to it. The first entry whose test holds is the one that is said. Two or three
// wordings each, so that ten answers in a row do not read alike; which one is used follows from the answer.
import type { QuestionType } from '../../bank/schema.ts';
import type { CriterionId } from '../draft.ts';
import type { Levels } from './levels.ts';
import type { Evidence } from './evidence.ts';
import type { GradingQuestion } from '../result.ts';

export interface Advice {
  readonly criterion: CriterionId;
  readonly when: (seen: Seen) => boolean;
  /** Which sentence of the answer it is about. */
  readonly about: 'plainest' | 'first' | 'outcome' | 'action' | 'none' | 'shortcut';
  readonly problem: readonly string[];
  readonly step: readonly string[];
}

export interface Seen {
  readonly question: GradingQuestion;
  readonly evidence: Evidence;
  readonly levels: Levels;
}

const lacks =
  (...moves: readonly string[]) =>
  ({ evidence }: Seen): boolean =>
    moves.every((id) => !evidence.found.has(id));
const held =
  (criterion: CriterionId, because: Levels['ceilings'][number]['because']) =>
  ({ levels }: Seen): boolean =>
    levels.ceilings.some((ceiling) => ceiling.criterion === criterion && ceiling.because === because);
/** Motivational answers tell of the writer, not of an account. */
export const tellsStory = (type: QuestionType): boolean => type === 'behavioural' || type === 'leadership';
const story = ({ question: { type } }: Seen): boolean => tellsStory(type);
const motive = ({ question: { type } }: Seen): boolean => type === 'motivational';
const technical = ({ question: { type } }: Seen): boolean => type === 'technical';
/** The other side of this talk is one's own leader: there is no debtor to listen to, and no account to open. */
const ordered = ({ levels }: Seen): boolean => levels.around.ordered;

export const ADVICE: readonly Advice[] = [
  {
    criterion: 'R1',
    when: held('R1', 'off-question'),
    about: 'first',
    problem: ['The answer speaks about something other than what was asked.', 'What was asked is hardly touched here.'],
    step: [
      'Read the question once more, then answer its main verb in your first sentence.',
      'Open with one sentence that could only be an answer to this question, then give your example.',
    ],
  },
  {
    criterion: 'R1',
    when: held('R1', 'beside'),
    about: 'none',
    problem: [
      'The part that was asked is hard to find in this.',
      'It is told well enough, but it is not clear which part of the question it answers.',
    ],
    step: [
      'Take the question’s main verb into your first sentence, then tell only what bears on it.',
      'Open with one sentence that could only be an answer to this question, then give your example.',
    ],
  },
  {
    criterion: 'R1',
    when: held('R1', 'no-case'),
    about: 'first',
    problem: ['The question asks for something that happened; the answer stays with what usually happens.'],
    step: [
      'Pick one account or one call and begin: “Last spring I had …”. Any customer-facing job will do.',
      'Choose a single day and a single customer, and tell only that.',
    ],
  },
  {
    criterion: 'R1',
    when: ({ levels }) => levels.coverage.some(({ met }) => met === 'no'),
    about: 'none',
    problem: [
      'One part that an interviewer listens for in this question is not answered yet.',
      'The main part is there; another part of the question is left open.',
    ],
    step: [
      'Split the question into its parts, and give each part one sentence of its own.',
      'Before you send it, tick off each thing that the question asks, and add what has no tick.',
    ],
  },
  {
    criterion: 'R1',
    when: () => true,
    about: 'first',
    problem: ['The answer takes a while to reach what was asked.', 'The point of the answer could come sooner.'],
    step: ['Put the direct answer first and the background after it.', 'Lead with the sentence that the interviewer is waiting for.'],
  },

  {
    criterion: 'R2',
    when: (seen) => motive(seen) && seen.evidence.signals.figures === 0,
    about: 'plainest',
    problem: ['Others could say the same sentence; nothing in it is yours alone.', 'The reason is named, but nothing shows it.'],
    step: [
      'Put one day, one call or one job behind it: where, when, and what you did that others would not.',
      'Say what made you think so: a person, a place, a year.',
    ],
  },
  {
    criterion: 'R2',
    when: motive,
    about: 'plainest',
    problem: ['This sentence is looser than the rest.'],
    step: ['Say what you saw or did that made you sure of it.'],
  },
  {
    criterion: 'R2',
    when: (seen) => technical(seen) && !/\d/u.test(seen.evidence.sentences.map(({ plain }) => plain).join(' ')),
    about: 'plainest',
    problem: ['There is no example to follow the method with.'],
    step: ['Work one small example aloud, with two or three round figures.'],
  },
  {
    criterion: 'R2',
    when: technical,
    about: 'none',
    problem: ['The way from the figure to the decision is short.'],
    step: ['Give it three steps: what it is, how you use it on a Monday morning, and where it misleads.'],
  },
  {
    criterion: 'R2',
    when: (seen) => ordered(seen) && seen.evidence.signals.ownActions < 4,
    about: 'none',
    problem: ['What you say no to is clear; what you do next is thin.', 'The hours after the no are missing.'],
    step: ['Add what you say to whoever asked, what you do with the accounts today, and what follows if you are asked again.'],
  },
  {
    criterion: 'R2',
    when: (seen) => story(seen) && seen.evidence.signals.case < 1,
    about: 'plainest',
    problem: [
      'This could be any account: there is no one case to follow.',
      'A stranger could not tell which customer or which week this was.',
    ],
    step: [
      'Name one case: what kind of account, how far past due, how much, and what had been promised.',
      'Start with “A customer, [days] past due on [amount], …” and stay with that one.',
    ],
  },
  {
    criterion: 'R2',
    when: (seen) => story(seen) && seen.evidence.signals.figures === 0,
    about: 'plainest',
    problem: ['There is no figure to hold on to.', 'Nothing here says how much, how old or how many.'],
    step: [
      'Add two figures that you remember: days past due and amount, or number of calls and days between them.',
      'Say how far past due, how much, and over how many days.',
    ],
  },
  {
    criterion: 'R2',
    when: ({ evidence }) => evidence.signals.ownActions < 2,
    about: 'action',
    problem: ['It is hard to see what you did yourself, and in which order.', 'The steps have no “I” in front of them.'],
    step: [
      'Write three short sentences that begin with “I” and a verb: I checked, I asked, I agreed.',
      'Turn “we” into what you did: first I …, then I …, and after that …',
    ],
  },
  {
    criterion: 'R2',
    when: (seen) => story(seen) && seen.evidence.signals.said === 0,
    about: 'action',
    problem: ['The conversation is summed up, so its turning point is lost.', 'What was said between you is left to guess.'],
    step: [
      'Give one line of theirs and your reply, word for word as you remember it.',
      'Quote the objection in their words, and the sentence you answered with.',
    ],
  },
  {
    criterion: 'R2',
    when: () => true,
    about: 'plainest',
    problem: ['One link in the chain is still left to guess.', 'This sentence is looser than the rest.'],
    step: [
      'Say what happened between this sentence and the next one.',
      'Replace this sentence by the detail that mattered most: a date, a sum or a sentence that was said.',
    ],
  },

  {
    criterion: 'R3',
    when: held('R3', 'wrong-fact'),
    about: 'none',
    problem: ['A fact that this question turns on is stated the other way round.'],
    step: ['Check the rule or the formula once more, then state it in one sentence before you use it.'],
  },
  {
    criterion: 'R3',
    when: ({ question, evidence }) => question.type === 'technical' && !evidence.found.has('definition'),
    about: 'first',
    problem: ['The term is used before it is defined.'],
    step: ['Say in one sentence what it measures and what is divided by what; then use it on a small example.'],
  },
  {
    criterion: 'R3',
    when: motive,
    about: 'none',
    problem: ['What the job is like on a bad day is not in it.', 'It does not yet show that you know the work.'],
    step: [
      'Name one hard side of the job, and what in your past says that you can bear it.',
      'Add what you know of the work: calls a day, targets, angry people, and what you make of that.',
    ],
  },
  {
    criterion: 'R3',
    when: ordered,
    about: 'none',
    problem: ['The no stands alone; the target behind the order is left open.', 'What can be done instead, inside the rules, is not said.'],
    step: [
      'Offer what is allowed and what it will bring, and say whom you tell if the order stands.',
      'Add the other way to the same end: which accounts, which hours, which channel.',
    ],
  },
  {
    criterion: 'R3',
    when: (seen) =>
      seen.question.type !== 'technical' &&
      seen.question.type !== 'motivational' &&
      lacks('history', 'evidence', 'reconcile', 'rank', 'callreview', 'coaching')(seen),
    about: 'action',
    problem: ['The answer acts before it looks at the account.', 'There is no look at the history before the first move.'],
    step: [
      'Say what you read first: notes, last payments, open disputes, and what that told you.',
      'Put one sentence in front: what you checked, and what you found there.',
    ],
  },
  {
    criterion: 'R3',
    when: (seen) => ['behavioural', 'situational', 'competency'].includes(seen.question.type) && lacks('confirm', 'diary', 'log')(seen),
    about: 'outcome',
    problem: ['What was agreed is not pinned down: no confirmation, no note, no next date.', 'The follow-through is missing.'],
    step: [
      'Add how you confirmed it (date, amount, method), where you noted it, and when you checked.',
      'Say which day you looked again, and what you would have done had nothing arrived.',
    ],
  },
  {
    criterion: 'R3',
    when: ({ evidence }) => evidence.signals.reasons + evidence.signals.tradeoffs === 0,
    about: 'action',
    problem: ['The steps are sound, but nothing says why you chose them.', 'There is no reason beside the choice.'],
    step: [
      'Add one “because”: why this account first, why this sum, why that day.',
      'Name what you did not do, and why the other way was better.',
    ],
  },
  {
    criterion: 'R3',
    when: ({ question, evidence }) => question.type === 'technical' && !evidence.found.has('limit'),
    about: 'none',
    problem: ['The method is given without its limit.'],
    step: ['Add when this figure misleads, and what you look at beside it.'],
  },
  {
    criterion: 'R3',
    when: () => true,
    about: 'action',
    problem: ['The routine is there; the judgement behind it is not yet.', 'What would make you choose differently is not said.'],
    step: [
      'Name the trade-off you weighed, the limit of your authority, and what would make you escalate.',
      'Add what you would do if it failed, and at which point it stops being yours to decide.',
    ],
  },

  {
    criterion: 'R4',
    when: motive,
    about: 'none',
    problem: ['The people on the other end of the line do not come up.'],
    step: ['Add one sentence on how you treat somebody who is ashamed or angry, with a case of it.'],
  },
  {
    criterion: 'R4',
    when: ordered,
    about: 'none',
    problem: ['How you say it to the person who asked is left open.'],
    step: ['Give the sentence you would say: the no, its reason, and what you offer instead, without an audience.'],
  },
  {
    criterion: 'R4',
    when: (seen) => seen.evidence.signals.said > 0 && lacks('open-question')(seen),
    about: 'none',
    problem: ['What lay behind it was not asked about.'],
    step: ['Add one open question (“What has changed since March?”) and what you did with the answer.'],
  },
  {
    criterion: 'R4',
    when: lacks('listen', 'open-question', 'restate'),
    about: 'action',
    problem: ['There is no sign of listening before the next demand.', 'What the other person had to say is missing.'],
    step: [
      'Add one open question (“What has changed since March?”) and what you did with the answer.',
      'Say what you asked, what you heard, and how you put it back in their words.',
    ],
  },
  {
    criterion: 'R4',
    when: lacks('ask', 'plan', 'settlement'),
    about: 'action',
    problem: ['It is kind, but nobody is asked for anything.', 'The request for payment never comes.'],
    step: [
      'After the listening, put one plain request: how much, by when, by which means.',
      'Ask for the full sum once, plainly; then offer what the budget bears.',
    ],
  },
  {
    criterion: 'R4',
    when: lacks('options'),
    about: 'action',
    problem: ['The other person is given one way out only.', 'There is an ask, but no choice.'],
    step: ['Offer two workable options and let them choose; say what each of them was.'],
  },
  {
    criterion: 'R4',
    when: () => true,
    about: 'action',
    problem: ['The tone at the hardest moment is not shown.'],
    step: ['Give the moment when it got heated, and the sentence that brought the heat down.'],
  },

  {
    criterion: 'R5',
    when: held('R5', 'shortcut'),
    about: 'shortcut',
    problem: ['This does what the question warns of. It is not yours to do, whoever asks for it.'],
    step: ['Say no to that part in one sentence with its reason; then say what you do instead, and whom you tell.'],
  },
  {
    criterion: 'R5',
    when: motive,
    about: 'none',
    problem: ['Fair treatment is not in it.'],
    step: ['Say in half a sentence where you would stop, and why.'],
  },
  {
    criterion: 'R5',
    when: technical,
    about: 'none',
    problem: ['Nothing is wrong here, and nothing shows whom the figure could hurt.'],
    step: ['Add what you would check before you act on the figure: disputes, payments on their way, wrong postings.'],
  },
  {
    criterion: 'R5',
    when: ordered,
    about: 'none',
    problem: ['The rule behind the no is not named.'],
    step: ['Add the rule in half a sentence, and where you would put the request in writing.'],
  },
  {
    criterion: 'R5',
    when: ({ question }) => question.type === 'compliance',
    about: 'plainest',
    problem: ['The rule is not yet stated so that one could act on it.', 'The answer names the duty, but not what it means on this call.'],
    step: [
      'Say the rule in one sentence, apply it to these facts, then name what would change it and whom you would ask.',
      'Give three things in order: what stops now, what you record, who decides next.',
    ],
  },
  {
    criterion: 'R5',
    when: lacks('identity'),
    about: 'first',
    problem: ['No safeguard is shown before the debt is spoken about.'],
    step: [
      'Add how you made sure whom you were speaking to before you mentioned the account.',
      'One half-sentence is enough: “once I had confirmed who I was speaking to, …”.',
    ],
  },
  {
    criterion: 'R5',
    when: () => true,
    about: 'none',
    problem: ['Nothing is wrong here, and nothing shows that you know the limits.'],
    step: ['Add one fitting safeguard: the hours they asked for, a pause on a dispute, the limit of your authority, a note on file.'],
  },

  {
    criterion: 'R6',
    when: ({ evidence }) => evidence.signals.outcome === 0,
    about: 'none',
    problem: ['The answer stops before the outcome.', 'What came of it is not said.'],
    step: [
      'End with what happened: how much was paid, by when, and what was left open.',
      'Add one closing sentence: the result, with a sum or a share and a date.',
    ],
  },
  {
    criterion: 'R6',
    when: ({ evidence }) => evidence.signals.outcomeFigured === 0,
    about: 'outcome',
    problem: ['The outcome has no size: how much, out of how much, by when?', 'The result is named, but it cannot be weighed.'],
    step: [
      'Give the result its base and its period: so many of so many, from this to that, within so many weeks.',
      'Replace it by figures: what it was before, what it was after, over which time.',
    ],
  },
  {
    criterion: 'R6',
    when: ({ evidence }) => evidence.signals.lessonConcrete === 0,
    about: 'outcome',
    problem: ['What changed afterwards is missing.', 'It ends with the result; what you now do differently is not said.'],
    step: ['Add one sentence that begins with “Since then I …” and names something that one could watch you do.'],
  },
  {
    criterion: 'R6',
    when: () => true,
    about: 'outcome',
    problem: ['Your own share in the result is not set apart.'],
    step: ['Say which part was your doing, what did not work at first, and how you know.'],
  },
];

/** Why a level was given, for the reader of the six bars. */
export const LEVEL_WORDS: Readonly<Record<CriterionId, readonly [string, string, string, string, string]>> = {
  R1: [
    'It does not answer what was asked.',
    'It touches the theme, but the part that was asked is missing.',
    'It answers the main part; another part is skipped or late.',
    'It answers every part that the checker could look for.',
    'It answers every part early, with an example or rule that fits.',
  ],
  R2: [
    'Nothing in it could be pictured: no case, no step, no figure.',
    'It tells a habit rather than a case or a procedure; the order is open.',
    'It has a start and an end; several links between them are left to guess.',
    'The chain is clear: where it stood, what you did in order, what came of it.',
    'A tight chain, with the details that mattered.',
  ],
  R3: [
    'No move of the work is shown.',
    'One basic move, without reason or follow-through.',
    'Steps are named; why these ones is not.',
    'The moves are chosen for a reason and followed through.',
    'It weighs one way against another and knows where its limits lie.',
  ],
  R4: [
    'Nobody is listened to, and nothing is asked.',
    'Polite, but listening or the plain request is missing.',
    'Something is asked of them; the cause, or a choice, is missing.',
    'It finds the cause, then asks plainly and leaves a choice.',
    'It stays fair and firm at a hard moment.',
  ],
  R5: [
    'A line in it would break a rule or hurt someone.',
    'A duty that the situation raises is passed over.',
    'Nothing wrong, and no safeguard shown.',
    'It shows a fitting safeguard without being asked.',
    'It states what the rule asks and applies it to the facts.',
  ],
  R6: [
    'No outcome is told.',
    'An outcome without size, or without what was learned.',
    'An outcome is stated; what was learned stays general.',
    'An outcome with a base or a period, and one concrete lesson.',
    'A measured outcome, what did not work, and what is done differently now.',
  ],
};
