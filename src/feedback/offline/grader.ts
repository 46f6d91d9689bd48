// The built-in grader: no model, no network, the same answer always the same draft. It reads English; it says so when it cannot.
import { createHash } from 'node:crypto';
import type { Draft, IntakeLabel } from '../draft.ts';
import { CRITERIA } from '../draft.ts';
import { instructionSentences, normalise, withoutInstructions } from '../injection.ts';
import type { GradeRequest, Grader, GradingQuestion } from '../result.ts';
import type { Rubric } from '../rubric.ts';
import type { Rules } from '../../bank/rules.ts';
import { gatherEvidence } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { explain } from './explain.ts';
import { findFlags } from './flags.ts';
import type { FlagPatterns } from './flags.ts';
import { levelsOf } from './levels.ts';
import type { Levels } from './levels.ts';
import { readsAsEnglish } from './language.ts';
import { orderIn, takesUp } from './orders.ts';
import { skeleton } from './skeleton.ts';
import { starOf } from './star.ts';
import { clip, countWords, plainOf } from './text.ts';

/** Raised whenever a scale, a lexicon or a pattern changes what an answer is given. */
const EDITION = 'offline-2';

export interface OfflineGrader {
  readonly rubric: Rubric;
  readonly rules: Rules;
  readonly patterns: FlagPatterns;
}

export function createOfflineGrader({ rubric, rules, patterns }: OfflineGrader): Grader {
  const hash = createHash('sha256').update(`${EDITION} ${rubric.version} ${patterns.fingerprint}`).digest('hex').slice(0, 12);
  return {
    name: 'offline',
    fingerprint: `${EDITION}#${hash}`,
    grade: (request) => {
      const cost = { model: EDITION, promptHash: hash, inputTokens: 0, outputTokens: 0 };
      if (!readsAsEnglish(withoutInstructions(normalise(request.answer))))
        return Promise.resolve({ kind: 'declined', reason: 'language', ...cost });
      return Promise.resolve({ kind: 'draft', draft: draftOf(request, { rubric, rules, patterns }), flags: null, ...cost });
    },
  };
}

function draftOf(request: GradeRequest, { rubric, rules, patterns }: OfflineGrader): Draft {
  const { question } = request;
  const whole = normalise(request.answer);
  const orders = instructionSentences(whole);
  const answer = orders.length === 0 ? whole : withoutInstructions(whole);
  const weights = rubric.weightsFor(question.type, question.setting);
  const evidence = gatherEvidence(answer, question.text);
  const order = orderIn(question.text);
  const shortcut = order === null ? null : takesUp(order, evidence.sentences);
  const levels = levelsOf(question, evidence, weights, { ordered: order !== null, shortcut });
  const flags = findFlags({ answer, question, rules, patterns });
  const words = explain({ request, answer, evidence, levels, flags, weights });
  return {
    rubric_version: rubric.version,
    gradable: gradable(answer, orders, evidence),
    checklist: checklist(levels),
    star: starOf(evidence),
    criteria: CRITERIA.map((id) => words.criteria[id]),
    strengths: [...words.strengths],
    fixes: [...words.fixes],
    rewrite: skeleton({ answer, evidence, flags, question, shortcut }),
    red_flags: [...flags],
    follow_up: followUp(question, evidence),
    instruction_sentences: orders.slice(0, 5).map((sentence) => clip(sentence, 200)),
  };
}

/** Nothing to judge, and nothing to scold: it is said that there is no answer yet. */
const PASSES =
  /^(?:sorry )?(?:i )?(?:really |honestly |just )?(?:do not know|no idea|not sure|idk|dunno|pass|no clue|have no idea|have no clue|can not (?:think|answer|remember))\b/u;

function gradable(answer: string, orders: readonly string[], { substance }: Evidence): { label: IntakeLabel; confidence: number } {
  const words = countWords(answer);
  if (words === 0) return { label: orders.length > 0 ? 'injection_only' : 'off_topic', confidence: 0.95 };
  if (words <= 12 && PASSES.test(plainOf(answer))) return { label: 'refusal_joke', confidence: 0.9 };
  if (words < 8) return { label: 'partial', confidence: 0.7 };
  return { label: 'answer', confidence: substance.length > 0 ? 0.9 : 0.75 };
}

function checklist({ coverage }: Levels): Draft['checklist'] {
  // A quote beside "no" means that the point was spoken about and got wrong.
  return coverage
    .slice(0, 8)
    .map(({ point, met, sentence }) => ({ point_id: point.id, met, quote: sentence === null ? null : clip(sentence.text, 160) }));
}

function followUp(question: GradingQuestion, { where }: Evidence): string {
  if (question.probe !== null && question.probe.length <= 200) return question.probe;
  const sentence = where.outcome ?? where.case ?? where.obstacle;
  if (sentence !== undefined && sentence.words.length >= 4)
    return `You say: “${clip(sentence.text, 90)}”. What would you have done if that had gone the other way?`;
  return 'What would you do next if the first answer you got was a flat no?';
}
