import { expect, test } from 'vitest';
import { loadRules } from '../../src/bank/rules.ts';
import { toCsv, toJson } from '../../src/library/export.ts';
import { readImport } from '../../src/library/import.ts';
import { ownQuestionSchema } from '../../src/library/own-question.ts';

const record = ownQuestionSchema.parse({
  title: '=HYPERLINK("x")',
  text: 'He says: "No, never."\nWhat do you say, and what do you write down?',
  type: 'situational',
  topic: 'disputes',
  roleFamilies: ['bill-collector', 'collections-clerk'],
  levels: ['junior'],
  setting: 'b2b',
  jurisdiction: 'UK',
  howToAnswer: ['-Listen first', '+Then ask', '@Then offer'],
  whatNotToSay: [{ say: 'Pay now', because: 'It is a threat without an offer.' }],
  referencePoints: [{ text: 'Asks for the reason', paraphrases: ['what has changed', 'why'], central: true }],
});
const exported = [
  { id: 'own-one', version: 3, retired: false, record },
  { id: 'own-two', version: 1, retired: true, record: { ...record, title: '@SUM(A1)' } },
];

test('the JSON file is one that can be imported again, with nothing lost', () => {
  const { entries, faults } = readImport(new TextEncoder().encode(toJson(exported)), { rules: loadRules('data'), mask: (text) => text });
  expect(faults).toEqual([]);
  expect(entries).toEqual(exported.map(({ version: _version, ...entry }) => entry));
});

test('the CSV file holds its cells together, and no cell of it is a formula', () => {
  const [head, ...rows] = cellsOf(toCsv(exported));
  expect(head?.slice(0, 5)).toEqual(['\u{FEFF}id', 'version', 'state', 'title', 'text']);
  expect(rows).toHaveLength(2);
  expect(rows[0]?.slice(0, 5)).toEqual(['own-one', '3', 'active', `'=HYPERLINK("x")`, record.text]);
  expect(rows[1]?.slice(2, 4)).toEqual(['retired', `'@SUM(A1)`]);
  for (const row of rows) {
    expect(row).toHaveLength(head?.length ?? 0);
    for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  }
});

/** RFC 4180, read strictly. */
function cellsOf(csv: string): string[][] {
  return [...csv.matchAll(/((?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,(?:"(?:[^"]|"")*"|[^",\r\n]*))*)\r\n/gu)].map(([, line = '']) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/gu)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? ''),
  );
}
