// What an owner sets up for one channel. The columns that are queried stand in the table one by one, the rest as JSON.
import { z } from 'zod';
import { JURISDICTIONS, LEVELS, QUESTION_TYPES, ROLE_FAMILIES, SETTINGS } from '../bank/schema.ts';
import type { ChannelId, GroupId, UserId } from '../core/ids.ts';
import type { Plan } from '../store/plans.ts';

const localTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const id = <Id extends string>() => z.custom<Id>((value) => typeof value === 'string' && value !== '');

/** An empty list does not narrow. */
export const filtersSchema = z.object({
  roleFamilies: z.array(z.enum(ROLE_FAMILIES)).default([]),
  levels: z.array(z.enum(LEVELS)).default([]),
  types: z.array(z.enum(QUESTION_TYPES)).default([]),
  settings: z.array(z.enum(SETTINGS)).default([]),
});
export type PlanFilters = z.infer<typeof filtersSchema>;

/** Country and region by the codes of date-holidays (ISO 3166-1 and its parts); public holidays only. */
const calendarSchema = z.object({ country: z.string().min(2).max(3), region: z.string().nullable().default(null) });
export type HolidayCalendar = z.infer<typeof calendarSchema>;

export const RELEASES = ['open', 'after-answer', 'at-close'] as const;
export const THREAD_ENDS = ['archive', 'lock', 'leave'] as const;
/** null: when the next question comes. */
export const CLOSING_HOURS = [null, 4, 8, 12, 24, 48, 72, 168] as const;

const optionsSchema = z.object({
  holidays: calendarSchema.nullable().default(null),
  /** YYYY-MM-DD */
  datesOff: z.array(z.iso.date()).default([]),
  /** The first local date that has a question again. */
  pausedUntil: z.iso.date().nullable().default(null),
  /** From posting to closing; null: when the next question comes. */
  closesAfterHours: z.number().positive().max(168).nullable().default(null),
  threadAtClose: z.enum(THREAD_ENDS).default('archive'),
  /** When answers are seen by the others. Anything but `open` takes answers by the form alone. */
  release: z.enum(RELEASES).default('open'),
  /** Who reads what members share: the channel in its recap, or coaches alone. */
  sharedWith: z.enum(['everyone', 'coaches']).default('everyone'),
  pin: z.boolean().default(false),
  ping: id<GroupId>().nullable().default(null),
  /** The channel votes between three for tomorrow. */
  vote: z.boolean().default(false),
  /** Who hears of what went wrong. */
  told: z.array(id<UserId>()).max(10).default([]),
});
export type PlanOptions = z.infer<typeof optionsSchema>;

export const planRuleSchema = optionsSchema.extend({
  channel: id<ChannelId>(),
  /** IANA */
  zone: z.string().min(1),
  /** HH:MM on the wall */
  localTime: localTimeSchema,
  /** ISO weekdays, 1 is Monday. */
  weekdays: z.array(z.int().min(1).max(7)),
  jurisdiction: z.enum(JURISDICTIONS),
  filters: filtersSchema,
});
export type PlanRule = z.infer<typeof planRuleSchema>;

/** A row by another version may hold what this one does not know: it is left out, so that a plan can always be looked at, edited and deleted. */
export function ruleOfPlan(plan: Plan): PlanRule {
  const options = recordOf(plan.options);
  const filters = recordOf(plan.filters);
  const { channel, zone, local_time: localTime, jurisdiction } = plan;
  const whole = planRuleSchema.safeParse({
    ...options,
    channel,
    zone,
    localTime,
    weekdays: parsedOr(plan.weekdays),
    jurisdiction,
    filters,
  });
  if (whole.success) return whole.data;
  const known = <Value extends string>(values: readonly Value[], given: unknown): readonly Value[] =>
    Array.isArray(given) ? values.filter((value) => given.includes(value)) : [];
  const keptOptions = Object.entries(options).filter(
    ([name, value]) => name in optionsSchema.shape && optionsSchema.safeParse({ [name]: value }).success,
  );
  return planRuleSchema.parse({
    ...Object.fromEntries(keptOptions),
    channel: plan.channel,
    zone: plan.zone,
    localTime: localTimeSchema.catch('09:00').parse(plan.local_time),
    weekdays: z.array(z.int().min(1).max(7)).catch([]).parse(parsedOr(plan.weekdays)),
    jurisdiction: z.enum(JURISDICTIONS).catch('any').parse(plan.jurisdiction),
    filters: {
      roleFamilies: known(ROLE_FAMILIES, filters['roleFamilies']),
      levels: known(LEVELS, filters['levels']),
      types: known(QUESTION_TYPES, filters['types']),
      settings: known(SETTINGS, filters['settings']),
    },
  });
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const recordOf = (text: string): Record<string, unknown> => z.record(z.string(), z.unknown()).catch({}).parse(parsedOr(text));

type RuleColumns = Pick<Plan, 'channel' | 'zone' | 'local_time' | 'weekdays' | 'jurisdiction' | 'filters' | 'options'>;

export function columnsOfRule({ channel, zone, localTime, weekdays, jurisdiction, filters, ...options }: PlanRule): RuleColumns {
  return {
    channel,
    zone,
    local_time: localTime,
    weekdays: JSON.stringify(weekdays),
    jurisdiction,
    filters: JSON.stringify(filters),
    options: JSON.stringify(options),
  };
}
