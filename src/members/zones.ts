// Time zones by what people call them: the name, a city, a country, "Eastern Time", "CET".
import MiniSearch from 'minisearch';
import { zonesOfRegion } from './place.ts';
import { canonicalZone, isZone } from './profile.ts';
import { ZONES_OF_PLACES, plain, rankOfZone, zonesAbbreviated } from './zone-places.ts';

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
  /** IANA, the most used first. One: that is what was meant. */
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

/** Fewer letters than this are an abbreviation or a slip, not the beginning of a word: IST is not Istanbul. */
const LEAST_BEGUN = 4;

/** An exact name, else a city, state, country or "Eastern Time", else what has all the words. Countries go by their names in English and in `locale`. */
export function searchZones(typed: string, locale: string): FoundZones {
  const wanted = plain(typed.slice(0, MOST_TYPED + 1));
  if (wanted === '' || wanted.length > MOST_TYPED) return { zones: [], near: [] };
  const language = locale.split('-')[0] ?? 'en';
  const found = named(typed, wanted, language) ?? within(typed, language) ?? searched(typed, language);
  return found.length > 0 ? { zones: found, near: [] } : { zones: [], near: alike(wanted, language) };
}

/** null: nothing is called just so. */
function named(typed: string, wanted: string, language: string): readonly string[] | null {
  const path = allZones().filter((zone) => zone.path === wanted);
  if (path.length > 0) return ids(path);
  const short = zonesAbbreviated(wanted);
  const cities = allZones().filter((zone) => zone.city === wanted);
  // Cordoba is in Argentina and in Spain, Georgia a state and a country.
  const places = ZONES_OF_PLACES.get(wanted) ?? [];
  const others = cities.length > 0 || typed.includes('/') ? cities : entriesIn(language).filter((entry) => entry.names.includes(wanted));
  const found = [...new Set([...short, ...ranked([...places, ...ids(others)])])];
  return found.length > 0 ? found : linkedZone(typed);
}

/** "Birmingham, UK": of the zones of the one those that the other has too. */
function within(typed: string, language: string): readonly string[] | null {
  const [first = '', ...rest] = typed.split(',');
  const around = rest.map((part) => named(part, plain(part), language)).find((zones) => zones !== null);
  const found = around === undefined || around === null ? null : named(first, plain(first), language);
  const both = found?.filter((zone) => around?.includes(zone)) ?? [];
  return both.length > 0 ? both : null;
}

const searched = (typed: string, language: string): readonly string[] =>
  ranked(
    indexIn(language)
      .search(typed, { combineWith: 'AND', prefix: (term) => term.length >= LEAST_BEGUN })
      .map(({ id }) => String(id)),
  );

const MOST_ALIKE = 3;

/** Of which a name is a slip or two away, the nearest first. */
function alike(wanted: string, language: string): readonly string[] {
  if (wanted.length < LEAST_BEGUN) return [];
  const farthest = farthestFrom(wanted);
  const away = new Map<string, number>();
  const weigh = (name: string, zones: readonly string[]): void => {
    if (name.length < LEAST_BEGUN || Math.abs(name.length - wanted.length) > farthest) return;
    const slips = distance(name, wanted);
    if (slips <= farthest) for (const zone of zones) away.set(zone, Math.min(slips, away.get(zone) ?? slips));
  };
  for (const { id, city, path, names } of entriesIn(language)) for (const name of [city, path, ...names]) weigh(name, [id]);
  for (const [name, zones] of ZONES_OF_PLACES) weigh(name, zones);
  return [...away]
    .sort(([a, slips], [b, others]) => slips - others || rankOfZone(a) - rankOfZone(b))
    .slice(0, MOST_ALIKE)
    .map(([zone]) => zone);
}

const farthestFrom = (wanted: string): number => Math.max(1, Math.min(3, Math.floor(wanted.length / 4)));

/** The names behind a search take half a second to gather, once: while somebody fills in a form, not while they wait for it to close. */
export const gatherZoneNames = (locale: string): void => void searchZones('gather', locale);

const ids = (zones: readonly { readonly id: string }[]): readonly string[] => zones.map((zone) => zone.id);

/** The most used first; then a large country's own cities before those with three names, such as America/Indiana/Vevay. */
const ranked = (zones: readonly string[]): readonly string[] =>
  zones.toSorted((a, b) => rankOfZone(a) - rankOfZone(b) || a.split('/').length - b.split('/').length);

/** An older name that the runtime follows, such as US/Eastern or Navajo. Asked last: for bare letters it takes EST for Panama and BST for Dhaka. */
function linkedZone(typed: string): readonly string[] | null {
  const name = typed.trim().replaceAll(' ', '_');
  if (!isZone(name)) return null;
  const canonical = canonicalZone(name);
  return [allZones().find((zone) => zone.runtimeName === canonical)?.id ?? canonical];
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
  GB: ['Great Britain', 'Britain', 'England', 'Scotland', 'Wales'],
  AE: ['UAE'],
  TR: ['Turkey'],
  NL: ['Holland'],
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
  const found = new Set([...(ZONES_OF_PLACES.get(plain(typed)) ?? []), ...renamed, ...findZones(wanted, limit)]);
  return found.size > 0 ? [...found].slice(0, limit) : misspelt(wanted, limit);
}

function misspelt(wanted: string, limit: number): readonly string[] {
  const all = new Set([...RENAMED, ...Intl.supportedValuesOf('timeZone')]);
  const farthest = farthestFrom(wanted);
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

/** Letters to add, to take away, to change or, side by side, to swap (Damerau and Levenshtein's, each letter moved once). */
function distance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const changed = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      const isSwapped = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j];
      const swapped = isSwapped ? (before[j - 1] ?? 0) + 1 : changed;
      next.push(Math.min(changed, swapped, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    before = row;
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
