// Times as the acting person reads them: their zone, their locale. Pure; every instant is epoch ms.

export interface Reader {
  /** IANA */
  readonly zone: string;
  /** BCP 47 */
  readonly locale: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

// Making a formatter costs about a hundred times what using it does.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(reader: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${reader.locale}|${reader.zone}|${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(reader.locale, { timeZone: reader.zone, ...options });
  formatters.set(key, made);
  return made;
}

/** `08:59` or `8:59 AM`, as the locale has it. */
export function formatTime(atMs: number, reader: Reader): string {
  return formatter(reader, { timeStyle: 'short' }).format(atMs);
}

/** `Thursday 26 November`; the year is added when it is not the year of `nowMs`. */
export function formatDate(atMs: number, nowMs: number, reader: Reader): string {
  const year = formatter(reader, { year: 'numeric' });
  const sameYear = year.format(atMs) === year.format(nowMs);
  return formatter(reader, { weekday: 'long', day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }).format(atMs);
}

/** `Thu 26 Nov, 08:59`: what a header or the clock has room for. */
export function formatShort(atMs: number, reader: Reader): string {
  return `${formatter(reader, { weekday: 'short', day: 'numeric', month: 'short' }).format(atMs)}, ${formatTime(atMs, reader)}`;
}

/** Everything, zone included: for a title, where nothing may be guessed. */
export function formatFull(atMs: number, reader: Reader): string {
  const date = formatter(reader, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(atMs);
  const zone =
    formatter(reader, { timeZoneName: 'short' })
      .formatToParts(atMs)
      .find((part) => part.type === 'timeZoneName')?.value ?? reader.zone;
  return `${date}, ${formatTime(atMs, reader)} ${zone}`;
}

/** `in 3 hours`, `yesterday`: the largest unit that fits. */
export function formatRelative(atMs: number, nowMs: number, locale: string): string {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const deltaMs = atMs - nowMs;
  const distanceMs = Math.abs(deltaMs);
  if (distanceMs < 45_000) return relative.format(0, 'second');
  if (distanceMs < HOUR_MS) return relative.format(Math.round(deltaMs / MINUTE_MS), 'minute');
  if (distanceMs < DAY_MS) return relative.format(Math.round(deltaMs / HOUR_MS), 'hour');
  return relative.format(Math.round(deltaMs / DAY_MS), 'day');
}

/** The calendar day in the reader's zone, `YYYY-MM-DD`: sorts, and tells two days apart. */
export function dayKey(atMs: number, reader: Reader): string {
  // Swedish writes its dates so, and one call is several times faster than taking the parts together.
  return formatter({ zone: reader.zone, locale: 'sv-SE' }, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(atMs);
}

/** `Today`, `Yesterday`, `Tomorrow` in the reader's language, else the date. */
export function dayLabel(atMs: number, nowMs: number, reader: Reader): string {
  const days = Math.round((Date.parse(dayKey(atMs, reader)) - Date.parse(dayKey(nowMs, reader))) / DAY_MS);
  if (Math.abs(days) > 1) return formatDate(atMs, nowMs, reader);
  return capitalised(new Intl.RelativeTimeFormat(reader.locale, { numeric: 'auto' }).format(days, 'day'), reader.locale);
}

function capitalised(words: string, locale: string): string {
  return words.slice(0, 1).toLocaleUpperCase(locale) + words.slice(1);
}

/** How far the playground's clock stands from the machine's: `2 days 3 h ahead`; null when it is the machine's. */
export function formatOffset(offsetMs: number): string | null {
  const minutes = Math.round(Math.abs(offsetMs) / MINUTE_MS);
  if (minutes === 0) return null;
  const hours = Math.floor((minutes % 1440) / 60);
  const parts = [
    count(Math.floor(minutes / 1440), 'day'),
    hours === 0 ? '' : `${hours} h`,
    minutes % 60 === 0 ? '' : `${minutes % 60} min`,
  ];
  return `${parts
    .filter((part) => part !== '')
    .slice(0, 2)
    .join(' ')} ${offsetMs > 0 ? 'ahead' : 'behind'}`;
}

function count(amount: number, unit: string): string {
  return amount === 0 ? '' : `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}

/** `1 message`, `3 messages`. */
export function messageCount(messages: number): string {
  return count(messages, 'message') || 'No messages yet';
}
