// A server owner sets up the daily question, looks after it, and is told what stands in the way.
import { expect, test } from 'vitest';
import { asId } from '../../src/core/ids.ts';
import type { ChannelId, GroupId } from '../../src/core/ids.ts';
import type { PlanFilters, PlanRule } from '../../src/daily/plan.ts';
import type { MessageView } from '../../src/platforms/local/view.ts';
import { ownerOf } from '../support/owner.ts';
import type { Owner } from '../support/owner.ts';
import { openPlayground, planFor } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { DAILY, LOUNGE, formOf } from '../support/world.ts';
import type { Speaker } from '../support/world.ts';

const HOUR_MS = 3_600_000;
/** Tuesday 24 November, 10:00 in New York, where Olivia lives; 16:00 in Madrid. */
const TUESDAY_MS = Date.UTC(2026, 10, 24, 15, 0);

async function emptyServer(): Promise<Playground & { readonly owner: Owner }> {
  const playground = await openPlayground({ plan: null, startMs: TUESDAY_MS });
  return { ...playground, owner: ownerOf(playground, playground.olivia) };
}

/** #daily has a plan at nine in Madrid, whose first question stands. */
async function plannedServer(): Promise<Playground & { readonly owner: Owner }> {
  const playground = await openPlayground({ startMs: TUESDAY_MS });
  return { ...playground, owner: ownerOf(playground, playground.olivia) };
}

const labelsOf = (message: MessageView): readonly string[] => message.buttons.map((button) => button.label);
const selectedIn = (message: MessageView, placeholder: string): readonly string[] => {
  const select = message.selects.find((one) => one.placeholder === placeholder);
  return select?.options.filter((option) => select.selected.includes(option.value)).map((option) => option.label) ?? [];
};
const questionsIn = (speaker: Speaker, place = DAILY): readonly MessageView[] =>
  speaker.sees(place).filter((message) => message.thread !== null);

test('from nothing to a question the next morning, by clicking only', async () => {
  const { owner, olivia, clock, wait } = await emptyServer();
  const first = await owner.opens('/daily setup');
  expect(first.private).toBe(true);
  expect(first.text).toContain('#daily · Weekdays at 09:00, America/New_York; all roles, all levels, rules of the United States.');
  expect(first.text).toContain('(guessed from where you are)');
  await owner.picks(['Monday', 'Wednesday', 'Friday'], 'Days of the week');
  await owner.presses('What');
  await owner.picks(['bill collector'], 'all roles');
  await owner.picks('any country');
  await owner.presses('How');
  await owner.picks('After 24 hours');
  await owner.presses('Pin the newest');
  const preview = await owner.presses('Preview');
  expect(preview.text).toContain(
    '#daily · Monday, Wednesday, and Friday at 09:00, America/New_York; bill collector, all levels, rules of any country; closes after 24 hours, pinned.',
  );
  expect(preview.text).toContain('Wednesday 25 November · Question 1');
  expect(preview.text).toMatch(/\d+ questions match, \d+ not asked here yet\. Repeats begin on/);
  expect(labelsOf(preview)).not.toContain('Answer privately');
  const shown = preview.text.split('\n').at(preview.text.split('\n').findIndex((line) => line.includes('· Question 1')) + 1) ?? '';
  const started = await owner.presses('Start tomorrow');
  expect(started.text).toContain('Saved. The first question comes on Wednesday, November 25 at 09:00.');
  expect(questionsIn(olivia)).toEqual([]);
  await wait(Date.UTC(2026, 10, 25, 14, 0) - clock.now());
  const [posted] = questionsIn(olivia);
  expect(posted?.text).toContain(shown);
  expect(posted?.pinned).toBe(true);
});

test('a draft survives a restart, is gone on with, and can be begun anew', async () => {
  const before = await emptyServer();
  await before.owner.opens('/daily setup');
  await before.owner.picks(['Saturday', 'Sunday'], 'Days of the week');
  const after = await before.restart();
  const owner = ownerOf(after, after.olivia);
  const left = await owner.opens('/daily setup', LOUNGE);
  expect(left.text).toContain('You left this half set up');
  expect(selectedIn(left, 'Days of the week')).toEqual(['Saturday', 'Sunday']);
  const anew = await owner.presses('Start over');
  expect(anew.text).toContain('#lounge · Weekdays at 09:00');
});

test('a panel that was begun anew elsewhere says so and changes nothing', async () => {
  const { owner, olivia, after } = await emptyServer();
  const old = await owner.opens('/daily setup');
  await owner.opens('/daily setup');
  await owner.presses('Start over');
  expect((await after(olivia.presses(old, 'What'), olivia)).text).toContain('This panel is no longer in use');
});

test.each([
  ['madrid', 'Europe/Madrid'],
  ['asia/kolkata', 'Asia/Kolkata'],
  ['Calcutta', 'Asia/Kolkata'],
  ['US/Eastern', 'America/New_York'],
  ['india', 'Asia/Kolkata'],
])('the zone "%s" is %s', async (typed, zone) => {
  const { owner } = await emptyServer();
  await owner.opens('/daily setup');
  expect((await owner.fills('Time and zone', { time: '9:30pm', zone: typed })).text).toContain(`at 21:30, ${zone};`);
});

test('a zone with several answers is picked from a list; until then it stays as it was', async () => {
  const { owner } = await emptyServer();
  await owner.opens('/daily setup');
  const asked = await owner.fills('Time and zone', { time: '8', zone: 'Spain' });
  expect(asked.text).toContain('3 zones fit what you typed');
  expect(asked.text).toContain('at 08:00, America/New_York;');
  const chosen = await owner.picks('Atlantic/Canary');
  expect(chosen.text).toContain('at 08:00, Atlantic/Canary;');
  expect(chosen.selects.map((select) => select.placeholder)).not.toContain('Which of these zones?');
});

test('a time and a zone that are none are named, and the form stays open', async () => {
  const { owner, olivia } = await emptyServer();
  const panel = await owner.opens('/daily setup');
  const form = formOf(await olivia.presses(panel, 'Time and zone'));
  await expect(olivia.submits(form, { time: '25:00', zone: 'Chicgo' })).rejects.toMatchObject({
    fields: { time: expect.stringContaining('not a time of day'), zone: expect.stringContaining('America/Chicago') },
  });
});

test('holidays and days off: the country is found, what has passed is left out, and the dates between are named', async () => {
  const { owner, olivia } = await emptyServer();
  const panel = await owner.opens('/daily setup');
  const form = formOf(await olivia.presses(panel, 'Holidays and days off'));
  await expect(
    olivia.submits(form, { country: 'Atlantis', region: '', dates: '2026-12-24, Christmas', paused: 'soon' }),
  ).rejects.toMatchObject({
    fields: {
      country: expect.stringContaining('no public holidays'),
      dates: expect.stringContaining('“Christmas”'),
      paused: expect.stringContaining('2026-12-01'),
    },
  });
  const taken = await owner.fills('Holidays and days off', { country: 'usa', dates: '2026-11-27\n2026-01-01', paused: '' });
  expect(taken.text).toContain('not on public holidays of the United States, 1 date off');
  expect(taken.text).toContain('Left out, because it has passed: January 1, 2026.');
  const preview = await owner.presses('Preview');
  expect(preview.text).toContain('Left out in between: Thursday, November 26 (Thanksgiving Day), Friday, November 27 (your date off).');
});

test('a channel that has a plan is refused by the time of that plan', async () => {
  const { owner } = await plannedServer();
  const panel = await owner.opens('/daily setup');
  expect(panel.text).toContain('That channel has a plan already: its question comes at 09:00, Europe/Madrid.');
  expect(panel.text).toContain('No channel chosen');
  const refused = await owner.picks('#daily');
  expect(refused.text).toContain('That channel has a plan already');
  expect(refused.text).toContain('No channel chosen');
  expect((await owner.picks('#lounge')).text).toContain('#lounge · Weekdays at 09:00');
});

test('filters that nothing fits are said at once, with what to take back', async () => {
  const { owner } = await emptyServer();
  await owner.opens('/daily setup');
  await owner.presses('What');
  await owner.picks(['motivational'], 'all types');
  await owner.picks(['manager'], 'all levels');
  const none = await owner.picks(['business to business'], 'all settings');
  expect(none.text).toContain('No question fits all of that.');
  expect(none.text).toMatch(/Without the choice of [a-z ]+: \d+\./);
  expect(labelsOf(await owner.presses('Preview'))).not.toContain('Start tomorrow');
});

test('a permission that is missing is named with its mend, can be saved with, and is tried again by itself', async () => {
  const { owner, olivia, platform, clock, wait } = await emptyServer();
  platform.deny(DAILY, ['Send Messages']);
  const panel = await owner.opens('/daily setup');
  expect(panel.text).toContain('In #daily I may not do all that I need');
  expect(panel.text).toContain('switch on “Send Messages”');
  await owner.presses('Preview');
  expect((await owner.presses('Start tomorrow')).text).toContain('I try again by myself');
  await wait(Date.UTC(2026, 10, 25, 14, 0) - clock.now());
  expect(questionsIn(olivia)).toEqual([]);
  platform.deny(DAILY, []);
  await wait(15 * 60_000);
  expect(questionsIn(olivia)).toHaveLength(1);
});

test('a channel that is deleted during set-up is said, and another one can be chosen', async () => {
  const { owner, platform } = await emptyServer();
  await owner.opens('/daily setup');
  await owner.picks('#lounge');
  platform.removeChannel(LOUNGE);
  const preview = await owner.presses('Preview');
  expect(preview.text).toContain('The channel is gone');
  expect(labelsOf(preview)).not.toContain('Start tomorrow');
  await owner.presses('When');
  await owner.picks('#daily');
  expect(labelsOf(await owner.presses('Preview'))).toContain('Start tomorrow');
});

test('another first question can be had before the start, and it is the one that comes', async () => {
  const { owner, olivia } = await emptyServer();
  await owner.opens('/daily setup');
  const one = await owner.presses('Preview');
  const other = await owner.presses('Another question');
  const questionIn = (panel: MessageView): string =>
    panel.text.split('\n').find((_line, index, lines) => lines[index - 1]?.includes('· Question 1') === true) ?? '';
  expect(questionIn(other)).not.toBe(questionIn(one));
  expect((await owner.presses('Post one now')).text).toContain('It is being posted');
  expect(questionsIn(olivia)[0]?.text).toContain(questionIn(other));
  expect((await owner.presses('Look again')).text).toContain('question 1');
});

/** Carlos as an owner beside Olivia. */
async function twoOwners(): Promise<Playground & { readonly owner: Owner; readonly other: Owner }> {
  const playground = await plannedServer();
  const { rapport, platform, carlos, olivia } = playground;
  await rapport.app.staff.give({ tenant: platform.tenant, member: olivia.id }, { kind: 'person', id: carlos.id }, 'owner');
  return { ...playground, other: ownerOf(playground, carlos) };
}

async function opensForEdit(owner: Owner): Promise<MessageView> {
  await owner.opens('/daily list');
  await owner.picks('#daily, 09:00 Europe/Madrid');
  return owner.presses('Edit');
}

async function bothChange(): ReturnType<typeof twoOwners> {
  const server = await twoOwners();
  const { owner, other } = server;
  await opensForEdit(owner);
  await opensForEdit(other);
  await other.fills('Time and zone', { time: '8:30', zone: 'Europe/Madrid' });
  await other.presses('Preview');
  await other.presses('Save changes');
  await owner.picks(['Monday', 'Tuesday'], 'Days of the week');
  await owner.presses('Preview');
  await owner.presses('Save changes');
  return server;
}

test('of two owners at once the second is told what the first changed, and may save over it', async () => {
  const { owner } = await bothChange();
  expect(owner.panel().text).toContain('Carlos changed this plan');
  expect(owner.panel().text).toContain('time: 09:00 → 08:30');
  expect(owner.panel().text).toContain('days of the week: Every day → Monday and Tuesday');
  const saved = await owner.presses('Save mine over it');
  expect(saved.text).toContain('Monday and Tuesday at 09:00, Europe/Madrid');
});

test('or takes what the other has saved, and goes on from there', async () => {
  const { owner } = await bothChange();
  expect((await owner.presses('Take theirs')).text).toContain('Every day at 08:30, Europe/Madrid');
  await owner.picks(['Monday'], 'Days of the week');
  await owner.presses('Preview');
  expect((await owner.presses('Save changes')).text).toContain('Monday at 08:30, Europe/Madrid');
});

test('a plan whose time is changed after its question has come posts nothing more that day', async () => {
  const { owner, olivia, wait } = await plannedServer();
  expect(questionsIn(olivia)).toHaveLength(1);
  await opensForEdit(owner);
  // 16:00 in Madrid: the new time is still ahead today.
  await owner.fills('Time and zone', { time: '18:00', zone: 'Europe/Madrid' });
  await owner.presses('Preview');
  const saved = await owner.presses('Save changes');
  expect(saved.text).toContain('Wednesday, November 25, 18:00');
  await wait(20 * HOUR_MS);
  expect(questionsIn(olivia)).toHaveLength(1);
  await wait(6 * HOUR_MS);
  expect(questionsIn(olivia)).toHaveLength(2);
});

test('the list shows each plan with its next time; a member may not see it', async () => {
  const { owner, ana, after } = await plannedServer();
  await owner.opens('/daily setup', LOUNGE);
  await owner.presses('Preview');
  await owner.presses('Start tomorrow');
  const list = await owner.presses('All plans');
  expect(list.text).toContain('#daily · Every day at 09:00, Europe/Madrid');
  expect(list.text).toContain('#lounge · Weekdays at 09:00, America/New_York');
  expect(list.text).toMatch(/question 1, .+: open\./);
  await expect(after(ana.types('/daily list'), ana)).resolves.toMatchObject({ text: expect.stringContaining('Only owners') });
});

test('somebody who is an owner no longer can press nothing on an old panel', async () => {
  const { other, rapport, platform, olivia } = await twoOwners();
  await opensForEdit(other);
  const [entry] = await rapport.app.staff.list(platform.tenant);
  if (entry === undefined) throw new Error('Carlos has no rank');
  await rapport.app.staff.take({ tenant: platform.tenant, member: olivia.id }, entry.id);
  expect((await other.presses('What')).text).toContain('Only owners');
});

async function openPlan(): Promise<Awaited<ReturnType<typeof plannedServer>>> {
  const server = await plannedServer();
  await server.owner.opens('/daily list');
  await server.owner.picks('#daily, 09:00 Europe/Madrid');
  return server;
}

test('the next three are stored: what is shown is what comes; one can be had in place of another', async () => {
  const { owner, olivia, wait } = await openPlan();
  const three = await owner.presses('Preview next three');
  const questionAfter = (panel: MessageView, date: string): string =>
    panel.text.split('\n').find((_line, index, lines) => lines[index - 1]?.startsWith(date) === true) ?? 'none';
  const other = await owner.presses('Another for Wednesday, November 25');
  expect(questionAfter(other, 'Wednesday')).not.toBe(questionAfter(three, 'Wednesday'));
  expect(questionAfter(other, 'Thursday')).toBe(questionAfter(three, 'Thursday'));
  await wait(17 * HOUR_MS);
  expect(questionsIn(olivia).at(-1)?.text).toContain(questionAfter(other, 'Wednesday'));
});

test('a question can be searched for and queued; it comes next', async () => {
  const { owner, olivia, wait } = await openPlan();
  const found = await owner.fills('Queue a question', { search: 'voicemail' });
  const option = found.selects.find((select) => select.placeholder === 'Pick the one to queue')?.options[0];
  if (option === undefined) throw new Error('nothing was found');
  const queued = await owner.picks(option.label);
  expect(queued.text).toContain('Queued: ');
  expect(queued.text).toContain('queued by an owner');
  await wait(17 * HOUR_MS);
  const title = option.label.slice(0, option.label.indexOf(':'));
  expect(questionsIn(olivia).at(-1)?.thread?.title).toContain(title);
});

test('words that nothing is found by are said in the form', async () => {
  const { owner, olivia } = await openPlan();
  const form = formOf(await olivia.presses(owner.panel(), 'Queue a question'));
  await expect(olivia.submits(form, { search: 'zzzzqqqq' })).rejects.toMatchObject({
    fields: { search: expect.stringContaining('Nothing was found') },
  });
});

test('an extra question can be posted at any time; a second one of the day cannot', async () => {
  const { owner, olivia } = await openPlan();
  const asked = await owner.presses('Post now');
  expect(asked.text).toContain("Today's question stands already (open)");
  expect(labelsOf(asked)).not.toContain("Post as today's");
  await owner.presses('Post as an extra');
  expect(questionsIn(olivia)).toHaveLength(2);
});

test('tomorrow can be skipped once, however often the button is pressed', async () => {
  const { owner, olivia, after, wait } = await openPlan();
  const old = owner.panel();
  const [skip] = old.buttons.filter((button) => button.label === 'Skip tomorrow');
  expect(skip).toBeDefined();
  expect((await owner.presses('Skip tomorrow')).text).toContain('Skipped: Wednesday, November 25.');
  expect(labelsOf(owner.panel())).toContain('Skip Thursday');
  await wait(18 * HOUR_MS);
  expect(questionsIn(olivia)).toHaveLength(1);
  await wait(24 * HOUR_MS);
  expect(questionsIn(olivia)).toHaveLength(2);
  // A day on, the button on the old panel names a day that has passed.
  expect((await after(olivia.presses(owner.panel(), 'Skip Thursday'), olivia)).text).toContain('nothing was skipped just now');
});

test('a plan is paused until a date, or until it is resumed', async () => {
  const { owner, olivia, wait } = await openPlan();
  const form = formOf(await olivia.presses(owner.panel(), 'Pause'));
  await expect(olivia.submits(form, { until: '2026-11-24' })).rejects.toMatchObject({
    fields: { until: expect.stringContaining('That is today') },
  });
  expect((await owner.fills('Pause', { until: '2026-11-30' })).text).toContain('Paused until November 30, 2026.');
  await owner.presses('Resume');
  expect((await owner.fills('Pause', { until: '' })).text).toContain('Paused until somebody resumes it.');
  await wait(3 * 24 * HOUR_MS);
  expect(questionsIn(olivia)).toHaveLength(1);
  expect((await owner.presses('Resume')).text).toContain('Resumed.');
  await wait(24 * HOUR_MS);
  expect(questionsIn(olivia)).toHaveLength(2);
});

test('the question that stands is corrected where it stands', async () => {
  const { owner, olivia, question } = await openPlan();
  const wording = 'A customer has broken three promises to pay. What do you say on the fourth call, word for word?';
  const form = formOf(await olivia.presses(owner.panel(), 'Correct the question'));
  await expect(olivia.submits(form, { wording: 'Too short.' })).rejects.toMatchObject({
    fields: { wording: expect.stringContaining('30 to 600') },
  });
  expect((await owner.fills('Correct the question', { wording })).text).toContain('Corrected where it stands.');
  expect(question().text).toContain(wording);
});

test('the question that stands is deleted after one more question, and posted again', async () => {
  const { owner, olivia } = await openPlan();
  expect((await owner.presses('Delete the question')).text).toContain('answers stay with their writers');
  expect((await owner.presses('Yes, delete the question')).text).toContain('The question is deleted.');
  expect(questionsIn(olivia)).toHaveLength(0);
  await owner.presses('Post it again');
  expect(questionsIn(olivia)).toHaveLength(1);
  expect(labelsOf(await owner.presses('Look again'))).toContain('Correct the question');
});

test('a plan is deleted after one more question; what stands is left', async () => {
  const { owner, olivia, wait } = await openPlan();
  expect((await owner.presses('Delete the plan')).text).toContain('No question comes any more');
  expect((await owner.presses('Yes, delete the plan')).text).toContain('No channel has a daily question yet.');
  await wait(3 * 24 * HOUR_MS);
  expect(questionsIn(olivia)).toHaveLength(1);
});

test('a plan that somebody else has deleted is said to be gone', async () => {
  const { owner, other } = await twoOwners();
  await opensForEdit(owner);
  await other.opens('/daily list');
  await other.picks('#daily, 09:00 Europe/Madrid');
  await other.presses('Delete the plan');
  await other.presses('Yes, delete the plan');
  expect((await owner.presses('Preview')).text).toContain('no longer in use');
});

test('what an owner left half set up goes with an erase of that owner', async () => {
  const { owner, olivia, database, after } = await emptyServer();
  await owner.opens('/daily setup');
  const asked = await after(olivia.types('/privacy erase'), olivia);
  await after(olivia.presses(asked, 'Yes, erase it all'), olivia);
  expect(await database.db.selectFrom('plan_draft').select('id').execute()).toEqual([]);
});

const ALMOST_EVERYTHING = {
  roleFamilies: ['bill-collector', 'accounts-collector', 'collections-representative'],
  levels: ['junior', 'mid', 'senior', 'specialist', 'supervisor'],
  types: ['behavioural', 'situational', 'competency', 'technical', 'compliance', 'motivational'],
  settings: ['third_party', 'first_party'],
} satisfies Partial<PlanFilters>;

const FULLEST = {
  filters: ALMOST_EVERYTHING,
  holidays: { country: 'GB', region: 'NIR' },
  datesOff: ['2026-12-24', '2026-12-31'],
  pausedUntil: '2026-12-01',
  release: 'after-answer',
  sharedWith: 'coaches',
  closesAfterHours: 168,
  threadAtClose: 'leave',
  pin: true,
  vote: true,
  ping: asId<GroupId>('local:group/gone'),
  told: [],
} satisfies Partial<PlanRule>;

test('a server with many plans pages through them', async () => {
  const { owner, rapport, platform, olivia } = await plannedServer();
  const by = { tenant: platform.tenant, member: olivia.id };
  for (let at = 0; at < 13; at += 1)
    await rapport.daily.save(by, planFor({ ...FULLEST, channel: asId<ChannelId>(`local:channel/room-${at}`) }), null, null);
  const list = await owner.opens('/daily list');
  expect(list.text).toContain('14 daily question plans');
  expect(labelsOf(list)).toContain('More plans');
  for (let page = 2; page < 5; page += 1) await owner.presses('More plans');
  const last = await owner.presses('More plans');
  expect(labelsOf(last)).toEqual(['Earlier plans', 'Set up another']);
  expect(last.text).toContain('A channel that is gone');
});
