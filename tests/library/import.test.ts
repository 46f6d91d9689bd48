import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mask } from '../../src/answers/masking.ts';
import { loadRules } from '../../src/bank/rules.ts';
import { UserError } from '../../src/core/errors.ts';
import { MOST_BYTES, MOST_RECORDS, readImport } from '../../src/library/import.ts';
import type { CheckedFile } from '../../src/library/import.ts';

const rules = loadRules('data');
const read = (text: string | Uint8Array): CheckedFile =>
  readImport(typeof text === 'string' ? new TextEncoder().encode(text) : text, { rules, mask });
const refusal = (text: string | Uint8Array): string => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof UserError) return error.key;
    throw error;
  }
  return 'none';
};

const SHORT = {
  title: 'Broken promises',
  text: 'A customer has broken three promises. What do you say on the fourth call?',
  type: 'situational',
  topic: 'promises-and-plans',
  roleFamilies: ['bill-collector'],
  levels: ['mid'],
  setting: 'third_party',
  jurisdiction: 'any',
};
const listOf = (...records: readonly object[]): string => JSON.stringify(records);

test('every file of the shipped bank can be imported as it is', () => {
  const folder = 'data/questions';
  for (const name of readdirSync(folder)) {
    const { faults, entries } = read(readFileSync(join(folder, name)));
    expect(faults).toEqual([]);
    expect(entries.length).toBeGreaterThan(0);
    for (const { id } of entries) expect(id).toMatch(/^own-/);
  }
});

test('a short record in a bare list is enough, in YAML as in JSON', () => {
  const yaml = `- title: Broken promises
  text: A customer has broken three promises. What do you say on the fourth call?
  type: situational
  topic: promises-and-plans
  roleFamilies: [bill-collector]
  levels: [mid]
  setting: third_party
  jurisdiction: any
`;
  expect(read(yaml)).toEqual(read(listOf(SHORT)));
  expect(read(yaml)).toMatchObject({ entries: [{ record: SHORT, retired: false }], faulty: 0, faults: [], masked: 0 });
});

test('the same question keeps its id from file to file, by its own id or else by its words', () => {
  const idOf = (record: object): string | undefined => read(listOf(record)).entries[0]?.id;
  expect(idOf({ ...SHORT, id: 'broken-promises' })).toBe('own-broken-promises');
  expect(idOf({ ...SHORT, id: 'own-broken-promises' })).toBe('own-broken-promises');
  expect(idOf(SHORT)).toBe(idOf({ ...SHORT, title: 'Another name' }));
  expect(idOf(SHORT)).not.toBe(idOf({ ...SHORT, text: `${SHORT.text} And on the fifth?` }));
});

describe('faults', () => {
  test('each is told with its record, line and field, and how to mend it', () => {
    const { faults, faulty, entries } = read(`topic: promises-and-plans
questions:
  - title: Broken promises
    text: A customer has broken three promises. What do you say on the fourth call?
    type: situatonal
    roleFamilies: [bill-collector]
    levels: mid
    setting: third_party
    jurisdiction: any
    exampel: no
  - text: Short
`);
    expect(faults.map(({ record, line, field }) => [record, line, field])).toEqual([
      ['Broken promises', 5, 'type'],
      ['Broken promises', 7, 'levels'],
      ['Broken promises', 10, 'exampel'],
      ['record 2', 11, 'title'],
      ['record 2', 11, 'text'],
      ['record 2', 11, 'type'],
      ['record 2', 11, 'roleFamilies'],
      ['record 2', 11, 'levels'],
      ['record 2', 11, 'setting'],
      ['record 2', 11, 'jurisdiction'],
    ]);
    expect(faults[0]?.problem).toContain('did you mean situational?');
    expect(faults[2]?.problem).toContain('did you mean example?');
    expect({ faulty, good: entries.length }).toEqual({ faulty: 2, good: 0 });
  });

  test('the same question twice, and a rule that does not exist', () => {
    const { faults, entries } = read(
      listOf({ ...SHORT, id: 'one' }, { ...SHORT, id: 'one' }, SHORT, SHORT, { ...SHORT, id: 'two', rules: ['US-99'] }),
    );
    expect(faults.map(({ field, problem }) => `${field}: ${problem}`)).toEqual([
      'id: stands in record 1 already; keep one of the two',
      'text: stands in record 3 already; keep one of the two',
      expect.stringContaining('rules[0]: US-99 is no rule'),
    ]);
    expect(entries).toHaveLength(2);
  });

  test('what is no YAML is told by its lines', () => {
    expect(read('- title: "open\n  text: x').faults).toMatchObject([{ record: '', line: 2 }]);
  });

  test.each([
    ['nothing', ''],
    ['a sentence', 'hello'],
    ['an empty list', '[]'],
    ['another key', 'question: []'],
    [
      'names that stand for each other without end',
      `a: &a [1,1]\n${Array.from({ length: 30 }, (_, at) => `b${at}: &b${at} [*${at === 0 ? 'a' : `b${at - 1}`}, *${at === 0 ? 'a' : `b${at - 1}`}]`).join('\n')}\n`,
    ],
    ['nesting without end', '['.repeat(1_000_000)],
    ['lists in lists without end', `${'- '.repeat(500_000)}a`],
  ])('%s is no file of questions', (_what, text) => {
    expect(refusal(text)).toBe('import.notQuestions');
  });

  test('too large, too many, not text', () => {
    expect(refusal(new Uint8Array(MOST_BYTES + 1))).toBe('import.tooLarge');
    expect(refusal(Uint8Array.of(0xff, 0xfe, 0x00))).toBe('import.notText');
    expect(refusal(listOf(...Array.from({ length: MOST_RECORDS + 1 }, () => SHORT)))).toBe('import.tooMany');
  });
});

test('personal data is hidden in the words, and citations stay', () => {
  const { entries, masked } = read(
    listOf({
      ...SHORT,
      text: `${SHORT.text} Ring 800-555-0142.`,
      sources: [{ fact: 'A collector may not call more often than that.', source: '12 CFR 1006.14(b)(2)' }],
    }),
  );
  expect(entries[0]?.record.text).toContain('[phone number hidden]');
  expect(entries[0]?.record.sources?.[0]?.source).toBe('12 CFR 1006.14(b)(2)');
  expect(masked).toBe(1);
});

test('signs that turn the direction of the text are taken out', () => {
  const { entries } = read(listOf({ ...SHORT, title: 'Broken \u202Epromises\u202C' }));
  expect(entries[0]?.record.title).toBe('Broken promises');
});
