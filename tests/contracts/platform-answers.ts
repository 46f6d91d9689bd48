// The part of the platform contract that is about answers: private messages, updates, forms, and their time.
import { describe, expect, it } from 'vitest';
import { defineAction } from '../../src/core/action.ts';
import type { Block, Content } from '../../src/core/content.ts';
import { PlatformError } from '../../src/core/errors.ts';
import type { InteractionId } from '../../src/core/ids.ts';
import { field, simpleForm, text, withButtons } from '../support/scripted-core.ts';
import type { ScriptedCore } from '../support/scripted-core.ts';
import { heardBy, publication, refusal, textsIn } from './platform-under-test.ts';
import type { PlatformUnderTest } from './platform-under-test.ts';

const openPost = defineAction('contract-open', 'ephemeral', ['thread']);
const FIRST_ANSWER_MS = 3_000;
const ANSWERS_MS = 15 * 60_000;

type SelectBlock = Extract<Block, { readonly kind: 'select' }>;

const privateWith = (shown: Content) => ({ kind: 'private', content: shown }) as const;
const failureKinds = (core: ScriptedCore): readonly string[] =>
  core.failures.map((failure) => (failure instanceof PlatformError ? failure.kind : String(failure)));

/** The interaction that the bot was told of last. */
function lastInteraction(core: ScriptedCore): InteractionId {
  const last = core.heard.findLast((event) => event.kind === 'command' || event.kind === 'action' || event.kind === 'form');
  if (last === undefined || !('interaction' in last)) throw new Error('the bot has heard of no interaction');
  return last.interaction;
}

/** `running` gives the platform of the test that is running. */
export function answersContract(running: () => PlatformUnderTest): void {
  describe('an answer to a command or a press', () => {
    it('is seen by one person, and replaced by the next', async () => {
      const test = running();
      test.core.on('answer', 'ephemeral', async (_event, reply) => {
        await reply.private(text('Checking it against the rubric'));
        await reply.private(text('What landed'));
      });
      await test.types(test.member, test.channel);
      await test.settled();
      expect(await test.privately(test.member, test.channel)).toEqual(['What landed']);
      expect(await test.privately(test.other, test.channel)).toEqual([]);
      expect(await test.standing(test.channel)).toEqual([]);
    });

    it('can be given for 15 minutes, and not after', async () => {
      const test = running();
      await test.types(test.member, test.channel);
      await test.settled();
      const interaction = lastInteraction(test.core);
      await test.passes(ANSWERS_MS - 1_000);
      await test.platform.answer(interaction, privateWith(text('late, but there')));
      await test.passes(2_000);
      expect(await refusal(test.platform.answer(interaction, privateWith(text('too late'))))).toBe('expired');
      expect(await test.privately(test.member, test.channel)).toEqual(['late, but there']);
    });

    it('updates the private message that its button stands on', async () => {
      const test = running();
      test.core.on('answer', 'ephemeral', (_event, reply) => reply.private(withButtons('one', { More: 'more' })));
      test.core.on('more', 'update', (_event, reply) => reply.update(text('two')));
      await test.types(test.member, test.channel);
      await test.presses(test.member, test.channel, null, 'more');
      await test.settled();
      expect(await test.privately(test.member, test.channel)).toEqual(['two']);
      expect(test.core.failures).toEqual([]);
    });

    it('updates nothing where a private answer was promised', async () => {
      const test = running();
      test.core.on('answer', 'ephemeral', (_event, reply) => reply.private(withButtons('one', { More: 'more' })));
      test.core.on('more', 'ephemeral', (_event, reply) => reply.update(text('two')));
      await test.types(test.member, test.channel);
      await test.presses(test.member, test.channel, null, 'more');
      await test.settled();
      expect(failureKinds(test.core)).toEqual(['invalid']);
      expect(await test.privately(test.member, test.channel)).toEqual(['one']);
    });

    it('updates the direct message that its button stands on', async () => {
      const test = running();
      const direct = await test.platform.openDirect(test.member);
      const message = await test.platform.post(direct, withButtons('one', { More: 'more' }), 'a');
      test.core.on('more', 'update', (_event, reply) => reply.update(text('two')));
      await test.presses(test.member, direct, message, 'more');
      await test.settled();
      expect(await textsIn(test, direct)).toEqual(['two']);
    });

    it('does not update what others see', async () => {
      const test = running();
      const message = await test.platform.post(test.channel, withButtons('for all', { More: 'more' }), 'a');
      test.core.on('more', 'update', (_event, reply) => reply.update(text('for all, changed')));
      await test.presses(test.member, test.channel, message, 'more');
      await test.settled();
      expect(failureKinds(test.core)).toEqual(['invalid']);
      expect(await textsIn(test, test.channel)).toEqual(['for all']);
    });

    it('carries ids through buttons unharmed', async () => {
      const test = running();
      const { thread } = await test.platform.publish(test.channel, publication(), 'day-1');
      const message = await test.platform.post(test.channel, withButtons('open', { Open: openPost.id({ thread }) }), 'a');
      await test.presses(test.member, test.channel, message, openPost.id({ thread }));
      await test.settled();
      const [pressed] = heardBy(test.core, 'action');
      expect(openPost.parse(pressed?.action ?? '')).toEqual({ thread });
      expect(pressed).toMatchObject({ actor: { user: test.member }, place: { kind: 'channel', channel: test.channel } });
    });
  });

  describe('a select', () => {
    const days = (given: Partial<SelectBlock> = {}): Content => ({
      blocks: [
        {
          kind: 'select',
          action: 'days',
          placeholder: 'Days',
          options: ['mon', 'tue', 'wed'].map((value) => ({ label: value, value })),
          selected: ['tue'],
          most: 2,
          least: 0,
          ...given,
        },
      ],
    });
    const pickedIn = (test: PlatformUnderTest): readonly (readonly string[])[] => heardBy(test.core, 'action').map((event) => event.values);

    it('of several gives all that were picked, and none where none is needed', async () => {
      const test = running();
      const message = await test.platform.post(test.channel, days(), 'a');
      await test.presses(test.member, test.channel, message, 'days', ['mon', 'wed']);
      await test.presses(test.member, test.channel, message, 'days', []);
      await test.settled();
      expect(pickedIn(test)).toEqual([['mon', 'wed'], []]);
    });

    it('takes no more, no fewer and no others than it says', async () => {
      const test = running();
      const message = await test.platform.post(test.channel, days({ least: 1 }), 'a');
      for (const values of [[], ['mon', 'tue', 'wed'], ['sun'], ['mon', 'mon']])
        expect(await test.presses(test.member, test.channel, message, 'days', values).catch(() => 'refused')).toBe('refused');
      await test.settled();
      expect(pickedIn(test)).toEqual([]);
    });

    it('cannot be drawn against its own limits', async () => {
      const test = running();
      for (const wrong of [{ most: 4 }, { most: 0 }, { selected: ['sun'] }, { most: 1, selected: ['mon', 'tue'] }])
        expect(await refusal(test.platform.post(test.channel, days(wrong), 'a'))).toBe('invalid');
    });

    it('of what the server has gives ids, and takes none of another kind', async () => {
      const test = running();
      const kinds = [
        { what: 'channel', is: test.channel, isNot: test.member },
        { what: 'person', is: test.member, isNot: test.group },
        { what: 'group', is: test.group, isNot: test.channel },
      ] as const;
      const drawn = (what: 'channel' | 'person' | 'group', selected: readonly string[]): Content => ({
        blocks: [{ kind: 'choose', what, action: 'choose', placeholder: 'Which one', selected, most: 1 }],
      });
      for (const { what, is, isNot } of kinds) {
        const message = await test.platform.post(test.channel, drawn(what, [is]), what);
        await test.presses(test.member, test.channel, message, 'choose', [is]);
        expect(await test.presses(test.member, test.channel, message, 'choose', [isNot]).catch(() => 'refused')).toBe('refused');
        expect(await refusal(test.platform.post(test.channel, drawn(what, [isNot]), `not ${what}`))).toBe('invalid');
      }
      await test.settled();
      expect(pickedIn(test)).toEqual(kinds.map(({ is }) => [is]));
    });
  });

  describe('a form', () => {
    it('opens as the first answer where it was promised, and comes back with its values', async () => {
      const test = running();
      test.core.on('answer', 'form', (_event, reply) => reply.form(simpleForm('answer-form')));
      test.core.on('answer-form', 'ephemeral', (_event, reply) => reply.private(text('Thank you')));
      await test.types(test.member, test.channel);
      expect(await test.formBefore(test.member)).toBe('Your answer');
      expect(await test.formBefore(test.other)).toBeNull();
      await test.submits(test.member, { answer: 'I ask what is going on.' });
      await test.settled();
      expect(heardBy(test.core, 'form')).toMatchObject([
        { form: 'answer-form', values: { answer: 'I ask what is going on.' }, actor: { user: test.member } },
      ]);
      expect(await test.privately(test.member, test.channel)).toEqual(['Thank you']);
      expect(await test.formBefore(test.member)).toBeNull();
    });

    it('stays open while a field is wrong', async () => {
      const test = running();
      test.core.on('answer', 'form', (_event, reply) => reply.form(simpleForm('answer-form')));
      test.core.judge('answer-form', (values) => (values['answer'] === 'no' ? { answer: 'Say a little more.' } : null));
      await test.types(test.member, test.channel);
      await test.submits(test.member, { answer: 'no' });
      expect(await test.formBefore(test.member)).toBe('Your answer');
      await test.submits(test.member, { answer: 'I ask what is going on.' });
      await test.settled();
      expect(heardBy(test.core, 'form').map((event) => event.values)).toEqual([{ answer: 'I ask what is going on.' }]);
    });

    it('is refused where a private answer was promised, and after another answer', async () => {
      const test = running();
      test.core.on('answer', 'ephemeral', (_event, reply) => reply.form(simpleForm('f')));
      await test.types(test.member, test.channel);
      test.core.on('answer', 'form', async (_event, reply) => {
        await reply.private(text('Not today.'));
        await reply.form(simpleForm('f'));
      });
      await test.types(test.member, test.channel);
      await test.settled();
      expect(failureKinds(test.core)).toEqual(['invalid', 'invalid']);
      expect(await test.formBefore(test.member)).toBeNull();
      expect(await test.privately(test.member, test.channel)).toEqual(['Not today.']);
    });

    it('is too late after 3 seconds', async () => {
      const test = running();
      const gate = Promise.withResolvers<void>();
      test.core.on('answer', 'form', async (_event, reply) => {
        await gate.promise;
        await reply.form(simpleForm('f'));
      });
      const typed = test.types(test.member, test.channel);
      await test.passes(FIRST_ANSWER_MS + 1);
      gate.resolve();
      await typed;
      await test.settled();
      expect(failureKinds(test.core)).toEqual(['expired']);
      expect(await test.formBefore(test.member)).toBeNull();
    });

    it('holds no more fields than the platform says', async () => {
      const test = running();
      const fields = Array.from({ length: test.platform.limits.formFields + 1 }, (_, position) => field(`f${position}`));
      test.core.on('answer', 'form', (_event, reply) => reply.form(simpleForm('f', { fields })));
      await test.types(test.member, test.channel).catch(() => undefined);
      await test.settled();
      expect(failureKinds(test.core)).toEqual(['invalid']);
    });
  });
}
