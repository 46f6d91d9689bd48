// What an owner types into the small forms: a time of day, and dates.
import { z } from 'zod';

const CLOCK = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.|h)?$/;

/** "9", "9:00", "9.30", "09:00", "9 am", "9:30pm", "21h15" as HH:MM on the wall. null: not a time of day. */
export function parseTime(typed: string): string | null {
  const found = CLOCK.exec(typed.trim().toLowerCase());
  if (found === null) return null;
  const [, hours = '', minutes = '00', half = ''] = found;
  const said = Number(hours);
  const isTwelveHour = half.startsWith('a') || half.startsWith('p');
  if (isTwelveHour && (said < 1 || said > 12)) return null;
  const hour = isTwelveHour ? (said % 12) + (half.startsWith('p') ? 12 : 0) : said;
  if (hour > 23 || Number(minutes) > 59) return null;
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

const isDate = (text: string): boolean => z.iso.date().safeParse(text).success;

export interface TypedDates {
  /** YYYY-MM-DD, each once, in order. */
  readonly dates: readonly string[];
  /** Before `today`. */
  readonly past: readonly string[];
  /** As they were typed. */
  readonly unread: readonly string[];
}

/** One a line, or with commas or semicolons between. */
export function parseDates(typed: string, today: string): TypedDates {
  const parts = typed
    .split(/[\n,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const read = [...new Set(parts.filter(isDate))].sort();
  return {
    dates: read.filter((date) => date >= today),
    past: read.filter((date) => date < today),
    unread: parts.filter((part) => !isDate(part)),
  };
}

/** One date, or nothing. `unread`: neither. */
export function parseDate(typed: string): { readonly date: string | null; readonly unread: boolean } {
  const text = typed.trim();
  if (text === '') return { date: null, unread: false };
  return isDate(text) ? { date: text, unread: false } : { date: null, unread: true };
}
