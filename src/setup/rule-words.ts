// A plan's rule in the reader's words: the line that stands on top of every panel, and each part of it by itself.
import { Temporal } from 'temporal-polyfill';
import { nameLevel, namePlace, nameRole, nameType } from '../bank/names.ts';
import { JURISDICTIONS, LEVELS, QUESTION_TYPES, ROLE_FAMILIES, SETTINGS } from '../bank/schema.ts';
import type { Setting } from '../bank/schema.ts';
import type { Choice, Span, Text } from '../core/content.ts';
import type { Say } from '../core/locale.ts';
import type { PlanFilters, PlanRule } from '../daily/plan.ts';
import type { DraftRule } from './draft.ts';

/** In which words and in which language's dates a person is spoken to. */
export interface Reader {
  readonly say: Say;
  /** BCP 47 */
  readonly locale: string;
}

/** Dates follow the words: in the reader's own form of that language, and never in another language than the sentence around them. */
export function readerOf(say: Say, locale: string): Reader {
  const spoken = say('language.tag');
  const language = (tag: string): string => tag.split('-')[0] ?? tag;
  return { say, locale: language(locale) === language(spoken) ? locale : spoken };
}

/** What a rule names by an id, as the platform shows it now. */
export interface RuleNames {
  /** null: it is gone, or not chosen. */
  readonly channel: string | null;
  readonly ping: string | null;
  readonly told: readonly string[];
  /** "Spain (Madrid)" */
  readonly holidays: string | null;
}

const A_MONDAY = Temporal.PlainDate.from('2026-01-05');

export function nameWeekday(weekday: number, { locale }: Reader): string {
  return dateIn(A_MONDAY.add({ days: weekday - 1 }).toString(), locale, { weekday: 'long' });
}

/** "Thursday 26 November" */
export const nameDay = (localDate: string, { locale }: Reader): string =>
  dateIn(localDate, locale, { weekday: 'long', day: 'numeric', month: 'long' });

/** "26 November 2026" */
export const nameFullDate = (localDate: string, { locale }: Reader): string =>
  dateIn(localDate, locale, { day: 'numeric', month: 'long', year: 'numeric' });

function dateIn(localDate: string, locale: string, form: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...form, timeZone: 'UTC' }).format(new Date(`${localDate}T12:00:00Z`));
}

export const listed = (items: readonly string[], { locale }: Reader): string =>
  new Intl.ListFormat(locale, { type: 'conjunction' }).format(items);

/** "Weekdays", "Every day", "Monday, Wednesday, and Friday" */
export function sayWeekdays(weekdays: readonly number[], reader: Reader): string {
  const inOrder = weekdays.toSorted((a, b) => a - b);
  const days = inOrder.join('');
  if (days === '1234567') return reader.say('rule.everyDay');
  if (days === '12345') return reader.say('rule.weekdays');
  return listed(
    inOrder.map((weekday) => nameWeekday(weekday, reader)),
    reader,
  );
}

export const nameSetting = (setting: Setting, say: Say): string => say(`questionSetting.${setting}`);

export const choicesOf = {
  weekdays: (reader: Reader): readonly Choice[] =>
    [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ label: nameWeekday(weekday, reader), value: String(weekday) })),
  roleFamilies: ({ say }: Reader): readonly Choice[] => ROLE_FAMILIES.map((value) => ({ label: nameRole(value, say), value })),
  levels: ({ say }: Reader): readonly Choice[] => LEVELS.map((value) => ({ label: nameLevel(value, say), value })),
  types: ({ say }: Reader): readonly Choice[] => QUESTION_TYPES.map((value) => ({ label: nameType(value, say), value })),
  settings: ({ say }: Reader): readonly Choice[] => SETTINGS.map((value) => ({ label: nameSetting(value, say), value })),
  jurisdiction: ({ say }: Reader): readonly Choice[] => JURISDICTIONS.map((value) => ({ label: namePlace(value, say), value })),
} as const;

export type FilterField = keyof PlanFilters;
export const FILTER_FIELDS = ['roleFamilies', 'levels', 'types', 'settings'] as const satisfies readonly FilterField[];

function sayFilter(field: FilterField, filters: PlanFilters, reader: Reader): string {
  const chosen: readonly string[] = filters[field];
  const choices = choicesOf[field](reader);
  if (chosen.length === 0 || chosen.length === choices.length) return reader.say(`allOf.${field}`);
  return listed(
    choices.filter((choice) => chosen.includes(choice.value)).map((choice) => choice.label),
    reader,
  );
}

/** Each part that can be set, in the order of the pages. */
export const RULE_FIELDS = [
  'channel',
  'localTime',
  'zone',
  'weekdays',
  'holidays',
  'datesOff',
  'pausedUntil',
  ...FILTER_FIELDS,
  'jurisdiction',
  'release',
  'closesAfterHours',
  'threadAtClose',
  'ping',
  'told',
  'pin',
  'vote',
  'sharedWith',
] as const;
export type RuleField = (typeof RULE_FIELDS)[number];

export function sayPart(field: RuleField, rule: DraftRule, names: RuleNames, reader: Reader): string {
  const { say } = reader;
  switch (field) {
    case 'channel':
      return names.channel === null ? say(rule.channel === null ? 'rule.noChannel' : 'rule.channelGone') : `#${names.channel}`;
    case 'localTime':
      return rule.localTime;
    case 'zone':
      return rule.zone;
    case 'weekdays':
      return sayWeekdays(rule.weekdays, reader);
    case 'holidays':
      return names.holidays ?? say('rule.none');
    case 'datesOff':
      return firstOf(
        rule.datesOff.map((date) => nameFullDate(date, reader)),
        say('rule.none'),
        reader,
      );
    case 'pausedUntil':
      return rule.pausedUntil === null ? say('rule.none') : nameFullDate(rule.pausedUntil, reader);
    case 'roleFamilies':
    case 'levels':
    case 'types':
    case 'settings':
      return sayFilter(field, rule.filters, reader);
    case 'jurisdiction':
      return namePlace(rule.jurisdiction, say);
    case 'release':
      return say(`release.${rule.release}`);
    case 'closesAfterHours':
      return sayClosing(rule.closesAfterHours, say);
    case 'threadAtClose':
      return say(`threadEnd.${rule.threadAtClose}`);
    case 'ping':
      return rule.ping === null ? say('rule.nobody') : `@${names.ping ?? say('rule.groupGone')}`;
    case 'told':
      return firstOf(names.told, say('rule.nobody'), reader);
    case 'pin':
      return say(rule.pin ? 'rule.on' : 'rule.off');
    case 'vote':
      return say(rule.vote ? 'rule.on' : 'rule.off');
    case 'sharedWith':
      return say(`shared.${rule.sharedWith}`);
    default:
      return field satisfies never;
  }
}

const SHOWN = 4;

function firstOf(items: readonly string[], none: string, reader: Reader): string {
  if (items.length === 0) return none;
  const more = items.length - SHOWN;
  return more <= 0 ? listed(items, reader) : `${items.slice(0, SHOWN).join(', ')}${reader.say('rule.more', { more })}`;
}

export const sayClosing = (hours: PlanRule['closesAfterHours'], say: Say): string =>
  hours === null ? say('closing.next') : say('closing.hours', { hours });

/** Whether a rule narrows nothing beyond its roles and levels is not said: only what an owner chose stands in the line. */
export function sayRule(rule: DraftRule, names: RuleNames, reader: Reader): string {
  const { say } = reader;
  const part = (field: RuleField): string => sayPart(field, rule, names, reader);
  const when = say('rule.when', { days: part('weekdays'), time: rule.localTime, zone: rule.zone });
  const left = [
    ...(names.holidays === null ? [] : [say('rule.notHolidays', { place: names.holidays })]),
    ...(rule.datesOff.length === 0 ? [] : [say('rule.datesOff', { dates: rule.datesOff.length })]),
    ...(rule.pausedUntil === null ? [] : [say('rule.pausedUntil', { date: nameFullDate(rule.pausedUntil, reader) })]),
  ];
  const narrowed = FILTER_FIELDS.filter((field) => field === 'roleFamilies' || field === 'levels' || rule.filters[field].length > 0).map(
    part,
  );
  const what = [...narrowed, rule.jurisdiction === 'any' ? say('rule.anyRules') : say('rule.rulesOf', { place: part('jurisdiction') })];
  return `${[when, ...left].join(', ')}; ${what.join(', ')}.`;
}

/** The same with its channel before it. */
export function sayRuleThere(rule: DraftRule, names: RuleNames, reader: Reader): Text {
  const channel: Span =
    rule.channel !== null && names.channel !== null
      ? { channel: rule.channel, name: names.channel }
      : { strong: sayPart('channel', rule, names, reader) };
  return [channel, ` · ${sayRule(rule, names, reader)}`];
}

export const nameField = (field: RuleField, say: Say): string => say(`field.${field}`);

/** The parts in which two rules differ. */
export function differing(one: PlanRule, other: PlanRule): readonly RuleField[] {
  const valueOf = (field: RuleField, rule: PlanRule): unknown => (isFilter(field) ? [...rule.filters[field]].sort() : rule[field]);
  return RULE_FIELDS.filter((field) => JSON.stringify(valueOf(field, one)) !== JSON.stringify(valueOf(field, other)));
}

const isFilter = (field: RuleField): field is FilterField => FILTER_FIELDS.some((filter) => filter === field);
