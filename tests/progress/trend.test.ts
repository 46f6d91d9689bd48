import { expect, test } from 'vitest';
import { CRITERIA } from '../../src/feedback/draft.ts';
import type { CriterionId } from '../../src/feedback/draft.ts';
import { trendOf } from '../../src/progress/trend.ts';

type Scores = Partial<Record<CriterionId, number | null>>;

/** A result in which every criterion stands at 3 but for these. */
function result(scores: Scores, step = 'Say what came of it.') {
  const score = (id: CriterionId): number | null => (scores[id] === undefined ? 3 : scores[id]);
  const one = (id: CriterionId) => ({ score: score(id), reason: '', quotes: [] });
  return {
    criteria: { R1: one('R1'), R2: one('R2'), R3: one('R3'), R4: one('R4'), R5: one('R5'), R6: one('R6') },
    firstFix: { criterion: 'R6', quote: null, problem: '', step } as const,
  };
}
const times = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);

test('two answers are no trend', () => {
  expect(trendOf(times(2, result({})))).toBeNull();
});

test('what is strongest and what is next, with the newest step for it', () => {
  const trend = trendOf([result({ R4: 5, R6: 1 }, 'Name the figure.'), result({ R4: 4, R6: 2 }), result({ R4: 4, R6: 1 })]);
  expect(trend).toMatchObject({ answers: 3, strongest: 'R4', next: { criterion: 'R6', step: 'Name the figure.' } });
  expect(trend?.bars.map((bar) => bar.criterion)).toEqual([...CRITERIA]);
});

test('the five newest stand against the five before them, once there are enough of those', () => {
  const was = (before: number) =>
    trendOf([...times(5, result({ R2: 4 })), ...times(before, result({ R2: 2 }))])?.bars.find((bar) => bar.criterion === 'R2');
  expect(was(2)).toEqual({ criterion: 'R2', mean: 4, was: null });
  expect(was(3)).toEqual({ criterion: 'R2', mean: 4, was: 2 });
  expect(trendOf([...times(10, result({ R2: 4 })), ...times(5, result({ R2: 1 }))])?.bars[1]).toEqual({ criterion: 'R2', mean: 4, was: 4 });
});

test('a criterion that did not apply counts neither for nor against; where all are alike none stands out', () => {
  const trend = trendOf(times(3, result({ R5: null })));
  expect(trend).toMatchObject({ strongest: null, next: null });
  expect(trend?.bars.map((bar) => bar.criterion)).not.toContain('R5');
});
