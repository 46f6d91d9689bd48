// A real browser for the page: one that is installed, else Debian's where apt may, else the Chromium that comes inside a package.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

type Missing = { readonly missing: string };
type Found = { readonly path: string; readonly environment: Readonly<Record<string, string>> } | Missing;

/** The browser; else why there is none, as sentences for the log. */
export async function openBrowser(): Promise<Browser | Missing> {
  const first = await launched(installed());
  if (!('missing' in first)) return first;
  const reasons = [first.missing];
  return alone(async () => {
    for (const find of [debians, packaged]) {
      const opened = await launched(await find());
      if (!('missing' in opened)) return opened;
      reasons.push(opened.missing);
    }
    return { missing: [...new Set(reasons)].join(' ') };
  });
}

async function launched(found: Found): Promise<Browser | Missing> {
  if ('missing' in found) return found;
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const env = { ...stringsOf(process.env), ...found.environment };
  try {
    return await chromium.launch({ executablePath: found.path, args: [...QUIET, ...sandbox], env });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { missing: `${found.path} did not start: ${/error while loading.*/.exec(why)?.[0] ?? why.split('\n')[0] ?? ''}` };
  }
}

function installed(): Found {
  const path = INSTALLED.find((candidate) => existsSync(candidate));
  return path === undefined ? { missing: 'No Chrome, Chromium or Edge is installed.' } : { path, environment: {} };
}

async function debians(): Promise<Found> {
  const mayInstall = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall) return { missing: 'apt may not install one (not root, or not Debian).' };
  if (existsSync('/usr/bin/chromium')) return installed(); // by another process while this one waited
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', ['update', '-qq'], { env, timeout: 120_000 });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { env, timeout: 300_000 });
    return installed();
  } catch {
    return { missing: 'apt could not install chromium.' };
  }
}

/** Its own arguments are left out: they are for a function in a cloud, with one process, no site isolation and no web security. */
async function packaged(): Promise<Found> {
  try {
    const { default: bundled } = await import('@sparticuz/chromium');
    const path = await bundled.executablePath();
    // A machine without any font settings gets the fonts that the package brings; Chromium ends at once where there are none.
    const environment: Readonly<Record<string, string>> = existsSync('/etc/fonts/fonts.conf')
      ? {}
      : { FONTCONFIG_PATH: join(tmpdir(), 'fonts') };
    return { path, environment };
  } catch {
    return { missing: 'The Chromium of @sparticuz/chromium could not be unpacked.' };
  }
}

/**
 * One process of this machine at a time: test files run beside each other, and neither apt nor the unpacking bears that.
 * The lock goes with its holder, however this process ends. Where there is no flock, nothing has to be brought either.
 */
async function alone<Value>(work: () => Promise<Value>): Promise<Value> {
  const holder = spawn('/usr/bin/flock', [join(tmpdir(), 'rapport-browser.lock'), 'sh', '-c', 'echo held; exec cat'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const missing = once(holder, 'error').then(() => undefined);
  await Promise.race([once(holder.stdout, 'data'), missing]);
  try {
    return await work();
  } finally {
    holder.stdin.end();
  }
}

const stringsOf = (variables: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
