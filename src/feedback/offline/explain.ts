// The words that go with the levels: reasons, what landed, what to fix. No praise without a quote; about the answer, never the person.
import type { CriterionId, Draft } from '../draft.ts';
import { CRITERIA } from '../draft.ts';
import type { GradeRequest } from '../result.ts';
import type { Weights } from '../rubric.ts';
import { ADVICE, LEVEL_WORDS } from './advice.ts';
import type { Advice, Seen } from './advice.ts';
import type { Evidence, JudgedSentence } from './evidence.ts';
import type { Levels } from './levels.ts';
import { clip } from './text.ts';

interface Explained {
  readonly criteria: Readonly<Record<CriterionId, Draft['criteria'][number]>>;
  readonly strengths: Draft['strengths'];
  readonly fixes: Draft['fixes'];
}

export interface ToExplain {
  readonly request: GradeRequest;
  readonly answer: string;
  readonly evidence: Evidence;
  readonly levels: Levels;
  readonly flags: Draft['red_flags'];
  readonly weights: Weights;
}

/** What was hidden in an answer is nobody's evidence. */
const MASKED = /\[[a-z -]+ hidden\]/u;

export function explain(given: ToExplain): Explained {
  const flagged = (sentence: JudgedSentence): boolean =>
    sentence === given.levels.around.shortcut ||
    MASKED.test(sentence.text) ||
    given.flags.some(({ quote }) => sentence.text.includes(quote) || quote.includes(sentence.text));
  const scores = withFlags(given);
  const of = (id: CriterionId): Draft['criteria'][number] => {
    const quotes = evidenceFor(id, given, flagged)
      .slice(0, 2)
      .map((sentence) => clip(sentence.text, 160));
    const level = scores[id];
    // A 4 or a 5 stands on the answer's own words, or it is a 3.
    const score = level !== null && level > 3 && quotes.length === 0 ? 3 : level;
    return { id, quotes: score === null ? [] : quotes, reason: score === null ? '' : (LEVEL_WORDS[id][score - 1] ?? ''), score };
  };
  return {
    criteria: { R1: of('R1'), R2: of('R2'), R3: of('R3'), R4: of('R4'), R5: of('R5'), R6: of('R6') },
    strengths: strengths(given, flagged),
    fixes: fixes(given, scores),
  };
}

function withFlags({ levels: { scores }, flags }: ToExplain): Readonly<Record<CriterionId, number | null>> {
  const own = flags.filter(({ stance, confidence }) => stance === 'own' && confidence >= 0.7);
  const most = own.some(({ severity }) => severity === 'A') ? 1 : own.some(({ severity }) => severity === 'B') ? 2 : 5;
  return { ...scores, R5: scores.R5 === null ? null : Math.min(scores.R5, most) };
}

/** Sentences that bear on a criterion, the strongest first; three words at least, so that they can be found again. */
function evidenceFor(
  id: CriterionId,
  { evidence, levels }: ToExplain,
  flagged: (sentence: JudgedSentence) => boolean,
): readonly JudgedSentence[] {
  const byMove = (criterion: CriterionId): JudgedSentence[] =>
    mostNamed([...evidence.found.values()].filter(({ move }) => move.criterion === criterion).map(({ sentence }) => sentence));
  const where = (...names: readonly (keyof Evidence['where'])[]): JudgedSentence[] => names.flatMap((name) => evidence.where[name] ?? []);
  const covered = [...levels.coverage]
    .sort((a, b) => b.share - a.share)
    .flatMap(({ sentence }) => evidence.substance.find(({ text }) => text === sentence?.text) ?? []);
  const candidates: Readonly<Record<CriterionId, readonly JudgedSentence[]>> = {
    R1: [...covered, ...where('case'), ...evidence.substance],
    R2: [...evidence.substance].sort((a, b) => b.grit - a.grit),
    R3: [...byMove('R3'), ...where('reasons', 'tradeoffs'), ...covered],
    R4: [...byMove('R4'), ...where('said')],
    R5: [...byMove('R5'), ...covered],
    R6: where('outcomeFigured', 'lessonConcrete', 'outcome', 'lesson', 'failed'),
  };
  return [...new Set(candidates[id])].filter((sentence) => sentence.words.length >= 3 && !flagged(sentence));
}

/** Sentences that hold several moves say more than those that hold one. */
function mostNamed(sentences: readonly JudgedSentence[]): JudgedSentence[] {
  const times = new Map<JudgedSentence, number>();
  for (const sentence of sentences) times.set(sentence, (times.get(sentence) ?? 0) + 1);
  return [...times.entries()].sort((a, b) => b[1] - a[1]).map(([sentence]) => sentence);
}

function strengths({ evidence, levels }: ToExplain, flagged: (sentence: JudgedSentence) => boolean): Draft['strengths'] {
  if (levels.ceilings.some(({ criterion, atMost }) => criterion === 'R1' && atMost === 1)) return [];
  const moves = [...evidence.found.values()].map(({ move, sentence }) => ({
    sentence,
    why: `Here ${move.shows}.`,
    worth: sentence.grit + (move.criterion === 'R4' || move.criterion === 'R5' ? 0.6 : 0.5),
  }));
  const signals: { sentence: JudgedSentence | undefined; why: string; worth: number }[] = [
    { sentence: evidence.where.outcomeFigured, why: 'The result can be weighed: it has a size and a time.', worth: 2.4 },
    { sentence: evidence.where.lessonConcrete, why: 'It says what changed afterwards, in something one could watch.', worth: 2.2 },
    { sentence: evidence.where.tradeoffs, why: 'A choice with its reason: that is what judgement sounds like.', worth: 1.6 },
    { sentence: evidence.where.rules, why: 'It says when you would do otherwise, so the plan holds on a bad day.', worth: 1.2 },
    {
      sentence: levels.around.ordered ? undefined : evidence.where.said,
      why: 'The words that were said let a stranger hear the call.',
      worth: 1.4,
    },
    { sentence: evidence.where.case, why: 'One case that can be followed, instead of a habit.', worth: 1 },
  ];
  const chosen: { quote: string; why: string }[] = [];
  const used = new Set<JudgedSentence>();
  for (const { sentence, why } of [...moves, ...signals].sort((a, b) => b.worth - a.worth)) {
    if (chosen.length === 2 || sentence === undefined || used.has(sentence) || sentence.words.length < 3 || flagged(sentence)) continue;
    if (chosen.some((other) => other.why === why)) continue;
    used.add(sentence);
    chosen.push({ quote: clip(sentence.text, 110), why: clip(why, 110) });
  }
  return chosen;
}

function fixes(given: ToExplain, scores: Readonly<Record<CriterionId, number | null>>): Draft['fixes'] {
  const { request, evidence, levels, weights, flags } = given;
  const seen: Seen = { question: request.question, evidence, levels };
  const need = (id: CriterionId): number => {
    const weight = weights[id];
    const score = scores[id];
    return typeof weight === 'number' && score !== null ? weight * (5 - score) + (id === 'R2' ? 0.5 : 0) : -1;
  };
  const ranked = CRITERIA.filter((id) => need(id) > 0).sort((a, b) => need(b) - need(a));
  const order = scores.R1 !== null && scores.R1 <= 2 ? (['R1', ...ranked.filter((id) => id !== 'R1')] as const) : ranked;
  const flag = flags.find(({ stance }) => stance === 'own');
  const conduct: Draft['fixes'] =
    flag === undefined
      ? []
      : [{ criterion: 'R5', quote: clip(flag.quote, 110), problem: clip(flag.why, 140), step: clip(`Say instead: ${flag.safer}`, 180) }];
  const variant = variantOf(given.answer);
  const rest = order
    .filter((id) => conduct.length === 0 || id !== 'R5')
    .flatMap((id) => {
      const advice = ADVICE.find((entry) => entry.criterion === id && entry.when(seen));
      return advice === undefined
        ? []
        : [
            {
              criterion: id,
              quote: quoteFor(advice, evidence, levels),
              problem: pick(advice.problem, variant),
              step: pick(advice.step, variant >>> 3),
            },
          ];
    });
  // Conduct comes before craft: beside a shortcut that was taken up, no other advice is offered.
  const turned = levels.around.shortcut === null || conduct.length > 0 ? [] : rest.filter(({ criterion }) => criterion === 'R5');
  const all = turned.length > 0 ? turned : [...conduct, ...rest].slice(0, 3);
  return all.length > 0
    ? all
    : [
        {
          criterion: 'R2',
          quote: null,
          problem: 'There is little left to mend in what is written.',
          step: 'Say it aloud in ninety seconds and drop whatever you stumble over.',
        },
      ];
}

function quoteFor({ about }: Advice, { substance, sentences, where }: Evidence, { around, coverage }: Levels): string | null {
  const long = (sentence: JudgedSentence | undefined): string | null =>
    sentence !== undefined && sentence.words.length >= 3 ? clip(sentence.text, 110) : null;
  // A sentence that does what the question asks for is no place to say that something is missing.
  const answers = new Set(coverage.filter(({ met }) => met === 'yes').map(({ sentence }) => sentence?.text));
  const open = (substance.length > 0 ? substance : sentences).filter(({ text }) => !MASKED.test(text));
  const usable = open.filter(({ text }) => !answers.has(text));
  switch (about) {
    case 'plainest':
      return long(usable.filter(({ words }) => words.length >= 4).sort((a, b) => a.grit - b.grit)[0]);
    case 'first':
      return long(open[0]);
    case 'shortcut':
      return long(around.shortcut ?? undefined);
    case 'outcome':
      return long(where.outcome ?? open.at(-1));
    case 'action':
      return long(usable.find(({ plain, grit }) => grit === 0 && /^(?:i|we)\b|\b(?:i|we) /u.test(plain)));
    case 'none':
      return null;
    default:
      return about satisfies never;
  }
}

/** A number that only the answer decides: the same answer always reads the same. */
function variantOf(answer: string): number {
  let sum = 7;
  for (let index = 0; index < answer.length; index += 1) sum = (sum * 31 + answer.charCodeAt(index)) >>> 0;
  return sum;
}

function pick(wordings: readonly string[], variant: number): string {
  return wordings[variant % wordings.length] ?? '';
}
