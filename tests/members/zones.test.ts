import { expect, test } from 'vitest';
import { isZone } from '../../src/members/profile.ts';
import { nearZones, searchZones } from '../../src/members/zones.ts';

const found = (typed: string, locale = 'en'): readonly string[] => searchZones(typed, locale).zones;

test('every zone of the runtime is found by its own name, and by it alone', () => {
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const zones = found(zone);
    expect(zones, zone).toHaveLength(1);
    // ICU lists some under an older name; the same clock hangs there.
    expect(new Intl.DateTimeFormat('en', { timeZone: zones[0] }).resolvedOptions().timeZone).toBe(
      new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone,
    );
  }
});

test('a country gives its zones, the larger ones first, and in the language of the one who asks', () => {
  expect(found('United Kingdom')).toEqual(['Europe/London']);
  expect(found('USA')).toEqual(expect.arrayContaining(['America/New_York', 'Pacific/Honolulu']));
  expect(found('USA').slice(0, 12)).not.toContain('America/Indiana/Vevay');
  expect(found('España', 'es-MX')).toContain('Europe/Madrid');
});

test('a clock that people name gives the zones that go by it', () => {
  expect(found('Eastern Time')).toContain('America/New_York');
  expect(found('CET')).toContain('Europe/Madrid');
  // The runtime alone takes EST for Panama.
  expect(found('EST')).toContain('America/New_York');
});

test('a slip of the finger finds nothing and names what is near', () => {
  expect(searchZones('Chicgo', 'en')).toMatchObject({ zones: [], near: ['America/Chicago'] });
  expect(searchZones('xyzzyq', 'en')).toEqual({ zones: [], near: [] });
  expect(searchZones('   ', 'en')).toEqual({ zones: [], near: [] });
});

test('whatever is offered can be computed with', () => {
  for (const typed of ['america', 'asia', 'GMT', 'Mexico', 'india']) expect(found(typed).filter((zone) => !isZone(zone))).toEqual([]);
});

test.each([
  ['Europe/Madird', 'Europe/Madrid'],
  ['madrid', 'Europe/Madrid'],
  ['Kolkata', 'Asia/Kolkata'],
  ['kyiv', 'Europe/Kyiv'],
  ['new york', 'America/New_York'],
  ['America/NewYork', 'America/New_York'],
  ['Asia/Tokio', 'Asia/Tokyo'],
  ['Buenos Aires', 'America/Argentina/Buenos_Aires'],
])('%s is near %s', (typed, zone) => {
  expect(nearZones(typed, 5)[0]).toBe(zone);
});

test('nothing is near nonsense, and no more comes than was asked for', () => {
  expect(nearZones('Qwertzuiop/Asdfgh', 5)).toEqual([]);
  expect(nearZones('  ', 5)).toEqual([]);
  expect(nearZones('america', 4)).toHaveLength(4);
});

test('whatever is near can be computed with', () => {
  const suggested = ['a', 'e', 'i', 'o', 'u'].flatMap((letter) => nearZones(letter, 1_000));
  expect(suggested.length).toBeGreaterThan(400);
  expect(suggested.filter((zone) => !isZone(zone))).toEqual([]);
});
