// What a person told once, used as the default everywhere; and how they want to be treated.
import { z } from 'zod';
import { JURISDICTIONS, LEVELS, ROLE_FAMILIES } from '../bank/schema.ts';

export const profileSchema = z.strictObject({
  role: z.enum(ROLE_FAMILIES).nullable().default(null),
  level: z.enum(LEVELS).nullable().default(null),
  place: z.enum(JURISDICTIONS).nullable().default(null),
  /** YYYY-MM-DD */
  interviewDate: z.iso.date().nullable().default(null),
  /** IANA; null: as the platform says, else UTC */
  zone: z.string().nullable().default(null),
});
export type Profile = z.infer<typeof profileSchema>;

/** `questions`: days on which a question is open. */
export const REMINDER_DAYS = ['every', 'weekdays', 'questions'] as const;

export const reminderSchema = z.strictObject({
  /** HH:MM by one's own clock; null: no reminders. */
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable()
    .default(null),
  days: z.enum(REMINDER_DAYS).default('every'),
  /** Why the bot itself switched them off. `closed`: no direct message could be sent. */
  off: z.enum(['closed']).nullable().default(null),
  /** The local date of the last one: no date has two. */
  lastOn: z.iso.date().nullable().default(null),
  /** How often the one of that date was put off. */
  snoozes: z.int().min(0).default(0),
});
export type Reminder = z.infer<typeof reminderSchema>;

export const preferencesSchema = z.strictObject({
  /** No numbers, bars or bands: one thing that landed, one thing to fix. */
  lowAnxiety: z.boolean().default(false),
  /** Replies in a question's thread are read as answers. Off: only the form is. */
  threadReading: z.boolean().default(true),
  /** A direct message when feedback on a thread answer is ready. */
  readyNotice: z.boolean().default(false),
  reminder: reminderSchema.prefault({}),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** The runtime's own list decides, so that a zone that is accepted can be computed with. */
export function isZone(name: string): boolean {
  try {
    return canonicalZone(name) !== '' && /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** As the zone database spells it. */
export const canonicalZone = (name: string): string => new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
