// Selects, lists of the platform, files, pins and calls at the page, with a scripted bot behind it: each thing that a bot can draw.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Block, Content } from '../../src/core/content.ts';
import { asId } from '../../src/core/ids.ts';
import { graveFindings } from '../support/axe.ts';
import { openBrowser } from '../support/browser.ts';
import { servePlayground } from '../support/playground-server.ts';
import type { PlaygroundServer } from '../support/playground-server.ts';
import { field, simpleForm, text } from '../support/scripted-core.ts';
import { DAILY, LOUNGE, TRAINEES } from '../support/world.ts';
import { createKeyboard } from './keyboard.ts';
import { inDaily, openPlace, saying, seatsAt, textOf, whyNoBrowser } from './stage.ts';

const browser = await openBrowser();
const skipped = 'missing' in browser ? whyNoBrowser(browser.missing) : '';

let server: PlaygroundServer;
const seat = 'missing' in browser ? null : seatsAt(browser, () => `http://localhost:${server.port}`);
const open = (handle: string): Promise<Page> => seat?.(handle) ?? Promise.reject(new Error(skipped));

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday'];
const panel = (days: readonly string[]): Content => ({
  blocks: [
    { kind: 'text', text: `Chosen: ${days.join(' and ')}` },
    {
      kind: 'select',
      action: 'days',
      placeholder: 'Days',
      options: DAYS.map((day) => ({ label: day, value: day })),
      selected: days,
      most: 3,
      least: 1,
    },
    {
      kind: 'select',
      action: 'closing',
      placeholder: 'Closing time',
      options: [{ label: 'In the evening', value: 'evening' }],
      selected: ['evening'],
      most: 1,
      least: 0,
    },
    { kind: 'choose', what: 'channel', action: 'channel', placeholder: 'Channel', selected: [], most: 1 },
    { kind: 'choose', what: 'group', action: 'groups', placeholder: 'Groups', selected: [TRAINEES], most: 5 },
  ],
});
const question: Block = {
  kind: 'text',
  text: ['Discussed in ', { channel: LOUNGE, name: 'lounge' }, ' by ', { group: TRAINEES, name: 'trainees' }, '.'],
};

beforeAll(async () => {
  server = await servePlayground();
  const { bot, platform } = server.world;
  bot.on('answer', 'ephemeral', (_event, reply) => reply.private(panel(['Monday'])));
  bot.on('days', 'update', (event, reply) => reply.update(panel(event.kind === 'action' ? event.values : [])));
  for (const name of ['closing', 'channel', 'groups'])
    bot.on(name, 'ephemeral', (event, reply) =>
      reply.private(text(`${name}: ${event.kind === 'action' ? event.values.join(', ') || 'none' : ''}`)),
    );
  const fields = [field('file', { kind: 'file', label: 'Questions' }), field('note', { label: 'Note', required: true })];
  bot.on('practice', 'form', (_event, reply) => reply.form(simpleForm('import', { fields })));
  bot.judge('import', (values) => (values['note'] === 'no' ? { note: 'Say a little more.' } : null));
  bot.on('import', 'ephemeral', async (event, reply) => {
    const bytes = await platform.download(asId(event.kind === 'form' ? (event.values['file'] ?? '') : ''));
    await reply.private(text(`Read: ${new TextDecoder().decode(bytes)}`));
  });
  const publication = { starter: { blocks: [question] }, threadTitle: 'Question 1', opening: text('Below.'), tags: [], ping: TRAINEES };
  const { message } = await platform.publish(DAILY, publication, 'day-1');
  await platform.pin(message, true);
});
afterAll(() => server.stop());

/** What the bot was last told to be picked. */
const picked = (): readonly string[] => {
  const last = server.world.bot.heard.at(-1);
  return last?.kind === 'action' ? last.values : ['no action'];
};

async function typeAnswer(page: Page): Promise<Locator> {
  await page.getByLabel('Message #daily', { exact: true }).fill('/answer ');
  await page.getByRole('button', { name: 'Run' }).click();
  const message = saying(inDaily(page), 'Chosen: ').last();
  await message.waitFor();
  return message;
}

async function expectNoGraveFindings(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await graveFindings(page)).toEqual([]);
  }
}

describe.skipIf(skipped !== '')(`${skipped}what can be picked at the page`, () => {
  test('several days by keyboard alone: sent together when done, left as they were by Escape', async () => {
    const ana = await open('ana');
    const message = await typeAnswer(ana);
    const keyboard = await createKeyboard(ana);
    await message.focus();
    await keyboard.tabTo(/button "Days: Monday"/);
    await keyboard.press('Enter');
    await keyboard.focusIsOn(/combobox "Search: Days"/i);
    await expectNoGraveFindings(ana);
    await keyboard.type('thu');
    await keyboard.press('Enter');
    await keyboard.press('Escape');
    await keyboard.focusIsOn(/button "Days: Monday"/);
    expect(picked()).toEqual(['no action']);

    await keyboard.press('Enter');
    await keyboard.focusIsOn(/combobox "Search: Days"/i);
    await keyboard.type('wed');
    await keyboard.press('Enter');
    const chosen = message.getByRole('listbox', { name: 'Days' }).getByRole('option', { selected: true });
    await expect.poll(() => chosen.allInnerTexts()).toEqual(['Wednesday']);
    await message.getByRole('combobox', { name: 'Search: Days' }).fill('');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect.poll(() => chosen.allInnerTexts()).toEqual(['Monday', 'Tuesday', 'Wednesday']);
    await message.getByText('3 chosen, at most 3').waitFor();
    await message.getByRole('option', { name: 'Thursday' }).click(); // one too many: nothing happens
    await keyboard.tabTo(/button "Done"/);
    await keyboard.press('Enter');
    await textOf(saying(inDaily(ana), 'Chosen: ')).toContain('Chosen: Monday and Tuesday and Wednesday');
    expect(picked()).toEqual(['Monday', 'Tuesday', 'Wednesday']);
  });

  test('a press outside sends what was chosen; with none of what is needed it is left as it was', async () => {
    const ben = await open('ben');
    const message = await typeAnswer(ben);
    const opener = message.getByRole('button', { name: 'Days: ' });
    await opener.click();
    await message.getByRole('option', { name: 'Monday' }).click();
    expect(await message.getByRole('button', { name: 'Done' }).getAttribute('aria-disabled')).toBe('true');
    await ben.getByRole('heading', { name: 'daily' }).click();
    await message.getByRole('listbox').waitFor({ state: 'detached' });
    await opener.click();
    await message.getByRole('option', { name: 'Tuesday' }).click();
    await ben.getByRole('heading', { name: 'daily' }).click();
    await textOf(message).toContain('Chosen: Monday and Tuesday');
  });

  test("one of the platform's channels is found by its name and sent at once; groups can be emptied; a single choice taken back", async () => {
    const chidi = await open('chidi');
    const message = await typeAnswer(chidi);
    await message.getByRole('button', { name: 'Channel', exact: true }).click();
    await message.getByRole('combobox', { name: 'Search: Channel' }).fill('shift');
    await chidi.keyboard.press('Enter');
    await saying(inDaily(chidi), 'channel: local:channel/second-shift').waitFor();

    await message.getByRole('button', { name: 'Groups: @trainees' }).click();
    await message.getByRole('option', { name: '@trainees' }).click();
    await message.getByRole('button', { name: 'Done' }).click();
    await saying(inDaily(chidi), 'groups: none').waitFor();

    await message.getByRole('combobox', { name: 'Closing time' }).selectOption({ label: 'No choice' });
    await saying(inDaily(chidi), 'closing: none').waitFor();
    expect(picked()).toEqual([]);
  });

  test('a file: said at its field when it is too large, named while the rest is mended, read by the bot', async () => {
    const ana = await open('ana');
    await ana.getByLabel('Message #daily', { exact: true }).fill('/practice ');
    await ana.getByRole('button', { name: 'Run' }).click();
    const form = ana.getByRole('dialog');
    const input = form.getByLabel('Questions');
    const file = (buffer: Buffer) => ({ name: 'questions.csv', mimeType: 'text/csv', buffer });
    await form.getByRole('button', { name: 'Send' }).click();
    await form.getByText('This is needed.').first().waitFor();
    await input.setInputFiles(file(Buffer.alloc(1024 * 1024 + 1)));
    await form.getByLabel('Note').fill('no');
    await form.getByRole('button', { name: 'Send' }).click();
    await form.getByText('A file here holds at most 1 MiB; this one has 1,025 KiB.').waitFor();
    await input.setInputFiles(file(Buffer.from('What would you say?')));
    await form.getByText('Chosen: questions.csv, 1 KiB').waitFor();
    await form.getByRole('button', { name: 'Send' }).click();
    await form.getByText('Say a little more.').waitFor();
    await expectNoGraveFindings(ana);
    await form.getByLabel('Note').fill('Here it is');
    await form.getByRole('button', { name: 'Send' }).click();
    await saying(inDaily(ana), 'Read: What would you say?').waitFor();
  });
});

describe.skipIf(skipped !== '')(`${skipped}what stands in a channel`, () => {
  test('a pin and a call are said in words; who is called sees it in the list of places, and others do not', async () => {
    const [ana, carlos] = await Promise.all([open('ana'), open('carlos')]);
    for (const page of [ana, carlos]) await saying(inDaily(page), 'Discussed in').getByText('Pinned', { exact: true }).waitFor();
    await saying(inDaily(ana), 'Discussed in').getByText(', you among them').waitFor();
    expect(await saying(inDaily(carlos), 'Discussed in').getByText(', you among them').count()).toBe(0);
    await saying(inDaily(carlos), 'Discussed in').getByText('@trainees').first().waitFor();
    await Promise.all([openPlace(ana, 'lounge'), openPlace(carlos, 'lounge')]);
    const publication = { starter: text('The next one'), threadTitle: 'Question 2', opening: text('Below.'), tags: [], ping: TRAINEES };
    await server.world.platform.publish(DAILY, publication, 'day-2');
    const daily = (page: Page) => page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: /^daily/ });
    await ana.getByRole('button', { name: /^daily.*\b1 unread, 1 for you/ }).waitFor();
    await textOf(daily(carlos)).toMatch(/, 1 unread/);
    expect(await daily(carlos).innerText()).not.toContain('for you');
    await expectNoGraveFindings(ana);
  });

  test("a channel's name leads there; when that channel is taken away one stands in another, and its name leads nowhere", async () => {
    const ben = await open('ben');
    await inDaily(ben).getByRole('link', { name: '#lounge' }).click();
    await ben.getByRole('heading', { name: 'lounge', level: 2 }).waitFor();
    server.world.platform.removeChannel(LOUNGE);
    await ben.getByRole('heading', { name: 'daily', level: 2 }).waitFor();
    await saying(inDaily(ben), 'Discussed in #lounge').waitFor();
    expect(await inDaily(ben).getByRole('link', { name: '#lounge' }).count()).toBe(0);
    expect(await ben.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'lounge' }).count()).toBe(0);
  });
});
