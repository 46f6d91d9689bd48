// What the evaluation grades with: the same graders, rubric, rules and words as the bot.
import { fileURLToPath } from 'node:url';
import { readConfig } from '../config.ts';
import type { ModelConfig } from '../config.ts';
import { OperatorError } from '../core/errors.ts';
import type { Say } from '../core/locale.ts';
import { warmUp } from '../feedback/graders.ts';
import { endpointTransport, modelGrader, modelIntake } from '../feedback/model.ts';
import { createPrompts } from '../feedback/prompt.ts';
import type { Prompts } from '../feedback/prompt.ts';
import type { Grader } from '../feedback/result.ts';
import { loadRubric } from '../feedback/rubric.ts';
import type { Rubric } from '../feedback/rubric.ts';
import { loadRules } from '../bank/rules.ts';
import type { Rules } from '../bank/rules.ts';
import type { ModelTransport } from '../feedback/transport.ts';
import { loadWorkedExamples } from '../feedback/worked-examples.ts';
import { loadWords } from '../locales.ts';
import { ArgumentError } from './arguments.ts';
import type { EvalArguments } from './arguments.ts';
import { createExchange } from './exchange.ts';
import type { Exchange } from './exchange.ts';

export interface Knowledge {
  readonly rubric: Rubric;
  readonly rules: Rules;
  readonly say: Say;
}

const DATA = fileURLToPath(new URL('../../data/', import.meta.url));
/** Answers of a set are nobody's secret; the tags in dumped prompts are the same on every machine. */
const HASH_KEY = 'evaluation';

export function loadKnowledge(): Knowledge {
  return { rubric: loadRubric(DATA), rules: loadRules(DATA), say: loadWords(DATA).in('en') };
}

export interface ModelSide {
  readonly exchange: Exchange;
  readonly prompts: Prompts;
  readonly model: string;
  readonly fallbackModel: string | null;
}

/** @throws ArgumentError where there is nobody to ask and nowhere to write */
export function modelSide(
  given: EvalArguments,
  { rubric, rules }: Knowledge,
  environment: Readonly<Record<string, string | undefined>>,
): ModelSide {
  const configured = modelConfig(environment);
  if (configured === null && given.replies === null && given.dumpPrompts === null) {
    throw new ArgumentError(
      '--grader model has no model to ask: set LLM_BASE_URL and LLM_MODEL (any OpenAI-compatible endpoint), or OPENAI_API_KEY, in the environment or in .env; or give --replies DIR to read replies from files, or --dump-prompts DIR to only write the prompts down.',
    );
  }
  const live: ModelTransport | null = configured === null || given.replies !== null ? null : endpointTransport(configured);
  return {
    exchange: createExchange({ dumpTo: given.dumpPrompts, repliesFrom: given.replies, live }),
    prompts: createPrompts({ rubric, rules, examples: loadWorkedExamples(DATA), hashKey: HASH_KEY }),
    model: configured?.model ?? (given.replies === null ? 'none' : 'replayed'),
    fallbackModel: live === null ? null : (configured?.fallbackModel ?? null),
  };
}

function modelConfig(environment: Readonly<Record<string, string | undefined>>): ModelConfig | null {
  try {
    return readConfig(environment).model;
  } catch (error) {
    if (error instanceof OperatorError) throw new ArgumentError(error.message);
    throw error;
  }
}

/** A grader a line: each has its own file names, all share what is costly to make. */
export function graderFor(id: string, { exchange, prompts, model, fallbackModel }: ModelSide, { rubric }: Knowledge): Grader {
  return modelGrader({ transport: exchange.transportFor(id), prompts, rubric, model, fallbackModel, budget: null });
}

export function labellerFor(id: string, { exchange, prompts, model, fallbackModel }: ModelSide): ReturnType<typeof modelIntake> {
  return modelIntake({ transport: exchange.transportFor(id), prompts, model, fallbackModel, budget: null });
}

export async function offlineGrader({ rubric, rules }: Knowledge): Promise<Grader> {
  // Its patterns are many: the other way of grading does not wait for them.
  const { createOfflineGrader, loadFlagPatterns } = await import('../feedback/offline/index.ts');
  const grader = createOfflineGrader({ rubric, rules, patterns: loadFlagPatterns(DATA) });
  await warmUp(grader);
  return grader;
}
