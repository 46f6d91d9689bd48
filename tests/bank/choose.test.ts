import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseNext } from '../../src/bank/choose.ts';
import type { Use } from '../../src/bank/choose.ts';
import { QUESTION_TYPES, TOPICS } from '../../src/bank/schema.ts';
import type { Question } from '../../src/bank/schema.ts';

type Choosable = Pick<Question, 'id' | 'type' | 'topic'>;

const someQuestions = fc.uniqueArray(
  fc.record({ id: fc.stringMatching(/^[a-z]{1,6}$/), type: fc.constantFrom(...QUESTION_TYPES), topic: fc.constantFrom(...TOPICS) }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 40 },
);

/** A question a day. */
function days(questions: readonly Choosable[], count: number, seed: string): Choosable[] {
  const used: Use[] = [];
  return Array.from({ length: count }, (_, day) => {
    const chosen = chooseNext(questions, used, `${seed} ${day}`);
    used.push({ question: chosen.id, lastUsedAtMs: day });
    return chosen;
  });
}

describe('the next question', () => {
  test('is none twice until all were used, and then the one that rested longest', () => {
    fc.assert(
      fc.property(someQuestions, fc.string(), (questions, seed) => {
        const asked = days(questions, questions.length * 3, seed).map(({ id }) => id);
        const round = asked.slice(0, questions.length);
        expect(new Set(round).size).toBe(questions.length);
        expect(asked).toEqual([...round, ...round, ...round]);
      }),
    );
  });

  test('is the same for the same arguments, in whatever order the uses are given', () => {
    fc.assert(
      fc.property(someQuestions, fc.string(), fc.nat(39), (questions, seed, count) => {
        const used = days(questions, count % questions.length, seed).map(({ id }, day) => ({ question: id, lastUsedAtMs: day }));
        expect(chooseNext(questions, [...used].reverse(), seed)).toBe(chooseNext(questions, used, seed));
      }),
    );
  });

  test('counts only the last use of a question that was used twice', () => {
    const [a, b] = [
      { id: 'a', type: 'technical', topic: 'disputes' },
      { id: 'b', type: 'technical', topic: 'disputes' },
    ] as const;
    const used = [
      { question: 'a', lastUsedAtMs: 1 },
      { question: 'b', lastUsedAtMs: 2 },
      { question: 'a', lastUsedAtMs: 3 },
    ];
    expect(chooseNext([a, b], used, 's')).toBe(b);
  });

  test('does not mind uses of questions that are retired or filtered out', () => {
    const only = { id: 'a', type: 'technical', topic: 'disputes' } as const;
    expect(chooseNext([only], [{ question: 'gone', lastUsedAtMs: 1 }], 's')).toBe(only);
  });

  test('brings other topics and types than lately, to the end of an uneven bank', () => {
    const sizes = [30, 50, 30, 35, 25, 35, 20, 60, 35, 20, 20, 26];
    const questions = TOPICS.flatMap((topic, at) =>
      Array.from({ length: sizes[at] ?? 0 }, (_, index): Choosable => ({
        id: `${topic}-${index}`,
        topic,
        type: QUESTION_TYPES[(index * 5 + at) % QUESTION_TYPES.length] ?? 'technical',
      })),
    );
    for (const seed of ['x', 'y', 'z']) {
      const asked = days(questions, questions.length, seed);
      const weeks = asked.slice(6).map((_, end) => asked.slice(end, end + 7));
      expect(Math.min(...weeks.map((week) => new Set(week.map(({ topic }) => topic)).size))).toBeGreaterThanOrEqual(5);
      expect(Math.min(...weeks.map((week) => new Set(week.map(({ type }) => type)).size))).toBeGreaterThanOrEqual(3);
      expect(asked.filter((question, day) => question.topic === asked[day - 1]?.topic).length).toBeLessThanOrEqual(2);
    }
  });

  test('differs from channel to channel', () => {
    const questions = Array.from({ length: 30 }, (_, index): Choosable => ({ id: `q${index}`, type: 'technical', topic: 'disputes' }));
    const firsts = new Set(['one', 'two', 'three', 'four', 'five', 'six'].map((channel) => chooseNext(questions, [], channel).id));
    expect(firsts.size).toBeGreaterThan(3);
  });

  test('is refused where there is none', () => {
    expect(() => chooseNext([], [], 's')).toThrow(RangeError);
  });
});
