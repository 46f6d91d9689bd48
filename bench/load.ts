// The running program as people meet it over HTTP: memory at rest, private feedback by the form, and a thread at 100 messages a second.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { formOf, messageOf, personAt, questionsIn, settle } from '../tests/process/person.ts';
import { startProgram } from '../tests/process/program.ts';
import type { Program } from '../tests/process/program.ts';
import type { MessageView } from '../src/platforms/local/view.ts';
import { lost, middle, spread } from './figures.ts';
import type { Figure } from './figures.ts';
import { bank } from './knowledge.ts';
import { atPace } from './pace.ts';
import { answersTo, message } from './texts.ts';

const PEOPLE = ['ana', 'ben', 'chidi', 'carlos', 'olivia'] as const;
const PER_SECOND = 100;
const SECONDS = 20;
const REST_MS = 4_000;
const FORMS = 40;

export async function measure(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-bench-'));
  // Every message is judged as soon as it is said: harder than the playground's second of quiet, after which five people who
  // never pause would not be judged at all.
  const program = await startProgram({ DATA_DIR: folder, THREAD_QUIET_SECONDS: '0', LOG_LEVEL: 'warn' }, programOptions());
  try {
    await settle(program);
    await pause(REST_MS);
    const rest = middle('memory at rest', 'MB', [residentMB(program)], 250);
    const question = await todaysQuestion(program);
    const forms = await answerByForm(program, question.starter);
    const { acknowledged, acknowledgedMs, failed, lateMs, drainedMs } = await crowd(program, question.thread);
    await pause(REST_MS);
    const after = middle('memory after it, at rest', 'MB', [residentMB(program)]);
    const peak = middle('memory, highest', 'MB', [residentMB(program, 'VmHWM')]);
    await program.stop();
    return [
      rest,
      spread('form submitted → feedback shown', 'ms', forms),
      spread(`event → acknowledgement at ${PER_SECOND}/s`, 'ms', acknowledgedMs, 50),
      lost(`of ${PER_SECOND * SECONDS}: refused or not answered`, failed),
      lost('acknowledged, not in the store', missing(folder, acknowledged)),
      spread('the bench itself, late in sending', 'ms', lateMs),
      middle('after the crowd: until nothing is left to do', 'ms', [drainedMs]),
      after,
      peak,
    ];
  } finally {
    await program.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Such as `--cpu-prof --cpu-prof-dir=/tmp/profile`, to see where the time goes. */
const programOptions = (): readonly string[] => (process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter((option) => option !== '');

/** Linux only: as the kernel counts it. */
function residentMB(program: Program, what: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
  const [, kilobytes] = new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${program.pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

async function todaysQuestion(program: Program): Promise<{ readonly starter: MessageView; readonly thread: string }> {
  const [starter] = await questionsIn(program);
  if (starter?.thread === undefined || starter.thread === null) throw new Error('no question was posted');
  return { starter, thread: starter.thread.id };
}

/** One after the other, from the click on "send" to the private message with the feedback. */
async function answerByForm(program: Program, starter: MessageView): Promise<readonly number[]> {
  const samples: number[] = [];
  // Not those in which a caller's danger is spoken of: they may be met with a kind line instead of feedback.
  const texts = bank.questions.filter(({ topic }) => topic !== 'hardship-and-vulnerability').flatMap((question) => answersTo(question).slice(0, 3));
  for (let index = 0; index < FORMS; index += 1) {
    const person = personAt(program, PEOPLE[index % PEOPLE.length] ?? 'ana');
    const form = formOf(await person.presses(starter, 'Answer privately'));
    const startedMs = performance.now();
    const shown = messageOf(await person.submits(form, { answer: `${texts[index] ?? ''} It was file ${index}.` }));
    samples.push(performance.now() - startedMs);
    if (shown.buttons.length === 0) throw new Error(`no feedback came back, but: ${shown.text}`);
  }
  return samples;
}

interface Crowd {
  readonly acknowledged: readonly string[];
  readonly acknowledgedMs: readonly number[];
  readonly failed: number;
  readonly lateMs: readonly number[];
  readonly drainedMs: number;
}

async function crowd(program: Program, thread: string): Promise<Crowd> {
  const agent = new Agent({ keepAlive: true });
  const acknowledged: string[] = [];
  const acknowledgedMs: number[] = [];
  let failed = 0;
  const lateMs = await atPace(PER_SECOND, SECONDS, async (index) => {
    const body = JSON.stringify({ as: PEOPLE[index % PEOPLE.length], in: thread, text: message(index) });
    const startedMs = performance.now();
    const id = await say(agent, program, body).catch(() => null);
    if (id === null) {
      failed += 1;
      return;
    }
    acknowledgedMs.push(performance.now() - startedMs);
    acknowledged.push(id);
  });
  const startedMs = performance.now();
  await settle(program);
  agent.destroy();
  return { acknowledged, acknowledgedMs, failed, lateMs, drainedMs: performance.now() - startedMs };
}

const Said = z.object({ id: z.string() });

/** The id of the message, once it was answered with 201. Bare `http`: at this pace a heavier client would measure itself. */
function say(agent: Agent, program: Program, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(`${program.address}/api/local/messages`, { agent, method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => {
        if (response.statusCode === 201) resolve(Said.parse(JSON.parse(text)).id);
        else reject(new Error(`${String(response.statusCode)}: ${text}`));
      });
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Acknowledged messages that the bot does not know. */
function missing(folder: string, acknowledged: readonly string[]): number {
  const database = new DatabaseSync(join(folder, 'rapport.sqlite'), { readOnly: true });
  const known = new Set(
    database
      .prepare('select message from said')
      .all()
      .map((row) => String(row['message'])),
  );
  database.close();
  return acknowledged.filter((id) => !known.has(id)).length;
}
