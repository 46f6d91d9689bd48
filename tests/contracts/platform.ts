// What every platform has to do for the bot. A platform's own tests call `platformContract` with a way to start it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InboundMessage } from '../../src/core/platform.ts';
import { text } from '../support/scripted-core.ts';
import { answersContract } from './platform-answers.ts';
import { heardBy, publication, refusal, textsIn as textsOf } from './platform-under-test.ts';
import type { AnyPlace, PlatformUnderTest } from './platform-under-test.ts';

export type { PlatformUnderTest } from './platform-under-test.ts';

async function all(messages: AsyncIterable<InboundMessage>): Promise<readonly InboundMessage[]> {
  const found: InboundMessage[] = [];
  for await (const message of messages) found.push(message);
  return found;
}

export function platformContract(name: string, start: () => Promise<PlatformUnderTest>): void {
  describe(`${name} as a platform`, () => {
    let test: PlatformUnderTest;
    beforeEach(async () => {
      test = await start();
    });
    afterEach(() => test.stop());

    const textsIn = (place: AnyPlace): Promise<readonly string[]> => textsOf(test, place);

    describe('a question and its thread', () => {
      it('stand once for each key', async () => {
        const first = await test.platform.publish(test.channel, publication(), 'day-1');
        const again = await test.platform.publish(test.channel, publication(), 'day-1');
        const next = await test.platform.publish(test.channel, publication({ starter: text('Another one?') }), 'day-2');
        expect(again).toEqual(first);
        expect(next.thread).not.toBe(first.thread);
        expect(await textsIn(test.channel)).toEqual(['What do you say on the fourth call?', 'Another one?']);
        expect(await textsIn(first.thread)).toEqual(['Answer below.']);
      });

      it('are made whole when the thread is gone', async () => {
        const first = await test.platform.publish(test.channel, publication(), 'day-1');
        await test.losesThread(first.thread);
        const mended = await test.platform.publish(test.channel, publication(), 'day-1');
        expect(mended.message).toBe(first.message);
        expect(await textsIn(test.channel)).toEqual(['What do you say on the fourth call?']);
        expect(await textsIn(mended.thread)).toEqual(['Answer below.']);
      });

      it('are left alone when both stand, whatever happened in between', async () => {
        const first = await test.platform.publish(test.channel, publication(), 'day-1');
        await test.says(test.member, first.thread, 'my answer');
        await test.platform.closeThread(first.thread, 'archive');
        expect(await test.platform.publish(test.channel, publication({ opening: text('Once more.') }), 'day-1')).toEqual(first);
        expect(await textsIn(first.thread)).toEqual(['Answer below.', 'my answer']);
      });

      it('notify one group, and nobody without one', async () => {
        const quiet = await test.platform.publish(test.channel, publication(), 'day-1');
        const loud = await test.platform.publish(test.channel, publication({ ping: test.group }), 'day-2');
        const people = [test.member, test.other, test.admin];
        expect(await Promise.all(people.map((person) => test.isNotified(person, loud.message)))).toEqual([true, true, false]);
        expect(await Promise.all(people.map((person) => test.isNotified(person, quiet.message)))).toEqual([false, false, false]);
      });

      it('notify no group that is not there, and none without the right to', async () => {
        expect(await refusal(test.platform.publish(test.channel, publication({ ping: test.nothing.group }), 'day-1'))).toBe('invalid');
        await test.withholds(test.channel, 'notify');
        expect(await refusal(test.platform.publish(test.channel, publication({ ping: test.group }), 'day-1'))).toBe('forbidden');
        expect(await textsIn(test.channel)).toEqual([]);
        await test.platform.publish(test.channel, publication(), 'day-1');
        expect(await textsIn(test.channel)).toHaveLength(1);
      });

      it('are refused in a channel that is not there', async () => {
        expect(await refusal(test.platform.publish(test.nothing.channel, publication(), 'day-1'))).toBe('not-found');
      });

      it('can be locked and opened again', async () => {
        const { thread } = await test.platform.publish(test.channel, publication(), 'day-1');
        await test.platform.closeThread(thread, 'lock');
        await test.platform.closeThread(thread, 'lock');
        expect(await test.says(test.member, thread, 'too late').catch(() => 'refused')).toBe('refused');
        await test.platform.post(thread, text('The recap.'), 'recap');
        await test.platform.closeThread(thread, 'reopen');
        await test.says(test.member, thread, 'just in time');
        expect(await textsIn(thread)).toEqual(['Answer below.', 'The recap.', 'just in time']);
        expect(await refusal(test.platform.closeThread(test.nothing.thread, 'lock'))).toBe('not-found');
      });

      it('takes messages again after it was archived', async () => {
        const { thread } = await test.platform.publish(test.channel, publication(), 'day-1');
        await test.platform.closeThread(thread, 'archive');
        await test.says(test.member, thread, 'one more thing');
        expect(await textsIn(thread)).toContain('one more thing');
      });
    });

    describe('a message of the bot', () => {
      it('stands once for each key and place', async () => {
        const direct = await test.platform.openDirect(test.member);
        const first = await test.platform.post(test.channel, text('hello'), 'k');
        expect(await test.platform.post(test.channel, text('hello'), 'k')).toBe(first);
        expect(await test.platform.post(direct, text('hello'), 'k')).not.toBe(first);
        expect(await textsIn(test.channel)).toEqual(['hello']);
        expect(await textsIn(direct)).toEqual(['hello']);
      });

      it('is edited in place and removed', async () => {
        const kept = await test.platform.post(test.channel, text('one'), 'a');
        const gone = await test.platform.post(test.channel, text('two'), 'b');
        await test.platform.edit(kept, text('one, better'));
        await test.platform.remove(gone);
        expect(await test.standing(test.channel)).toEqual([{ id: kept, text: 'one, better', mark: 'none' }]);
        expect(await refusal(test.platform.edit(gone, text('back')))).toBe('not-found');
        expect(await refusal(test.platform.remove(gone))).toBe('not-found');
      });

      it('is the only kind that the bot may change', async () => {
        const said = await test.says(test.member, test.channel, 'mine');
        expect(await refusal(test.platform.edit(said, text('yours')))).toBe('forbidden');
        expect(await refusal(test.platform.remove(said))).toBe('forbidden');
        expect(await textsIn(test.channel)).toEqual(['mine']);
      });

      it('is data: nothing in it is markup, a mention or a link', async () => {
        const words = '*bold* _x_ `y` <@1> @everyone <!channel> [a](https://example.org) :wave:';
        const { thread } = await test.platform.publish(test.channel, publication({ opening: text(words) }), 'day-1');
        expect(await textsIn(thread)).toEqual([words]);
        expect((await all(test.platform.history(thread, null))).map((message) => message.text)).toEqual([words]);
      });

      it('has a link to it', async () => {
        const message = await test.platform.post(test.channel, text('here'), 'a');
        expect(URL.canParse(await test.platform.permalink(message))).toBe(true);
        expect(await refusal(test.platform.permalink(test.nothing.message))).toBe('not-found');
      });
    });

    describe('marks', () => {
      it('replace one another and can be taken away', async () => {
        const said = await test.says(test.member, test.channel, 'my answer');
        const marks: string[] = [];
        for (const mark of ['seen', 'done', 'none'] as const) {
          await test.platform.mark(said, mark);
          marks.push(...(await test.standing(test.channel)).map((message) => message.mark));
        }
        expect(marks).toEqual(['seen', 'done', 'none']);
        expect(await refusal(test.platform.mark(test.nothing.message, 'seen'))).toBe('not-found');
      });
    });

    describe('pins', () => {
      it('are set and taken away, of any message that all see in a channel', async () => {
        const posted = await test.platform.post(test.channel, text('here'), 'a');
        const said = await test.says(test.member, test.channel, 'mine');
        for (const message of [posted, said, said]) await test.platform.pin(message, true);
        expect(new Set(await test.pinned(test.channel))).toEqual(new Set([posted, said]));
        for (const message of [said, said]) await test.platform.pin(message, false);
        expect(await test.pinned(test.channel)).toEqual([posted]);
        await test.platform.edit(posted, text('still here'));
        expect(await test.pinned(test.channel)).toEqual([posted]);
      });

      it('need their right, and a message', async () => {
        const posted = await test.platform.post(test.channel, text('here'), 'a');
        expect(await refusal(test.platform.pin(test.nothing.message, true))).toBe('not-found');
        await test.withholds(test.channel, 'pin');
        expect(await refusal(test.platform.pin(posted, true))).toBe('forbidden');
        expect(await test.pinned(test.channel)).toEqual([]);
      });
    });

    describe('what people say', () => {
      it('reaches the bot in order, each event under its own id', async () => {
        const { thread } = await test.platform.publish(test.channel, publication(), 'day-1');
        const first = await test.says(test.member, thread, 'first');
        await test.says(test.other, thread, 'second');
        await test.edits(test.member, first, 'first, better');
        await test.deletes(test.member, first);
        await test.settled();
        expect(heardBy(test.core, 'message').map((event) => event.message.text)).toEqual(['first', 'second']);
        expect(heardBy(test.core, 'message').map((event) => event.message.author.user)).toEqual([test.member, test.other]);
        expect(heardBy(test.core, 'message')[0]).toMatchObject({
          tenant: test.tenant,
          place: { kind: 'thread', channel: test.channel, thread },
          message: { id: first, author: { bot: false, admin: false } },
        });
        expect(heardBy(test.core, 'message-edited').map((event) => event.message)).toMatchObject([{ id: first, text: 'first, better' }]);
        expect(heardBy(test.core, 'message-deleted').map((event) => event.message)).toEqual([first]);
        expect(new Set(test.core.heard.map((event) => event.eventId)).size).toBe(4);
      });

      it('is not told again by an edit that changes nothing', async () => {
        const said = await test.says(test.member, test.channel, 'as it is');
        await test.edits(test.member, said, 'as it is');
        await test.settled();
        expect(heardBy(test.core, 'message-edited')).toEqual([]);
      });

      it('is found in the history after the bot was away', async () => {
        const { thread } = await test.platform.publish(test.channel, publication(), 'day-1');
        const before = await test.says(test.member, thread, 'before');
        await test.settled();
        await test.isAwayDuring(async () => {
          await test.says(test.member, thread, 'meanwhile');
        });
        await test.settled();
        expect(heardBy(test.core, 'reconnected').length).toBeGreaterThan(0);
        expect((await all(test.platform.history(thread, before))).map((message) => message.text)).toEqual(['meanwhile']);
      });
    });

    describe('the history of a thread', () => {
      it('is oldest first, as edited, with the bot, without what one person sees', async () => {
        const { thread } = await test.platform.publish(test.channel, publication(), 'day-1');
        const first = await test.says(test.member, thread, 'frist');
        await test.says(test.other, thread, 'second');
        await test.edits(test.member, first, 'first');
        test.core.on('answer', 'ephemeral', (_event, reply) => reply.private(text('a secret')));
        await test.types(test.member, thread);
        await test.settled();
        const found = await all(test.platform.history(thread, null));
        expect(found.map((message) => [message.text, message.author.bot])).toEqual([
          ['Answer below.', true],
          ['first', false],
          ['second', false],
        ]);
        expect((await all(test.platform.history(thread, first))).map((message) => message.text)).toEqual(['second']);
      });

      it('goes on after a message that was deleted', async () => {
        const { thread } = await test.platform.publish(test.channel, publication(), 'day-1');
        const first = await test.says(test.member, thread, 'first');
        await test.says(test.member, thread, 'second');
        await test.deletes(test.member, first);
        expect((await all(test.platform.history(thread, first))).map((message) => message.text)).toEqual(['second']);
      });

      it('is refused for a thread that is not there', async () => {
        expect(await refusal(all(test.platform.history(test.nothing.thread, null)))).toBe('not-found');
      });
    });

    answersContract(() => test);

    describe('people and rights', () => {
      it('are looked up', async () => {
        expect(await test.platform.lookUp(test.admin)).toMatchObject({ user: test.admin, admin: true, bot: false });
        const member = await test.platform.lookUp(test.member);
        expect(member).toMatchObject({ user: test.member, admin: false, bot: false });
        expect(Intl.getCanonicalLocales(member.locale)).toHaveLength(1);
        expect(await refusal(test.platform.lookUp(test.nothing.user))).toBe('not-found');
      });

      it('are told with the groups that people are in', async () => {
        expect((await test.platform.lookUp(test.member)).groups).toEqual([test.group]);
        expect((await test.platform.lookUp(test.admin)).groups).not.toContain(test.group);
        await test.says(test.member, test.channel, 'hello');
        await test.settled();
        expect(heardBy(test.core, 'message').map((event) => event.message.author.groups)).toEqual([[test.group]]);
      });

      it('have names, of channels and of groups', async () => {
        const { platform, channel, group, nothing } = test;
        for (const name of [await platform.nameOf({ kind: 'channel', id: channel }), await platform.nameOf({ kind: 'group', id: group })])
          expect(name).toMatch(/^[^#@\s]\S*$/); // without the sign that the platform writes before it
        expect(await refusal(platform.nameOf({ kind: 'channel', id: nothing.channel }))).toBe('not-found');
        expect(await refusal(platform.nameOf({ kind: 'group', id: nothing.group }))).toBe('not-found');
      });

      it('each have one direct channel with the bot', async () => {
        const direct = await test.platform.openDirect(test.member);
        expect(await test.platform.openDirect(test.member)).toBe(direct);
        expect(await test.platform.openDirect(test.other)).not.toBe(direct);
        expect(await refusal(test.platform.openDirect(test.nothing.user))).toBe('not-found');
      });

      it('are told with their mend when the bot lacks them', async () => {
        expect(await test.platform.check(test.channel)).toEqual([]);
        await test.withholds(test.channel, 'write');
        const missing = await test.platform.check(test.channel);
        expect(missing.length).toBeGreaterThan(0);
        for (const { permission, mend } of missing) expect(mend).toContain(permission);
        expect(await refusal(test.platform.post(test.channel, text('hello'), 'a'))).toBe('forbidden');
        expect(await refusal(test.platform.check(test.nothing.channel))).toBe('not-found');
      });

      it('are needed for nothing that is not there', async () => {
        expect(await refusal(test.platform.download(test.nothing.file))).toBe('not-found');
        expect(await refusal(test.platform.post(test.nothing.thread, text('hello'), 'a'))).toBe('not-found');
      });
    });
  });
}
