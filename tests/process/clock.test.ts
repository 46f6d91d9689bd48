// The playground's clock over the API: a person jumps through the days, and a restart keeps the day.
import { expect, test } from 'vitest';
import { FAIR_ANSWER, temporaryFolder } from '../support/rapport.ts';
import { started } from './operator.ts';
import { clockOf, jump, personAt, questionsIn, settle } from './person.ts';
import type { Program } from './program.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

async function presetMs(program: Program, id: string): Promise<number | null | undefined> {
  return (await clockOf(program)).presets.find((preset) => preset.id === id)?.atMs;
}

const titlesOf = async (program: Program): Promise<readonly (string | undefined)[]> =>
  (await questionsIn(program)).map(({ thread }) => thread?.title.split(':')[0]);

test('a minute before the next question, the question, closing time, a day on, a restart, and back', async () => {
  const folder = temporaryFolder();
  const first = await started({ DATA_DIR: folder });
  await settle(first);
  const ana = personAt(first, 'ana');
  const [opened] = await questionsIn(first);
  if (opened?.thread === undefined || opened.thread === null) throw new Error('no question');
  await ana.says(opened.thread.id, FAIR_ANSWER);

  const dueMs = await presetMs(first, 'before-post');
  const before = await jump(first, { preset: 'before-post' });
  expect(Math.abs(before.nowMs - Number(dueMs))).toBeLessThan(MINUTE_MS / 2);
  expect(await titlesOf(first)).toEqual(['Question 1']);
  await jump(first, { byMs: MINUTE_MS + 1_000 });
  expect(await titlesOf(first)).toEqual(['Question 1', 'Question 2']);

  // The next question closes the one before: its recap counts the answer that was given.
  const recap = (await ana.sees(opened.thread.id)).filter((message) => message.author.bot).at(-1);
  expect(recap?.text).toContain('How to answer');
  expect((await ana.places()).threads.map((thread) => thread.state)).toEqual(['archived', 'open']);

  const closesMs = await presetMs(first, 'closing');
  await jump(first, { preset: 'closing' });
  expect((await clockOf(first)).nowMs).toBeGreaterThanOrEqual(Number(closesMs));
  expect((await ana.places()).threads.map((thread) => thread.state)).toEqual(['archived', 'archived', 'open']);

  await jump(first, { preset: 'next-day' });
  const onward = await clockOf(first);
  expect(onward.offsetMs).toBeGreaterThan(2 * DAY_MS);
  expect(await titlesOf(first)).toEqual(['Question 1', 'Question 2', 'Question 3', 'Question 4']);

  await first.kill();
  const second = await started({ DATA_DIR: folder });
  await settle(second);
  expect((await clockOf(second)).offsetMs).toBe(onward.offsetMs);
  expect(await titlesOf(second)).toHaveLength(4);

  await jump(second, { preset: 'machine' });
  expect(Math.abs((await clockOf(second)).offsetMs)).toBeLessThan(5_000);
  await second.kill();
  const third = await started({ DATA_DIR: folder });
  await settle(third);
  expect(Math.abs((await clockOf(third)).offsetMs)).toBeLessThan(5_000);
  expect(await titlesOf(third)).toHaveLength(4);
});

test('a jump that leads nowhere is refused with a sentence, and moves nothing', async () => {
  const program = await started({ DATA_DIR: temporaryFolder() });
  const { offsetMs } = await clockOf(program);
  await expect(jump(program, { preset: 'last-tuesday' })).rejects.toThrow(/422: .*before-post, closing, next-day, machine/);
  await expect(jump(program, { byMs: 1e15 })).rejects.toThrow(/422: .*out of the years/);
  expect((await clockOf(program)).offsetMs).toBe(offsetMs);
});
