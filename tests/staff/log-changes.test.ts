import { expect, test } from 'vitest';
import { fileURLToPath } from 'node:url';
import { loadWords } from '../../src/locales.ts';
import { AUDIT_ACTIONS } from '../../src/staff/audit.ts';
import { changesOf } from '../../src/staff/log-changes.ts';

const say = loadWords(fileURLToPath(new URL('../../data', import.meta.url))).in('en');
const told = (before: object | null, after: object | null): string =>
  changesOf({ before: before && JSON.stringify(before), after: after && JSON.stringify(after) }, say);

test.each([
  [{ localTime: '09:00', zone: 'Europe/Madrid' }, { localTime: '10:30', zone: 'Europe/Madrid' }, 'time: 09:00 → 10:30'],
  [{ weekdays: [1, 2] }, { weekdays: [1, 7] }, 'days of the week: Mon Tue → Mon Sun'],
  [{ filters: { levels: ['mid'] } }, { filters: { levels: [] } }, 'kinds of questions changed'],
  [{ channel: 'c/1' }, { channel: 'c/2' }, 'channel changed'],
  [{ closesAfterHours: null, pin: false }, { closesAfterHours: 24, pin: true }, 'hours open: none → 24; pinning: off → on'],
  [{ days: 90 }, { days: 30 }, 'days: 90 → 30'],
  [null, { kind: 'extra' }, 'an extra one'],
  [null, { date: '2026-11-24' }, 'day: 2026-11-24'],
  [null, { pausedUntil: null }, ''],
  [null, { added: 3, changed: 1, unchanged: 9 }, '3 new, 1 changed, 9 unchanged'],
  [{ kind: 'group', rank: 'coach' }, null, 'a group; rank: coach'],
  [null, { localTime: '09:00', told: 2 }, ''],
  [null, null, ''],
])('%j to %j', (before, after, words) => {
  expect(told(before, after)).toBe(words);
});

test('many changes at once stay one short line', () => {
  const before = { localTime: '09:00', zone: 'Europe/Madrid', weekdays: [1, 2, 3, 4, 5], jurisdiction: 'US', release: 'open', pin: false };
  const after = { localTime: '10:00', zone: 'America/Mexico_City', weekdays: [6, 7], jurisdiction: 'UK', release: 'at-close', pin: true };
  const words = told(before, after);
  expect(words).toMatch(/^time: 09:00 → 10:00; .*; and more$/);
  expect(words.length).toBeLessThan(140);
});

test('every action is a sentence that follows a name', () => {
  for (const action of AUDIT_ACTIONS) expect(say(`audit.${action}`)).toMatch(/^[a-z][^.]+$/);
});
