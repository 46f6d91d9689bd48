import { describe, expect, test } from 'vitest';
import { QUESTION_TYPES } from '../../src/bank/schema.ts';
import { capScores } from '../../src/feedback/caps.ts';
import type { Findings, Scores } from '../../src/feedback/caps.ts';
import { rubric } from './drafts.ts';

const FIVES: Scores = { R1: 5, R2: 5, R3: 5, R4: 5, R5: 5, R6: 5 };
const CLEAN: Findings = {
  type: 'behavioural',
  scores: FIVES,
  cappingSeverity: null,
  noted: false,
  noCase: false,
  centralFactWrong: false,
  short: false,
  unsupported: [],
};

const cap = (found: Partial<Findings>): ReturnType<typeof capScores> => {
  const findings = { ...CLEAN, ...found };
  return capScores(findings, rubric.weightsFor(findings.type, 'third_party'), rubric);
};

describe('each cap against the band that it forbids, on an answer that is perfect otherwise', () => {
  test.each<[string, Partial<Findings>, number, string, Partial<Scores>]>([
    ['K1', { cappingSeverity: 'A' }, 1.9, 'not yet', { R5: 1 }],
    ['K2', { cappingSeverity: 'B' }, 2.9, 'building', { R5: 2 }],
    ['K4', { scores: { ...FIVES, R1: 1 } }, 1.9, 'not yet', {}],
    ['K5', { noCase: true }, 2.9, 'building', { R2: 3, R6: 2 }],
    ['K6', { type: 'technical', centralFactWrong: true }, 2.5, 'building', {}],
    ['K6', { type: 'compliance', centralFactWrong: true }, 2.5, 'building', {}],
    ['K7', { short: true }, 2.5, 'building', { R2: 2 }],
  ])('%s', (id, found, overall, band, ceilings) => {
    const capped = cap(found);
    expect(capped.caps).toEqual([id]);
    expect(capped.overall).toBe(overall);
    expect(rubric.bandOf(capped.overall)).toBe(band);
    expect(capped.scores).toMatchObject(ceilings);
  });

  test('K3 notes and takes nothing', () => {
    expect(cap({ noted: true })).toMatchObject({ caps: ['K3'], overall: 5 });
  });

  test('K9 takes only the unsupported criterion down to 3', () => {
    expect(cap({ unsupported: ['R2'] })).toMatchObject({ caps: ['K9'], scores: { ...FIVES, R2: 3 }, overall: 4.5 });
    expect(cap({ scores: { ...FIVES, R2: 2 }, unsupported: ['R2'] }).caps).toEqual([]);
  });
});

test('the lowest of several ceilings holds', () => {
  expect(cap({ cappingSeverity: 'A', short: true, noCase: true })).toMatchObject({ caps: ['K1', 'K5', 'K7'], overall: 1.9 });
});

test('caps keep to their types: only a behavioural question asks for a case, only facts can be wrong', () => {
  for (const type of QUESTION_TYPES) {
    expect(cap({ type, noCase: true }).caps).toEqual(type === 'behavioural' ? ['K5'] : []);
    expect(cap({ type, centralFactWrong: true }).caps).toEqual(type === 'technical' || type === 'compliance' ? ['K6'] : []);
  }
});

test('a cap never lifts a low answer', () => {
  const ones: Scores = { R1: 2, R2: 1, R3: 1, R4: 1, R5: 1, R6: 1 };
  expect(cap({ scores: ones, cappingSeverity: 'B', short: true }).overall).toBe(1.1);
});
