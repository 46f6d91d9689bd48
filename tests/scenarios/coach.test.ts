// Sharing an answer, reading what was shared, and one note under a feedback.
import { expect, test } from 'vitest';
import { enqueueUnpublishing } from '../../src/answers/sharing.ts';
import type { MessageId } from '../../src/core/ids.ts';
import type { MessageView } from '../../src/platforms/local/view.ts';
import { tries } from '../support/pressing.ts';
import { FAIR_ANSWER, THIN_ANSWER, openPlayground } from '../support/rapport.ts';
import type { Playground, PlaygroundOptions } from '../support/rapport.ts';
import { DAILY, formOf } from '../support/world.ts';
import type { Speaker } from '../support/world.ts';

const labels = (message: MessageView): string[] => message.buttons.map((button) => button.label);

/** With Carlos as a coach. */
async function openClass(options: PlaygroundOptions = {}): Promise<Playground> {
  const playground = await openPlayground(options);
  const { rapport, platform, olivia, carlos } = playground;
  await rapport.app.staff.give({ tenant: platform.tenant, member: olivia.id }, { kind: 'person', id: carlos.id }, 'coach');
  return playground;
}

/** By the form; gives the feedback. */
async function answer({ question, after }: Playground, who: Speaker, text: string): Promise<MessageView> {
  return after(who.submits(formOf(await who.presses(question(), 'Answer privately')), { answer: text }), who);
}

async function share({ after }: Playground, who: Speaker, feedback: MessageView): Promise<MessageView> {
  return after(who.presses(await after(who.presses(feedback, 'Share'), who), 'Yes, share it'), who);
}

const today = ({ after, carlos }: Playground): Promise<MessageView> => after(carlos.types('/coach today'), carlos);

async function opened(playground: Playground, name: string): Promise<MessageView> {
  const { after, carlos } = playground;
  return after(carlos.picks(await today(playground), name, 'Open a shared answer'), carlos);
}

async function writeNote({ after, carlos }: Playground, shown: MessageView, note: string): Promise<MessageView> {
  const button = labels(shown).includes('Write a note') ? 'Write a note' : 'Edit the note';
  return after(carlos.submits(formOf(await carlos.presses(shown, button)), { note }), carlos);
}

test('an answer is private until its writer has read who will see it and says yes', async () => {
  const playground = await openClass();
  const { ana, ben, after } = playground;
  const feedback = await answer(playground, ana, FAIR_ANSWER);
  const asked = await after(ana.presses(feedback, 'Share'), ana);
  expect(asked.text).toContain('The coaches and owners of this server will read it with your name');
  expect(asked.text).toContain('When the question closes, it can also be put up in its thread');
  const kept = await after(ana.presses(asked, 'Keep it private'), ana);
  expect(labels(kept)).toContain('Share');
  expect((await today(playground)).text).toContain('Ana · 1 attempt · private');
  expect((await today(playground)).selects).toEqual([]);

  const shared = await share(playground, ana, kept);
  expect(shared.text).toContain('Shared since');
  expect(labels(shared)).toEqual(['Try again', 'Answer the follow-up', 'What would a 5 look like?', 'Stop sharing']);
  expect((await today(playground)).text).toContain('Ana · 1 attempt · shared');
  expect(ben.reads(DAILY).join('\n')).not.toContain(FAIR_ANSWER.slice(0, 40));
});

test('a coach sees who answered, how often and what is shared; no word of what is not', async () => {
  const playground = await openClass();
  const { ana, ben, carlos, after, clock } = playground;
  const first = await answer(playground, ana, THIN_ANSWER);
  await after(ana.submits(formOf(await ana.presses(first, 'Try again')), { answer: FAIR_ANSWER }), ana);
  clock.advance(1000);
  await share(playground, ben, await answer(playground, ben, `${THIN_ANSWER} He paid by June.`));
  const panel = await today(playground);
  expect(panel.private).toBe(true);
  expect(panel.text).toContain('2 members have answered. 1 shares it.');
  expect(panel.text).toMatch(/Ana · 2 attempts · private\n.*Ben · 1 attempt · shared/);
  expect(panel.text).not.toContain('promises. I called');

  const shown = await after(carlos.picks(panel, 'Ben'), carlos);
  expect(shown.text).toContain('He paid by June.');
  expect(shown.text).toContain('Fix this first');
  expect(labels(shown)).toEqual(['Write a note']);
});

test("a coach's note stands under the feedback wherever its writer reads it, and stays when the answer is not shared any more", async () => {
  const playground = await openClass();
  const { ana, carlos, after } = playground;
  await share(playground, ana, await answer(playground, ana, FAIR_ANSWER));
  const saved = await writeNote(
    playground,
    await opened(playground, 'Ana'),
    'Say the date of the first payment. Call me on 020 7946 0991.',
  );
  expect(saved.text).toContain('Saved. They see it under their feedback.');
  expect((await today(playground)).text).toContain('shared · with a note');

  const progress = await after(ana.types('/progress'), ana);
  expect(progress.text).toContain('with a note from your coach');
  const option = progress.selects[0]?.options[0]?.label ?? '';
  const reader = await after(ana.picks(progress, option), ana);
  expect(reader.text).toContain('Your coach says · Carlos');
  expect(reader.text).toContain('Say the date of the first payment.');
  expect(reader.text).not.toContain('7946');

  const changed = await writeNote(playground, saved, 'Say the date of the first payment, then stop.');
  expect(changed.text).toContain('then stop');
  await after(ana.presses(reader, 'Stop sharing'), ana);
  const later = await after(ana.picks(progress, option), ana);
  expect(later.text).toContain('then stop');
  expect(labels(later)).toContain('Share');
  expect((await after(carlos.presses(changed, 'Edit the note'), carlos)).text).toContain('does not share this answer any more');
  expect((await today(playground)).selects).toEqual([]);
});

test('calm mode shows the note too, and who asked to be told gets it as a direct message', async () => {
  const playground = await openClass();
  const { ana, after } = playground;
  const settings = await after(ana.types('/settings'), ana);
  await after(ana.presses(settings, 'Turn on: Direct message'), ana);
  await after(ana.presses(settings, 'Turn on: Calm mode'), ana);
  await share(playground, ana, await answer(playground, ana, FAIR_ANSWER));
  const shown = await opened(playground, 'Ana');
  expect(shown.text).not.toContain('▰');
  await writeNote(playground, shown, 'The order of your steps is right.');
  const told = ana.reads(ana.direct).at(-1) ?? '';
  expect(told).toContain('A coach has written a note');
  expect(told).toContain('The order of your steps is right.');
  expect(told).not.toContain('▰');
});

test('an emptied note is taken away; a note that another coach has changed meanwhile is not overwritten', async () => {
  const playground = await openClass();
  const { ana, olivia, carlos, after } = playground;
  await share(playground, ana, await answer(playground, ana, FAIR_ANSWER));
  const his = await writeNote(playground, await opened(playground, 'Ana'), 'First words.');
  const stale = formOf(await carlos.presses(his, 'Edit the note'));
  playground.clock.advance(1000);
  const hers = await after(olivia.picks(await after(olivia.types('/coach today'), olivia), 'Ana', 'Open a shared answer'), olivia);
  await after(olivia.submits(formOf(await olivia.presses(hers, 'Edit the note')), { note: 'Better words.' }), olivia);
  await expect(carlos.submits(stale, { note: 'Mine.' })).rejects.toMatchObject({
    fields: { note: expect.stringContaining('Olivia has changed') },
  });

  const emptied = await writeNote(playground, await opened(playground, 'Ana'), ' ');
  expect(labels(emptied)).toEqual(['Write a note']);
  await expect(carlos.submits(formOf(await carlos.presses(emptied, 'Write a note')), { note: 'x'.repeat(1001) })).rejects.toMatchObject({
    fields: { note: expect.stringMatching(/too long|At most/) },
  });
});

test('a note that was kept just before a crash is not refused when its form comes again; over that of somebody else it is', async () => {
  const playground = await openClass();
  const { ana, carlos, olivia, platform, rapport, database } = playground;
  await share(playground, ana, await answer(playground, ana, FAIR_ANSWER));
  const { id } = await database.db.selectFrom('answer').select('id').executeTakeFirstOrThrow();
  const form = rapport.app.coaching.handlers.find(({ definition }) => definition.code === 'cs');
  if (form === undefined) throw new Error('notes have no form');
  const writes = (who: Speaker, note: string): ReturnType<typeof tries> =>
    tries(playground, { ...form, validate: async () => null }, form.definition.id({ answer: id, seen: '0' }), {
      who,
      tenant: platform.tenant,
      values: [],
      fields: { note },
    });
  expect((await writes(carlos, 'Lead with the result.')).refused).toBeNull();
  expect((await writes(carlos, 'Lead with the result.')).refused).toBeNull();
  expect((await writes(olivia, 'Lead with the case.')).refused).toBe('coach.noteChanged');
  expect(await database.db.selectFrom('coach_note').select('text').execute()).toMatchObject([{ text: 'Lead with the result.' }]);
});

test('who is a coach no more is refused by what they still have open', async () => {
  const playground = await openClass();
  const { ana, carlos, after, rapport, platform, database } = playground;
  await share(playground, ana, await answer(playground, ana, FAIR_ANSWER));
  const panel = await today(playground);
  const shown = await opened(playground, 'Ana');
  const form = formOf(await carlos.presses(shown, 'Write a note'));
  const [entry] = await rapport.app.staff.list(platform.tenant);
  await rapport.app.staff.take({ tenant: platform.tenant, member: null }, entry?.id ?? '');
  expect((await after(carlos.picks(panel, 'Ana'), carlos)).text).toContain('Only coaches and owners');
  expect((await after(carlos.submits(form, { note: 'Too late.' }), carlos)).text).toContain('Only coaches and owners');
  expect((await after(carlos.presses(shown, 'Write a note'), carlos)).text).toContain('Only coaches and owners');
  expect(await database.db.selectFrom('coach_note').selectAll().execute()).toEqual([]);
});

test('neither private practice nor a follow-up can be shared', async () => {
  const playground = await openClass();
  const { ana, after } = playground;
  const asked = await after(ana.types('/practice'), ana);
  const practised = await after(ana.submits(formOf(await ana.presses(asked, 'Answer')), { answer: THIN_ANSWER }), ana);
  expect(labels(practised)).not.toContain('Share');
  const daily = await answer(playground, ana, FAIR_ANSWER);
  const more = formOf(await ana.presses(daily, 'Answer the follow-up'));
  const followed = await after(ana.submits(more, { answer: 'I would ring the same day, ask what changed, and then move the dates.' }), ana);
  expect(labels(followed)).not.toContain('Share');
  const panel = await today(playground);
  expect(panel.text).toContain('1 member has answered.');
  expect(panel.text.match(/Ana/g)).toHaveLength(1);
});

const HOURS_24 = 24 * 3_600_000;

test('what the bot put up at closing comes down when its writer stops sharing it, and goes up again when they share it again', async () => {
  const playground = await openClass();
  const { ana, ben, thread, wait, after } = playground;
  const closing = thread();
  const shared = await share(playground, ana, await answer(playground, ana, FAIR_ANSWER));
  await wait(HOURS_24);
  const standing = (): string => ben.reads(closing).join('\n');
  expect(standing()).toContain(FAIR_ANSWER.slice(0, 60));
  const stopped = await after(ana.presses(shared, 'Stop sharing'), ana);
  expect(standing()).not.toContain(FAIR_ANSWER.slice(0, 60));
  const asked = await after(ana.presses(stopped, 'Share'), ana);
  expect(asked.text).toContain('The question has closed: it is also put up in its thread');
  await after(ana.presses(asked, 'Yes, share it'), ana);
  expect(standing()).toContain(FAIR_ANSWER.slice(0, 60));
});

test('what the bot put up comes down when its writer has everything erased', async () => {
  const playground = await openClass();
  const { ana, ben, thread, wait, after, settle, database } = playground;
  const closing = thread();
  await share(playground, ana, await answer(playground, ana, FAIR_ANSWER));
  await wait(HOURS_24);
  const asked = await after(ana.types('/privacy erase'), ana);
  await after(ana.presses(asked, 'Yes, erase it all'), ana);
  await settle();
  expect(ben.reads(closing).join('\n')).not.toContain(FAIR_ANSWER.slice(0, 60));
  expect(await database.db.selectFrom('answer').selectAll().execute()).toEqual([]);
});

test('what the bot put up comes down when the messages that it was made of are deleted', async () => {
  const { ben, ana, thread, wait, platform, database } = await openClass();
  const said = ben.says(thread(), THIN_ANSWER);
  await wait(1000);
  const message: MessageId = await platform.post(thread(), { blocks: [{ kind: 'quote', text: THIN_ANSWER }] }, 'shared:ben');
  await database.db.updateTable('answer').set({ shared_at: 1, published_message: message }).execute();
  ben.deletes(said);
  await wait(1000);
  expect(ana.sees(thread()).map((one) => one.id)).not.toContain(message);
});

test('a message that stands for an answer again is not taken down by an older wish', async () => {
  const playground = await openClass();
  const { ana, thread, platform, database, rapport, settle } = playground;
  await share(playground, ana, await answer(playground, ana, FAIR_ANSWER));
  const message: MessageId = await platform.post(thread(), { blocks: [{ kind: 'quote', text: FAIR_ANSWER }] }, 'shared:ana');
  await database.db.updateTable('answer').set({ published_message: message }).execute();
  await database.transaction((trx) => enqueueUnpublishing(trx, rapport.app.answers.parts, platform.tenant, message));
  await settle();
  expect(ana.sees(thread()).map((one) => one.id)).toContain(message);
});

test('a plan for coaches alone says so, and nothing is put up for the channel', async () => {
  const playground = await openClass();
  const { ana, ben, thread, wait, after, database } = playground;
  await database.db.updateTable('post').set({ shared_with: 'coaches' }).execute();
  const closing = thread();
  const feedback = await answer(playground, ana, FAIR_ANSWER);
  const asked = await after(ana.presses(feedback, 'Share'), ana);
  expect(asked.text).toContain('Nobody else: it is not put up in the channel.');
  await after(ana.presses(asked, 'Yes, share it'), ana);
  await wait(HOURS_24);
  expect(ben.reads(closing).join('\n')).not.toContain(FAIR_ANSWER.slice(0, 60));
});

test('an erase takes the notes under the own answers, and the name under the notes for others', async () => {
  const playground = await openClass();
  const { ana, ben, carlos, rapport, platform, database, settle } = playground;
  await share(playground, ana, await answer(playground, ana, FAIR_ANSWER));
  const bens = await share(playground, ben, await answer(playground, ben, `${THIN_ANSWER} He paid by June.`));
  await writeNote(playground, await opened(playground, 'Ana'), 'A note for Ana.');
  await writeNote(playground, await opened(playground, 'Ben'), 'A note for Ben.');
  const records = await rapport.app.members.records(platform.tenant, ana.id);
  expect(records['coach_note']).toMatchObject([{ text: 'A note for Ana.' }]);
  const written = await rapport.app.members.records(platform.tenant, carlos.id);
  expect(written['coach_note_written']).toHaveLength(2);
  expect(JSON.stringify(written)).not.toContain(ben.id);

  await rapport.app.members.erase(platform.tenant, ana.id);
  await rapport.app.members.erase(platform.tenant, carlos.id);
  await settle();
  expect((await database.db.selectFrom('coach_note').select(['text', 'author']).execute()).map((row) => ({ ...row }))).toEqual([
    { text: 'A note for Ben.', author: null },
  ]);
  const feedback = await playground.after(ben.presses(bens, 'Stop sharing'), ben);
  expect(feedback.text).toContain('A note for Ben.');
  expect(feedback.text).not.toContain('Carlos');
});

test('an answer and a feedback that are longer than a message are read page by page', async () => {
  const playground = await openClass();
  const { ana, carlos, after } = playground;
  const long = `${FAIR_ANSWER} ${'I wrote down what we agreed, and why it held, in my own words. '.repeat(36)}`.slice(0, 2_990);
  const shared = await share(playground, ana, await answer(playground, ana, long));
  const first = await opened(playground, 'Ana');
  expect(labels(first)).toEqual(['Next', 'Write a note']);
  expect(first.text).toContain('At my last agency');
  const second = await after(carlos.presses(first, 'Next'), carlos);
  expect(second.text).toContain('Fix this first');
  expect(labels(second)).toContain('Previous');

  await writeNote(playground, second, 'Shorter. '.repeat(111));
  const reader = await after(ana.presses(await after(ana.presses(shared, 'Stop sharing'), ana), 'Share'), ana);
  const back = await after(ana.presses(reader, 'Keep it private'), ana);
  expect(back.text).toContain('Your coach says');
});

test('the file of a range has one line an answer, and scores only where they are shared', async () => {
  const playground = await openClass();
  const { ana, ben, carlos, after, platform } = playground;
  await share(playground, ana, await answer(playground, ana, FAIR_ANSWER));
  playground.clock.advance(1000);
  await answer(playground, ben, THIN_ANSWER);
  await writeNote(playground, await opened(playground, 'Ana'), 'Good order.');
  const made = await after(carlos.types('/coach export', { from: '2026-11-01', to: '2026-11-24' }), carlos);
  expect(made.text).toContain('2 answers to questions of 2026-11-01 to 2026-11-24');
  const file = made.content?.blocks.find((block) => block.kind === 'file');
  if (file?.kind !== 'file') throw new Error('no file');
  expect(file.name).toBe('rapport-2026-11-01-2026-11-24.csv');
  const lines = new TextDecoder('utf-8', { ignoreBOM: false }).decode(await platform.download(file.file)).split('\r\n');
  expect(lines[0]).toMatch(/^Date,Channel,Question,Title,Member,Answered by,Attempts,Shared,Level,On the question,/);
  expect(lines[1]).toMatch(/^2026-11-24,#daily,[^,]+,[^,]+,Ana,form,1,yes,[a-z -]+(,[1-5]?){6},yes$/);
  expect(lines[2]).toMatch(/^2026-11-24,#daily,[^,]+,[^,]+,Ben,form,1,no,,,,,,,,no$/);
  expect(lines.slice(3)).toEqual(['']);

  const none = await after(carlos.types('/coach export', { from: '2026-10-01', to: '2026-10-02' }), carlos);
  expect(none.text).toContain('Nobody answered');
});

test.each([
  [{ from: '2026-11-24', to: '2026-11-01' }, '2026-11-24 is later than 2026-11-01'],
  [{ from: '2024-01-01', to: '2026-11-01' }, 'at most 366 days'],
])('dates that do not hold are told so, and no file is made: %o', async (options, sentence) => {
  const { carlos, after } = await openClass();
  const told = await after(carlos.types('/coach export', options), carlos);
  expect(told.text).toContain(sentence);
  expect(told.content?.blocks.some((block) => block.kind === 'file')).toBe(false);
});
