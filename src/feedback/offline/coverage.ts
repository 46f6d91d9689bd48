// Which reference points an answer covers, by meaning: ideas that a point (or one of its paraphrases) shares with one or two
// neighbouring sentences, weighted by what they say. And where an answer contradicts a point that it speaks about.
import type { GradingPoint } from '../result.ts';
import type { Sentence } from './text.ts';
import { plainOf } from './text.ts';
import { ideasOf, totalWeight, weightOf } from './vocabulary.ts';
import type { Idea } from './vocabulary.ts';

export interface PointCoverage {
  readonly point: GradingPoint;
  /** 0 to 1: the best share of a wording of this point that one place in the answer holds. */
  readonly share: number;
  readonly met: 'yes' | 'partly' | 'no';
  readonly sentence: Sentence | null;
  readonly contradicted: boolean;
}

// People who make the same point in their own words share less than half of its weight with it; a quarter is a touch of it.
const COVERED_SHARE = 0.44;
const TOUCHED_SHARE = 0.24;
const CONTRADICTION_TOPIC_SHARE = 0.42;

/** `sentences` are those that say something (no list of terms, no echo of the question). */
export function coverPoints(points: readonly GradingPoint[], sentences: readonly Sentence[], question: string): readonly PointCoverage[] {
  const asked = ideasOf(plainOf(question));
  const held = sentences.map((sentence) => ideasOf(sentence.plain));
  return points.map((point) => coverPoint(point, sentences, held, asked));
}

function coverPoint(
  point: GradingPoint,
  sentences: readonly Sentence[],
  held: readonly ReadonlySet<Idea>[],
  asked: ReadonlySet<Idea>,
): PointCoverage {
  let best = 0;
  let sentence: Sentence | null = null;
  let contradicted = false;
  for (const wording of [point.text, ...point.paraphrases]) {
    const wanted = ideasOf(plainOf(wording));
    for (const [index, ideas] of held.entries()) {
      const alone = sharedShare(wanted, ideas, asked);
      const withNext = sharedShare(wanted, union(ideas, held[index + 1]), asked) * 0.93;
      const share = Math.max(alone, withNext);
      if (share > best) {
        best = share;
        sentence = sentences[index] ?? null;
      }
      const said = sentences[index];
      if (said !== undefined && alone >= CONTRADICTION_TOPIC_SHARE && contradicts(plainOf(wording), said.plain)) contradicted = true;
    }
  }
  // A point said right anywhere is right, though another sentence may look like its opposite.
  const rightElsewhere =
    contradicted &&
    sentences.some(
      (other, index) =>
        sharedShare(ideasOf(plainOf(point.text)), held[index] ?? new Set(), asked) >= COVERED_SHARE &&
        !contradicts(plainOf(point.text), other.plain),
    );
  const wrong = contradicted && !rightElsewhere;
  const met = wrong ? 'no' : best >= COVERED_SHARE ? 'yes' : best >= TOUCHED_SHARE ? 'partly' : 'no';
  return { point, share: wrong ? 0 : best, met, sentence: met === 'no' && !wrong ? null : sentence, contradicted: wrong };
}

function sharedShare(wanted: ReadonlySet<Idea>, ideas: ReadonlySet<Idea>, asked: ReadonlySet<Idea>): number {
  let total = 0;
  let shared = 0;
  let rare = 0;
  for (const idea of wanted) {
    // What the question said already shows nothing when it is said again.
    const weight = weightOf(idea) * (asked.has(idea) ? 0.35 : 1);
    total += weight;
    if (ideas.has(idea)) {
      shared += weight;
      if (weight >= 0.9) rare += 1;
    }
  }
  if (total === 0) return 0;
  const share = shared / total;
  return rare >= 2 || wanted.size <= 3 ? share : Math.min(share, TOUCHED_SHARE + 0.05);
}

function union(ideas: ReadonlySet<Idea>, more: ReadonlySet<Idea> | undefined): ReadonlySet<Idea> {
  return more === undefined ? ideas : new Set([...ideas, ...more]);
}

/** 0 to 1: how much of what the question speaks about the answer speaks about too. */
export function topicShare(question: string, sentences: readonly Sentence[]): number {
  const asked = ideasOf(plainOf(question));
  const held = new Set(sentences.flatMap((sentence) => [...ideasOf(sentence.plain)]));
  const total = totalWeight(asked);
  return total === 0 ? 1 : totalWeight([...asked].filter((idea) => held.has(idea))) / total;
}

const NEGATIVE =
  /\b(?:not|never|no|without|nobody|nothing|neither|nor|must stop|stops?|stopped|cease[sd]?|pauses?|paused|halts?|forbidden|barred|banned|prohibited|refrain|avoid|illegal|unlawful|only)\b/u;
const PERMISSIVE =
  /\b(?:can still|may still|still (?:call|ask|collect|chase|demand|press|sue|report)|fine to|okay to|ok to|free to|allowed to|carry on|carries on|keep (?:calling|collecting|asking|chasing|on|going|pressing)|kept (?:calling|collecting|asking|chasing)|continue[sd]?|go(?:es)? on (?:calling|collecting)|no need to|does not need|do not need|does not matter|is not needed|not necessary|not required|optional)\b/u;
const OPPOSITES: readonly (readonly [RegExp, RegExp])[] = [
  [/\bbefore\b/u, /\bafter\b/u],
  [/\b(?:higher|more|rises?|increases?|up|grows?|longer|larger)\b/u, /\b(?:lower|less|falls?|decreases?|down|shrinks?|shorter|smaller)\b/u],
  [/\b(?:divided by|over)\b/u, /\b(?:multiplied by|times)\b/u],
  [/\bincludes?|including\b/u, /\bexcludes?|excluding\b/u],
  [/\b(?:newest|youngest|recent|early)\b/u, /\b(?:oldest|late)\b/u],
  [
    /\bwithout telling|says? nothing|not (?:say|tell|mention|disclose|reveal)\b/u,
    /\b(?:tell|say|explain|mention|give|leave)s? (?:him |her |them |the )?(?:\S+ )?(?:about )?(?:the )?(?:balance|debt|amount)\b/u,
  ],
];

/** The sentence speaks of the same thing and says the contrary: other polarity, another number of the same unit, or an opposite. */
function contradicts(point: string, said: string): boolean {
  const pointForbids = NEGATIVE.test(point);
  if (
    pointForbids &&
    PERMISSIVE.test(said) &&
    !/\b(?:not|never|can not|must not) (?:\S+ ){0,2}(?:continue|carry on|keep|fine|allowed|free)/u.test(said) &&
    !PERMISSIVE.test(point)
  )
    return true;
  if (otherNumber(point, said)) return true;
  return (
    OPPOSITES.some(
      ([one, other]) =>
        (one.test(point) && !other.test(point) && other.test(said) && !one.test(said)) ||
        (other.test(point) && !one.test(point) && one.test(said) && !other.test(said)),
    ) && sameFigureTalk(point, said)
  );
}

/** Opposite words alone are chance; in a definition or a rule with an order of steps they are the point. */
function sameFigureTalk(point: string, said: string): boolean {
  const definition = /\b(?:is|means|equals|divided|measures?|shows?|rate|ratio|first|must|should)\b/u;
  return definition.test(point) && definition.test(said);
}

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fourteen: 14,
  fifteen: 15,
  twenty: 20,
  'twenty-one': 21,
  thirty: 30,
  forty: 40,
  'forty-five': 45,
  fifty: 50,
  sixty: 60,
  ninety: 90,
};
const FIGURE =
  /(\d+(?:\.\d+)?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|twenty-one|thirty|forty|forty-five|fifty|sixty|ninety)\b) ?(%|percent|am|pm|business days?|working days?|calendar days?|days?|weeks?|months?|years?|calls?|contacts?|hours?|times)\b/gu;

function figures(plain: string): Map<string, Set<number>> {
  const byUnit = new Map<string, Set<number>>();
  for (const [, digits = '', unit = ''] of plain.matchAll(FIGURE)) {
    const value = NUMBER_WORDS[digits] ?? Number(digits);
    const key = unit
      .replace(/^(?:business|working|calendar) /u, '')
      .replace(/s$/u, '')
      .replace('percent', '%');
    byUnit.set(key, (byUnit.get(key) ?? new Set()).add(value));
  }
  return byUnit;
}

function otherNumber(point: string, said: string): boolean {
  const right = figures(point);
  const given = figures(said);
  for (const [unit, values] of right) {
    const others = given.get(unit);
    if (
      others !== undefined &&
      ![...others].some((value) => values.has(value)) &&
      /\b(?:must|may|rule|law|window|within|at most|no more|limit|cap|period|allowed|only|after|before|have to|has|is|are)\b/u.test(said)
    )
      return true;
  }
  return false;
}
