// A question, an answer, feedback: the loop that people feel, from end to end on the local platform.
import { expect, test } from 'vitest';
import { FAIR_ANSWER, THIN_ANSWER, openPlayground } from '../support/rapport.ts';
import { DAILY, formOf } from '../support/world.ts';

const labels = (message: { readonly buttons: readonly { readonly label: string }[] }): string[] =>
  message.buttons.map((button) => button.label);

test("the first start posts today's question with its thread, and says how to take part and who reads along", async () => {
  const { ana, question, thread } = await openPlayground();
  expect(question().text).toContain('Tuesday 24 November · Question 1');
  expect(labels(question())).toEqual(['Answer privately', 'Hint', 'How to take part']);
  expect(ana.reads(thread()).join('\n')).toMatch(/Replies here are read by a program.*\/settings/s);
});

test('the form lane: the question above the box, private feedback at once, and what moved on the second try', async () => {
  const { ana, ben, after, question } = await openPlayground();
  const form = formOf(await ana.presses(question(), 'Answer privately'));
  expect(form.introduction.blocks.length).toBeGreaterThan(0);
  const first = await after(ana.submits(form, { answer: THIN_ANSWER }), ana);
  expect(first.private).toBe(true);
  expect(first.text).toContain('Fix this first');
  expect(first.text).toContain('built-in checker');
  expect(labels(first)).toContain('Try again');
  expect(ben.reads(DAILY).join('\n')).not.toContain('Fix this first');

  const again = formOf(await ana.presses(first, 'Try again'));
  expect(again.fields[0]?.value).toBe(THIN_ANSWER);
  const second = await after(ana.submits(again, { answer: FAIR_ANSWER }), ana);
  expect(second.text).toContain('attempt 2');
  expect(second.text).toContain('What moved since the last attempt');
  expect(labels(second)).toContain('Whole feedback');
});

test('the same words again are the same answer with the same feedback', async () => {
  const { ana, after, question } = await openPlayground();
  const form = formOf(await ana.presses(question(), 'Answer privately'));
  const first = await after(ana.submits(form, { answer: THIN_ANSWER }), ana);
  const again = formOf(await ana.presses(first, 'Try again'));
  const second = await after(ana.submits(again, { answer: THIN_ANSWER }), ana);
  expect(second.text).toBe(first.text);
});

test("the thread lane: one quiet mark, one board, nobody else's feedback, no message per answer", async () => {
  const { ana, ben, thread, wait, after } = await openPlayground();
  const said = ana.says(thread(), FAIR_ANSWER);
  await wait(1000);
  const messages = ana.sees(thread());
  expect(messages.find((message) => message.id === said.id)?.mark).toBe('done');
  const boards = messages.filter((message) => message.author.bot && message.text.includes('Feedback is ready for 1 of 1'));
  expect(boards).toHaveLength(1);
  const [board] = boards;
  if (board === undefined) return;
  expect((await after(ana.presses(board, 'My feedback'), ana)).text).toContain('Fix this first');
  expect((await after(ben.presses(board, 'My feedback'), ben)).text).toContain('There is nothing of yours here yet');

  ben.says(thread(), FAIR_ANSWER.replace('840 dollars', '1,900 dollars').replace('65 days', '120 days').replaceAll('She', 'The owner'));
  await wait(1000);
  expect(ana.sees(thread()).filter((message) => message.author.bot && !message.private)).toHaveLength(2);
});

test('discussion is left alone and not kept', async () => {
  const { ana, ben, thread, wait, database } = await openPlayground();
  ana.says(thread(), FAIR_ANSWER);
  await wait(1000);
  const talk = ben.says(thread(), '@Ana nice one, how did you find out about the pay days?');
  await wait(1000);
  expect(ben.sees(thread()).find((message) => message.id === talk.id)?.mark).toBe('none');
  const rows = await database.db.selectFrom('said').selectAll().where('member', '=', ben.id).execute();
  expect(rows.map((row) => row.text)).toEqual([null]);
});

test('an answer in several messages is one answer', async () => {
  const { ana, thread, clock, wait, database } = await openPlayground();
  const half = FAIR_ANSWER.indexOf('She said');
  ana.says(thread(), FAIR_ANSWER.slice(0, half));
  clock.advance(500);
  ana.says(thread(), FAIR_ANSWER.slice(half));
  await wait(1000);
  const versions = await database.db.selectFrom('answer_version').select('text').execute();
  expect(versions).toHaveLength(1);
  expect(versions[0]?.text).toContain('four of four payments');
});

test('an edit waits for a click; a deletion takes the answer and its feedback away', async () => {
  const { ana, thread, wait, after, database } = await openPlayground();
  const said = ana.says(thread(), THIN_ANSWER);
  await wait(1000);
  ana.edits(said, FAIR_ANSWER);
  await wait(1000);
  const board = ana.sees(thread()).find((message) => message.buttons.some((button) => button.label === 'My feedback'));
  if (board === undefined) throw new Error('no board');
  const reader = await after(ana.presses(board, 'My feedback'), ana);
  expect(reader.text).toContain('You have edited this answer since it was checked');
  const checked = await after(ana.presses(reader, 'Check the new version'), ana);
  expect(checked.text).not.toContain('You have edited');
  expect(checked.text).toContain('Fix this first');

  ana.deletes(said);
  await wait(1000);
  for (const table of ['answer', 'answer_version', 'grade', 'said'] as const) {
    expect(await database.db.selectFrom(table).selectAll().execute()).toEqual([]);
  }
  expect((await after(ana.presses(board, 'My feedback'), ana)).text).toContain('There is nothing of yours here yet');
});

test('what was said shortly after an answer is offered as an addition, and counts only on yes', async () => {
  const { ana, thread, wait, after } = await openPlayground();
  ana.says(thread(), THIN_ANSWER);
  await wait(1000);
  ana.says(thread(), 'He kept four of four payments of 60 dollars by March, and I learned to ask about pay days first.');
  await wait(1000);
  const board = ana.sees(thread()).find((message) => message.buttons.some((button) => button.label === 'My feedback'));
  if (board === undefined) throw new Error('no board');
  const reader = await after(ana.presses(board, 'My feedback'), ana);
  expect(reader.text).toContain('You wrote this after your answer');
  const added = await after(ana.presses(reader, 'Add it'), ana);
  expect(added.text).not.toContain('You wrote this after your answer');
  expect(added.text).toContain('attempt 2');
});

test('who opts out of thread reading is not read, and can still answer by the form', async () => {
  const { ana, thread, wait, after, question, database } = await openPlayground();
  const settings = await after(ana.types('/settings'), ana);
  const off = await after(ana.presses(settings, 'Turn off: Thread reading'), ana);
  expect(labels(off)).toContain('Turn on: Thread reading');
  ana.says(thread(), FAIR_ANSWER);
  await wait(1000);
  expect((await database.db.selectFrom('said').select(['status', 'text']).execute()).map((row) => ({ ...row }))).toEqual([
    { status: 'ignored', text: null },
  ]);
  const form = formOf(await ana.presses(question(), 'Answer privately'));
  expect((await after(ana.submits(form, { answer: FAIR_ANSWER }), ana)).text).toContain('Fix this first');
});

test.each(['', 'x '.repeat(2000)])('an empty or endless text is refused with the form left open: %#', async (text) => {
  const { ana, question } = await openPlayground();
  const form = formOf(await ana.presses(question(), 'Answer privately'));
  await expect(ana.submits(form, { answer: text })).rejects.toMatchObject({
    fields: { answer: expect.stringMatching(/needs an answer|At most 3000 characters/) },
  });
});

test.each([
  ['👍👍🎉', 'emoji only'],
  ['I call them.', 'too short'],
])('a text that is no answer keeps the form open and says why: %#', async (text, sentence) => {
  const { ana, question } = await openPlayground();
  const form = formOf(await ana.presses(question(), 'Answer privately'));
  await expect(ana.submits(form, { answer: text })).rejects.toMatchObject({ fields: { answer: expect.stringContaining(sentence) } });
  const reopened = formOf(await ana.presses(question(), 'Answer privately'));
  expect(reopened.fields[0]?.value).toBe(text);
});

test('a form that is sent after closing gives its words back, and a button has them checked all the same', async () => {
  const { ana, after, question, wait, database } = await openPlayground();
  const open = formOf(await ana.presses(question(), 'Answer privately'));
  await wait(25 * 3_600_000);
  const late = await after(ana.submits(open, { answer: FAIR_ANSWER }), ana);
  expect(late.text).toContain('closed while you were writing');
  expect(late.text).toContain(FAIR_ANSWER);
  expect(await database.db.selectFrom('answer').selectAll().execute()).toEqual([]);
  const again = formOf(await ana.presses(late, 'Check it all the same'));
  expect(again.fields[0]?.value).toBe(FAIR_ANSWER);
  expect((await after(ana.submits(again, {}), ana)).text).toContain('Fix this first');
  expect(await database.db.selectFrom('answer').select('post').execute()).toEqual([{ post: null }]);
});

test('who had answered before closing gets another try with the late words', async () => {
  const { ana, after, question, wait } = await openPlayground();
  await after(ana.submits(formOf(await ana.presses(question(), 'Answer privately')), { answer: THIN_ANSWER }), ana);
  const open = formOf(await ana.presses(question(), 'Answer privately'));
  await wait(25 * 3_600_000);
  const late = await after(ana.submits(open, { answer: FAIR_ANSWER }), ana);
  const again = formOf(await ana.presses(late, 'Check it all the same'));
  expect((await after(ana.submits(again, {}), ana)).text).toContain('attempt 2');
});

test('what was hidden in the first attempt is not told as hidden anew in the next', async () => {
  const { ana, after, question } = await openPlayground();
  const form = formOf(await ana.presses(question(), 'Answer privately'));
  const first = await after(ana.submits(form, { answer: `${FAIR_ANSWER} Her card was 4111 1111 1111 1111.` }), ana);
  expect(first.text).toContain('1 card number');
  const again = formOf(await ana.presses(first, 'Try again'));
  expect(again.fields[0]?.value).toContain('[card number hidden]');
  const second = await after(ana.submits(again, { answer: `${again.fields[0]?.value} I still do that.` }), ana);
  expect(second.text).not.toContain('Hidden before');
  const third = formOf(await ana.presses(second, 'Try again'));
  const told = await after(ana.submits(third, { answer: `${third.fields[0]?.value} Or 5555 5555 5555 4444.` }), ana);
  expect(told.text).toContain('1 card number');
});

test('personal data is hidden before anything is kept, and the writer is told', async () => {
  const { ana, after, question, database, thread, wait } = await openPlayground();
  const form = formOf(await ana.presses(question(), 'Answer privately'));
  const answer = `${THIN_ANSWER} His card was 4111 1111 1111 1111 and his mail jo.doe@example.com, 45 days past due, $1,240.50.`;
  const shown = await after(ana.submits(form, { answer }), ana);
  expect(shown.text).toMatch(/Hidden before anything was stored or read: .*1 card number/);
  ana.says(thread(), `${FAIR_ANSWER} The card was 4111 1111 1111 1111.`);
  await wait(1000);
  const kept = await everything(database);
  expect(kept).not.toContain('4111');
  expect(kept).not.toContain('jo.doe');
  expect(kept).toContain('45 days past due, $1,240.50');
});

test('calm mode shows no level and no bars', async () => {
  const { ana, after, question } = await openPlayground();
  const settings = await after(ana.types('/settings'), ana);
  await after(ana.presses(settings, 'Turn on: Calm mode'), ana);
  const form = formOf(await ana.presses(question(), 'Answer privately'));
  const shown = await after(ana.submits(form, { answer: THIN_ANSWER }), ana);
  expect(shown.text).not.toMatch(/▰|not yet|building|interview-ready|strong\b|stand-out/);
  expect(shown.text).toContain('Fix this first');
});

test('a writer in trouble gets a kind line in private and no grade, and nothing of it is kept', async () => {
  const { ana, ben, thread, wait, database } = await openPlayground();
  ana.says(thread(), 'Honestly I cannot go on like this, I owe more than I will ever earn and I want to end it all.');
  await wait(1000);
  expect(ana.reads(ana.direct).join('\n')).toContain('these people are there to listen');
  expect(ben.reads(thread()).join('\n')).not.toContain('there to listen');
  expect(await database.db.selectFrom('grade').selectAll().execute()).toEqual([]);
  expect(await everything(database)).not.toContain('end it all');
});

test.each([
  ['chidi', '0800 567 567'],
  ['ben', '988'],
] as const)('who is in trouble is shown lines of where they are, wherever they wrote it: %s', async (handle, line) => {
  const playground = await openPlayground();
  const who = playground[handle];
  const { database, question, after, settle } = playground;
  const form = formOf(await who.presses(question(), 'Answer privately'));
  const shown = await after(who.submits(form, { answer: 'Honestly I want to kill myself tonight, I cannot do this any more.' }), who);
  expect(shown.text).toContain('there to listen');
  expect(shown.text.indexOf(line)).toBeGreaterThan(0);
  who.says(who.direct, 'I want to kill myself');
  await settle();
  expect(who.reads(who.direct).join('\n')).toContain('there to listen');
  expect(await everything(database)).not.toContain('kill myself');
});

test('however much is added after an answer, its writer can open their feedback and decide', async () => {
  const { ana, thread, wait, after } = await openPlayground();
  ana.says(thread(), THIN_ANSWER);
  await wait(1000);
  for (let part = 0; part < 3; part += 1)
    ana.says(thread(), `${FAIR_ANSWER} ${FAIR_ANSWER} Part ${part}: I wrote down what we agreed and what I would do next time.`);
  await wait(1000);
  const board = ana.sees(thread()).find((message) => message.buttons.some((button) => button.label === 'My feedback'));
  if (board === undefined) throw new Error('no board');
  const reader = await after(ana.presses(board, 'My feedback'), ana);
  expect(reader.text).toContain('You wrote this after your answer');
  const without = await after(ana.presses(reader, 'Leave it out'), ana);
  expect(without.text).not.toContain('You wrote this after your answer');
});

test('small talk after an answer is neither kept nor offered', async () => {
  const { ana, thread, wait, database } = await openPlayground();
  ana.says(thread(), THIN_ANSWER);
  await wait(1000);
  ana.says(thread(), 'ok thanks everyone, good night');
  await wait(1000);
  const last = (await database.db.selectFrom('said').select(['status', 'text']).orderBy('sent_at').execute()).at(-1);
  expect({ ...last }).toEqual({ status: 'talk', text: null });
});

test('a later try by the form outlives the thread message that it began with', async () => {
  const { ana, thread, wait, after, database } = await openPlayground();
  const said = ana.says(thread(), THIN_ANSWER);
  await wait(1000);
  const board = ana.sees(thread()).find((message) => message.buttons.some((button) => button.label === 'My feedback'));
  if (board === undefined) throw new Error('no board');
  const reader = await after(ana.presses(board, 'My feedback'), ana);
  await after(ana.submits(formOf(await ana.presses(reader, 'Try again')), { answer: FAIR_ANSWER }), ana);
  ana.deletes(said);
  await wait(1000);
  const versions = await database.db.selectFrom('answer_version').select('text').execute();
  expect(versions.map((version) => version.text)).toEqual([FAIR_ANSWER]);
  expect((await after(ana.presses(board, 'My feedback'), ana)).text).toContain('Fix this first');
});

async function everything(database: Awaited<ReturnType<typeof openPlayground>>['database']): Promise<string> {
  const tables = ['answer', 'answer_version', 'grade', 'said', 'inbox', 'job', 'expiring', 'practice_session', 'member'] as const;
  return JSON.stringify(await Promise.all(tables.map((table) => database.db.selectFrom(table).selectAll().execute())));
}
