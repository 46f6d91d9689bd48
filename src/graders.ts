// From configuration to what grades: the model behind its ceiling, the built-in checker, and the label that says what is an answer.
import { codeIntake, offlineIntake } from './answers/intake.ts';
import type { IntakeInput, IntakeVerdict } from './answers/intake.ts';
import type { ModelConfig } from './config.ts';
import type { Clock } from './core/clock.ts';
import { DailyTokens, chooseGrader, warmUp } from './feedback/graders.ts';
import { createOfflineGrader, loadFlagPatterns } from './feedback/offline/index.ts';
import { createPrompts } from './feedback/prompt.ts';
import type { Grader } from './feedback/result.ts';
import type { Rubric } from './feedback/rubric.ts';
import type { Rules } from './bank/rules.ts';
import { loadWorkedExamples } from './feedback/worked-examples.ts';

/** A label is worth a short wait, not a long one: the built-in rules answer when the model does not. */
const INTAKE_TIMEOUT_MS = 20_000;

export interface Graders {
  readonly current: () => Grader;
  /** To be called once nobody waits. */
  readonly warmUp: () => Promise<void>;
  readonly intake: { judge(input: IntakeInput): Promise<IntakeVerdict> };
}

export interface GraderSources {
  readonly dataFolder: string;
  readonly rubric: Rubric;
  readonly rules: Rules;
  readonly model: ModelConfig | null;
  readonly clock: Clock;
  /** Secret: keeps the tag of an answer's block out of its writer's reach. */
  readonly hashKey: string;
}

export async function createGraders({ dataFolder, rubric, rules, model, clock, hashKey }: GraderSources): Promise<Graders> {
  const offline = createOfflineGrader({ rubric, rules, patterns: loadFlagPatterns(dataFolder) });
  if (model === null)
    return { current: () => offline, warmUp: () => warmUp(offline), intake: { judge: async (input) => offlineIntake(input) } };

  // The client of the model takes 130 ms to load: only who has a model pays for it.
  const { endpointTransport, modelGrader, modelIntake } = await import('./feedback/model.ts');
  const tokens = new DailyTokens(clock, model.dailyTokens);
  const prompts = createPrompts({ rubric, rules, examples: loadWorkedExamples(dataFolder), hashKey });
  const choice = { transport: endpointTransport(model), model: model.model, fallbackModel: model.fallbackModel, budget: tokens };
  const label = modelIntake({ ...choice, prompts });
  return {
    warmUp: () => warmUp(offline),
    current: chooseGrader(modelGrader({ ...choice, prompts, rubric }), offline, tokens),
    intake: {
      async judge(input) {
        // Code decides what needs no model; a crisis that either of them sees is one.
        const decided = codeIntake(input);
        if (decided !== null) return decided;
        const builtIn = offlineIntake(input);
        if (builtIn.crisis || !tokens.allowed()) return builtIn;
        const asked = await label(
          {
            question: input.question,
            threadContext: input.threadContext,
            author: input.author,
            repliesTo: input.repliesToPerson ? 'someone else' : null,
            text: input.text,
          },
          AbortSignal.timeout(INTAKE_TIMEOUT_MS),
        );
        return asked.kind === 'value' ? asked.value : builtIn;
      },
    },
  };
}
