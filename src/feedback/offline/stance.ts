// Whose conduct it is: done or meant by the writer, refused, told of someone else, or unclear. Read from the words around a match.
import type { STANCES } from '../draft.ts';
import { plainOf } from './text.ts';
import type { Sentence } from './text.ts';

type Stance = (typeof STANCES)[number];

interface Span {
  readonly start: number;
  readonly end: number;
  readonly ownNegation: boolean;
}

const OTHERS = String.raw`(?:colleagues?|co-?workers?|boss(?:es)?|managers?|supervisors?|team lead\w*|trainers?|agents?|collectors?|people|some(?:one|body)?|others?|guy|man|woman|trainees?|teammates?|firms?|agency|agencies|company|employer|place|predecessor|new (?:starter|joiner|hire)|rep|senior|client|creditor|friend|desk|shop|they|he|she|floor|lads?|many|lot|competitors?|old (?:hands?|school))`;

/** "My old boss told me to …", "I have seen people …", "a colleague used to …": somebody else's words or deeds follow. */
const TOLD_OF_OTHERS = new RegExp(
  [
    String.raw`\b(?:told|asked|wanted|ordered|instructed|pushed|pressed|encouraged|expected|advised|taught|urged|suggested) (?:me|us|everyone|the team|all of us|staff|new starters|that i|that we|i should)\b`,
    String.raw`\b(?:i have|i had|i ha(?:ve|d) (?:also|often|sometimes)|have|once|often|sometimes|i) (?:seen|heard|saw|hear|see|watched|known|know|met|read|listened to|sat next to|caught|overheard)(?: of| about)? (?:\S+ ){0,3}?${OTHERS}\b`,
    String.raw`\b(?:a|one|another|my|the|our|some|an|other|this|that|his|her|many|most|old|former|previous|certain)(?: (?:old|former|previous|last|first|senior|junior|new|experienced|other|of|my|the))* ${OTHERS}(?: \S+){0,6}? (?:said|says|say|told|tells|tell|did|does|do|would|used to|likes? to|liked to|boasted|bragged|thought|thinks|claimed|suggested|wanted|used|made|kept|let|put|threatened|swore|rang|called|sent|left|posted|added|pretended|ignored|went|taught|mentioned|shouted|keeps?|promised|skipped|started|gave|revealed|read)\b`,
    String.raw`\b(?:some|other|many|certain|bad|few|most|old-school) (?:people|collectors|agents|agencies|firms|colleagues|managers|places|companies|shops)\b`,
    String.raw`\b(?:temptation|tempted|tempting|shortcut|trap|bad (?:practice|habit|idea|example)|worst thing|mistake (?:would|people|is|some)|easy way|wrong (?:answer|thing|move|way)|example of what not)\b`,
  ].join('|'),
  'u',
);
/** What was asked was then done: the writer's own after all. */
const THEN_DONE =
  /\b(?:so (?:i|we) did|and (?:i|we) did\b(?! not)|so that is what (?:i|we)|(?:i|we) (?:did (?:it|so|that|as)|followed|went along|agreed to do|do it too|do the same|still do|copied|picked (?:it|that) up|learned it|use it|took it on)|which (?:i|we) (?:did|do|still|use)|it works?(?:ed)?\b|works (?:well|every|a treat)|i do (?:it )?too|as (?:i was|we were) (?:told|taught|trained))/u;

const DENIAL =
  /\b(?:not|never|no|nobody|none|without|refus\w*|declin\w*|avoid\w*|instead of|rather than|stopp\w* (?:him|her|them|the \w+|a \w+) (?:from)?|against|cannot|nor|neither|illegal|unlawful|wrong|forbid\w*|forbidden|prohibit\w*|banned|resist\w*|careful not|stay away from|keep away from|steer clear of|free of|far from|out of the question|nothing|objected|would (?:only |just )?(?:leave a|quit|send|drive|push|lead|make|cost)|leave a (?:place|company|job|team)|i left|report(?:ed)? (?:him|her|them|it|a colleague|the agent) for)\b/u;
/** Words that begin a new thought: a denial before them does not reach beyond. */
const NEW_THOUGHT =
  /\b(?:but|so|then|because|since|until|till|when|while|if|unless|after|however|still|anyway|though|although|and (?:i|we)|i|we|my team|our team|and (?=then|just|still|keep|kept|carried|told|rang|called|ask)|which is why|therefore)\b/gu;

const REFUSED_AFTER = new RegExp(
  [
    String.raw`\b(?:i|we) (?:\S+ ){0,2}?(?:refused?|declined?|said no|walked (?:away|out)|pushed back|spoke up|reported (?:it|him|her|them|that|this|the (?:colleague|agent|call|incident|matter|breach|line|request|boss|manager))|corrected|stopped (?:it|him|her|them|that|this)|objected|disagreed?|put a stop|would never|will never|would not|will not|never (?:do|did|would|have|say|said|use|used) (?:that|this|it|so|such)|do not (?:do|say|use|believe|agree|work|think|want|accept|follow|copy|condone|touch|join)|did not (?:do|say|use|agree|follow|go along|join|copy|want|accept|listen|take part)|am not (?:allowed|willing|prepared|going|that)|can not (?:do|say|use|agree|accept)|was not (?:willing|prepared|going)|raised (?:it|this|that)|flagged (?:it|this|that)|escalated|told (?:him|her|them|my (?:boss|manager|supervisor|lead|team lead\w*)) (?:no|that (?:is|was|it|this|i|we)|it (?:is|was)|i (?:would|could|will)|we (?:can|do|could)))`,
    String.raw`\b(?:that|this|it|which|both|these|those|such \S+|either|doing (?:so|that|it)|none of (?:that|this|it)) (?:\S+ )?(?:is|was|would be|are|were|would have been|breaks?|crosses|breach(?:es)?|goes|can cost|could cost) (?:\S+ ){0,3}?(?:wrong|illegal|unlawful|breach|against|not (?:allowed|right|ok|okay|acceptable|legal|lawful|true|on|how|who|something)|never|harassment|threat|disclosure|deceit|deceptive|misleading|false|unfair|banned|forbidden|prohibited|off limits|bad|a no|out of|the law|the line|the rules?|dishonest|unethical|abusive|discrimination|dangerous|what i would not|exactly what)`,
    String.raw`^(?:no|never|not me|wrong|i refused|refused)\b`,
    String.raw`\b(?:not (?:something|a thing|how|what|a way|the way) (?:\S+ ){0,3}?(?:i|we)\b|should never|must never|must not|should not (?:be|do|have|happen)|would be (?:illegal|unlawful|a breach|wrong|harassment|a threat|misleading|deceptive)|is (?:not allowed|forbidden|banned|illegal|unlawful|harassment|a breach))`,
  ].join('|'),
  'u',
);
/** The sentence that passes judgement on what was told before it. */
const CONDEMNING =
  /^(?:that|this|it|which|both) (?:is|was|would be) (?:illegal|unlawful|wrong|a breach|not|never|against)|^(?:i|we) (?:would|will) (?:never|not)\b/u;
/** "… is not on": what follows the deed in the same breath. */
const CONDEMNED =
  /^(?:\S+ ){0,3}?(?:is|are|was|would be) (?:simply |just )?(?:not (?:on|ok|okay|allowed|right|an option|my|how|for|what|something)|never|out of|off limits|wrong|illegal|unlawful|a breach|forbidden|a no)\b/u;
const NOT_REALLY_REFUSED =
  /\b(?:normally|usually|in writing|on paper|officially|on the record|in front of|if anyone asks|lose sleep|would not have (?:paid|worked|got)|not (?:hear|pay|answer|call back|know))\b/u;

/** A hint that it is only thought of. */
const SUPPOSED =
  /\b(?:if i (?:said|told|called|did|were to|threatened|used)|suppose|imagine|what if|hypothetically|could be tempted|might be tempted|would be easy to|one could|you could)\b/u;

export function stanceOf(sentences: readonly Sentence[], at: number, { start, end, ownNegation }: Span): Stance {
  const sentence = sentences[at];
  if (sentence === undefined) return 'unclear';
  const before = sentence.plain.slice(0, start).trim();
  const inside = sentence.plain.slice(start, end);
  const after = sentence.plain.slice(end).trim();
  const following = [after, ...sentences.slice(at + 1, at + 3).map(({ plain }) => plain)];
  const lead = quotationLead(sentences, at, before);
  if (lead !== null && DENIAL.test(lead)) return 'refused';
  if (DENIAL.test(sinceNewThought(before.replace(/\b(?:nobody|no one|none|nothing) but\b/gu, 'nobody except')))) return 'refused';
  if (!ownNegation && deniedInside(inside)) return 'refused';
  if (CONDEMNED.test(after)) return 'refused';
  // A quotation may run over several sentences; what is said about it comes after its end.
  if (lead !== null) following.push(...sentences.slice(at + 3, at + 5).map(({ plain }) => plain));
  if (CONDEMNING.test(sentence.plain) && REFUSED_AFTER.test(sentence.plain)) return 'refused';
  const done = lead === null && following.some((plain) => THEN_DONE.test(plain));
  const refused = following.some((plain) => REFUSED_AFTER.test(plain) && !NOT_REALLY_REFUSED.test(plain));
  if (refused && !done) return 'refused';
  if (
    toldOfOthers(
      sentences,
      at,
      `${before} ${inside.split(' ').slice(0, 5).join(' ')}`,
      before,
      lead === null ? inside : '',
      lead === null,
    ) &&
    !done
  )
    return 'reported';
  if (lead !== null && TOLD_OF_OTHERS.test(lead) && !done) return 'reported';
  if (SUPPOSED.test(before) || (sentence.isQuestion && !/\bi\b/u.test(`${before} ${inside}`))) return 'unclear';
  return 'own';
}

/** What leads in the quotation that a match stands in: "I would never say: …". null: it is not quoted. */
function quotationLead(sentences: readonly Sentence[], at: number, before: string): string | null {
  let lead: string | null = null;
  for (let index = Math.max(0, at - 3); index <= at; index += 1) {
    const text = sentences[index]?.text ?? '';
    for (const mark of text.matchAll(/["“”]/gu)) {
      const upToMark = plainOf(text.slice(0, mark.index));
      if (index === at && upToMark.length > before.length) break;
      lead = lead === null ? upToMark : null;
    }
  }
  return lead;
}

function sinceNewThought(before: string): string {
  let from = 0;
  for (const match of before.matchAll(NEW_THOUGHT)) from = match.index + match[0].length;
  return before.slice(from);
}

/** What the other person does not do, and what nobody notices, denies nothing of the writer's own. */
const OTHERS_NEGATION =
  /\b(?:he|she|they|it|who|people|this|that|which(?: it| i| we)?|customers?|debtors?|owner|cashier|not) (?:is|was|are|were|has|have|had|does|do|did|can|could) not(?= (?:pa(?:y|id)|settl|answer|kept|keep|know|stand|bear|do|get|want|listen|so|true|real|the case|mine|his|hers|afford|sleep)\w*)|\b(?:not|stopped) (?:paying|paid)\b|\bwhich (?:it |i |we )?(?:is|was|had|am|are|were) not\b|\b(?:no|not) (?:more |further )?(?:contact|calls?|lien|claim|order|judgment|court order|collateral|security|secured|right)\b|\b(?:nobody|no one) (?:reads|knows|notices|checks|asks|complains)\b|\b(?:nothing|no one|nobody) else\b|\b(?:am|was|were|are) not (?:leaving|going|moving|budging)\b|\b(?:not|never) (?:leave|go|move|budge|offer|give)\w*\b|\b(?:that|which|and|though|although) (?:nobody|no one|we|i|she|he|they|the client) (?:\S+ )?(?:no|not|never|any) (?:plan|plans|right|intention|liable|entitled|true)\b|\b(?:nobody|no one) (?:has|had) any (?:plan|intention)\b|\bwithout (?:the money|limits?|paying|a lien)\b|\b(?:was|is|were|are) not (?:liable|true|so|real|secured|ours|hers|his|owed|due|entitled)\b|\bnot my (?:department|job|problem)\b/gu;

/** "told her that nobody would be arrested": the denial stands between the two ends of the match. */
function deniedInside(inside: string): boolean {
  if (/\bwould (?:only|just) (?:send|drive|push|lead|make)\b/u.test(inside)) return true;
  return /\b(?:not|never|nobody|no one|without|cannot|nothing|no)\b/u.test(
    inside
      .replace(OTHERS_NEGATION, '')
      .replace(/\b(?:if|when|unless|because|since|who|that) (?:he|she|they|you|it|the \w+|\w+) (?:\S+ ){0,2}?(?:not|never|cannot)\b/gu, ''),
  );
}

const OWN_SUBJECT =
  /(?<!that |if |because |when )\b(?:i|we) (?!should|must|had to|have to|could|can|need|was to|were to|ought|would|am|was|were|owe|have|refused|declined|told (?:him|her|them|my \w+) (?:no|that (?:is|was)|i))\w+/u;

function toldOfOthers(
  sentences: readonly Sentence[],
  at: number,
  lead: string,
  before: string,
  inside: string,
  quotedNot: boolean,
): boolean {
  // "I" right before the deed makes it the writer's, whoever stands earlier in the sentence.
  if (/\b(?:so|and|but|then|still|therefore) (?:i|we)(?: \S+){0,2}$/u.test(before)) return false;
  if (/^(?:so|and|but|then|that is why) (?:i|we)\b/u.test(lead.slice(before.length).trim())) return false;
  // "She asked me to go, I sat down": the deed has its own "I".
  if (OWN_SUBJECT.test(inside)) return false;
  const told = TOLD_OF_OTHERS.exec(lead);
  if (told !== null && !ownTeam(before) && !(quotedNot && OWN_SUBJECT.test(lead.slice(told.index + told[0].length)))) return true;
  const previous = sentences[at - 1];
  // The quotation that a sentence before opens may run on into this one.
  return previous !== undefined && /[:"“‘']\s*$|["“‘'][^"”]*$/u.test(previous.text) && TOLD_OF_OTHERS.test(previous.plain);
}

/** What the writer has his own people do is his own doing. */
function ownTeam(before: string): boolean {
  return (
    /\b(?:i|we) (?:\S+ ){0,2}?(?:let|tell|told|have|had|make|made|ask|asked|train|trained|allow\w*|encourage\w*|coach\w*|instruct\w*|get|got|want\w*|expect\w*|hire\w*|send|sent) (?:\S+ ){0,3}?(?:team|agents?|collectors?|staff|people|guys|them|him|her|lads|floor)?(?: to)?$/u.test(
      before,
    ) || /\b(?:my|our) (?:\S+ )?(?:team|agents|collectors|guys|lads|field team|dialler|system|letters|staff|people)$/u.test(before)
  );
}
