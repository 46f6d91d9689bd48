// Reads the words files of data/locales: one JSON file a language, named by its BCP 47 tag.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createWords } from './core/locale.ts';
import type { Catalog, Words } from './core/locale.ts';

const catalogSchema = z.record(z.string(), z.string());

export function loadWords(dataFolder: string): Words {
  const folder = join(dataFolder, 'locales');
  const catalogs: Record<string, Catalog> = {};
  for (const name of readdirSync(folder)) {
    if (!name.endsWith('.json')) continue;
    const catalog = catalogSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    catalogs[name.slice(0, -'.json'.length)] = catalog as Catalog; // a test holds every file to the keys of en.json
  }
  return createWords(catalogs);
}
