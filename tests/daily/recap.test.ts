// What is said of a group: only of five and more, in words for each criterion, and never longer than a message.
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadBank } from '../../src/bank/load.ts';
import { loadRules } from '../../src/bank/rules.ts';
import type { Question } from '../../src/bank/schema.ts';
import { plainContent } from '../../src/core/content.ts';
import { CRITERIA } from '../../src/feedback/draft.ts';
import type { CriterionId } from '../../src/feedback/draft.ts';
import type { Graded } from '../../src/feedback/result.ts';
import { loadWords } from '../../src/locales.ts';
import { fitContent } from '../../src/platforms/local/limits.ts';
import { drawRecap, standingsOf } from '../../src/daily/recap.ts';
import type { RecapView } from '../../src/daily/recap.ts';

const DATA = fileURLToPath(new URL('../../data', import.meta.url));
const say = loadWords(DATA).in('en');
const [question] = loadBank(DATA, loadRules(DATA)).questions;
if (question === undefined) throw new Error('the bank is empty');

type Scores = Partial<Record<CriterionId, number>>;
/** As an answer was judged; what is not named has no score. */
const judged = (scores: Scores): Pick<Graded, 'criteria'> => {
  const all = CRITERIA.map((id) => [id, { score: scores[id] ?? null, reason: '', quotes: [] }]);
  return { criteria: Object.fromEntries(all) as Graded['criteria'] }; // the keys are CRITERIA, each once
};
const times = (count: number, scores: Scores): Pick<Graded, 'criteria'>[] => Array.from({ length: count }, () => judged(scores));

const view = (change: Partial<RecapView>): RecapView => ({
  question,
  answered: 6,
  triedAgain: 2,
  standings: [],
  isShared: false,
  next: { kind: 'none' },
  voted: null,
  ...change,
});
const recapOf = (change: Partial<RecapView>): string => plainContent(drawRecap(view(change), say));

describe('how a group did', () => {
  test('nothing is said of four', () => {
    expect(standingsOf(times(4, { R1: 4, R6: 1 }))).toEqual([]);
  });

  test('a criterion that only four were scored on is left out', () => {
    const standings = standingsOf([...times(4, { R1: 4, R6: 1 }), judged({ R1: 3 })]);
    expect(standings.map((standing) => standing.criterion)).toEqual(['R1']);
  });

  test('the median is a level that somebody has: of two in the middle the lower one', () => {
    const scores = [1, 2, 3, 4, 5, 5].map((score) => judged({ R2: score }));
    expect(standingsOf(scores)).toMatchObject([{ criterion: 'R2', median: 3 }]);
  });

  test('most did well on one thing and left out another: both are said, and each bar shows its middle', () => {
    const said = recapOf({ standings: standingsOf([...times(4, { R4: 4, R6: 2, R3: 3 }), ...times(2, { R4: 2, R6: 5, R3: 3 })]) });
    expect(said).toContain('Most of you found the cause before asking for money. Most left out the result.');
    expect(said).toContain('People ▰▰▰▰▱');
    expect(said).toContain('Result ▰▰▱▱▱');
    expect(said).toContain('Craft ▰▰▰▱▱');
  });

  test('exactly half is not most', () => {
    const said = recapOf({ standings: standingsOf([...times(3, { R1: 4 }), ...times(3, { R1: 2 })]) });
    expect(said).toContain('No one thing stood out');
  });

  test.each(CRITERIA)('%s has a sentence both ways', (criterion) => {
    const well = recapOf({ standings: standingsOf(times(5, { [criterion]: 5 })) });
    const missed = recapOf({ standings: standingsOf(times(5, { [criterion]: 1 })) });
    expect(well).toMatch(/Most of you /);
    expect(missed).toMatch(/Most (?!of you)/);
    expect(well).not.toBe(missed);
  });

  test('two sentences of a kind at most, the clearest first', () => {
    const standings = standingsOf([...times(5, { R1: 5, R2: 5, R3: 5, R4: 5 }), judged({ R1: 1, R2: 1, R3: 5, R4: 5 })]);
    const said = recapOf({ standings });
    expect(said.match(/Most of you/g)).toHaveLength(2);
    expect(said).toContain('a reason for each move');
    expect(said).toContain('found the cause');
  });
});

describe('the recap', () => {
  test('says how many took part, the guide, what is shared and what comes next', () => {
    const voted = { title: 'Three broken promises', isRetired: false };
    const said = recapOf({ isShared: true, next: { kind: 'at', atMs: Date.UTC(2026, 10, 25, 8) }, voted });
    expect(said).toContain('6 answered, 2 tried again.');
    expect(said).toContain(question.howToAnswer[0]);
    expect(said).toContain(question.whatNotToSay[0]?.because);
    expect(said).toContain('What people share of their answers stands above');
    expect(said).toContain('You chose “Three broken promises” for next time. The next question comes 2026-11-25 08:00 UTC.');
  });

  test('of a question that has left the library there is no guide, and the rest stands', () => {
    const said = recapOf({ question: null });
    expect(said).toContain('6 answered');
    expect(said).not.toContain('How to answer it');
  });

  test('what was chosen and retired since is not promised', () => {
    const said = recapOf({ next: { kind: 'none' }, voted: { title: 'Three broken promises', isRetired: true } });
    expect(said).toContain('You chose “Three broken promises” for next time. It has been retired since, so another question comes.');
  });

  test('when nobody answered that is said', () => {
    expect(recapOf({ answered: 0, triedAgain: 0 })).toContain('Nobody answered this one in time.');
  });

  test('the longest guide that a question may have still fits into one message, and begins with what matters most', () => {
    const longest: Question = {
      ...question,
      howToAnswer: Array.from({ length: 6 }, (_, index) => `${index}${'a'.repeat(239)}`),
      whatNotToSay: Array.from({ length: 5 }, (_, index) => ({ say: `${index}${'b'.repeat(199)}`, because: 'c'.repeat(220) })),
    };
    const standings = standingsOf(times(5, { R1: 5, R2: 5, R3: 1, R4: 1, R5: 3, R6: 3 }));
    const drawn = drawRecap(
      view({ question: longest, standings, isShared: true, next: { kind: 'now' }, voted: { title: 'v'.repeat(48), isRetired: true } }),
      say,
    );
    expect(() => fitContent(drawn)).not.toThrow();
    expect(plainContent(drawn)).toContain('- 0a');
  });
});
