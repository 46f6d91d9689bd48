import { expect, test } from 'vitest';
import { isZone } from '../../src/members/profile.ts';
import { ZONES_OF_PLACES } from '../../src/members/zone-places.ts';
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

test.each([
  ['IST', ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem']],
  ['Georgia', ['America/New_York', 'Asia/Tbilisi']],
  ['Birmingham', ['America/Chicago', 'Europe/London']],
  ['Birmingham, UK', ['Europe/London']],
  ['Valencia', ['Europe/Madrid', 'America/Caracas']],
])('%s is several places, and all of them are offered', (typed, zones) => {
  expect(found(typed)).toEqual(zones);
});

test.each([
  ['America/New_York', ['EST5EDT', 'Miami', 'Boston', 'Atlanta', 'US/Eastern', 'Washington DC']],
  ['America/Chicago', ['CST6CDT', 'Dallas', 'Houston']],
  ['America/Denver', ['MST7MDT', 'Navajo']],
  ['America/Los_Angeles', ['PST8PDT', 'San Francisco', 'Seattle', 'California']],
  ['Asia/Kolkata', ['Mumbai', 'Delhi', 'Bangalore', 'Chennai', 'Pune', 'Asia/Calcutta']],
  ['Europe/Istanbul', ['Turkey']],
  ['Europe/Dublin', ['Eire']],
  ['Asia/Hong_Kong', ['Hongkong']],
  ['Asia/Shanghai', ['PRC']],
  ['Asia/Taipei', ['ROC']],
  ['Asia/Seoul', ['ROK']],
  ['Europe/Moscow', ['W-SU', 'MSK']],
  ['Europe/London', ['GB-Eire', 'Manchester', 'Edinburgh', 'Glasgow', 'Northern Ireland']],
  ['UTC', ['UCT', 'Zulu', 'Universal', 'GMT0', 'GMT+0', 'GMT-0']],
  ['Etc/GMT+5', ['Etc/GMT+5']],
  ['Europe/Madrid', ['Barcelona', 'Seville']],
  ['Europe/Berlin', ['Munich', 'münchen']],
  ['Europe/Rome', ['Milan']],
  ['Asia/Tokyo', ['Osaka']],
  ['America/Toronto', ['Montreal', 'Ottawa']],
  ['America/Edmonton', ['Calgary']],
  ['Africa/Johannesburg', ['Cape Town', 'Durban']],
  ['America/Mexico_City', ['Guadalajara']],
  ['Australia/Sydney', ['Canberra']],
])('%s is found by what people and older data call it', (zone, names) => {
  for (const typed of names) expect(found(typed), typed).toEqual([zone]);
});

test('every zone of the table of places can be computed with', () => {
  const zones = [...ZONES_OF_PLACES.values()].flat();
  expect(zones.length).toBeGreaterThan(300);
  expect(zones.filter((zone) => !isZone(zone))).toEqual([]);
});

test('where many fit, the most used stand first', () => {
  expect(found('Eastern')[0]).toBe('America/New_York');
  expect(found('Pacific Time')[0]).toBe('America/Los_Angeles');
  expect(found('CET').slice(0, 3)).toEqual(['Europe/Madrid', 'Europe/Paris', 'Europe/Berlin']);
  expect(found('US').slice(0, 2)).toEqual(['America/New_York', 'America/Chicago']);
});

test.each(['Philly', 'Qwertz', 'SGX', 'ABC'])('nothing far-fetched is offered for %s', (typed) => {
  expect(searchZones(typed, 'en')).toEqual({ zones: [], near: [] });
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
