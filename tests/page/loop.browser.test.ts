// The loop that people feel, at the page: by mouse, and by keyboard alone.
import { describe, expect, test } from 'vitest';
import { FAIR_ANSWER, THIN_ANSWER } from '../support/rapport.ts';
import { createKeyboard } from './keyboard.ts';
import { inDaily, openStage, saying, textOf } from './stage.ts';
import { BAKERY_FAIR, BAKERY_THIN } from './words.ts';

const stage = await openStage();

describe.skipIf(stage.skipped !== '')(`${stage.skipped}the loop at the page`, () => {
  test('by mouse: a form that says what is wrong and keeps the words, private feedback, and what moved on the second try', async () => {
    const ana = await stage.seat('ana');
    const daily = inDaily(ana);
    const question = await daily.getByRole('heading', { level: 3 }).first().innerText();
    expect(question.length).toBeGreaterThan(40);
    await daily.getByRole('button', { name: 'Answer privately' }).click();
    const form = ana.getByRole('dialog');
    const box = form.getByRole('textbox', { name: 'Your answer' });
    const check = form.getByRole('button', { name: 'Check my answer' });
    await textOf(form).toContain(question);

    for (const [typed, sentence] of [
      ['👍👍🎉', 'That is emoji only.'],
      ['I call them.', 'That is too short'],
    ] as const) {
      await box.fill(typed);
      await check.click();
      await form.getByText(sentence).waitFor();
      expect(await box.inputValue()).toBe(typed);
      expect(await box.getAttribute('aria-invalid')).toBe('true');
    }

    await box.fill(THIN_ANSWER);
    await check.click();
    await form.waitFor({ state: 'detached' });
    const first = saying(daily, 'Fix this first:');
    await first.waitFor();
    await textOf(first).toContain('Only you can see this');
    await textOf(first).toContain('built-in checker');

    await first.getByRole('button', { name: 'Try again' }).click();
    const again = form.getByRole('textbox', { name: 'Your answer, once more' });
    expect(await again.inputValue()).toBe(THIN_ANSWER);
    await again.fill(FAIR_ANSWER);
    await check.click();
    const second = saying(daily, 'What moved since the last attempt');
    await second.waitFor();
    await textOf(second).toContain('attempt 2');
    await textOf(second).toContain('gained:');
    await second.getByRole('button', { name: 'Whole feedback' }).click();
    await saying(daily, 'Fix this first:')
      .last()
      .getByRole('img', { name: /^\d of 5/ })
      .first()
      .waitFor();
  });

  test('by keyboard alone: a person, #daily, the thread, an answer, its feedback, and once more; the focus is where one expects it', async () => {
    const page = await stage.seat('ana');
    const { press, type, tabTo, focusIsOn } = await createKeyboard(page);

    await tabTo(/^button "Acting as Ana/);
    await press('Enter');
    await focusIsOn(/^menuitemradio "Ana/);
    await press('ArrowDown');
    await focusIsOn(/^menuitemradio "Ben/);
    await press('Enter');
    await focusIsOn(/^button "Acting as Ben/);

    await tabTo(/^button "daily/);
    await press('Enter');
    await focusIsOn(/^heading "daily/);
    await tabTo(/^button ".*Open the thread/);
    await press('Enter');
    await focusIsOn(/^heading "Thread #daily/);

    await tabTo(/^button "Answer privately/);
    await press('Enter');
    await focusIsOn(/^textbox "Your answer/);
    await press('Control+Enter');
    await focusIsOn(/^textbox "Your answer.*This is needed/);
    await type(BAKERY_THIN);
    await press('Escape');
    await focusIsOn(/^button "Answer privately/);
    await press('Enter');
    await focusIsOn(/^textbox "Your answer/);
    expect(await page.getByRole('dialog').getByRole('textbox').inputValue()).toBe(BAKERY_THIN);
    await tabTo(/^button "Check my answer/);
    await press('Enter');

    await focusIsOn(/^article "Rapport/);
    const [feedback] = await page.locator('article:focus').allInnerTexts();
    expect(feedback).toContain('Only you can see this');
    expect(feedback).toContain('Fix this first:');
    await tabTo(/^button "Try again/);
    await press('Enter');
    await focusIsOn(/^textbox "Your answer, once more/);
    await press('Control+a');
    await type(BAKERY_FAIR);
    await press('Control+Enter');
    await focusIsOn(/^article "Rapport/);
    await textOf(page.locator('article:focus')).toContain('What moved since the last attempt');

    await tabTo(/^button "Close the thread/);
    await press('Enter');
    await focusIsOn(/^button ".*Open the thread/);
  });
});
