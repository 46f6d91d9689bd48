// A program that goes away while people type, and comes back: nothing that was said is lost, nothing that was typed either.
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { FAIR_ANSWER } from '../support/rapport.ts';
import { inDaily, inDirect, openPlace, openStage, saying, textOf, write } from './stage.ts';
import { BAKERY_FAIR } from './words.ts';

const stage = await openStage();

const reconnecting = (page: Page): Locator => page.getByText('Reconnecting…');
/** After some failures it stops promising, and goes on trying. */
const away = (page: Page): Locator => page.getByText(/Reconnecting…|The playground has stopped/);

/** Every message that this page shows, whose it is and what it says; without what differs by the minute. */
const shown = async (messages: Locator): Promise<readonly string[]> =>
  (await messages.getByRole('article').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '));

describe.skipIf(stage.skipped !== '')(`${stage.skipped}a restart under the page`, () => {
  test('a question and its answer in the direct message; after a reload everything stands where it stood', async () => {
    const ana = await stage.seat('ana');
    await openPlace(ana, 'Rapport');
    await write(ana, 'Rapport', 'Hello, are you there?');
    await saying(inDirect(ana), 'No practice question is open in here.').waitFor();
    await ana.getByLabel('Message Rapport').fill('/practice ');
    await ana.getByRole('button', { name: 'Run' }).click();
    await saying(inDirect(ana), 'Type your answer here, or use the button.').waitFor();
    await write(ana, 'Rapport', FAIR_ANSWER);
    await saying(inDirect(ana), 'Fix this first:').waitFor();

    const before = await shown(inDirect(ana));
    await ana.reload();
    await saying(inDirect(ana), 'Fix this first:').waitFor();
    expect(await shown(inDirect(ana))).toEqual(before);
    await ana.getByRole('button', { name: 'About you' }).click();
    await ana.getByRole('button', { name: 'Messages', exact: true }).click();
    expect(await shown(inDirect(ana))).toEqual(before);
  });

  test('kill -9 with a form half filled in and a message half written: the page says so, recovers, and both can be sent', async () => {
    const [ben, chidi] = await Promise.all([stage.seat('ben'), stage.seat('chidi')]);
    await inDaily(ben).getByRole('button', { name: 'Answer privately' }).click();
    const form = ben.getByRole('dialog');
    await form.getByRole('textbox').fill(BAKERY_FAIR);
    await form.getByRole('button', { name: 'Check my answer' }).click();
    await saying(inDaily(ben), 'Fix this first:').waitFor();
    await openPlace(chidi, 'lounge');
    await write(chidi, '#lounge', 'Said before the end.');
    await saying(chidi.getByRole('log'), 'Said before the end.').getByRole('button', { name: 'Edit' }).waitFor({ state: 'attached' });
    const before = await shown(inDaily(ben));

    await inDaily(ben).getByRole('button', { name: 'Try again' }).click();
    const box = form.getByRole('textbox');
    await box.fill(`${BAKERY_FAIR} I learned to ask about the equipment first.`);
    await chidi.getByLabel('Message #lounge').fill('Half a thought');
    await stage.kill();
    await Promise.all([reconnecting(ben).waitFor(), reconnecting(chidi).waitFor()]);
    await chidi.keyboard.press('Enter');
    await chidi.getByText('Not sent.').waitFor();
    await chidi.getByLabel('Message #lounge').fill('A second one, not sent yet');
    await form.getByRole('button', { name: 'Check my answer' }).click();
    await form.getByRole('alert').getByText(/\w/).first().waitFor();
    expect(await box.inputValue()).toContain('I learned to ask about the equipment first.');

    await stage.startAgain();
    await Promise.all([away(ben), away(chidi)].map((line) => line.waitFor({ state: 'detached' })));
    expect(await shown(inDaily(ben))).toEqual(before);
    expect(await chidi.getByLabel('Message #lounge').inputValue()).toBe('A second one, not sent yet');
    await chidi.getByRole('button', { name: 'Send again' }).click();
    await chidi.getByText('Not sent.').waitFor({ state: 'detached' });
    await textOf(chidi.getByRole('log')).toMatch(/Said before the end\.[^]*Half a thought/);

    await form.getByRole('button', { name: 'Check my answer' }).click();
    await saying(inDaily(ben), 'What moved since the last attempt').waitFor();
    expect(await inDaily(ben).getByText('November · Question').count()).toBe(1);
  });
});
