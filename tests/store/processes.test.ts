// What only several processes can show: kill -9, two on one file, two on one data directory.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { OperatorError } from '../../src/core/errors.ts';
import { asId } from '../../src/core/ids.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { createJobs } from '../../src/jobs/jobs.ts';
import { openChatDatabase, openDatabase } from '../../src/store/database.ts';
import { holdDataDirectory } from '../../src/store/lock.ts';
import { startChild } from './child.ts';
import type { Child } from './child.ts';
import { temporaryFolder } from './engines.ts';

const CHILDREN_MS = 60_000;
let place: ReturnType<typeof temporaryFolder>;
let children: Child[];
const start: typeof startChild = (...args) => {
  const child = startChild(...args);
  children.push(child);
  return child;
};
const refusal = (folder: string) =>
  holdDataDirectory(folder).then(
    () => null,
    (error: unknown) => error,
  );

beforeEach(() => {
  place = temporaryFolder();
  children = [];
});
afterEach(async () => {
  for (const child of children) await child.kill();
  place.remove();
});

describe('kill -9', () => {
  test(
    'nothing that was acknowledged is missing, and no transaction is there by half',
    async () => {
      const file = join(place.folder, 'rapport.sqlite');
      const acknowledged: string[] = [];
      for (let round = 0; round < 8; round++) {
        const child = start('write.ts', file, String(round));
        await child.saidLines(1 + round * 7);
        await child.kill();
        acknowledged.push(...child.said);
      }
      const database = await openDatabase({ file });
      const keys = new Set((await database.db.selectFrom('setting').select('key').execute()).map((row) => row.key));
      await database.close();
      expect(acknowledged.length).toBeGreaterThanOrEqual(8 + 7 * 28);
      expect(acknowledged.filter((key) => !keys.has(`${key}.left`))).toStrictEqual([]);
      expect([...keys].filter((key) => key.endsWith('.left') && !keys.has(key.replace('.left', '.right')))).toStrictEqual([]);
      expect([...keys].filter((key) => key.endsWith('.right') && !keys.has(key.replace('.right', '.left')))).toStrictEqual([]);
    },
    CHILDREN_MS,
  );
});

describe('two processes on one database', () => {
  test(
    '1,000 jobs: each is run, none twice, and both take their part',
    async () => {
      const file = join(place.folder, 'rapport.sqlite');
      const database = await openDatabase({ file });
      const clock = systemClock();
      const jobs = createJobs({ database, clock, wallMs: () => clock.now(), onError: () => {} });
      jobs.work({ queue: 'grade', concurrency: 1, maxAttempts: 1, leaseMs: 1000, run: async () => {} });
      await database.transaction(async (trx) => {
        for (let index = 0; index < 1000; index++)
          await jobs.enqueue(trx, { tenant: asId<TenantId>('acme'), queue: 'grade', key: `${index}`, payload: {}, runAtMs: clock.now() });
      });
      const two = [start('work.ts', file), start('work.ts', file)];
      await Promise.all(two.map((child) => child.saidLines(1)));
      for (const child of two) child.go();
      await Promise.all(two.map((child) => child.ended()));
      const counts = await jobs.counts();
      await database.close();
      const runs = two.map((child) => child.said.slice(1));
      expect(runs.flat().filter((line) => !line.startsWith('ran '))).toStrictEqual([]);
      expect(runs.flat()).toHaveLength(1000);
      expect(new Set(runs.flat()).size).toBe(1000);
      expect(runs.every((own) => own.length > 0)).toBe(true);
      expect(counts).toStrictEqual([]);
    },
    CHILDREN_MS,
  );

  test(
    'a transaction that reads and then writes is neither refused nor overwritten',
    async () => {
      const file = join(place.folder, 'rapport.sqlite');
      const database = await openDatabase({ file });
      await database.db.insertInto('setting').values({ key: 'count', value: '0' }).execute();
      const two = [start('count.ts', file), start('count.ts', file)];
      await Promise.all(two.map((child) => child.saidLines(1)));
      for (const child of two) child.go();
      await Promise.all(two.map((child) => child.ended()));
      expect(await database.db.selectFrom('setting').selectAll().execute()).toStrictEqual([{ key: 'count', value: '200' }]);
      await database.close();
    },
    CHILDREN_MS,
  );

  test(
    'both may create it at once',
    async () => {
      const file = join(place.folder, 'rapport.sqlite');
      const two = [start('write.ts', file, 'a'), start('write.ts', file, 'b')];
      await Promise.all(two.map((child) => child.saidLines(3)));
      expect(two.map((child) => child.said[0])).toStrictEqual(['a.0', 'b.0']);
    },
    CHILDREN_MS,
  );
});

describe('one server a data directory', () => {
  test(
    'the second is refused and told who holds it; kill -9 frees it',
    async () => {
      const folder = join(place.folder, 'data');
      const holder = start('hold.ts', folder);
      await holder.saidLines(1);
      const error = await refusal(folder);
      expect(error).toBeInstanceOf(OperatorError);
      expect(String(error)).toMatch(
        new RegExp(`DATA_DIR: .*process ${holder.pid} on .*, since 20\\d\\d-.*, on port 3999.*kill ${holder.pid}`),
      );
      await holder.kill();
      (await holdDataDirectory(folder)).release();
    },
    CHILDREN_MS,
  );

  test('a folder is created, held against this process too, and free after release', async () => {
    const folder = join(place.folder, 'deep/er/data');
    const held = await holdDataDirectory(folder);
    expect(String(await refusal(folder))).toContain(`process ${process.pid}`);
    held.release();
    (await holdDataDirectory(folder)).release();
  });

  test('a folder that cannot be is an error that names DATA_DIR', async () => {
    writeFileSync(join(place.folder, 'file'), '');
    for (const folder of ['file', 'file/data']) {
      const error = await refusal(join(place.folder, folder));
      expect(error).toBeInstanceOf(OperatorError);
      expect(String(error)).toContain('DATA_DIR');
    }
  });
});

describe('a file that cannot be opened', () => {
  test.each([
    [
      'is not a database',
      (file: string) => writeFileSync(file, 'this is a letter to a friend, not a database. '.repeat(50)),
      /not an SQLite database/,
    ],
    ['is a folder', (file: string) => mkdirSync(file), /cannot be opened/],
  ])('%s: the operator is told what to do', async (_, spoil, sentence) => {
    const file = join(place.folder, 'rapport.sqlite');
    spoil(file);
    const error = await openDatabase({ file }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(OperatorError);
    expect(String(error)).toContain(file);
    expect(String(error)).toMatch(sentence);
  });
});

describe('a full disk', () => {
  test('what does not fit is refused by that name, nothing of it stays, and when there is room again all goes on', async () => {
    const database = await openDatabase({ file: join(place.folder, 'rapport.sqlite') });
    const put = (key: string, length: number) =>
      database.transaction(async (trx) => {
        await trx
          .insertInto('setting')
          .values({ key: `${key}, small`, value: 'v' })
          .execute();
        await trx
          .insertInto('setting')
          .values({ key, value: 'x'.repeat(length) })
          .execute();
      });
    await sql`pragma max_page_count = 60`.execute(database.db); // to SQLite the same as a disk of that size
    await expect(put('large', 1_000_000)).rejects.toThrow(/full/);
    await sql`pragma max_page_count = 1000000`.execute(database.db);
    await put('later', 1_000_000);
    expect((await database.db.selectFrom('setting').select('key').orderBy('key').execute()).map((row) => row.key)).toStrictEqual([
      'later',
      'later, small',
    ]);
    await database.close();
  });
});

describe('the local platform’s world', () => {
  test('what was written is there again in its order, and a write is all or nothing', () => {
    const file = join(place.folder, 'playground.sqlite');
    const first = openChatDatabase({ file });
    expect(first.load()).toStrictEqual([]);
    first.write({
      put: [
        { kind: 'message', id: 'b:/2', value: '{"text":"ü"}', sequence: 2 },
        { kind: 'message', id: 'a', value: '{}', sequence: 1 },
        { kind: 'thread', id: 'a', value: '{}', sequence: 3 },
      ],
      remove: [],
    });
    first.write({ put: [{ kind: 'message', id: 'a', value: '{"edited":1}', sequence: 1 }], remove: [{ kind: 'thread', id: 'a' }] });
    // NaN is stored as null, which the column refuses.
    expect(() =>
      first.write({
        put: [
          { kind: 'message', id: 'c', value: '{}', sequence: 4 },
          { kind: 'message', id: 'd', value: '{}', sequence: Number.NaN },
        ],
        remove: [],
      }),
    ).toThrow(/not null/i);
    first.close();
    const second = openChatDatabase({ file });
    expect(second.load()).toStrictEqual([
      { kind: 'message', id: 'a', value: '{"edited":1}', sequence: 1 },
      { kind: 'message', id: 'b:/2', value: '{"text":"ü"}', sequence: 2 },
    ]);
    second.close();
  });
});
