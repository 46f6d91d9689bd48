// The model grader: any endpoint that speaks OpenAI's chat completions. The only file that imports the SDK.
import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import { ask } from './conversation.ts';
import type { Asked, TokenBudget } from './conversation.ts';
import type { Grader } from './result.ts';
import { readDraft, readFlags, readLabel, REPLY_SCHEMAS } from './model-reply.ts';
import type { Label } from './model-reply.ts';
import { prepare } from './prechecks.ts';
import { createPrompts } from './prompt.ts';
import type { Prompts, PromptSources, Talk } from './prompt.ts';
import type { Rubric } from './rubric.ts';
import { chatBody, NO_QUIRKS, readCompletion, reasoningTokens } from './transport.ts';
import type { ModelAnswer, ModelCall, ModelTransport, Quirks } from './transport.ts';

export interface Endpoint {
  /** null: OpenAI's own address. */
  readonly baseUrl: string | null;
  /** null: the endpoint asks for none. */
  readonly apiKey: string | null;
  /** Of one call. */
  readonly timeoutMs: number;
}

interface ModelChoice {
  readonly transport: ModelTransport;
  readonly model: string;
  readonly fallbackModel: string | null;
  /** null: no ceiling. */
  readonly budget: TokenBudget | null;
}

export interface ModelGraderParts extends ModelChoice {
  readonly rubric: Rubric;
  /** Made once and shared: building them reads through the whole rubric. */
  readonly prompts: Prompts;
}

/** From settings to a grader that speaks to its endpoint; `modelGrader` takes the parts, where they are shared or replaced. */
export function createModelGrader(settings: Endpoint & Omit<ModelChoice, 'transport'> & PromptSources): Grader {
  return modelGrader({ ...settings, transport: endpointTransport(settings), prompts: createPrompts(settings) });
}

/** A reply holds at most about 1,000 tokens where it keeps to its lengths; a flag list is short. */
const REPLY_TOKENS = { grade: 1800, flags: 700, intake: 60 } as const;

/** Grades in two passes side by side: the whole answer, and red flags alone. Never rejects. */
export function modelGrader({ prompts, rubric, ...choice }: ModelGraderParts): Grader {
  return {
    name: 'model',
    fingerprint: `${choice.model}#${prompts.hash}`,
    async grade(request, signal) {
      const { answer } = prepare(request, rubric);
      const { question } = request;
      const asker = { ...choice, signal };
      const [graded, flagged] = await Promise.all([
        ask(
          {
            pass: 'grade',
            prompt: prompts.grade(question, answer),
            schema: REPLY_SCHEMAS.grade,
            maxOutputTokens: REPLY_TOKENS.grade,
            read: (text) => readDraft(text, question, rubric),
          },
          asker,
        ),
        ask(
          {
            pass: 'flags',
            prompt: prompts.flags(question, answer),
            schema: REPLY_SCHEMAS.flags,
            maxOutputTokens: REPLY_TOKENS.flags,
            read: readFlags,
          },
          asker,
        ),
      ]);
      const cost = {
        model: graded.model,
        promptHash: prompts.hash,
        inputTokens: graded.inputTokens + flagged.inputTokens,
        outputTokens: graded.outputTokens + flagged.outputTokens,
      };
      // Without its second pass no flag could cap: such a grade might be far too high.
      if (graded.kind === 'failed') return { ...graded, ...cost };
      if (flagged.kind === 'failed') return { ...flagged, ...cost };
      return { kind: 'draft', draft: graded.value, flags: flagged.value, ...cost };
    },
  };
}

/** Labels a message in a thread: rubric C6, stage 2. Never rejects. */
export function modelIntake({
  prompts,
  ...choice
}: ModelChoice & { readonly prompts: Prompts }): (talk: Talk, signal: AbortSignal) => Promise<Asked<Label>> {
  return (talk, signal) =>
    ask(
      { pass: 'intake', prompt: prompts.intake(talk), schema: REPLY_SCHEMAS.intake, maxOutputTokens: REPLY_TOKENS.intake, read: readLabel },
      { ...choice, signal },
    );
}

/** The real client over the network. What an endpoint refuses (a schema, a parameter) is remembered for each model. */
export function endpointTransport({ baseUrl, apiKey, timeoutMs }: Endpoint): ModelTransport {
  const client = new OpenAI({
    // The SDK would otherwise look for both in the environment, which only config.ts reads.
    baseURL: baseUrl ?? 'https://api.openai.com/v1',
    apiKey: apiKey ?? 'none',
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
  });
  const quirksOf = new Map<string, Quirks>();
  // OpenAI takes the new name for every model, others seldom know it.
  const firstTry: Quirks = baseUrl === null ? { ...NO_QUIRKS, limitName: 'max_completion_tokens' } : NO_QUIRKS;

  return async (call, signal) => {
    for (;;) {
      const quirks = quirksOf.get(call.model) ?? firstTry;
      try {
        const completion = await client.chat.completions.create(chatBody(call, quirks), { signal });
        const answer = readCompletion(completion, call);
        if (answer === null) return { kind: 'text', text: '', inputTokens: 0, outputTokens: 0 };
        if (answer.kind === 'cut-off' && !quirks.reasons && reasoningTokens(completion) > 0)
          quirksOf.set(call.model, { ...quirks, reasons: true });
        return answer;
      } catch (error) {
        const learned = learn(error, quirks);
        if (learned === null) return failureOf(error, call);
        quirksOf.set(call.model, learned);
      }
    }
  };
}

/** null: the refusal is about something else. Each step goes one way only, so that a call is repeated four times at most. */
function learn(error: unknown, quirks: Quirks): Quirks | null {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return null;
  const said = `${error.param ?? ''} ${error.message}`.toLowerCase();
  if (quirks.limitName === 'max_tokens' && said.includes('max_completion_tokens')) return { ...quirks, limitName: 'max_completion_tokens' };
  if (quirks.temperature && said.includes('temperature')) return { ...quirks, temperature: false };
  if (/response_format|json_schema|json_object|schema|structured|grammar|strict/u.test(said)) {
    if (quirks.format === 'json_schema') return { ...quirks, format: 'json_object' };
    if (quirks.format === 'json_object') return { ...quirks, format: 'none' };
  }
  return null;
}

function failureOf(error: unknown, call: ModelCall): ModelAnswer {
  if (error instanceof APIUserAbortError) return unavailable('aborted');
  if (error instanceof APIConnectionTimeoutError) return unavailable('timeout');
  if (error instanceof APIConnectionError) return unavailable('connection');
  if (error instanceof APIError) {
    if (error.code === 'content_filter') return { kind: 'refused', inputTokens: 0, outputTokens: 0 };
    return unavailable(`http-${String(error.status ?? 'none')}`, retryAfterMs(error.headers));
  }
  // A body that is no JSON at all. It counts as a reply that cannot be read.
  if (error instanceof SyntaxError) return { kind: 'text', text: '', inputTokens: 0, outputTokens: 0 };
  return unavailable(`unexpected-${call.pass}`);
}

function unavailable(detail: string, after: number | null = null): ModelAnswer {
  return { kind: 'unavailable', detail, retryAfterMs: after };
}

/** Seconds or a date, RFC 9110 §10.2.3; OpenAI adds milliseconds of its own. */
function retryAfterMs(headers: Headers | undefined): number | null {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(ms)) return Math.max(0, ms);
  const after = headers?.get('retry-after');
  if (after === null || after === undefined) return null;
  const seconds = Number(after);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const untilMs = Date.parse(after) - Date.parse(headers?.get('date') ?? '');
  return Number.isFinite(untilMs) ? Math.max(0, untilMs) : null;
}
