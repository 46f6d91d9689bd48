// What a change changed, in a few words: settings that are short are shown as before → after, the others by their name.
import { z } from 'zod';
import { parseJson } from '../core/json.ts';
import type { Say } from '../core/locale.ts';
import type { AuditRow } from '../store/audit.ts';

/** Of a plan's rule (daily/plan.ts), and what the other entries hold beside it. */
const NAMED = [
  'channel',
  'localTime',
  'zone',
  'weekdays',
  'jurisdiction',
  'filters',
  'holidays',
  'datesOff',
  'pausedUntil',
  'closesAfterHours',
  'threadAtClose',
  'release',
  'sharedWith',
  'pin',
  'ping',
  'vote',
  'told',
  'rank',
  'days',
  'date',
] as const;
type Named = (typeof NAMED)[number];
/** Told also where there is nothing to compare it with. */
const TOLD_ALONE: readonly Named[] = ['rank', 'days', 'pausedUntil', 'date'];
/** Ids: what they are is not for reading. */
const UNREADABLE: readonly Named[] = ['channel', 'ping'];
const SHORT = 32;

/** What an import of questions came to. */
const countsSchema = z.object({ added: z.number(), changed: z.number(), unchanged: z.number() });
const kindSchema = z.enum(['person', 'group', 'today', 'extra']);
const MOST_CHARACTERS = 120;

const settingsSchema = z.record(z.string(), z.unknown()).catch({});
const read = (json: string | null): Readonly<Record<string, unknown>> => (json === null ? {} : parseJson(settingsSchema, json));

/** Empty where there is nothing to tell. */
export function changesOf(entry: Pick<AuditRow, 'before' | 'after'>, say: Say): string {
  const before = read(entry.before);
  const after = read(entry.after);
  const counts = countsSchema.safeParse(after);
  if (counts.success) return say('log.imported', counts.data);
  const compared = entry.before !== null && entry.after !== null;
  const told = compared ? [] : kindOf(before['kind'] ?? after['kind'], say);
  for (const name of NAMED) {
    if (!(name in before) && !(name in after)) continue;
    const line = compared ? change(name, before[name], after[name], say) : alone(name, before[name] ?? after[name], say);
    if (line === null) continue;
    if ([...told, line].join('; ').length > MOST_CHARACTERS) return [...told, say('log.more')].join('; ');
    told.push(line);
  }
  return told.join('; ');
}

/** What a rank was given to, or which question was posted by hand. */
function kindOf(value: unknown, say: Say): string[] {
  const kind = kindSchema.safeParse(value);
  return kind.success ? [say(`logKind.${kind.data}`)] : [];
}

function change(name: Named, before: unknown, after: unknown, say: Say): string | null {
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  const values = UNREADABLE.includes(name) ? [] : [shown(name, before, say), shown(name, after, say)];
  const [was, is] = values;
  if (typeof was !== 'string' || typeof is !== 'string') return say('log.changed', { name: say(`logField.${name}`) });
  return say('log.changedTo', { name: say(`logField.${name}`), before: was, after: is });
}

function alone(name: Named, value: unknown, say: Say): string | null {
  const text = TOLD_ALONE.includes(name) && value !== null ? shown(name, value, say) : null;
  return text === null ? null : say('log.value', { name: say(`logField.${name}`), value: text });
}

/** null: too long, or nothing that a person reads. */
function shown(name: Named, value: unknown, say: Say): string | null {
  if (value === null || value === undefined) return say('log.nothing');
  if (typeof value === 'boolean') return say(value ? 'log.on' : 'log.off');
  if (name === 'rank' && (value === 'owner' || value === 'coach')) return say(`rank.${value}`);
  if (name === 'weekdays' && Array.isArray(value)) return value.map((day) => weekday(Number(day))).join(' ');
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  return text !== null && text.length <= SHORT ? text : null;
}

/** ISO: 1 is Monday; 5 January 1970 was one. */
const weekday = (day: number): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' }).format(new Date((day + 3) * 86_400_000));
