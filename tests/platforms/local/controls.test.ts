// Commands, buttons, selects and forms as people meet them.
import { describe, expect, it } from 'vitest';
import { Refused } from '../../../src/platforms/local/refusal.ts';
import { asId } from '../../../src/core/ids.ts';
import type { FileId } from '../../../src/core/ids.ts';
import { createScriptedCore, field, simpleForm, text, withButtons } from '../../support/scripted-core.ts';
import type { ScriptedCore } from '../../support/scripted-core.ts';
import { DAILY, LOUNGE, TEAM_LEADS, answeredWith, formOf, startWorld } from '../../support/world.ts';

const start = () => startWorld({ bot: createScriptedCore });
/** Who waits longest for an answer. */
const FIRST_ANSWER_MS = 3_000;

async function refusalOf(work: Promise<unknown>): Promise<Refused> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

describe('a command', () => {
  it.each([
    ['/practice', null, {}],
    ['/practice type:technical', null, { type: 'technical' }],
    ['/practice topic:skip tracing: the basics type:Technical', null, { topic: 'skip tracing: the basics', type: 'technical' }],
    ['  /practice   interview:2026-12-31 ', null, { interview: '2026-12-31' }],
    ['/plan rename name:New year', 'rename', { name: 'New year' }],
  ])('is understood as typed: %s', async (line, subcommand, options) => {
    const { ana, bot, platform } = await start();
    bot.on('practice', 'ephemeral', (_event, reply) => reply.private(text('ok')));
    bot.on('plan', 'ephemeral', (_event, reply) => reply.private(text('ok')));
    await platform.controls.command(ana.person, DAILY, line);
    expect(bot.heard).toMatchObject([
      { kind: 'command', subcommand, options, actor: { user: ana.id, zone: 'Europe/Madrid' }, place: { kind: 'channel', channel: DAILY } },
    ]);
  });

  it.each([
    ['practice', 422, 'text', /begins with a slash/],
    ['/nothing', 404, 'command', /Use one of: \/practice/],
    ['/practice technical', 422, 'text', /name:value.*type, topic, interview/],
    ['/practice type:easy', 422, 'type', /one of: technical, behavioural/],
    ['/practice interview:2026-02-30', 422, 'interview', /2026-12-31/],
    ['/search', 422, 'words', /is needed/],
    ['/search words:this is longer than twenty characters', 422, 'words', /holds 20 characters/],
    ['/plan', 422, 'subcommand', /one of: show, rename/],
    ['/plan remove', 422, 'subcommand', /one of: show, rename/],
  ])('is refused with its mend: %s', async (line, status, fieldName, sentence) => {
    const { ana, bot, platform } = await start();
    const refusal = await refusalOf(platform.controls.command(ana.person, DAILY, line));
    expect(refusal).toMatchObject({ status, field: fieldName });
    expect(refusal.message).toMatch(sentence);
    expect(bot.heard).toEqual([]);
  });

  it('for owners is kept out of the menu of members, and goes to the bot from whoever types it: the bot knows its owners', async () => {
    const { olivia, carlos, ana, bot, platform } = await start();
    const names = (person: typeof ana) => platform.controls.commands(person.person).map((one) => one.name);
    for (const person of [olivia, carlos]) expect(names(person)).toContain('setup');
    expect(names(ana)).not.toContain('setup');
    bot.on('setup', 'ephemeral', (_event, reply) => reply.private(text('Set up')));
    for (const person of [olivia, ana]) expect(answeredWith(await person.types('/setup')).text).toBe('Set up');
  });

  it('is given at most 25 suggestions, and only where it has some', async () => {
    const { ana, bot, platform } = await start();
    bot.suggestWith(({ typed }) => Array.from({ length: 40 }, (_, n) => ({ label: `${typed} ${n}`, value: `${n}` })));
    expect((await platform.controls.suggest(ana.person, 'practice', 'topic', 'skip')).map((one) => one.label).slice(0, 2)).toEqual([
      'skip 0',
      'skip 1',
    ]);
    expect(await platform.controls.suggest(ana.person, 'practice', 'topic', 'skip')).toHaveLength(25);
    expect(await platform.controls.suggest(ana.person, 'practice', 'type', '')).toEqual([]);
    expect(await refusalOf(platform.controls.suggest(ana.person, 'setup', 'x', ''))).toMatchObject({ status: 404 });
  });
});

describe('a first answer', () => {
  it('is waited for, for 3 seconds; then the interaction goes on without', async () => {
    const { ana, machine, platform, bot, settled } = await start();
    const typed = ana.types('/answer');
    await settled();
    machine.advance(FIRST_ANSWER_MS);
    const interaction = await typed;
    expect(interaction).toMatchObject({ state: 'pending', answer: null });
    const [event] = bot.heard;
    if (event?.kind !== 'command') throw new Error('the command was not heard');
    await platform.answer(event.interaction, { kind: 'private', content: text('there') });
    expect(platform.controls.interaction(ana.person, interaction.id)).toMatchObject({
      state: 'answered',
      answer: { kind: 'private', message: { text: 'there' } },
    });
  });

  it('with a form fails after 3 seconds, however slowly the timer comes', async () => {
    const { ana, machine, bot, settled } = await start();
    bot.on('answer', 'form', () => undefined);
    const typed = ana.types('/answer');
    await settled();
    machine.advance(FIRST_ANSWER_MS);
    expect(await typed).toMatchObject({ state: 'failed', answer: null });
  });

  it("is not hurried by a jump of the playground's clock", async () => {
    const { ana, clock, platform, bot, settled } = await start();
    const typed = ana.types('/answer');
    await settled();
    clock.advance(48 * 3_600_000);
    const [event] = bot.heard;
    if (event?.kind !== 'command') throw new Error('the command was not heard');
    await platform.answer(event.interaction, { kind: 'private', content: text('still in time') });
    expect(answeredWith(await typed).text).toBe('still in time');
  });

  it('never comes while the bot is away', async () => {
    const { ana, platform, stop } = await start();
    const message = await platform.post(DAILY, withButtons('Go?', { Go: 'go' }), 'a');
    await stop();
    expect(await ana.presses(message, 'Go')).toMatchObject({ state: 'failed' });
    expect(await refusalOf(ana.types('/answer'))).toMatchObject({ status: 409, code: 'bot-away' });
  });
});

describe('buttons and selects', () => {
  it('work while they stand on the message', async () => {
    const { ana, platform, bot } = await start();
    bot.on('go', 'ephemeral', (_event, reply) => reply.private(text('gone')));
    const message = await platform.post(DAILY, withButtons('Go?', { Go: 'go' }), 'a');
    expect(answeredWith(await ana.presses(message, 'Go')).text).toBe('gone');
    await platform.edit(message, text('No more.'));
    expect(await refusalOf(platform.controls.press(ana.person, message, 'go', []))).toMatchObject({ status: 404, field: 'action' });
    expect(await refusalOf(platform.controls.press(ana.person, message, 'made-up', []))).toMatchObject({ status: 404, field: 'action' });
  });

  it('take one of their options', async () => {
    const { ana, platform, bot } = await start();
    bot.on('level', 'ephemeral', (_event, reply) => reply.private(text('noted')));
    const message = await platform.post(
      DAILY,
      {
        blocks: [
          {
            kind: 'select',
            action: 'level',
            placeholder: 'Level',
            selected: [],
            most: 1,
            least: 1,
            options: [
              { label: 'Junior', value: 'j' },
              { label: 'Senior', value: 's' },
            ],
          },
        ],
      },
      'a',
    );
    await ana.picks(message, 'Senior');
    expect(bot.heard).toMatchObject([{ kind: 'action', action: 'level', values: ['s'] }]);
    for (const values of [[], ['x'], ['j', 's']])
      expect(await refusalOf(platform.controls.press(ana.person, message, 'level', values))).toMatchObject({
        status: 422,
        field: 'values',
        message: 'Pick exactly one of: j, s.',
      });
  });

  it('of what the server has are offered by name: channels, people, groups', async () => {
    const { ana, platform, bot } = await start();
    const chooses = (['channel', 'person', 'group'] as const).map((what) => ({
      ...({ kind: 'choose', what, action: what, placeholder: what, selected: [], most: 2 } as const),
    }));
    for (const { action } of chooses) bot.on(action, 'ephemeral', (_event, reply) => reply.private(text('noted')));
    const message = await platform.post(DAILY, { blocks: chooses }, 'a');
    const labels = ana.sees(DAILY)[0]?.selects.map(({ options }) => options.map((option) => option.label));
    expect(labels).toEqual([
      ['#daily', '#lounge', '#second-shift'],
      ['Olivia', 'Carlos', 'Ana', 'Ben', 'Chidi'],
      ['@trainees', '@team-leads'],
    ]);
    await ana.picks(message, ['#daily', '#lounge']);
    await ana.picks(message, 'Ben');
    await ana.picks(message, '@team-leads');
    await ana.picks(message, [], 'group');
    expect(bot.heard.map((event) => event.kind === 'action' && event.values)).toEqual([
      [DAILY, LOUNGE],
      ['local:user/ben'],
      [TEAM_LEADS],
      [],
    ]);
  });

  it('show no channel as picked that has gone, and offer it no more', async () => {
    const { ana, platform } = await start();
    const block = { kind: 'choose', what: 'channel', action: 'c', placeholder: 'Where', selected: [LOUNGE], most: 1 } as const;
    const message = await platform.post(DAILY, { blocks: [block] }, 'a');
    expect(ana.sees(DAILY)[0]?.selects[0]?.selected).toEqual([LOUNGE]);
    platform.removeChannel(LOUNGE);
    expect(ana.sees(DAILY)[0]?.selects[0]?.selected).toEqual([]);
    expect(await refusalOf(platform.controls.press(ana.person, message, 'c', [LOUNGE]))).toMatchObject({ code: 'not-an-option' });
  });
});

describe('a form', () => {
  const open = async () => {
    const world = await start();
    const fields = [
      field('answer', { maxLength: 20 }),
      field('level', { kind: 'choice', options: [{ label: 'Junior', value: 'j' }], required: false }),
      field('note', { required: false, value: 'as before' }),
    ];
    world.bot.on('answer', 'form', (_event, reply) => reply.form(simpleForm('f', { fields })));
    world.bot.on('f', 'ephemeral', (_event, reply) => reply.private(text('Thank you')));
    return { ...world, form: formOf(await world.ana.types('/answer')) };
  };

  it('sends what was typed and what stood in the other fields, once', async () => {
    const { ana, bot, form } = await open();
    expect(answeredWith(await ana.submits(form, { answer: 'I ask why.' })).text).toBe('Thank you');
    expect(bot.heard.findLast((event) => event.kind === 'form')?.values).toEqual({ answer: 'I ask why.', level: '', note: 'as before' });
    expect(await refusalOf(ana.submits(form, { answer: 'again' }))).toMatchObject({ status: 404 });
  });

  it('sent twice at once counts once', async () => {
    const { ana, bot, form } = await open();
    const [first, second] = await Promise.allSettled([ana.submits(form, { answer: 'one' }), ana.submits(form, { answer: 'two' })]);
    expect([first?.status, second?.status]).toEqual(['fulfilled', 'rejected']);
    expect(bot.heard.filter((event) => event.kind === 'form')).toHaveLength(1);
  });

  it.each([
    [{ answer: ' ' }, { answer: 'This field needs an answer.' }],
    [{ answer: 'x'.repeat(21) }, { answer: 'At most 20 characters; this has 21.' }],
    [{ answer: 'fine', level: 'z' }, { level: 'Choose one of the options.' }],
  ])('is checked as a client does: %j', async (values, fields) => {
    const { ana, bot, form, platform } = await open();
    expect(await refusalOf(ana.submits(form, values))).toMatchObject({ status: 422, fields });
    expect(bot.heard.filter((event) => event.kind === 'form')).toEqual([]);
    expect(platform.view.form(ana.person, form.id)?.fields[0]?.value).toBe(values.answer);
  });

  it('stays open when the bot takes too long to judge it', async () => {
    const { ana, bot, form, machine, platform } = await open();
    bot.judge('f', () => new Promise(() => undefined));
    const sent = refusalOf(ana.submits(form, { answer: 'I ask why.' }));
    machine.advance(FIRST_ANSWER_MS);
    expect(await sent).toMatchObject({ status: 409, code: 'no-answer' });
    expect(platform.view.form(ana.person, form.id)).not.toBeNull();
  });

  it('belongs to one person', async () => {
    const { ben, form } = await open();
    expect(await refusalOf(ben.submits(form, { answer: 'mine' }))).toMatchObject({ status: 404 });
  });

  it('opened again takes the place of the first', async () => {
    const { ana, form, platform } = await open();
    const again = formOf(await ana.types('/answer'));
    expect(platform.view.form(ana.person, form.id)).toBeNull();
    expect(platform.view.form(ana.person, again.id)).not.toBeNull();
  });

  it('redraws the private message from whose button it was opened', async () => {
    const { ana, bot, platform } = await start();
    bot.on('answer', 'ephemeral', (_event, reply) => reply.private(withButtons('Draft', { Change: 'change' })));
    bot.on('change', 'form', (_event, reply) => reply.form(simpleForm('f')));
    bot.on('f', 'update', (_event, reply) => reply.update(text('Changed')));
    const panel = answeredWith(await ana.types('/answer'));
    const form = formOf(await ana.presses(panel, 'Change'));
    expect(await ana.submits(form, { answer: 'x' })).toMatchObject({
      answer: { kind: 'update', message: { id: panel.id, text: 'Changed' } },
    });
    expect(platform.view.messages(ana.person, DAILY, 0)).toHaveLength(1);
  });
});

describe('a file in a form', () => {
  const open = async (required = true) => {
    const world = await start();
    const fields = [field('file', { kind: 'file', required }), field('note', { required: false })];
    world.bot.on('answer', 'form', (_event, reply) => reply.form(simpleForm('f', { fields })));
    for (const name of ['f', 'practice']) world.bot.on(name, 'ephemeral', (_event, reply) => reply.private(text('Thank you')));
    return { ...world, form: formOf(await world.ana.types('/answer')) };
  };
  const given = (bytes: number | string) => ({
    name: 'questions.csv',
    mediaType: 'text/csv',
    bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : new Uint8Array(bytes),
  });
  const fileOf = (bot: ScriptedCore): FileId => asId(bot.heard.findLast((event) => event.kind === 'form')?.values['file'] ?? '');

  it('comes to the bot as its id, and to nobody else', async () => {
    const { ana, bot, form, platform } = await open();
    await ana.submits(form, { file: given('id,text') });
    const file = fileOf(bot);
    expect(new TextDecoder().decode(await platform.download(file))).toBe('id,text');
    expect(() => platform.people.file(ana.person, file)).toThrow(/no such file/);
  });

  it.each([
    [{ file: '' }, 'This field needs an answer.'],
    [{ file: 'local:file/1' }, 'This field takes a file, not words.'],
    [{ file: given('') }, 'This file is empty: choose another one.'],
    [{ file: given(1024 * 1024 + 1) }, 'A file here holds at most 1 MiB (1048576 bytes); this one has 1048577: choose a smaller one.'],
  ])('is refused with a sentence at its field (%#)', async (values, sentence) => {
    const { ana, bot, form } = await open();
    expect(await refusalOf(ana.submits(form, values))).toMatchObject({ status: 422, fields: { file: sentence } });
    expect(bot.heard.filter((event) => event.kind === 'form')).toEqual([]);
  });

  it('of one MiB is taken, and none at all where none is needed', async () => {
    const { ana, bot, form, platform } = await open(false);
    await ana.submits(form, { file: given(1024 * 1024) });
    expect((await platform.download(fileOf(bot))).byteLength).toBe(1024 * 1024);
    await ana.submits(formOf(await ana.types('/answer')), {});
    expect(fileOf(bot)).toBe('');
  });

  it('is kept, and shown by its name, while another field is mended; a field of words takes none', async () => {
    const { ana, bot, form, platform } = await open();
    expect(await refusalOf(ana.submits(form, { file: given('kept'), note: given('x') }))).toMatchObject({
      fields: { note: 'This field takes words, not a file.' },
    });
    expect(platform.view.form(ana.person, form.id)?.fields[0]).toMatchObject({ fileName: 'questions.csv' });
    await ana.submits(form, { note: 'with words now' });
    expect(new TextDecoder().decode(await platform.download(fileOf(bot)))).toBe('kept');
  });

  it('is swept away a day later', async () => {
    const { ana, bot, form, platform, machine } = await open();
    await ana.submits(form, { file: given('soon gone') });
    const file = fileOf(bot);
    machine.advance(24 * 60 * 60_000);
    await ana.types('/practice');
    await platform.download(file);
    machine.advance(1);
    await ana.types('/practice');
    await expect(platform.download(file)).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('conversation', () => {
  it('replies within a place, and tells the bot to whom', async () => {
    const { ana, ben, platform, bot, settled } = await start();
    const said = ana.says(DAILY, 'mine');
    ben.says(DAILY, 'nice', said);
    const posted = await platform.post(DAILY, text('hello'), 'a');
    ben.says(DAILY, 'hello bot', posted);
    await settled();
    expect(bot.heard.flatMap((event) => (event.kind === 'message' ? [event.message.repliesTo] : []))).toEqual([
      null,
      { message: said.id, author: ana.id, authorIsBot: false },
      { message: posted, author: platform.bot.user, authorIsBot: true },
    ]);
    expect(() => ben.says(ben.direct, 'elsewhere', said)).toThrow(/same place/);
  });

  it('is changed by its author only', async () => {
    const { ana, ben } = await start();
    const said = ana.says(DAILY, 'mine');
    expect(() => ben.edits(said, 'yours')).toThrow(/not Ben's/);
    expect(() => ben.deletes(said)).toThrow(/not Ben's/);
    expect(ana.reads(DAILY)).toEqual(['mine']);
  });

  it('is unread until it is looked at', async () => {
    const { ana, ben, platform } = await start();
    const unread = () => platform.view.places(ben.person).channels.find((one) => one.id === DAILY)?.unread;
    ana.says(DAILY, 'one');
    ana.says(DAILY, 'two');
    expect(unread()).toBe(2);
    ben.sees(DAILY);
    expect(unread()).toBe(0);
    ben.says(DAILY, 'my own');
    expect(unread()).toBe(0);
  });
});
