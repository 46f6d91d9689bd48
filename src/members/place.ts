// Where a person is, as far as their zone or their language tells: for help lines, never for grading.
import type { Jurisdiction } from '../bank/schema.ts';

const REGIONS = {
  US: 'US',
  GB: 'UK',
  AU: 'AU',
  IN: 'IN',
  JP: 'JP',
  SG: 'SG',
  MX: 'MX',
  ES: 'ES',
  ZA: 'ZA',
  CA: 'CA',
} as const satisfies Record<string, Jurisdiction>;

/** A zone says more than a language: English is spoken in Madrid too. */
export function placeOfPerson(zone: string | null, locale: string): Jurisdiction {
  return (zone === null ? null : placeOfZone(zone)) ?? placeOfLocale(locale) ?? 'any';
}

function placeOfZone(zone: string): Jurisdiction | null {
  for (const [region, place] of Object.entries(REGIONS)) {
    if (zonesOfRegion(region).includes(zone)) return place;
  }
  return zone.startsWith('Europe/') ? 'EU' : null;
}

/** The zones of a region (ISO 3166-1) by the runtime's own data; TypeScript's library does not know the method yet. */
export function zonesOfRegion(region: string): readonly string[] {
  const locale = new Intl.Locale('und', { region });
  const getTimeZones: unknown = Reflect.get(locale, 'getTimeZones');
  const zones: unknown = typeof getTimeZones === 'function' ? Reflect.apply(getTimeZones, locale, []) : [];
  return Array.isArray(zones) ? zones.map(String) : [];
}

function placeOfLocale(locale: string): Jurisdiction | null {
  const region = /[-_]([A-Z]{2})\b/.exec(locale)?.[1] ?? '';
  return Object.hasOwn(REGIONS, region) ? REGIONS[region as keyof typeof REGIONS] : null; // hasOwn has just said so
}
