// Brings a database up to this program's schema: each migration once, all that are missing in one transaction.
import { Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';
import { OperatorError } from '../core/errors.ts';
import type { Connection, OpenDatabase } from './connection.ts';
import * as start from './migrations/0001-start.ts';
import * as days from './migrations/0002-days.ts';

/** In their order. A released migration never changes; what comes later is a new one. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-start': start,
  '0002-days': days,
};
/** Kysely's own name. */
const MIGRATION_TABLE = 'kysely_migration';

/**
 * Two processes may call it at once: the second waits for the first one's transaction and then finds nothing to do.
 * Throws OperatorError for a database that a newer program has written.
 */
export async function migrate(database: OpenDatabase): Promise<void> {
  if ((await missingMigrations(database.db)).length === 0) return;
  await database.transaction(async (trx) => {
    const migrator = new Migrator({ db: trx, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
  });
}

/** Names of migrations that the database lacks. Throws OperatorError for a database that a newer program has written. */
export async function missingMigrations(connection: Connection): Promise<string[]> {
  const tables = await connection.introspection.getTables({ withInternalKyselyTables: true });
  const applied = tables.some((table) => table.name === MIGRATION_TABLE) ? await appliedNames(connection) : [];
  const unknown = applied.filter((name) => MIGRATIONS[name] === undefined);
  if (unknown.length > 0) {
    throw new OperatorError([
      `The database was written by a newer version of this program (${unknown.join(', ')} is unknown to this one). Start that version again, or restore the back-up that was made before the upgrade.`,
    ]);
  }
  return Object.keys(MIGRATIONS).filter((name) => !applied.includes(name));
}

async function appliedNames(connection: Connection): Promise<string[]> {
  const rows = await connection.withTables<{ [MIGRATION_TABLE]: { name: string } }>().selectFrom(MIGRATION_TABLE).select('name').execute();
  return rows.map((row) => row.name);
}
