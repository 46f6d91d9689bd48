// Slash commands at the page: completion, options as fields, a form with faults, a file to take home.
import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { FAIR_ANSWER } from '../support/rapport.ts';
import { inDaily, openStage, saying, textOf } from './stage.ts';

const stage = await openStage();

const composer = (page: Page): Locator => page.getByLabel('Message #daily', { exact: true });
const offered = (list: Locator): Promise<readonly string[]> => list.getByRole('option').locator('.list-label').allInnerTexts();

async function answerInForm(page: Page, text: string): Promise<void> {
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Your answer' }).fill(text);
  await form.getByRole('button', { name: 'Check my answer' }).click();
  await form.waitFor({ state: 'detached' });
}

describe.skipIf(stage.skipped !== '')(`${stage.skipped}slash commands at the page`, () => {
  test('completed while they are typed: the command, then its options, then their values; what comes fits what was chosen', async () => {
    const ana = await stage.seat('ana');
    const list = ana.getByRole('listbox', { name: 'Commands' });
    await composer(ana).pressSequentially('/');
    await list.waitFor();
    expect(await offered(list)).toEqual(
      expect.arrayContaining(['/practice', '/answer', '/hint', '/progress', '/profile', '/settings', '/privacy', '/help']),
    );
    await composer(ana).pressSequentially('pra');
    await expect.poll(async () => (await offered(list))[0]).toBe('/practice');
    await ana.keyboard.press('Enter');

    const command = ana.getByRole('form', { name: 'Command /practice' });
    await command.getByRole('button', { name: 'type', exact: true }).click();
    const kinds = command.getByRole('listbox', { name: 'The kind of question' });
    await command.getByRole('combobox', { name: 'type' }).pressSequentially('beh');
    await expect.poll(() => offered(kinds)).toEqual(['behavioural']);
    await ana.keyboard.press('Enter');
    expect(await command.getByRole('combobox', { name: 'type' }).inputValue()).toBe('behavioural');
    await command.getByRole('button', { name: 'Run' }).click();

    const asked = saying(inDaily(ana), 'Practice, for you alone');
    await asked.getByText('Only you can see this').waitFor();
    expect(await asked.getByRole('listitem').allInnerTexts()).toContain('behavioural');
    await composer(ana).waitFor(); // the command is gone from it
    expect(await composer(ana).inputValue()).toBe('');

    await asked.getByRole('button', { name: 'Answer', exact: true }).click();
    await answerInForm(ana, FAIR_ANSWER);
    await saying(inDaily(ana), 'Fix this first:').getByText('Only you can see this').waitFor();
  });

  test('typed as one line: options are read from it; a value that is none and a command that is none are said, and kept', async () => {
    const ben = await stage.seat('ben');
    await composer(ben).fill('/pracitce');
    await ben.getByText('There is no /pracitce. Type / to see what there is.').waitFor();
    await ben.keyboard.press('Enter');
    expect(await composer(ben).inputValue()).toBe('/pracitce');

    await composer(ben).fill('/practice type:psychic role:"bill collector"');
    const command = ben.getByRole('form', { name: 'Command /practice' });
    await command.getByRole('button', { name: 'Run' }).click();
    await command.getByRole('alert').getByText('type', { exact: false }).waitFor();
    expect(await command.getByRole('combobox', { name: 'role' }).inputValue()).toBe('bill collector');
    await command.getByRole('combobox', { name: 'type' }).fill('competency');
    await ben.keyboard.press('Enter');
    const asked = saying(inDaily(ben), 'Practice, for you alone');
    await asked.waitFor();
    expect(await asked.getByRole('listitem').allInnerTexts()).toEqual(expect.arrayContaining(['competency', 'bill collector']));
  });

  test('/profile: a fault stands at its field, what is right stays, and what is saved stands in the form the next time', async () => {
    const chidi = await stage.seat('chidi');
    await composer(chidi).fill('/profile');
    await chidi.keyboard.press('Enter');
    await chidi.keyboard.press('Enter');
    const form = chidi.getByRole('dialog', { name: 'Your profile' });
    const date = form.getByRole('textbox', { name: 'Interview date' });
    const zone = form.getByRole('textbox', { name: 'Time zone' });
    const level = form.getByRole('combobox', { name: 'Level' });
    await level.selectOption({ label: 'supervisor' });
    await date.fill('1 Dec');
    await zone.fill('Johanesburg');
    await form.getByRole('button', { name: 'Save' }).click();

    await form.getByText('Write the date as year-month-day, for example 2026-12-01.').waitFor();
    await form.getByText('That is not a time zone that I know.').waitFor();
    await date.and(form.locator(':focus')).waitFor();
    expect(await level.locator('option:checked').innerText()).toBe('supervisor');

    await date.fill('2026-12-01');
    await form.getByText('Write the date as').waitFor({ state: 'detached' });
    await zone.fill('Africa/Johannesburg');
    await form.getByRole('button', { name: 'Save' }).click();
    const saved = saying(inDaily(chidi), 'Your profile is saved');
    await textOf(saved).toContain('supervisor');
    await textOf(saved).toContain('2026-12-01');

    await composer(chidi).fill('/profile ');
    await chidi.getByRole('button', { name: 'Run' }).click();
    await form.waitFor();
    expect(await date.inputValue()).toBe('2026-12-01');
    expect(await level.locator('option:checked').innerText()).toBe('supervisor');
  });

  test("/privacy export: a ZIP to download that unpacks, with one's own words in it", async () => {
    const carlos = await stage.seat('carlos');
    await composer(carlos).fill('/practice ');
    await carlos.getByRole('button', { name: 'Run' }).click();
    await saying(inDaily(carlos), 'Practice, for you alone').getByRole('button', { name: 'Answer', exact: true }).click();
    const words = `${FAIR_ANSWER.replace('840', '1,920').replace('65', '48').replaceAll('She', 'The owner')} We called it the quokka file.`;
    await answerInForm(carlos, words);
    await saying(inDaily(carlos), 'Fix this first:').waitFor();

    await composer(carlos).fill('/privacy ');
    await carlos.getByRole('listbox', { name: 'Commands' }).getByText('/privacy export').click();
    await carlos.getByRole('button', { name: 'Run' }).click();
    const downloading = carlos.waitForEvent('download');
    await saying(inDaily(carlos), 'as a ZIP file').getByRole('link').click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/\.zip$/);
    const files = unzipSync(await readFile(await download.path()));
    const texts = Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)] as const);
    for (const [, json] of texts.filter(([name]) => name.endsWith('.json'))) expect(() => JSON.parse(json)).not.toThrow();
    const versions = texts.find(([name]) => name.includes('answer_version'));
    expect(versions?.[1]).toContain('We called it the quokka file.');
  });
});
