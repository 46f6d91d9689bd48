import { expect, test } from 'vitest';
import { fileURLToPath } from 'node:url';
import { loadWords } from '../../src/locales.ts';
import { AUDIT_ACTIONS } from '../../src/staff/audit.ts';
import { changesOf } from '../../src/staff/log-changes.ts';

const say = loadWords(fileURLToPath(new URL('../../data', import.meta.url))).in('en');
const told = (before: object | null, after: object | null): string =>
  changesOf(
    { before: before && JSON.stringify(before), after: after && JSON.stringify(after) },
    new Map([
      ['c/1', '#lounge'],
      ['c/2', '#daily'],
    ]),
    say,
  );

test.each([
  [{ localTime: '09:00', zone: 'Europe/Madrid' }, { localTime: '10:30', zone: 'Europe/Madrid' }, 'time: 09:00 → 10:30'],
  [{ weekdays: [1, 2] }, { weekdays: [1, 7] }, 'days of the week: Mon, Tue → Mon, Sun'],
  [{ filters: { levels: ['mid'], types: [] } }, { filters: { levels: [], types: [] } }, 'levels: mid level → all levels'],
  [
    { filters: { roleFamilies: [], types: ['behavioural'] } },
    { filters: { roleFamilies: ['bill-collector'], types: ['behavioural', 'technical'] } },
    'roles: all roles → bill collector; types: behavioural → behavioural, technical',
  ],
  [
    { release: 'open', sharedWith: 'everyone' },
    { release: 'at-close', sharedWith: 'coaches' },
    'when answers show: Open → All at closing; who reads shared answers: the channel → coaches only',
  ],
  [{ jurisdiction: 'any' }, { jurisdiction: 'UK' }, 'place: any country → United Kingdom'],
  [
    { threadAtClose: 'leave' },
    { threadAtClose: 'lock' },
    'thread at closing: Leave the thread open → Lock the thread: nobody replies any more',
  ],
  [
    { holidays: null, datesOff: [] },
    { holidays: { country: 'ES', region: 'MD' }, datesOff: ['2026-12-24'] },
    'holidays: none → Spain (MD); dates off: none → 2026-12-24',
  ],
  [{ channel: 'c/1' }, { channel: 'c/2' }, 'channel: #lounge → #daily'],
  [
    { closesAfterHours: null, pin: false },
    { closesAfterHours: 24, pin: true },
    'closing: When the next question comes → After 24 hours; pinning: off → on',
  ],
  [{ days: 90 }, { days: 30 }, 'days kept: 90 → 30'],
  [null, { kind: 'extra' }, 'an extra one'],
  [null, { date: '2026-11-24' }, 'day: 2026-11-24'],
  [null, { pausedUntil: null }, ''],
  [null, { added: 3, changed: 1, unchanged: 9 }, '3 new, 1 changed, 9 unchanged'],
  [{ kind: 'group', rank: 'coach' }, null, ''],
  [{ kind: 'person', rank: 'coach' }, { kind: 'person', rank: 'owner' }, 'rank: coach → owner'],
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
  expect(words.length).toBeLessThan(220);
});

test('every action is a sentence that follows a name', () => {
  for (const action of AUDIT_ACTIONS)
    expect(say(`audit.${action}`, { subject: '#daily', question: '“Title”', rank: 'coach' })).toMatch(/^[a-z][^.]+$/);
});
