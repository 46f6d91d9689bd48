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

export const preferencesSchema = z.strictObject({
  /** No numbers, bars or bands: one thing that landed, one thing to fix. */
  lowAnxiety: z.boolean().default(false),
  /** Replies in a question's thread are read as answers. Off: only the form is. */
  threadReading: z.boolean().default(true),
  /** A direct message when feedback on a thread answer is ready. */
  readyNotice: z.boolean().default(false),
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

/** The runtime's zones that match what was typed, by city first. */
export function findZones(typed: string, limit: number): readonly string[] {
  const wanted = typed.trim().toLowerCase().replaceAll(' ', '_');
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  const rank = (zone: string): number => {
    const lower = zone.toLowerCase();
    if (lower.startsWith(wanted) || lower.split('/').some((part) => part.startsWith(wanted))) return 0;
    return lower.includes(wanted) ? 1 : 2;
  };
  return zones
    .map((zone) => ({ zone, rank: rank(zone) }))
    .filter((entry) => entry.rank < 2)
    .sort((a, b) => a.rank - b.rank || a.zone.localeCompare(b.zone))
    .slice(0, limit)
    .map((entry) => entry.zone);
}
