// A sign that the writer is in crisis: first person, present, about the writer. A story about a customer in crisis is an answer. One
// kind private line too many does little harm; one too few may do much, so that doubt counts as yes unless another is plainly meant.
import { plainOf, sentencesOf } from '../feedback/offline/text.ts';

const SOON = String.raw`(?: anymore| any more| any longer| much longer| like this| with this| today| tonight| right now| now| lately)?`;

const AGAINST_SELF: readonly RegExp[] = [
  String.raw`\b(?:kill(?:ing)?|hurt(?:ing)?|harm(?:ing)?|cut(?:ting)?|end(?:ing)?|hang(?:ing)?|shoot(?:ing)?|drown(?:ing)?|poison(?:ing)?) (?:myself|my ?self|my (?:own )?life|me)\b|\b(?:kms|unalive)\b`,
  String.raw`\b(?:i (?:am|feel|have been|was|keep|might be|get)?|i (?:\S+ ){0,4}?)(?:suicidal|suicide|thinking (?:of|about) (?:ending|killing|dying|death|suicide|the end|jumping|pills|just ending))`,
  String.raw`\b(?:(?<!the )end it(?: all)?|ending it(?: all)?|end things|ending things|end my life|take my (?:own )?life|taking my (?:own )?life|top myself|do myself in|finish myself|off myself|self[- ]?harm(?:ing)?|overdos\w+|slit my|my wrists|jump(?:ing)? (?:off|from|in front)|step in front|drive (?:\S+ )?off (?:a|the|the road)|drive into|swallow (?:all|the|my)|all (?:my|the|these) pills|pills (?:next to|beside|in front of|in my))\b`,
  String.raw`\b(?:want|wanna|wish|rather|ready|going|prefer|hope|pray|long|tempted|like|love) (?:\S+ ){0,3}?(?:to die|die|be dead|i was dead|i were dead|dead|not (?:exist|be alive|be here|wake up)|never wake|disappear|vanish|to stop existing|i could (?:just )?(?:disappear|vanish|die|sleep forever)|be gone|stop existing|go to sleep and)`,
  String.raw`\b(?:do not|not|no longer|can not|never) (?:\S+ ){0,2}?(?:want to (?:live|be here|be alive|exist|wake up|go on|carry on|be around)|wanna (?:live|be here|be alive|exist|wake up|go on)|care (?:if i|whether i) (?:live|die|wake)|feel like (?:living|going on|being here|being alive)|see (?:a|any|the|much) (?:way out|point|future|reason|hope|light)|see myself (?:here|being around|alive|making it)|have (?:a|any|the)? ?(?:reason|will|strength) (?:to|left)|want (?:this|my) life|think i (?:will|can|am going to) make it|be alive)`,
  String.raw`\b(?:can not|cannot|could not|do not know (?:how|if) (?:i|to|i can|much longer i)|not sure (?:how|i can|if i can|i)|unable to|i am not able to|no strength to|too tired to) (?:\S+ ){0,4}?(?:go on(?! (?:holiday|vacation|leave|a|the|with (?:the|this|my) (?:call|answer|question|next)))|going on|keep going|carry on|carrying on|live like this|live with this|keep living|cope|do this(?! (?:question|exercise|interview|one|job|task|call|without))|take (?:it|this|much more|any more)|face (?:it|this|another|tomorrow|anything|the)|bear (?:it|this)|hold on|hang on|survive|get through|make it through|keep (?:it|this|doing this)|handle (?:life|it|this|anything)|see a way|breathe)${SOON}`,
  String.raw`\b(?:no (?:hope|way out|way forward|future|other way out)|no (?:point|reason|use) (?:in (?:living|life|anything|going|trying|it all|carrying|practi[sc]ing|me)|anymore|any more|to (?:live|go on|carry on|be here|get up|anything|life|it))|nothing (?:left|to live for|matters|helps|to look forward)|what is the point|is there any point|is it (?:even )?worth (?:it|living|going on)|not worth (?:living|it|going on)|life is (?:over|not worth|pointless|meaningless|too)|my life is (?:over|ruined|finished|a mess|worthless|not)|it is all over for me|i am (?:done(?! (?:with (?:the|my|this (?:question|answer|one|round))|for|by|at|here|now))|finished(?! (?:with|the|my))|broken|drowning|at (?:the|my) (?:end|breaking|limit|wit)|at rock bottom|a burden|worthless|hopeless|falling apart|losing (?:it|hope|my mind|the will)|giving up(?! (?:on|the|smok|coffee|sugar))|ready to give up|going under|desperate|so alone|trapped|beyond help|better off dead|in a (?:really )?(?:dark|bad) place|not okay|not ok|not alright|not safe|past (?:caring|it|help)|empty|numb|scared of what i|not (?:coping|going to make it|doing (?:well|good|okay|ok) at all))|i feel (?:\S+ )?(?:hopeless|worthless|empty|trapped|numb|suicidal|like a burden|like dying|like giving up|like ending|so alone|no hope|broken|dead inside|like i am drowning|like nothing)|i have (?:lost (?:all )?hope|no hope|given up|nothing left|no one left|nobody left|no way out|nobody|no one to|hit rock bottom|been thinking (?:about|of) (?:the end|ending|dying|death|suicide|not being))|lost the will|given up on (?:life|everything|living))\b`,
  String.raw`\b(?:better off without me|better (?:off )?if i (?:was|were) (?:not|gone|dead)|no ?(?:one|body) (?:would|will) (?:miss|notice|care if i)|would (?:anyone|anybody) (?:miss|notice|care)|worth more dead|life insurance|(?:my|the) kids would be better|sorry for everything|goodbye (?:everyone|all|everybody|forever)|this is (?:my )?goodbye|my last (?:message|post|day|goodbye)|(?:i )?(?:will|wo) not be (?:here|around) (?:much longer|tomorrow|anymore|next|for long|after)|soon it will (?:all )?be over|it will (?:all )?be over soon|want (?:it|the pain|everything|all this|this) (?:all )?to (?:stop|end|be over|go away)|make (?:it|the pain|everything) stop|(?:been|started|am|keep) cutting(?: again| myself)?(?: since| because|$)|i (?:\S+ ){0,8}?(?:think|thinking|thought|thoughts|dream|imagine|look) (?:\S+ ){0,3}?(?:about|of|at) (?:\S+ )?(?:jumping|dying|ending|the bridge|not being here|disappearing|crashing|the pills|the river|the tracks|suicide|death|being dead|how to)|writing (?:a|my) (?:note|will|goodbye)|wrote (?:a|my) (?:note|goodbye)|put my affairs)\b`,
].map((source) => new RegExp(source, 'u'));

/** The writer's own debts, with pressure that is happening now. */
const OWN_DEBT = new RegExp(
  [
    String.raw`\b(?:i|we) (?:\S+ ){0,6}?(?:owe|am (?:\S+ ){0,3}?(?:in debt|behind|in arrears|drowning in|buried (?:in|under)|up to my (?:neck|eyes)|being (?:sued|evicted|chased|garnished|harassed)|bankrupt|broke|about to lose|losing|getting evicted|facing (?:eviction|bankruptcy|bailiffs|court|foreclosure|repossession)|skint|going bankrupt|homeless)|can not (?:\S+ )?(?:pay|afford|make|cover|feed|keep up|meet|manage) (?:with )?(?:the |my |our |for |any of )?(?:own )?(?:\S+ )?(?:rent|bills?|mortgage|debts?|loans?|cards?|food|kids|repayments?|heating|it|any of it|them|anything|minimum)|do not have (?:\S+ ){0,3}?(?:rent|food|money for (?:rent|food|the|my)|enough (?:for|to (?:eat|pay|feed)))|have (?:\S+ ){0,4}?(?:collectors|bailiffs|debts? (?:i|that|up|everywhere|of my own)|payday loans?|maxed|missed (?:\S+ ){0,3}?(?:mortgage|rent|loan|card|my))|have not (?:eaten|paid (?:my|the) (?:rent|mortgage)|slept)|lost (?:my|the) (?:house|home|flat|car|everything)|might lose (?:my|the|our) (?:house|home|flat|car|kids|job and)|maxed (?:out )?(?:my|all|every))\b`,
    String.raw`\bmy (?:own )?(?:\S+ )?(?:debts?|loans?|cards?|arrears|credit cards?|overdraft|payday loans?|mortgage|bills|rent|house|home|flat|car|wages|account) (?:\S+ ){0,3}?(?:is|are|has|have|keeps?|got|was|were) (?:\S+ ){0,4}?(?:crushing|killing|drowning|out of control|too much|overwhelming|eating|ruining|being (?:garnished|repossessed|taken|foreclosed)|repossessed|garnished|foreclosed|frozen|maxed|unpaid|overdue|overdrawn|behind|late|due and|piling|spiralling|spiraling|more than i|swallowing|destroying|suffocating|in default|in collections|with (?:a )?collect|empty|gone)`,
    String.raw`\b(?:collectors?|bailiffs?|debt (?:collector|agency|people)s?|lenders?|the bank|creditors?|loan sharks?|landlord|sheriff) (?:\S+ ){0,3}?(?:call\w*|ring\w*|chas\w*|harass\w*|threaten\w*|coming|are (?:at|after|outside)|at|after|came|keep\w*|wants?|is|will|took|taking|kicking|evict\w*) (?:\S+ ){0,4}?(?:me|my (?:door|house|home|own|wife|husband|family|mum|mother|phone|car|wages|kids|flat))\b`,
    String.raw`\b(?:evict(?:ing|ed)? (?:me|us)|losing (?:my|our) (?:house|home|flat)|repossess\w* my|garnish\w* my|foreclos\w* on (?:me|my|us)|bailiffs? (?:at|outside) (?:my|the door)|drowning in (?:my own )?debt|buried in (?:my own )?debt|in over my head|debts? (?:of )?my own|my own debts?|i am the (?:one who owes|debtor)|i(?:'m| am) (?:one of them|a debtor) myself)\b`,
  ].join('|'),
  'u',
);
/** Own debts are a crisis where they weigh on the writer now; behind one, in a story long past, they are a motive. */
const DESPAIR = /\b(?:help|desperate\w*|despair|panic\w*|scared|terrified|crying|cry|cannot sleep|can not sleep|have not slept|not slept|no sleep|do not know what to do|what (?:should|can|do) i do|no idea what to do|hopeless|drowning|overwhelm\w*|ashamed|lose (?:my|the|our)|losing (?:my|the|our)|evict\w*|homeless|can not (?:cope|breathe|pay|afford|eat|feed|keep|face|manage|make)|no way out|too much|stress(?:ed|ing)|anxiety|anxious|falling apart|breaking|killing me|crushing|buried|harass\w*|every day|all day|bailiffs?|ruin\w*|going under|nobody|alone|afraid|sick with|nothing left|no money|for (?:rent|food)|eaten|right now|no longer|anymore|worried|worry|trapped|out of control|skint|broke|threaten\w*|garnish\w*|repossess\w*|foreclos\w*|sued|bankrupt\w*|up to my|over my head|hiding|hide)\b/u;
const LONG_AGO = /\b(?:years ago|used to (?:be|owe)|when i was (?:young|a student|at|in|nineteen|twenty|\d+)|back in 20|back then|in 20[01]\d|as a (?:child|kid|student|teenager)|once (?:was|had)|i have since|cleared (?:it|them|my)|paid (?:it|them) off|got out of|that is why i|which is why i|growing up|my parents|taught me)\b/u;

/** Somebody else is the one in crisis: what the writer tells is work. */
const ABOUT_ANOTHER = /\b(?:customer|debtor|client|caller|borrower|tenant|patient|account holder|woman|man|lady|guy|person|colleague|agent|trainee|someone|somebody|people|widow|he|she|they|him|her|them)\b/u;
const SAID_BY_ANOTHER = /\b(?:customer|debtor|client|caller|borrower|woman|man|lady|guy|person|tenant|patient|someone|somebody|people|he|she|they|colleague|agent|widow|who) (?:\S+ ){0,5}?(?:said|says|say|told|tells|tell|texted|wrote|mentioned|mentions|shouted|cried|whispered|sobbed|asked|hinted|hints|threatened|threatens|admitted|like|goes|went|started|mentioning|saying|telling|was|were|might|sounds?|sounded|talks?|talked|feels?|felt)\b/u;
const WORKING = /\b(?:i|we) (?:would|will|stopp?(?:ed)?|paus(?:e|ed)|asked?|stay(?:ed)?|listen(?:ed)?|drop(?:ped)?|escalat(?:e|ed)|called|transferr?(?:ed)?|routed?|pass(?:ed)?|put|gave|told|kept|logged|noted|alert(?:ed)?|signpost(?:ed)?|handled|offered|took|set)\b/u;

/** Said without "I": a burden laid down in three words. */
const BARE = /^(?:(?:please )?(?:help me|someone help|help me please)|(?:i )?(?:want|wanna) (?:to )?die|can not (?:go on|do this anymore|take this anymore|cope anymore)|end it all|no hope left|i give up on life|what is the point of living|i am done with (?:life|living|everything|it all)|kill me(?: now)?$)/u;

const FIGURE_OF_SPEECH = /\b(?:dying to (?:know|hear|see|try|read)|die laughing|died laughing|kill(?:ed|s|ing)? (?:it|time|two birds|for (?:a|some))|killer|deadline|(?:this|the|that|these|my) (?:question|interview|spreadsheet|dialler|dialer|commute|traffic|queue|homework|coffee|boss|monday|phone|headset|feet|back|wifi|report)s? (?:\S+ )?(?:is|are|will be|was|going to)? ?(?:going to )?(?:kill|killing|killed|be the death)|end it (?:there|with|by|politely|here|on)|end it all (?:up|by)|bored to death|to die for|scared to death of|over my dead body|end (?:the|this|that) call|cut (?:it|me) (?:short|some slack)|lol|lmao|haha|jk)\b/u;

export function soundsLikeCrisis(text: string): boolean {
  const sentences = sentencesOf(text);
  const whole = plainOf(text);
  const another = SAID_BY_ANOTHER.test(whole);
  const atWork = another && WORKING.test(whole);
  for (const [index, { plain, text: written }] of sentences.entries()) {
    if (FIGURE_OF_SPEECH.test(plain)) continue;
    const spoken = anothersWords(written, plain, sentences[index - 1]?.plain ?? '');
    if (spoken) continue;
    if (BARE.test(plain)) return true;
    if (AGAINST_SELF.some((sign) => sign.test(plain)) && mine(plain, sentences[index - 1]?.plain ?? '', atWork)) return true;
    if (OWN_DEBT.test(plain) && !LONG_AGO.test(whole) && DESPAIR.test(whole) && !atWork && ownSubject(plain)) return true;
  }
  return false;
}

/** Who is meant: the nearest subject. Without any "I", only where no other person is spoken of at all. */
function mine(plain: string, previous: string, atWork: boolean): boolean {
  const sign = AGAINST_SELF.map((pattern) => pattern.exec(plain)).find((match) => match !== null);
  const before = plain.slice(0, (sign?.index ?? 0) + (sign?.[0].length ?? 0));
  const first = Math.max(...['i ', ' me', 'my ', 'myself'].map((word) => ` ${before} `.lastIndexOf(` ${word.trim()} `)));
  const other = lastOther(before);
  if (/\b(?:myself|my (?:own )?life|better off without me|if i (?:was|were)|miss me|i am a burden)\b/u.test(plain) && !SAID_BY_ANOTHER.test(plain)) return true;
  if (first >= 0 && first >= other) return !(atWork && /\bi (?:would|will|might|could)\b/u.test(plain) && ABOUT_ANOTHER.test(plain));
  if (` ${before} `.lastIndexOf(' you ') > first) return false;
  if (first < 0 && other < 0) return !ABOUT_ANOTHER.test(previous) && !atWork;
  return false;
}

function lastOther(before: string): number {
  let last = -1;
  for (const match of ` ${before}`.matchAll(/ (?:customer|debtor|client|caller|borrower|tenant|woman|man|lady|guy|person|colleague|agent|someone|somebody|widow|he|she|they|who)\b/gu)) last = match.index;
  return last;
}

function ownSubject(plain: string): boolean {
  return !SAID_BY_ANOTHER.test(plain);
}

/** Another's sentence in quotation marks, or led in by "she said". */
function anothersWords(written: string, plain: string, previous: string): boolean {
  if (/^(?:the )?(?:customer|caller|debtor|client|her|him|she|he)\s*[:–-]/iu.test(written)) return true;
  const quoted = /["“‘'][^"”]{4,}["”’']/u.exec(written);
  if (quoted !== null && (SAID_BY_ANOTHER.test(plain) || SAID_BY_ANOTHER.test(previous) || /\b(?:if|when|customer|caller|debtor|says?|said|hears?|heard|line like)\b/u.test(plainOf(written.slice(0, quoted.index))))) return AGAINST_SELF.some((sign) => sign.test(plainOf(quoted[0]))) || OWN_DEBT.test(plainOf(quoted[0]));
  return SAID_BY_ANOTHER.test(plain) && /\b(?:said|says|say|told me|tells me|texted|wrote|mentioned|mentions|saying) (?:that )?(?:i|he|she|they)\b/u.test(plain) && !/^i (?:am|feel|want|can not|do not)\b/u.test(plain);
}
