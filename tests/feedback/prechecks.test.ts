import { describe, expect, test } from 'vitest';
import { isNearCopy, isShort } from '../../src/feedback/prechecks.ts';
import { ANSWER, QUESTION, rubric } from './drafts.ts';

const words = (count: number): string => Array.from({ length: count }, (_, at) => `word${at}`).join(' ');

describe('too short', () => {
  test.each([
    [words(24), true],
    [words(25), false],
    ['お客様の話を聞いて、支払い計画を作りました。', true],
    ['電話での会話が得意で、困っているお客様と一緒に解決策を探すのが好きだからです。前の職場では計画を作りました。', false],
    ['ผมโทรหาลูกค้า', true],
  ])('%s', (answer, short) => {
    expect(isShort(answer, rubric)).toBe(short);
  });
});

describe('a near copy', () => {
  const copied = QUESTION.notToCopy[0] ?? '';
  test('is told by more than half of its runs of five words', () => {
    expect(isNearCopy(copied, QUESTION, rubric)).toBe(true);
    expect(isNearCopy(copied.toUpperCase().replaceAll(' ', ', '), QUESTION, rubric)).toBe(true);
    // As much again in own words, and a little more.
    expect(isNearCopy(`${copied} ${words(40)}`, QUESTION, rubric)).toBe(false);
  });

  test('of another member is one as well', () => {
    expect(isNearCopy(ANSWER, { ...QUESTION, notToCopy: [ANSWER] }, rubric)).toBe(true);
  });

  test('is not seen in own words on the same matter, nor in a short sentence that anyone would say', () => {
    expect(isNearCopy(ANSWER, QUESTION, rubric)).toBe(false);
    expect(isNearCopy('I asked what had got in the way.', QUESTION, rubric)).toBe(false);
  });
});
