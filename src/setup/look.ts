// What a panel looks up before it is drawn: names as they are now, what the bot may not do, how many questions fit.
import type { Question } from '../bank/schema.ts';
import type { TenantId } from '../core/ids.ts';
import { PlatformError } from '../core/errors.ts';
import type { MissingPermission } from '../core/platform.ts';
import { matching } from '../daily/pick.ts';
import type { HolidayCalendar } from '../daily/plan.ts';
import { loadHolidays } from '../daily/holidays.ts';
import { nameOfPerson, seenName } from '../staff/names.ts';
import { FILTER_FIELDS } from './rule-words.ts';
import type { FilterField, RuleNames } from './rule-words.ts';
import type { DraftRule } from './draft.ts';
import type { Say } from '../core/locale.ts';
import type { SetupParts } from './parts.ts';

export async function namesOf({ platform }: Pick<SetupParts, 'platform'>, rule: DraftRule, say: Say): Promise<RuleNames> {
  const { channel, ping, told, holidays } = rule;
  const nameOrNull = async (what: Parameters<typeof platform.nameOf>[0]): Promise<string | null> => {
    const name = await unlessHidden(platform.nameOf(what));
    return name === null ? null : seenName(name, say);
  };
  const people = await Promise.all(told.map((member) => nameOfPerson(platform, member, say)));
  return {
    channel: channel === null ? null : await nameOrNull({ kind: 'channel', id: channel }),
    ping: ping === null ? null : await nameOrNull({ kind: 'group', id: ping }),
    told: people.map((person) => person.plain),
    holidays: holidays === null ? null : await nameCalendar(holidays),
  };
}

/** null: it is gone, or the bot may not see it. */
export async function unlessHidden<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof PlatformError && (error.kind === 'not-found' || error.kind === 'forbidden')) return null;
    throw error;
  }
}

/** "Spain (Madrid)". In English: the region's data has no other. */
export async function nameCalendar({ country, region }: HolidayCalendar): Promise<string> {
  const { places } = await loadHolidays();
  const name = places.country(country)?.name ?? country;
  return region === null ? name : `${name} (${places.region(country, region)?.name ?? region})`;
}

/** Empty for a channel that is gone: that is said in its own words. */
export async function missingIn({ platform }: Pick<SetupParts, 'platform'>, rule: DraftRule): Promise<readonly MissingPermission[]> {
  return rule.channel === null ? [] : ((await unlessHidden(platform.check(rule.channel))) ?? []);
}

type Narrowing = FilterField | 'jurisdiction';

export interface Fit {
  readonly fitting: readonly Question[];
  /** Only where nothing fits: how many would, were one of the choices taken back; the most first, none that would not help. */
  readonly without: readonly { readonly field: Narrowing; readonly questions: number }[];
}

export async function fitOf({ database, library, placesFor }: SetupParts, tenant: TenantId, rule: DraftRule): Promise<Fit> {
  const questions = await library.current(database.db, tenant);
  const fitting = matching(questions, rule, placesFor);
  if (fitting.length > 0) return { fitting, without: [] };
  const loosened = FILTER_FIELDS.map((field) => ({ field, rule: { ...rule, filters: { ...rule.filters, [field]: [] } } }));
  const choices: readonly { readonly field: Narrowing; readonly rule: DraftRule }[] = [
    ...loosened,
    { field: 'jurisdiction', rule: { ...rule, jurisdiction: 'any' } },
  ];
  const without = choices
    .map((choice) => ({ field: choice.field, questions: matching(questions, choice.rule, placesFor).length }))
    .filter((choice) => choice.questions > 0)
    .sort((a, b) => b.questions - a.questions);
  return { fitting, without };
}
