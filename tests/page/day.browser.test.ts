// The playground's clock at the page: shown for what it is, and what a day brings.
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { jump } from '../process/person.ts';
import { inDaily, openStage, openThread, saying, textOf } from './stage.ts';

const MINUTE_MS = 60_000;
const stage = await openStage();

const clock = (page: Page): Locator => page.getByRole('button', { name: 'Playground clock' });
const presets = (page: Page): Locator => page.getByRole('group', { name: 'Playground clock' });

async function jumpAt(page: Page, label: string): Promise<void> {
  await clock(page).click();
  await presets(page).getByRole('button', { name: label }).click();
  await page.keyboard.press('Escape');
  await presets(page).waitFor({ state: 'detached' });
}

describe.skipIf(stage.skipped !== '')(`${stage.skipped}a day at the page`, () => {
  test("the clock is the playground's own and says so; a jump brings the next question to everybody, closing ends the last one", async () => {
    const [ana, ben] = await Promise.all([stage.seat('ana'), stage.seat('ben')]);
    await clock(ana).click();
    await presets(ana).getByText('This is the machine’s own time.').waitFor();
    await ana.keyboard.press('Escape');
    expect(await clock(ana).innerText()).not.toMatch(/ahead|behind/);

    await jumpAt(ana, 'A minute before the next question');
    await textOf(clock(ana)).toMatch(/09:59\n22 h 59 min ahead/);
    await textOf(clock(ben)).toMatch(/2:59.AM\n22 h 59 min ahead/);
    expect(await inDaily(ben).getByText('Question 2', { exact: false }).count()).toBe(0);

    await jump(stage.program, { byMs: MINUTE_MS });
    for (const page of [ana, ben]) await saying(inDaily(page), 'Wednesday 25 November · Question 2').waitFor();
    const first = saying(inDaily(ben), 'Question 1').first();
    await first.getByRole('button', { name: 'Closed, still readable' }).waitFor();
    expect(await first.getByRole('button', { name: 'Answer privately' }).count()).toBe(0);
    await saying(inDaily(ben), 'Question 2').getByRole('button', { name: 'Answer privately' }).waitFor();
  });

  test("at closing the recap stands in the thread, which is archived; back on the machine's time the clock is plain again", async () => {
    const ana = await stage.seat('ana');
    const thread = await openThread(ana);
    await jumpAt(ana, 'To closing time');
    await saying(thread, 'Closed: what a strong answer holds').waitFor();
    await ana.getByText('This thread is archived.').waitFor();
    expect(await thread.getByRole('button', { name: 'Answer privately' }).count()).toBe(0);

    await jumpAt(ana, "Back to the machine's time");
    await textOf(clock(ana)).not.toMatch(/ahead|behind/);
    const questions = await inDaily(ana)
      .getByText(/November · Question \d/)
      .allInnerTexts();
    expect(new Set(questions).size).toBe(questions.length);
  });
});
