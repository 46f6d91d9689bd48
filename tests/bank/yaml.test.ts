import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DataError, readYaml } from '../../src/bank/yaml.ts';
import { faultsOf, writeData } from './fixtures.ts';

const schema = z.strictObject({
  topic: z.enum(['disputes', 'call-craft']),
  entries: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string().min(10).max(40).describe('What is asked'),
      tags: z.array(z.string()).min(1).optional(),
      mark: z.union([z.literal('new'), z.string().regex(/^S\d$/)]).optional(),
    }),
  ),
});

const folder = mkdtempSync(join(tmpdir(), 'rapport-yaml-'));
const read = (text: string): unknown => readYaml(writeData(folder, 'x.yaml', text), schema);
const faults = (text: string): string[] => faultsOf(folder, () => read(text));

describe('a file without a fault', () => {
  test('is read as the schema shapes it', () => {
    expect(read('topic: disputes\nentries:\n  - { id: a, text: long enough to be read }\n')).toEqual({
      topic: 'disputes',
      entries: [{ id: 'a', text: 'long enough to be read' }],
    });
  });

  test('is read anew when it has changed', () => {
    read('topic: disputes\nentries: []\n');
    expect(read('topic: call-craft\nentries: []\n')).toEqual({ topic: 'call-craft', entries: [] });
  });
});

describe('faults', () => {
  test('are all told at once, in the order of the lines, with file, line, field and mend', () => {
    const text = [
      'topic: dispute',
      'entries:',
      '  - id: a',
      '    txet: long enough to be read',
      '    text: short',
      '  - text: 41',
      '    tags: [ok, 3]',
      '    mark: S10',
    ].join('\n');
    expect(faults(text)).toEqual([
      'x.yaml:1 topic: is "dispute"; did you mean disputes?',
      'x.yaml:4 entries[0].txet: is no known key; did you mean text?',
      'x.yaml:5 entries[0].text: has 5 characters; it takes at least 10: add to it (What is asked)',
      'x.yaml:6 entries[1].id: is missing; add it',
      'x.yaml:6 entries[1].text: was read as a number; put it in quotes (What is asked)',
      'x.yaml:7 entries[1].tags[1]: was read as a number; put it in quotes',
      expect.stringContaining('x.yaml:8 entries[1].mark: is "S10"'),
    ]);
  });

  test('are at hand as data for a program', () => {
    const thrown = ((): unknown => {
      try {
        return read('topic: disputes\nentries:\n  - id: a\n');
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(DataError);
    expect(thrown).toMatchObject({ faults: [{ line: 3, field: 'entries[0].text', problem: expect.stringContaining('missing') }] });
  });

  test('of a key that is like no other name those that are allowed', () => {
    expect(faults('topic: disputes\nentries: []\ncolour: red\n')).toEqual([
      'x.yaml:3 colour: is no known key; remove it, or use one of topic, entries',
    ]);
  });

  test('of an id given twice name both lines', () => {
    const text =
      'topic: disputes\nentries:\n  - id: a\n    text: long enough to be read\n\n  - id: a\n    text: another that is long enough\n';
    expect(faults(text)).toEqual(['x.yaml:6 entries[1].id: "a" is taken by line 3; give one of the two another id']);
  });

  test('of a colon inside a text say how to write it', () => {
    expect(faults('topic: disputes\nentries:\n  - id: a\n    text: He said: I paid\n')).toEqual([
      expect.stringMatching(/^x\.yaml:4: .*in quotes, or write it under ">-"$/),
    ]);
    expect(faults('topic: disputes\nentries:\n  - id: a\n    text: long enough to be read\n    tags:\n      - He said: I paid\n')).toEqual([
      'x.yaml:6 entries[0].tags[0]: was read as keys and values; put a text that holds ": " in quotes',
    ]);
  });

  test('of the YAML itself carry their line: a tab, a key given twice, an open quote', () => {
    expect(faults('topic: disputes\nentries:\n\t- id: a\n')[0]).toMatch(/^x\.yaml:3: .*indent with spaces$/);
    expect(faults('topic: disputes\ntopic: call-craft\nentries: []\n')[0]).toMatch(/^x\.yaml:2: .*keep one of the two$/);
    expect(faults('topic: disputes\nentries:\n  - id: "a\n')[0]).toMatch(/^x\.yaml:\d: Missing closing/);
  });

  test('of a file that is not there, or that is empty, name it', () => {
    expect(faultsOf(folder, () => readYaml(join(folder, 'none.yaml'), schema))).toEqual([
      'none.yaml:1: cannot be read (ENOENT); it must be there',
    ]);
    expect(faults('')).toEqual(['x.yaml:1: is empty; give keys and values']);
  });
});
