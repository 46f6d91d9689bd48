// The model's endpoint: one question, which costs nothing, and its clock against ours. No key is ever shown.
import { z } from 'zod';
import type { ModelConfig } from '../../config.ts';
import { shownDuration } from '../operator.ts';
import { fault, ok, warn } from './check.ts';
import type { Finding } from './check.ts';

const OPENAI = 'https://api.openai.com/v1';
const ANSWERED_WITHIN_MS = 5_000;
/** HTTP dates are in whole seconds. */
const SKEW_MS = 2 * 60_000;

const Models = z.object({ data: z.array(z.object({ id: z.string() })) });

export interface Times {
  readonly now: () => number;
  readonly monotonicMs: () => number;
}

export async function checkModel(model: ModelConfig | null, times: Times): Promise<readonly Finding[]> {
  if (model === null) return [ok('model', 'none is set: the built-in checker answers')];
  const base = (model.baseUrl ?? OPENAI).replace(/\/+$/, '');
  const { host } = new URL(base);
  const beganMs = times.monotonicMs();
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(`${base}/models`, {
      headers: model.apiKey === null ? {} : { authorization: `Bearer ${model.apiKey}` },
      signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
    });
    text = await answer.text();
  } catch (error) {
    const why = error instanceof Error && error.name === 'TimeoutError' ? 'no answer within 5 s' : 'it cannot be reached';
    return [fault('model', `${host}: ${why}`, 'Check LLM_BASE_URL and the network. Answers are kept, and read once it answers.')];
  }
  const tookMs = times.monotonicMs() - beganMs;
  return [reached(model, host, answer.status, text), ...clockOf(host, answer.headers.get('date'), times.now(), tookMs)];
}

function reached(model: ModelConfig, host: string, status: number, text: string): Finding {
  if (status === 401 || status === 403)
    return fault(
      'model',
      `${host} refuses the key (${status})`,
      'Set OPENAI_API_KEY to a key of this endpoint that is valid and may use models.',
    );
  if (status >= 500) return fault('model', `${host} answers with an error (${status})`, 'Wait, or name another endpoint in LLM_BASE_URL.');
  if (status !== 200)
    return warn(
      'model',
      `${host} answers, and lists no models (${status})`,
      'It may work all the same. If not, LLM_BASE_URL lacks its path: most end in /v1.',
    );
  const named = modelsIn(text);
  if (named === null)
    return warn('model', `${host} answers, and not as an endpoint of chat completions does`, 'Check LLM_BASE_URL: most end in /v1.');
  const missing = [model.model, model.fallbackModel].filter((name) => name !== null && !named.includes(name));
  if (missing.length === 0) return ok('model', `${model.model} at ${host}`);
  return warn(
    'model',
    `${host} does not list ${missing.join(', ')}`,
    `Set LLM_MODEL to one that it lists, such as ${named.slice(0, 3).join(', ') || 'none at all'}.`,
  );
}

function modelsIn(text: string): readonly string[] | null {
  try {
    return Models.parse(JSON.parse(text)).data.map((model) => model.id);
  } catch {
    return null;
  }
}

function clockOf(host: string, date: string | null, nowMs: number, tookMs: number): readonly Finding[] {
  const theirsMs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirsMs)) return [];
  const skewMs = nowMs - tookMs / 2 - theirsMs;
  if (Math.abs(skewMs) <= SKEW_MS) return [ok('clock of others', `${host} agrees with this machine's`)];
  const direction = skewMs > 0 ? 'ahead of' : 'behind';
  return [
    fault(
      'clock of others',
      `this machine's clock is ${shownDuration(Math.abs(skewMs))} ${direction} that of ${host}`,
      'Set the clock right (timedatectl set-ntp true): questions are posted by it.',
    ),
  ];
}
