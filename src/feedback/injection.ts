// What a member writes is evidence, never an order. This file makes a text safe to read (normalise), safe to show (neutralise),
// and finds the sentences that talk to the grader instead of answering (rubric C7).
import { ANSWER_LIMIT, sentenceSpans } from './offline/text.ts';

/** Letters of other scripts that look like Latin ones: an order hidden behind them should read like any other order. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  х: 'x',
  у: 'y',
  і: 'i',
  ѕ: 's',
  ј: 'j',
  ԁ: 'd',
  һ: 'h',
  ո: 'n',
  ɡ: 'g',
  ο: 'o',
  α: 'a',
  ι: 'i',
  ν: 'v',
};

/**
 * The text as it is graded, quoted and hashed: NFKC, no control or invisible characters, `\n` line ends, at most 4,000 characters
 * (whole code points). Idempotent.
 */
export function normalise(text: string): string {
  // A second NFKC: removing an invisible joiner can bring two characters together that compose.
  const visible = text
    .normalize('NFKC')
    .replace(/\r\n?|[\u2028\u2029\u0085]/gu, '\n')
    .replace(/\t/gu, ' ')
    // Joiners and variation selectors stay where they bind emoji or Indic letters; everywhere else they only hide words.
    .replace(/(?<!\p{Extended_Pictographic}|\p{M}|\p{Emoji_Modifier})\u200D|\u200C(?!\p{M}|\p{Script=Arabic})/gu, '')
    .replace(/(?<!\p{Emoji}|\p{Extended_Pictographic})\p{Variation_Selector}/gu, '')
    .replace(/(?!\n|\u200C|\u200D|\p{Variation_Selector})(?:\p{Cc}|\p{Co}|\p{Cs}|\p{Default_Ignorable_Code_Point}|[\uFFF9-\uFFFB])/gu, '')
    .normalize('NFKC')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
  return visible.length <= ANSWER_LIMIT ? visible : wholeCodePoints(visible, ANSWER_LIMIT).trimEnd();
}

function wholeCodePoints(text: string, limit: number): string {
  const cut = text.slice(0, limit);
  const last = cut.charCodeAt(limit - 1);
  return last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut;
}

const WORD_JOINER = '\u2060';

/** The text as it may be shown: it reads the same, but pings nobody and links nowhere. Use it after quotes have been verified. */
export function neutralise(text: string): string {
  return text
    .replace(/@(?=everyone|here|channel|[\p{L}\p{N}_])/giu, `@${WORD_JOINER}`)
    .replace(/<(?=[@#!:/a-z])/giu, `<${WORD_JOINER}`)
    .replace(/(?<=\b[a-z][a-z0-9+.-]{1,15}):(?=\/\/)/giu, `:${WORD_JOINER}`)
    .replace(/\b(mailto|javascript|tel|data):(?=\S)/giu, `$1:${WORD_JOINER}`)
    .replace(/\b(www|discord|t)\.(?=[a-z0-9-]+)/giu, `$1${WORD_JOINER}.`)
    .replace(/\](?=\()/gu, `]${WORD_JOINER}`)
    .replace(/`{3,}/gu, (fence) => fence.replaceAll('`', `\`${WORD_JOINER}`));
}

// Who is addressed, what is ordered, what it is about. An order counts when it names the machinery of grading (or the machine),
// because "ignore his threats", "give her five days" and "the customer told me to forget it" are collections work.
const GRADER = String.raw`(?:grader|grading (?:model|system|bot|engine|assistant)|evaluator|examiner|marker|scorer|assessor|rater|judge|language model|llm|a\.?i\.?(?: (?:model|assistant|grader|system|judge))?|chat ?gpt|gpt|claude|gemini|llama|assistant|chat ?bot|bot|rapport)`;
const MACHINERY = String.raw`(?:rubric|anchors?|grading|criteri(?:a|on)|scoring|scores?|marks?|grades?|system prompt|(?:these|your|the|all|any|previous|prior|above|earlier|preceding|initial|original|hidden|safety|former) +(?:\S+ +){0,2}?(?:instructions?|prompts?|guidelines|directives?|context|constraints|orders)|prompt)`;
const HIGH = String.raw`(?:5|five|full|maximum|max|top|perfect|highest|100 ?%|10|ten|5\.0|five-star|stand-?out|excellent)`;
const BEGIN = String.raw`(?:^|[.!?:;,>\]\)}"'*\-–—\n] *|\b(?:please|now|you must|you should|you will|you are to|you have to|must|kindly|just|simply|then|and|so|instead) +)`;

const ORDERS: readonly RegExp[] = [
  String.raw`${BEGIN}(?:ignore|disregard|forget|override|bypass|skip|drop|overlook|discard|do not (?:follow|use|apply)|don't (?:follow|use|apply)|stop (?:following|using|applying))\b[^.!?\n]{0,60}?\b${MACHINERY}`,
  String.raw`${BEGIN}(?:ignore|disregard|forget) (?:everything|all|anything|whatever)(?: (?:of )?(?:that|you|the above|above|before|prior|so far|i said|said|written))+`,
  String.raw`\b(?:give|award|assign|grant|rate|score|mark|grade|return|output|set|put|use|record|report|enter|print)\b[^.!?\n]{0,45}?\b(?:this|my|the|me|it|every|all|each|r[1-6])\b[^.!?\n]{0,45}?\b${HIGH}(?: ?(?:/|out of) ?(?:5|10|100|five|ten))?(?: ?(?:points?|marks?|scores?|stars?|grades?|on (?:all|every|each)|for (?:all|every|each)|across|in (?:all|every|each)|everywhere)\b|["'”’]?[.!)]*\s*$)`,
  String.raw`\b(?:give|award|assign|grant|rate|score|mark|grade)\b[^.!?\n]{0,30}?\b${HIGH}\b[^.!?\n]{0,30}?\b(?:criteri(?:a|on)|rubric|r[1-6]|this answer|my answer|the answer|this response|my response|answer)\b`,
  String.raw`\b(?:r[1-6]|overall|score|grade|band|rating|total)["'”]? ?(?:[:=]|should be|must be|is to be|becomes?) ?["'“]?(?:${HIGH})\b`,
  String.raw`\b(?:r[1-6])\b(?: ?(?:,|and|to|-|through|–) ?r[1-6])+\b[^.!?\n]{0,40}\b(?:5|five|maximum|full|top)\b`,
  String.raw`\b(?:as|dear|hey|hello|hi|note (?:to|for)|message (?:to|for)|attention|to|listen|for|instructions? (?:to|for)|reminder (?:to|for)|memo (?:to|for)|psst)[ ,:]+(?:the |an? |any |my |our |your )?(?:automated |automatic |human |strict |kind |fair |honest |expert |lead |senior )?${GRADER}\b(?=[^.!?\n]*(?:\b(?:you|your|must|should|please|score|mark|grade|give|award|ignore|treat|rate|accept|this|output|the answer|note)\b|[:,]))`,
  String.raw`\byou (?:are|act|will act|must act|will be|now act|shall be)(?: now| from now on)? (?:as |in |an? |the )?(?:an? |the )?(?:unrestricted |new |different |lenient |generous |kind |friendly |helpful |jailbroken |developer |debug |maintenance )*(?:${GRADER}|developer mode|debug mode|maintenance mode|dan|character)\b`,
  String.raw`(?:^|\n|[.!?>\]] *)["'\s>*#\-\[(<{]*(?:system|assistant|developer|user|human|admin|administrator|root|operator|tool|function|ai)(?: (?:prompt|message|note|override|notice|instruction|update|role|command|alert|admin))?[\])}>"' ]*(?::|=>|\]|>)(?!\s*(?:we|i|our|my|they|crm|sap|oracle|excel|a|one|none|not)\b)`,
  String.raw`<\/?\s*(?:system|assistant|developer|user|human|answer|instructions?|prompt|rubric|grading|context|data|untrusted|candidate|im_start|im_end|inst|s)\b[^>\n]{0,40}>|\[\/?(?:inst|sys|system|end of answer|end answer|assistant)\]|<\|[^|\n]{1,40}\|>|<<\/?sys>>`,
  String.raw`["'{]\s*(?:r[1-6]|scores?|overall|criteria|red_flags|gradable|checklist|band|grade|rubric_version|met|fixes|strengths|follow_up)\s*["']\s*:`,
  String.raw`(?:^|\n)\s*(?:"?\s*[}\]]\s*,?\s*){2,}`,
  String.raw`\b(?:end|close|start|begin(?:ning)?) of (?:the )?(?:answer|candidate|untrusted|user|data|prompt|instructions?|system|submission|transcript)\b[^.!?\n]{0,20}(?:$|[-=#\]:>.]|block|text|section|message)`,
  String.raw`\b(?:new|updated|revised|final|additional|important|special|hidden|secret|urgent|override|overriding) (?:grading |system |scoring |marking |evaluation )?(?:instructions?|directives?|rubric|prompt|policy)\b[^.!?\n]{0,40}?(?::|\b(?:award|score|give|grade|mark|for (?:the )?(?:${GRADER})|follow|applies|supersedes?|says?)\b)`,
  String.raw`\b(?:reveal|print|repeat|show|output|quote|leak|display|dump|write out|tell me|send me|copy|list|include)\b[^.!?\n]{0,40}?\b(?:system prompt|hidden prompt|your (?:prompt|instructions|rubric|rules|guidelines|configuration)|the (?:rubric|grading (?:prompt|instructions|criteria)|marking scheme|answer key|reference points|secret|canary)|reference points|text above)\b`,
  String.raw`\b(?:this|the|my) (?:answer|response|submission|candidate|text|reply)\b[^.!?\n]{0,50}?\b(?:deserves?|merits?|earns?|is worth|should (?:be|get|receive|score|earn)|must (?:be|get|receive|score|earn)|has (?:already )?been|was (?:already )?|is (?:already )?|gets|receives|meets every|satisfies (?:all|every))\b[^.!?\n]{0,50}?\b(?:5|five|full marks?|top (?:marks?|score|grade|band)|maximum|perfect|stand-?out|highest|graded|scored|rated|marked|approved|pre-?approved|pre-?verified|criteri(?:a|on)|anchors?|the rubric)\b`,
  String.raw`\b(?:mark|treat|consider|count|classify|label|tick|set|regard)\b[^.!?\n]{0,40}?\b(?:checklist|reference points?|criteri(?:a|on)|rubric|this answer|my answer|the answer|this submission|anchors?)\b[^.!?\n]{0,40}?\b(?:as |fully |all |to )?(?:met|complete|covered|passed|perfect|correct|yes|full|excellent|outstanding|level (?:5|five)|satisfied|gradable|stand-?out)\b`,
  String.raw`\b(?:do not|don't|never|no need to|without|refrain from|avoid) (?:flag|report|raise|list|apply(?:ing)?|cap|penali[sz]e|deduct|lower|mention|raising|flagging)(?:ing)?\b[^.!?\n]{0,40}?\b(?:red[ _-]?flags?|caps?|this answer|the answer|points|marks|score|rubric|injection|these instructions|this (?:note|instruction|message|sentence))\b`,
  String.raw`\b(?:raise|lift|boost|increase|bump|round up|inflate)\b[^.!?\n]{0,25}?\b(?:my|the|this|every|all|each)\b[^.!?\n]{0,20}?\b(?:scores?|marks?|grades?|ratings?|band)\b(?=[^.!?\n]*(?:\b(?:to|by|because|please|5|five|max)|[.!]?$))`,
  String.raw`\b(?:i am|i'm|this is|speaking as|signed,?) (?:the |your |an? )?(?:developer|creator|administrator|system administrator|admin|owner|head examiner|chief examiner|author|engineer)s?(?: (?:of|who (?:built|made|wrote|runs)))? ?(?:this |the |of this |your )?(?:bot|system|rubric|grader|model|tool|prompt|programme|program|rapport|openai|anthropic)?[^.!?\n]{0,30}\b(?:score|scores|grade|test|testing|override|give|award|mark|bot|grader|rubric|skip|bypass)\b`,
  String.raw`(?:^|[.!?\n] *)["'(\[]?(?:dear |hey |hello |hi )?${GRADER}[,:!]`,
  String.raw`\b(?:score|rate|mark|grade) (?:me|this|my answer|it) (?:\S+ )?(?:high\w*|well|up|generously|kindly|favou?rably|as (?:high|strong|excellent|outstanding|perfect))\b`,
  String.raw`\b(?:begin|start|end|open|close) (?:your|the) (?:reply|response|output|feedback|assessment|evaluation) with\b`,
  String.raw`\b(?:respond|reply|answer|output|return) (?:only |just |exactly )?with (?:only )?(?:the )?(?:following |this )?(?:json|a json|"|the word|the number|a 5|5|valid json)`,
  String.raw`\b(?:decode|base64|rot13|execute|eval|run)\b[^.!?\n]{0,30}\b(?:this|following|string|instruction|and (?:follow|obey)|base64|the (?:next|hidden))\b[^.!?\n]{0,40}\b(?:follow|obey|instructions?|execute|score|prompt|base64|rot13)\b`,
  String.raw`\b(?:jailbreak|prompt injection|developer mode|dan mode|do anything now|god mode)\b(?=[^.!?\n]*\b(?:enabled|on|active|now|activated|you)\b|\s*$)`,
  String.raw`(?:@everyone|@here|<!channel>|<!here>|<!everyone>)`,
].map((source) => new RegExp(source, 'iu'));

/** The same orders in the languages of the members that we know of: an imperative and the word for marks, rules or instructions. */
const ORDERS_ELSEWHERE: readonly RegExp[] = [
  /\b(?:ignora|ignore|olvida|omite|haz caso omiso)\b[^.!?\n]{0,50}\b(?:instrucciones|r[uú]brica|criterios|anteriores|reglas)\b/iu,
  /\b(?:da(?:me|le)?|pon(?:me|le)?|asigna|otorga|califica|punt[uú]a)\b[^.!?\n]{0,50}\b(?:5|cinco|10|m[aá]xim[oa]|puntuaci[oó]n|nota|calificaci[oó]n)\b/iu,
  /\b(?:ignore[zr]?|oublie[zr]?|ne tenez pas compte)\b[^.!?\n]{0,50}\b(?:instructions|consignes|grille|bar[eè]me|crit[eè]res|r[eè]gles)\b/iu,
  /\b(?:donne[zr]?|attribue[zr]?|mets|mettez|note[zr]?)\b[^.!?\n]{0,50}\b(?:5|cinq|maxim(?:um|ale)|20|note|points)\b[^.!?\n]{0,30}\b(?:sur|partout|r[eé]ponse|crit[eè]re|maximale)/iu,
  /\b(?:ignorier\w*|vergiss|vergessen sie|missachte\w*)\b[^.!?\n]{0,50}\b(?:anweisung\w*|anleitung\w*|rubrik|kriterien|bewertung\w*|regeln|vorgaben)\b/iu,
  /\b(?:gib|geben sie|vergib|vergeben sie|bewerte\w*)\b[^.!?\n]{0,50}\b(?:5|f[uü]nf|punkte|punktzahl|note|bestnote|volle)\b/iu,
  /\b(?:ignora|ignore|esque[cç]a|desconsidere)\b[^.!?\n]{0,50}\b(?:instru[cç][oõ]es|rubrica|crit[eé]rios|regras)\b/iu,
  /\b(?:d[eê](?:-me)?|atribua|avalie)\b[^.!?\n]{0,50}\b(?:5|cinco|nota m[aá]xima|pontua[cç][aã]o|nota)\b/iu,
  /\b(?:ignora|dimentica|assegna|dai)\b[^.!?\n]{0,50}\b(?:istruzioni|rubrica|criteri|punteggio|voto|massimo)\b/iu,
  /\b(?:negeer|vergeet|geef)\b[^.!?\n]{0,50}\b(?:instructies|rubriek|criteria|score|cijfer|punten)\b/iu,
  /(?:игнориру|забудь|поставь|оцени|не обращай)[^.!?\n]{0,60}(?:инструкц|рубрик|критери|балл|оценк|5|пять|максим)/iu,
  /(?:忽略|无视|無視|请给|給|给|打|评为|忘记|忘記)[^。！？\n]{0,30}(?:指令|指示|说明|評分|评分|标准|規則|规则|满分|滿分|5分|五分|分数|分數|最高分)/u,
  /(?:無視|無効|忘れ|与え|付け|つけ|採点|評価)[^。！？\n]{0,30}(?:指示|命令|ルーブリック|採点|満点|5点|五点|最高|してください)/u,
  /(?:指示|命令|ルーブリック|採点基準|プロンプト)[^。！？\n]{0,20}(?:無視|忘れ)|(?:満点|5点|五点|最高点)[^。！？\n]{0,20}(?:ください|下さい|与え|つけ|付け)/u,
  /(?:무시|만점|점수|채점)[^.!?\n]{0,40}(?:지시|지침|하세요|해라|주세요|줘|만점|기준)/u,
  /(?:نظر انداز|تجاهل|أعط|انس)[^.!?\n]{0,60}(?:تعليمات|درجة|معايير|5|خمس|كاملة)/u,
  /(?:अनदेखा|नज़रअंदाज़|नजरअंदाज|अंक|निर्देश)[^.!?।\n]{0,60}(?:निर्देश|दें|दो|करें|करो|अंक|पूरे)/u,
];

/** Orders that only people give to people about work: they never count, whatever they look like. */
const AT_WORK =
  /\b(?:customer|debtor|client|caller|manager|boss|supervisor|colleague|agent|trainee|team|he|she|they|him|her|them|lawyer|agency|interviewer)\b[^.!?\n]{0,40}\b(?:told|asked|said|wanted|tried|instructed|ordered|begged|texted|wrote|emailed)\b|\bi (?:told|asked|coach(?:ed)?|trained?|instruct(?:ed)?|score[ds]?|mark(?:ed)?|grade[ds]?|rate[ds]?|review(?:ed)?|calibrate[ds]?|gave|give|would|will|ask|tell)\b/iu;

/** Whatever the sentence says of people, this speaks to the machine. */
const UNMISTAKABLE =
  /\b(?:rubric|system prompt|previous instructions|prior instructions|all instructions|your instructions|this answer|my answer|r[1-6]\b|all criteria|every criterion|full marks|top marks)|<\/?\s*(?:system|assistant|answer|instructions?)\b|^\W*(?:system|assistant|developer) ?:/iu;
const CALIBRATION = /\b(?:calibrat|scorecard|quality (?:team|assurance|score)|qa\b|call score|each call|coach|agent|trainee|collector)/iu;

/** Where the orders stand, as spans of the given text. */
function instructionSpans(text: string): readonly (readonly [number, number])[] {
  return sentenceSpans(text).filter(([from, to]) => isInstruction(text.slice(from, to)));
}

function isInstruction(sentence: string): boolean {
  const plain = foldLookalikes(sentence);
  if (!/\p{Script=Latin}/u.test(plain)) return ORDERS_ELSEWHERE.some((order) => order.test(plain));
  const spaced = plain.replace(/(?<=\b\p{L})[ ._*-](?=\p{L}\b)/gu, '');
  const hit = [plain, spaced].some(
    (form) => ORDERS.some((order) => order.test(form)) || ORDERS_ELSEWHERE.some((order) => order.test(form)),
  );
  if (!hit) return false;
  // A floor manager who says "we mark each call out of five against a rubric" talks of people's calls, not of this answer.
  if (AT_WORK.test(plain) && (CALIBRATION.test(plain) || !UNMISTAKABLE.test(plain)))
    return /<\/?\s*(?:system|assistant)|@everyone|@here|<!/iu.test(plain);
  return true;
}

function foldLookalikes(text: string): string {
  return /[a-z]/iu.test(text) ? text.replace(/[\u0370-\u058F\u0250-\u02AF]/gu, (letter) => LOOKALIKES[letter] ?? letter) : text;
}

/** Sentences of the answer that address the grader, verbatim and in order; [] for an honest answer. */
export function instructionSentences(text: string): string[] {
  return instructionSpans(text).map(([from, to]) => text.slice(from, to).trim());
}

/** The answer as it is graded: without the sentences that address the grader. The rest is untouched. */
export function withoutInstructions(text: string): string {
  const spans = instructionSpans(text);
  if (spans.length === 0) return text;
  let kept = '';
  let from = 0;
  for (const [start, end] of spans) {
    kept += text.slice(from, start);
    from = end;
  }
  return (kept + text.slice(from))
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}
