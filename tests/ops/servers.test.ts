// The bot is removed from a server: nothing is sent, nothing is lost; added again it goes on, and after thirty days everything is gone.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { asId } from '../../src/core/ids.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import { hashOfServer, keepErased } from '../../src/store/erased.ts';
import { eraseServer } from '../../src/store/servers.ts';
import { FAIR_ANSWER, openPlayground, temporaryFolder } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { DAILY, formOf } from '../support/world.ts';

const DAY_MS = 24 * 3_600_000;

const questions = ({ olivia }: Playground): number => olivia.sees(DAILY).filter((message) => message.thread !== null).length;

async function answered(playground: Playground): Promise<void> {
  const { ana, after, question } = playground;
  await after(ana.submits(formOf(await ana.presses(question(), 'Answer privately')), { answer: FAIR_ANSWER }), ana);
}

test('removed, nothing is posted and nothing fails; added again, plan, answers and waiting work are as they were', async () => {
  const playground = await openPlayground();
  const { platform, wait, settle, rapport, ana, after, database } = playground;
  await answered(playground);
  platform.leave();
  await settle();
  await wait(3 * DAY_MS);
  expect(questions(playground)).toBe(1);
  expect((await rapport.daily.plans(platform.tenant)).map((plan) => plan.state)).toEqual(['blocked']);
  expect((await rapport.jobs.counts()).filter((count) => count.dead > 0 || count.oldestDueMs > 0)).toEqual([]);
  expect(await rapport.metrics.text()).toContain('rapport_plans{state="blocked"} 1');

  platform.join();
  await settle();
  expect((await rapport.daily.plans(platform.tenant)).map((plan) => plan.state)).toEqual(['active']);
  // What was to be closed meanwhile is closed now.
  expect(await database.db.selectFrom('post').select('state').orderBy('created_at').execute()).toContainEqual({ state: 'closed' });
  await wait(DAY_MS);
  expect(questions(playground)).toBeGreaterThanOrEqual(2);
  expect((await after(ana.types('/progress'), ana)).text).toContain('daily question');
  const log = await database.db.selectFrom('audit').select('action').orderBy('created_at').execute();
  expect(log.map((entry) => entry.action).filter((action) => action.startsWith('server.'))).toEqual(['server.left', 'server.joined']);
});

test('thirty days after the removal nothing of the server is left but the ledger, and no older copy brings it back', async () => {
  const before = await openPlayground();
  await answered(before);
  before.platform.leave();
  await before.settle();
  const copy = join(temporaryFolder(), 'rapport.sqlite');
  await before.database.scrub();
  copyFileSync(before.file, copy);
  await before.wait(29 * DAY_MS);
  const early = await before.restart();
  await early.settle();
  expect(await rowsOf(early.database, early.platform.tenant)).toMatchObject({ answer: 1, plan: 1 });

  await early.wait(2 * DAY_MS);
  const later = await early.restart();
  await later.settle();
  // The playground's own plan is made anew at each start of these tests.
  const { plan: _plan, ...rest } = await rowsOf(later.database, later.platform.tenant);
  expect(rest).toEqual({ erase_ledger: 1 });

  const restored = await openDatabase({ file: copy });
  copyFileSync(join(later.file, '..', 'erased.jsonl'), join(copy, '..', 'erased.jsonl'));
  expect(await keepErased(restored, copy)).toBe(1);
  expect(await rowsOf(restored, later.platform.tenant)).toEqual({ erase_ledger: 1 });
  await restored.close();
});

/** Counts of a server's rows, of the tables that have any. */
async function rowsOf(database: OpenDatabase, tenant: TenantId): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { name, columns } of await database.db.introspection.getTables()) {
    if (!columns.some((column) => column.name === 'tenant')) continue;
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)} where tenant = ${tenant}`.execute(
      database.db,
    );
    if (Number(rows[0]?.count) > 0) counts[name] = Number(rows[0]?.count);
  }
  return counts;
}

const acme = asId<TenantId>('t/acme');
const globex = asId<TenantId>('t/globex');
/** They hold nothing of a server, or name it in their key. */
const WITHOUT_TENANT = ['expiring', 'outage', 'setting'];

test('every table with rows of a server is cleared, also those that come later; another server keeps all of its own', async () => {
  const database = await openDatabase({ file: join(temporaryFolder(), 'rapport.sqlite') });
  const tables = await database.db.introspection.getTables();
  const ofServers = tables.filter(({ columns }) => columns.some((column) => column.name === 'tenant')).map(({ name }) => name);
  // A table that names its server in another way must be thought of: here, and in eraseServer.
  expect(tables.map(({ name }) => name).filter((name) => !ofServers.includes(name))).toEqual(WITHOUT_TENANT);

  for (const tenant of [acme, globex]) {
    for (const { name, columns } of tables) {
      if (!ofServers.includes(name)) continue;
      const values = columns.map((column) =>
        column.name === 'tenant'
          ? tenant
          : column.name === 'state' && name === 'server'
            ? 'left'
            : column.dataType.toLowerCase() === 'text'
              ? `${name}.${column.name}`
              : 1,
      );
      await sql`insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column.name)))}) values (${sql.join(values)})`.execute(
        database.db,
      );
    }
    await database.db
      .insertInto('expiring')
      .values({ key: `${tenant}|u/1|draft#drafts`, value: 'words', expires_at: null })
      .execute();
  }
  const whole = await rowsOf(database, globex);
  expect(Object.keys(whole).sort()).toEqual([...ofServers].sort());

  const erasure = { tenant: acme, id: 'erased', member_hash: hashOfServer(acme), erased_at: 2 };
  expect(await eraseServer(database, erasure, true)).toBe(true);
  expect(await rowsOf(database, acme)).toEqual({ erase_ledger: 2 });
  expect(await rowsOf(database, globex)).toEqual(whole);
  expect((await database.db.selectFrom('expiring').select('key').execute()).map((row) => row.key)).toEqual(['t/globex|u/1|draft#drafts']);
  await database.close();
});
