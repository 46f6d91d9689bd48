// What a person was told is done survives everything.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { manualClock } from '../../../src/core/clock.ts';
import { OperatorError } from '../../../src/core/errors.ts';
import { asId } from '../../../src/core/ids.ts';
import type { Core, Inbound } from '../../../src/core/platform.ts';
import { createLocalPlatform } from '../../../src/platforms/local/index.ts';
import { openChatDatabase } from '../../../src/store/database.ts';
import { mapChatStore } from '../../support/chat-store.ts';
import { createScriptedCore, simpleForm, text, withButtons } from '../../support/scripted-core.ts';
import { DAILY, LOUNGE, START_MS, answeredWith, createSpeaker, formOf, startWorld } from '../../support/world.ts';

const KILL_ROUNDS = 4;
const publication = { starter: text('The question?'), threadTitle: 'The question', opening: text('Answer below.'), tags: [], ping: null };

describe('a restart', () => {
  it('changes nothing that anybody sees', async () => {
    const world = await startWorld({ bot: createScriptedCore });
    const { platform, bot, ana, ben } = world;
    const { thread, message } = await platform.publish(DAILY, publication, 'day-1');
    const said = ana.says(thread, 'frist');
    ana.edits(said, 'first');
    ben.says(thread, 'and I', said);
    await platform.mark(said.id, 'done');
    await platform.post(ana.direct, withButtons('Your feedback', { Again: 'again' }), 'a');
    await platform.closeThread(thread, 'lock');
    bot.on('answer', 'ephemeral', (_event, reply) =>
      reply.private({ blocks: [{ kind: 'image', png: new Uint8Array([1, 2, 250]), alt: 'Six bars' }] }),
    );
    await ana.types('/answer', {}, thread);
    const everything = (speakers: typeof world) =>
      [speakers.ana, speakers.ben].map((one) => ({
        places: speakers.platform.view.places(one.person),
        messages: [DAILY, LOUNGE, thread, one.direct].map((place) => speakers.platform.view.messages(one.person, place, 0)),
      }));
    const before = everything(world);
    const after = await world.restart();
    expect(everything(after)).toEqual(before);
    expect(await after.platform.publish(DAILY, publication, 'day-1')).toEqual({ thread, message });
    const [block] = after.ana.sees(thread).at(-1)?.content?.blocks ?? [];
    if (block?.kind !== 'image') throw new Error('the private picture is gone');
    expect([...(await after.platform.download(block.file))]).toEqual([1, 2, 250]);
  });

  it('leaves an open form open, with what was typed', async () => {
    const world = await startWorld({ bot: createScriptedCore });
    world.bot.on('answer', 'form', (_event, reply) => reply.form(simpleForm('f')));
    world.bot.judge('f', () => ({ answer: 'A little more.' }));
    const form = formOf(await world.ana.types('/answer'));
    await expect(world.ana.submits(form, { answer: 'I ask.' })).rejects.toMatchObject({ fields: { answer: 'A little more.' } });
    const after = await world.restart();
    expect(after.platform.view.form(after.ana.person, form.id)).toMatchObject({
      title: 'Your answer',
      fields: [{ name: 'answer', value: 'I ask.' }],
    });
    after.bot.on('f', 'ephemeral', (_event, reply) => reply.private(text('Thank you')));
    expect(answeredWith(await after.ana.submits(form, {})).text).toBe('Thank you');
    expect(after.bot.heard.findLast((event) => event.kind === 'form')?.values).toEqual({ answer: 'I ask.' });
  });

  it('lets a private answer still be given, and a form no longer', async () => {
    const world = await startWorld({ bot: createScriptedCore });
    const { ana, bot, platform, machine } = world;
    bot.on('search', 'form', () => undefined);
    const slow = ana.types('/answer');
    const slowForm = ana.types('/search', { words: 'calls' });
    await world.settled();
    const [private_, form] = bot.heard.filter((event) => event.kind === 'command').map((event) => event.interaction);
    if (private_ === undefined || form === undefined) throw new Error('two commands were typed');
    await platform.stop();
    await Promise.all([slow, slowForm]);
    const after = await world.restart();
    machine.advance(1_000);
    await after.platform.answer(private_, { kind: 'private', content: text('Here it is') });
    expect(after.platform.controls.interaction(after.ana.person, private_)).toMatchObject({
      state: 'answered',
      answer: { message: { text: 'Here it is' } },
    });
    await expect(after.platform.answer(form, { kind: 'form', form: simpleForm('f') })).rejects.toMatchObject({ kind: 'expired' });
    expect(after.platform.controls.interaction(after.ana.person, form).state).toBe('failed');
  });

  it('is told to the bot, and the first start is not', async () => {
    const world = await startWorld({ bot: createScriptedCore });
    await world.settled();
    expect(world.bot.heard).toEqual([]);
    const after = await world.restart();
    await after.settled();
    expect(after.bot.heard.map((event) => event.kind)).toEqual(['reconnected']);
  });

  it('reads what was kept before selects held lists and messages could be pinned', async () => {
    const chat = mapChatStore();
    const select = { kind: 'select', action: 'level', placeholder: 'Level', options: [{ label: 'Junior', value: 'j' }] };
    const message = {
      place: DAILY,
      author: 'local:user/rapport',
      text: 'Level',
      privateTo: null,
      key: null,
      sentAtMs: 1,
      editedAtMs: null,
    };
    const kept = (sequence: number, selected: string | null) => {
      const id = `local:message/${sequence}`;
      const content = { blocks: [{ ...select, selected }] };
      return { kind: 'message', id, sequence, value: JSON.stringify({ ...message, id, sequence, content, mark: 'none', replyTo: null }) };
    };
    chat.write({ put: [kept(1, 'j'), kept(2, null)], remove: [] });
    const { ana, bot, settled } = await startWorld({ bot: createScriptedCore, chat });
    const read = ana.sees(DAILY);
    expect(read.map(({ selects, pinned, ping }) => [selects[0]?.selected, pinned, ping])).toEqual([
      [['j'], false, null],
      [[], false, null],
    ]);
    void ana.picks(asId('local:message/2'), 'Junior');
    await settled();
    expect(bot.heard.at(-1)).toMatchObject({ kind: 'action', values: ['j'] });
  });

  it('gives no id a second time, even when the newest things are gone', async () => {
    const world = await startWorld({ bot: createScriptedCore });
    const gone = world.ana.says(DAILY, 'never mind');
    world.ana.deletes(gone);
    const after = await world.restart();
    expect(after.ana.says(DAILY, 'hello').id).not.toBe(gone.id);
  });
});

describe('a crash', () => {
  /** A bot that hears and never gets as far as storing it. */
  const deaf = (told: Inbound[]): Core => ({
    commands: [],
    answerMode: () => 'ephemeral',
    validate: async () => null,
    suggest: async () => [],
    home: async () => text('-'),
    handle: (event) => {
      told.push(event);
      return new Promise(() => undefined);
    },
  });

  it('between "sent" and the bot\'s "stored" loses no words: they come again under their own event id', async () => {
    const chat = mapChatStore();
    const clock = manualClock(START_MS);
    const before = createLocalPlatform({ clock, chat });
    const told: Inbound[] = [];
    await before.start(deaf(told));
    const ana = createSpeaker(before, 'ana');
    const said = ana.says(DAILY, 'kept');
    ana.edits(said, 'kept, and edited');
    await Promise.resolve();
    const after = await startWorld({ bot: createScriptedCore, chat: chat.copy() });
    await after.settled();
    const words = after.bot.heard.filter((event) => event.kind !== 'reconnected');
    expect(words.map((event) => event.kind)).toEqual(['message', 'message-edited']);
    expect(words[0]?.eventId).toBe(told[0]?.eventId);
    const again = await after.restart();
    await again.settled();
    expect(again.bot.heard.map((event) => event.kind)).toEqual(['reconnected']);
  });

  it('leaves nothing behind of a change that could not be written', async () => {
    const chat = mapChatStore();
    let full = false;
    const store = {
      load: chat.load,
      write: (changes: Parameters<typeof chat.write>[0]) => {
        if (full) throw new Error('the disk is full');
        chat.write(changes);
      },
    };
    const world = await startWorld({ bot: createScriptedCore, chat: store });
    full = true;
    expect(() => world.ana.says(DAILY, 'lost?')).toThrow('the disk is full');
    full = false;
    expect(world.ana.reads(DAILY)).toEqual([]);
    await world.settled();
    expect(world.bot.heard).toEqual([]);
  });

  it('that hurt the file is told with its mend', () => {
    const chat = mapChatStore([{ kind: 'message', id: 'local:message/1', value: '{"half":', sequence: 1 }]);
    expect(() => createLocalPlatform({ clock: manualClock(START_MS), chat })).toThrow(OperatorError);
    expect(() => createLocalPlatform({ clock: manualClock(START_MS), chat })).toThrow(
      /local:message\/1.*delete the playground's chat file/,
    );
  });
});

describe('kill -9', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-chat-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('loses nothing that was answered', async () => {
    const file = join(folder, 'chat.sqlite');
    const acknowledged: string[] = [];
    for (let round = 0; round < KILL_ROUNDS; round += 1) acknowledged.push(...(await talkAndKill(file, 10 + round * 7)));
    const chat = openChatDatabase({ file });
    const platform = createLocalPlatform({ clock: manualClock(START_MS), chat });
    const texts = createSpeaker(platform, 'ana').reads(DAILY);
    const privately = createSpeaker(platform, 'ana')
      .sees(LOUNGE)
      .filter((message) => message.private)
      .map((message) => message.text);
    chat.close();
    expect(acknowledged.length).toBeGreaterThan(KILL_ROUNDS * 10);
    expect(new Set([...texts, ...privately])).toEqual(new Set([...texts, ...privately, ...acknowledged]));
    expect(new Set(texts).size).toBe(texts.length);
  }, 30_000);
});

/** Runs a talker in a process of its own and kills it once it has been answered `most` times. Gives what was answered. */
async function talkAndKill(file: string, most: number): Promise<readonly string[]> {
  const talker = fileURLToPath(new URL('./talker.ts', import.meta.url));
  const child = spawn(process.execPath, [talker, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const answered: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    answered.push(line);
    if (answered.length === most) child.kill('SIGKILL');
  }
  await ended;
  return answered;
}
