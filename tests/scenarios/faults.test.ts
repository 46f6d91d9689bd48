// What goes wrong in between: two at once, rights that are missing, words that are taken back, a process that ends.
import { expect, test } from 'vitest';
import { FAIR_ANSWER, THIN_ANSWER, openPlayground } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { DAILY, formOf } from '../support/world.ts';

const boardOf = ({ ana, thread }: Playground) => {
  const board = ana.sees(thread()).find((message) => message.buttons.some((button) => button.label === 'My feedback') && !message.private);
  if (board === undefined) throw new Error('no board');
  return board;
};

test('an erase stays an erase: what was said before it is not read again after a restart', async () => {
  const before = await openPlayground();
  before.ana.says(before.thread(), FAIR_ANSWER);
  await before.wait(1000);
  const ask = await before.after(before.ana.types('/privacy erase'), before.ana);
  await before.after(before.ana.presses(ask, 'Yes, erase it all'), before.ana);
  const after = await before.restart();
  await after.wait(2000);
  for (const table of ['answer', 'grade', 'said', 'member'] as const)
    expect(await after.database.db.selectFrom(table).selectAll().execute()).toEqual([]);
});

test('without the right to set marks the board is there all the same', async () => {
  const playground = await openPlayground();
  playground.platform.deny(DAILY, ['Add Reactions']);
  playground.ana.says(playground.thread(), FAIR_ANSWER);
  await playground.wait(1000);
  const shown = await playground.after(playground.ana.presses(boardOf(playground), 'My feedback'), playground.ana);
  expect(shown.text).toContain('Fix this first');
});

test('taking an added message back leaves the answer that was typed into the form', async () => {
  const playground = await openPlayground();
  const { ana, question, after, thread, wait, database } = playground;
  await after(ana.submits(formOf(await ana.presses(question(), 'Answer privately')), { answer: THIN_ANSWER }), ana);
  const added = ana.says(thread(), 'He kept four of four payments of 60 dollars by March, and I learned to ask about pay days first.');
  await wait(1000);
  const reader = await after(ana.presses(boardOf(playground), 'My feedback'), ana);
  await after(ana.presses(reader, 'Add it'), ana);
  ana.deletes(added);
  await wait(1000);
  expect((await database.db.selectFrom('answer_version').select('text').execute()).map((row) => row.text)).toEqual([THIN_ANSWER]);
  expect((await after(ana.presses(boardOf(playground), 'My feedback'), ana)).text).toContain('Fix this first');
});

/** Two open forms for one answer: from the question, and from the feedback on the first try. */
async function twoForms({ ana, question, after }: Playground) {
  const feedback = await after(ana.submits(formOf(await ana.presses(question(), 'Answer privately')), { answer: THIN_ANSWER }), ana);
  return [formOf(await ana.presses(question(), 'Answer privately')), formOf(await ana.presses(feedback, 'Try again'))] as const;
}

test('two tries sent at once are both kept, under one answer', async () => {
  const playground = await openPlayground();
  const { ana, settle, database } = playground;
  const [first, second] = await twoForms(playground);
  const other = `${FAIR_ANSWER} Since then I write both dates down before I hang up.`;
  await Promise.all([ana.submits(first, { answer: FAIR_ANSWER }), ana.submits(second, { answer: other })]);
  await settle();
  expect(await database.db.selectFrom('answer').selectAll().execute()).toHaveLength(1);
  const texts = (await database.db.selectFrom('answer_version').select('text').execute()).map((row) => row.text);
  expect(texts.toSorted()).toEqual([THIN_ANSWER, FAIR_ANSWER, other].toSorted());
});

test('the same words sent twice at once show their feedback in both places, and no line of progress over it', async () => {
  const playground = await openPlayground();
  const { ana, settle, clock, platform } = playground;
  const forms = await twoForms(playground);
  const sent = await Promise.all(forms.map((form) => ana.submits(form, { answer: FAIR_ANSWER })));
  await settle();
  clock.advance(10_000);
  await settle();
  for (const { id } of sent) {
    const { answer } = platform.controls.interaction(ana.person, id);
    expect(answer?.kind === 'private' && answer.message.text).toContain('Fix this first');
  }
});

test('who wrote first is not called a copier of who copied', async () => {
  const playground = await openPlayground();
  const { ana, ben, thread, wait, after } = playground;
  ana.says(thread(), FAIR_ANSWER);
  await wait(1000);
  ben.says(thread(), FAIR_ANSWER);
  await wait(1000);
  expect((await after(ben.presses(boardOf(playground), 'My feedback'), ben)).text).toContain('close to a text that stands elsewhere');
  const mine = await after(ana.presses(boardOf(playground), 'My feedback'), ana);
  const again = await after(
    ana.submits(formOf(await ana.presses(mine, 'Try again')), {
      answer: `${FAIR_ANSWER} Since then I write both dates down before I hang up.`,
    }),
    ana,
  );
  expect(again.text).toContain('attempt 2');
});
