// A model endpoint on loopback, played from a script: for each pass, what it answers to the first call, the second, and so on.
import { LLMock } from '@copilotkit/aimock';
import type { ChatCompletionRequest, FixtureResponse } from '@copilotkit/aimock';
import type { Draft, FlagDraft } from '../../src/feedback/draft.ts';
import type { Pass } from '../../src/feedback/transport.ts';

/** 'silence': the connection is taken and nothing ever comes. */
export type Scripted = FixtureResponse | 'silence' | ((request: ChatCompletionRequest) => FixtureResponse | Promise<FixtureResponse>);

export interface FarModel {
  readonly baseUrl: string;
  /** Bodies as they came over the network, oldest first. */
  requests(pass?: Pass): readonly ChatCompletionRequest[];
  stop(): Promise<void>;
}

const passOf = (request: ChatCompletionRequest): Pass => {
  const system = textOf(request, 0);
  if (system.includes('You label one message')) return 'intake';
  return system.includes('for one thing only') ? 'flags' : 'grade';
};

export function textOf(request: ChatCompletionRequest, at: number): string {
  const content = request.messages.at(at)?.content;
  return typeof content === 'string' ? content : '';
}

/** The last answer of a list is repeated. */
export async function farModel(script: Partial<Record<Pass, readonly Scripted[]>>): Promise<FarModel> {
  const seen: { readonly pass: Pass; readonly request: ChatCompletionRequest }[] = [];
  const mock = new LLMock({ port: 0 });
  mock.on({ predicate: () => true }, (request) => {
    const pass = passOf(request);
    const answers = script[pass] ?? [{ content: pass === 'flags' ? '{"red_flags": []}' : '{}' }];
    const at = seen.filter((each) => each.pass === pass).length;
    seen.push({ pass, request });
    const answer = answers[Math.min(at, answers.length - 1)] ?? { content: '' };
    if (typeof answer === 'function') return answer(request);
    return answer === 'silence' ? new Promise<never>(() => undefined) : answer;
  });
  const url = await mock.start();
  return {
    baseUrl: `${url}/v1`,
    requests: (pass) => seen.filter((each) => pass === undefined || each.pass === pass).map(({ request }) => request),
    stop: () => mock.stop(),
  };
}

export const says = (value: Draft | FlagDraft | object): FixtureResponse => ({
  content: JSON.stringify(value),
  usage: { prompt_tokens: 100, completion_tokens: 20 },
});
