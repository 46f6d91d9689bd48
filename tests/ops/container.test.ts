// What can be known of the container without one: every file that is copied is there and sent, every variable is known.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ENVIRONMENT_NAMES, readConfig } from '../../src/config.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
/** Instructions with their continued lines as one. */
const instructions = read('Dockerfile')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => ({ name: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1).trim() }));
const all = (name: string): readonly string[] => instructions.filter((one) => one.name === name).map((one) => one.rest);

const copied = all('COPY').flatMap((rest) => rest.split(/\s+/).slice(0, -1));

test('what the image copies exists, and .dockerignore lets it through, and nothing else', () => {
  expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  const [first, ...allowed] = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  expect(first).toBe('*');
  expect(allowed.sort()).toEqual(copied.map((path) => `!${path}`).sort());
});

test('all that the program and its commands are made of is in the image', () => {
  const scripts = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json'))).scripts;
  for (const name of ['start', 'doctor', 'backup', 'restore'] as const) {
    const file = scripts[name]?.split(' ').at(-1) ?? 'none';
    expect(copied).toContain(file.split('/')[0]);
    expect(existsSync(join(ROOT, file))).toBe(true);
  }
  expect(all('CMD').at(-1)).toBe(JSON.stringify(['node', 'src/main.ts']).replace(',', ', '));
});

test('it runs as nobody in particular, keeps its data in a volume, and says how it is', () => {
  expect(all('FROM')).toEqual(['node:24-slim']);
  expect(all('USER')).toEqual(['node']);
  expect(all('VOLUME')).toEqual(['/data']);
  expect(all('HEALTHCHECK').join()).toContain('/healthz');
});

test('the variables of the image are known, and make a configuration', () => {
  const pairs = all('ENV')
    .flatMap((rest) => rest.split(/\s+/))
    .map((pair) => pair.split('=') as [string, string])
    .filter(([name]) => name !== 'NODE_ENV');
  expect(pairs.map(([name]) => name).filter((name) => !ENVIRONMENT_NAMES.includes(name))).toEqual([]);
  expect(readConfig(Object.fromEntries(pairs))).toMatchObject({ host: '0.0.0.0', port: 3000, dataDirectory: '/data' });
});

const Compose = z.object({
  services: z.object({
    rapport: z.object({
      build: z.literal('.'),
      restart: z.string(),
      stop_grace_period: z.string(),
      env_file: z.array(z.object({ path: z.literal('.env'), required: z.literal(false) })),
      environment: z.record(z.string(), z.string()),
      ports: z.array(z.string()),
      volumes: z.array(z.string()),
      read_only: z.literal(true),
      healthcheck: z.object({ test: z.array(z.string()) }),
    }),
  }),
  volumes: z.record(z.string(), z.null()),
});

test('compose.yaml names known variables and volumes only, and publishes the port to this machine alone', () => {
  const { services, volumes } = Compose.parse(parse(read('compose.yaml')));
  const { rapport } = services;
  expect(Object.keys(rapport.environment).filter((name) => !ENVIRONMENT_NAMES.includes(name))).toEqual([]);
  const config = readConfig(rapport.environment);
  const places = rapport.volumes.map((volume) => volume.split(':'));
  expect(places.map(([name]) => name)).toEqual(Object.keys(volumes));
  expect(places.map(([, path]) => path)).toEqual([config.dataDirectory, config.backups?.folder]);
  expect(rapport.ports).toEqual([`127.0.0.1:${config.port}:${config.port}`]);
  expect(rapport.healthcheck.test.join(' ')).toContain('/readyz');
});
