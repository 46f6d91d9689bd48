import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { QUESTION_TYPES, SETTINGS } from '../../src/bank/schema.ts';
import { BANDS, loadRubric, loadRubrics } from '../../src/feedback/rubric.ts';
import type { Weight } from '../../src/feedback/rubric.ts';
import { aDataFolder, faultsOf, replaceInData, writeData } from '../bank/fixtures.ts';

const rubric = loadRubric('data');

/** Every overall that can be shown: one decimal. */
const OVERALLS = Array.from({ length: 41 }, (_, tenths) => (10 + tenths) / 10);

describe('weights', () => {
  test('sum to 100 for every type in every setting', () => {
    for (const type of QUESTION_TYPES) {
      for (const setting of SETTINGS) {
        const points = Object.values<Weight>(rubric.weightsFor(type, setting)).filter((weight) => typeof weight === 'number');
        expect(
          points.reduce((sum, weight) => sum + weight, 0),
          `${type} ${setting}`,
        ).toBe(100);
      }
    }
  });

  test('leave out what a type does not ask for, and keep a gate without weight', () => {
    expect(rubric.weightsFor('technical', 'third_party')).toEqual({ R1: 20, R2: 20, R3: 45, R4: null, R5: 15, R6: null });
    expect(rubric.weightsFor('situational', 'first_party').R6).toBeNull();
    expect(rubric.weightsFor('motivational', 'third_party').R5).toBe('gate');
  });

  test('move five points from law to craft for trade debts, but not out of a gate', () => {
    expect(rubric.weightsFor('behavioural', 'b2b')).toEqual({ R1: 10, R2: 25, R3: 25, R4: 15, R5: 10, R6: 15 });
    expect(rubric.weightsFor('motivational', 'b2b')).toEqual(rubric.weightsFor('motivational', 'third_party'));
  });
});

describe('bands', () => {
  test.each([
    [1, 'not yet'],
    [1.9, 'not yet'],
    [2, 'building'],
    [2.9, 'building'],
    [3, 'interview-ready basics'],
    [3.7, 'interview-ready basics'],
    [3.8, 'strong'],
    [4.4, 'strong'],
    [4.5, 'stand-out'],
    [5, 'stand-out'],
  ])('%f is %s', (overall, band) => {
    expect(rubric.bandOf(overall)).toBe(band);
  });

  test.each([0, 0.9, 5.1, Number.NaN])('%f has none', (overall) => {
    expect(() => rubric.bandOf(overall)).toThrow(RangeError);
  });
});

describe('caps', () => {
  test.each([
    ['K1', 'not yet'],
    ['K2', 'building'],
    ['K4', 'not yet'],
    ['K5', 'building'],
    ['K6', 'building'],
    ['K7', 'building'],
  ] as const)('%s never shows more than %s', (id, best) => {
    const cap = rubric.caps.find((candidate) => candidate.id === id);
    if (cap?.effect.kind !== 'ceiling') throw new Error(`${id} must be a ceiling`);
    const { overallAtMost } = cap.effect;
    const shown = new Set(OVERALLS.map((overall) => rubric.bandOf(Math.min(overall, overallAtMost))));
    expect([...shown].filter((band) => BANDS.indexOf(band) > BANDS.indexOf(best))).toEqual([]);
    expect(cap.effect.bandAtMost).toBe(best);
  });

  test('leave the overall alone where they only note, refuse or pull down one criterion', () => {
    expect(rubric.caps.filter(({ effect }) => effect.kind !== 'ceiling').map(({ id, effect }) => `${id} ${effect.kind}`)).toEqual([
      'K3 note',
      'K8 no-score',
      'K9 criterion',
    ]);
  });
});

describe('a rubric with faults', () => {
  const faults = (from: string, to: string): string[] => {
    const folder = aDataFolder();
    replaceInData(folder, 'rubric/r1.0.yaml', from, to);
    return faultsOf(folder, () => loadRubric(folder));
  };

  test('whose weights do not sum to 100', () => {
    expect(faults('technical: { R1: 20,', 'technical: { R1: 25,')).toEqual([
      expect.stringMatching(/^rubric\/r1\.0\.yaml:\d+ weights\.technical: sum to 105; make them sum to 100$/),
    ]);
  });

  test('with an anchor missing, or one said twice', () => {
    expect(faults('      - Contempt, pressure or shaming; or the money is given up at once.\n', '')).toEqual([
      expect.stringMatching(/ criteria\[3\]\.anchors: has 4 entries; it takes at least 5/),
    ]);
    expect(
      faults('Stays calm, hears the person out, and asks for something.', 'An outcome one can believe; what was learned is a commonplace!'),
    ).toEqual([expect.stringMatching(/ criteria\[5\]\.anchors\[2\]: says the same as R4 at 3/)]);
  });

  test('with a ceiling inside a band that the cap forbids', () => {
    expect(
      faults(
        'overallAtMost: 2.9, bandAtMost: building, criteriaAtMost: { R5: 2 }',
        'overallAtMost: 3, bandAtMost: building, criteriaAtMost: { R5: 2 }',
      ),
    ).toEqual([expect.stringMatching(/ caps\[1\]\.effect\.overallAtMost: 3 would show "interview-ready basics", which K2 forbids/)]);
  });

  test('with bands out of order', () => {
    expect(faults('{ band: building, from: 2 }', '{ band: building, from: 3 }')).toEqual([
      expect.stringMatching(/ bands\[2\]\.from: must be above 3$/),
    ]);
  });
});

describe('versions', () => {
  test('are all kept, and r1.10 is newer than r1.9', () => {
    const folder = aDataFolder();
    replaceInData(folder, 'rubric/r1.0.yaml', 'version: r1.0', 'version: r1.9');
    expect(loadRubric(folder).version).toBe('r1.9');
    const text = readFileSync(join(folder, 'rubric/r1.0.yaml'), 'utf8');
    writeData(folder, 'rubric/r1.10.yaml', text.replace('version: r1.9', 'version: r1.10'));
    expect([...loadRubrics(folder).keys()]).toEqual(['r1.9', 'r1.10']);
    expect(loadRubric(folder).version).toBe('r1.10');
  });
});
