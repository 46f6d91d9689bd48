// Countries and regions that have a calendar of public holidays: found by name or code, checked, named in English.
import type DateHolidays from 'date-holidays';
import type { HolidayCalendar } from './plan.ts';

export interface HolidayPlace {
  /** Of a region within a region both codes, as in `BY.A`. */
  readonly code: string;
  /** In English. */
  readonly name: string;
}

/** What people write for a country beside its code and its names. */
const COUNTRY_ALIASES: Readonly<Record<string, string>> = {
  UK: 'GB',
  'GREAT BRITAIN': 'GB',
  BRITAIN: 'GB',
  USA: 'US',
  'U.S.': 'US',
  'U.S.A.': 'US',
  AMERICA: 'US',
  UAE: 'AE',
  HOLLAND: 'NL',
  BRASIL: 'BR',
  TURKEY: 'TR',
};

/** Parts that people call a country, with holidays of their own. */
const COUNTRIES_WITHIN: Readonly<Record<string, HolidayCalendar & { readonly region: string }>> = {
  ENGLAND: { country: 'GB', region: 'ENG' },
  SCOTLAND: { country: 'GB', region: 'SCT' },
  WALES: { country: 'GB', region: 'WLS' },
  'NORTHERN IRELAND': { country: 'GB', region: 'NIR' },
};

/** Beside the language of each country itself: those that many of its readers speak. */
const LANGUAGES = ['es', 'de', 'fr', 'it', 'pt', 'nl', 'pl', 'sv', 'tr', 'ru', 'ar', 'hi', 'ja', 'zh', 'ca'];

/** Where the data has a region's own name only. */
const REGIONS_IN_ENGLISH: Readonly<Record<string, string>> = {
  'BE BRU': 'Brussels',
  'BE DE': 'German-speaking Community',
  'BE VLG': 'Flemish Community',
  'BE WAL': 'French Community',
  'DE BY': 'Bavaria',
  'DE BY.A': 'Augsburg, Bavaria',
  'DE HB': 'Bremen',
  'DE HE': 'Hesse',
  'DE HH': 'Hamburg',
  'DE MV': 'Mecklenburg-Western Pomerania',
  'DE NI': 'Lower Saxony',
  'DE NW': 'North Rhine-Westphalia',
  'DE RP': 'Rhineland-Palatinate',
  'DE SN': 'Saxony',
  'DE ST': 'Saxony-Anhalt',
  'DE TH': 'Thuringia',
  'ES AN': 'Andalusia',
  'ES AR': 'Aragon',
  'ES CE': 'Ceuta',
  'ES MC': 'Murcia',
  'ES MD': 'Madrid',
  'ES ML': 'Melilla',
  'ES NC': 'Navarre',
  'FR 57': 'Moselle',
  'FR 67': 'Lower Rhine',
  'FR 68': 'Upper Rhine',
  'FR BL': 'Saint Barthélemy',
  'FR GF': 'French Guiana',
  'FR GP': 'Guadeloupe',
  'FR MF': 'Saint Martin',
  'FR MQ': 'Martinique',
  'FR RE': 'Réunion',
  'FR YT': 'Mayotte',
  'IT 32': 'South Tyrol',
};

export interface HolidayPlaces {
  /** Best first; nothing typed: by name. */
  findCountries(typed: string, limit: number): readonly HolidayPlace[];
  /** Empty where the country is unknown or has one calendar for all its parts. */
  findRegions(country: string, typed: string, limit: number): readonly HolidayPlace[];
  /** Of what people call a country and the data calls a region of one, such as Scotland. null: of nothing else. */
  partCalled(typed: string): HolidayCalendar | null;
  /** In any case, UK for GB, with or without the country before a region's code (`ES-MD`). null: no such country. */
  country(code: string): HolidayPlace | null;
  /** null: the country has no such region. */
  region(country: string, code: string): HolidayPlace | null;
  /** The whole calendar as the data spells it. null: no such country or region. */
  calendar(given: HolidayCalendar): HolidayCalendar | null;
}

export function createPlaces(table: DateHolidays): HolidayPlaces {
  const englishNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const countries = Object.entries(table.getCountries('en')).map(([code, name]) => {
    const aliases = Object.keys(COUNTRY_ALIASES).filter((alias) => COUNTRY_ALIASES[alias] === code);
    const parts = Object.keys(COUNTRIES_WITHIN).filter((part) => COUNTRIES_WITHIN[part]?.country === code);
    return { code, name: englishNames.of(code) ?? name, alike: [code, ...aliases, ...parts], names: [name] };
  });
  const foreign = memo(() => codesByForeignName(countries.map(({ code }) => code)));
  const country = (code: string): HolidayPlace | null => {
    const wanted = fold(code);
    return publicPart(countries.find(({ alike }) => alike.some((known) => fold(known) === wanted)));
  };
  const region = (given: string, code: string): HolidayPlace | null => {
    const within = country(given);
    if (within === null) return null;
    const wanted = fold(code);
    return publicPart(regionsOf(table, within.code).find(({ alike }) => alike.some((known) => fold(known) === wanted)));
  };
  return {
    findCountries(typed, limit) {
      const found = best(countries, typed, limit);
      // Names in English go first: one in another language may be a part of many.
      const code = found.length > 0 ? undefined : foreign().get(fold(typed));
      return code === undefined ? found : best(countries, code, 1);
    },
    partCalled: (typed) => Object.entries(COUNTRIES_WITHIN).find(([name]) => fold(name) === fold(typed))?.[1] ?? null,
    findRegions(given, typed, limit) {
      const within = country(given);
      return within === null ? [] : best(regionsOf(table, within.code), typed, limit);
    },
    country,
    region,
    calendar(given) {
      const found = country(given.country);
      if (found === null || given.region === null) return found === null ? null : { country: found.code, region: null };
      const part = region(found.code, given.region);
      return part === null ? null : { country: found.code, region: part.code };
    },
  };
}

function memo<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}

/** "España", "Deutschland", "日本": as a country calls itself, and as some large languages call it. Where two share a name the first keeps it. */
function codesByForeignName(codes: readonly string[]): ReadonlyMap<string, string> {
  const inLanguage = (language: string): Intl.DisplayNames => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
  const languages = LANGUAGES.map(inLanguage);
  const known = new Map<string, string>();
  const learn = (name: string | undefined, code: string): void => {
    if (name !== undefined && !known.has(fold(name))) known.set(fold(name), code);
  };
  for (const code of codes) learn(inLanguage(new Intl.Locale('und', { region: code }).maximize().language).of(code), code);
  for (const language of languages) for (const code of codes) learn(language.of(code), code);
  return known;
}

/** A place with what it is found by: `alike` as a whole, `names` also by their beginning or a part. */
interface Findable extends HolidayPlace {
  readonly alike: readonly string[];
  readonly names: readonly string[];
}

function regionsOf(table: DateHolidays, country: string): readonly Findable[] {
  const findable = (code: string, own: string): Findable => ({
    code,
    name: REGIONS_IN_ENGLISH[`${country} ${code}`] ?? own,
    alike: [code, `${country}-${code}`, `${country}.${code}`],
    names: [own],
  });
  // The library answers undefined where there are none, which its types leave out.
  const states: Record<string, string> | undefined = table.getStates(country, 'en');
  return Object.entries(states ?? {}).flatMap(([state, stateName]) => {
    const parts: Record<string, string> | undefined = table.getRegions(country, state, 'en');
    const whole = findable(state, stateName);
    return [whole, ...Object.entries(parts ?? {}).map(([part, name]) => findable(`${state}.${part}`, `${name}, ${whole.name}`))];
  });
}

function best(places: readonly Findable[], typed: string, limit: number): readonly HolidayPlace[] {
  const wanted = fold(typed);
  return places
    .map((place) => ({ place, rank: rankOf(place, wanted) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank || a.place.name.localeCompare(b.place.name, 'en'))
    .slice(0, limit)
    .map(({ place }) => ({ code: place.code, name: place.name }));
}

const NO_MATCH = 4;

function rankOf(place: Findable, wanted: string): number {
  if (wanted === '') return 0;
  const names = [place.name, ...place.names].map(fold);
  if (place.alike.some((known) => fold(known) === wanted) || names.includes(wanted)) return 0;
  if (names.some((name) => name.startsWith(wanted))) return 1;
  if (names.some((name) => name.split(/[^\p{L}]+/u).some((word) => word.startsWith(wanted)))) return 2;
  // Two letters stand inside of half the names.
  return wanted.length > 2 && names.some((name) => name.includes(wanted)) ? 3 : NO_MATCH;
}

const publicPart = (place: Findable | undefined): HolidayPlace | null =>
  place === undefined ? null : { code: place.code, name: place.name };

/** Without case and accents. */
const fold = (text: string): string => text.trim().normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
