import { describe, expect, test } from 'vitest';
import { loadBank } from '../../src/bank/load.ts';
import { QUESTION_TYPES, questionSchema } from '../../src/bank/schema.ts';
import type { Question } from '../../src/bank/schema.ts';
import { gradingQuestion } from '../../src/feedback/grading-question.ts';
import { loadGuides } from '../../src/library/guides.ts';
import { changesGrading, completeQuestion, ownQuestionSchema, titleFrom } from '../../src/library/own-question.ts';
import type { OwnRecord } from '../../src/library/own-question.ts';
import { graded, rules } from '../feedback/offline/world.ts';

const guides = loadGuides('data');
const bank = loadBank('data', rules);

/** As a coach would write it in a hurry: the question and its kind, nothing else. */
function bare({ title, text, type, topic, roleFamilies, levels, setting, jurisdiction }: Question): OwnRecord {
  return ownQuestionSchema.parse({ title, text, type, topic, roleFamilies, levels, setting, jurisdiction });
}

test.each(QUESTION_TYPES)('a %s question of one line becomes whole', (type) => {
  const [some] = bank.questions;
  if (some === undefined) throw new Error('the bank is empty');
  const whole = completeQuestion('own-1a2b', 1, { ...bare(some), type }, guides);
  // The same schema as the shipped ones, but for the example that nobody wrote, and points that a technical guide cannot give.
  expect(questionSchema.omit({ example: true, referencePoints: true }).strip().safeParse(whole).error).toBeUndefined();
  expect(whole.example).toBe('');
  for (const point of whole.referencePoints) expect(point.central).toBe(false);
});

test('what its author wrote stands before the guide', () => {
  const [some] = bank.questions;
  if (some === undefined) throw new Error('the bank is empty');
  const own = { ...bare(some), why: 'Because we say so.', referencePoints: [{ text: 'Asks first', paraphrases: [], central: true }] };
  expect(completeQuestion('own-1a2b', 2, own, guides)).toMatchObject({
    version: 2,
    why: 'Because we say so.',
    referencePoints: [{ id: 'p1', text: 'Asks first', central: true }],
    howToAnswer: guides[own.type].howToAnswer,
  });
});

describe('feedback without any points of its own', () => {
  test.each(bank.questions.map((question) => [question.id, question] as const))(
    'a strong answer to %s is not marked down for it',
    async (_id, question) => {
      const level = question.levels[0] ?? 'mid';
      const whole = await graded({ ...gradingQuestion(question, level, 'any'), notToCopy: [] }, question.example);
      const short = await graded(gradingQuestion(completeQuestion('own-1a2b', 1, bare(question), guides), level, 'any'), question.example);
      // The worst of the bank loses 2.1, on a table of roll rates, where only points of its own could know the right figure.
      expect(whole.overall - short.overall).toBeLessThanOrEqual(question.type === 'technical' ? 2.2 : 1);
    },
  );
});

test('the version goes up with what a grader reads, and not with a better guide', () => {
  const [some] = bank.questions;
  if (some === undefined) throw new Error('the bank is empty');
  const record = bare(some);
  expect(changesGrading(record, { ...record, text: `${record.text} Why?` })).toBe(true);
  expect(changesGrading(record, { ...record, probe: 'And then?' })).toBe(true);
  expect(changesGrading(record, { ...record, why: 'Another reason', title: 'Another name' })).toBe(false);
});

test('a question without a name is called by its first words', () => {
  expect(titleFrom('What is skip tracing?')).toBe('What is skip tracing');
  const long = titleFrom('A customer has broken three promises to pay. What do you do and say on the fourth call?');
  expect(long).toBe('A customer has broken three promises to pay.…');
  expect(titleFrom('x'.repeat(600)).length).toBeLessThanOrEqual(48);
});
