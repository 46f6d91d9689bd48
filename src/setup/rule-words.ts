// A plan's rule in the reader's words: the line that stands on top of every panel, and each part of it by itself.
import { Temporal } from 'temporal-polyfill';
import { nameLevel, namePlace, nameRole, nameType } from '../bank/names.ts';
import { JURISDICTIONS, LEVELS, QUESTION_TYPES, ROLE_FAMILIES, SETTINGS } from '../bank/schema.ts';
import type { Setting } from '../bank/schema.ts';
import type { Choice, Span, Text } from '../core/content.ts';
import { cutTo } from '../core/cut.ts';
import { instantOf, localDate } from '../core/local-time.ts';
import type { Say } from '../core/locale.ts';
import type { PlanFilters, PlanRule } from '../daily/plan.ts';
import type { DraftRule } from './draft.ts';
import { wallTime } from './wall-time.ts';

/** In which words and in which language's dates a person is spoken to. */
export interface Reader {
  readonly say: Say;
  /** BCP 47 */
  readonly locale: string;
  readonly nowMs: number;
}

/** Dates follow the words: in the reader's own form of that language, and never in another language than the sentence around them. */
export function readerOf(say: Say, locale: string, nowMs: number): Reader {
  const spoken = say('language.tag');
  const language = (tag: string): string => tag.split('-')[0] ?? tag;
  return { say, locale: language(locale) === language(spoken) ? locale : spoken, nowMs };
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

/** Further off than this a day without its year might be taken for one of another year. */
const YEARLESS_MS = 300 * 86_400_000;

/** "Thursday 26 November", with its year where that is not plain. */
export function nameDay(date: string, { locale, nowMs }: Reader): string {
  const isFar = Math.abs(Date.parse(date) - nowMs) > YEARLESS_MS;
  return dateIn(date, locale, { weekday: 'long', day: 'numeric', month: 'long', ...(isFar ? { year: 'numeric' } : {}) });
}

/** "26 November 2026" */
export const nameFullDate = (date: string, { locale }: Reader): string =>
  dateIn(date, locale, { day: 'numeric', month: 'long', year: 'numeric' });

function dateIn(date: string, locale: string, form: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...form, timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`));
}

export const listed = (items: readonly string[], { locale }: Reader, type: 'conjunction' | 'disjunction' = 'conjunction'): string =>
  new Intl.ListFormat(locale, { type }).format(items);

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

/** Roles, levels and rules always; of the rest what an owner chose. */
export function sayRule(rule: DraftRule, names: RuleNames, reader: Reader): string {
  const { say } = reader;
  const part = (field: RuleField): string => sayPart(field, rule, names, reader);
  const when = say('rule.when', { days: part('weekdays'), time: rule.localTime, zone: rule.zone });
  const left = [
    ...(names.holidays === null ? [] : [say('rule.notHolidays', { place: names.holidays, code: rule.holidays?.country ?? '' })]),
    ...(rule.datesOff.length === 0 ? [] : [say('rule.datesOff', { dates: rule.datesOff.length })]),
    ...(isAhead(rule.pausedUntil, rule.zone, reader) ? [say('rule.pausedUntil', { date: nameFullDate(rule.pausedUntil, reader) })] : []),
  ];
  const narrowed = FILTER_FIELDS.filter((field) => field === 'roleFamilies' || field === 'levels' || rule.filters[field].length > 0).map(
    part,
  );
  const rules =
    rule.jurisdiction === 'any' ? say('rule.anyRules') : say('rule.rulesOf', { place: part('jurisdiction'), code: rule.jurisdiction });
  const unusual = sayUnusual(rule, names, say);
  const parts = [[when, ...left], [...narrowed, rules], ...(unusual.length === 0 ? [] : [unusual])];
  return `${parts.map((some) => some.join(', ')).join('; ')}.`;
}

/** A pause whose date has come is over. */
const isAhead = (date: string | null, zone: string, { nowMs }: Reader): date is string => date !== null && date > localDate(nowMs, zone);

/** How it is run, as far as that differs from a plan of which nothing was changed. */
function sayUnusual(rule: DraftRule, names: RuleNames, say: Say): readonly string[] {
  return [
    ...(rule.release === 'open' ? [] : [say(`ruleRelease.${rule.release}`)]),
    ...(rule.closesAfterHours === null ? [] : [say('rule.closes', { hours: rule.closesAfterHours })]),
    ...(rule.threadAtClose === 'archive' ? [] : [say(`ruleThread.${rule.threadAtClose}`)]),
    ...(rule.sharedWith === 'everyone' ? [] : [say('rule.coachesRead')]),
    ...(rule.vote ? [say('rule.vote')] : []),
    ...(rule.pin ? [say('rule.pin')] : []),
    ...(rule.ping === null ? [] : [say('rule.ping', { group: `@${cutTo(names.ping ?? say('rule.groupGone'), GROUP_CHARACTERS)}` })]),
    ...(rule.told.length === 1 ? [] : [say('rule.told', { people: rule.told.length })]),
  ];
}

const GROUP_CHARACTERS = 40;

/** "09:00", and where the clock leaps over that time on the date, the one that it is then. */
export function sayTimeOn(date: string, { localTime, zone }: Pick<PlanRule, 'localTime' | 'zone'>, { say }: Reader): string {
  const time = wallTime(instantOf(date, localTime, zone), zone);
  return time === localTime ? time : say('rule.leaptOver', { time, planned: localTime });
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
