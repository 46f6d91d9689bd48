// axe at every state that a person comes through, light and dark, on a wide screen and on a phone.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { graveFindings } from '../support/axe.ts';
import { THIN_ANSWER } from '../support/rapport.ts';
import { inDaily, inDirect, inThread, openStage, saying, write } from './stage.ts';
import { BAKERY_THIN } from './words.ts';

const stage = await openStage();

const WIDE = { width: 1360, height: 850 };
const PHONE = { width: 390, height: 844 };

/** Looked at one after the other; each leads on from the one before. */
interface State {
  readonly name: string;
  /** `answer`: this person's own; a copy of another's would not be graded. */
  reach(page: Page, answer: string): Promise<void>;
}

const dialog = (page: Page) => page.getByRole('dialog');
const escape = (page: Page): Promise<void> => page.keyboard.press('Escape');

/** On a phone the list of places lies over the page and is asked for. */
async function openRail(page: Page): Promise<void> {
  const opener = page.getByRole('button', { name: 'Places, people and clock' });
  if (await opener.isVisible()) await opener.click();
  await page.getByRole('button', { name: 'Acting as' }).waitFor();
}

const states: readonly State[] = [
  { name: "today's question", reach: (page) => inDaily(page).getByRole('button', { name: 'Answer privately' }).waitFor() },
  {
    name: 'people to act as',
    async reach(page) {
      await openRail(page);
      await page.getByRole('button', { name: 'Acting as' }).click();
      await page.getByRole('menu', { name: 'Act as' }).waitFor();
    },
  },
  {
    name: 'the clock',
    async reach(page) {
      await escape(page);
      await page.getByRole('button', { name: 'Playground clock' }).click();
      await page.getByRole('group', { name: 'Playground clock' }).waitFor();
    },
  },
  {
    name: 'a thread',
    async reach(page) {
      await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Question 1' }).click();
      await inThread(page).getByRole('article').first().waitFor();
    },
  },
  {
    name: 'the form',
    async reach(page) {
      await page.getByRole('region', { name: 'Thread' }).getByRole('button', { name: 'Answer privately' }).first().click();
      await dialog(page).getByRole('textbox').waitFor();
    },
  },
  {
    name: 'the form with a fault',
    async reach(page) {
      await dialog(page).getByRole('textbox').fill('👍');
      await dialog(page).getByRole('button', { name: 'Check my answer' }).click();
      await dialog(page).getByText('That is emoji only.').waitFor();
    },
  },
  {
    name: 'feedback',
    async reach(page, answer) {
      await dialog(page).getByRole('textbox').fill(answer);
      await dialog(page).getByRole('button', { name: 'Check my answer' }).click();
      await saying(inDaily(page), 'Fix this first:').waitFor();
    },
  },
  {
    name: 'what moved',
    async reach(page, answer) {
      await inDaily(page).getByRole('button', { name: 'Try again' }).click();
      await dialog(page)
        .getByRole('textbox')
        .fill(`${answer} She paid 1,150 dollars on the 3rd and on the 17th of May, as she had promised.`);
      await dialog(page).getByRole('button', { name: 'Check my answer' }).click();
      await saying(inDaily(page), 'What moved since the last attempt').waitFor();
    },
  },
  {
    name: 'the commands',
    async reach(page) {
      await page.getByLabel('Message #daily').fill('/');
      await page.getByRole('listbox', { name: 'Commands' }).waitFor();
    },
  },
  {
    name: 'a command with its options',
    async reach(page) {
      await page.getByLabel('Message #daily').fill('/practice ');
      await page.getByRole('form', { name: 'Command /practice' }).getByRole('button', { name: 'type', exact: true }).click();
      await page.getByRole('listbox', { name: 'The kind of question' }).waitFor();
    },
  },
  {
    name: 'the direct message',
    async reach(page) {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Run' }).click();
      await saying(inDaily(page), 'Practice, for you alone').waitFor();
      await openRail(page);
      await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Rapport' }).click();
      await saying(inDirect(page), 'Practice, for you alone').waitFor();
    },
  },
  {
    name: 'about you',
    async reach(page) {
      await page.getByRole('button', { name: 'About you' }).click();
      await page.getByText('Open now:').waitFor();
    },
  },
  {
    name: 'a message to be deleted',
    async reach(page) {
      await page.getByRole('button', { name: 'Messages', exact: true }).click();
      await write(page, 'Rapport', 'Thank you');
      const said = saying(inDirect(page), 'Thank you').first();
      await said.hover();
      await said.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('dialog', { name: 'Delete this message?' }).waitFor();
    },
  },
];

describe.skipIf(stage.skipped !== '')(`${stage.skipped}axe finds nothing serious or critical`, () => {
  test.each([
    ['1360 px wide', WIDE, 'ana', THIN_ANSWER],
    ['390 px wide', PHONE, 'ben', BAKERY_THIN],
  ] as const)('%s, light and dark', async (_name, viewport, handle, answer) => {
    const page = await stage.seat(handle, { viewport });
    const found: string[] = [];
    for (const { name, reach } of states) {
      await reach(page, answer);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const finding of await graveFindings(page)) found.push(`${name}, ${colorScheme}: ${finding}`);
      }
    }
    expect(found).toEqual([]);
  });
});
