// When answers are seen: hidden until one's own, or until closing. Both take answers by the form alone.
import { expect, test } from 'vitest';
import type { MessageView } from '../../src/platforms/local/view.ts';
import { FAIR_ANSWER, openPlayground } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { formOf } from '../support/world.ts';
import type { Speaker } from '../support/world.ts';

const DAY_MS = 24 * 3_600_000;
const labels = (message: { readonly buttons: readonly { readonly label: string }[] }): string[] =>
  message.buttons.map((button) => button.label);

const BENS =
  'I had a shop owner 90 days late on 2,300 pounds. I read the notes, checked his name and postcode, and asked what stood in the way. He had lost a contract, so I offered two plans and he took 200 a month until June.';

const answers = async ({ after, question }: Playground, who: Speaker, values: Readonly<Record<string, string>>): Promise<MessageView> =>
  after(who.submits(formOf(await who.presses(question(), 'Answer privately')), { share: 'yes', ...values }), who);

function boardOf({ olivia }: Playground, place: ReturnType<Playground['thread']>): MessageView {
  const board = olivia.sees(place).find((message) => labels(message).includes('My feedback'));
  if (board === undefined) throw new Error('no board stands in the thread');
  return board;
}

test.each(['after-answer', 'at-close'] as const)('%s: the question, its thread and its form say how answers are seen', async (release) => {
  const playground = await openPlayground({ plan: { release } });
  const { ana, question, thread } = playground;
  expect(question().text).toContain('Answer privately with the button.');
  expect(question().text).not.toContain('Answer in the thread');
  expect(ana.reads(thread()).join('\n')).toContain('Messages here are not read.');
  const form = formOf(await ana.presses(question(), 'Answer privately'));
  expect(form.fields.map(({ label, value }) => ({ label, value }))).toEqual([
    { label: 'Your answer', value: '' },
    { label: 'Show it to the others, and to coaches', value: '' },
  ]);
  const says = JSON.stringify(form.introduction);
  for (const words of ['under your name', 'coaches and owners', 'with its feedback']) expect(says).toContain(words);
});

test('an open question asks for nothing beside the answer', async () => {
  const { ana, question } = await openPlayground();
  expect(formOf(await ana.presses(question(), 'Answer privately')).fields).toHaveLength(1);
});

test.each(['after-answer', 'at-close'] as const)('%s: what is said in the thread is talk, and is not kept', async (release) => {
  const { ana, thread, wait, restart } = await openPlayground({ plan: { release } });
  ana.says(thread(), FAIR_ANSWER);
  await wait(60_000);
  const again = await restart();
  await again.wait(60_000);
  expect(ana.sees(thread()).map((message) => message.mark)).not.toContain('done');
  for (const table of ['said', 'answer'] as const) expect(await again.database.db.selectFrom(table).selectAll().execute()).toEqual([]);
});

test('after-answer: the others are read after the own answer, the newest first, and never those that stay private', async () => {
  const playground = await openPlayground({ plan: { release: 'after-answer' } });
  const { ana, ben, chidi, after, wait, thread } = playground;
  const place = thread();
  await answers(playground, ana, { answer: FAIR_ANSWER });
  const bens = await answers(playground, ben, { answer: BENS, share: 'no' });
  expect(labels(bens)).toContain('Read the others');
  expect((await after(ben.presses(bens, 'Read the others'), ben)).text).toContain('840 dollars');
  await wait(60_000);
  const board = boardOf(playground, place);
  expect(labels(board)).toEqual(['My feedback', 'Read the others', 'Answer privately']);
  expect(board.text).toContain('One answer is shared');

  const first = await after(chidi.presses(board, 'Read the others'), chidi);
  expect(first.text).toContain('First your own answer');
  expect(first.text).not.toContain('840 dollars');
  expect(labels(first)).toEqual(['Answer privately']);

  const read = await after(ben.presses(board, 'Read the others'), ben);
  expect(read.private).toBe(true);
  expect(read.text).toContain('Ana');
  expect(read.text).toContain('840 dollars');
  expect((await after(ana.presses(board, 'Read the others'), ana)).text).toContain('Nobody else has shared an answer yet.');
  expect(ben.reads(place).filter((text) => text.includes('Shared by'))).toEqual([]);

  await wait(DAY_MS);
  const shared = ben.reads(place).filter((text) => text.startsWith('Shared by'));
  expect(shared).toHaveLength(1);
  expect(shared[0]).toContain('840 dollars');
});

test('after-answer: five a page, and more on a button', async () => {
  const playground = await openPlayground({ plan: { release: 'after-answer' } });
  const { ana, after, wait, thread, database } = playground;
  const place = thread();
  await answers(playground, ana, { answer: FAIR_ANSWER });
  await wait(60_000);
  const own = await database.db.selectFrom('answer').selectAll().executeTakeFirstOrThrow();
  const version = await database.db.selectFrom('answer_version').selectAll().executeTakeFirstOrThrow();
  const people = ['ben', 'chidi', 'olivia', 'carlos', 'ben', 'chidi'].map((handle) => playground[handle as 'ben'].id); // names of speakers
  for (const [index, member] of people.entries()) {
    const id = `${own.id}${index}`.slice(-12) as typeof own.id; // as a row holds it
    await database.db
      .insertInto('answer')
      .values({ ...own, id, member, updated_at: own.updated_at + index })
      .execute();
    await database.db
      .insertInto('answer_version')
      .values({ ...version, answer: id, text: `Number ${index}: ${'we spoke about it again. '.repeat(60)}` })
      .execute();
  }
  const first = await after(ana.presses(boardOf(playground, place), 'Read the others'), ana);
  expect([...first.text.matchAll(/Number (\d)/g)].map((match) => match[1])).toEqual(['5', '4', '3', '2', '1']);
  const second = await after(ana.presses(first, 'More'), ana);
  expect([...second.text.matchAll(/Number (\d)/g)].map((match) => match[1])).toEqual(['0']);
  expect(labels(second)).toEqual([]);
});

test('at-close: nothing is read before closing, then all of it together, before the recap', async () => {
  const playground = await openPlayground({ plan: { release: 'at-close' } });
  const { ana, ben, olivia, after, wait, thread } = playground;
  const place = thread();
  await answers(playground, ana, { answer: FAIR_ANSWER });
  await wait(1000);
  await answers(playground, ben, { answer: BENS });
  await wait(60_000);
  const board = boardOf(playground, place);
  expect(labels(board)).toEqual(['My feedback', 'Answer privately']);
  expect(board.text).toContain('2 answers will be shown when the question closes.');
  expect(olivia.reads(place).join('\n')).not.toContain('840 dollars');

  await wait(DAY_MS);
  const texts = olivia.reads(place);
  expect(texts.filter((text) => text.startsWith('Shared by')).map((text) => /Ana|Ben/.exec(text)?.[0])).toEqual(['Ana', 'Ben']);
  expect(texts.findLastIndex((text) => text.startsWith('Shared by'))).toBeLessThan(texts.findIndex((text) => text.includes('2 answered')));
  expect(labels(boardOf(playground, place))).toEqual(['My feedback', 'Read the others']);
  expect((await after(ben.presses(boardOf(playground, place), 'Read the others'), ben)).text).toContain('840 dollars');
});

test('the thread says at once how many can be read when somebody stops sharing, or shares again', async () => {
  const playground = await openPlayground({ plan: { release: 'at-close' } });
  const { ana, ben, after, wait, thread } = playground;
  const place = thread();
  const feedback = await answers(playground, ana, { answer: FAIR_ANSWER });
  await answers(playground, ben, { answer: BENS });
  await wait(60_000);
  expect(boardOf(playground, place).text).toContain('2 answers will be shown when the question closes.');
  const stopped = await after(ana.presses(feedback, 'Stop sharing'), ana);
  await wait(60_000);
  expect(boardOf(playground, place).text).toContain('One answer will be shown when the question closes.');
  await after(ana.presses(await after(ana.presses(stopped, 'Share'), ana), 'Yes, share it'), ana);
  await wait(60_000);
  expect(boardOf(playground, place).text).toContain('2 answers will be shown when the question closes.');
});

test.each(['after-answer', 'at-close'] as const)(
  '%s: the form says that coaches and owners can read it, before and after closing',
  async (release) => {
    const playground = await openPlayground({ plan: { release } });
    const { ana, question, wait } = playground;
    const form = formOf(await ana.presses(question(), 'Answer privately'));
    expect(JSON.stringify(form.introduction)).toContain('coaches and owners of Rapport here can');
    const feedback = await answers(playground, ana, { answer: FAIR_ANSWER });
    await wait(DAY_MS);
    const again = JSON.stringify(formOf(await ana.presses(feedback, 'Try again')).introduction);
    expect(again).toContain('The question has closed');
    expect(again).toContain('coaches and owners of Rapport here can read it with its feedback');
  },
);

test('nothing is chosen for the writer: without a choice the form stays open and the words stay in it', async () => {
  const { ana, question, database } = await openPlayground({ plan: { release: 'after-answer' } });
  const form = formOf(await ana.presses(question(), 'Answer privately'));
  await expect(ana.submits(form, { answer: FAIR_ANSWER })).rejects.toMatchObject({ status: 422 });
  expect(await database.db.selectFrom('answer').selectAll().execute()).toEqual([]);
});

test('an answer that was shared in the form can be taken back from its first feedback on', async () => {
  const playground = await openPlayground({ plan: { release: 'after-answer' } });
  const { ana, after, database } = playground;
  const isShared = async (): Promise<boolean> =>
    (await database.db.selectFrom('answer').select('shared_at').executeTakeFirstOrThrow()).shared_at !== null;
  const feedback = await answers(playground, ana, { answer: FAIR_ANSWER });
  expect(labels(feedback)).toContain('Stop sharing');
  expect(labels(feedback)).not.toContain('Share');
  expect(feedback.text).toContain('Shared since');
  expect(await isShared()).toBe(true);
  expect(labels(await after(ana.presses(feedback, 'Stop sharing'), ana))).toContain('Share');
  expect(await isShared()).toBe(false);
});

test('“Keep it private” of a message that is older than a choice in the form takes that back', async () => {
  const playground = await openPlayground({ plan: { release: 'after-answer' } });
  const { ana, after, database } = playground;
  const first = await answers(playground, ana, { answer: FAIR_ANSWER, share: 'no' });
  const asked = await after(ana.presses(first, 'Share'), ana);
  await after(ana.submits(formOf(await ana.types('/answer')), { answer: BENS, share: 'yes' }), ana);
  const kept = await after(ana.presses(asked, 'Keep it private'), ana);
  expect(labels(kept)).toContain('Share');
  expect((await database.db.selectFrom('answer').select('shared_at').executeTakeFirstOrThrow()).shared_at).toBeNull();
});

test('a choice can be taken back with the next try, and a try after closing changes what stands in the thread', async () => {
  const playground = await openPlayground({ plan: { release: 'at-close' } });
  const { ana, olivia, after, wait, thread } = playground;
  const place = thread();
  const first = await answers(playground, ana, { answer: FAIR_ANSWER, share: 'no' });
  const again = formOf(await ana.presses(first, 'Try again'));
  expect(again.fields[1]?.value).toBe('no');
  const second = await after(ana.submits(again, { answer: `${FAIR_ANSWER} I still do that.`, share: 'yes' }), ana);
  await wait(DAY_MS);
  const shared = (): string[] => olivia.reads(place).filter((text) => text.startsWith('Shared by'));
  expect(shared()).toHaveLength(1);

  const third = formOf(await ana.presses(second, 'Try again'));
  const told = await after(ana.submits(third, { answer: `${FAIR_ANSWER} I do so to this day.` }), ana);
  await wait(60_000);
  expect(shared()).toEqual([expect.stringContaining('to this day')]);

  await after(ana.submits(formOf(await ana.presses(told, 'Try again')), { answer: FAIR_ANSWER, share: 'no' }), ana);
  await wait(60_000);
  expect(shared()).toEqual([]);
});

test('where only coaches read what is shared, the form says so, and nobody else reads it', async () => {
  const playground = await openPlayground({ plan: { release: 'after-answer', sharedWith: 'coaches' } });
  const { ana, ben, question, wait, thread } = playground;
  const place = thread();
  const form = formOf(await ana.presses(question(), 'Answer privately'));
  expect(form.fields[1]?.label).toBe('Show it to your coaches');
  const standing = [question().text, ...ben.reads(place)].join('\n');
  expect(standing).toContain('What people share is read by coaches and owners of Rapport here.');
  expect(standing).toContain('is not shown to the others');
  for (const promise of ['Read the others', 'you can read what the others shared', 'shown all at once'])
    expect(standing).not.toContain(promise);
  expect(JSON.stringify(form.introduction)).toContain('with its feedback');
  await answers(playground, ana, { answer: FAIR_ANSWER });
  await wait(60_000);
  expect(labels(boardOf(playground, place))).toEqual(['My feedback', 'Answer privately']);
  await wait(DAY_MS);
  expect(ben.reads(place).join('\n')).not.toContain('840 dollars');
});
