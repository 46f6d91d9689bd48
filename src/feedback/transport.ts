// One call to a model, as the graders see it: what is asked, and what can come back. model.ts speaks to an endpoint,
// the evaluation (src/eval) writes requests down and reads replies from files.

export type Pass = 'grade' | 'flags' | 'intake';

export interface ModelMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ModelCall {
  readonly pass: Pass;
  /** 1 at first; a re-ask counts on, and so does a fallback model. */
  readonly attempt: number;
  readonly model: string;
  readonly messages: readonly ModelMessage[];
  /** JSON Schema of the reply, within what strict modes accept. */
  readonly schema: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> };
  readonly maxOutputTokens: number;
}

interface Tokens {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export type ModelAnswer =
  | ({ readonly kind: 'text'; readonly text: string } & Tokens)
  | ({ readonly kind: 'refused' } & Tokens)
  | ({ readonly kind: 'cut-off' } & Tokens)
  /** `detail` is a code for the log. */
  | { readonly kind: 'unavailable'; readonly detail: string; readonly retryAfterMs: number | null };

/** Never rejects. */
export type ModelTransport = (call: ModelCall, signal: AbortSignal) => Promise<ModelAnswer>;

/** What an endpoint turned out not to take; found out by its refusals. */
export interface Quirks {
  /** 'json_object' where it refuses a schema, 'none' where it refuses that as well. */
  readonly format: 'json_schema' | 'json_object' | 'none';
  readonly limitName: 'max_tokens' | 'max_completion_tokens';
  readonly temperature: boolean;
  /** It thinks at the cost of the reply's own tokens, and needs room for that. */
  readonly reasons: boolean;
}

export const NO_QUIRKS: Quirks = { format: 'json_schema', limitName: 'max_tokens', temperature: true, reasons: false };
const ROOM_TO_REASON = 4;

export interface ChatBody {
  readonly model: string;
  readonly messages: { role: 'system' | 'user' | 'assistant'; content: string }[];
  readonly response_format?:
    | { type: 'json_object' }
    | { type: 'json_schema'; json_schema: { name: string; strict: true; schema: Record<string, unknown> } };
  readonly max_tokens?: number;
  readonly max_completion_tokens?: number;
  readonly temperature?: number;
}

/** The body of a chat completion request, as OpenAI-compatible endpoints take it. */
export function chatBody(call: ModelCall, quirks: Quirks): ChatBody {
  const limit = call.maxOutputTokens * (quirks.reasons ? ROOM_TO_REASON : 1);
  return {
    model: call.model,
    messages: call.messages.map(({ role, content }) => ({ role, content })),
    ...(quirks.format === 'json_schema'
      ? {
          response_format: {
            type: 'json_schema',
            json_schema: { name: call.schema.name, strict: true, schema: { ...call.schema.schema } },
          },
        }
      : {}),
    ...(quirks.format === 'json_object' ? { response_format: { type: 'json_object' } } : {}),
    ...(quirks.limitName === 'max_tokens' ? { max_tokens: limit } : { max_completion_tokens: limit }),
    ...(quirks.temperature ? { temperature: 0 } : {}),
  };
}

/** Where an endpoint reports no usage: about four characters a token in the languages that use Latin letters. */
export function roughTokens(...texts: readonly string[]): number {
  return Math.ceil(texts.reduce((sum, text) => sum + text.length, 0) / 4);
}

/** Reads a chat completion, whoever made it. null: it is none. */
export function readCompletion(completion: unknown, call: ModelCall): ModelAnswer | null {
  const choice = at(at(completion, 'choices'), 0);
  const message = at(choice, 'message');
  if (message === undefined) return null;
  const content = at(message, 'content');
  const text = typeof content === 'string' ? content : '';
  const tokens = {
    inputTokens: numberAt(at(completion, 'usage'), 'prompt_tokens') ?? roughTokens(...call.messages.map((each) => each.content)),
    outputTokens: numberAt(at(completion, 'usage'), 'completion_tokens') ?? roughTokens(text),
  };
  const refusal = at(message, 'refusal');
  const finish = at(choice, 'finish_reason');
  if ((typeof refusal === 'string' && refusal !== '') || finish === 'content_filter') return { kind: 'refused', ...tokens };
  if (finish === 'length') return { kind: 'cut-off', ...tokens };
  return { kind: 'text', text, ...tokens };
}

/** How many of the reply's tokens went into thinking, where the endpoint tells. */
export function reasoningTokens(completion: unknown): number {
  return numberAt(at(at(completion, 'usage'), 'completion_tokens_details'), 'reasoning_tokens') ?? 0;
}

function at(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function numberAt(value: unknown, key: string): number | null {
  const found = at(value, key);
  return typeof found === 'number' ? found : null;
}
