// In which order the bot hears things, and what waits for what.
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../src/core/clock.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { createLocalPlatform } from '../../../src/platforms/local/index.ts';
import { mapChatStore } from '../../support/chat-store.ts';
import { createScriptedCore, simpleForm, text } from '../../support/scripted-core.ts';
import { DAILY, LOUNGE, START_MS, createSpeaker, startWorld } from '../../support/world.ts';

const FIRST_ANSWER_MS = 3_000;

describe('events', () => {
  it('of one place wait for the one before, those of another do not', async () => {
    const { ana, bot, settled } = await startWorld({ bot: createScriptedCore });
    const gate = Promise.withResolvers<void>();
    const heard = (): readonly string[] => bot.heard.flatMap((event) => (event.kind === 'message' ? [event.message.text] : []));
    const heardElsewhere = Promise.withResolvers<void>();
    bot.listen(async (event) => {
      if (event.kind !== 'message') return;
      if (event.message.text === 'elsewhere') heardElsewhere.resolve();
      if (event.message.text === 'first') await gate.promise;
    });
    ana.says(DAILY, 'first');
    ana.says(DAILY, 'second');
    ana.says(LOUNGE, 'elsewhere');
    await heardElsewhere.promise;
    expect(heard()).toEqual(['first', 'elsewhere']);
    gate.resolve();
    await settled();
    expect(heard()).toEqual(['first', 'elsewhere', 'second']);
  });

  it('are not held up by a command that waits for a model', async () => {
    const { ana, ben, bot } = await startWorld({ bot: createScriptedCore });
    const gate = Promise.withResolvers<void>();
    bot.on('answer', 'ephemeral', async (_event, reply) => {
      await gate.promise;
      await reply.private(text('at last'));
    });
    bot.on('practice', 'ephemeral', (_event, reply) => reply.private(text('at once')));
    const slow = ana.types('/answer');
    expect(await ben.types('/practice')).toMatchObject({ state: 'answered' });
    gate.resolve();
    expect(await slow).toMatchObject({ state: 'answered' });
  });

  it('that the bot chokes on are logged, and hold up nothing', async () => {
    const errors: string[] = [];
    const quiet = (): void => undefined;
    const platform = createLocalPlatform({
      clock: manualClock(START_MS),
      chat: mapChatStore(),
      log: { debug: quiet, info: quiet, warn: quiet, error: (message) => void errors.push(message) },
    });
    const bot = createScriptedCore(platform);
    await platform.start({
      ...bot,
      handle: (event) =>
        event.kind === 'message' && event.message.text === 'bad' ? Promise.reject(new Error('choked')) : bot.handle(event),
    });
    const ana = createSpeaker(platform, 'ana');
    ana.says(DAILY, 'bad');
    ana.says(DAILY, 'good');
    await platform.settled();
    expect(errors).toEqual(['the bot did not take an event']);
    expect(bot.heard).toMatchObject([{ message: { text: 'good' } }]);
  });
});

describe('a busy process', () => {
  it('gives a form no more time than 3 seconds, though its timer has not fired', async () => {
    let nowMs = START_MS;
    const frozenTimers: Clock = { now: () => nowMs, at: () => () => undefined };
    const platform = createLocalPlatform({ clock: manualClock(START_MS), machine: frozenTimers, chat: mapChatStore() });
    const bot = createScriptedCore(platform);
    bot.on('answer', 'form', (_event, reply) => {
      nowMs += FIRST_ANSWER_MS + 1;
      return reply.form(simpleForm('f'));
    });
    await platform.start(bot);
    void createSpeaker(platform, 'ana').types('/answer');
    await platform.settled();
    expect(bot.failures).toMatchObject([{ kind: 'expired' }]);
    await platform.stop();
  });
});
