// What an owner types into the small forms: a time of day, and dates.
import { z } from 'zod';

export { parseTime } from '../core/typed-time.ts';

/** YYYY-MM-DD, also where the noughts were left out: 2027-1-5. null: no date. */
function readDate(text: string): string | null {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  return z.iso.date().safeParse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`).data ?? null;
}

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
  const read = [...new Set(parts.flatMap((part) => readDate(part) ?? []))].sort();
  return {
    dates: read.filter((date) => date >= today),
    past: read.filter((date) => date < today),
    unread: parts.filter((part) => readDate(part) === null),
  };
}

/** One date, or nothing. `unread`: neither. */
export function parseDate(typed: string): { readonly date: string | null; readonly unread: boolean } {
  const text = typed.trim();
  if (text === '') return { date: null, unread: false };
  const date = readDate(text);
  return { date, unread: date === null };
}
