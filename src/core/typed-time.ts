// A time of day as a person types it.
const CLOCK = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.|h)?$/;
const FOUR_DIGITS = /^(\d{2})(\d{2})$/;
const CALLED: Readonly<Record<string, string>> = { noon: '12:00', midday: '12:00', midnight: '00:00' };

/** "9", "9:00", "9.30", "0930", "9 am", "9:30pm", "21h15", "noon" as HH:MM on the wall. null: not a time of day. */
export function parseTime(typed: string): string | null {
  const text = typed.trim().toLowerCase();
  if (Object.hasOwn(CALLED, text)) return CALLED[text] ?? null;
  const found = CLOCK.exec(text.replace(FOUR_DIGITS, '$1:$2'));
  if (found === null) return null;
  const [, hours = '', minutes = '00', half = ''] = found;
  const said = Number(hours);
  const isTwelveHour = half.startsWith('a') || half.startsWith('p');
  if (isTwelveHour && (said < 1 || said > 12)) return null;
  const hour = isTwelveHour ? (said % 12) + (half.startsWith('p') ? 12 : 0) : said;
  if (hour > 23 || Number(minutes) > 59) return null;
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}
