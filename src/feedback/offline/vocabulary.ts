// The words of the trade. A line is one idea: its name, then the words and phrases that people use for it. Phrases are found first.
// What two texts share is counted in ideas, so that "diarised the follow-up" covers "sets a date to check the promise".
import { stem } from './text.ts';

const IDEAS = `
identity: identity|who i am speaking|who you are speaking|who they are speaking|who i am talking|who is on the line|right person|identify|verify|verification|authenticate|security question|security questions|date of birth|prove who|confirm who|id check|data protection check|identifiers
disclose: disclose|disclosure|reveal|divulge|share details|give away|mention the debt|discuss the debt|discuss the account|say what it is about|details|private|privacy|confidential|confidentiality
outsider: outsider|third party|third parties|relative|family|spouse|wife|husband|partner|mother|father|mum|dad|parent|flatmate|roommate|housemate|neighbour|neighbor|sister|brother|employer|workplace|someone else|somebody else|other people|another person|anyone else|stranger
dispute: dispute|contest|disagree|challenge|query|denies|deny|not mine|not his|not hers|does not owe|objection to the bill|complain|complaint
pause: pause|hold|stop|suspend|freeze|cease|halt|put on hold|on hold|park|no further contact|no more calls
proof: evidence|proof|document|documents|documentation|paperwork|validation|validate|substantiate|copy|statement|invoice copy|contract|agreement|receipt|proof of delivery|pod|supporting
record: record|log|note|notes|noted|file note|write down|write up|document it|account notes|crm|update the account|audit trail
diary: diarise|diary|diarize|follow up|follow-up|call back|callback|call-back|reminder|calendar|schedule a call|set a date|next contact|chase|check back|task for
promise: promise|ptp|promise to pay|commitment|commit|pledge|undertaking|gave his word|gave her word|agreed to pay
plan: plan|instalment|instalments|installment|installments|arrangement|payment plan|repayment|weekly|fortnightly|monthly|spread|in stages|part payments|smaller payments
afford: afford|affordable|affordability|budget|income|expenditure|expenses|outgoings|disposable|left over|essentials|rent|bills|take home|means|sustainable|realistic amount|within their means
hardship: hardship|struggle|difficulty|financial difficulty|lost her job|lost his job|lose job|laid off|redundant|redundancy|unemployed|hours cut|shifts|circumstances|cannot pay|can not pay|tight
vulnerable: vulnerable|vulnerability|crisis|suicide|suicidal|self-harm|bereavement|bereaved|grief|mental health|illness|ill|addiction|distress|abuse|hospital|safeguarding
listen: listen|hear out|let him talk|let her talk|let them talk|let him speak|let her speak|let them finish|let her finish|let him finish|without interrupting|acknowledge|empathy|empathise
openquestion: open question|open questions|what happened|what changed|what has changed|find out why|found out why|root cause|reason|cause|ask why|what is stopping|what is going on|what was going on|underlying
restate: repeat back|read back|summarise|summarize|paraphrase|in own words|in her own words|in his own words|recap|play back|check understanding|restate|mirror
ask: ask for|ask for the|request payment|request|demand|payment in full|full balance|full amount|whole balance|ask directly|direct ask|clear ask|bring it current
option: option|options|alternative|alternatives|choice|choices|offer|offers|two ways|solution|solutions
writing: in writing|letter|email|e-mail|written confirmation|confirm by|confirmation|text confirmation|written|write to|paper
escalate: escalate|escalation|supervisor|manager|team leader|team lead|line manager|refer|route|hand over|hand-over|pass to|passed to|compliance|specialist team|specialist|legal team
authority: authority|limit|mandate|approval|approve|sign off|sign-off|permission|discretion|delegated|authorised|authorized|beyond my|above my
law: law|lawful|legal|legally|rule|rules|regulation|regulations|regulator|statute|act|fdcpa|code|conc|policy|illegal|unlawful|breach
lawyer: lawyer|attorney|solicitor|counsel|represented|representative|represent|debt adviser|adviser|advisor|charity|power of attorney
insolvent: bankrupt|bankruptcy|insolvent|insolvency|liquidation|administration|chapter 7|chapter 11|chapter 13|automatic stay|discharged|trustee|proof of claim|administrator
death: deceased|die|death|estate|executor|probate|passed away|widow|bereavement team
age: age|aging|ageing|past due|overdue|days late|days overdue|delinquent|delinquency|arrears|bucket|buckets|oldest|older|days past due|dpd|30 days|60 days|90 days|late
amount: balance|amount|sum|owe|outstanding|value|size|biggest|largest|figure|how much|exposure
likelihood: likelihood|likely|probability|propensity|chance|willing|willingness|ability|able to pay|collectable|collectible|collectability|recoverable|responsive
rank: rank|prioritise|prioritize|priority|sort|order|segment|segmentation|first|triage|work list|worklist|queue|top of the list|where to start
rate: rate|ratio|percentage|percent|measure|metric|kpi|score|share|proportion
contactrate: right party|right-party|rpc|contact rate|reached|live contact|connect rate|right person reached
keptrate: kept promise|kept promises|promise kept|promises kept|kept rate|honoured|honored|keep rate|broken promise|broken promises|broke his promise|broke her promise|breaks promise|kept
roll: roll rate|roll-rate|roll|rolls|rolling|cure|cures|cure rate|bucket movement|next bucket|migrate|worsen
dso: dso|days sales outstanding|days' sales|best possible dso|cei|collection effectiveness
settle: settle|settlement|discount|lump sum|lump-sum|one-off payment|reduced sum|waive|waiver|write off|write-off|write down|concession|forgive
fee: fee|fees|interest|charge|charges|cost|costs|penalty
consent: consent|opt in|opt-in|opt out|opt-out|stop word|revoke|withdraw|preference|preferences|wishes|unsubscribe
hour: hour|hours|time|times|window|morning|evening|night|early|late at night|time zone|timezone|inconvenient|8am|9pm
voicemail: voicemail|voice mail|answering machine|message|messages|answerphone
frequency: frequency|how often|number of calls|seven calls|times a day|times a week|repeatedly|attempts|call cap|cap
credithold: credit hold|stop supply|stop shipments|stop shipping|on stop|suspend deliveries|hold orders|credit limit|terms
order: purchase order|po|po number|portal|accounts payable|ap|remittance|remit|buyer|customer number|invoice|invoices
deduction: deduction|deductions|short payment|short-pay|short pay|short paid|credit note|claim|debit note|offset
match: match|matching|reconcile|reconciliation|cash application|unapplied|allocate|allocation|apply cash|ledger|posted|misposted
coach: coach|coaching|train|training|calibrate|calibration|role play|side by side|feedback|one-to-one|one to one|mentor|develop
callreview: recorded call|recording|recordings|listen to calls|call review|sample calls|call sampling|sampling|scorecard|qa|quality|monitor|monitoring|audit
raise: raise|report|reported|speak up|whistle|flag|tell my manager|told my manager|inform
correct: correct|correction|fix|repair|amend|put right|put it right|refund|remedy|rectify|own up|apologise|apology|adjust
calm: calm|de-escalate|lower the heat|cool|composed|tone|voice down|patient|steady|polite|courteous|respect|respectful|dignity
threat: threat|threaten|threatening|intimidate|bully|pressure|harass|harassment|abuse|abusive|shame
true: true|accurate|accuracy|honest|truth|fact|facts|correct amount|truthful|mislead|false|deceive
sue: sue|lawsuit|court|litigation|judgment|claim in court|legal action|proceedings
timebarred: time-barred|time barred|statute barred|statute-barred|limitation|limitations|out of time|too old to sue|expired
bureau: credit report|credit reporting|bureau|credit file|credit score|default file|furnish|report to the bureau
fair: fair|fairly|fairness|equal|equally|same treatment|discriminate|discrimination|bias|protected
result: result|outcome|came of|recovered|recovery|cleared|collected|paid in full|liquidation rate|brought in
history: history|past payments|payment history|previous notes|account history|background|read the notes|check the account|review the account|check notes|look at the account|pull the account|profile
negotiate: negotiate|negotiation|counter offer|counter|compromise|middle ground|bargain
objective: target|goal|objective|quota|goals|targets
learn: learn|lesson|since then|next time|now i|improve|do differently|takeaway
test: test|pilot|champion|challenger|control group|experiment|trial|sample
forecast: forecast|predict|projection|estimate|expected|provision|expected loss|reserve|charge off|charge-off|write-off timing
agency: agency|agencies|outside agency|placement|place the account|third-party agency|panel|recall
stage: stage|early stage|late stage|cycle|timeline|step|steps|process|procedure|sequence
data: data|spreadsheet|pivot|report|dashboard|excel|system|software|filter|extract
team: team|staff|agent|agents|collector|collectors|floor|people
relationship: relationship|goodwill|keep the customer|retain|loyal|long-term|rapport|trust
channel: channel|phone|call|text|sms|email only|letter only|chat|social media|portal message
security: collateral|lien|repossess|repossession|secured|security interest|guarantee|retention of title|garnish|garnishment|wage|seize
anger: angry|anger|furious|upset|annoyed|cross|rage|screamed|scream|irate|heated|hostile|aggressive
mistake: mistake|error|wrong|fault|slip|misposted|mixed up|mix-up
swear: swear|swearing|curse|shout|shouting|insult|yell|hang up|end the call|terminate the call|warning|warn
stress: stress|burnout|pace|break|breathe|breather|resilience|reset|switch off
motive: motivate|motivation|commission|drive|why this job|career|enjoy|satisfaction
`;

const ideaOfStem = new Map<string, string>();
const ideaOfPhrase = new Map<string, string>();
for (const line of IDEAS.trim().split('\n')) {
  const [name = '', list = ''] = line.split(': ');
  for (const term of list.split('|')) {
    // A word belongs to the first idea that claims it; the lines above are in the order of what it mostly means on the floor.
    if (term.includes(' ')) {
      if (!ideaOfPhrase.has(term)) ideaOfPhrase.set(term, `#${name}`);
    } else if (!ideaOfStem.has(stem(term))) ideaOfStem.set(stem(term), `#${name}`);
  }
}
const phrasesLongestFirst = [...ideaOfPhrase.keys()].sort((a, b) => b.length - a.length);
const PHRASE = new RegExp(String.raw`(?<=^| )(?:${phrasesLongestFirst.join('|')})(?= |$)`, 'gu');

export const STOP_WORDS = new Set(
  `a an the and or but nor so yet if then than that this these those there here it its is are was were be been being am do does did done doing have has had having will would shall should can could may might must not no of in on at to from by with for about as into over under out up down off again
  i me my mine myself we us our ours you your yours he him his she her hers they them their theirs who whom whose which what when where why how all any both each few more most other some such only own same very too also just even still ever never always often usually get got make made take took go went come came
  thing things way lot kind sort etc one two first second example please tell describe explain give think say said would like well good really much many let lets using use used while during before after because since until unless whether per`.split(
    /\s+/u,
  ),
);

/** Words that every answer about collections holds: they show little. */
const COMMON = new Set(
  [
    'customer',
    'client',
    'debtor',
    'consumer',
    'person',
    'account',
    'pay',
    'debt',
    'call',
    'collect',
    'collector',
    'collection',
    'work',
    'job',
    'need',
    'want',
    'know',
    'time',
    'day',
    'week',
    'month',
    'help',
    'money',
    'company',
    'try',
    'keep',
    '#team',
    '#amount',
    '#age',
    '#stage',
    '#channel',
    '#result',
    '#data',
    '#hour',
    '#rate',
  ].map((term) => (term.startsWith('#') ? term : stem(term))),
);

export type Idea = string;

/** The ideas and content words of a plain sentence, as a set: `#name` for a known idea, else the stem. */
export function ideasOf(plain: string): ReadonlySet<Idea> {
  const found = new Set<Idea>();
  const rest = plain.replace(PHRASE, (phrase) => {
    found.add(ideaOfPhrase.get(phrase) ?? phrase);
    return ' ';
  });
  for (const word of rest.split(/[ /-]+/u)) {
    if (word.length < 2 || STOP_WORDS.has(word)) continue;
    const root = stem(word);
    const idea = ideaOfStem.get(root) ?? root;
    found.add(idea);
  }
  return found;
}

/** How much it says that an idea is there: known ideas and rare words more than what every answer holds. */
export function weightOf(idea: Idea): number {
  if (COMMON.has(idea)) return 0.3;
  return idea.startsWith('#') ? 1.2 : 1;
}

export function totalWeight(ideas: Iterable<Idea>): number {
  let total = 0;
  for (const idea of ideas) total += weightOf(idea);
  return total;
}
