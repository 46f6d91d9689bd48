// What the panels of set-up tell an owner so that no button is refused and no sentence is untrue.
import { expect, test } from 'vitest';
import type { PlanRule } from '../../src/daily/plan.ts';
import type { MessageView } from '../../src/platforms/local/view.ts';
import { ownerOf } from '../support/owner.ts';
import type { Owner } from '../support/owner.ts';
import { openPlayground } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { DAILY, LOUNGE, formOf } from '../support/world.ts';

const HOUR_MS = 3_600_000;
/** Tuesday 24 November, 16:00 in Madrid. */
const TUESDAY_MS = Date.UTC(2026, 10, 24, 15, 0);

type Server = Playground & { readonly owner: Owner };

async function planned(plan: Partial<PlanRule> = {}, startMs = TUESDAY_MS): Promise<Server> {
  const playground = await openPlayground({ startMs, plan });
  return { ...playground, owner: ownerOf(playground, playground.olivia) };
}

async function empty(startMs = TUESDAY_MS): Promise<Server> {
  const playground = await openPlayground({ plan: null, startMs });
  return { ...playground, owner: ownerOf(playground, playground.olivia) };
}

/** The panel of the only plan, opened from the list. */
async function opensPlan({ owner }: Server): Promise<MessageView> {
  const list = await owner.opens('/daily list');
  return owner.picks(list.selects[0]?.options[0]?.label ?? '');
}

const labelsOf = (message: MessageView): readonly string[] => message.buttons.map((button) => button.label);
const questionsIn = ({ olivia }: Playground): readonly MessageView[] => olivia.sees(DAILY).filter((message) => message.thread !== null);

test("beside an extra question the day's own can still be corrected and deleted: which of them is picked by its number", async () => {
  const server = await planned();
  const { owner } = server;
  await opensPlan(server);
  await owner.presses('Post now');
  await owner.presses('Post as an extra');
  const panel = await opensPlan(server);
  const choose = panel.selects.find((select) => select.placeholder === 'Which question the buttons below are for');
  expect(choose?.options.map((option) => option.label)).toEqual([
    expect.stringMatching(/^Question 1, .+: open$/),
    expect.stringMatching(/^Extra question 2, .+: open$/),
  ]);
  expect(choose?.selected).toEqual([choose?.options[0]?.value]);
  const asked = await owner.presses('Delete the question');
  expect(asked.text).toContain('Delete question 1, ');
  expect(asked.text).toContain('The day counts as used.');
  await owner.presses('Back');
  await owner.picks(choose?.options[1]?.label ?? '');
  const extra = await owner.presses('Delete the question');
  expect(extra.text).toContain('Delete the extra question 2, ');
  expect(extra.text).not.toContain('counts as used');
  const [own] = questionsIn(server);
  await owner.presses('Yes, delete the question');
  expect(questionsIn(server).map((message) => message.id)).toEqual([own?.id]);
});

test('a question that the channel is voting on is said to be voted on, and cannot be exchanged', async () => {
  const server = await planned({ vote: true });
  const { owner, ana, after, wait, thread } = server;
  await opensPlan(server);
  const preview = await owner.presses('Preview next three');
  expect(preview.text).toMatch(/The channel is voting on this one: “.+”, “.+”, or “.+”\./);
  expect(labelsOf(preview)).toEqual(['Another for Thursday, November 26', 'Another for Friday, November 27', 'Back']);
  await owner.presses('Back');
  await owner.presses('Edit');
  expect((await owner.presses('Preview')).text).toContain('The channel is voting on this one: ');
  const ballot = ana.sees(thread()).find((message) => message.buttons.some((button) => button.label === 'Vote for 2'));
  if (ballot === undefined) throw new Error('no vote stands there');
  await after(ana.presses(ballot, 'Vote for 2'), ana);
  await wait(17 * HOUR_MS);
  expect(ballot.text).toContain(questionsIn(server).at(-1)?.text.split('\n')[1] ?? 'no question');
});

test('a vote that is over and not counted yet is shown with what was chosen', async () => {
  const server = await planned({ vote: true, closesAfterHours: 4 });
  const { owner, ana, after, wait, thread } = server;
  const ballot = ana.sees(thread()).find((message) => message.buttons.some((button) => button.label === 'Vote for 3'));
  if (ballot === undefined) throw new Error('no vote stands there');
  await after(ana.presses(ballot, 'Vote for 3'), ana);
  await wait(5 * HOUR_MS);
  await opensPlan(server);
  const preview = await owner.presses('Preview next three');
  const [, title = 'no title'] = /The channel has chosen this one: “(.+)”\./.exec(preview.text) ?? [];
  expect(labelsOf(preview)).toHaveLength(3);
  await wait(12 * HOUR_MS);
  expect(questionsIn(server).at(-1)?.thread?.title).toContain(title);
});

test("in a channel that has had today's question, set-up offers an extra one and no button that is refused", async () => {
  const server = await planned();
  const { owner } = server;
  await opensPlan(server);
  await owner.presses('Delete the plan');
  await owner.presses('Yes, delete the plan');
  await owner.opens('/daily setup');
  const preview = await owner.presses('Preview');
  expect(preview.text).toContain("Today's question of this channel has been posted or left out already.");
  expect(labelsOf(preview)).not.toContain('Post one now');
  expect((await owner.presses('Post an extra now')).text).toContain('It is being posted');
  expect(questionsIn(server)).toHaveLength(2);
});

test('two choices by which nobody but coaches reads anything are warned of', async () => {
  const { owner } = await empty();
  await owner.opens('/daily setup');
  await owner.presses('How');
  expect((await owner.picks('After your own answer')).text).not.toContain('nobody but coaches');
  expect((await owner.presses('Share with coaches only')).text).toContain('nobody but coaches reads anything');
  expect((await owner.presses('Share with the channel')).text).not.toContain('nobody but coaches');
});

test('a time that the clock leaps over is shown as the one at which the question comes', async () => {
  // Saturday 27 March 2027; on Sunday Madrid goes from two to three.
  const { owner } = await empty(Date.UTC(2027, 2, 27, 12, 0));
  await owner.opens('/daily setup');
  await owner.picks(['Sunday'], 'Days of the week');
  await owner.fills('Time and zone', { time: '02:30', zone: 'Madrid' });
  const preview = await owner.presses('Preview');
  expect(preview.text).toContain('Sunday, March 28, 03:30 (the clock leaps over 02:30 that day) (');
  expect(preview.text).toContain('Sunday, April 4, 02:30 (');
  expect((await owner.presses('Start tomorrow')).text).toContain('on Sunday, March 28 at 03:30');
});

const FEW = { roleFamilies: [], levels: ['junior'], types: ['situational'], settings: ['third_party'] } satisfies PlanRule['filters'];

test('once all have been asked the panel says that they come round, and no date to come', async () => {
  const server = await planned({ filters: FEW });
  const matching = Number(/(\d+) questions? match/.exec((await opensPlan(server)).text)?.[1]);
  for (let asked = 1; asked < matching; asked += 1) {
    await server.owner.presses('Post now');
    await server.owner.presses('Post as an extra');
    await server.wait(10 * 60_000);
  }
  const panel = await opensPlan(server);
  expect(panel.text).toContain(`\nQuestions: All ${matching} have been asked here; they come round again, the oldest first.\n`);
});

test('a pause is named while it lasts; one until today is none, and said so', async () => {
  const server = await planned({ pausedUntil: '2026-11-26' });
  const { owner, olivia, wait } = server;
  expect((await opensPlan(server)).text).toContain('paused until November 26, 2026;');
  await wait(48 * HOUR_MS);
  expect((await opensPlan(server)).text).not.toContain('paused until');
  await expect(olivia.submits(formOf(await olivia.presses(owner.panel(), 'Pause')), { until: '2026-11-25' })).rejects.toMatchObject({
    fields: { until: expect.stringContaining('has passed') },
  });
  await owner.presses('Edit');
  const today = await owner.fills('Holidays and days off', { country: '', region: '', dates: '', paused: '2026-11-26' });
  expect(today.text).toContain('A pause until today would be over already');
  expect(today.text).not.toContain('it has passed');
});

test('a day more than three hundred days ahead is named with its year', async () => {
  const server = await planned({ pausedUntil: '2028-01-03' });
  expect((await opensPlan(server)).text).toContain('Monday, January 3, 2028, 09:00 Europe/Madrid');
});

test('the line on top names how the plan is run, where that is not as usual', async () => {
  const server = await planned({
    release: 'after-answer',
    sharedWith: 'coaches',
    closesAfterHours: 12,
    threadAtClose: 'lock',
    vote: true,
    pin: true,
    told: [],
  });
  expect((await opensPlan(server)).text).toContain(
    "rules of any country; answers seen after one's own, closes after 12 hours, thread locked, shared with coaches only, a vote for the next, pinned, nobody hears of faults.",
  );
});

test('a plan whose channel is gone can be changed and deleted, and nothing else', async () => {
  const server = await planned();
  server.platform.removeChannel(DAILY);
  const list = await server.owner.opens('/daily list', LOUNGE);
  const panel = await server.owner.picks(list.selects[0]?.options[0]?.label ?? '');
  expect(labelsOf(panel)).toEqual(['Edit', 'Delete the plan', 'All plans']);
});

test.each([
  ['Scotland', '', 'the United Kingdom (Scotland)'],
  ['northern ireland', '', 'the United Kingdom (Northern Ireland)'],
  ['España', 'Madrid', 'Spain (Madrid)'],
  ['Deutschland', 'Bayern', 'Germany (Bavaria)'],
  ['Pays-Bas', '', 'the Netherlands'],
  ['日本', '', 'Japan'],
])('the public holidays of "%s" %s are those of %s', async (country, region, place) => {
  const { owner } = await empty();
  await owner.opens('/daily setup');
  const taken = await owner.fills('Holidays and days off', { country, region, dates: '2027-1-5', paused: '' });
  expect(taken.text).toContain(`not on public holidays of ${place}, 1 date off;`);
});

test('a region that is unknown gets some of those that there are, and how many more', async () => {
  const { owner, olivia } = await empty();
  const form = formOf(await olivia.presses(await owner.opens('/daily setup'), 'Holidays and days off'));
  await expect(olivia.submits(form, { country: 'US', region: 'Atlantis', dates: '', paused: '' })).rejects.toMatchObject({
    fields: { region: expect.stringMatching(/Alabama, .+ and 45 others\./) },
  });
});

test('where more zones fit than a list holds, the most used stand first, and that it is only some is said', async () => {
  const { owner } = await empty();
  await owner.opens('/daily setup');
  const asked = await owner.fills('Time and zone', { time: 'noon', zone: 'CET' });
  expect(asked.text).toMatch(/\d+ zones fit what you typed: pick one below\. The 25 most used are listed/);
  expect(
    asked.selects
      .at(-1)
      ?.options.slice(0, 3)
      .map((option) => option.label),
  ).toEqual(['Europe/Madrid', 'Europe/Paris', 'Europe/Berlin']);
  expect(asked.text).toContain('at 12:00, America/New_York;');
});
