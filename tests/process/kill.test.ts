// kill -9 at five moments, with people talking: nothing that was acknowledged is missing afterwards, nothing is there twice.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { MessageView } from '../../src/platforms/local/view.ts';
import { temporaryFolder } from '../support/rapport.ts';
import { createLedger } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { started } from './operator.ts';
import { DAILY, Refusal, formOf, messageOf, personAt, questionsIn, settle } from './person.ts';
import type { Person } from './person.ts';
import type { Environment, Program } from './program.ts';
import { CANARY, CARD, spoken } from './spoken.ts';

/** Acknowledgements after which the process is killed, with others on their way; 0: the moment it is ready. */
const MOMENTS = [0, 2, 7, 16, 30];

/** Texts are numbered across all rounds. */
function createSpeech(): () => string {
  let number = 0;
  return () => spoken(number++);
}

type Act = (person: Person, question: MessageView, thread: string) => Promise<void>;

function acts(ledger: Ledger, nextText: () => string) {
  const say: Act = async (person, _question, thread) => {
    const entry = ledger.note(person.handle, await person.says(thread, nextText()));
    const better = nextText();
    entry.texts.push(better); // from here on it may stand there
    await person.edits(entry.id, better);
    entry.texts.shift();
  };
  const answerPrivately = async (person: Person, on: MessageView, label: string): Promise<void> => {
    const form = formOf(await person.presses(on, label));
    ledger.note(person.handle, messageOf(await person.submits(form, { answer: nextText() })));
  };
  const submit: Act = (person, question) => answerPrivately(person, question, 'Answer privately');
  const practise: Act = async (person) => {
    const asked = messageOf(await person.types('/practice type:behavioural'));
    ledger.note(person.handle, asked);
    await answerPrivately(person, asked, 'Answer');
  };
  return { say, submit, practise };
}

/** Goes on until the program is gone; a refusal, or an end that nobody asked for, is a fault. */
async function keepOn(program: Program, act: () => Promise<void>): Promise<void> {
  while (!program.isGone) {
    try {
      await act();
    } catch (error) {
      if (error instanceof Refusal || !program.isGone) throw error;
    }
  }
}

async function openQuestion(program: Program): Promise<{ readonly question: MessageView; readonly thread: string }> {
  const [question] = await expect
    .poll(() => questionsIn(program), { timeout: 40_000 })
    .not.toEqual([])
    .then(() => questionsIn(program));
  if (question?.thread === undefined || question.thread === null) throw new Error('the question has no thread');
  return { question, thread: question.thread.id };
}

/** Five people at once, until the ledger holds so many lines more; then kill -9 in the middle of it. */
async function actUntilKilled(program: Program, ledger: Ledger, nextText: () => string, acknowledgements: number): Promise<void> {
  if (acknowledgements === 0) return void (await program.kill());
  const { question, thread } = await openQuestion(program);
  const { say, submit, practise } = acts(ledger, nextText);
  const busy = Object.entries({ ana: say, ben: say, chidi: say, olivia: submit, carlos: practise });
  const people = busy.map(([handle, act]) => keepOn(program, () => act(personAt(program, handle), question, thread)));
  const killed = ledger.reached(ledger.count + acknowledgements).then(() => program.kill());
  await Promise.all([...people, killed]);
}

/** Work that a killed process had begun waits about a second before it is taken up again. */
async function untilNothingIsLeft(program: Program): Promise<void> {
  const left = async (): Promise<readonly string[]> => {
    await settle(program);
    const metrics = await (await fetch(`${program.address}/metrics`)).text();
    return metrics.split('\n').filter((line) => /^rapport_jobs\{queue="(?!daily\.close)\w.*state="(ready|running)"\} [1-9]/.test(line));
  };
  await expect.poll(left, { timeout: 45_000, interval: 100 }).toEqual([]);
}

const bytesOf = (folder: string, pattern: RegExp): string =>
  readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('');

const rows = (database: DatabaseSync, sql: string): readonly object[] =>
  database
    .prepare(sql)
    .all()
    .map((row) => ({ ...row }));

/** What stands in the folder after an orderly end. */
function expectWholeRecords(folder: string, ledger: Ledger, thread: string): void {
  const database = new DatabaseSync(join(folder, 'rapport.sqlite'), { readOnly: true });
  try {
    expect(rows(database, 'select local_date from post group by local_date having count(*) > 1')).toEqual([]);
    expect(rows(database, "select state from post where state != 'open'")).toEqual([]);
    const known = new Set(rows(database, 'select message from said').map((row) => Object.values(row)[0]));
    const saidInThread = ledger.entries.filter((entry) => entry.in === thread && ['ana', 'ben', 'chidi'].includes(entry.as));
    expect(saidInThread.filter((entry) => !known.has(entry.id))).toEqual([]);
    expect(rows(database, "select message from said where status = 'waiting'")).toEqual([]);
    expect(rows(database, 'select event_id from inbox where handled_at is null')).toEqual([]);
    expect(
      rows(database, 'select member from answer where post is not null and follows is null group by post, member having count(*) > 1'),
    ).toEqual([]);
    // An edit waits for a click; every other version has one grade.
    const grades = `select version.answer, version.version, count(grade.id) as grades from answer_version version
      left join grade on grade.answer = version.answer and grade.answer_hash = version.hash
      where version.origin != 'edit' group by version.answer, version.version`;
    expect(rows(database, grades).length).toBeGreaterThanOrEqual(5);
    expect(rows(database, `select * from (${grades}) where grades != 1`)).toEqual([]);
    expect(rows(database, "select queue, state from job where state not in ('done') and queue != 'daily.close'")).toEqual([]);
  } finally {
    database.close();
  }
}

test('kill -9 in a loop: what was acknowledged is there, one question, one thread, one board, every answer graded once', async () => {
  const folder = temporaryFolder();
  const ledger = createLedger();
  const nextText = createSpeech();
  let output = '';
  const start = (quietSeconds: number): Promise<Program> => {
    const environment: Environment = { DATA_DIR: folder, THREAD_QUIET_SECONDS: String(quietSeconds) };
    return started(environment);
  };

  for (const [round, moment] of MOMENTS.entries()) {
    // In turns: judged at once, so that grading is killed; and kept waiting, so that what waits is.
    const program = await start(round % 2);
    await ledger.verify(program);
    await actUntilKilled(program, ledger, nextText, moment);
    output += program.output();
  }
  expect(ledger.count).toBeGreaterThanOrEqual(MOMENTS.reduce((sum, moment) => sum + moment, 0));

  const program = await start(0);
  await untilNothingIsLeft(program);
  await ledger.verify(program);
  const { thread } = await openQuestion(program);
  expect(await questionsIn(program)).toHaveLength(1);
  expect((await personAt(program, 'olivia').places()).threads).toHaveLength(1);

  const inThread = await personAt(program, 'ana').sees(thread);
  const boards = inThread.filter((message) => message.buttons.some(({ label }) => label === 'My feedback'));
  expect(boards).toHaveLength(1);
  const people = inThread.filter((message) => !message.author.bot).map((message) => message.text);
  expect(new Set(people).size).toBe(people.length);
  for (const handle of ['ana', 'ben', 'chidi', 'olivia']) {
    const person = personAt(program, handle);
    const board = (await person.sees(thread)).find((message) => message.id === boards[0]?.id);
    if (board === undefined) throw new Error(`${handle} sees no board`);
    expect(messageOf(await person.presses(board, 'My feedback')).text).not.toMatch(/nothing of yours|about to look/);
  }
  const asked = (await personAt(program, 'carlos').sees(DAILY)).filter((message) => message.text.includes('Practice, for you alone'));
  expect(asked.length).toBeGreaterThanOrEqual(1);

  // The card number was said, and stands where the chat itself is kept; the bot's own files, write-ahead log included, never held it.
  expect(bytesOf(folder, /^chat\.sqlite/)).toContain(CARD);
  expect(bytesOf(folder, /^rapport\.sqlite/)).toContain(CANARY);
  expect(bytesOf(folder, /^rapport\.sqlite/)).not.toContain(CARD);

  const end = await program.stop();
  expect(end.code).toBe(0);
  output += end.output;
  expectWholeRecords(folder, ledger, thread);
  expect(output.split('"msg":"started"')).toHaveLength(MOMENTS.length + 2);
  expect(output).not.toContain(CANARY);
  expect(output).not.toContain(CARD);
}, 60_000);
