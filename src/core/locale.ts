// Every word that the bot says comes from data/locales by key; placeholders and plurals are ICU MessageFormat.
import { IntlMessageFormat } from 'intl-messageformat';
import type English from '../../data/locales/en.json';

export type WordKey = keyof typeof English;
export type WordValues = Readonly<Record<string, string | number>>;
export type Say = (key: WordKey, values?: WordValues) => string;
export type Catalog = Readonly<Record<WordKey, string>>;

export interface Words {
  /** The nearest catalog to a BCP 47 tag; English where there is none. */
  in(locale: string): Say;
}

/** `catalogs` is keyed by BCP 47 tag. Messages are parsed once each, at first use. */
export function createWords(catalogs: Readonly<Record<string, Catalog>>): Words {
  const speakers = new Map<string, Say>();
  const speak = (tag: string, catalog: Catalog): Say => {
    const parsed = new Map<WordKey, IntlMessageFormat>();
    return (key, values = {}) => {
      let message = parsed.get(key);
      if (message === undefined) {
        message = new IntlMessageFormat(catalog[key], tag, undefined, { ignoreTag: true });
        parsed.set(key, message);
      }
      return String(message.format(values));
    };
  };
  const english = catalogs['en'];
  if (english === undefined) throw new Error('data/locales/en.json is missing');
  for (const [tag, catalog] of Object.entries(catalogs)) speakers.set(tag, speak(tag, catalog));
  const fallback = speakers.get('en') ?? speak('en', english);
  return {
    in: (locale) => speakers.get(locale) ?? speakers.get(locale.split('-')[0] ?? 'en') ?? fallback,
  };
}
