// A real browser for the page: one that is installed, else Debian's where apt may, else the Chromium that comes inside a package.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const run = promisify(execFile);

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Nothing is looked up outside: no updates, no sync, no start page. */
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Why the browser tests cannot run here, as a sentence for the log; else the browser. */
export async function openBrowser(): Promise<Browser | { readonly missing: string }> {
  const reasons: string[] = [];
  for (const find of [installed, debians, packaged]) {
    const found = await find();
    if ('missing' in found) {
      reasons.push(found.missing);
      continue;
    }
    try {
      return await chromium.launch({ executablePath: found.path, args: [...QUIET, ...found.args] });
    } catch (error) {
      reasons.push(`${found.path} did not start: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown'}`);
    }
  }
  return { missing: `No browser could be started. ${reasons.join(' ')}` };
}

type Found = { readonly path: string; readonly args: readonly string[] } | { readonly missing: string };

const sandbox = (): readonly string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

async function installed(): Promise<Found> {
  const path = INSTALLED.find((candidate) => existsSync(candidate));
  return path === undefined ? { missing: 'No Chrome, Chromium or Edge is installed.' } : { path, args: sandbox() };
}

async function debians(): Promise<Found> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return { missing: 'apt may not install one (not root, or not Debian).' };
  try {
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env: environment, timeout: 120_000 });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
      env: environment,
      timeout: 300_000,
    });
    return await installed();
  } catch {
    return { missing: 'apt could not install chromium.' };
  }
}

async function packaged(): Promise<Found> {
  try {
    const { default: bundled } = await import('@sparticuz/chromium');
    return { path: await bundled.executablePath(), args: [...bundled.args.filter((arg) => !arg.startsWith('--headless')), ...sandbox()] };
  } catch {
    return { missing: 'The Chromium of @sparticuz/chromium could not be unpacked.' };
  }
}
