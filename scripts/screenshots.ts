// Takes the pictures of the README and of docs/ from the running program: starts it on a folder of its own, talks, answers, and looks.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import bundled from '@sparticuz/chromium';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { DAILY, personAt, questionsIn, settle } from '../tests/process/person.ts';
import { startProgram } from '../tests/process/program.ts';
import type { Program } from '../tests/process/program.ts';
import { openBrowser } from '../tests/support/browser.ts';
import { machineTimeFrom } from '../tests/support/machine-time.ts';

const IMAGES = fileURLToPath(new URL('../docs/images', import.meta.url));
const WIDE = { width: 1360, height: 850 };
const PHONE = { width: 390, height: 844 };

/** A pleasant hour on the same day each time. */
const MORNING = machineTimeFrom('2026-11-24T09:41:00+01:00');

const THIN =
  'We had a customer who kept breaking promises. I called him a few times and asked what was going on. He had lost shifts, so we set up smaller payments and in the end he paid most of it.';
const BETTER =
  'A man on a medical account, $940 and 95 days late, had broken three promises in six weeks. The notes said when, never why. I verified him first. Then I asked what had changed, and heard that he had lost shifts. He chose $60 after each pay day. He kept four of five payments by March.';
const BENS =
  'Gym membership, $410, four months old, three missed dates. Before I dialled I went back over the log: always the 1st, and her wages come on the 10th. I asked what had happened, and she said she had agreed just to get off the phone. She picked the 12th and $70, I emailed the terms, and she has kept five of five.';
const CHIDIS = '@Ben “just to get off the phone” is so true. How did you get her to say it?';
const MORNING_TALK = [
  ['olivia', 'A warm welcome to the new cohort. Answer in the thread or privately, whichever is easier for you.'],
  ['carlos', 'Good morning, all. Today’s tip: put a figure into your first sentence.'],
  ['chidi', 'Ben’s answer in the thread does that well.'],
] as const;

/** Ben answers in the thread, Chidi asks him something, and the coach has a word for everybody. */
async function talk(program: Program): Promise<void> {
  const thread = (await questionsIn(program)).at(-1)?.thread?.id;
  if (thread === undefined) throw new Error('the question has no thread');
  await personAt(program, 'ben').says(thread, BENS);
  await settle(program);
  await personAt(program, 'chidi').says(thread, CHIDIS);
  await settle(program);
  for (const [handle, text] of MORNING_TALK) await personAt(program, handle).says(DAILY, text);
}

async function open(browser: Browser, program: Program, handle: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ deviceScaleFactor: 1, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.goto(`${program.address}/#as=${handle}`);
  await page.getByRole('button', { name: 'Open the thread' }).last().click();
  await page.getByText('Feedback is ready for').waitFor();
  return page;
}

async function fillIn(page: Page, button: string, answer: string): Promise<void> {
  await page.getByRole('button', { name: button }).last().click();
  await page.getByRole('dialog').getByRole('textbox').fill(answer);
}

async function send(page: Page, until: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Check my answer' }).click();
  await page.getByText(until).last().waitFor();
  await page.mouse.move(0, 0);
}

/** Olivia sets up a second plan, for #second-shift, and looks at what it would post. */
async function setUp(browser: Browser, program: Program): Promise<void> {
  const context = await browser.newContext({ deviceScaleFactor: 1, reducedMotion: 'reduce', viewport: { width: 1000, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${program.address}/#as=olivia`);
  await page.getByRole('button', { name: 'second-shift' }).click();
  const box = page.getByLabel('Message #second-shift');
  await box.fill('/daily setup');
  await box.press('Enter');
  await page.getByRole('button', { name: 'Run' }).click();
  await page.getByRole('button', { name: 'Time and zone' }).waitFor();
  await look(page, 'setup');
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await page.getByText('Why interviewers ask this').waitFor();
  await look(page, 'setup-preview');
}

/** The same letters on every machine: those that the package of Chromium brings, and the machine's own for signs that they lack. */
async function useFonts(folder: string): Promise<void> {
  await bundled.executablePath(); // unpacks them
  const file = join(folder, 'fonts.conf');
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
      <dir>${join(tmpdir(), 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(folder, 'fonts')}</cachedir>
      <match><test name="family" compare="contains"><string>sans</string></test><edit name="family" mode="prepend" binding="strong"><string>Open Sans</string></edit></match>
    </fontconfig>`,
  );
  process.env['FONTCONFIG_FILE'] = file;
}

const look = (page: Page, name: string) => page.screenshot({ path: join(IMAGES, `${name}.png`) });

const folder = mkdtempSync(join(tmpdir(), 'rapport-screenshots-'));
await useFonts(folder);
const browser = await openBrowser();
if ('missing' in browser) throw new Error(browser.missing);
mkdirSync(IMAGES, { recursive: true });
const program = await startProgram({ DATA_DIR: folder, TZ: 'Europe/Madrid', LOG_LEVEL: 'warn' }, MORNING);
try {
  await talk(program);
  const ana = await open(browser, program, 'ana', { viewport: WIDE });
  await fillIn(ana, 'Answer privately', THIN);
  await look(ana, 'form');
  await send(ana, 'Fix this first:');
  await look(ana, 'playground');
  await ana.emulateMedia({ colorScheme: 'dark' });
  await fillIn(ana, 'Try again', BETTER);
  await send(ana, 'What moved since the last attempt');
  await look(ana, 'playground-dark');
  await setUp(browser, program);
  const phone = await open(browser, program, 'ana', { viewport: PHONE, isMobile: true, hasTouch: true });
  await look(phone, 'phone');
} finally {
  await browser.close();
  await program.kill();
  rmSync(folder, { recursive: true, force: true });
}
