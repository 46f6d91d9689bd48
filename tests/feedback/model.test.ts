import { afterEach, describe, expect, test } from 'vitest';
import { createModelGrader, endpointTransport, modelIntake } from '../../src/feedback/model.ts';
import { createPrompts } from '../../src/feedback/prompt.ts';
import type { Grader, GraderReply } from '../../src/feedback/result.ts';
import { loadWorkedExamples } from '../../src/feedback/worked-examples.ts';
import { criteria, DATA, draft, flag, request, rubric, rules } from './drafts.ts';
import { farModel, says, textOf } from './far-model.ts';
import type { FarModel, Scripted } from './far-model.ts';

const examples = loadWorkedExamples(DATA);
const prompts = createPrompts({ rubric, rules, examples, hashKey: 'key' });
let far: FarModel | null = null;
afterEach(async () => {
  await far?.stop();
  far = null;
});

type Options = Partial<Parameters<typeof createModelGrader>[0]>;
const graderAt = (baseUrl: string, options: Options = {}): Grader =>
  createModelGrader({
    baseUrl,
    apiKey: null,
    model: 'first-model',
    fallbackModel: null,
    timeoutMs: 5000,
    budget: null,
    rubric,
    rules,
    examples,
    hashKey: 'key',
    ...options,
  });

async function grade(script: { grade?: readonly Scripted[]; flags?: readonly Scripted[] }, options: Options = {}): Promise<GraderReply> {
  far = await farModel(script);
  return graderAt(far.baseUrl, options).grade(request(), new AbortController().signal);
}
const calls = (pass: 'grade' | 'flags'): readonly { readonly messages: readonly unknown[] }[] => far?.requests(pass) ?? [];

describe('a good reply', () => {
  test('is a draft of two passes, with what both cost', async () => {
    const given = draft({ red_flags: [flag()] });
    expect(await grade({ grade: [says(given)], flags: [says({ red_flags: [flag()] })] })).toEqual({
      kind: 'draft', draft: given, flags: { red_flags: [flag()] }, model: 'first-model', promptHash: prompts.hash, inputTokens: 200, outputTokens: 40,
    }); // prettier-ignore
  });

  test('is asked for by a strict schema without the keywords that strict modes refuse', async () => {
    await grade({ grade: [says(draft())] });
    const body = JSON.stringify(far?.requests('grade')[0]);
    expect(JSON.parse(body)).toMatchObject({
      model: 'first-model',
      temperature: 0,
      max_tokens: 1800,
      response_format: { type: 'json_schema', json_schema: { strict: true, schema: { additionalProperties: false } } },
    });
    expect(body).not.toMatch(/"(maxLength|minItems|maxItems|pattern|minimum|maximum)":/u);
  });

  test('may run over its lengths, come in a fence, and carry fields that nobody asked for', async () => {
    const long = {
      ...draft({ follow_up: `${'Why so '.repeat(60)}?` }),
      overall: 4.2,
      rubric_version: 'wrong',
      criteria: criteria(3).map((each) => ({ ...each, note: 'x' })),
    };
    const reply = await grade({ grade: [{ content: `Here it is:\n\`\`\`json\n${JSON.stringify(long)}\n\`\`\`` }] });
    expect(reply.kind).toBe('draft');
    expect(calls('grade')).toHaveLength(1);
    expect(reply.kind === 'draft' && reply.draft.follow_up.length).toBeLessThanOrEqual(200);
    expect(reply.kind === 'draft' && reply.draft.rubric_version).toBe('r1.0');
  });
});

describe('a reply that cannot be read is asked for again, with its fault', () => {
  test.each<[string, Scripted, RegExp]>([
    ['no JSON', { content: 'I would give this a 4.' }, /no JSON object/u],
    ['cut JSON', { content: '{"rubric_version": "r1.0", "gradable": {"label": "answer"}' }, /not valid JSON/u],
    [
      'a field of the wrong kind',
      says({ ...draft(), criteria: criteria(3).map((each) => ({ ...each, score: '3' })) }),
      /criteria\.0\.score/u,
    ],
    ['a rule id that is none', says(draft({ red_flags: [flag({ rule_ids: ['RF01'] })] })), /red_flags\.0\.rule_ids\.0/u],
    [
      'a criterion twice',
      says({ ...draft(), criteria: criteria(3).map((each) => (each.id === 'R6' ? { ...each, id: 'R1' } : each)) }),
      /R6 stands there 0 times/u,
    ],
    ['a score missing where one is due', says(draft({ criteria: criteria(3, { R2: { score: null } }) })), /R2 has no score/u],
    ['a reply cut off', { content: '{"rubric', finishReason: 'length' }, /cut off/u],
  ])('%s', async (_, first, told) => {
    const reply = await grade({ grade: [first, says(draft())] });
    expect(reply.kind).toBe('draft');
    expect(calls('grade')).toHaveLength(2);
    const again = far?.requests('grade')[1];
    if (again === undefined) throw new Error('asked once only');
    expect(textOf(again, -1)).toMatch(told);
    expect(textOf(again, -1)).toMatch(/whole JSON/u);
  });

  test('twice at most: then it is broken, with the cost of all three', async () => {
    const reply = await grade({ grade: [{ content: 'no', usage: { prompt_tokens: 10, completion_tokens: 1 } }] });
    expect(reply).toMatchObject({ kind: 'failed', reason: 'model-broken' });
    expect(calls('grade')).toHaveLength(3);
    expect(reply.inputTokens).toBeGreaterThanOrEqual(30);
  });

  test('a reply that stays too long is cut-off, not broken', async () => {
    expect(await grade({ grade: [{ content: '{"a', finishReason: 'length' }] })).toMatchObject({ kind: 'failed', reason: 'model-cut-off' });
  });

  test('a flag list that cannot be read fails the whole: without it no flag could cap', async () => {
    expect(await grade({ grade: [says(draft())], flags: [{ content: 'none found' }] })).toMatchObject({
      kind: 'failed',
      reason: 'model-broken',
    });
  });
});

describe('an endpoint that does not answer', () => {
  test('429 tells when to come back, and is asked once', async () => {
    const reply = await grade({ grade: [{ error: { message: 'slow down' }, status: 429, retryAfter: 7 }] });
    expect(reply).toMatchObject({ kind: 'failed', reason: 'model-unavailable', detail: 'http-429', retryAfterMs: 7000 });
    expect(calls('grade')).toHaveLength(1);
  });

  test.each([
    [500, 'http-500'],
    [503, 'http-503'],
    [401, 'http-401'],
    [404, 'http-404'],
  ])('%i is unavailable', async (status, detail) => {
    expect(await grade({ grade: [{ error: { message: 'no' }, status }] })).toMatchObject({ reason: 'model-unavailable', detail });
    expect(calls('grade')).toHaveLength(1);
  });

  test('a call takes no longer than its time', async () => {
    expect(await grade({ grade: ['silence'] }, { timeoutMs: 40 })).toMatchObject({ reason: 'model-unavailable', detail: 'timeout' });
  });

  test('nobody at the address', async () => {
    const reply = await graderAt('http://127.0.0.1:9/v1').grade(request(), new AbortController().signal);
    expect(reply).toMatchObject({ reason: 'model-unavailable', detail: 'connection' });
  });

  test('an aborted grading ends', async () => {
    far = await farModel({ grade: [says(draft())] });
    expect(await graderAt(far.baseUrl).grade(request(), AbortSignal.abort())).toMatchObject({
      reason: 'model-unavailable',
      detail: 'aborted',
    });
  });

  test('a refusal is told as one and not asked again', async () => {
    expect(await grade({ grade: [{ content: '', finishReason: 'content_filter' }] })).toMatchObject({ reason: 'model-refused' });
    expect(calls('grade')).toHaveLength(1);
  });
});

describe('the fallback model', () => {
  test.each<[string, Scripted]>([
    ['unavailable', { error: { message: 'down' }, status: 503 }],
    ['refused', { content: '', finishReason: 'content_filter' }],
  ])('answers where the first is %s, and signs for it', async (_, first) => {
    const reply = await grade({ grade: [first, says(draft())] }, { fallbackModel: 'second-model' });
    expect(reply).toMatchObject({ kind: 'draft', model: 'second-model' });
    expect(far?.requests('grade').map(({ model }) => model)).toEqual(['first-model', 'second-model']);
  });

  test('answers where the first stays unreadable', async () => {
    const reply = await grade(
      { grade: [{ content: 'a' }, { content: 'b' }, { content: 'c' }, says(draft())] },
      { fallbackModel: 'second-model' },
    );
    expect(reply).toMatchObject({ kind: 'draft', model: 'second-model' });
    expect(calls('grade')).toHaveLength(4);
  });
});

describe('what an endpoint does not take is left out, and remembered', () => {
  const refuses = (message: string): Scripted => ({ error: { message, type: 'invalid_request_error' }, status: 400 });

  test('a schema', async () => {
    far = await farModel({ grade: [refuses('response_format json_schema is not supported'), says(draft())] });
    const grader = graderAt(far.baseUrl);
    expect((await grader.grade(request(), new AbortController().signal)).kind).toBe('draft');
    expect((await grader.grade(request(), new AbortController().signal)).kind).toBe('draft');
    expect(far.requests('grade').map((body) => body.response_format?.type)).toEqual(['json_schema', 'json_object', 'json_object']);
  });

  test('the name of the limit, and a temperature', async () => {
    await grade({
      grade: [
        refuses("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
        refuses("'temperature' does not support 0 with this model."),
        says(draft()),
      ],
    });
    const last = far?.requests('grade').at(-1);
    expect(last).toMatchObject({ max_completion_tokens: 1800 });
    expect(last).not.toHaveProperty('temperature');
    expect(last).not.toHaveProperty('max_tokens');
  });

  test('any other refusal is passed on', async () => {
    expect(await grade({ grade: [refuses('context length exceeded')] })).toMatchObject({ reason: 'model-unavailable', detail: 'http-400' });
    expect(calls('grade')).toHaveLength(1);
  });
});

describe('the ceiling of a day', () => {
  test('stops before the call, and does not pass for a fault of the model', async () => {
    const reply = await grade(
      { grade: [says(draft())] },
      { budget: { allowed: () => false, take: () => undefined }, fallbackModel: 'second-model' },
    );
    expect(reply).toMatchObject({ kind: 'failed', reason: 'model-unavailable', detail: 'budget' });
    expect(far?.requests()).toHaveLength(0);
  });

  test('is told of every token', async () => {
    let taken = 0;
    await grade(
      { grade: [{ content: 'x', usage: { prompt_tokens: 100, completion_tokens: 20 } }, says(draft())], flags: [says({ red_flags: [] })] },
      { budget: { allowed: () => true, take: (tokens) => void (taken += tokens) } },
    );
    expect(taken).toBe(360);
  });
});

test('the answer of nobody else, no key and no member stands in what is sent', async () => {
  await grade({ grade: [says(draft())] }, { apiKey: 'sk-secret' });
  const sent = JSON.stringify(far?.requests());
  expect(sent).not.toContain('sk-secret');
  expect(sent).not.toContain('Mr Reed was forty days behind');
});

describe('the label of a message', () => {
  const talk = {
    question: 'Why this job?',
    threadContext: [{ author: 'ben', text: 'Good luck all' }],
    author: 'ana',
    repliesTo: null,
    text: 'I like the second call best.',
  };

  test('comes with its crisis mark', async () => {
    far = await farModel({ intake: [{ content: 'hm' }, says({ label: 'answer', confidence: 0.9, crisis: false })] });
    const label = modelIntake({
      transport: endpointTransport({ baseUrl: far.baseUrl, apiKey: null, timeoutMs: 5000 }),
      prompts,
      model: 'm',
      fallbackModel: null,
      budget: null,
    });
    expect(await label(talk, new AbortController().signal)).toMatchObject({
      kind: 'value',
      value: { label: 'answer', confidence: 0.9, crisis: false },
    });
    const sent = far.requests('intake')[0];
    if (sent === undefined) throw new Error('not asked');
    expect(textOf(sent, 1)).toContain('ben: Good luck all');
    expect(textOf(sent, 1)).toContain('ana: I like the second call best.');
  });
});
