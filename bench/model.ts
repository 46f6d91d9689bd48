// What grading with a model costs beside the model: an endpoint in this process answers both passes at once, so all the time that
// is measured is ours (prompts, HTTP over loopback, reading and checking the reply, quotes, caps).
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monotonicMs } from '../src/core/clock.ts';
import { gradeAnswer } from '../src/feedback/assess.ts';
import { gradingQuestion } from '../src/feedback/grading-question.ts';
import { endpointTransport, modelGrader } from '../src/feedback/model.ts';
import { createPrompts } from '../src/feedback/prompt.ts';
import { loadWorkedExamples } from '../src/feedback/worked-examples.ts';
import { spread } from './figures.ts';
import type { Figure } from './figures.ts';
import { DATA_FOLDER, bank, rubric, rules } from './knowledge.ts';
import { replyTo } from './reply.ts';

const ROUNDS = 10;

interface Endpoint {
  readonly baseUrl: string;
  /** What the next requests are answered with. */
  prepare(reply: ReturnType<typeof replyTo>): void;
  close(): void;
}

async function endpoint(): Promise<Endpoint> {
  let bodies = { grade: '', flags: '' };
  const completion = (content: object): string =>
    JSON.stringify({
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: JSON.stringify(content) } }],
      usage: { prompt_tokens: 1, completion_tokens: 1 },
    });
  const server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end(body.includes('"name":"red_flags"') ? bodies.flags : bodies.grade);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    prepare({ grade, flags }) {
      bodies = { grade: completion(grade), flags: completion(flags) };
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

export async function measure(): Promise<readonly Figure[]> {
  const prompts = createPrompts({ rubric, rules, examples: loadWorkedExamples(DATA_FOLDER), hashKey: 'bench' });
  const far = await endpoint();
  const transport = endpointTransport({ baseUrl: far.baseUrl, apiKey: null, timeoutMs: 10_000 });
  const grader = modelGrader({ transport, model: 'bench', fallbackModel: null, budget: null, prompts, rubric });

  const gradeAll = async (): Promise<readonly number[]> => {
    const samples: number[] = [];
    for (const question of bank.questions) {
      const answer = question.example;
      const asked = { ...gradingQuestion(question, question.levels[0] ?? 'mid', 'US'), notToCopy: [] };
      far.prepare(replyTo(asked, answer, rubric.version));
      const request = { question: asked, answer, recentFixes: [] };
      const startedMs = performance.now();
      const outcome = await gradeAnswer({ grader, request, rubric, rules, signal: new AbortController().signal, nowMs: monotonicMs });
      samples.push(performance.now() - startedMs);
      if (outcome.kind !== 'graded') throw new Error(`${question.id}: not graded, ${outcome.reason}`);
      if (outcome.quotes.some(({ verified }) => !verified)) throw new Error(`${question.id}: a quote of the prepared reply was not found`);
    }
    return samples;
  };

  try {
    await gradeAll();
    const samples: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) samples.push(...(await gradeAll()));
    return [spread('grading with a model, beside its own time', 'ms', samples)];
  } finally {
    far.close();
  }
}
