// The day: one question a channel and local date, whatever happens in between; closing; restarts in the middle.
import { expect, test } from 'vitest';
import { FAIR_ANSWER, openPlayground } from '../support/rapport.ts';
import { DAILY, formOf } from '../support/world.ts';

const HOUR_MS = 3_600_000;
const questionsIn = (messages: readonly { readonly thread: object | null }[]): number =>
  messages.filter((message) => message.thread !== null).length;

test('one question each local day, at its time, and none twice', async () => {
  const { olivia, wait, question, clock } = await openPlayground();
  expect(questionsIn(olivia.sees(DAILY))).toBe(1);
  const first = question().text;
  // 24 November 09:00 in Madrid; the next is due on the 25th at 09:00.
  await wait(24 * HOUR_MS - 1000);
  expect(questionsIn(olivia.sees(DAILY))).toBe(1);
  await wait(1000);
  expect(questionsIn(olivia.sees(DAILY))).toBe(2);
  expect(question().text).toContain('Wednesday 25 November · Question 2');
  expect(question().text.split('\n')[2]).not.toBe(first.split('\n')[2]);
  clock.advance(-2 * HOUR_MS);
  await wait(2 * HOUR_MS + 1000);
  expect(questionsIn(olivia.sees(DAILY))).toBe(2);
});

test('a restart posts nothing twice', async () => {
  const before = await openPlayground();
  const after = await before.restart();
  expect(questionsIn(after.olivia.sees(DAILY))).toBe(1);
  const again = await after.restart();
  expect(questionsIn(again.olivia.sees(DAILY))).toBe(1);
});

test('days that were slept through are not made up for: only the latest is posted, if it is not too late', async () => {
  const { olivia, wait } = await openPlayground();
  await wait(3 * 24 * HOUR_MS + HOUR_MS);
  expect(questionsIn(olivia.sees(DAILY))).toBe(2);
  expect(olivia.reads(DAILY).at(-1)).toContain('Friday 27 November · Question 2');
});

test('a morning that was missed until the night is skipped, and the next one is not', async () => {
  const { olivia, wait } = await openPlayground();
  await wait(24 * HOUR_MS + 14 * HOUR_MS);
  expect(questionsIn(olivia.sees(DAILY))).toBe(1);
  await wait(10 * HOUR_MS);
  expect(questionsIn(olivia.sees(DAILY))).toBe(2);
});

test('what was skipped is said by /rapport status', async () => {
  const { olivia, wait, after } = await openPlayground();
  await wait(24 * HOUR_MS + 14 * HOUR_MS);
  expect((await after(olivia.types('/rapport status'), olivia)).text).toContain('The question of Wednesday 25 November was left out');
});

test('a clock that was set days ahead and back again does not silence the days between', async () => {
  const { olivia, wait, clock, rapport } = await openPlayground();
  await wait(5 * 24 * HOUR_MS);
  expect(questionsIn(olivia.sees(DAILY))).toBe(2);
  clock.set(clock.now() - 5 * 24 * HOUR_MS);
  await rapport.daily.replan();
  await wait(24 * HOUR_MS);
  expect(questionsIn(olivia.sees(DAILY))).toBe(3);
});

test("at closing the guide is posted, the question takes no more answers, and one's own feedback stays", async () => {
  const { ana, olivia, after, question, thread, wait } = await openPlayground();
  const closing = question();
  const place = thread();
  const shown = await after(ana.submits(formOf(await ana.presses(closing, 'Answer privately')), { answer: FAIR_ANSWER }), ana);
  await wait(24 * HOUR_MS);
  const recap = olivia.reads(place).join('\n');
  expect(recap).toContain('1 answered, 0 tried again');
  expect(recap).toContain('How to answer it');
  const closed = olivia.sees(DAILY).find((message) => message.id === closing.id);
  expect(closed?.buttons).toEqual([]);
  expect(closed?.text).toContain('Closed on');
  expect((await after(ana.presses(shown, 'What would a 5 look like?'), ana)).text).toContain('top of the scale');
});

test('what was said while the bot was away is caught up with: new, edited, deleted', async () => {
  const before = await openPlayground();
  const { ana, ben, chidi } = before;
  const place = before.thread();
  const edited = ben.says(place, FAIR_ANSWER.replace('840', '900').replace('agency', 'bank'));
  const deleted = chidi.says(place, FAIR_ANSWER.replace('840', '950').replace('agency', 'lender'));
  await before.wait(1000);
  await before.rapport.stop();
  ana.says(place, FAIR_ANSWER);
  ben.edits(edited, FAIR_ANSWER.replace('840', '901').replace('agency', 'bank'));
  chidi.deletes(deleted);
  const after = await before.restart();
  await after.wait(2000);
  const answers = await after.database.db.selectFrom('answer').select(['member', 'version']).orderBy('member').execute();
  expect(answers.map((answer) => ({ ...answer }))).toEqual([
    { member: ana.id, version: 1 },
    { member: ben.id, version: 2 },
  ]);
});

test('when the zone data has changed since, every next instant is derived anew at the start', async () => {
  const before = await openPlayground();
  // As an older zone database would have had it: an hour off.
  await before.database.db
    .updateTable('plan')
    .set({ next_due_at: Date.UTC(2026, 10, 25, 9, 0) })
    .execute();
  await before.database.db.updateTable('setting').set({ value: 'tz 1999a' }).where('key', '=', 'daily.zoneData').execute();
  const after = await before.restart();
  const [plan] = await after.rapport.daily.plans(after.platform.tenant);
  expect(plan?.next).toEqual({ atMs: Date.UTC(2026, 10, 25, 8, 0), localDate: '2026-11-25' });
});
