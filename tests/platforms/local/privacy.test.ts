// Who sees what: a private message exists for one person only.
import { describe, expect, it } from 'vitest';
import type { Content } from '../../../src/core/content.ts';
import type { PlaceId } from '../../../src/platforms/local/records.ts';
import { createScriptedCore, text, withButtons } from '../../support/scripted-core.ts';
import { DAILY, answeredWith, startWorld } from '../../support/world.ts';
import type { Speaker } from '../../support/world.ts';

const SECRET = 'You were close.';
const picture: Content = {
  blocks: [
    { kind: 'text', text: SECRET },
    { kind: 'image', png: new Uint8Array([7]), alt: 'Six bars' },
  ],
};
const publication = { starter: text('The question?'), threadTitle: 'The question', opening: text('Answer below.'), tags: [], ping: null };

async function worldWithSecret() {
  const world = await startWorld({ bot: createScriptedCore });
  const { thread } = await world.platform.publish(DAILY, publication, 'day-1');
  const changed = new Map<Speaker, (PlaceId | null)[]>([world.ana, world.ben].map((one) => [one, []]));
  for (const [one, places] of changed) world.platform.watch(one.person, (place) => places.push(place));
  world.bot.on('answer', 'ephemeral', (_event, reply) => reply.private(picture));
  const interaction = await world.ana.types('/answer', {}, thread);
  return { ...world, thread, interaction, secret: answeredWith(interaction), changed };
}

/** Everything that the API would tell this person. */
const allThatIsTold = (one: Speaker, platform: Awaited<ReturnType<typeof worldWithSecret>>['platform']): string => {
  const places = platform.view.places(one.person);
  const ids = [...places.channels, ...places.threads, ...places.directs].map((place) => place.id);
  return JSON.stringify([places, ids.map((place) => platform.view.messages(one.person, place, 0))]);
};

describe('a private message', () => {
  it('stands in place for its one reader and nowhere for anybody else', async () => {
    const { platform, ana, ben, olivia, secret } = await worldWithSecret();
    expect(allThatIsTold(ana, platform)).toContain(SECRET);
    for (const other of [ben, olivia]) {
      expect(allThatIsTold(other, platform)).not.toContain(SECRET);
      expect(allThatIsTold(other, platform)).not.toContain(secret.id);
    }
  });

  it('changes no number that others see', async () => {
    const { platform, ana, ben, thread, bot } = await worldWithSecret();
    await ana.types('/answer', {}, DAILY);
    expect(bot.failures).toEqual([]);
    const told = platform.view.places(ben.person);
    expect(told.threads.find((one) => one.id === thread)?.messages).toBe(1);
    expect(told.channels.find((one) => one.id === DAILY)?.unread).toBe(1);
    expect(platform.view.places(ana.person).channels.find((one) => one.id === DAILY)?.unread).toBe(2);
  });

  it('is told of to its reader only', async () => {
    const { changed, ana, ben, thread } = await worldWithSecret();
    expect(changed.get(ana)).toContain(thread);
    expect(changed.get(ben)).toEqual([]);
  });

  it('keeps its pictures, buttons and answers from others', async () => {
    const { platform, ana, ben, secret, interaction } = await worldWithSecret();
    const [, image] = secret.content?.blocks ?? [];
    const file = image?.kind === 'image' ? image.file : '';
    expect([...platform.people.file(ana.person, file).bytes]).toEqual([7]);
    expect(() => platform.people.file(ben.person, file)).toThrow(/no such file/);
    await expect(platform.controls.press(ben.person, secret.id, 'any', [])).rejects.toMatchObject({ status: 404 });
    expect(() => ben.deletes(secret)).toThrow(/no such message/);
    expect(() => ben.says(secret.in, 'what was that?', secret)).toThrow(/no such message/);
    expect(() => platform.controls.interaction(ben.person, interaction.id)).toThrow(/no such interaction/);
  });

  it('is put away by its reader without the bot hearing of it, and its picture goes with it', async () => {
    const { platform, ana, secret, bot, settled } = await worldWithSecret();
    const [, image] = secret.content?.blocks ?? [];
    ana.dismisses(secret);
    await settled();
    expect(ana.reads(secret.in)).not.toContain(secret.text);
    expect(bot.heard.map((event) => event.kind)).toEqual(['command']);
    expect(() => platform.people.file(ana.person, image?.kind === 'image' ? image.file : '')).toThrow(/no such file/);
  });

  it('cannot be reached by the bot but through its interaction', async () => {
    const { platform, secret } = await worldWithSecret();
    await expect(platform.edit(secret.id, text('x'))).rejects.toMatchObject({ kind: 'not-found' });
    await expect(platform.remove(secret.id)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(platform.permalink(secret.id)).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('a direct channel', () => {
  it('is open to its two only', async () => {
    const world = await startWorld({ bot: createScriptedCore });
    const { platform, ana, ben } = world;
    const changed: (PlaceId | null)[] = [];
    platform.watch(ben.person, (place) => changed.push(place));
    const message = await platform.post(await platform.openDirect(ana.id), withButtons('Only for Ana', { Go: 'go' }), 'a');
    expect(ana.reads(ana.direct)).toEqual(['Only for Ana']);
    expect(() => ben.sees(ana.direct)).toThrow(/no such place/);
    expect(() => ben.says(ana.direct, 'let me in')).toThrow(/no such place/);
    await expect(ben.presses(message, 'Go')).rejects.toThrow(/no such message/);
    expect(allThatIsTold(ben, platform)).not.toContain('Only for Ana');
    expect(changed).toEqual([]);
  });

  it('can be closed to the bot', async () => {
    const { platform, ana } = await startWorld({ bot: createScriptedCore });
    platform.takesDirects(ana.id, false);
    await expect(platform.post(ana.direct, text('hello'), 'a')).rejects.toMatchObject({ kind: 'forbidden' });
    platform.takesDirects(ana.id, true);
    await platform.post(ana.direct, text('hello'), 'a');
    expect(ana.reads(ana.direct)).toEqual(['hello']);
  });
});
