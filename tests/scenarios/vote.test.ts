// The channel votes between three for tomorrow.
import { expect, test } from 'vitest';
import type { MessageView } from '../../src/platforms/local/view.ts';
import { openPlayground } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';

const DAY_MS = 24 * 3_600_000;
const labels = (message: { readonly buttons: readonly { readonly label: string }[] }): string[] =>
  message.buttons.map((button) => button.label);

const isBallot = (message: MessageView): boolean => /Which question next time|The vote for the next question/.test(message.text);
function ballotIn({ olivia }: Playground, place: ReturnType<Playground['thread']>): MessageView {
  const [ballot, second] = olivia.sees(place).filter(isBallot);
  if (ballot === undefined || second !== undefined)
    throw new Error(ballot === undefined ? 'no vote stands there' : 'two votes stand there');
  return ballot;
}
/** The text of the n-th question of a vote, from 1. */
const optionOf = (ballot: MessageView, number: number): string => new RegExp(`^${number}\\. (.*)$`, 'm').exec(ballot.text)?.[1] ?? '';

test('three candidates stand in the thread, none of them today’s, and what most vote for is asked the next day', async () => {
  const playground = await openPlayground({ plan: { vote: true } });
  const { ana, ben, chidi, after, wait, thread, question } = playground;
  const place = thread();
  const ballot = ballotIn(playground, place);
  expect(labels(ballot)).toEqual(['Vote for 1', 'Vote for 2', 'Vote for 3']);
  expect(new Set([1, 2, 3].map((number) => optionOf(ballot, number))).size).toBe(3);
  expect(ballot.text).not.toContain(question().text.split('\n')[1]);

  expect((await after(ana.presses(ballot, 'Vote for 1'), ana)).text).toContain('Your vote is for number 1');
  await after(ben.presses(ballot, 'Vote for 3'), ben);
  await after(chidi.presses(ballot, 'Vote for 3'), chidi);
  await wait(60_000);
  expect(ballotIn(playground, place).text).toMatch(/1 vote\n.*No votes yet\n.*2 votes/s);

  await wait(DAY_MS);
  expect(question().text).toContain(optionOf(ballot, 3));
  const over = ballotIn(playground, place);
  expect(labels(over)).toEqual([]);
  expect(over.text).toContain('2 votes: chosen');
  expect(over.text).toContain('The vote is over: number 3 was chosen.');
  expect(playground.olivia.reads(place).join('\n')).toContain('You chose “');
});

test('what was chosen and then retired is not promised: the recap says that another question comes', async () => {
  const playground = await openPlayground({ plan: { vote: true, closesAfterHours: 4 } });
  const { ana, olivia, after, wait, thread } = playground;
  const place = thread();
  const ballot = ballotIn(playground, place);
  const voted = await after(ana.presses(ballot, 'Vote for 2'), ana);
  const title = /Your vote is for number 2: (.*)\.$/m.exec(voted.text)?.[1] ?? '';
  await after(
    olivia.presses(
      await after(olivia.picks(await after(olivia.types('/questions list', { search: title }), olivia), title), olivia),
      'Retire',
    ),
    olivia,
  );
  await wait(4 * 3_600_000);
  const read = olivia.reads(place).join('\n');
  expect(read).toContain(`You chose “${title}” for next time. It has been retired since, so another question comes.`);
  expect(read).not.toContain('comes next');
  await wait(DAY_MS - 4 * 3_600_000);
  expect(playground.question().text).toContain('Question 2');
  expect(playground.question().text).not.toContain(optionOf(ballot, 2));
});

test('a vote can be changed and counts once', async () => {
  const playground = await openPlayground({ plan: { vote: true } });
  const { ana, after, wait, thread, database } = playground;
  const ballot = ballotIn(playground, thread());
  await after(ana.presses(ballot, 'Vote for 1'), ana);
  await after(ana.presses(ballot, 'Vote for 2'), ana);
  await wait(60_000);
  expect(ballotIn(playground, thread()).text).toMatch(/No votes yet\n.*1 vote\n/s);
  expect(await database.db.selectFrom('ballot_vote').selectAll().execute()).toHaveLength(1);
});

test('after closing nobody votes: an old button says so and changes nothing', async () => {
  const playground = await openPlayground({ plan: { vote: true, closesAfterHours: 4 } });
  const { ana, ben, after, wait, thread, database } = playground;
  const ballot = ballotIn(playground, thread());
  await after(ana.presses(ballot, 'Vote for 2'), ana);
  await playground.database.db.updateTable('post').set({ closes_at: playground.clock.now() }).execute();
  expect((await after(ben.presses(ballot, 'Vote for 1'), ben)).text).toContain('This vote is over.');
  await wait(4 * 3_600_000);
  expect(await database.db.selectFrom('ballot_vote').selectAll().execute()).toHaveLength(1);
  expect(labels(ballotIn(playground, thread()))).toEqual([]);
});

test('when nobody votes the next question is chosen by itself', async () => {
  const playground = await openPlayground({ plan: { vote: true } });
  const place = playground.thread();
  await playground.wait(DAY_MS);
  expect(playground.question().text).toContain('Question 2');
  expect(ballotIn(playground, place).text).toContain('Nobody voted.');
});

test('the vote stands once, through a restart and a second run', async () => {
  const before = await openPlayground({ plan: { vote: true } });
  const place = before.thread();
  const after = await before.restart();
  expect(ballotIn(after, place).text).toContain('Which question next time');
});

test('a question that is posted again has its vote in the new thread, with the votes that were given', async () => {
  const playground = await openPlayground({ plan: { vote: true } });
  const { ana, olivia, after, thread, rapport, platform, settle } = playground;
  await after(ana.presses(ballotIn(playground, thread()), 'Vote for 2'), ana);
  const post = await rapport.daily.openPost(platform.tenant, null);
  if (post === null) throw new Error('no question is open');
  await rapport.daily.withdraw({ tenant: platform.tenant, member: olivia.id }, post.id);
  await rapport.daily.postAgain({ tenant: platform.tenant, member: olivia.id }, post.id);
  await settle();
  const again = ballotIn(playground, thread());
  expect(labels(again)).toHaveLength(3);
  expect(again.text).toMatch(/No votes yet\n.*1 vote\n/s);
});

test('an erase takes the vote along', async () => {
  const playground = await openPlayground({ plan: { vote: true } });
  const { ana, after, thread, database, rapport } = playground;
  await after(ana.presses(ballotIn(playground, thread()), 'Vote for 1'), ana);
  await rapport.app.members.erase(playground.platform.tenant, ana.id);
  expect(await database.db.selectFrom('ballot_vote').selectAll().execute()).toEqual([]);
});
