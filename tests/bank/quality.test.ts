import { describe, expect, test } from 'vitest';
import { checkQuality, endsInPercentage, linkFault, repeatedPhrases } from '../../scripts/bank-quality.ts';
import type { Finding } from '../../scripts/bank-quality.ts';
import { readingGrade, wordCount } from '../../scripts/bank-text.ts';
import type { Question } from '../../src/bank/schema.ts';
import { loadRules } from '../../src/bank/rules.ts';
import { aQuestion } from './fixtures.ts';

const rules = loadRules('data');

// Words that no two of these records share, so that only what a test is about is found.
function words(from: number, count: number): string {
  return `I ${Array.from({ length: count - 1 }, (_, at) => `w${from + at}`).join(' ')}.`;
}
let records = 0;
function sound(part: Partial<Question> = {}): Question {
  records += 1;
  return aQuestion({
    id: `record-${records}`,
    title: `Record ${records}`,
    text: `What did you do in case ${records}? Say it in short words.`,
    example: words(records * 1000, 120),
    ...part,
  });
}
function failures(...questions: Question[]): string[] {
  return told('failure', questions);
}
function told(severity: Finding['severity'], questions: readonly Question[]): string[] {
  return checkQuality(questions, rules)
    .filter((finding) => finding.severity === severity)
    .map(({ field, problem }) => `${field.join('.')}: ${problem}`);
}

describe('a record', () => {
  test('that is sound has no failure', () => {
    expect(failures(sound(), sound())).toEqual([]);
  });

  test.each([
    [89, 1],
    [90, 0],
    [170, 0],
    [171, 1],
  ])('with an example of %i words has %i failures', (count, expected) => {
    expect(failures(sound({ example: words(0, count) }))).toHaveLength(expected);
  });

  test('must not cite what does not bind there', () => {
    const cite = (part: Partial<Question>): string[] => failures(sound(part));
    expect(cite({ jurisdiction: 'US', rules: ['US-05', 'ANY-04'] })).toEqual([]);
    expect(cite({ jurisdiction: 'ES', rules: ['EU-01', 'ES-01'] })).toEqual([]);
    expect(cite({ jurisdiction: 'any', rules: ['US-23'] })).toEqual([]);
    expect(cite({ jurisdiction: 'any', rules: ['US-14'] })[0]).toContain('does not hold everywhere');
    expect(cite({ jurisdiction: 'UK', rules: ['US-05'] })[0]).toContain('US-05 is a rule of US, the question is set in UK');
    expect(cite({ jurisdiction: 'US', setting: 'b2b', rules: ['US-05'] })[0]).toContain('does not bind in b2b');
    expect(cite({ jurisdiction: 'US', rules: ['US-20'] })[0]).toContain('rests on memory');
  });

  test('must number its reference points', () => {
    const [first, second, third] = aQuestion().referencePoints;
    if (first === undefined || second === undefined || third === undefined) throw new Error('three points are given');
    expect(failures(sound({ referencePoints: [first, third, second] }))).toHaveLength(2);
  });

  test('is read for its addresses', () => {
    expect(linkFault('15 USC 1692b(2)')).toBeNull();
    expect(linkFault('https://www.example.org/a/b?c=1')).toBeNull();
    expect(linkFault('see http://example.org')).toContain('https');
    expect(linkFault('https://example')).toContain('not well formed');
    expect(linkFault('https://example.org/a.')).toContain('not well formed');
    expect(linkFault('https://exa mple')).not.toBeNull();
  });
});

describe('two records', () => {
  test('that tell the same story are found, word for word or by vocabulary', () => {
    const story = words(5, 100);
    const shuffled = `I ${story.replace('I ', '').replace('.', '').split(' ').reverse().join(' ')}.`;
    expect(failures(sound({ example: story }), sound({ example: story })).join('\n')).toMatch(
      /example: is 100 % the same .* five-word runs/,
    );
    expect(failures(sound({ example: story }), sound({ example: shuffled }), sound()).join('\n')).toMatch(
      /example: is 100 % the same .* by vocabulary/,
    );
  });

  test('may not have one title', () => {
    expect(failures(sound({ title: 'A wrong number' }), sound({ title: 'A Wrong Number' }))).toEqual([
      expect.stringMatching(/^title: is also the title of record-\d+$/),
    ]);
  });

  test('that share a run of words are listed', () => {
    const phrase = 'from here on nobody rings twice';
    const found = repeatedPhrases([
      sound({ ...ownProse(1), probe: `And ${phrase}?` }),
      sound({ ...ownProse(2), why: `Because ${phrase}.` }),
      sound(ownProse(3)),
    ]);
    expect(found.map(({ run, questions }) => `${questions.length} × ${run}`)).toEqual([
      '2 × from here on nobody rings',
      '2 × here on nobody rings twice',
    ]);
  });
});

/** Prose that no other record has. */
function ownProse(seed: number): Partial<Question> {
  const own = `word${seed}a word${seed}b word${seed}c word${seed}d word${seed}e`;
  return {
    text: own,
    why: own,
    probe: own,
    howToAnswer: [own],
    whatNotToSay: [],
    referencePoints: [],
    anchors: { junior: own, specialist: own, manager: own },
    hints: [own, own, own],
  };
}

describe('the whole bank', () => {
  test('may hold a tenth of hardship plans, of percentages at the end and of prioritising, and no more', () => {
    const leaning: Partial<Question> = { storyShape: 'hardship-payment-plan', topic: 'prioritising' };
    const bank = (count: number): Question[] =>
      Array.from({ length: 10 }, (_, at) =>
        sound(at < count ? { ...leaning, example: `${words(at * 2000 + 500_000, 118)} We recovered 40 %.` } : {}),
      );
    expect(failures(...bank(1))).toEqual([]);
    expect(failures(...bank(2))).toEqual([
      expect.stringContaining('hardship payment plan: 2 of 10 (20 %)'),
      expect.stringContaining('percentage: 2 of 10'),
      expect.stringContaining('prioritising: 2 of 10'),
    ]);
  });

  test('ends in a percentage only where the last sentence does', () => {
    expect(endsInPercentage('We began at 40 %. Then it held.')).toBe(false);
    expect(endsInPercentage('It held. In the end 40 per cent came in.')).toBe(true);
  });
});

describe('measures of prose', () => {
  test('count words as a word processor does', () => {
    expect(wordCount("I don't – really – owe $1,450.50 on the 90-day line.")).toBe(9);
  });

  test('put plain text below dense text', () => {
    const plain = readingGrade('A man rings you. He says he paid. What do you do?');
    const dense = readingGrade(
      'Characterise the methodological considerations that determine prioritisation across heterogeneous receivables portfolios.',
    );
    expect(plain).toBeLessThan(4);
    expect(dense).toBeGreaterThan(14);
  });
});
