import { describe, expect, test } from 'vitest';
import { loadBank, toBank } from '../../src/bank/load.ts';
import type { Question } from '../../src/bank/schema.ts';
import { loadRules } from '../../src/bank/rules.ts';
import { aDataFolder, aQuestion, faultsOf } from './fixtures.ts';

const rules = loadRules('data');

describe('the bank that ships', () => {
  const bank = loadBank('data', rules);

  test('finds each question by its id', () => {
    expect(bank.questions.length).toBeGreaterThan(0);
    for (const question of bank.questions) expect(bank.byId.get(question.id)).toBe(question);
    expect(bank.byId.size).toBe(bank.questions.length);
  });

  test('cites only rules that were checked', () => {
    const cited = bank.questions.flatMap((question) => question.rules.map((id) => `${question.id} ${id} ${rules.byId.get(id)?.status}`));
    expect(cited.filter((line) => !/ (?:primary|secondary)$/.test(line))).toEqual([]);
  });
});

describe('faults', () => {
  test('of several files come together, and those across files with their lines', () => {
    const folder = aDataFolder({
      'call-craft': [aQuestion({ id: 'twin' }), aQuestion({ id: 'stray', topic: 'disputes' })],
      disputes: [aQuestion({ id: 'twin', topic: 'disputes', rules: ['US-99'] })],
      prioritising: [{ ...aQuestion({ topic: 'prioritising' }), title: 'x' }],
    });
    expect(faultsOf(folder, () => loadBank(folder))).toEqual([
      expect.stringMatching(/^questions\/prioritising\.yaml:5 questions\[0\]\.title: has 1 characters/),
      expect.stringMatching(/^questions\/call-craft\.yaml:\d+ questions\[1\]\.topic: is disputes, but the file is about call-craft/),
      expect.stringMatching(
        /^questions\/disputes\.yaml:3 questions\[0\]\.id: "twin" is taken by a question of questions\/call-craft\.yaml/,
      ),
      expect.stringMatching(/^questions\/disputes\.yaml:\d+ questions\[0\]\.rules\[0\]: US-99 is no rule/),
    ]);
  });

  test('are none in a folder of sound records', () => {
    const folder = aDataFolder({ 'call-craft': [aQuestion({ id: 'one' }), aQuestion({ id: 'two' })] });
    expect(loadBank(folder).questions.map(({ id }) => id)).toEqual(['one', 'two']);
  });
});

describe('a filter', () => {
  const bank = toBank(
    [
      aQuestion({ id: 'anywhere', levels: ['junior', 'mid'] }),
      aQuestion({ id: 'us', jurisdiction: 'US', type: 'compliance', levels: ['mid'] }),
      aQuestion({ id: 'eu', jurisdiction: 'EU', setting: 'b2b', skills: ['accuracy', 'systems'] }),
      aQuestion({ id: 'es', jurisdiction: 'ES', topic: 'disputes', roleFamilies: ['collections-clerk'] }),
    ],
    rules,
  );
  const found = (filter: Parameters<typeof bank.filter>[0]): string[] => bank.filter(filter).map((question: Question) => question.id);

  test.each([
    [{}, ['anywhere', 'us', 'eu', 'es']],
    [{ type: [] }, ['anywhere', 'us', 'eu', 'es']],
    [{ level: 'junior' }, ['anywhere']],
    [{ type: 'compliance' }, ['us']],
    [{ topic: ['disputes'] }, ['es']],
    [{ setting: 'b2b' }, ['eu']],
    [{ skill: 'systems' }, ['eu']],
    [{ roleFamily: ['collections-clerk', 'bill-collector'] }, ['anywhere', 'us', 'eu', 'es']],
    [{ level: 'mid', type: 'behavioural', jurisdiction: 'any' }, ['anywhere']],
  ] as const)('%j finds %j', (filter, ids) => {
    expect(found(filter)).toEqual(ids);
  });

  test('by a place also takes what holds anywhere, and what holds in the larger place', () => {
    expect(found({ jurisdiction: 'US' })).toEqual(['anywhere', 'us']);
    expect(found({ jurisdiction: 'ES' })).toEqual(['anywhere', 'eu', 'es']);
    expect(found({ jurisdiction: 'EU' })).toEqual(['anywhere', 'eu']);
  });
});
