// The two engines that the contracts run on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';
import { createDatabase, openDatabase } from '../../src/store/database.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Tables } from '../../src/store/schema.ts';

export interface Engine {
  readonly name: string;
  /** An empty database with this program's schema. */
  open(): Promise<OpenDatabase>;
  dispose(): Promise<void>;
}

export function temporaryFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function sqliteEngine(): Engine {
  const { folder, remove } = temporaryFolder();
  const opened: OpenDatabase[] = [];
  return {
    name: 'SQLite',
    async open() {
      const database = await openDatabase({ file: join(folder, `${opened.length}.sqlite`) });
      opened.push(database);
      return database;
    },
    async dispose() {
      for (const database of opened) await database.close();
      remove();
    },
  };
}

const TABLES = [
  'plan',
  'post',
  'said',
  'answer',
  'answer_version',
  'grade',
  'member',
  'practice_day',
  'practice_session',
  'erase_ledger',
  'outage',
  'inbox',
  'job',
  'expiring',
  'setting',
] as const satisfies (keyof Tables)[];

/** PostgreSQL's dialect, in this process. It takes seconds to start, so one serves a whole file. */
export function pgliteEngine(): Engine {
  let shared: OpenDatabase | null = null;
  return {
    name: 'PostgreSQL',
    async open() {
      if (shared === null) {
        shared = createDatabase({ dialect: new PGliteDialect({ pglite: new PGlite() }), locksRows: true });
        await migrate(shared);
      }
      for (const table of TABLES) await shared.db.deleteFrom(table).execute();
      return shared;
    },
    async dispose() {
      await shared?.close();
    },
  };
}
