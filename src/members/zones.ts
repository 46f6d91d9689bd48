// Time zones by what people call them: the name, a city, a country, "Eastern Time", "CET".
import MiniSearch from 'minisearch';
import { zonesOfRegion } from './place.ts';
import { canonicalZone, isZone } from './profile.ts';

/** Names that the zone database has changed and the runtime (ICU) still gives the old way; both are found, the new one is shown. */
const RENAMED = [
  'Africa/Asmara',
  'America/Argentina/Buenos_Aires',
  'America/Argentina/Catamarca',
  'America/Argentina/Cordoba',
  'America/Argentina/Jujuy',
  'America/Argentina/Mendoza',
  'America/Atikokan',
  'America/Indiana/Indianapolis',
  'America/Kentucky/Louisville',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Chuuk',
  'Pacific/Kanton',
  'Pacific/Pohnpei',
];

/** No zone, city or country has a longer name; a search for words without end would take seconds. */
const MOST_TYPED = 80;

export interface FoundZones {
  /** IANA, the nearest first. One: that is what was meant. */
  readonly zones: readonly string[];
  /** Spelt alike, when nothing was found. */
  readonly near: readonly string[];
}

interface Entry {
  readonly id: string;
  readonly city: string;
  readonly path: string;
  /** Of its country and of its time, each as people say it. */
  readonly names: readonly string[];
}

const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[/_-]/g, ' ').trim();

/** An exact name, else a city, else a country or "Eastern Time", else what has all the words. Countries go by their names in English and in `locale`. */
export function searchZones(typed: string, locale: string): FoundZones {
  const wanted = plain(typed.slice(0, MOST_TYPED + 1));
  if (wanted === '' || wanted.length > MOST_TYPED) return { zones: [], near: [] };
  const language = locale.split('-')[0] ?? 'en';
  const found =
    only(allZones().filter((zone) => zone.path === wanted)) ??
    linkedZone(typed) ??
    only(allZones().filter((zone) => zone.city === wanted)) ??
    only(entriesIn(language).filter((entry) => entry.names.includes(wanted))) ??
    indexIn(language)
      .search(typed, { combineWith: 'AND', prefix: (term) => term.length >= 3 })
      .map(({ id }) => String(id));
  if (found.length > 0) return { zones: found, near: [] };
  const near = indexIn(language).search(typed, { fuzzy: 0.34, maxFuzzy: 3, fields: ['city', 'names'] });
  return { zones: [], near: near.slice(0, 3).map(({ id }) => String(id)) };
}

/** The names behind a search take half a second to gather, once: while somebody fills in a form, not while they wait for it to close. */
export const gatherZoneNames = (locale: string): void => void searchZones('gather', locale);

/** null for none. A large country's own cities stand before those with three names, such as America/Indiana/Vevay. */
function only(zones: readonly { readonly id: string }[]): readonly string[] | null {
  const names = zones.map((zone) => zone.id);
  return names.length === 0 ? null : names.sort((a, b) => a.split('/').length - b.split('/').length);
}

/** An older name that the runtime follows, such as US/Eastern. Bare abbreviations are left to the search: ICU takes EST for Panama. */
function linkedZone(typed: string): readonly string[] | null {
  const name = typed.trim().replaceAll(' ', '_');
  return name.includes('/') && isZone(name) ? [canonicalZone(name)] : null;
}

/** Made at the first use and kept. Names of times take a quarter of a second, those of countries in a language a tenth. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

function oncePerLanguage<Value>(make: (language: string) => Value): (language: string) => Value {
  const made = new Map<string, { readonly value: Value }>();
  return (language) => {
    const kept = made.get(language) ?? { value: make(language) };
    made.set(language, kept);
    return kept.value;
  };
}

const allZones = once(() => {
  const renamed = new Map(RENAMED.filter(isZone).map((name) => [canonicalZone(name), name]));
  return ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => {
    const id = renamed.get(zone) ?? zone;
    return { id, runtimeName: zone, city: plain(id.slice(id.lastIndexOf('/') + 1)), path: plain(id) };
  });
});

const timeNames = once(() => new Map(allZones().map(({ runtimeName }) => [runtimeName, timeNamesOf(runtimeName)])));

const entriesIn = oncePerLanguage((language): readonly Entry[] => {
  const countries = countriesOfZones([...new Set(['en', language])]);
  return allZones().map(({ id, runtimeName, city, path }) => {
    const older = id === runtimeName ? [] : [runtimeName];
    const names = [...(countries.get(runtimeName) ?? []), ...(timeNames().get(runtimeName) ?? []), ...older];
    return { id, city, path, names: [...new Set(names.map(plain))] };
  });
});

const indexIn = oncePerLanguage((language) => indexOf(entriesIn(language)));

const SEASONS = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)];

/** "Eastern Time", "EST", "EDT". Abbreviations of the Americas are known to American English only, those of Europe to British English. */
function timeNamesOf(zone: string): readonly string[] {
  if (zone === 'UTC') return ['GMT', 'Greenwich'];
  const abbreviating = /^(America|Pacific)\//.test(zone) ? 'en-US' : 'en-GB';
  return [...namesIn(zone, 'en-US', 'longGeneric'), ...namesIn(zone, abbreviating, 'short')];
}

function namesIn(timeZone: string, locale: string, timeZoneName: 'longGeneric' | 'short'): readonly string[] {
  const format = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName });
  return SEASONS.map((at) => format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '').filter(
    (name) => !/^(GMT|UTC)[+-]/.test(name),
  );
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
const ALSO_CALLED: Readonly<Record<string, readonly string[]>> = {
  US: ['USA', 'United States of America'],
  GB: ['Great Britain', 'England', 'Scotland', 'Wales'],
  AE: ['UAE'],
};

function countriesOfZones(languages: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const called = languages.map((language) => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }));
  const countries = new Map<string, string[]>();
  for (const code of LETTERS.flatMap((first) => LETTERS.map((second) => `${first}${second}`))) {
    const names = called.flatMap((region) => region.of(code) ?? []);
    if (names.length === 0) continue;
    for (const zone of zonesOfRegion(code))
      countries.set(zone, [...(countries.get(zone) ?? []), code, ...names, ...(ALSO_CALLED[code] ?? [])]);
  }
  return countries;
}

function indexOf(entries: readonly Entry[]): MiniSearch<Entry> {
  const index = new MiniSearch<Entry>({
    fields: ['city', 'path', 'names'],
    extractField: (entry, field) =>
      field === 'names' ? entry.names.join(' ') : field === 'city' ? entry.city : field === 'path' ? entry.path : entry.id,
    searchOptions: { boost: { city: 4, path: 2 } },
    tokenize: (text) => plain(text).split(/[\s,()]+/),
  });
  index.addAll(entries);
  return index;
}

/** Zones whose names hold what was typed, else those that it is a few letters away from. Empty: nothing is near. */
export function nearZones(typed: string, limit: number): readonly string[] {
  const wanted = typed.trim().toLowerCase().replaceAll(' ', '_');
  if (wanted === '' || wanted.length > MOST_TYPED) return [];
  const renamed = RENAMED.filter((zone) => zone.toLowerCase().includes(wanted));
  const found = new Set([...renamed, ...findZones(wanted, limit)]);
  return found.size > 0 ? [...found].slice(0, limit) : misspelt(wanted, limit);
}

function misspelt(wanted: string, limit: number): readonly string[] {
  const all = new Set([...RENAMED, ...Intl.supportedValuesOf('timeZone')]);
  const farthest = Math.max(1, Math.min(3, Math.floor(wanted.length / 4)));
  const city = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1);
  return [...all]
    .map((zone) => {
      const whole = distance(zone.toLowerCase(), wanted);
      return { zone, whole, away: Math.min(whole, distance(city(zone.toLowerCase()), city(wanted))) };
    })
    .filter(({ away }) => away <= farthest)
    .sort((a, b) => a.away - b.away || a.whole - b.whole || a.zone.localeCompare(b.zone))
    .slice(0, limit)
    .map(({ zone }) => zone);
}

/** Levenshtein's: letters to add, to take away or to change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split('').entries()) {
      const changed = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The runtime's zones that hold what was typed, those of which a part begins with it first. */
function findZones(typed: string, limit: number): readonly string[] {
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
