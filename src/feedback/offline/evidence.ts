// What an answer shows, found sentence by sentence. A sentence that says nothing (a slogan, a list of terms, an echo of the question,
// a repeat) gives no evidence, so that padding can never raise a score and no share of the whole text is ever taken.
import { CRAFT_MOVES, OUTCOMES, PEOPLE_MOVES, SAFEGUARDS } from './moves.ts';
import type { Move } from './moves.ts';
import { plainOf, sentencesOf, stem } from './text.ts';
import type { Sentence } from './text.ts';
import { STOP_WORDS, ideasOf } from './vocabulary.ts';

export type SentenceKind = 'substance' | 'slogan' | 'list' | 'echo' | 'repeat' | 'noise';
export interface JudgedSentence extends Sentence {
  readonly kind: SentenceKind;
  /** Figures, words that were said, days and names of things: what a stranger could picture. */
  readonly grit: number;
}

export const FIGURES: Readonly<Record<string, RegExp>> = {
  amount:
    /[£$€₹¥]\s?\d|\b\d[\d.]*k?m? ?(?:pounds?|dollars?|euros?|rupees?|rand|pesos?|yen|usd|gbp|eur|aud|bucks|quid|lakh|k)\b|\b(?:hundred|thousand|grand) (?:pounds?|dollars?|euros?|rupees?|rand|pesos?)?|\b(?:balance|owed|owing|owe|owes|paid|pay|debt|invoices?|worth|loan|for|of|about) (?:was |is |of |about |for |him |her )?(?:\d{3,}(?:\.\d+)?|\d+k)\b(?! (?:days|calls|accounts|people|customers|agents|staff))/u,
  age: /\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|thirty|forty|forty-five|sixty|ninety)[- ]?(?:plus )?(?:days?|weeks?|months?|years?)[- ](?:past[- ]due|late|overdue|behind|old|in arrears|delinquent|due|out)|\b(?:past due|overdue|late|behind|arrears|aged|at|day|bucket|over) (?:by |of |for |over |is |was |at |about )?(?:day )?\d{1,3}(?:[-–]\d+)?(?: days| months|\+)?\b|\b\d{1,3}[-–+]\d{0,3} ?(?:day|days|bucket)|\b\d{2,3}\+? days?\b/u,
  share:
    /\d ?%|\bper ?cent\b|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|most|all) (?:out )?of (?:the |my |our )?(?:\d+|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty)\b/u,
  date: /\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|november|december|payday|month end|quarter end|christmas|easter)s?\b|\b(?:on|by|the|before|until) (?:the )?\d{1,2}(?:st|nd|rd|th)\b|\b(?:the )?(?:first|fifth|tenth|fifteenth|twentieth|thirtieth) of\b|\b20\d\d\b|\blast (?:spring|summer|autumn|winter|year|month|week)\b/u,
  hour: /\b\d{1,2}(?:[.:]\d\d)? ?[ap]m\b|\b\d{1,2}:\d\d\b|\b(?:within|in|for|about|every|after) (?:\d+|two|three|ten|twenty|thirty|forty) (?:minutes|hours|seconds)\b|\b(?:at|by|after|before) (?:noon|midday|six|seven|eight|nine|four|five) (?:o'clock|in the|am|pm)/u,
  period:
    /\b(?:in|over|for|within|after|every|each|across|during) (?:the )?(?:next |following |same |first |last |about )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|a|one) (?:\S+ )?(?:days?|weeks?|months?|quarters?|years?)\b|\b(?:weekly|fortnightly|monthly|quarterly)\b|\ba (?:week|month|fortnight)\b/u,
  count:
    /\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|forty|fifty) (?:\S+ )?(?:calls?|times|accounts?|invoices?|agents?|collectors?|promises?|payments?|instal\w+|letters?|emails?|customers?|messages?|voicemails?|attempts?|people|options?|questions?|recordings?|complaints?|disputes?|errors?|staff|steps?|kids|children|orders?|pallets?|units?|debtors?|points?)\b/u,
};

const SAID_IN_QUOTES = /["“”][^"“”\n]{6,}["“”]|(?<![\p{L}])['‘][^'’\n]{8,}['’](?![\p{L}])/u;
const SAID_PLAINLY =
  /\b(?:he|she|they|the (?:customer|caller|buyer|man|woman|client|debtor|husband|wife|mother|agent)|i) (?:\S+ )?(?:said|told (?:me|him|her|them)|shouted|answered|replied|admitted|explained|asked (?:me|why|what|if|whether|how)) (?!yes\b|no\b|that is\b)\S+ \S+ \S+/u;

/** Things that happen to people and lie about on a desk: words that only someone who was there would choose. */
const PICTURE =
  /\b(?:shifts?|overtime|payday|boiler|rent|landlord|hospital|surgery|funeral|divorce|layoff|laid off|redundan\w+|warehouse|factory|garage|van|truck|lorry|trucker|nurse|driver|plumber|florist|bakery|restaurant|farm\w*|builder|contractor|school|kids?|baby|son|daughter|husband|wife|mother|brother|widow\w*|portal|purchase order|pallets?|container|delivery note|pod|invoice \S*\d|freight|crate|ledger|spreadsheet|pivot|tax refund|benefit\w*|sick pay|chemo|surger\w+|stroke|accident|flood|fire|strike|harvest|season|interpreter|voicemail|postcard|direct debit|standing order|debit card|bank (?:statement|app|screenshot)|screenshot|furnace|rehab|pension|scholarship|semester|clinic|insurer|tenant|hotel|distributor|wholesaler|supplier|store card|credit card|car loan|auto loan|medical bill|utility|gas|electric\w*|phone contract|mortgage|overdraft|catalogue)\b/u;

const SLOGANS: readonly RegExp[] = [
  String.raw`i (?:am|was|consider myself|would describe myself as|have always been|see myself as) (?:\S+ ){0,3}?(?:team player|hard[- ]?work\w*|passionate|professional|dedicated|people person|good with people|results?[- ]driven|motivated|self-starter|detail[- ]oriented|organi[sz]ed|proactive|fast learner|quick learner|great communicator|good communicator|strong communicator|confident|committed|reliable|flexible|adaptable|multitask\w*|problem solver|driven|enthusiastic|experienced|patient person|positive)`,
  String.raw`(?:is|are|remains?|was) (?:\S+ ){0,2}?(?:key|paramount|crucial|vital|essential|critical|everything|important|imperative|the foundation|at the heart|the cornerstone|my priority|a priority|second nature|my passion|the name of the game)\b`,
  String.raw`i (?:\S+ )?(?:strive|aim|endeavou?r|pride myself|believe|feel that|think that|am passionate|thrive|excel|possess|bring|embrace|leverage|foster|champion|deliver|ensure|value)\b`,
  String.raw`(?:mutually|win[- ]win|synerg\w+|holistic\w*|seamless\w*|best practices?|extra mile|above and beyond|110|1000|world[- ]class|customer[- ]centric|client[- ]centric|results[- ]oriented|solution[- ]oriented|tailored (?:solution|approach)s?|proactive\w*|strategic\w*|dynamic|robust|optimal\w*|maximi[sz]\w*|streamlin\w*|empower\w*|cutting[- ]edge|stakeholders?|value[- ]added|core values?|positive (?:attitude|outcome|experience|resolution|relationship|mindset|result)|professionalism|utmost|high(?:est)? (?:standards?|level of)|wealth of|proven track record|strong work ethic|skill ?set|soft skills|communication skills|interpersonal|time management|attention to detail|thinking outside|outside the box|hit the ground|every (?:customer|situation|case|call|day|debtor) is (?:different|unique)|no two|at the end of the day|needless to say|as we all know|in today's|ever[- ]changing|fast[- ]paced|passion\w*|dedicat\w+|integrity and|empathy and|empathetic (?:approach|communication)|open (?:lines of )?communication|effective(?:ly)? communicat\w+|clear communication|active listening|strong relationships?|satisfactory|amicabl\w+|beneficial|best (?:possible )?(?:outcome|interest|result|solution)s?|all parties|both parties|both sides happy|smooth\w*|appropriate(?:ly)?(?: action| steps| solution| manner)?|necessary (?:steps|actions|measures)|various|numerous|countless|challenges?|resilien\w+|navigat\w+|committed to|commitment to|great results?|successful\w*|success|excellen\w+|exceptional\w*|outstanding results|comprehensive|diligen\w+|thorough\w*|meticulous\w*|efficien\w+|in a timely manner|timely manner|wholeheartedly|genuinely|truly|grow(?:th|ing) (?:mindset|as a))`,
].map((source) => new RegExp(String.raw`\b(?:${source})`, 'gu'));

/** Asking, checking, calling, sending …: what one does on the floor, in any tense. */
const ACTION_VERBS = new Set(
  `ask call ring phone speak say tell listen check read review pull open look verify confirm offer propose agree suggest set send email write text log note record document update diarise diarize schedule book follow chase track escalate refer raise flag pass pause stop hold suspend freeze wait match reconcile trace compare calculate divide multiply work build draw list sort rank split group prioritise prioritize segment filter start begin visit meet explain apologise apologize repeat summarise summarize warn refuse decline report correct refund adjust waive settle negotiate counter approve sign coach train calibrate sample score mark play shadow pair move reassign test pilot measure compare count add subtract give get find request collect recover close clear accept put take keep leave end hang transfer route contact notify inform answer reply search skip trace identify investigate dispute return reverse post apply allocate block release ship place recall sue file serve remind lower slow acknowledge let hand show prove print copy scan attach share change switch drop cut cap own admit redo rebuild run`
    .split(/\s+/u)
    .map(stem),
);

const STATES = new Set(
  'am was were be been being is are believe feel felt think thought know knew hope like love hate want wanted wish need needed consider strive aim pride tend guess suppose mean understand understood try tried am a an the of in on at with and or but if when because as had own should ought used'.split(
    ' ',
  ),
);
const ADVERBS = new Set(
  'then also first always usually immediately politely calmly quickly simply just now again still later next would will should could might must can did do have had never not once only even quietly firmly personally directly already to at'.split(
    ' ',
  ),
);

export interface Evidence {
  readonly sentences: readonly JudgedSentence[];
  readonly substance: readonly JudgedSentence[];
  readonly found: ReadonlyMap<string, { readonly move: Move; readonly sentence: JudgedSentence }>;
  readonly signals: Signals;
  /** The sentence that shows the signal best, where one does. */
  readonly where: Partial<Record<SignalName, JudgedSentence>>;
}

export const SIGNALS = [
  'case',
  'figures',
  'said',
  'picture',
  'ownActions',
  'order',
  'craft',
  'people',
  'safeguards',
  'reasons',
  'rules',
  'tradeoffs',
  'obstacle',
  'outcome',
  'outcomeFigured',
  'ownShare',
  'lesson',
  'lessonConcrete',
  'failed',
  'motive',
  'substance',
  'detail',
  'carrying',
] as const;
export type SignalName = (typeof SIGNALS)[number];
/** Counts of distinct things; the scoring model says how many are enough. */
export type Signals = Readonly<Record<SignalName, number>>;

export function gatherEvidence(answer: string, question: string): Evidence {
  const sentences = judgeSentences(answer, question);
  const substance = sentences.filter((sentence) => sentence.kind === 'substance');
  const found = new Map<string, { move: Move; sentence: JudgedSentence }>();
  for (const move of [...CRAFT_MOVES, ...PEOPLE_MOVES, ...SAFEGUARDS]) {
    const sentence = substance.find((candidate) => move.pattern.test(candidate.plain));
    if (sentence !== undefined) found.set(move.id, { move, sentence });
  }
  const where: Partial<Record<SignalName, JudgedSentence>> = {};
  const holds = (name: SignalName, test: (sentence: JudgedSentence) => boolean): number => {
    const holding = substance.filter(test);
    const first = holding[0];
    if (first !== undefined) where[name] ??= first;
    return holding.length;
  };
  const distinct = (pattern: RegExp): number =>
    new Set(substance.flatMap((sentence) => [...sentence.plain.matchAll(pattern)].map(([hit]) => hit))).size;
  const count = (criterion: Move['criterion']): number => [...found.values()].filter(({ move }) => move.criterion === criterion).length;
  const kinds = Object.values(FIGURES).filter((pattern) => substance.some((sentence) => pattern.test(sentence.plain)));
  const asked = ideasOf(plainOf(question));
  const moved = new Set(
    [...CRAFT_MOVES, ...PEOPLE_MOVES, ...SAFEGUARDS].flatMap((move) => substance.filter((sentence) => move.pattern.test(sentence.plain))),
  );
  // Sentences that carry weight: something to picture, a reason, a condition, or a move of the work.
  const carrying = substance.filter(
    (sentence) => sentence.grit > 0 || moved.has(sentence) || REASON.test(sentence.plain) || RULE.test(sentence.plain),
  );
  const caseSentences = holds('case', (sentence) => CASE.test(sentence.plain));
  const signals: Signals = {
    case:
      (caseSentences > 0 || (kinds.length >= 2 && substance.some(({ plain }) => /\b(?:he|she|him|her|his)\b/u.test(plain)))) &&
      (ownActions(substance).past > 0 || kinds.length >= 2)
        ? 1
        : caseSentences > 0 || ownActions(substance).past > 1 || kinds.length >= 2
          ? 0.5
          : 0,
    figures: kinds.length,
    said: holds('said', (sentence) => SAID_IN_QUOTES.test(sentence.text) || SAID_PLAINLY.test(sentence.plain)),
    picture: new Set(substance.flatMap((sentence) => [...sentence.plain.matchAll(new RegExp(PICTURE, 'gu'))].map(([hit]) => hit))).size,
    ownActions: ownActions(carrying).distinct,
    order: distinct(
      /\b(?:first|second|third|then|next|after(?:wards| that)?|before|finally|once|when|same day|the day after|day \d+|step \d|later|meanwhile|until|by then)\b/gu,
    ),
    craft: count('R3'),
    people: count('R4'),
    safeguards: count('R5'),
    reasons: holds('reasons', (sentence) => REASON.test(sentence.plain)),
    rules: holds('rules', (sentence) => RULE.test(sentence.plain)),
    tradeoffs: holds('tradeoffs', (sentence) => TRADE_OFF.test(sentence.plain)),
    obstacle: holds('obstacle', (sentence) => OBSTACLE.test(sentence.plain)),
    outcome: holds('outcome', (sentence) => OUTCOMES.said.test(sentence.plain)),
    outcomeFigured: holds(
      'outcomeFigured',
      (sentence) => OUTCOMES.said.test(sentence.plain) && (OUTCOMES.figured.test(sentence.plain) || figureKinds(sentence.plain) >= 2),
    ),
    ownShare: holds('ownShare', (sentence) => OUTCOMES.ownShare.test(sentence.plain)),
    lesson: holds('lesson', (sentence) => OUTCOMES.lesson.test(sentence.plain)),
    lessonConcrete: holds(
      'lessonConcrete',
      (sentence) => OUTCOMES.lesson.test(sentence.plain) && OUTCOMES.concreteLesson.test(sentence.plain),
    ),
    failed: holds('failed', (sentence) => OUTCOMES.failed.test(sentence.plain)),
    motive: holds('motive', (sentence) => MOTIVE.test(sentence.plain)),
    substance: substance.length,
    detail: new Set(carrying.flatMap((sentence) => [...ideasOf(sentence.plain)].filter((idea) => !asked.has(idea)))).size,
    carrying: carrying.length,
  };
  return { sentences, substance, found, signals, where };
}

const CASE =
  /^(?:(?:caller|customer|tenant|debtor|client) (?!first|service|satisfaction|focus|care|is|are|always|centric)|[£$€]\d\S* )|\b(?:customer|debtor|client|man|woman) (?:owe|call|come|promise|say|he|she)\b|\b(?:(?:a|one|another|this|my|our|the) (?:\S+ ){0,3}?(?:customer|client|debtor|caller|borrower|account|buyer|tenant|patient|member|subscriber|invoice|lady|man|woman|guy|gentleman|student|driver|owner|widow|shop|firm|distributor|contractor|agent|collector|colleague|guest|family|trainee)\b(?=.*\b(?:was|had|were|owed|owe|said|called|missed|stopped|lost|broke|refused|told|disputed|fell|came|sent|paid|kept|wrote|shouted|got|swore|claimed|rang|asked)\b)|last (?:year|month|week|spring|summer|autumn|winter|quarter)|in my (?:last|previous|first|old|current) (?:job|role|post|company|team)|when i (?:was|worked|started|joined|took)|there was|one (?:day|time|morning|case|call)|at my (?:last|previous|old)|in (?:20\d\d|january|february|march|april|may|june|july|august|september|october|november|december)|i (?:had|inherited|took over|was given|once|picked up)|we had (?:a|one))\b/u;
const REASON =
  /\b(?:because|since (?!then|that time|last|we met)\S+ \S+|so that|so (?:he|she|they|i|we|it|the|nobody|no one|that)\b|in order|which (?:means|meant|told|showed|is why|let)|that way|rather than|instead of|otherwise|the reason|therefore|as (?:he|she|they|it|i) (?:was|were|had|is|could)|due to|meaning|to avoid|to make sure|knowing|that is why|this is why|why:|for me the point|or else|cheaper|costs? (?:more|us|less)|worth more)\b/u;
const RULE =
  /\b(?:if|when|unless|until|once|whenever|as soon as|where|in case) (?:\S+ ){1,14}?(?:i|we|it|then|the|they|he|she|you|goes|stop|call|ask|offer|pause|escalate|log|send|check|note|pass|refer|would|will|must|should|only|no|do|end|hold|move|record|explain|give|take)\b/u;
const TRADE_OFF =
  /\b(?:trade[- ]?off|rather than|instead of|versus|vs|on the other hand|the cost (?:of|is|was)|cost (?:us|me|of)|at the (?:cost|expense|price) of|even (?:though|if)|but (?:it|that|this|the|a|an|not|only|i|we|he|she|slower|less) \S+|less (?:than|now|cash|money)|balance(?:d)? (?:between|against)|weigh\w*|depends on|worth (?:more|less|it)|cheaper|not worth|knowing (?:that )?|speed|downside|risk (?:of|is|was|that)|accept(?:ed|ing)? (?:a |the )?(?:lower|slower|smaller|longer|less)|lower (?:yield|sum|payment|first)|yield|better (?:a|an|than|to have)|more likely|less likely|it (?:cost|costs)|gave up|give up)\b/u;
const OBSTACLE =
  /\b(?:but|however|problem|although|though|refus\w+|disput\w+|angry|shout\w*|swor?e|lost (?:his|her|their|my|the)|laid off|redundan\w+|broke|broken|missed|ignored|avoid\w*|hung up|would not|did not (?:pay|answer|want|believe|have)|could not|denied|claim\w*|said (?:he|she|they)|stuck|blocked|complain\w*|cut|ill|sick|divorc\w+|behind|no answer|wrong|short|late|error|mistake)\b/u;
const MOTIVE =
  /\b(?:i (?:like|enjoy|want|left|chose|stay(?:ed)?|know|prefer|care|am drawn|found|grew|moved|learned|learnt|saw|worked|did|handled|spent|took|dealt)|because|what (?:keeps|drives|draws|matters|i like|surprised)|not (?:for everyone|everyone)|hard part|worst part|honest(?:ly)?|the job is|calls a day|rejection|hung up on|target|commission|measured|numbers|shift|listen|puzzle|problem)\b/u;

function figureKinds(plain: string): number {
  return Object.values(FIGURES).filter((pattern) => pattern.test(plain)).length;
}

function ownActions(sentences: readonly JudgedSentence[]): { readonly distinct: number; readonly past: number } {
  const verbs = new Set<string>();
  let past = 0;
  for (const { words } of sentences) {
    let subject: 'i' | 'other' | 'none' = 'none';
    for (const [index, word] of words.entries()) {
      if (word === 'i') subject = 'i';
      else if (/^(?:he|she|they|we|it|you|customer|debtor|client|who)$/u.test(word)) subject = 'other';
      const before = words[index - 1] ?? '';
      // Whatever follows "I" and is no state of mind is something done, though no list knows it.
      const follows = before === 'i' || (ADVERBS.has(before) && words[index - 2] === 'i');
      if (!ACTION_VERBS.has(stem(word)) && !(follows && !STATES.has(word) && !ADVERBS.has(word))) continue;
      const opens = index === 0 || (index === 1 && ADVERBS.has(before)) || before === 'and' || before === 'then' || before === 'first';
      if (subject === 'i' ? !/^(?:the|a|an|his|her|their|my|of|in|on)$/u.test(before) : subject === 'none' && opens) {
        verbs.add(stem(word));
        if (
          word.endsWith('ed') ||
          /^(?:told|said|sent|rang|wrote|gave|took|made|found|kept|held|put|set|spoke|heard|met|let|got|built|left|ran|split|paid|read|cut|drew|went|came|saw|sat|stood|lost|knew|began|brought|chose|caught|taught|bought|sold|fell|broke)$/u.test(
            word,
          )
        )
          past += 1;
      }
    }
  }
  return { distinct: verbs.size, past };
}

function judgeSentences(answer: string, question: string): readonly JudgedSentence[] {
  const asked = ideasOf(plainOf(question));
  const seen: ReadonlySet<string>[] = [];
  return sentencesOf(answer)
    .map(withoutMasks)
    .map((sentence) => {
      const ideas = ideasOf(sentence.plain);
      const grit = figureKinds(sentence.plain) + (SAID_IN_QUOTES.test(sentence.text) ? 1 : 0) + (PICTURE.test(sentence.plain) ? 1 : 0);
      const kind = kindOf(sentence, ideas, asked, seen, grit);
      seen.push(ideas);
      return { ...sentence, kind, grit };
    });
}

/** What was hidden counts as nothing, neither as a figure nor as a word; a line of particulars alone says nothing. */
function withoutMasks(sentence: Sentence): Sentence {
  const bare = sentence.text.replace(/\[[a-z -]+ hidden\]/gu, ' ');
  if (bare === sentence.text) return sentence;
  const plain = plainOf(bare);
  const words = plain === '' ? [] : plain.split(' ');
  return words.length < PARTICULARS_WORDS || !/\b(?:i|we)\b/u.test(plain)
    ? { ...sentence, plain: '', words: [] }
    : { ...sentence, plain, words };
}
const PARTICULARS_WORDS = 7;

function kindOf(
  sentence: Sentence,
  ideas: ReadonlySet<string>,
  asked: ReadonlySet<string>,
  seen: readonly ReadonlySet<string>[],
  grit: number,
): SentenceKind {
  if (isNoise(sentence)) return 'noise';
  if (ideas.size >= 3 && seen.some((earlier) => overlap(ideas, earlier) >= 0.85 && overlap(earlier, ideas) >= 0.6)) return 'repeat';
  if (isTermList(sentence)) return 'list';
  if (grit === 0 && overlap(ideas, asked) >= 0.75 && ideas.size >= 3) return 'echo';
  const slogans = SLOGANS.reduce((total, pattern) => total + [...sentence.plain.matchAll(pattern)].length, 0);
  const acts = ownActions([{ ...sentence, kind: 'substance', grit }]);
  if (slogans > 0 && grit === 0 && slogans >= 1 + Math.floor(acts.past / 2)) return 'slogan';
  if (slogans >= 3 && grit <= 1) return 'slogan';
  if (grit === 0 && acts.distinct === 0 && isGeneralRemark(sentence.plain)) return 'slogan';
  return 'substance';
}

/** Said of the whole trade, or of all people, and of nothing that was done: true of every answer, and so of none. */
function isGeneralRemark(plain: string): boolean {
  return (
    GENERAL.test(plain) &&
    !/\b(?:if|when|until|unless|because|so that)\b/u.test(plain) &&
    ![...CRAFT_MOVES, ...SAFEGUARDS].some(({ pattern }) => pattern.test(plain))
  );
}
const GENERAL =
  /\b(?:(?:this|our|the|any|a) (?:\S+ )?(?:job|industry|field|profession|business|line of work|sector|role|topic|subject|world)|collections (?:is|are|can)|(?:customers|people|everyone|everybody|human beings?|we all|all of us|every (?:customer|account|person|day|call|debtor)|each (?:customer|person|of (?:us|them))) (?:\S+ ){0,2}?(?:are|is|has|have|want|need|needs|know|knows|should|must|deserves?|can)|(?:good|right|positive|great) (?:attitude|mindset|communication)|makes? (?:all )?the difference|it is (?:all about|never easy|not always easy|part of|hard to|easy to|nice to|good to)|there (?:is|are) (?:always|many|never|different|a lot)|in (?:conclusion|general|short|my opinion|summary)|to sum up|both sides|of course|you (?:have to|need to|must|can never|always|never)|takes (?:a lot|time|patience))\b/u;

function overlap(ideas: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (ideas.size === 0) return 0;
  return [...ideas].filter((idea) => other.has(idea)).length / ideas.size;
}

/** Keyboard mash and word salad: words that no language has, or hardly a word that holds a sentence together. */
function isNoise({ words, text }: Sentence): boolean {
  if (words.length === 0) return true;
  const latin = words.filter((word) => /^[a-z]+$/u.test(word));
  const strange = latin.filter(
    (word) => word.length >= 4 && (!/[aeiouy]/u.test(word) || /[bcdfghjklmnpqrstvwxz]{5}/u.test(word) || /(.)\1{3}/u.test(word)),
  );
  if (latin.length > 0 && strange.length / latin.length > 0.3) return true;
  return /^(.{1,12}?)\1{4,}/u.test(text);
}

/** Terms in a row, with no one who does anything: what keyword stuffing looks like, in any punctuation. */
function isTermList({ text, plain, words }: Sentence): boolean {
  // "Payment plan. Written confirmation. Diary follow-up.": a list with full stops.
  if (words.length < 5) return !ACTS.test(plain);
  const items = text
    .split(/[,;|/•·–—+&]| - | and /u)
    .map((item) => plainOf(item))
    .filter((item) => item !== '');
  const bare = items.filter((item) => item.split(' ').length <= 4 && !ACTS.test(item));
  if (items.length >= 5 && bare.length / items.length >= 0.65) return true;
  if (items.length >= 7 && items.filter((item) => item.split(' ').length <= 4).length / items.length >= 0.8 && figureKinds(plain) === 0)
    return true;
  const known = [...ideasOf(plain)].filter((idea) => idea.startsWith('#')).length;
  const holding = words.filter((word) => STOP_WORDS.has(word)).length / words.length;
  if (words.length >= 18 && holding < 0.12 && known >= 6) return true;
  return words.length >= 8 && holding < 0.14 && !ACTS.test(plain);
}
const ACTS =
  /\b(?:i|he|she|they|we|was|were|is|had|did|\w{3,}ed|told|said|sent|rang|wrote|gave|took|made|found|kept|held|put|set|spoke|heard|let|got|built|paid|left|lost|broke)\b|^(?:ask|call|check|send|log|note|verify|confirm|offer|agree|listen|stop|pause|hold|read|pull|tell|explain|set|book|write|say|find|get|give|keep|review|escalate|refer|record|never|do not|no|if|when|then|first)\b|\d/u;
