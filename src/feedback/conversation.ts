// One question to a model, asked until the reply can be read: at most two re-asks, each telling the fault; then, where there is
// one, the fallback model. The endpoint's own retries are off: jobs retry.
import type { NotGradedReason } from './result.ts';
import type { Prompt } from './prompt.ts';
import type { Read } from './model-reply.ts';
import type { ModelCall, ModelMessage, ModelTransport, Pass } from './transport.ts';

/** The day's ceiling on tokens, all members together. */
export interface TokenBudget {
  allowed(): boolean | Promise<boolean>;
  /** Input and output, after each call. */
  take(tokens: number): void | Promise<void>;
}

export interface Ask<Value> {
  readonly pass: Pass;
  readonly prompt: Prompt;
  readonly schema: ModelCall['schema'];
  readonly maxOutputTokens: number;
  read(text: string): Read<Value>;
}

export interface Asker {
  readonly transport: ModelTransport;
  readonly model: string;
  readonly fallbackModel: string | null;
  readonly budget: TokenBudget | null;
  readonly signal: AbortSignal;
}

interface Spent {
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}
export type ModelFailure = {
  readonly kind: 'failed';
  readonly reason: Extract<NotGradedReason, `model-${string}`>;
  readonly detail: string;
  readonly retryAfterMs: number | null;
} & Spent;
export type Asked<Value> = ({ readonly kind: 'value'; readonly value: Value } & Spent) | ModelFailure;

const MOST_ATTEMPTS = 3;
/** Enough for a model to see its own mistake. */
const SHOWN_OF_BROKEN_REPLY = 6000;

export async function ask<Value>(question: Ask<Value>, asker: Asker): Promise<Asked<Value>> {
  const first = await askModel(question, asker, asker.model, 1);
  if (first.kind === 'value' || asker.fallbackModel === null || first.detail === 'budget' || asker.signal.aborted) return first;
  const second = await askModel(question, asker, asker.fallbackModel, MOST_ATTEMPTS + 1);
  return { ...second, inputTokens: first.inputTokens + second.inputTokens, outputTokens: first.outputTokens + second.outputTokens };
}

async function askModel<Value>(question: Ask<Value>, asker: Asker, model: string, firstAttempt: number): Promise<Asked<Value>> {
  const { pass, prompt, schema, maxOutputTokens } = question;
  const messages: ModelMessage[] = [
    { role: 'system', content: prompt.system },
    { role: 'user', content: prompt.user },
  ];
  const spent = { model, inputTokens: 0, outputTokens: 0 };
  const failed = (reason: ModelFailure['reason'], detail: string, retryAfterMs: number | null = null): ModelFailure => ({
    kind: 'failed',
    reason,
    detail,
    retryAfterMs,
    ...spent,
  });
  let last = failed('model-broken', 'unasked');

  for (let attempt = firstAttempt; attempt < firstAttempt + MOST_ATTEMPTS; attempt++) {
    if (asker.budget !== null && !(await asker.budget.allowed())) return failed('model-unavailable', 'budget');
    const answer = await asker.transport({ pass, attempt, model, messages: [...messages], schema, maxOutputTokens }, asker.signal);
    if (answer.kind === 'unavailable') return failed('model-unavailable', answer.detail, answer.retryAfterMs);
    spent.inputTokens += answer.inputTokens;
    spent.outputTokens += answer.outputTokens;
    await asker.budget?.take(answer.inputTokens + answer.outputTokens);

    if (answer.kind === 'refused') return failed('model-refused', 'refused');
    if (answer.kind === 'cut-off') {
      last = failed('model-cut-off', 'length');
      messages.push({
        role: 'user',
        content: `Your reply was cut off at ${maxOutputTokens} tokens. Write the whole JSON again, with shorter texts: one clause each.`,
      });
      continue;
    }
    const read = question.read(answer.text);
    if (read.ok) return { kind: 'value', value: read.value, ...spent };
    last = failed('model-broken', `attempt ${attempt}: ${read.faults.length} faults`);
    messages.push(
      { role: 'assistant', content: answer.text.slice(0, SHOWN_OF_BROKEN_REPLY) },
      { role: 'user', content: faultMessage(read.faults) },
    );
  }
  return last;
}

function faultMessage(faults: readonly string[]): string {
  return `That reply cannot be read:\n${faults.map((fault) => `- ${fault}`).join('\n')}\nRewrite the whole JSON object with this mended and nothing else changed. The object alone.`;
}
