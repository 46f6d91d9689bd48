import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { expect, test } from 'vitest';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'data/locales');
const read = (name: string): Record<string, string> =>
  z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')));
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const english = read('en.json');

function placeholders(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    if (element.type === TYPE.plural || element.type === TYPE.select)
      return [element.value, ...Object.values(element.options).flatMap((option) => placeholders(option.value))];
    return element.type === TYPE.tag ? placeholders(element.children) : [element.value];
  });
}
const namesIn = (message: string): string[] => [...new Set(placeholders(parse(message, { ignoreTag: true })))].sort();

test.each(files)('%s has the keys and placeholders of English', (name) => {
  const words = read(name);
  expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
  for (const [key, message] of Object.entries(words))
    expect({ key, names: namesIn(message) }).toEqual({ key, names: namesIn(english[key] ?? '') });
});

test('every word is said somewhere', () => {
  const source = [...sourcesUnder('src'), ...sourcesUnder('commands')].join('\n');
  const unsaid = Object.keys(english).filter(
    (key) => !source.includes(`'${key}'`) && !source.includes(`\`${key.slice(0, key.indexOf('.') + 1)}\${`),
  );
  expect(unsaid).toEqual([]);
});

test('feedback speaks without exclamation marks', () => {
  expect(
    Object.entries(english).filter(([key, message]) => /^(feedback|notGraded|recap|doubt|addition)\./.test(key) && message.includes('!')),
  ).toEqual([]);
});

function sourcesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(ROOT, folder, name), 'utf8'));
}
