// The reminder that a member asked for. START is Tuesday 24 November, nine in Madrid, where Ana is.
import { expect, test } from 'vitest';
import { FAIR_ANSWER, openPlayground } from '../support/rapport.ts';
import type { Playground, PlaygroundOptions } from '../support/rapport.ts';
import { formOf } from '../support/world.ts';
import type { MessageView } from '../../src/platforms/local/view.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const labels = (message: MessageView): string[] => message.buttons.map((button) => button.label);
const reminders = ({ ana }: Playground): readonly MessageView[] =>
  ana.sees(ana.direct).filter((message) => /^Your reminder|^Put off|^Nothing more|^Reminders are off/.test(message.text));
function latest(playground: Playground): MessageView {
  const found = reminders(playground).at(-1);
  if (found === undefined) throw new Error('no reminder');
  return found;
}

/** Ana has asked for one. */
async function reminded(time: string, days = 'every', options: PlaygroundOptions = {}): Promise<Playground> {
  const playground = await openPlayground(options);
  const { ana, after } = playground;
  await after(ana.submits(formOf(await ana.types('/remind set')), { time, days }), ana);
  return playground;
}
const press = async ({ ana, after }: Playground, message: MessageView, label: string): Promise<MessageView> =>
  after(ana.presses(message, label), ana);

test('nobody is reminded who has not asked for it', async () => {
  const playground = await openPlayground();
  await playground.wait(DAY_MS);
  for (const who of [playground.ana, playground.ben, playground.chidi]) expect(who.sees(who.direct)).toEqual([]);
  const settings = await playground.after(playground.ana.types('/settings'), playground.ana);
  expect(settings.text).toContain('Off. You are reminded only if you ask for it.');
});

test("comes at one's own time with the open question, and leads straight to its form", async () => {
  const playground = await reminded('19.30');
  const { ana, wait, question } = playground;
  await wait(10.5 * HOUR_MS - 1000);
  expect(reminders(playground)).toEqual([]);
  await wait(1000);
  const message = latest(playground);
  expect(message.text).toMatch(/^Your reminder\nOpen now: \S/);
  expect(labels(message)).toEqual(['Answer now', 'In an hour', 'Not today', 'Stop reminders']);
  expect(formOf(await ana.presses(message, 'Answer now')).introduction).toEqual(
    formOf(await ana.presses(question(), 'Answer privately')).introduction,
  );
  await wait(DAY_MS);
  expect(reminders(playground)).toHaveLength(2);
});

test('says how the streak stands, and stays away on a day on which its member has practised', async () => {
  const playground = await reminded('20:00');
  const { ana, after, question, wait } = playground;
  await after(ana.submits(formOf(await ana.presses(question(), 'Answer privately')), { answer: FAIR_ANSWER }), ana);
  await wait(12 * HOUR_MS);
  expect(reminders(playground)).toEqual([]);
  await wait(DAY_MS);
  expect(latest(playground).text).toContain('1 day in a row. Today is still open. 2 of 2 freezes left this month.');
});

test('can be put off three times a day, and never past midnight', async () => {
  const playground = await reminded('18:00');
  const { wait } = playground;
  await wait(9 * HOUR_MS);
  for (const times of [1, 2, 3]) {
    expect((await press(playground, latest(playground), 'In an hour')).text).toMatch(/^Put off until 2026-11-24 \d\d:00 UTC\./);
    await wait(HOUR_MS);
    expect(reminders(playground)).toHaveLength(times + 1);
  }
  expect(labels(latest(playground))).toEqual(['Answer now', 'Not today', 'Stop reminders']);
  await wait(21 * HOUR_MS);
  expect(labels(latest(playground))).toContain('In an hour');

  const late = await reminded('23:15');
  await late.wait(14.5 * HOUR_MS);
  expect(labels(latest(late))).toEqual(['Answer now', 'Not today', 'Stop reminders']);
});

test('one that was put off does not come when the question was answered meanwhile', async () => {
  const playground = await reminded('18:00');
  const { ana, after, question, wait } = playground;
  await wait(9 * HOUR_MS);
  await press(playground, latest(playground), 'In an hour');
  await after(ana.submits(formOf(await ana.presses(question(), 'Answer privately')), { answer: FAIR_ANSWER }), ana);
  await wait(HOUR_MS);
  expect(reminders(playground)).toHaveLength(1);
  await wait(23 * HOUR_MS);
  expect(reminders(playground)).toHaveLength(2);
});

test('“not today” and “stop” are taken at their word', async () => {
  const playground = await reminded('18:00');
  const { ana, after, wait } = playground;
  await wait(9 * HOUR_MS);
  expect((await press(playground, latest(playground), 'Not today')).text).toBe('Nothing more today.');
  await wait(DAY_MS);
  expect(reminders(playground)).toHaveLength(2);
  expect((await press(playground, latest(playground), 'Stop reminders')).text).toContain('Reminders are off.');
  await wait(2 * DAY_MS);
  expect(reminders(playground)).toHaveLength(2);
  await after(ana.submits(formOf(await ana.types('/remind set')), { time: '18:00', days: 'every' }), ana);
  expect((await after(ana.types('/remind stop'), ana)).text).toContain('Reminders are off.');
  await wait(2 * DAY_MS);
  expect(reminders(playground)).toHaveLength(2);
});

test('is set, changed and stopped in /settings, which shows how it stands', async () => {
  const playground = await openPlayground();
  const { ana, after, wait } = playground;
  const settings = await after(ana.types('/settings'), ana);
  const set = await after(ana.submits(formOf(await ana.presses(settings, 'Set a reminder')), { time: '7:15', days: 'weekdays' }), ana);
  expect(set.id).toBe(settings.id);
  expect(set.text).toContain('Monday to Friday at 07:15 (Europe/Madrid).');
  expect(formOf(await ana.presses(set, 'Change the reminder')).fields.map((field) => field.value)).toEqual(['07:15', 'weekdays']);
  const stopped = await after(ana.presses(set, 'Stop reminders'), ana);
  expect(stopped.text).toContain('Off. You are reminded only if you ask for it.');
  await wait(2 * DAY_MS);
  expect(reminders(playground)).toEqual([]);
});

test.each([
  ['7', '07:00'],
  ['9:30pm', '21:30'],
  ['7 am', '07:00'],
])('a time is taken as people write it: %s', async (typed, time) => {
  const { ana, after } = await openPlayground();
  const set = await after(ana.submits(formOf(await ana.types('/remind set')), { time: typed, days: 'every' }), ana);
  expect(set.text).toContain(`Every day at ${time} (Europe/Madrid).`);
});

test.each(['In an hour', 'Not today', 'Stop reminders'])(
  'after an erase, “%s” says that there is none, and keeps nothing',
  async (label) => {
    const playground = await reminded('18:00');
    const { ana, after, wait, database } = playground;
    await wait(9 * HOUR_MS);
    await after(ana.presses(await after(ana.types('/privacy erase'), ana), 'Yes, erase it all'), ana);
    expect((await press(playground, latest(playground), label)).text).toContain('There is no reminder of yours any more.');
    expect(await database.db.selectFrom('member').selectAll().execute()).toEqual([]);
  },
);

test.each(['25:00', '13 pm', '12:60', 'soon'])('a time that is none keeps the form open and says what one looks like: %s', async (time) => {
  const { ana } = await openPlayground();
  const form = formOf(await ana.types('/remind set'));
  await expect(ana.submits(form, { time, days: 'every' })).rejects.toMatchObject({
    fields: { time: expect.stringContaining('7, 19:30 or 9:30pm') },
  });
});

test('a new time counts at once, but no day has two', async () => {
  const playground = await reminded('18:00');
  const { ana, after, wait } = playground;
  const change = async (time: string): Promise<unknown> =>
    after(ana.submits(formOf(await ana.types('/remind set')), { time, days: 'every' }), ana);
  await change('12:00');
  await wait(3 * HOUR_MS);
  expect(reminders(playground)).toHaveLength(1);
  await change('14:00');
  await wait(12 * HOUR_MS);
  expect(reminders(playground)).toHaveLength(1);
  await wait(14 * HOUR_MS);
  expect(reminders(playground)).toHaveLength(2);
});

test('a new zone counts at once', async () => {
  const playground = await reminded('18:00');
  const { ana, after, wait } = playground;
  await after(ana.submits(formOf(await ana.types('/profile')), { zone: 'Asia/Tokyo' }), ana);
  await wait(HOUR_MS); // 18:00 in Tokyo
  expect(reminders(playground)).toHaveLength(1);
  await wait(9 * HOUR_MS); // 18:00 in Madrid
  expect(reminders(playground)).toHaveLength(1);
});

test('on days with a question only: silence where there is none; otherwise it says that there is none', async () => {
  const weekdays = { plan: { weekdays: [1, 2, 3, 4, 5], closesAfterHours: 12 } };
  for (const [days, texts] of [
    ['questions', []],
    ['every', ['Your reminder\nNo question is open right now. /practice asks you one in private.']],
    ['weekdays', []],
  ] as const) {
    const playground = await reminded('22:00', days, { ...weekdays, startMs: Date.UTC(2026, 10, 28, 9) }); // a Saturday
    for (const message of playground.ana.sees(playground.ana.direct)) expect(message.text).not.toContain('Your reminder');
    await playground.database.db.updateTable('post').set({ state: 'closed' }).execute();
    await playground.wait(12 * HOUR_MS);
    expect(reminders(playground).map((message) => message.text)).toEqual(texts);
  }
});

test('closed direct messages switch it off, and /settings says why', async () => {
  const playground = await reminded('18:00');
  const { ana, after, platform, wait, database } = playground;
  platform.takesDirects(ana.id, false);
  await wait(9 * HOUR_MS);
  expect((await after(ana.types('/settings'), ana)).text).toContain('Switched off: no direct message could be sent to you.');
  expect(
    await database.db.selectFrom('job').selectAll().where('queue', '=', 'members.remind').where('state', '=', 'ready').execute(),
  ).toEqual([]);
  platform.takesDirects(ana.id, true);
  await after(ana.submits(formOf(await ana.types('/remind set')), { time: '20:00', days: 'every' }), ana);
  await wait(2 * HOUR_MS);
  expect(reminders(playground)).toHaveLength(1);
});

test.each([
  [2, 1],
  [4, 0],
])('after a downtime of %s hours past its time there are %s reminders, and the next day has its own', async (hours, expected) => {
  const before = await reminded('18:00');
  await before.rapport.stop();
  before.clock.advance((9 + hours) * HOUR_MS);
  const after = await before.restart();
  expect(reminders(after)).toHaveLength(expected);
  await after.wait((24 - hours) * HOUR_MS);
  expect(reminders(after)).toHaveLength(expected + 1);
});

test('a clock that leaps over several days brings one at most', async () => {
  const playground = await reminded('18:00');
  await playground.wait(5 * DAY_MS + 10 * HOUR_MS);
  expect(reminders(playground)).toHaveLength(1);
});

test('a restart right after it was given does not give it twice', async () => {
  const before = await reminded('18:00');
  await before.wait(9 * HOUR_MS);
  const after = await before.restart();
  await after.wait(HOUR_MS);
  expect(reminders(after)).toHaveLength(1);
});

test('an erase takes it away', async () => {
  const playground = await reminded('18:00');
  const { ana, after, database, wait } = playground;
  await press(playground, await after(ana.types('/privacy erase'), ana), 'Yes, erase it all');
  expect(await database.db.selectFrom('job').selectAll().where('queue', '=', 'members.remind').execute()).toEqual([]);
  await wait(2 * DAY_MS);
  expect(reminders(playground)).toEqual([]);
  expect(await database.db.selectFrom('member').selectAll().execute()).toEqual([]);
});

test('no word of a reminder stands in a job: ids and codes only', async () => {
  const { database } = await reminded('18:00');
  const jobs = await database.db.selectFrom('job').select('payload').where('queue', '=', 'members.remind').execute();
  expect(jobs.map((job): unknown => JSON.parse(job.payload)).at(-1)).toEqual({ member: 'local:user/ana', why: 'due' });
});
