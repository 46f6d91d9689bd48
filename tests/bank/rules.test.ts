import { describe, expect, test } from 'vitest';
import { JURISDICTIONS, SETTINGS } from '../../src/bank/schema.ts';
import { loadRules } from '../../src/bank/rules.ts';
import type { FlagClass } from '../../src/bank/rules.ts';
import { aDataFolder, faultsOf, replaceInData } from './fixtures.ts';

const rules = loadRules('data');
const everywhere = JURISDICTIONS.flatMap((place) => SETTINGS.map((setting) => ({ place, setting })));

function flag(id: string): FlagClass {
  const found = rules.flagClasses.find((flagClass) => flagClass.id === id);
  if (found === undefined) throw new Error(`no class ${id}`);
  return found;
}

describe('the rules that ship', () => {
  test('are eight principles and a hundred facts, with how far each was checked', () => {
    const count = (status: string): number =>
      [...rules.byId.values()].filter((rule) => rule.place !== 'any' && rule.status === status).length;
    expect(rules.rulesFor('any', 'third_party').map(({ id }) => id)).toEqual([
      'ANY-01',
      'ANY-02',
      'ANY-03',
      'ANY-04',
      'ANY-05',
      'ANY-06',
      'ANY-07',
      'ANY-08',
    ]);
    expect({ primary: count('primary'), secondary: count('secondary'), unverified: count('unverified') }).toEqual({
      primary: 67,
      secondary: 31,
      unverified: 2,
    });
  });

  test('name for every place someone to turn to in a crisis, and what serves anywhere last', () => {
    for (const place of JURISDICTIONS) {
      const lines = rules.helpFor(place);
      expect(
        lines.some(({ kind }) => kind === 'crisis'),
        place,
      ).toBe(true);
      expect(lines.at(-1)?.contact).toBe('findahelpline.com');
    }
  });
});

describe('the rules of a place and a setting', () => {
  test('begin with the principles and hold only what binds there', () => {
    const agency = rules.rulesFor('US', 'third_party').map(({ id }) => id);
    const own = rules.rulesFor('US', 'first_party').map(({ id }) => id);
    expect(agency.slice(0, 8)).toEqual(rules.rulesFor('any', 'b2b').map(({ id }) => id));
    expect(agency).toContain('US-14');
    expect(own).toContain('US-02');
    expect(own).not.toContain('US-14');
  });

  test('take in those of the larger place', () => {
    expect(rules.fits('EU-01', 'ES', 'third_party')).toBe(true);
    expect(rules.fits('ES-01', 'EU', 'third_party')).toBe(false);
    expect(rules.fits('US-23', 'UK', 'third_party')).toBe(false);
    expect(rules.fits('XX-01', 'UK', 'third_party')).toBe(false);
  });
});

describe('a red flag', () => {
  test('is one of forty classes, none of which names a law to the member', () => {
    expect(rules.flagClasses.map(({ id }) => id)).toEqual(Array.from({ length: 40 }, (_, at) => `RF${String(at + 1).padStart(2, '0')}`));
    const legal = /FDCPA|Regulation|\bAct\b|\bUSC\b|\bCFR\b|CONC|GDPR|section \d/;
    expect(rules.flagClasses.filter(({ why, safer }) => legal.test(`${why} ${safer}`)).map(({ id }) => id)).toEqual([]);
  });

  test('cites a checked rule that binds there, in every place and setting in which it applies', () => {
    for (const flagClass of rules.flagClasses) {
      for (const { place, setting } of everywhere) {
        const cited = rules.citeFor(flagClass, place, setting);
        const at = `${flagClass.id} ${place} ${setting}`;
        expect(cited.length > 0, at).toBe(rules.appliesIn(flagClass, place, setting));
        expect(cited.length, at).toBeLessThanOrEqual(3);
        for (const id of cited) {
          expect(rules.fits(id, place, setting), `${at} ${id}`).toBe(true);
          expect(rules.byId.get(id)?.status, `${at} ${id}`).not.toBe('unverified');
        }
      }
    }
  });

  test('cites the local twin where there is one, else the principle', () => {
    const threat = flag('RF01');
    expect(rules.citeFor(threat, 'US', 'third_party')).toEqual(['US-23']);
    expect(rules.citeFor(threat, 'US', 'first_party')).toEqual(['US-02']);
    expect(rules.citeFor(threat, 'UK', 'first_party')).toEqual(['UK-08']);
    expect(rules.citeFor(threat, 'ES', 'third_party')).toEqual(['EU-01']);
    expect(rules.citeFor(threat, 'any', 'third_party')).toEqual(['ANY-03']);
    expect(rules.citeFor(flag('RF15'), 'US', 'third_party')).toEqual(['US-12']);
    expect(rules.citeFor(flag('RF13'), 'JP', 'third_party')).toEqual(['ANY-06']);
  });

  test('does not apply outside its setting or its places', () => {
    expect(rules.citeFor(flag('RF36'), 'US', 'third_party')).toEqual([]);
    expect(rules.citeFor(flag('RF36'), 'UK', 'third_party')).toEqual(['UK-11']);
    expect(rules.citeFor(flag('RF16'), 'US', 'first_party')).toEqual([]);
  });

  test('on a trade debt is never one of consumer contact, and cites no consumer law', () => {
    const onTradeDebts = rules.flagClasses.filter((flagClass) => rules.appliesIn(flagClass, 'US', 'b2b'));
    expect(onTradeDebts.map(({ id }) => id)).toEqual(['RF01', 'RF05', 'RF11', 'RF14', 'RF18', 'RF20', 'RF22', 'RF28', 'RF29', 'RF34']);
    expect(
      onTradeDebts
        .flatMap((flagClass) => rules.citeFor(flagClass, 'US', 'b2b'))
        .filter((id) => rules.byId.get(id)?.authority.includes('1692')),
    ).toEqual([]);
    expect(rules.citeFor(flag('RF01'), 'UK', 'b2b')).toEqual(['ANY-03']);
  });
});

describe('faults', () => {
  test('in several files come together, with file, line and field', () => {
    const folder = aDataFolder();
    replaceInData(folder, 'jurisdictions/uk.yaml', 'checkedOn: 2026-11-23', 'checkedOn: last week');
    replaceInData(folder, 'jurisdictions/sg.yaml', 'status: secondary', 'status: hearsay');
    expect(faultsOf(folder, () => loadRules(folder))).toEqual([
      expect.stringMatching(/^jurisdictions\/uk\.yaml:\d+ checkedOn: is "last week"/),
      expect.stringMatching(/^jurisdictions\/sg\.yaml:\d+ rules\[2\]\.status: is "hearsay"; use one of primary, secondary, unverified/),
    ]);
  });

  test('of a flag that points at a rule that is not there, of another place or of another setting', () => {
    const folder = aDataFolder();
    replaceInData(folder, 'jurisdictions/flags.yaml', 'US: [US-13, US-19]', 'US: [US-99, UK-01, US-02]');
    expect(faultsOf(folder, () => loadRules(folder))).toEqual([
      expect.stringMatching(/^jurisdictions\/flags\.yaml:\d+ classes\[8\]\.rules\.US\[0\]: US-99 is no rule; see us\.yaml$/),
      expect.stringMatching(/ classes\[8\]\.rules\.US\[1\]: UK-01 is a rule of UK, not of US$/),
      expect.stringMatching(/ classes\[8\]\.rules\.US\[2\]: US-02 binds in no setting of RF09; remove it$/),
    ]);
  });

  test('of a rule in the file of another place, or one without a source', () => {
    const folder = aDataFolder();
    replaceInData(folder, 'jurisdictions/in.yaml', 'id: IN-04', 'id: JP-44');
    replaceInData(
      folder,
      'jurisdictions/in.yaml',
      'sources:\n      - https://rbi.org.in/Scripts/BS_PressReleaseDisplay.aspx?prid=62215',
      'sources: []',
    );
    expect(faultsOf(folder, () => loadRules(folder))).toEqual([
      expect.stringMatching(/^jurisdictions\/in\.yaml:\d+ rules\[3\]\.id: JP-44 does not belong to IN$/),
      expect.stringMatching(/ rules\[3\]\.sources: is empty; name where it was read, or set the status to unverified$/),
    ]);
  });
});
