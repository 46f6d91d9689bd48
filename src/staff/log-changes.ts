// What a change changed, in words: each setting as before → after.
import { z } from 'zod';
import { nameLevel, namePlace, nameRole, nameType } from '../bank/names.ts';
import { JURISDICTIONS, LEVELS, QUESTION_TYPES, ROLE_FAMILIES, SETTINGS } from '../bank/schema.ts';
import { cutTo } from '../core/cut.ts';
import { parseJson } from '../core/json.ts';
import type { Say } from '../core/locale.ts';
import type { AuditRow } from '../store/audit.ts';

/** Of a plan's rule (daily/plan.ts), its filters one by one, and what the other entries hold beside it. */
const NAMED = [
  'channel',
  'localTime',
  'zone',
  'weekdays',
  'holidays',
  'datesOff',
  'pausedUntil',
  'roleFamilies',
  'levels',
  'types',
  'settings',
  'jurisdiction',
  'release',
  'closesAfterHours',
  'threadAtClose',
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
const TOLD_ALONE: readonly Named[] = ['days', 'pausedUntil', 'date'];

/** What an import of questions came to. */
const countsSchema = z.object({ added: z.number(), changed: z.number(), unchanged: z.number() });
const kindSchema = z.enum(['today', 'extra']);
/** Eight entries fit into one message. */
const MOST_CHARACTERS = 200;
const VALUE_CHARACTERS = 60;

const settingsSchema = z.record(z.string(), z.unknown()).catch({});
type Settings = Readonly<Record<string, unknown>>;

function read(json: string | null): Settings {
  const settings = json === null ? {} : parseJson(settingsSchema, json);
  return { ...settings, ...settingsSchema.parse(settings['filters'] ?? {}) };
}

/** `names`: of the channels and groups in it, by id. Empty where there is nothing to tell. */
export function changesOf(entry: Pick<AuditRow, 'before' | 'after'>, names: ReadonlyMap<string, string>, say: Say): string {
  const before = read(entry.before);
  const after = read(entry.after);
  const counts = countsSchema.safeParse(after);
  if (counts.success) return say('log.imported', counts.data);
  const compared = entry.before !== null && entry.after !== null;
  const kind = kindSchema.safeParse(after['kind']);
  const told = kind.success ? [say(`logKind.${kind.data}`)] : [];
  for (const name of NAMED) {
    const line = compared ? change(name, before, after, names, say) : alone(name, { ...before, ...after }, names, say);
    if (line === null) continue;
    if ([...told, line].join('; ').length > MOST_CHARACTERS) return [...told, say('log.more')].join('; ');
    told.push(line);
  }
  return told.join('; ');
}

function change(name: Named, before: Settings, after: Settings, names: ReadonlyMap<string, string>, say: Say): string | null {
  if (JSON.stringify(before[name]) === JSON.stringify(after[name])) return null;
  const shown = (value: unknown): string => cutTo(inWords(name, value, names, say), VALUE_CHARACTERS);
  return say('log.changedTo', { name: say(`logField.${name}`), before: shown(before[name]), after: shown(after[name]) });
}

function alone(name: Named, settings: Settings, names: ReadonlyMap<string, string>, say: Say): string | null {
  const value = settings[name];
  if (!TOLD_ALONE.includes(name) || value === null || value === undefined) return null;
  return say('log.value', { name: say(`logField.${name}`), value: cutTo(inWords(name, value, names, say), VALUE_CHARACTERS) });
}

const oneOf = <Value extends string>(values: readonly Value[], given: unknown): Value | null =>
  values.find((value) => value === given) ?? null;

function inWords(name: Named, value: unknown, names: ReadonlyMap<string, string>, say: Say): string {
  const given = listOf(value);
  switch (name) {
    case 'weekdays':
      return listed(
        given.map((day) => weekday(Number(day))),
        say,
      );
    case 'roleFamilies':
      return chosen(ROLE_FAMILIES, given, (role) => nameRole(role, say)) ?? say('allOf.roleFamilies');
    case 'levels':
      return chosen(LEVELS, given, (level) => nameLevel(level, say)) ?? say('allOf.levels');
    case 'types':
      return chosen(QUESTION_TYPES, given, (type) => nameType(type, say)) ?? say('allOf.types');
    case 'settings':
      return chosen(SETTINGS, given, (setting) => say(`questionSetting.${setting}`)) ?? say('allOf.settings');
    case 'datesOff':
      return listed(given.map(String), say);
    case 'closesAfterHours':
      return typeof value === 'number' ? say('closing.hours', { hours: value }) : say('closing.next');
    default:
      return oneInWords(name, value, names, say) ?? plain(value, say);
  }
}

/** null: nothing that has a name of its own. */
function oneInWords(
  name: Exclude<Named, 'weekdays' | 'roleFamilies' | 'levels' | 'types' | 'settings' | 'datesOff' | 'closesAfterHours'>,
  value: unknown,
  names: ReadonlyMap<string, string>,
  say: Say,
): string | null {
  switch (name) {
    case 'channel':
    case 'ping':
      return typeof value === 'string' ? (names.get(value) ?? null) : null;
    case 'holidays':
      return calendarIn(value);
    case 'jurisdiction': {
      const place = oneOf(JURISDICTIONS, value);
      return place === null ? null : namePlace(place, say);
    }
    case 'release': {
      const release = oneOf(['open', 'after-answer', 'at-close'], value);
      return release === null ? null : say(`release.${release}`);
    }
    case 'threadAtClose': {
      const end = oneOf(['archive', 'lock', 'leave'], value);
      return end === null ? null : say(`threadEnd.${end}`);
    }
    case 'sharedWith': {
      const whom = oneOf(['everyone', 'coaches'], value);
      return whom === null ? null : say(`logShared.${whom}`);
    }
    case 'rank': {
      const rank = oneOf(['owner', 'coach'], value);
      return rank === null ? null : say(`rank.${rank}`);
    }
    case 'localTime':
    case 'zone':
    case 'pausedUntil':
    case 'pin':
    case 'vote':
    case 'told':
    case 'days':
    case 'date':
      return null;
    default:
      return name satisfies never;
  }
}

function plain(value: unknown, say: Say): string {
  if (typeof value === 'boolean') return say(value ? 'log.on' : 'log.off');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : say('log.nothing');
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const listed = (items: readonly string[], say: Say): string => (items.length === 0 ? say('log.nothing') : items.join(', '));

/** null: nothing is narrowed. */
function chosen<Value extends string>(values: readonly Value[], given: readonly unknown[], name: (value: Value) => string): string | null {
  const named = values.filter((value) => given.includes(value));
  return named.length === 0 || named.length === values.length ? null : named.map(name).join(', ');
}

const calendarSchema = z.object({ country: z.string().regex(/^[A-Z]{2}$/), region: z.string().nullish() });

/** "Spain (MD)" */
function calendarIn(value: unknown): string | null {
  const calendar = calendarSchema.safeParse(value);
  if (!calendar.success) return null;
  const { country, region } = calendar.data;
  const name = new Intl.DisplayNames(['en-GB'], { type: 'region' }).of(country) ?? country;
  return typeof region === 'string' ? `${name} (${region})` : name;
}

/** ISO: 1 is Monday; 5 January 1970 was one. */
const weekday = (day: number): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' }).format(new Date((day + 3) * 86_400_000));
