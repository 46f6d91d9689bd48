// Nobody is pinged by accident: what members write stays plain text in everything that the bot sends.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FAIR_ANSWER, openPlayground } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { DAILY, formOf } from '../support/world.ts';
import type { MessageView } from '../../src/platforms/local/view.ts';

const CALLS = ['@everyone', '@here', '@trainees', '<@123>', '<@!123>', '<@&456>', '<!channel>', '<!here>', '<#789>', '<@U0123>', '@Olivia'];
const sentences = FAIR_ANSWER.split('. ');
/** A fair answer that calls people in the middle of it. */
const calling = fc
  .array(fc.tuple(fc.constantFrom(...CALLS), fc.nat({ max: sentences.length - 1 })), { minLength: 1, maxLength: 6 })
  .map((calls) =>
    sentences
      .map((sentence, at) => calls.reduce((text, [call, where]) => (where === at ? `${call} ${text} ${call}` : text), sentence))
      .join('. '),
  );

/** Everything that the bot has said, wherever one of these people can see it. */
function saidByBot({ ana, ben, olivia, carlos, thread }: Playground): readonly MessageView[] {
  return [ana, ben, olivia, carlos].flatMap((who) =>
    [DAILY, thread(), who.direct].flatMap((place) => who.sees(place).filter((message) => message.author.bot)),
  );
}

/** Parts of a message that a platform would draw as a person, a group or a channel, with the name that they show. */
function namesIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const own = ['person', 'group', 'channel'].some((key) => key in part) && 'name' in part ? [String(part.name)] : [];
  return [...own, ...Object.values(part).flatMap(namesIn)];
}

test('no call in an answer, in a thread, in practice or in a form that is left open becomes a mention', async () => {
  const playground = await openPlayground();
  const { ana, ben, after, question, thread, wait } = playground;
  let quoted = 0;
  await fc.assert(
    fc.asyncProperty(calling, calling, async (answer, said) => {
      await after(ana.submits(formOf(await ana.presses(question(), 'Answer privately')), { answer }), ana);
      ben.says(thread(), said);
      await wait(1000);
      const practised = await after(ana.types('/practice', { type: 'behavioural' }), ana);
      await after(ana.submits(formOf(await ana.presses(practised, 'Answer')), { answer: said }), ana);
      const board = ben.sees(thread()).find((message) => message.buttons.some((button) => button.label === 'My feedback'));
      if (board !== undefined) await after(ben.presses(board, 'My feedback'), ben);
      for (const message of saidByBot(playground)) {
        expect(message.ping).toBeNull();
        for (const name of namesIn(message.content)) expect(answer + said).not.toContain(name);
        if (CALLS.some((call) => message.text.includes(call))) quoted += 1;
      }
    }),
    { numRuns: 6 },
  );
  // Else the test has looked at messages in which there was nothing to be taken for a mention.
  expect(quoted).toBeGreaterThan(0);
});

test('nor in an answer that was shared and put up for all, nor in a suggestion that staff read', async () => {
  const playground = await openPlayground();
  const { ana, olivia, after, question, thread, wait } = playground;
  const place = thread();
  const text = `${CALLS.join(' ')} ${FAIR_ANSWER} ${CALLS.join(' ')}`;
  const feedback = await after(ana.submits(formOf(await ana.presses(question(), 'Answer privately')), { answer: text }), ana);
  await after(ana.presses(await after(ana.presses(feedback, 'Share'), ana), 'Yes, share it'), ana);
  await wait(24 * 3_600_000);
  const suggested = `Has ${CALLS.join(' ')} ever asked you to call a number that is not the customer's own?`;
  await after(
    ana.submits(formOf(await ana.types('/suggest question')), { text: suggested, note: CALLS.join(' '), type: 'behavioural' }),
    ana,
  );
  await after(olivia.types('/questions suggestions'), olivia);
  await wait(1000);

  const seen = [ana, olivia].flatMap((who) => [place, DAILY, who.direct].flatMap((where) => who.sees(where)));
  const holding = seen.filter((message) => message.author.bot && message.text.includes('@everyone'));
  expect(holding.some((message) => message.text.includes('Shared by'))).toBe(true);
  expect(holding.some((message) => message.text.includes('ever asked you to call a number'))).toBe(true);
  for (const message of holding) {
    expect(message.ping).toBeNull();
    expect(namesIn(message.content).filter((name) => name !== 'Ana')).toEqual([]);
  }
});
