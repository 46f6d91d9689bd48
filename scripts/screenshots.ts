// Takes the pictures of the README from the running program: starts it on a folder of its own, acts, and looks.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '../tests/support/browser.ts';
import { startProgram } from '../tests/process/program.ts';

const IMAGES = fileURLToPath(new URL('../docs/images', import.meta.url));
const THIN =
  'We had a customer who kept breaking promises. I called him a few times and asked what was going on. He had lost shifts, so we set up smaller payments and in the end he paid most of it.';

const folder = mkdtempSync(join(tmpdir(), 'rapport-screenshots-'));
const program = await startProgram({ DATA_DIR: folder });
const browser = await openBrowser();
if ('missing' in browser) throw new Error(browser.missing);
mkdirSync(IMAGES, { recursive: true });
try {
  const page = await browser.newPage({ viewport: { width: 1360, height: 850 }, deviceScaleFactor: 1 });
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(program.address);
    await page.getByRole('button', { name: 'Answer privately' }).first().click();
    const box = page.getByRole('dialog').getByRole('textbox');
    await box.fill(scheme === 'light' ? THIN : `${THIN} He kept four of four payments by March.`);
    if (scheme === 'light') await page.screenshot({ path: join(IMAGES, 'form.png') });
    await page.getByRole('dialog').getByRole('button', { name: 'Check my answer' }).click();
    await page.getByText('Fix this first').last().waitFor();
    await page.screenshot({ path: join(IMAGES, scheme === 'light' ? 'playground.png' : 'playground-dark.png') });
  }
} finally {
  await browser.close();
  await program.stop();
  rmSync(folder, { recursive: true, force: true });
}
