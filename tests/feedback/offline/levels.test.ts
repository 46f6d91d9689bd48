import { describe, expect, it } from 'vitest';
import { assert, asyncProperty, boolean, constantFrom, oneof, string, subarray } from 'fast-check';
import { designed, graded, outcome, questionOf, weightedKappa } from './world.ts';

const EMPTY_WORDS = [
  'As we all know, communication is very important in this job and every customer is different.',
  'At the end of the day it is all about finding a solution that works for both sides.',
  'I think that this is a very important topic in our industry.',
  'It is essential to stay positive, to be patient and to treat everyone with respect.',
  'Collections is a challenging field, and it takes a lot of dedication and hard work to succeed in it.',
  'Being organised and having good time management is something I value a lot.',
  'I believe that listening is one of the most important skills that a person can have.',
];

describe('levels of designed answers', () => {
  it('agree with the designed level on answers that were held out of tuning', async () => {
    const pairs: [number, number][] = [];
    for (const { question, level, answer } of designed.filter(({ split }) => split !== 'tuning'))
      pairs.push([level, Math.round((await graded(questionOf(question), answer)).overall)]);
    expect(pairs.length).toBeGreaterThanOrEqual(30);
    expect(weightedKappa(pairs)).toBeGreaterThanOrEqual(0.7);
    expect(Math.abs(pairs.reduce((sum, [want, got]) => sum + got - want, 0) / pairs.length)).toBeLessThanOrEqual(0.4);
  });

  it.each(designed.filter(({ style }) => style.startsWith('stuffed')))(
    'keeps $id, a list of terms, at 2.5 or below',
    async ({ question, answer }) => {
      expect((await graded(questionOf(question), answer)).overall).toBeLessThanOrEqual(2.5);
    },
  );

  it('sees through a list of terms in full stops, in verbs and with a figure thrown in', async () => {
    const lists = [
      'Identity verification. Account history review. Open questions. Affordability budget. Payment plan. Written confirmation. Diary follow-up. Escalation. Lesson learned. Kept promise rate.',
      'I listened, empathised, verified, negotiated, offered options, agreed a plan, confirmed in writing, diarised, logged, escalated, resolved, recovered and learned.',
      'verify identity verify identity dispute hold listen listen options options payment plan plan confirm in writing diary log log escalate supervisor compliance budget income essentials kept promise kept rate 62 days $1,840',
    ];
    for (const key of ['B1', 'S1', 'T2', 'L1', 'H1'])
      for (const answer of lists) expect((await graded(questionOf(key), answer)).overall).toBeLessThanOrEqual(2.5);
  });

  it('puts a short strong answer above a long weak one', async () => {
    const of = (id: string): Promise<number> => {
      const found = designed.find((entry) => entry.id === id);
      if (found === undefined) throw new Error(id);
      return graded(questionOf(found.question), found.answer).then(({ overall }) => overall);
    };
    expect(await of('b1-5-short-strong-2')).toBeGreaterThan((await of('b1-2-long-weak-3')) + 1);
    expect(await of('b1-4-broken-strong-2')).toBeGreaterThan((await of('b1-2-polished-empty-2')) + 1);
  });

  it('gains nothing from empty sentences around a full answer', async () => {
    const full = designed.filter(({ level }) => level >= 3);
    await assert(
      asyncProperty(
        constantFrom(...full),
        subarray(EMPTY_WORDS, { minLength: 1 }),
        boolean(),
        async ({ question, answer }, padding, before) => {
          const plain = await graded(questionOf(question), answer);
          // Below the cap for short answers, more words lift the cap and not the levels.
          if (plain.caps.includes('K7')) return;
          const padded = await graded(questionOf(question), before ? `${padding.join(' ')} ${answer}` : `${answer} ${padding.join(' ')}`);
          expect(padded.overall).toBeLessThanOrEqual(plain.overall + 0.1);
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });

  it('caps an answer to another question', async () => {
    const excel = await graded(
      questionOf('B2'),
      'My greatest strength is Excel. I use pivot tables and formulas every day, and I have built many dashboards for my managers with charts, macros and filters that they open on Mondays.',
    );
    expect(excel.overall).toBeLessThanOrEqual(1.9);
  });

  it('never throws and never leaves the scale, whatever is typed', async () => {
    await assert(
      asyncProperty(
        oneof(
          string({ maxLength: 600, unit: 'grapheme' }),
          constantFrom('', '🙂🙂', '   ', 'asdf '.repeat(900), '支払いの約束を破るお客様に電話をして、理由を聞きました。'),
        ),
        async (answer) => {
          const result = await outcome(questionOf('B1'), answer);
          const overall = result.kind === 'graded' ? result.overall : 1;
          expect(overall >= 1 && overall <= 5).toBe(true);
        },
      ),
      { numRuns: 120, seed: 3 },
    );
  });

  it('gives the same answer the same result', async () => {
    const answer = designed[10]?.answer ?? '';
    expect(await graded(questionOf('B1'), answer)).toEqual(await graded(questionOf('B1'), answer));
  });
});

describe('what the writer reads', () => {
  it('quotes the answer word for word and claims nothing without a quote', async () => {
    for (const { question, answer } of designed) {
      const result = await graded(questionOf(question), answer);
      expect(result.quotes.filter(({ verified }) => !verified)).toEqual([]);
      expect(Object.values(result.criteria).filter(({ score, quotes }) => score !== null && score >= 4 && quotes.length === 0)).toEqual([]);
      expect(result.firstFix.step).not.toBe('');
    }
  });

  it('rewrites with the sentences and figures of the writer only', async () => {
    for (const { question, answer } of designed) {
      const { text, gaps } = (await graded(questionOf(question), answer)).rewrite;
      const known = new Set(answer.match(/\d+/gu) ?? []);
      expect((text.replaceAll(/\[[^\]]*\]/gu, '').match(/\d+/gu) ?? []).filter((figure) => !known.has(figure))).toEqual([]);
      expect(text.length).toBeLessThanOrEqual(850);
      expect(gaps.length).toBeLessThanOrEqual(5);
    }
  });

  it('does not say the same first fix to everyone', async () => {
    const said = new Set<string>();
    for (const { question, answer } of designed) said.add((await graded(questionOf(question), answer)).firstFix.problem);
    expect(said.size).toBeGreaterThanOrEqual(12);
  });

  it('takes a flagged line out and asks what to do instead', async () => {
    const line = 'I told her officers would be at her door if the money was not in by Friday.';
    const result = await graded(
      questionOf('B1'),
      `A customer, 40 days late on $500, broke two promises. I checked the notes and asked why. ${line} She paid in March and I logged it.`,
    );
    expect(result.caps).toContain('K1');
    expect(result.rewrite.text).not.toContain('officers');
    expect(result.rewrite.text).toContain('[what would you lawfully do instead?]');
    expect(result.rewrite.text).toContain('broke two promises');
    expect(result.rewrite.text).toContain('She paid in March');
    expect(result.strengths.map(({ quote }) => quote).join(' ')).not.toContain('officers');
  });
});
