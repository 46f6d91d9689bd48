// How a migration writes a table down. Types: text for ids, local dates and JSON, bigint for instants and counts. On SQLite a primary
// key does not imply "not null", so it is said.
import type { CreateTableBuilder, Kysely } from 'kysely';

type Columns = Readonly<Record<string, 'text' | 'bigint' | 'text?' | 'bigint?'>>;

/** A `?` after the type: may be null. */
export function createTable(
  db: Kysely<unknown>,
  name: string,
  columns: Columns,
  primaryKey: readonly string[],
): CreateTableBuilder<string, string> {
  let builder: CreateTableBuilder<string, string> = db.schema.createTable(name);
  for (const [column, kind] of Object.entries(columns)) {
    const type = kind.startsWith('text') ? 'text' : 'bigint';
    builder = builder.addColumn(column, type, (definition) => (kind.endsWith('?') ? definition : definition.notNull()));
  }
  return builder.addPrimaryKeyConstraint(`${name}_key`, [...primaryKey]);
}
