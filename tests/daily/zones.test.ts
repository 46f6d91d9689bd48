import { expect, test } from 'vitest';
import { nearZones } from '../../src/daily/zones.ts';
import { isZone } from '../../src/members/profile.ts';

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

test('what is suggested is accepted', () => {
  const suggested = ['a', 'e', 'i', 'o', 'u'].flatMap((letter) => nearZones(letter, 1_000));
  expect(suggested.length).toBeGreaterThan(400);
  expect(suggested.filter((zone) => !isZone(zone))).toEqual([]);
});
