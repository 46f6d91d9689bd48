import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ENVIRONMENT_NAMES, readConfig } from '../../src/config.ts';
import { OperatorError } from '../../src/core/errors.ts';

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof OperatorError) return error.faults;
    throw error;
  }
};

test('an empty environment opens the playground with the built-in checker', () => {
  expect(readConfig({})).toMatchObject({ port: 3000, dataDirectory: './data-local', playground: true, model: null, threadQuietMs: 1000 });
});

test('.env.example and the schema know the same variables', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name = '']) => name);
  expect(named.sort()).toEqual([...ENVIRONMENT_NAMES].sort());
});

test('.env.example, copied as it is, is a valid configuration', () => {
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  const pairs = [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]);
  expect(readConfig(Object.fromEntries(pairs))).toEqual(readConfig({}));
});

test('every fault is told at once, each with its variable and its mend, and none with its value', () => {
  const faults = faultsOf({ PORT: 'eighty', LOG_LEVEL: 'loud', LLM_BASE_URL: 'my-secret-host', PLAYGROUND: 'yes' });
  expect(faults).toHaveLength(5);
  expect(faults.some((fault) => fault.startsWith('LLM_MODEL is needed'))).toBe(true);
  for (const name of ['PORT', 'LOG_LEVEL', 'LLM_BASE_URL', 'PLAYGROUND'])
    expect(faults.some((fault) => fault.startsWith(`${name} must be`))).toBe(true);
  expect(faults.join('\n')).not.toMatch(/eighty|loud|my-secret-host/);
});

test('an endpoint without a model says which variable is missing', () => {
  expect(faultsOf({ LLM_BASE_URL: 'http://127.0.0.1:11434/v1' })).toEqual([
    expect.stringMatching(/^LLM_MODEL is needed with LLM_BASE_URL/),
  ]);
});

test('a platform token closes the playground unless it is asked for', () => {
  expect(readConfig({ DISCORD_TOKEN: 'token' }).playground).toBe(false);
  expect(readConfig({ DISCORD_TOKEN: 'token', PLAYGROUND: '1' }).playground).toBe(true);
});
