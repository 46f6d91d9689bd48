import { describe, expect, it } from 'vitest';
import {
  dayKey,
  dayLabel,
  formatDate,
  formatFull,
  formatOffset,
  formatRelative,
  formatShort,
  formatTime,
  messageCount,
} from '../../src/platforms/local/page/format.ts';
import type { Reader } from '../../src/platforms/local/page/format.ts';

const madrid: Reader = { zone: 'Europe/Madrid', locale: 'en-GB' };
const newYork: Reader = { zone: 'America/New_York', locale: 'en-US' };
const mexico: Reader = { zone: 'America/Mexico_City', locale: 'es-MX' };
const at = (iso: string): number => Date.parse(iso);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

describe('an instant', () => {
  const question = at('2026-11-26T08:00:00Z');

  it('is told in the zone and the habit of who reads it', () => {
    expect(formatTime(question, madrid)).toBe('09:00');
    expect(formatTime(question, newYork)).toMatch(/^3:00\sAM$/);
    expect(formatShort(question, madrid)).toBe('Thu 26 Nov, 09:00');
  });

  it('names the year only when it is another one', () => {
    expect(formatDate(question, question, madrid)).toBe('Thursday 26 November');
    expect(formatDate(question, at('2027-01-02T12:00:00Z'), madrid)).toMatch(/2026/);
    // The new year has begun in Madrid and not yet in New York.
    const midnight = at('2026-12-31T23:30:00Z');
    expect(formatDate(question, midnight, newYork)).not.toMatch(/2026/);
    expect(formatDate(question, midnight, madrid)).toMatch(/2026/);
  });

  it('leaves nothing to guess in its title', () => {
    expect(formatFull(question, newYork)).toMatch(/^Thursday, November 26, 2026, 3:00\sAM EST$/);
  });

  it('keeps to the clock of the place on both sides of a change of the hour', () => {
    expect(formatTime(at('2026-10-25T00:30:00Z'), madrid)).toBe('02:30');
    expect(formatTime(at('2026-10-25T01:30:00Z'), madrid)).toBe('02:30');
    expect(formatTime(at('2026-10-25T02:30:00Z'), madrid)).toBe('03:30');
  });
});

describe('how long ago', () => {
  const now = at('2026-11-26T08:00:00Z');

  it('takes the largest unit that fits', () => {
    expect(formatRelative(now - 20_000, now, 'en-GB')).toBe('now');
    expect(formatRelative(now - 5 * MINUTE_MS, now, 'en-GB')).toBe('5 minutes ago');
    expect(formatRelative(now + 3 * HOUR_MS, now, 'en-GB')).toBe('in 3 hours');
    expect(formatRelative(now - DAY_MS, now, 'en-GB')).toBe('yesterday');
    expect(formatRelative(now + 2 * DAY_MS, now, 'es-MX')).toBe('pasado mañana');
  });
});

describe('a day', () => {
  it('is the reader’s own: one instant falls on two dates', () => {
    const late = at('2026-11-26T03:00:00Z');
    expect(dayKey(late, madrid)).toBe('2026-11-26');
    expect(dayKey(late, newYork)).toBe('2026-11-25');
  });

  it('is called today, yesterday or tomorrow by the calendar, in the reader’s language', () => {
    const now = at('2026-11-26T00:30:00Z');
    expect(dayLabel(now - HOUR_MS, now, madrid)).toBe('Today');
    expect(dayLabel(now - 2 * HOUR_MS, now, madrid)).toBe('Yesterday');
    expect(dayLabel(now + DAY_MS, now, madrid)).toBe('Tomorrow');
    expect(dayLabel(now, now, mexico)).toBe('Hoy');
    expect(dayLabel(now - 3 * DAY_MS, now, madrid)).toBe('Monday 23 November');
  });

  it('is still yesterday over the night that is an hour longer', () => {
    expect(dayLabel(at('2026-10-24T22:30:00Z'), at('2026-10-26T21:00:00Z'), madrid)).toBe('Yesterday');
  });
});

describe('the playground’s clock', () => {
  it('says how far it stands from the machine’s, in two units at most', () => {
    expect(formatOffset(20_000)).toBeNull();
    expect(formatOffset(DAY_MS)).toBe('1 day ahead');
    expect(formatOffset(2 * DAY_MS + 3 * HOUR_MS + 4 * MINUTE_MS)).toBe('2 days 3 h ahead');
    expect(formatOffset(-(HOUR_MS + MINUTE_MS))).toBe('1 h 1 min behind');
  });
});

it('counts messages in words', () => {
  expect([0, 1, 3].map(messageCount)).toEqual(['No messages yet', '1 message', '3 messages']);
});
