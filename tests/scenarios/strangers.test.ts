// The ids of buttons come from outside: of another server, of another person, from a panel whose reader has lost the rank, made up.
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { asId } from '../../src/core/ids.ts';
import type { TenantId } from '../../src/core/ids.ts';
import type { Handler } from '../../src/core/request.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import { HOSTILE, TYPED, WORD, busyServer, everyHandler, idsOf, madeUp, poolOf, tries } from '../support/pressing.ts';
import type { Pool } from '../support/pressing.ts';

async function rowsOf({ db }: OpenDatabase, tenant: TenantId): Promise<string> {
  const tables = (await db.introspection.getTables()).filter((table) => table.columns.some(({ name }) => name === 'tenant'));
  const rows = tables.map(async ({ name }) => (await sql`select * from ${sql.table(name)} where tenant = ${tenant}`.execute(db)).rows);
  return JSON.stringify(await Promise.all(rows));
}

test('a panel of coaches or owners refuses who is none, whatever was drawn for them before, and checks nothing for them', async () => {
  const playground = await busyServer();
  const { ben, carlos, platform, database } = playground;
  const handlers = everyHandler(playground);
  const pool = await poolOf(playground);
  const before = await rowsOf(database, platform.tenant);
  let tried = 0;
  for (const [who, refusal, refusing] of [
    [ben, 'error.coachesOnly', handlers.coach],
    [ben, 'error.ownersOnly', handlers.owner],
    [carlos, 'error.ownersOnly', handlers.owner],
  ] as const) {
    for (const handler of refusing)
      for (const id of idsOf(handler, pool)) {
        const asked = { who, tenant: platform.tenant, values: pool['answer'] ?? [], fields: TYPED };
        expect(await tries(playground, handler, id, asked), id).toEqual({ shown: '', refused: refusal });
        tried += 1;
      }
  }
  expect(tried).toBeGreaterThan(150);
  expect(await rowsOf(database, platform.tenant)).toBe(before);
});

test('an id of another server shows nothing of it and changes nothing in it, not even for who owns both', async () => {
  const playground = await busyServer();
  const { olivia, ana, platform, database, settle } = playground;
  const { member, coach, owner } = everyHandler(playground);
  const pool = await poolOf(playground);
  const elsewhere = asId<TenantId>('local:server/elsewhere');
  const before = await rowsOf(database, platform.tenant);
  for (const who of [olivia, ana])
    for (const handler of [...member, ...coach, ...owner])
      for (const id of idsOf(handler, pool))
        for (const values of [[pool['answer']?.[0] ?? ''], [pool['question']?.[0] ?? ''], [pool['plan']?.[0] ?? '']]) {
          const { shown } = await tries(playground, handler, id, { who, tenant: elsewhere, values, fields: TYPED });
          expect(shown, id).not.toContain(WORD);
        }
  expect(await rowsOf(database, platform.tenant)).toBe(before);
  await settle();
});

test('what is not shared opens for nobody but its writer: neither another member nor a coach gets to a word of it, or to its draft', async () => {
  const playground = await busyServer();
  const { ana, ben, carlos, platform, rapport, settle } = playground;
  const { member, coach } = everyHandler(playground);
  const pool = await poolOf(playground);
  const { tenant } = platform;
  const before = await rapport.app.members.records(tenant, ana.id);
  // Coaches read suggestions: that is what these are for.
  const isAboutSuggestions = ({ definition }: Handler): boolean => ['qq', 'qe', 'qk', 'qt', 'qu'].includes(definition.code);
  const cases = [
    [ben, member],
    [carlos, [...member, ...coach.filter((handler) => !isAboutSuggestions(handler))]],
  ] as const;
  for (const [who, handlers] of cases)
    for (const handler of handlers)
      for (const id of idsOf(handler, pool))
        for (const values of (pool['answer'] ?? []).map((answer) => [answer])) {
          const { shown } = await tries(playground, handler, id, { who, tenant, values, fields: TYPED });
          expect(shown, id).not.toContain(WORD);
        }
  await settle();
  expect(await rapport.app.members.records(tenant, ana.id)).toEqual(before);
});

test('an id that somebody made up is answered with a sentence, never with a fault of the program', async () => {
  const playground = await busyServer();
  const { olivia, platform } = playground;
  const { member, coach, owner } = everyHandler(playground);
  const pool = await poolOf(playground);
  const nobodys: Pool = new Proxy({}, { get: () => HOSTILE });
  for (const handler of [...member, ...coach, ...owner]) {
    const ids = [
      ...madeUp(handler, pool),
      ...(handler.definition.params.length < 3 ? idsOf(handler, nobodys) : []),
      ...idsOf(handler, pool),
    ];
    for (const id of ids)
      for (const values of [['constructor'], HOSTILE]) {
        const { shown, refused } = await tries(playground, handler, id, { who: olivia, tenant: platform.tenant, values, fields: {} });
        expect(shown !== '' || refused !== null, `${id}: nothing was said`).toBe(true);
      }
  }
});
