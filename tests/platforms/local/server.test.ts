// The server around the bot: whether it is in it, which channels there are, what is pinned, whom a question calls.
import { describe, expect, it } from 'vitest';
import { createScriptedCore, simpleForm, text, withButtons } from '../../support/scripted-core.ts';
import { DAILY, LOUNGE, SECOND_SHIFT, TEAM_LEADS, TRAINEES, answeredWith, formOf, startWorld } from '../../support/world.ts';
import type { Speaker } from '../../support/world.ts';

const start = () => startWorld({ bot: createScriptedCore });
const publication = { starter: text('The question?'), threadTitle: 'The question', opening: text('Answer below.'), tags: [], ping: null };
const forbidden = { kind: 'forbidden', message: 'forbidden: the bot is not in this server' };

describe('a bot that is taken out of the server', () => {
  it('is told so once, and then reaches nothing in it', async () => {
    const { platform, bot, settled, ana } = await start();
    const { thread, message } = await platform.publish(DAILY, publication, 'day-1');
    platform.leave();
    platform.leave();
    await settled();
    expect(bot.heard.map((event) => event.kind)).toEqual(['left']);
    const calls = [
      platform.publish(DAILY, publication, 'day-2'),
      platform.post(thread, text('hello'), 'a'),
      platform.edit(message, text('changed')),
      platform.remove(message),
      platform.mark(message, 'seen'),
      platform.pin(message, true),
      platform.closeThread(thread, 'lock'),
      platform.history(thread, null)[Symbol.asyncIterator]().next(),
      platform.openDirect(ana.id),
      platform.permalink(message),
      platform.lookUp(ana.id),
      platform.nameOf({ kind: 'channel', id: DAILY }),
      platform.check(DAILY),
    ];
    for (const call of calls) await expect(call).rejects.toMatchObject(forbidden);
    expect(ana.reads(DAILY)).toEqual(['The question?']);
  });

  it('hears nothing of what people do, and they see that nobody answers', async () => {
    const { platform, bot, settled, ana } = await start();
    const message = await platform.post(DAILY, withButtons('Go?', { Go: 'go' }), 'a');
    bot.on('answer', 'form', (_event, reply) => reply.form(simpleForm('f')));
    const form = formOf(await ana.types('/answer'));
    platform.leave();
    await settled();
    const told = bot.heard.length;
    ana.says(DAILY, 'anybody there?');
    expect(await ana.types('/practice')).toMatchObject({ state: 'failed', answer: null });
    expect(await ana.presses(message, 'Go')).toMatchObject({ state: 'failed', answer: null });
    await expect(ana.submits(form, { answer: 'kept for later' })).rejects.toMatchObject({ code: 'bot-gone' });
    await settled();
    expect(bot.heard).toHaveLength(told);
    expect(platform.view.form(ana.person, form.id)).not.toBeNull();
  });

  it('cannot answer what it was asked before', async () => {
    const { platform, bot, settled, ana } = await start();
    const gate = Promise.withResolvers<void>();
    bot.on('answer', 'ephemeral', async (_event, reply) => {
      await gate.promise;
      await reply.private(text('too late'));
    });
    void ana.types('/answer');
    platform.leave();
    gate.resolve();
    await settled();
    expect(bot.failures).toMatchObject([forbidden]);
  });

  it('stays out over a restart, and is told of its return', async () => {
    const world = await start();
    world.platform.leave();
    await world.settled();
    const away = await world.restart();
    await away.settled();
    expect(away.bot.heard).toEqual([]);
    await expect(away.platform.check(DAILY)).rejects.toMatchObject(forbidden);
    away.platform.join();
    away.platform.join();
    await away.settled();
    expect(away.bot.heard.map((event) => event.kind)).toEqual(['joined']);
    away.bot.on('answer', 'ephemeral', (_event, reply) => reply.private(text('back')));
    expect(answeredWith(await away.ana.types('/answer')).text).toBe('back');
  });

  it('hears of it at its next start when it was not running', async () => {
    const world = await start();
    await world.stop();
    world.platform.leave();
    const after = await world.restart();
    await after.settled();
    expect(after.bot.heard.map((event) => event.kind)).toEqual(['left']);
    const again = await after.restart();
    await again.settled();
    expect(again.bot.heard).toEqual([]);
  });
});

describe('a channel that is taken away', () => {
  it('is gone with its threads, for the bot and for people', async () => {
    const { platform, ana } = await start();
    const { thread, message } = await platform.publish(LOUNGE, publication, 'day-1');
    ana.says(thread, 'my answer');
    platform.removeChannel(LOUNGE);
    const calls = [
      platform.publish(LOUNGE, publication, 'day-1'),
      platform.post(LOUNGE, text('hello'), 'a'),
      platform.post(thread, text('hello'), 'a'),
      platform.edit(message, text('changed')),
      platform.closeThread(thread, 'lock'),
      platform.check(LOUNGE),
      platform.nameOf({ kind: 'channel', id: LOUNGE }),
    ];
    for (const call of calls) await expect(call).rejects.toMatchObject({ kind: 'not-found' });
    expect(() => ana.sees(LOUNGE)).toThrow(/no such place/);
    expect(() => ana.says(thread, 'and now?')).toThrow(/no such place/);
    const { channels, threads } = platform.view.places(ana.person);
    expect([channels.map((one) => one.id), threads]).toEqual([[DAILY, SECOND_SHIFT], []]);
  });

  it('does not come back with a restart, and leaves an answer without a place', async () => {
    const world = await start();
    world.bot.on('answer', 'form', (_event, reply) => reply.form(simpleForm('f')));
    const form = formOf(await world.ana.types('/answer', {}, LOUNGE));
    const gate = Promise.withResolvers<void>();
    world.bot.on('search', 'ephemeral', async (_event, reply) => {
      await gate.promise;
      await reply.private(text('nowhere to say it'));
    });
    void world.ana.types('/search', { words: 'x' }, LOUNGE);
    world.platform.removeChannel(LOUNGE);
    gate.resolve();
    await world.settled();
    expect(world.bot.failures).toMatchObject([{ kind: 'not-found' }]);
    await expect(world.ana.submits(form, { answer: 'x' })).rejects.toMatchObject({ code: 'unknown-form' });
    const after = await world.restart();
    expect(after.platform.view.places(after.ana.person).channels.map((one) => one.name)).toEqual(['daily', 'second-shift']);
  });

  it('is never the last one', async () => {
    const { platform } = await start();
    for (const channel of [LOUNGE, DAILY]) platform.removeChannel(channel);
    expect(() => platform.removeChannel(SECOND_SHIFT)).toThrow(/last channel/);
    expect(() => platform.removeChannel(LOUNGE)).toThrow(/no such channel/);
  });
});

describe('pins', () => {
  it('are 50 in a channel, and stand over a restart', async () => {
    const world = await start();
    const post = (key: string) => world.platform.post(DAILY, text(key), key);
    for (let n = 1; n <= 50; n += 1) await world.platform.pin(await post(`${n}`), true);
    const one = await post('one more');
    await expect(world.platform.pin(one, true)).rejects.toMatchObject({ kind: 'invalid', message: expect.stringContaining('50') });
    await world.platform.pin(await world.platform.post(LOUNGE, text('elsewhere'), 'a'), true);
    await world.platform.pin(await post('7'), false);
    await world.platform.pin(one, true);
    const after = await world.restart();
    expect(after.ana.sees(DAILY).flatMap(({ pinned, text: words }) => (pinned ? [] : [words]))).toEqual(['7']);
  });

  it('are for messages that all of a channel see', async () => {
    const { platform, bot, ana } = await start();
    const { thread } = await platform.publish(DAILY, publication, 'day-1');
    const inThread = await platform.post(thread, text('here'), 'a');
    bot.on('answer', 'ephemeral', (_event, reply) => reply.private(text('for you')));
    const secret = answeredWith(await ana.types('/answer'));
    for (const message of [inThread, await platform.post(ana.direct, text('here'), 'a')])
      await expect(platform.pin(message, true)).rejects.toMatchObject({ kind: 'invalid' });
    await expect(platform.pin(secret.id, true)).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('a question that calls a group', () => {
  const calls = ({ person }: Speaker, platform: Awaited<ReturnType<typeof start>>['platform']): number | undefined =>
    platform.view.places(person).channels.find((one) => one.id === DAILY)?.pings;

  it('is unread for its members as one for them, until they have looked', async () => {
    const { platform, ana, carlos, olivia } = await start();
    await platform.publish(DAILY, { ...publication, ping: TRAINEES }, 'day-1');
    await platform.publish(DAILY, { ...publication, ping: TEAM_LEADS }, 'day-2');
    await platform.publish(DAILY, publication, 'day-3');
    expect([ana, carlos, olivia].map((one) => calls(one, platform))).toEqual([1, 1, 0]);
    expect(ana.sees(DAILY).map(({ ping }) => ping?.name ?? null)).toEqual(['trainees', 'team-leads', null]);
    expect([ana, carlos].map((one) => calls(one, platform))).toEqual([0, 1]);
  });

  it('does not call again when only its thread is mended', async () => {
    const { platform, olivia, ana } = await start();
    const { thread } = await platform.publish(DAILY, { ...publication, ping: TRAINEES }, 'day-1');
    ana.sees(DAILY);
    platform.people.removeThread(olivia.person, thread);
    platform.deny(DAILY, ['Mention Roles']);
    await platform.publish(DAILY, { ...publication, ping: TRAINEES }, 'day-1');
    expect(calls(ana, platform)).toBe(0);
  });

  it('lacks a right that is named with its mend', async () => {
    const { platform } = await start();
    platform.deny(DAILY, ['Mention Roles', 'Pin Messages']);
    expect((await platform.check(DAILY)).map((one) => one.permission)).toEqual(['Pin Messages', 'Mention Roles']);
    await expect(platform.publish(DAILY, { ...publication, ping: TRAINEES }, 'day-1')).rejects.toThrow('missing: Mention Roles');
  });
});
