// A server's own questions: written in the chat, brought in by file, suggested by members; queued, retired, answered.
import { expect, test } from 'vitest';
import type { InteractionView, MessageView } from '../../src/platforms/local/view.ts';
import { FAIR_ANSWER, openPlayground } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { DAILY, LOUNGE, answeredWith, formOf } from '../support/world.ts';
import type { Speaker } from '../support/world.ts';

const DAY_MS = 24 * 3_600_000;
const TEXT = 'A customer says that her sister always paid for her, and now the sister has died. What do you say?';

/** Through both forms' first half and all selects. */
async function writes({ after }: Playground, who: Speaker, words: Readonly<Record<string, string>> = {}): Promise<MessageView> {
  const form = formOf(await who.types('/questions add'));
  let panel = await after(who.submits(form, { title: 'The sister who paid', text: TEXT, ...words }), who);
  for (const [option, from] of [
    ['situational', 'Type'],
    ['hardship and vulnerability', 'Topic'],
    [['mid level', 'senior'], 'Levels'],
    [['bill collector'], 'Roles'],
    ['third-party agency', 'Setting'],
  ] as const)
    panel = await after(who.picks(panel, option, from), who);
  return panel;
}

test('a coach writes a question, queues it, and it is what the channel is asked next', async () => {
  const chat = await openPlayground();
  const { olivia, ana, after, wait, question } = chat;
  const panel = await writes(chat, olivia);
  expect(panel.text).toContain('Ready to be saved');
  const saved = await after(olivia.presses(panel, 'Save and queue next'), olivia);
  expect(saved.text).toContain('Queued for #daily');
  expect(saved.text).toContain('Your server’s own.'.replace('’', "'"));

  await wait(DAY_MS);
  expect(question().text).toContain(TEXT);
  expect(question().text).toContain('Why interviewers ask this');
  const feedback = await after(ana.submits(formOf(await ana.presses(question(), 'Answer privately')), { answer: FAIR_ANSWER }), ana);
  expect(feedback.text).toContain('The sister who paid');
  const example = await after(ana.presses(feedback, 'What would a 5 look like?'), ana);
  expect(example.text).toContain('Nobody has written an example answer for this question yet');
  expect(example.text).toContain('Speak your first sentences aloud');
});

test('what is missing or does not fit is named, and nothing that was written is lost', async () => {
  const chat = await openPlayground();
  const { olivia, after } = chat;
  const form = formOf(await olivia.types('/questions add'));
  await expect(olivia.submits(form, { title: 'Why', text: 'Why?', whatNotToSay: 'I would threaten him' })).rejects.toMatchObject({
    fields: {
      title: 'This has 3 characters; it needs at least 4.',
      text: 'This has 4 characters; it needs at least 12.',
      whatNotToSay: expect.stringContaining('Line 1 lacks a part'),
    },
  });
  const panel = await after(
    olivia.submits(form, { title: 'The sister who paid', text: TEXT, whatNotToSay: '- "Not my problem" | It is the end of the call.' }),
    olivia,
  );
  const early = await after(olivia.presses(panel, 'Save'), olivia);
  expect(early.text).toContain('Still to choose: Type, Topic, Levels, Roles, Setting');

  const details = formOf(await olivia.presses(panel, 'Example and points'));
  await expect(
    olivia.submits(details, { skills: 'listning', referencePoints: 'Says that he is sorry; my condolences\nok' }),
  ).rejects.toMatchObject({
    fields: {
      skills: expect.stringContaining('Did you mean listening?'),
      referencePoints: 'Line 2 has 2 characters; it needs at least 4.',
    },
  });
  const detailed = await after(
    olivia.submits(details, {
      skills: 'Listening, empathy',
      referencePoints: 'Says that he is sorry; my condolences; I am so sorry to hear that',
    }),
    olivia,
  );
  expect(detailed.text).toContain('What a strong answer covers: 1 entry');
  expect(detailed.text).toContain('Skills tested: 2 entries');
  // The form shows it again as it was typed, so that it can be changed.
  expect(formOf(await olivia.presses(panel, 'Example and points')).fields.map((field) => field.value)).toEqual([
    '',
    'Says that he is sorry; my condolences; I am so sorry to hear that',
    '',
    'listening, empathy',
  ]);
});

test('only coaches and owners get there, also by a button that was drawn before', async () => {
  const { ana, olivia, after, rapport, platform } = await openPlayground();
  expect((await after(ana.types('/questions list'), ana)).text).toContain('Only coaches and owners');
  await expect(after(ana.types('/questions add'), ana)).resolves.toMatchObject({
    text: expect.stringContaining('Only coaches and owners'),
  });

  const { staff } = rapport.app;
  const by = { tenant: platform.tenant, member: olivia.id };
  await staff.give(by, { kind: 'person', id: ana.id }, 'coach');
  const list = await after(ana.types('/questions list'), ana);
  expect(list.text).toContain("0 of this server's own");
  for (const entry of await staff.list(platform.tenant)) if (entry.whom.id === ana.id) await staff.take(by, entry.id);
  expect((await after(ana.presses(list, 'Next'), ana)).text).toContain('Only coaches and owners');
});

test('a question is found by its words, retired and restored; a retired one is not asked and can still be read', async () => {
  const chat = await openPlayground();
  const { olivia, ana, after, rapport, platform, database } = chat;
  const list = await after(olivia.types('/questions list', { search: 'roommate card' }), olivia);
  expect(list.text).toContain('Someone else picks up');
  const opened = await after(olivia.picks(list, 'Someone else picks up'), olivia);
  expect(opened.text).toContain('Came with me.');
  expect(opened.text).toContain('You call the home number on file');
  expect((await after(olivia.presses(opened, 'What not to say'), olivia)).text).toContain('Hints');
  const grading = await after(olivia.presses(opened, 'Example and points'), olivia);
  expect(grading.text).toContain('Dana Whitlock');

  const asked = async (): Promise<readonly string[]> =>
    (await rapport.app.library.current(database.db, platform.tenant)).map(({ id }) => id);
  expect(await asked()).toContain('someone-else-picks-up');
  const retired = await after(olivia.presses(opened, 'Retire'), olivia);
  expect(retired.text).toContain('Retired here');
  expect(retired.buttons.map(({ label }) => label)).not.toContain('Queue next');
  expect(await asked()).not.toContain('someone-else-picks-up');
  expect(await rapport.app.library.find(database.db, platform.tenant, 'someone-else-picks-up')).not.toBeNull();
  expect((await after(olivia.types('/questions list', { show: 'retired' }), olivia)).text).toContain('Someone else picks up');
  await after(olivia.presses(retired, 'Restore'), olivia);
  expect(await asked()).toContain('someone-else-picks-up');

  const changes = await database.db.selectFrom('audit').selectAll().where('subject', '=', 'someone-else-picks-up').execute();
  expect(changes.map(({ action, member }) => [action, member])).toEqual([
    ['question.retired', olivia.id],
    ['question.restored', olivia.id],
  ]);
  expect((await after(ana.types('/practice'), ana)).text).toContain('Practice, for you alone');
});

test('two coaches change one question: the second is told before anything is overwritten', async () => {
  const chat = await openPlayground();
  const { olivia, after, clock, rapport, platform, database } = chat;
  const saved = await after(olivia.presses(await writes(chat, olivia), 'Save'), olivia);
  clock.advance(1000);
  const first = await after(olivia.presses(saved, 'Edit'), olivia);
  const list = await after(olivia.types('/questions list', { show: 'own' }), olivia);
  const second = await after(olivia.presses(await after(olivia.picks(list, 'The sister who paid'), olivia), 'Edit'), olivia);
  const change = async (panel: MessageView, text: string): Promise<MessageView> => {
    await after(olivia.submits(formOf(await olivia.presses(panel, 'Change the words')), { text }), olivia);
    return after(olivia.presses(panel, 'Save'), olivia);
  };
  expect((await change(first, `${TEXT} She cries.`)).text).toContain('Version 2.');
  const refused = await change(second, `${TEXT} She is silent.`);
  expect(refused.text).toContain('Somebody else has changed this question');
  expect(refused.text).toContain('She is silent.');
  const [own] = (await rapport.app.library.current(database.db, platform.tenant)).filter(({ id }) => id.startsWith('own-'));
  expect(own?.text).toContain('She cries.');
  expect((await after(olivia.presses(refused, 'Save'), olivia)).text).toContain('Version 3.');
});

const RECORD = {
  id: 'promise-by-the-door',
  title: 'A promise by the door',
  text: 'He promises to pay at the door on Friday, in cash. What do you say, and what do you write down?',
  type: 'situational',
  roleFamilies: ['bill-collector'],
  levels: ['junior'],
  setting: 'first_party',
  jurisdiction: 'any',
};
const fileOf = (text: string, name = 'questions.json') => ({ name, mediaType: 'application/json', bytes: new TextEncoder().encode(text) });

test('a file is checked whole before anything is changed; what is good can go in alone, and twice is once', async () => {
  const { olivia, after, clock } = await openPlayground();
  const imports = async (text: string): Promise<MessageView> =>
    after(olivia.submits(formOf(await olivia.types('/questions import')), { file: fileOf(text) }), olivia);
  const file = JSON.stringify({
    topic: 'promises-and-plans',
    questions: [RECORD, { ...RECORD, id: 'second', title: 'Second', type: 'behavioral', text: `${RECORD.text} Call 800-555-0142.` }],
  });
  const checked = await imports(file);
  expect(checked.text).toContain('1 new, 0 changed, 0 unchanged.');
  expect(checked.text).toMatch(/Second · type \(line 1\): is "behavioral"; did you mean behavioural\?/);
  expect((await after(olivia.types('/questions list', { show: 'own' }), olivia)).text).toContain('nothing to list');
  const done = await after(olivia.presses(checked, 'Import the 1 good one'), olivia);
  expect(done.text).toContain('1 new, 0 changed');

  const mended = await imports(file.replace('behavioral', 'behavioural'));
  expect(mended.text).toContain('1 new, 0 changed, 1 unchanged.');
  expect(mended.text).toContain('In 1 question something looked like personal data and was hidden.');
  clock.advance(1000);
  await after(olivia.presses(mended, 'Import 1 question'), olivia);
  expect((await imports(file.replace('behavioral', 'behavioural'))).text).toContain('nothing in it that you do not have already');

  const exported = answeredWith(await olivia.types('/questions export'));
  expect(exported.text).toContain('questions.json');
  expect(exported.text).toContain('questions.csv');
  expect((await after(olivia.types('/rapport log'), olivia)).text).toMatch(
    /Olivia imported questions · 1 new, 0 changed, 1 unchanged\n.*Olivia imported questions · 1 new, 0 changed, 0 unchanged\n/,
  );
});

test('a file that is none is refused with a sentence', async () => {
  const { olivia, after } = await openPlayground();
  const imports = async (text: string): Promise<string> =>
    (await after(olivia.submits(formOf(await olivia.types('/questions import')), { file: fileOf(text) }), olivia)).text;
  expect(await imports('questions: 7')).toContain('There are no questions in this file');
  expect(await imports('- title: "open')).toMatch(/Line 1: .*close what was opened/);
  expect(await imports('- just a line')).toContain('record 1 (line 1): is "just a line"');
});

test('a suggestion is declined with a reason, which reaches its member', async () => {
  const { ana, ben, olivia, after, settle, clock } = await openPlayground();
  const suggests = async (who: Speaker, text: string): Promise<MessageView> =>
    after(who.submits(formOf(await who.types('/suggest question')), { text, note: 'I was asked this yesterday', type: 'technical' }), who);
  expect((await suggests(ana, 'What is skip tracing, and when does it stop being allowed?')).text).toContain('waits for the coaches');
  clock.advance(1000);
  await suggests(ben, 'How would you explain a charge-off to a customer?');
  expect((await after(olivia.types('/questions list'), olivia)).text).toContain('2 suggestions wait');

  const shown = await after(olivia.types('/questions suggestions'), olivia);
  expect(shown.text).toContain('Suggestion 1 of 2');
  expect(shown.text).toContain('skip tracing');
  expect(shown.text).toContain('I was asked this yesterday');
  const elsewhere = await after(olivia.types('/questions suggestions'), olivia);
  const decline = formOf(await olivia.presses(shown, 'Decline'));
  await expect(olivia.submits(decline, { reason: ' ' })).rejects.toMatchObject({ fields: { reason: expect.any(String) } });
  const after1 = await after(olivia.submits(decline, { reason: 'We have it already, under Finding people' }), olivia);
  expect(after1.text).toContain('charge-off');
  await settle();
  expect(ana.reads(ana.direct).at(-1)).toContain('We have it already, under Finding people');
  expect((await after(ana.types('/suggest mine'), ana)).text).toContain('declined: We have it already, under Finding people');
  expect((await after(olivia.presses(elsewhere, 'Accept'), olivia)).text).toContain('has been decided on');

  const accepted = await after(olivia.presses(after1, 'Accept'), olivia);
  expect(accepted.text).toContain("Your server's own.");
  await settle();
  expect(ben.reads(ben.direct).at(-1)).toContain('was accepted');
  expect((await after(ben.types('/suggest mine'), ben)).text).toContain('accepted');
  expect((await after(ben.types('/practice', { type: 'technical', topic: 'numbers-and-metrics' }), ben)).private).toBe(true);
});

test('a suggestion is changed before it is accepted, and its member is told', async () => {
  const { ana, olivia, after, settle, rapport, platform, database } = await openPlayground();
  await after(
    ana.submits(formOf(await ana.types('/suggest question')), { text: 'What is a right party contact?', type: 'technical' }),
    ana,
  );
  const panel = await after(olivia.presses(await after(olivia.types('/questions suggestions'), olivia), 'Edit'), olivia);
  await after(
    olivia.submits(formOf(await olivia.presses(panel, 'Change the words')), {
      title: 'Right party contact',
      text: 'What is a right party contact, and how is the rate worked out?',
    }),
    olivia,
  );
  expect((await after(olivia.presses(panel, 'Accept as changed'), olivia)).text).toContain('how is the rate worked out');
  await settle();
  expect(ana.reads(ana.direct).at(-1)).toContain('"Right party contact" was accepted');
  const own = (await rapport.app.library.current(database.db, platform.tenant)).filter(({ id }) => id.startsWith('own-'));
  expect(own.map(({ title }) => title)).toEqual(['Right party contact']);
});

test('five of one member may wait; an erase takes them with it, and leaves what was accepted without a name', async () => {
  const { ana, olivia, after, database } = await openPlayground();
  const suggest = async (number: number): Promise<MessageView> =>
    after(
      ana.submits(formOf(await ana.types('/suggest question')), {
        text: `What do you do on the morning of day ${number}?`,
        type: 'competency',
      }),
      ana,
    );
  for (const number of [1, 2, 3, 4, 5]) await suggest(number);
  expect((await after(ana.types('/suggest question'), ana)).text).toContain('5 suggestions of yours wait');
  await after(olivia.presses(await after(olivia.types('/questions suggestions'), olivia), 'Accept'), olivia);
  expect((await after(ana.types('/privacy see'), ana)).text).toContain('Questions you suggested: 5');
  await after(ana.presses(await after(ana.types('/privacy erase'), ana), 'Yes, erase it all'), ana);
  const rows = await database.db.selectFrom('own_question').selectAll().execute();
  expect(rows.map(({ state, member }) => [state, member])).toEqual([['active', null]]);
});

test('where direct messages are closed the reason still stands under /suggest mine', async () => {
  const { ben, olivia, after, settle, log, platform } = await openPlayground();
  await after(
    ben.submits(formOf(await ben.types('/suggest question')), { text: 'Do you like calling people?', type: 'motivational' }),
    ben,
  );
  platform.takesDirects(ben.id, false);
  const shown = await after(olivia.types('/questions suggestions'), olivia);
  await after(olivia.submits(formOf(await olivia.presses(shown, 'Decline')), { reason: 'Too easy to answer with yes' }), olivia);
  await settle();
  expect((await after(ben.types('/suggest mine'), ben)).text).toContain('Too easy to answer with yes');
  expect(log.filter(({ level }) => level === 'error')).toEqual([]);
});

test('where there are several plans, the coach says which one', async () => {
  const chat = await openPlayground();
  const { olivia, ben, after, wait, rapport, platform } = chat;
  const [daily] = await rapport.daily.plans(platform.tenant);
  if (daily === undefined) throw new Error('no plan');
  const by = { tenant: platform.tenant, member: olivia.id };
  await rapport.daily.save(by, { ...daily.rule, channel: LOUNGE, localTime: '10:00' }, null, null);
  const asked = await after(olivia.presses(await writes(chat, olivia), 'Save and queue next'), olivia);
  expect(asked.text).toContain('Into which daily plan?');
  const queued = await after(olivia.picks(asked, '#lounge 10:00'), olivia);
  expect(queued.text).toContain('Queued for #lounge');
  await wait(2 * 3_600_000);
  expect(olivia.reads(LOUNGE).join('\n')).toContain(TEXT);
  expect(ben.reads(DAILY).join('\n')).not.toContain(TEXT);
});

test('a question that is retired after it was queued is not posted', async () => {
  const chat = await openPlayground();
  const { olivia, ben, after, wait, question } = chat;
  const queued = await after(olivia.presses(await writes(chat, olivia), 'Save and queue next'), olivia);
  const before = question().id;
  await after(olivia.presses(queued, 'Retire'), olivia);
  await wait(DAY_MS);
  expect(question().id).not.toBe(before);
  expect(ben.reads(DAILY).join('\n')).not.toContain(TEXT);
});

test('practice offers what the server wrote, and what it wrote can be looked for', async () => {
  const chat = await openPlayground();
  const { olivia, ana, after } = chat;
  await after(olivia.presses(await writes(chat, olivia), 'Save'), olivia);
  const own = { type: 'situational', topic: 'hardship-and-vulnerability', level: 'senior', role: 'bill-collector' };
  expect((await after(ana.types('/practice', own), ana)).text).toContain(TEXT);
  expect((await after(olivia.types('/questions list', { search: 'sister died' }), olivia)).text).toContain('The sister who paid · own');
});

test('a server takes twenty suggestions within a day; what was typed is not lost to the twenty-first', async () => {
  const { ana, ben, carlos, chidi, olivia, after, wait } = await openPlayground();
  const suggest = (who: Speaker, number: number): Promise<InteractionView> =>
    who
      .types('/suggest question')
      .then((opened) => who.submits(formOf(opened), { text: `What do you do on the morning of day ${number}?`, type: 'competency' }));
  const early = formOf(await olivia.types('/suggest question'));
  for (const who of [ana, ben, carlos, chidi]) for (const number of [1, 2, 3, 4, 5]) await after(suggest(who, number), who);
  await expect(olivia.submits(early, { text: 'What do you do in the evening?' })).rejects.toMatchObject({
    fields: { text: expect.stringContaining('20 suggestions within a day') },
  });
  await wait(DAY_MS + 1000);
  expect((await after(olivia.submits(early, { text: 'What do you do in the evening?' }), olivia)).text).toContain('waits for the coaches');
});
