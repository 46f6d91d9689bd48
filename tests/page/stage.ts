// The real program as a child process, a real browser, and people at its page: one of each for a test file.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startProgram } from '../process/program.ts';
import type { Program } from '../process/program.ts';
import { openBrowser } from '../support/browser.ts';
import { machineTimeFrom } from '../support/machine-time.ts';
import { NOT_RUN } from '../support/not-run.ts';

/** An hour after the plan's nine o'clock, the same day each time: the same question, and none that comes in the middle of a test. */
const MORNING = machineTimeFrom('2026-11-24T10:00:00Z');
const WIDE = { width: 1360, height: 850 };
/** Far beyond what anything takes here; a wait that runs into it is a fault of the page. */
export const PATIENCE_MS = 40_000;

export interface Stage {
  /** Empty where there is a browser; else begins the title of what is skipped, and says why. */
  readonly skipped: string;
  readonly program: Program;
  /** Opens the page as this person, in a browser profile of their own; closed when the test ends. */
  seat(handle: string, options?: BrowserContextOptions): Promise<Page>;
  /** kill -9, with whoever sits there still looking. */
  kill(): Promise<void>;
  /** The same folder and the same port. */
  startAgain(): Promise<void>;
}

/** To be awaited at the top of a test file: whether its tests are skipped has to be known before they are listed. */
export async function openStage(): Promise<Stage> {
  const browser = await openBrowser();
  if ('missing' in browser) return emptyStage(browser.missing);

  let program: Program | null = null;
  const folder = mkdtempSync(join(tmpdir(), 'rapport-page-'));
  const running = (): Program => {
    if (program === null) throw new Error('the program has not been started');
    return program;
  };
  const start = async (port: string): Promise<void> => {
    program = await startProgram({ DATA_DIR: folder, PORT: port, TZ: 'UTC', LOG_LEVEL: 'warn' }, MORNING);
  };

  beforeAll(() => start('0'));
  const seat = seatsAt(browser, () => running().address);
  afterAll(async () => {
    await program?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    skipped: '',
    get program() {
      return running();
    },
    seat,
    async kill() {
      await running().kill();
    },
    startAgain: () => start(new URL(running().address).port),
  };
}

/** People at the page of a playground. A test's pages are closed after it, and it fails on what their browsers noted. */
export function seatsAt(browser: Browser, address: () => string): Stage['seat'] {
  const pages: Page[] = [];
  const faults: string[] = [];
  afterEach(async () => {
    await Promise.all(pages.splice(0).map((page) => page.context().close()));
    expect(faults.splice(0), 'what the browsers noted in their consoles').toEqual([]);
  });
  afterAll(() => browser.close());
  return async (handle, options = {}) => {
    const context = await browser.newContext({ viewport: WIDE, reducedMotion: 'reduce', ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    pages.push(page);
    note(page, handle, faults);
    await page.goto(`${address()}/#${new URLSearchParams({ as: handle }).toString()}`);
    await inDaily(page).getByRole('article').first().waitFor();
    return page;
  };
}

/** Begins the titles of what is skipped, and says why. */
export function whyNoBrowser(why: string): string {
  const title = `${NOT_RUN}: the page in a browser. ${why} Install Chromium, Chrome or Edge and run the tests again.`;
  process.stderr.write(`\n${title}\n\n`);
  return `${title}\n`;
}

function emptyStage(why: string): Stage {
  const refuse = (): never => {
    throw new Error(why);
  };
  return {
    skipped: whyNoBrowser(why),
    get program() {
      return refuse();
    },
    seat: refuse,
    kill: refuse,
    startAgain: refuse,
  };
}

/** Everything that a developer would see in red, but for 422: the answer to a form that has to be mended. */
function note(page: Page, handle: string, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`${handle}: ${error.stack ?? error.message}`));
  page.on('dialog', (dialog) => {
    faults.push(`${handle}: the page opened "${dialog.message()}"`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    // The browser's own line about a response; the responses are looked at below, and a program that is gone answers nothing.
    const ofNetwork = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !ofNetwork) faults.push(`${handle}: ${message.text()}`);
  });
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (response.status() >= 400 && response.status() !== 422) faults.push(`${handle}: ${response.status()} ${pathname}`);
  });
}

export const inDaily = (page: Page): Locator => page.getByRole('log', { name: 'Messages in #daily' });
export const inThread = (page: Page): Locator => page.getByRole('log', { name: 'Messages in the thread' });
export const inDirect = (page: Page): Locator => page.getByRole('log', { name: 'Messages in Rapport' });

/** The messages among these that hold the text. */
export const saying = (messages: Locator, text: string | RegExp): Locator => messages.getByRole('article').filter({ hasText: text });

/** Resolves when the locator's text is as expected; for what takes its time. */
export const textOf = (locator: Locator) => expect.poll(() => locator.innerText(), { timeout: PATIENCE_MS });

export async function openThread(page: Page): Promise<Locator> {
  await inDaily(page).getByRole('button', { name: 'Open the thread' }).last().click();
  await inThread(page).waitFor();
  return inThread(page);
}

export async function write(page: Page, to: string, text: string): Promise<void> {
  await page.getByLabel(`Message ${to}`, { exact: true }).fill(text);
  await page.keyboard.press('Enter');
}

/** A channel, or the direct message with the bot, from the list at the left. */
export async function openPlace(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name, exact: true }).click();
  await page.getByRole('heading', { name, level: 2 }).waitFor();
}
