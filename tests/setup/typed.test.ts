import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDate, parseDates, parseTime } from '../../src/setup/typed.ts';

test.each([
  ['9', '09:00'],
  ['9:00', '09:00'],
  ['9.30', '09:30'],
  ['09:00', '09:00'],
  ['9 am', '09:00'],
  ['9:30pm', '21:30'],
  ['12am', '00:00'],
  ['12 p.m.', '12:00'],
  ['21h15', '21:15'],
  [' 0:05 ', '00:05'],
  ['23:59', '23:59'],
  ['0930', '09:30'],
  ['Noon', '12:00'],
  ['midnight', '00:00'],
])('%j is %s', (typed, time) => {
  expect(parseTime(typed)).toBe(time);
});

test.each(['', 'nine', '24:00', '9:60', '13pm', '0am', '9:5', '-1', '9:00:00', '100', '2460', '9 o clock'])(
  '%j is no time of day',
  (typed) => {
    expect(parseTime(typed)).toBeNull();
  },
);

test('every time of day is read as it is written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (hour, minute) => {
      const written = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
      expect(parseTime(written)).toBe(written);
    }),
  );
});

test('dates off: one a line or with commas, each once, in order; what has passed and what is none are told apart', () => {
  expect(parseDates('2026-12-31, 2026-12-24\n2026-12-24;2026-01-06\n31/12/2026, 2026-02-30', '2026-11-24')).toEqual({
    dates: ['2026-12-24', '2026-12-31'],
    past: ['2026-01-06'],
    unread: ['31/12/2026', '2026-02-30'],
  });
  expect(parseDates(' \n, ', '2026-11-24')).toEqual({ dates: [], past: [], unread: [] });
});

test('a single date may be left out', () => {
  expect(parseDate('  ')).toEqual({ date: null, unread: false });
  expect(parseDate('2027-01-11')).toEqual({ date: '2027-01-11', unread: false });
  expect(parseDate('2027-1-5')).toEqual({ date: '2027-01-05', unread: false });
  expect(parseDate('2027-13-5')).toEqual({ date: null, unread: true });
  expect(parseDate('next week')).toEqual({ date: null, unread: true });
});
