// The house is kept by these: who may import whom, and where a platform, SQL or a model may be named at all.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, resolve, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

const all = [...sources('src'), ...sources('commands')];

function importsOf(file: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return [...source.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name = '']) =>
    name.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), name)) : name,
  );
}

const importersOf = (matches: (name: string) => boolean): string[] => all.filter((file) => importsOf(file).some(matches));

test('the core imports nothing of ours outside the core, but the type of the words', () => {
  const outside = sources('src/core').flatMap((file) =>
    importsOf(file)
      .filter((name) => name.startsWith('src/') || name.startsWith('commands/') || name.startsWith('data/'))
      .filter((name) => !name.startsWith('src/core/') && name !== 'data/locales/en.json')
      .map((name) => `${file} imports ${name}`),
  );
  expect(outside).toEqual([]);
});

test('no room but its own names a platform', () => {
  const naming = all
    .filter((file) => !file.startsWith('src/platforms/') && !['src/config.ts', 'src/main.ts'].includes(file))
    .filter((file) => /['"`](?:discord|slack|local)['"`]/i.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(naming).toEqual([]);
});

test.each([
  ['openai', 'src/feedback/model.ts', (name: string) => name === 'openai' || name.startsWith('openai/')],
  ['discord.js', 'src/platforms/discord/', (name: string) => name.startsWith('discord')],
  ['Slack', 'src/platforms/slack/', (name: string) => name.startsWith('@slack/')],
  ['SQL', 'src/store/', (name: string) => ['kysely', 'pg', 'node:sqlite', 'keyv'].includes(name)],
])('%s is imported in %s only', (_what, allowed, matches) => {
  expect(importersOf(matches).filter((file) => !file.startsWith(allowed))).toEqual([]);
});

test('only the composition roots reach a platform', () => {
  const reaching = importersOf((name) => name.startsWith('src/platforms/')).filter((file) => !file.startsWith('src/platforms/'));
  expect(reaching).toEqual(['src/main.ts']);
});

test('only config.ts reads the environment', () => {
  const reading = all.filter((file) => readFileSync(join(ROOT, file), 'utf8').includes('process.env'));
  expect(reading.filter((file) => !['src/config.ts', 'src/main.ts', 'src/eval/main.ts'].includes(file))).toEqual([]);
});

test('only clock.ts reads the time and sets timers, in what runs on the server', () => {
  const asking = all
    .filter((file) => file !== 'src/core/clock.ts' && !file.startsWith('src/platforms/local/page/'))
    .filter((file) => /\bDate\.now\(|\bnew Date\(\)|\bsetTimeout\(|\bsetInterval\(/.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(asking).toEqual([]);
});

/** Rooms from the top of the house down: an import may only point to a room further down. */
const FLOORS = [
  ['src/main.ts'],
  ['src/platforms', 'src/eval'],
  ['src/rapport.ts'],
  ['commands'],
  ['src/progress', 'src/setup', 'src/app.ts', 'src/ops'],
  ['src/practice', 'src/daily', 'src/coaching', 'src/graders.ts'],
  ['src/answers'],
  ['src/members', 'src/staff', 'src/library'],
  ['src/feedback'],
  ['src/config.ts', 'src/locales.ts'],
  ['src/jobs'],
  ['src/store'],
  ['src/bank'],
  ['src/core'],
];

const floorOf = (path: string): number => FLOORS.findIndex((rooms) => rooms.some((room) => path === room || path.startsWith(`${room}/`)));

test('arrows point downward', () => {
  expect(all.filter((file) => floorOf(file) === -1)).toEqual([]);
  const upward = all.flatMap((file) =>
    importsOf(file)
      .filter((name) => (name.startsWith('src/') || name.startsWith('commands/')) && floorOf(name) !== -1 && floorOf(name) < floorOf(file))
      .map((name) => `${file} → ${name}`),
  );
  expect(upward).toEqual([]);
});
