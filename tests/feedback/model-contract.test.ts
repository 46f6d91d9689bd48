import { afterAll, describe } from 'vitest';
import type { ChatCompletionRequest } from '@copilotkit/aimock';
import { createModelGrader } from '../../src/feedback/model.ts';
import { loadWorkedExamples } from '../../src/feedback/worked-examples.ts';
import { graderContract } from '../contracts/grader.ts';
import { criteria, DATA, draft, flag, rubric, rules } from './drafts.ts';
import { farModel, textOf } from './far-model.ts';
import type { FarModel } from './far-model.ts';

// A far model that reads as much of the answer as it takes to flag the threat, and else quotes words that may not be there.
const threat = (request: ChatCompletionRequest): boolean => textOf(request, 1).includes('the police would arrest him');
const flags = (request: ChatCompletionRequest): ReturnType<typeof flag>[] =>
  threat(request) ? [flag({ quote: 'the police would arrest him by Friday' })] : [];

let far: FarModel | null = null;
afterAll(() => far?.stop());

describe('the model grader', () => {
  graderContract(async () => {
    far = await farModel({
      grade: [
        (request) => ({
          content: JSON.stringify(
            draft({ criteria: criteria(4, { R2: { quotes: ['asked what had happened'] } }), red_flags: flags(request) }),
          ),
        }),
      ],
      flags: [(request) => ({ content: JSON.stringify({ red_flags: flags(request) }) })],
    });
    const examples = loadWorkedExamples(DATA);
    return {
      rubric,
      rules,
      deterministic: true,
      grader: createModelGrader({
        baseUrl: far.baseUrl,
        apiKey: null,
        model: 'm',
        fallbackModel: null,
        timeoutMs: 5000,
        budget: null,
        rubric,
        rules,
        examples,
        hashKey: 'key',
      }),
    };
  });
});
