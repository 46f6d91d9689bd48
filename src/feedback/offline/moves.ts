// The moves of the work, as they read in an answer. Each is one thing that an interviewer could picture; how often it is said does
// not matter. `shows` is what it tells an interviewer, used for "what landed".
import type { CriterionId } from '../draft.ts';

export interface Move {
  readonly id: string;
  readonly criterion: Extract<CriterionId, 'R3' | 'R4' | 'R5' | 'R6'>;
  readonly pattern: RegExp;
  readonly shows: string;
}

const move = (id: string, criterion: Move['criterion'], shows: string, pattern: string): Move => ({
  id,
  criterion,
  shows,
  pattern: new RegExp(String.raw`(?:^|\b)(?:${pattern})(?:\b|$)`, 'u'),
});

/** A few words in between. */
const GAP = String.raw`(?: [^ ]+){0,4}? `;

export const CRAFT_MOVES: readonly Move[] = [
  move(
    'history',
    'R3',
    'you look at the account before you act',
    String.raw`(?:check|read|review|pull|look(?:ed)? (?:at|in|into|through|up)|study|studi|open|went (?:through|over|back)|go (?:through|over)|saw from|see|inspect|examin)\w*${GAP}(?:history|notes|file|account|ledger|statement|record|past payments|payments|invoice|aging|ageing|contract|terms|log|recordings?)|(?:history|notes|ledger|file) (?:show(?:ed|s)?|said|says)`,
  ),
  move(
    'ask',
    'R3',
    'there is a plain ask for the money',
    String.raw`ask(?:ed|s|ing)? (?:him |her |them |the \S+ )?(?:plainly |directly |straight |again )?(?:for|to (?:pay|clear|settle|bring)|if (?:he|she|they) (?:can|could) (?:pay|clear|manage|start)|whether (?:he|she|they) (?:can|could) (?:pay|clear|manage)|what (?:he|she|they) (?:can|could) (?:pay|afford|manage))${GAP}?(?:payment|full|balance|amount|whole|today|money|first instal|pay|clear|settle|afford|manage|card|\d+)?|request(?:ed|ing)? (?:the )?(?:payment|full|balance)|can you (?:pay|clear|settle|bring)|how (?:will|would|do) you (?:like|want) to (?:pay|clear)|(?:what|how much) can you (?:pay|afford|manage)|payment in full (?:first|today)|asked for (?:the|it|full|half|all|payment|a payment|[£$€]?\d+)`,
  ),
  move(
    'plan',
    'R3',
    'the plan has a shape',
    String.raw`(?:agree|set|offer|propos|build|built|work|arrang|split|spread|broke|divid|suggest|accept|negotiat|put|make|made|take|took)\w*${GAP}(?:plan|instal\w+|arrangement|repayment|weekly|fortnightly|monthly|payments of|a (?:week|month|fortnight)|part payment|two payments|three payments|parts|deposit|down payment|dated)|[£$€₹]?\d+ (?:a|per|every|each) (?:week|month|fortnight|payday)|\d+ (?:dollars |pounds |euros )?(?:each|at a time)|half half|\d+ ?[x×] ?\d+|(?:chang|mov|shift|push)\w*${GAP}(?:date|dates|fridays?|mondays?|thursdays?|pay ?day|\d+(?:st|nd|rd|th)?)`,
  ),
  move(
    'budget',
    'R3',
    'the sum is sized to what is left to live on',
    String.raw`income(?: and|,| minus| less| against)?${GAP}(?:expend\w+|outgoings|expenses|bills|rent|essential\w*)|budget(?:ed)? (?:form|sheet|with|first|together|showed|left|of)?|(?:what|how much) (?:is|was|would be)? ?(?:actually |really )?(?:left|spare|left over|affordable)|afford\w*|essentials|after rent|rent and (?:food|bills)|take home|within (?:his|her|their) means|disposable|pay ?day|when (?:he|she|they) (?:is|was|are|were|gets?|got) paid`,
  ),
  move(
    'confirm',
    'R3',
    'what was agreed is confirmed',
    String.raw`(?:confirm|sent|send|email|wrote|write|text|put|follow)\w*${GAP}(?:in writing|letter|email|by text|confirmation|the (?:plan|terms|dates?|agreement|arrangement|amount|promise)|same (?:day|hour))|(?:repeat|read)\w*${GAP}(?:back|the date|amount and)|in writing|written confirmation|(?:e-?mail|mail|text|messag|sent|send|wrote|write)\w* (?:\S+ ){0,2}(?:it|plan|summary|dates|confirmation|schedule)|read (?:it|them|that) back|exact (?:date|amount)|date and (?:amount|method)|amount and (?:date|method)|amount,? date`,
  ),
  move(
    'diary',
    'R3',
    'the next contact has a date',
    String.raw`diar(?:y|i[sz]e)\w*|remind(?:er|ed)|calendar|follow[- ]?up (?:call|date|on|for|the|was|in|next)|(?:set|book|schedul|put)\w*${GAP}(?:call ?back|call-back|follow[- ]?up|review|reminder|task|date)|call(?:ed)? (?:him |her |them )?(?:back )?(?:on the (?:day|date|morning|\d)|the day (?:before|after)|next (?:day|morning)|same day|within (?:a|one|24|48|two)|at (?:four|five|six|noon|\d))|day (?:before|after) (?:the|each|every|it|a) ?(?:due|missed|payment|promise|broken|date|was)?|check(?:ed|s)? (?:that )?(?:the )?(?:payment|promise|money|it) (?:landed|arrived|came|cleared|posted|was (?:made|kept))|track(?:ed|ing)?`,
  ),
  move(
    'log',
    'R3',
    'it is on record',
    String.raw`(?:log|record|document|not(?:e|ed|es|ing)|wr(?:i|o)te|enter|updat|put)\w*${GAP}(?:down|file|account|notes?|system|crm|call|conversation|date|time|dispute|outcome|it|what|everything|promise|complaint|the)|on the (?:account|file|system)|file note|account notes|notes? (?:on|in) (?:the|file)|audit trail|time stamp`,
  ),
  move(
    'rank',
    'R3',
    'accounts are ranked by something',
    String.raw`(?:rank|sort|prioriti[sz]|order|segment|split|group|bucket|start|filter|triag|score)\w*${GAP}(?:by|with|from|into|on)${GAP}?(?:age|aging|ageing|balance|size|value|likel\w+|risk|propensity|amount|days|promises?|oldest|largest|broken|bucket|highest|stage|roll\w*|due)|(?:age|balance|days past due|amount|value) (?:and|times|x|×|by|then|\+) (?:\S+ )?(?:age|balance|likel\w+|risk|value|days|propensity|contact\w*)|broken promises? first|promises? due today|worklist|work list`,
  ),
  move(
    'evidence',
    'R3',
    'documents settle it, not opinions',
    String.raw`(?:ask|request|send|sent|pull|get|got|gather|collect|find|found|check|compar|provid|obtain|need|receiv|look|attach|match|scan)\w*${GAP}(?:proof|evidence|invoices?|statements?|documents?|paperwork|contract|receipt|bank|cop(?:y|ies)|delivery note|pod|purchase order|remittance|signed|reference|screenshots?|validation|verification|meter|agreement)|proof of (?:payment|delivery|purchase)|copy of the`,
  ),
  move(
    'pause',
    'R3',
    'collection waits while the point is open',
    String.raw`(?:pause|stop|halt|hold|held|suspend|freez|froze|ceas|park|put)\w*${GAP}(?:collect\w*|chas\w+|calls?|contact|activity|demand\w*|account|hold|letters|dialler|dialer|interest|enforcement|disputed (?:part|sum|amount))|on hold|no (?:further|more) (?:calls?|contact|chasing|demands?|collection)`,
  ),
  move(
    'escalate',
    'R3',
    'you know when it is no longer yours to decide',
    String.raw`(?:escalat|refer|rais|pass|route|hand|took|take|ask|brought|flag|transfer|went|speak|spoke|check|consult)\w*${GAP}(?:supervisor|manager|team lead\w*|compliance|legal|specialist|vulnerab\w+ team|hardship team|bereavement team|welfare|risk team|credit committee|director|lead|complaints? team|disputes? team|fraud team|sign[- ]?off)|escalat\w+`,
  ),
  move(
    'authority',
    'R3',
    'you know the limit of your authority',
    String.raw`(?:my|our|the|within|above|beyond|over|outside|had|no|his|her) (?:\S+ )?(?:authority|mandate|discretion|settlement limit|approval limit|delegated)|authority (?:was|is|of|to|for|limit)|(?:need|get|got|ask|with|without|had)\w* (?:\S+ ){0,2}(?:sign[- ]?off|approval)|approv(?:ed|al) (?:by|from)|signed off|(?:up to|max\w*) (?:a )?\d+ ?(?:%|percent) (?:discount|off|settlement)`,
  ),
  move(
    'channel',
    'R3',
    'the channel and hour are chosen',
    String.raw`(?:tried|try|switch|call|rang|ring|reach|text|email|contact|vary|vari|change|attempt)\w*${GAP}(?:different (?:times?|hours?|days?|channels?)|evenings?|mornings?|lunch\w*|saturday|after (?:five|six|5|6|work)|by (?:text|email|letter|sms)|another number|best time|her shift|his shift)|best time to (?:call|reach)|time of day`,
  ),
  move(
    'reconcile',
    'R3',
    'the figures are traced to their source',
    String.raw`reconcil\w+|match(?:ed|ing)?${GAP}(?:payment|invoice|remittance|receipt|line|order|bank)|(?:mis)?(?:posted|applied|allocated)${GAP}(?:payment|cash|to|against|wrong)|unapplied|suspense|cash application|duplicate|short[- ]?(?:pay\w*|paid)|deduction|credit note|credit memo|line by line|cross[- ]?check\w*|trac(?:ed|e) (?:the|it|each)|root cause`,
  ),
  move(
    'trade',
    'R3',
    'you know how trade debt moves',
    String.raw`credit (?:hold|limit|terms|insur\w+)|on stop|accounts payable|purchase order|payment run|proof of delivery|remittance|(?:sales|account) (?:rep\w*|manager|team|director)|finance director|buyer|portal|statement of account|dunning|trade reference|retention of title|late[- ]payment interest`,
  ),
  move(
    'measure',
    'R3',
    'you use the measure that fits',
    String.raw`right[- ]party(?: contact)?s?(?: rate)?|rpc|kept[- ](?:rate|promise\w*)|promises? kept|(?:promise|ptp)[- ](?:kept|to[- ]pay) (?:rate|ratio)|kept (?:\d+|\S+) of|roll[- ]?rate|cure rate|dso|days sales outstanding|cei|liquidation|recovery rate|cost to collect|contact rate|vintage|first[- ]payment default|break(?:age)? rate|broken promise rate|collection effectiveness|complaint (?:rate|count)|qa score|quality score`,
  ),
  move(
    'settlement',
    'R3',
    'you weigh a settlement against a plan',
    String.raw`settle(?:ment|d)?${GAP}(?:for|at|of|offer|percent|%|figure|in full|lump|against|versus|vs)|lump[- ]sum|(?:present value|net present|cost of (?:chasing|suing|collecting))|haircut|write[- ]?(?:off|down)|floor (?:of|was|is|at)|opening (?:offer|position)|counter[- ]?offer\w*|(?:freeze|froze|waiv)\w*${GAP}(?:interest|fees?)`,
  ),
  move(
    'coaching',
    'R3',
    'you coach from what was really said',
    String.raw`(?:listen|review|pull|play|sampl|mark|scor)\w*${GAP}(?:calls?|recordings?|scorecards?)|side[- ]by[- ]side|one[- ]to[- ]ones?|1:1|1-1|role[- ]?play\w*|calibrat\w+|coach(?:ed|ing|es)? (?:him|her|them|on|each|one|from|the)|scorecard|shadow\w*|call sampling|performance plan|improvement plan|buddy|huddles?|training plan|ramp|quality score|qa`,
  ),
  move(
    'floor',
    'R3',
    'you steer queues and people by what they yield',
    String.raw`(?:moved?|shift|reassign|re-?assign|split|staff|schedul|roster|rout|allocat|rebalanc)\w*${GAP}(?:queue|agents?|collectors?|staff|people|accounts?|calls?|team|hours|shifts?|portfolio)|headcount|dialler|dialer|occupancy|agenc(?:y|ies)|champion|challenger|pilot(?:ed)?|control group|forecast\w*|placement|scorecards?|attrition|absence|bonus|incentive|targets?`,
  ),
  move(
    'definition',
    'R3',
    'the term is defined before it is used',
    String.raw`(?:is|means|equals|measures|shows|tells) (?:\S+ ){0,3}?(?:the )?(?:share|percentage|proportion|ratio|number|average|amount|part|sum|total|time|money|how (?:many|much|long|fast|often))|divided by|over total|times (?:the )?(?:number of )?(?:days|90|30|365|100)|numerator|denominator|formula|[a-z)\d] ?(?:÷|×|/) ?[a-z(\d]|=`,
  ),
  move(
    'stages',
    'R3',
    'the steps have an order in time',
    String.raw`day (?:one|\d+)|(?:after|at|by|on|from|within) (?:day )?\d+ (?:business |working |calendar )?days|(?:week|month) (?:one|two|three|\d)|\d+[-–+] ?\d* ?(?:days|day|bucket)|\d+\+|first (?:reminder|letter|notice|call)|final (?:notice|demand|letter)|charge[- ]?off|pre[- ]?legal|legal (?:stage|action|letter)|placed? with an agency`,
  ),
  move(
    'limit',
    'R3',
    'you say where the method stops being good',
    String.raw`(?:weak\w*|limit\w*|downside|catch|drawback|trap|risk) (?:of|is|here|with|that)|can be (?:gamed|faked|fooled|flattered|misleading|distorted)|(?:hides?|flatters?|misleads?|ignores?|distorts?|overstates?|understates?|fakes?) (?:\S+ )?\S+|does not (?:show|tell|say|measure|include|mean|count)|(?:says?|tells?|shows?) (?:you |us )?nothing (?:about|of)|(?:read|look at|use|take|put) it (?:next to|beside|with|alongside|together)|but also (?:when|if|because)|moves? (?:when|with|if)|alone (?:is|does|can|says|it|tells)|only (?:works|useful|true|valid|counts) (?:if|when|for)|seasonal\w*|careful with|watch (?:out )?(?:for|that)`,
  ),
];

export const PEOPLE_MOVES: readonly Move[] = [
  move(
    'listen',
    'R4',
    'you listen before you answer',
    String.raw`listen(?:ed|s|ing)?|let (?:him|her|them|the customer|the caller|people) (?:\S+ )?(?:talk|speak|finish|vent|tell|explain|get)|hear(?:d)? (?:him|her|them|the \S+|it) out|without (?:interrupt\w+|talking over)|did not (?:interrupt|argue|talk over)|(?:kept|stayed|was|stay|keep|remain\w*) (?:quiet|silent)|acknowledg\w+|i (?:hear|understand) (?:that|this|you)|(?:sorry|sounds) (?:to hear|for your|hard|like)|pause[ds]? (?:and|to let)`,
  ),
  move(
    'open-question',
    'R4',
    'you look for the cause before you ask again',
    String.raw`ask(?:ed|s|ing)? (?:\S+ ){0,3}?(?:what (?:the \S+ (?:\S+ ){0,3}look\w*|had |has |was |is |had been )?(?:happened|happening|changed|going|stopping|stopped|went|caused|made|would|did)|why|how (?:things|it|he|she|they|come)|open (?:questions?|ended)|the reason|about (?:his|her|their|the) (?:situation|job|work|income|circumstances|hours|budget|cash|side)|who|when|which)|what (?:has )?(?:changed|happened)|find out (?:why|what)|found out (?:that|why|what)|(?:root |real )?cause|turned out|what is (?:stopping|going on|behind)|open questions?|learned that (?:he|she|they)`,
  ),
  move(
    'restate',
    'R4',
    'you put it back in their own words',
    String.raw`(?:repeat|read|play|said|say|sum(?:med|mari[sz]ed)?|paraphras|reflect|mirror)\w*${GAP}(?:back|own words|what (?:he|she|they) (?:had )?(?:said|told)|up what|her point|his point|their point)|summari[sz]\w+|paraphras\w+|in (?:his|her|their|my) own words|so (?:you are saying|what i hear)|check(?:ed)? (?:that )?i (?:had )?understood|did i get (?:that|it) right`,
  ),
  move(
    'options',
    'R4',
    'there is a choice, not a demand alone',
    String.raw`(?:two|three|2|3|several|both|some|a few|clear|different) (?:\S+ )?(?:options|choices|ways|routes|offers|plans)|options?(?: were| are|:| such| like)|either (?:\S+ ){1,8}or|(?:offer|gave|give|propos|suggest)\w*${GAP}(?:option|choice|split|plan|pay|two|half|alternative|lower|smaller|either|instal\w+|break|weekly|extension)|or (?:we|he|she|they|you) (?:can|could)|alternative\w*|if that is too much|choose|chose (?:the|to)`,
  ),
  move(
    'calm',
    'R4',
    'the heat goes down and the purpose stays',
    String.raw`(?:stay|kept|keep|remain|spoke|speak|lower|soften|slow)\w*${GAP}(?:calm|voice|tone|level|even|polite|slowly|down|composed|neutral)|calm(?:ly|ed)?|did not (?:react|take it|raise|argue|shout)|take it personally|de-?escalat\w+|(?:one|a|first|clear|fair) warning|warn(?:ed)? (?:him|her|once|them)|apolog\w+|thank(?:ed|s)?|dignity|without (?:judg\w+|blam\w+|shaming)|respectful\w*|politely|no blame|private(?:ly)?`,
  ),
  move(
    'vulnerable',
    'R4',
    'you notice when the path must change',
    String.raw`vulnerab\w+|(?:sign|signs|hint|mention)\w* (?:of|that|she|he) (?:\S+ )?(?:stress|crisis|illness|suicid\w+|harm|distress|debt|grief|struggl\w+)|specialist (?:team|support)|debt (?:advice|adviser|charity)|free (?:debt )?advice|breathing space|bereave\w+|mental health|suicid\w+|samaritans|helpline|crisis line|welfare|(?:stop|stopped|drop|dropped|paus\w+|leave|left) (?:\S+ )?(?:the )?(?:payment|collection|money|script|ask)|safe(?:ty)? (?:first|before)|support (?:team|needs)|extra (?:time|care|support)|interpreter|relay`,
  ),
  move(
    'staff',
    'R4',
    'staff are treated as you want customers treated',
    String.raw`(?:asked|ask|let) (?:him|her|them|each|every|the (?:agent|collector|team|trainee)) (?:\S+ )?(?:what|how|why|to (?:score|mark|tell|choose|say|listen|explain|lead))|in private|behind closed|praise[ds]?|what (?:he|she|they) (?:did|does|do) well|not (?:to )?(?:punish|blame|shame)|fair (?:warning|hearing|process)|gave (?:him|her|them) (?:time|credit|a|one)|thanked|involve[ds]?|voice|buy[- ]?in|one (?:behaviour|thing|habit) at a time|together`,
  ),
];

export const SAFEGUARDS: readonly Move[] = [
  move(
    'identity',
    'R5',
    'identity comes before the debt',
    String.raw`(?:verif|identif|authenticat|confirm|check|pass|prov|establish|make sure|ask)\w*${GAP}(?:identity|who (?:i|you|we|they|he|she)|date of birth|security|right (?:person|party)|full name|speaking (?:to|with)|i was speaking|id|dob|postcode|last four|data protection)|verif(?:y|ied|ication)|right person|identity|security questions?|data protection`,
  ),
  move(
    'no-disclosure',
    'R5',
    'outsiders learn nothing',
    String.raw`(?:not|never|nothing|without|no|cannot|did not|do not|will not|refus\w+)${GAP}(?:mention|reveal|disclos|discuss|tell|say|share|giv|confirm)\w*${GAP}?(?:debt|balance|account|reason|why|about|details|anything|amount|business|details|call)?|nothing about (?:the|any|a) (?:debt|account|balance|reason)|(?:said|say|gave|give|told|leave|left) (?:him |her |them )?(?:nothing|only my name|no details|my name|just my name|a neutral)|private matter|personal (?:business )?matter|confidential\w*`,
  ),
  move(
    'wishes',
    'R5',
    'their hours and channels are kept',
    String.raw`(?:between|after|before|within|inside|outside) (?:8|9|eight|nine|7|seven)\b|8 ?am|9 ?pm|(?:permitted|allowed|reasonable|legal|calling|contact|convenient|agreed|her|his|their) (?:calling |contact )?(?:hours?|times?|window)|(?:prefer|ask)\w* (?:to be |for )?(?:email|contact|call|text|evening|letter)\w*|prefer(?:red|ence|ences)? ?(?:channel|time|contact)?|opt(?:ed)?[- ]?out|consent|do not call|stop (?:request|word|texting|calling)|(?:mark|flag|updat|chang|remov)\w*${GAP}(?:number|preference|channel|work number|no calls|do[- ]not)|time zone|inconvenient|contact limits?|call (?:cap|limit)s?|frequency|seven (?:calls|times|in seven)`,
  ),
  move(
    'dispute-hold',
    'R5',
    'a dispute stops the push',
    String.raw`(?:disput|contest|quer)\w*${GAP}(?:hold|pause|stop|suspend|freez|flag|mark|code|log|regist|investigat|verif|in writing|team|process)\w*|(?:hold|pause|stop|suspend|freez|flag|mark|code|log|regist)\w*${GAP}(?:dispute|disputed|query|contested)|(?:stop|pause|halt|cease|hold|no)\w* (?:\S+ ){0,3}(?:collect\w*|chas\w*|contact|calls|demand\w*|asking)(?: \S+){0,5}? (?:until|while|till|pending)|until (?:\S+ ){0,5}(?:verif\w+|answer\w*|resolved|proof|documents?|investigat\w+|reply|response|evidence|checked)`,
  ),
  move(
    'representative',
    'R5',
    'representation and insolvency change who you speak to',
    String.raw`(?:lawyer|attorney|solicitor|adviser|advisor|trustee|executor|administrator|representative|counsel|power of attorney)\w*${GAP}(?:name|detail|contact|direct|only|through|instead|number|letter|written|authority|from (?:then|there)|all)|(?:through|with|to|contact|deal|speak|write|route) (?:\S+ ){0,3}(?:lawyer|attorney|solicitor|adviser|advisor|trustee|executor|representative|counsel)|automatic stay|case number|moratorium|breathing space|bereavement team|executor`,
  ),
  move(
    'truth',
    'R5',
    'what is said is true and meant',
    String.raw`(?:not|never|no|without|did not|would not|do not|refus\w+)${GAP}(?:threat|promis|bluff|lie|lying|mislead|pretend|pressur|exaggerat|invent|harass|rais\w+ my voice|imply)\w*|only (?:say|said|tell|told|promise|mention|state) (?:what|if|when)|(?:honest|accurate|truthful|true|correct) (?:about|amount|figure|balance|information|record|that|with)|cannot promise|can not promise|no guarantee|not guarantee`,
  ),
  move(
    'within-rule',
    'R5',
    'the rule is named and kept',
    String.raw`(?:rule|law|regulation|act|policy|code|fdcpa|reg(?:ulation)? f|tcpa|conc|fca|consumer duty|rg 96|asic|rbi|popia|gdpr|fcra|scra|cfpb|section \d+|procedure)s? (?:\S+ ){0,2}?(?:says?|requires?|means|bars?|forbids?|allows?|gives?|applies|limits?|lets|is|was|protects?|sets?|treats?|presumes?|bans?)|(?:under|by|against|within|breach(?:es|ed)? (?:of )?|per|follow(?:ed|ing)?) (?:the |our |uk |us )?(?:fdcpa|regulation f|reg f|tcpa|conc|fca|consumer duty|rg 96|law|rules?|policy|code|gdpr|act|regulations?|procedure)|ask(?:ed)? compliance|compliance (?:team|officer|would|to|first|said|before|confirm\w*|if)|illegal|unlawful|not allowed|is a breach|required by`,
  ),
  move(
    'refusal',
    'R5',
    'the line that you do not cross is drawn, with its reason',
    String.raw`(?:(?:i|we) (?:would |will |do |could |can |must |should )?(?:not|never)|i (?:would |will )?(?:refuse\w*|decline\w*|say no|tell (?:him|her|them|my \S+) (?:plainly )?no)|i said no|no:?)(?: \S+){0,25}? (?:because|since|unlawful|illegal|bars?|barred|forbid\w*|forbidden|lie|law|rule|rules|code|fdcpa|breach|not allowed|does not allow|exposure|harassment|threat|compliance)|(?:to|with|in an? e-?mail to) compliance|compliance (?:the same|inbox|that)`,
  ),
  move(
    'recorded',
    'R5',
    'the safeguard is on record',
    String.raw`(?:log|record|document|not)(?:ged|ed|e|es|s|ing)?${GAP}(?:dispute|consent|complaint|request|preference|refus\w+|call|time|date|reason|vulnerab\w+|stop|decision|breach|incident|conversation)|recorded line|audit trail|evidence (?:file|pack)`,
  ),
  move(
    'fairness',
    'R5',
    'treatment is fair and affordable',
    String.raw`fair(?:ly|ness)?|forbearance|affordable|not (?:borrow|use credit|miss rent)|(?:without|not) (?:going|falling|miss\w+) (?:\S+ )?(?:rent|bills|food|short|behind|essentials)|same (?:treatment|standard|rules?|offer) for|free (?:debt )?advice|breathing space|hardship (?:team|programme|program|option|form|policy|route)|customer'?s? best|sustainable`,
  ),
];

export const OUTCOMES = {
  said: /\b(?:in the end|(?:came|come) in\b|arrived|landed|(?:she|he|they) (?:pay|paid|keep|kept|clear\w*) (?:both|all|every|it|\w+ of)|(?:both|all|each|two|three|four|five|six|seven|eight|nine|ten|\d+) (?:of (?:the |them )?(?:\S+ )?)?(?:\S+ )?(?:arrived|kept|came|landed|cleared|paid|closed)|as a result|result(?:ed)?|outcome|eventually|finally|by (?:the end|month end|quarter end|friday|june|july|march|april|may|august|september|october|november|december|january|february)|(?:he|she|they|customer|debtor|buyer|client|account|it|invoice|balance) (?:\S+ )?(?:paid|cleared|settled|kept|honou?red|completed|finished|caught up|was (?:paid|cleared|closed|settled|current|resolved)|is current|came (?:down|back|in)|stayed|agreed|went (?:down|up|from)|thanked|signed|accepted)|all (?:\S+ ){0,2}(?:payments|instalments|promises)|paid (?:in full|every|all|it|off|the|most|on time|us|within)|(?:fell|dropped|rose|went|came|moved|increased|improved|reduced|cut|grew|climbed|doubled|halved)(?: \S+){0,3}? (?:from|to|by)|recovered|collected (?:the|all|[£$€]?\d+)|brought in|cleared (?:the|in|it|all|[£$€]?\d+)|no (?:further )?complaints?|closed (?:the|at|in)|worked out|we got (?:paid|it|the))\b/u,
  figured:
    /\b(?:(?:both|all|\d+|two|three|four|five|six|seven|eight) (?:of (?:the |them |\S+ )?)?(?:\S+ )?(?:arrived|kept|came in|landed|cleared|paid)|(?:paid?|kept|keep|cleared) (?:both|all (?:two|three|four|five|six|of)|(?:two|three|four|five|six|seven|eight|nine|ten|\d+) of)|from [£$€₹]?\d[\d.]*k?m? ?(?:%|percent|days|calls|points|million|thousand)? ?(?:\S+ ){0,3}?(?:to|down to|up to) [£$€₹]?\d|\d+ (?:of|out of) (?:\S+ )?\d+|(?:nine|eight|seven|six|five|four|three|two|ten|eleven|twelve|one) (?:of|out of) (?:\S+ )?(?:\d+|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)|(?:all|every) (?:two|three|four|five|six|seven|eight|nine|ten|twelve|\d+) (?:\S+ )?(?:payments|instalments|promises|weeks|months)|(?:in|within|over|after|by|for) (?:the )?(?:next |following |same |first |about )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|a|one|the) (?:\S+ )?(?:days?|weeks?|months?|quarters?|year)|by (?:the )?(?:\d+(?:st|nd|rd|th)?|(?:end of )?(?:january|february|march|april|may|june|july|august|september|october|november|december|month end|quarter end)))\b/u,
  ownShare:
    /\b(?:my (?:part|share|own|doing|queue|accounts|desk|portfolio|team)|i (?:was|am) (?:one of|responsible|only)|not (?:all|only|just) (?:mine|me|my|due|down)|partly|part of (?:it|that|the)|some of (?:it|that|this)|credit (?:goes|to)|thanks to|helped by|the rest (?:was|came|is)|seasonal\w*|tax (?:refund|season)|i can ?not (?:claim|say)|cannot claim|on my own (?:queue|accounts|book|desk)|because i|which i)\b/u,
  lesson:
    /\b(?:after (?:that )?(?:i )?always|i always \S+ (?:first|before)|ever since|since (?:then|that)|from then on|after that i (?:now|always|started|began)|now i|i now|these days|next time|i (?:would|will) (?:now |have )?(?:\S+ )?(?:do|ask|start|check|call|handle|escalate|confirm|begin|change|raise) (?:\S+ ){0,6}?(?:earlier|first|sooner|differently|before|again|instead|faster)|i (?:learned|learnt|took away|realised|realized|changed|added|stopped|started|built|wrote|made it)|taught me|lesson|what i (?:learned|took|changed|would)|do differently|should have|my mistake|i was (?:wrong|too)|it (?:is|was) now|became (?:our|the|a|part)|rolled (?:it )?out|still (?:use|used|do|in use)|others (?:now )?(?:use|copied)|whole team|changed (?:how|my|the|our))\b/u,
  concreteLesson:
    /\b(?:(?:now|since then|next time|from then on|i) (?:\S+ ){0,3}?(?:ask|check|confirm|diari[sz]e|call|send|log|book|read|verify|write|set|offer|start|listen|keep|text|test|flag|escalate|note|review|split|get|measure|put|never|always|hold|add|added|changed|built|stopped|made)\w* (?:\S+ ){1,}|earlier|sooner|before (?:i|agreeing|offering|the|calling|any|accepting)|checklist|template|field|step|rule|habit|script|rolled (?:it )?out|part of (?:our|the)|became)\b/u,
  failed:
    /\b(?:did not work|didn't work|not work|failed|broke (?:again|the first|it)|missed (?:again|one|the second|a payment)|still (?:owes|unpaid|open)|we lost|i lost|wrote off|written off|went (?:wrong|badly)|too (?:late|soft|hard|fast|long|early)|mistake|i should have|cost (?:me|us)|except|apart from|only (?:\d+|half|part)|not everything|first (?:try|attempt|plan))\b/u,
} as const;
