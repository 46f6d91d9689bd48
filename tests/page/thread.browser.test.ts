// The thread lane with two people at two browsers, and the words of people, which are never anything but words.
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { settle } from '../process/person.ts';
import { FAIR_ANSWER, THIN_ANSWER } from '../support/rapport.ts';
import { BAKERY_FAIR } from './words.ts';
import { inDaily, openPlace, openStage, openThread, saying, textOf, write } from './stage.ts';

const stage = await openStage();

/** The board's button; a board that has just been changed is drawn again under the mouse, which Playwright waits for. */
const myFeedback = (thread: Locator): Promise<void> => thread.getByRole('button', { name: 'My feedback' }).click();

/** Whatever was on its way to this page has come once this has: changes arrive in their order. */
async function untilHeard(from: Page, by: Locator, text: string): Promise<void> {
  await write(from, 'the thread', text);
  await saying(by, text).waitFor();
}

describe.skipIf(stage.skipped !== '')(`${stage.skipped}the thread at the page`, () => {
  test('a reply is marked, the board counts it, and each reads only their own feedback', async () => {
    const [ana, ben] = await Promise.all([stage.seat('ana'), stage.seat('ben')]);
    const [anas, bens] = await Promise.all([openThread(ana), openThread(ben)]);

    await write(ana, 'the thread', FAIR_ANSWER);
    await saying(anas, 'four of four payments').getByText('Rapport has dealt with this').waitFor();
    await saying(bens, 'Feedback is ready for 1 of 1.').waitFor();
    await saying(bens, 'four of four payments').waitFor();

    await myFeedback(anas);
    await saying(anas, 'Fix this first:').getByText('Only you can see this').waitFor();
    await myFeedback(bens);
    await saying(bens, 'There is nothing of yours here yet').getByText('Only you can see this').waitFor();

    const talk = '@Ana nice one, how did you find out about the pay days?';
    await untilHeard(ben, anas, talk);
    await untilHeard(ana, bens, '@Ben I asked her when the money comes in.');
    for (const other of [bens, inDaily(ben)]) expect(await other.getByText('Fix this first:').count()).toBe(0);
    for (const other of [anas, inDaily(ana)]) expect(await other.getByText('There is nothing of yours here yet').count()).toBe(0);

    await settle(stage.program);
    await saying(anas, 'Feedback is ready for 1 of 1.').waitFor();
    expect(await saying(bens, talk).getByText('Rapport has').count()).toBe(0);
  });

  test('an edit shows at both and waits for a click; a deletion takes answer and feedback away', async () => {
    const [chidi, ben] = await Promise.all([stage.seat('chidi'), stage.seat('ben')]);
    const [chidis, bens] = await Promise.all([openThread(chidi), openThread(ben)]);
    await write(chidi, 'the thread', THIN_ANSWER);
    const said = saying(chidis, 'kept breaking promises').filter({ hasNotText: 'Only you can see this' });
    await said.getByText('Rapport has dealt with this').waitFor();

    await said.hover();
    await said.getByRole('button', { name: 'Edit' }).click();
    const editor = chidis.getByLabel('Edit your message');
    await editor.fill(`${THIN_ANSWER} He kept four of four payments of 60 dollars.`);
    await chidi.keyboard.press('Enter');
    await saying(bens, 'four of four payments of 60 dollars').getByText('edited').waitFor();
    await myFeedback(chidis);
    const reader = saying(chidis, 'You have edited this answer since it was checked');
    await reader.getByRole('button', { name: 'Check the new version' }).click();
    await textOf(saying(chidis, 'What moved since the last attempt')).not.toContain('You have edited this answer');

    await said.hover();
    await said.getByRole('button', { name: 'Delete' }).click();
    await chidi.getByRole('dialog', { name: 'Delete this message?' }).getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => said.count()).toBe(0);
    await textOf(bens).not.toContain('four of four payments of 60 dollars');
    await settle(stage.program);
    await myFeedback(chidis);
    await saying(chidis, 'There is nothing of yours here yet').waitFor();
  });

  test('markup, mentions and links that people type stay text, in the channel and in the feedback that quotes them', async () => {
    const typed = [
      `<img src="x" onerror="document.title='taken'"> <b>bold</b> &amp; <script>document.title='taken'</script>`,
      '@everyone <@everyone> **stars** [a link](https://example.org) https://example.org javascript:alert(1)',
    ].join('\n');
    const [carlos, olivia] = await Promise.all([stage.seat('carlos'), stage.seat('olivia')]);
    await Promise.all([openPlace(carlos, 'lounge'), openPlace(olivia, 'lounge')]);
    await carlos.getByLabel('Message #lounge').fill(typed);
    await carlos.keyboard.press('Enter');
    const heard = saying(olivia.getByRole('log'), 'bold').locator('p');
    await textOf(heard).toBe(typed);
    expect(await heard.locator('*').count()).toBe(0);

    await openPlace(olivia, 'daily');
    await inDaily(olivia).getByRole('button', { name: 'Answer privately' }).click();
    const form = olivia.getByRole('dialog');
    await form.getByRole('textbox').fill(BAKERY_FAIR.replaceAll(/\b(dollars|owner|dates)\b/g, '<b>$1</b>'));
    await form.getByRole('button', { name: 'Check my answer' }).click();
    const feedback = saying(inDaily(olivia), 'Fix this first:');
    await textOf(feedback).toContain('1,150 <b>dollars</b> on each date');
    await textOf(feedback.getByRole('emphasis').filter({ hasText: '<b>' }).first()).toMatch(/^“.*<b>\w+<\/b>/);
    expect(await feedback.locator('a, b, img, script, .person').count()).toBe(0);
    expect(await olivia.title()).not.toBe('taken');
  });
});
