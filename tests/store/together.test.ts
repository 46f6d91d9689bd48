// Transactions that wait for each other share one sync of the disk, and nothing else.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { readSetting, writeSetting } from '../../src/store/settings.ts';
import { temporaryFolder } from '../support/rapport.ts';

async function opened() {
  const file = join(temporaryFolder(), 'rapport.sqlite');
  return { file, database: await openDatabase({ file }) };
}

test('many at once are all kept, and each is on the disk when it says so', async () => {
  const { file, database } = await opened();
  const reader = new DatabaseSync(file, { readOnly: true });
  const isOnDisk = (key: string): boolean => reader.prepare('select 1 from setting where key = ?').get(key) !== undefined;
  const seen = await Promise.all(
    Array.from({ length: 100 }, async (_, index) => {
      await database.transaction((trx) => writeSetting(trx, `k${index}`, 'v'));
      return isOnDisk(`k${index}`);
    }),
  );
  expect(seen.every(Boolean)).toBe(true);
  reader.close();
  await database.close();
});

test('one that fails takes none of the others with it', async () => {
  const { database } = await opened();
  const ends = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) =>
      database.transaction(async (trx) => {
        await writeSetting(trx, `k${index}`, 'v');
        if (index % 7 === 3) throw new Error('changed its mind');
      }),
    ),
  );
  for (const [index, end] of ends.entries()) {
    expect(end.status).toBe(index % 7 === 3 ? 'rejected' : 'fulfilled');
    expect(await readSetting(database.db, `k${index}`)).toBe(index % 7 === 3 ? null : 'v');
  }
  await database.close();
});

test('who only looks sees nothing that is not on the disk', async () => {
  const { file, database } = await opened();
  const reader = new DatabaseSync(file, { readOnly: true });
  const looks: boolean[] = [];
  const writes = Array.from({ length: 30 }, (_, index) => database.transaction((trx) => writeSetting(trx, 'n', String(index))));
  const reads = Array.from({ length: 30 }, async () => {
    const seen = await readSetting(database.db, 'n');
    looks.push(seen === null || Number(reader.prepare("select value from setting where key = 'n'").get()?.['value']) >= Number(seen));
  });
  await Promise.all([...writes, ...reads]);
  expect(looks).toHaveLength(30);
  expect(looks.every(Boolean)).toBe(true);
  reader.close();
  await database.close();
});

test('when there is no room for the commit, all who waited for it are told, and what they did before stands', async () => {
  const { database } = await opened();
  await database.transaction((trx) => writeSetting(trx, 'before', 'v'));
  const { sql } = await import('kysely');
  const pages = await sql<{ page_count: number }>`pragma page_count`.execute(database.db);
  await sql`pragma max_page_count = ${sql.lit((pages.rows[0]?.page_count ?? 0) + 2)}`.execute(database.db);
  const ends = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) => database.transaction((trx) => writeSetting(trx, `big${index}`, 'x'.repeat(4000)))),
  );
  const failed = ends.flatMap((end, index) => (end.status === 'rejected' ? [index] : []));
  expect(failed.length).toBeGreaterThan(0);
  for (const [index, end] of ends.entries())
    expect((await readSetting(database.db, `big${index}`)) !== null).toBe(end.status === 'fulfilled');
  await sql`pragma max_page_count = 1000000`.execute(database.db);
  await database.transaction((trx) => writeSetting(trx, 'after', 'v'));
  expect(await readSetting(database.db, 'before')).toBe('v');
  expect(await readSetting(database.db, 'after')).toBe('v');
  await database.close();
});
