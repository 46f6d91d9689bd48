// The running program as people meet it over HTTP: memory at rest, private feedback by the form, and a thread at 100 messages a second.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { formOf, messageOf, personAt, questionsIn, settle } from '../tests/process/person.ts';
import { startProgram } from '../tests/process/program.ts';
import type { Program } from '../tests/process/program.ts';
import type { MessageView } from '../src/platforms/local/view.ts';
import { connect } from './client.ts';
import { lost, middle, spread } from './figures.ts';
import type { Figure } from './figures.ts';
import { bank } from './knowledge.ts';
import { atPace } from './pace.ts';
import { answersTo, message } from './texts.ts';

const PEOPLE = ['ana', 'ben', 'chidi', 'carlos', 'olivia'] as const;
const PER_SECOND = 100;
const SECONDS = 20;
/** Beside the messages: each is an answer that is graded and shown at once. */
const FORMS_PER_SECOND = 2;
const SYNCS_PER_SECOND = 5;
const STRESS_SECONDS = 8;
const REST_MS = 4_000;
const FORMS = 40;

export async function measure(): Promise<readonly Figure[]> {
  return [...(await asItComes()), ...(await withoutQuiet())];
}

/** With the settings that `npm start` has. */
async function asItComes(): Promise<readonly Figure[]> {
  return withProgram({}, async (program, folder) => {
    await pause(REST_MS);
    const rest = residentMB(program);
    const question = await todaysQuestion(program);
    const alone: number[] = [];
    for (let index = 0; index < FORMS; index += 1) alone.push(await answerByForm(program, question.starter, index));
    const beside: number[] = [];
    const ownTurn = new Map<number, Promise<number>>();
    const [crowd, , syncs] = await Promise.all([
      talk(program, question.thread, SECONDS),
      atPace(FORMS_PER_SECOND, SECONDS, async (index) => {
        // A person who opens a form again loses the one that was open: each waits for their own.
        const before = ownTurn.get(index % PEOPLE.length);
        const turn = Promise.resolve(before).then(() => answerByForm(program, question.starter, FORMS + index));
        ownTurn.set(index % PEOPLE.length, turn);
        beside.push(await turn);
      }),
      diskSyncs(folder, SECONDS),
    ]);
    await pause(REST_MS);
    const [after, highest] = [residentMB(program), residentMB(program, 'VmHWM')];
    await program.stop();
    return [
      middle('memory at rest', 'MB', [rest], 250),
      middle('form submitted → feedback shown, the very first', 'ms', alone.slice(0, 1)),
      spread('form submitted → feedback shown', 'ms', alone.slice(1)),
      spread(`event → acknowledgement at ${PER_SECOND}/s`, 'ms', crowd.acknowledgedMs, 50),
      spread('form submitted → feedback shown, beside it', 'ms', beside),
      lost(`of ${PER_SECOND * SECONDS}: refused or not answered`, crowd.failed),
      lost('acknowledged, not in the store', missing(folder, crowd.acknowledged)),
      middle('processor time for each event', 'ms', [crowd.processorMs]),
      spread('one sync of the disk meanwhile', 'ms', syncs),
      spread('the bench itself, late in sending', 'ms', crowd.lateMs),
      middle('until nothing is left to do', 'ms', [crowd.drainedMs]),
      middle('memory after it, at rest', 'MB', [after]),
      middle('memory, highest', 'MB', [highest]),
    ];
  });
}

/** The same pace where every message is judged the moment it is said, in a thread that never stops growing: to see what gives first. */
async function withoutQuiet(): Promise<readonly Figure[]> {
  return withProgram({ THREAD_QUIET_SECONDS: '0' }, async (program, folder) => {
    const { thread } = await todaysQuestion(program);
    const crowd = await talk(program, thread, STRESS_SECONDS);
    await program.stop();
    return [
      spread('judged at once: event → acknowledgement', 'ms', crowd.acknowledgedMs),
      middle('judged at once: processor time for each event', 'ms', [crowd.processorMs]),
      lost('judged at once: refused, or not in the store', crowd.failed + missing(folder, crowd.acknowledged)),
      middle('judged at once: until nothing is left to do', 'ms', [crowd.drainedMs]),
    ];
  });
}

async function withProgram<Result>(
  environment: Readonly<Record<string, string>>,
  use: (program: Program, folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-bench-'));
  const program = await startProgram({ DATA_DIR: folder, LOG_LEVEL: 'warn', ...environment }, programOptions());
  try {
    await settle(program);
    return await use(program, folder);
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

/** Linux only: what it has used of the processor since its start, its own and the kernel's for it, in the kernel's ticks of 10 ms. */
function processorMs(program: Program): number {
  // The name in brackets may hold spaces; utime and stime are the 12th and 13th field after it.
  const fields = readFileSync(`/proc/${program.pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function todaysQuestion(program: Program): Promise<{ readonly starter: MessageView; readonly thread: string }> {
  const [starter] = await questionsIn(program);
  if (starter?.thread === undefined || starter.thread === null) throw new Error('no question was posted');
  return { starter, thread: starter.thread.id };
}

// Not those in which a caller's danger is spoken of: they may be met with a kind line instead of feedback.
const texts = bank.questions
  .filter(({ topic }) => topic !== 'hardship-and-vulnerability')
  .flatMap((question) => answersTo(question).slice(0, 3));

/** Milliseconds from the click on "send" to the private message with the feedback. */
async function answerByForm(program: Program, starter: MessageView, index: number): Promise<number> {
  const person = personAt(program, PEOPLE[index % PEOPLE.length] ?? 'ana');
  const form = formOf(await person.presses(starter, 'Answer privately'));
  const startedMs = performance.now();
  const shown = messageOf(await person.submits(form, { answer: `${texts[index % texts.length] ?? ''} It was file ${index}.` }));
  const ms = performance.now() - startedMs;
  if (shown.buttons.length === 0) throw new Error(`no feedback came back, but: ${shown.text}`);
  return ms;
}

/** What one commit waits for at least: read the times above beside it. Not on this thread, which has messages to send. */
async function diskSyncs(folder: string, seconds: number): Promise<readonly number[]> {
  const file = await open(join(folder, 'probe'), 'w');
  const page = Buffer.alloc(4096, 1);
  const samples: number[] = [];
  await atPace(SYNCS_PER_SECOND, seconds, async () => {
    const startedMs = performance.now();
    await file.write(page, 0, page.length, 0);
    await file.sync();
    samples.push(performance.now() - startedMs);
  });
  await file.close();
  return samples;
}

interface Crowd {
  readonly acknowledged: readonly string[];
  readonly acknowledgedMs: readonly number[];
  readonly failed: number;
  readonly lateMs: readonly number[];
  readonly drainedMs: number;
  /** Of the processor, for each event: hardly longer on a busy machine. */
  readonly processorMs: number;
}

async function talk(program: Program, thread: string, seconds: number): Promise<Crowd> {
  const client = await connect(program.address);
  const acknowledged: string[] = [];
  const acknowledgedMs: number[] = [];
  let failed = 0;
  const usedMs = processorMs(program);
  const lateMs = await atPace(PER_SECOND, seconds, async (index) => {
    const startedMs = performance.now();
    const id = await client.say(PEOPLE[index % PEOPLE.length] ?? 'ana', thread, message(index)).catch(() => null);
    if (id === null) {
      failed += 1;
      return;
    }
    acknowledgedMs.push(performance.now() - startedMs);
    acknowledged.push(id);
  });
  const startedMs = performance.now();
  await settle(program);
  client.close();
  return {
    acknowledged,
    acknowledgedMs,
    failed,
    lateMs,
    drainedMs: performance.now() - startedMs,
    processorMs: (processorMs(program) - usedMs) / (acknowledged.length + failed),
  };
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
