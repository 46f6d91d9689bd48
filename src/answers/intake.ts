// Is a message in the thread an answer? Rules in code first, then the built-in rules where no model is asked (rubric C6).
import type { IntakeLabel } from '../feedback/draft.ts';
import { instructionSentences, normalise, withoutInstructions } from '../feedback/injection.ts';
import { readsAsEnglish } from '../feedback/offline/language.ts';
import { countWords, plainOf, sentencesOf } from '../feedback/offline/text.ts';
import { ideasOf } from '../feedback/offline/vocabulary.ts';
import { soundsLikeCrisis } from './crisis.ts';

export interface IntakeInput {
  readonly question: string;
  readonly threadContext: readonly { readonly author: string; readonly text: string }[];
  readonly author: string;
  /** The message answers another person, not the bot's question. */
  readonly repliesToPerson: boolean;
  readonly text: string;
}

export interface IntakeVerdict {
  readonly label: IntakeLabel;
  readonly confidence: number;
  /** First person, present, about the writer: no grade, a kind line in private. */
  readonly crisis: boolean;
}

const GRADED_FROM = 0.75;
const LEAST_WORDS = 4;
const FULL_ANSWER_WORDS = 25;
const LONGER_WORDS = 12;
const UNSURE = 0.55;

/** C6: only what is an answer, surely enough, is graded unasked. A partial answer is asked about first. */
export function gradedByIntake({ label, confidence, crisis }: IntakeVerdict): boolean {
  return !crisis && label === 'answer' && confidence >= GRADED_FROM;
}

const verdict = (label: IntakeLabel, confidence: number): IntakeVerdict => ({ label, confidence, crisis: label === 'personal_crisis' });

/** What needs no judgement; null: it does. A crisis is looked for first, however short the message is. */
export function codeIntake(input: IntakeInput): IntakeVerdict | null {
  const text = normalise(input.text);
  if (soundsLikeCrisis(text)) return verdict('personal_crisis', 0.9);
  const words = countWords(text);
  const withoutLinks = text.replace(/https?:\/\/\S+/gu, '').replace(/<a?:\w+:\d+>|:\w+:/gu, '');
  if (!/\p{L}/u.test(withoutLinks)) return verdict('off_topic', 0.95);
  if (/^[/!.](?!\s)[a-z]{2,}\b/iu.test(text)) return verdict('meta', 0.95);
  if (/^a(?:nswer)?\s*:\s*\S/iu.test(text) && words >= LEAST_WORDS) return verdict('answer', 0.95);
  const orders = instructionSentences(text);
  if (orders.length > 0 && countWords(withoutInstructions(text)) < LEAST_WORDS) return verdict('injection_only', 0.9);
  if (words < LEAST_WORDS && !isUnspaced(text)) return verdict(shortLabel(text), 0.85);
  if (input.repliesToPerson) return verdict(text.endsWith('?') ? 'clarifying_question' : 'discussion', 0.9);
  return null;
}

function isUnspaced(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{8,}/u.test(text);
}

function shortLabel(text: string): IntakeLabel {
  const plain = plainOf(text);
  if (text.endsWith('?')) return 'clarifying_question';
  if (/\b(?:pass|skip|nope|no idea|idk|dunno|no clue|lol|lmao|haha)\b/u.test(plain)) return 'refusal_joke';
  if (/\b(?:nice|great|agree\w*|same|true|exactly|thanks?|good one|well said|this|yes|yep|no)\b/u.test(plain)) return 'discussion';
  if (/\b(?:bot|test\w*)\b/u.test(plain)) return 'meta';
  return 'off_topic';
}

/** The label without a model. Weighs what speaks for an answer against what speaks for talk; in doubt it is not graded. */
export function offlineIntake(input: IntakeInput): IntakeVerdict {
  const decided = codeIntake(input);
  if (decided !== null) return decided;
  const text = normalise(input.text);
  const answer = withoutInstructions(text);
  // Whether it is an answer cannot be told in another language: its writer is asked, which costs less than passing it over.
  if (!readsAsEnglish(answer) && (countWords(answer) >= LONGER_WORDS || isUnspaced(answer))) return verdict('answer', UNSURE);
  const seen = look(answer, input);
  const talk = talkLabel(seen);
  const score = answerScore(seen);
  if (talk !== null && talk.weight > score) return verdict(talk.label, Math.min(0.95, 0.6 + (talk.weight - score) / 8));
  if (score >= 3) return verdict('answer', Math.min(0.95, 0.66 + score * 0.035));
  if (score >= 2.2 && seen.words >= 14) return verdict('answer', 0.77);
  if (score >= 1.5) return verdict(seen.words < FULL_ANSWER_WORDS ? 'partial' : 'answer', seen.words < FULL_ANSWER_WORDS ? 0.76 : 0.7);
  if (talk !== null) return verdict(talk.label, 0.65);
  return verdict(seen.topic > 0.1 ? 'discussion' : 'off_topic', 0.6);
}

interface Seen {
  readonly plain: string;
  readonly text: string;
  readonly words: number;
  readonly firstPerson: boolean;
  readonly plan: boolean;
  readonly told: boolean;
  readonly work: number;
  readonly topic: number;
  readonly asks: boolean;
  readonly asksOnly: boolean;
  readonly opensWithQuestion: boolean;
  readonly others: readonly string[];
}

const TOLD =
  /\bi (?:\S+ ){0,2}?(?:called|rang|asked|told|said|checked|read|listened|explained|offered|agreed|set|sent|logged|noted|confirmed|worked|handled|had|dealt|apologi[sz]ed|stayed|kept|put|found|pulled|escalated|reported|arranged|negotiated|collected|recovered|wrote|spoke|made|took|gave|let|pushed|followed|reviewed|paused|stopped|refused|coached|learned|started|built|moved|ran|compared|matched|traced|looked|verified)\b/u;
const PLAN =
  /\b(?:i (?:would|will|always|usually|first|never|start|begin|check|ask|call|verify|listen|explain|offer|confirm|log|stop|pause|send|note|look|rank|sort|read|tell|say|make|keep|try|do|work|take|go|set|use|get|apologi[sz]e|stay|let|put|give|treat|prioriti[sz]e|divide)|my (?:first|next|approach|rule|plan|process|answer|routine|steps?)|we (?:would|will|call|check|must|should|stop|have to|offer)|first(?:ly)? |step (?:one|1)|then i|if (?:he|she|they|it|the \w+) (?:\S+ ){1,8}(?:i|we|then))\b/u;
const WORK =
  /\b(?:accounts?|customers?|debtors?|debts?|balances?|payments?|plans?|promises?|invoices?|calls?|disputes?|disputed|verify|identity|notes?|instal\w+|arrears|overdue|past due|collections?|collectors?|settlement|hardship|budget|compliance|supervisor|manager|agents?|team|lawyer|attorney|bankrupt\w*|executor|voicemail|buyer|credit|portal|ageing|aging|dso|rate|ledger|fees?|interest|rule|law|letter|contact|validation|consent|target|caller|client|borrower|owed|owes|owe|paid|pay)\b/gu;

function look(answer: string, { question, threadContext }: IntakeInput): Seen {
  const plain = plainOf(answer);
  const sentences = sentencesOf(answer);
  const asked = ideasOf(plainOf(question));
  const own = ideasOf(plain);
  const shared = [...own].filter((idea) => asked.has(idea)).length;
  const asks = sentences.some(({ isQuestion }) => isQuestion);
  return {
    plain,
    text: answer,
    words: countWords(answer),
    firstPerson: /\b(?:i|my|me|we|our)\b/u.test(plain),
    plan: PLAN.test(plain),
    told: TOLD.test(plain),
    work: new Set(plain.match(WORK) ?? []).size,
    topic: own.size === 0 ? 0 : shared / Math.min(own.size, Math.max(4, asked.size)),
    asks,
    asksOnly: asks && sentences.every(({ isQuestion, words }) => isQuestion || words.length < 5),
    opensWithQuestion: sentences[0]?.isQuestion === true,
    others: threadContext.map(({ author }) => author.toLowerCase()).filter((name) => name.length > 2),
  };
}

function answerScore({ words, plain, firstPerson, plan, told, work, topic, asksOnly }: Seen): number {
  const length = words >= FULL_ANSWER_WORDS ? 1 : words >= 14 ? 0.4 : 0;
  const imperative = /^(?:first|check|verify|ask|stop|listen|confirm|call|pull|look|never|always|pause|log|it depends|dso|a |the )/u.test(
    plain,
  )
    ? 0.5
    : 0;
  return (
    length +
    (told ? 1.6 : 0) +
    (plan ? 1.3 : 0) +
    (firstPerson ? 0.3 : 0) +
    Math.min(2, work * 0.4) +
    Math.min(1, topic * 2) +
    imperative -
    (asksOnly ? 2.5 : 0)
  );
}

interface Talk {
  readonly label: IntakeLabel;
  readonly weight: number;
}

function talkLabel(seen: Seen): Talk | null {
  const kinds: readonly Talk[] = [
    { label: 'meta', weight: weigh(seen, META) },
    { label: 'refusal_joke', weight: weigh(seen, JOKE) },
    {
      label: 'clarifying_question',
      weight:
        weigh(seen, CLARIFYING) +
        (seen.opensWithQuestion && seen.words < FULL_ANSWER_WORDS ? 1 : 0) +
        (seen.asksOnly && seen.words < 40 ? 2 : 0),
    },
    {
      label: 'discussion',
      weight:
        weigh(seen, DISCUSSION) +
        (seen.others.some((name) => new RegExp(`(?:^|\\W)@?${escape(name)}(?:\\W|$)`, 'u').test(seen.text.toLowerCase())) ? 2 : 0) +
        (/^<?@/u.test(seen.text) ? 2.5 : 0) +
        (seen.text.startsWith('>') ? 2 : 0) +
        (seen.asks && /\?\s*$/u.test(seen.text) && !seen.asksOnly ? 1 : 0),
    },
    { label: 'off_topic', weight: weigh(seen, ELSEWHERE) - seen.work * 0.3 },
  ];
  const best = kinds.reduce((top, kind) => (kind.weight > top.weight ? kind : top));
  return best.weight >= 1.5 ? best : null;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}

type Weighted = readonly (readonly [RegExp, number])[];

function weigh({ plain }: Seen, signs: Weighted): number {
  return signs.reduce((sum, [sign, weight]) => sum + (sign.test(plain) ? weight : 0), 0);
}

const META: Weighted = [
  [
    /\b(?:the |this |hey |is the |does the |why (?:is|does|did) the )bot\b|\brapport\b|\bslash command|\bfeedback (?:button|is|was|not|never|did|takes|broken|late|private)|\b(?:my|the) (?:score|grade|mark|streak)\b/u,
    3,
  ],
  [
    /\b(?:how (?:do|can|does) (?:i|we|one|it|this|the) (?:\S+ )?(?:submit|answer|edit|delete|see|turn|change|work|get|score|grade|opt|sign|score)|where (?:do|can|is|are) (?:i|we|my|the) (?:\S+ )?(?:see|find|submit|answer|feedback|form|button)|when (?:is|does|will) the (?:next|recap|question)|what time (?:is|does)|is this (?:graded|thing on|anonymous|private)|test(?:ing)?(?: 1 2| 123| test)|who (?:can )?(?:see|sees|read|reads) (?:my|our|these|this))\b/u,
    3,
  ],
  [/\b(?:notification|permission|channel|thread|emoji|typo in the question|button|delete my|reminder)\b/u, 1.5],
];
const JOKE: Weighted = [
  [
    /\b(?:lol|lmao|rofl|haha\w*|jk|just kidding|kneecaps?|baseball bat|send (?:the )?(?:boys|guys|big tony|goons|my cousin)|concrete shoes|horse head|mafia|offer (?:he|they) (?:can not|could not) refuse)\b/u,
    2.6,
  ],
  [
    /\b(?:i )?(?:pass|skip(?:ping)?|no thanks|not today|can not be bothered|do not (?:feel like|want to|wanna|care)|too (?:tired|lazy|busy|early|hungover)|no idea|idk|dunno|no clue|next question|boring|hard pass|ask (?:me )?(?:later|tomorrow)|call (?:my )?mum|hide under|cry in|quit on the spot|run away|win the lottery|chatgpt)\b/u,
    2.4,
  ],
];
const CLARIFYING: Weighted = [
  [
    /\b(?:do you mean|does (?:this|it|that|the question) (?:mean|include|count|refer|assume)|is (?:this|it|that|the (?:customer|account|debt|question)) (?:about|a|an|first|third|b2b|consumer|meant|for|supposed|us|uk|in)|are we (?:talking|assuming|an|allowed|the|supposed)|can (?:we|i) (?:assume|use|answer|give|talk|choose|pick)|should (?:we|i) (?:assume|answer|use|give|talk|include)|what (?:does|do) (?:\S+ ){1,3}(?:mean|stand for)|what is (?:a|an|meant by|rpc|dso|ptp|cei|the difference)|which (?:country|state|law|jurisdiction|setting|kind)|how long should|how many words|could (?:you|someone) (?:clarify|explain)|not sure (?:what|whether|if) (?:the question|this|you|it)|what counts as|is it ok(?:ay)? (?:if|to)|quick question|question about the question|has to be|do we (?:have|need) to|what if i (?:have )?never)\b/u,
    2.6,
  ],
];
const DISCUSSION: Weighted = [
  [
    /^(?:@\S+|i (?:totally |completely |also |dis|really )?agree|agreed|same here|same as|good (?:point|one|answer|call|idea|stuff)|great (?:point|answer|example|stuff)|nice (?:one|answer|work|example)|well (?:said|done|put)|love (?:this|that|it|how|the)|like (?:how|the way|your|that)|this is (?:so|such|a great|really|exactly)|exactly|thanks|thank you|yeah|yep|yes|true|fair (?:point|enough)|interesting|wow|ha|hmm|oh|not sure i|i think you|i liked|i like|that (?:is|was) (?:a|so|great|really)|\+1|totally|absolutely|good luck|welcome|congrats)\b/u,
    2.2,
  ],
  [
    /\b(?:your (?:answer|example|point|plan|story|approach|idea|version|take|second|first|last|line|opening)|you (?:said|wrote|mentioned|did|could have|should have|might|forgot|missed|handled|put|say)|what (?:did|do|would|about) you|how did (?:you|that|it)|did (?:you|he|she) (?:ever|end|also|get|log|check|have|try)|in your (?:answer|place|shop|case|example)|would you|curious|others? (?:said|wrote|here)|anyone (?:else|here|got|know|has)|does anyone|has anyone|we (?:use|have|do) (?:the same|that|this|something)|at (?:my|our) (?:place|shop|work|company|agency) (?:we|they|it)|everyone(?:'s)? (?:answers?|here|is)|good thread|(?:his|her|their) answer|last week's|yesterday's question|this question|tough (?:one|question)|hard (?:one|question)|easy (?:one|question)|i had this (?:one|question)|got asked this|my interview)\b/u,
    2.1,
  ],
];
const ELSEWHERE: Weighted = [
  [
    /\b(?:lunch|coffee|weekend|football|match last night|game last night|weather|rain(?:ing)?|snow|movie|film|netflix|holiday pics|birthday|pizza|cat|dog|puppy|traffic|train|bus|parking|good morning|morning all|morning everyone|good night|happy (?:friday|monday|new year)|merry|meme|crypto|bitcoin|for sale|check out my|subscribe|giveaway|discount code|hiring|vacanc\w*|job opening|brb|afk|wifi|laptop (?:died|is)|password|meeting (?:room|link|at)|zoom link|stand-?up)\b/u,
    2.4,
  ],
];
