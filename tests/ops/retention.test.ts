// Text of members goes when its time is over. What came of it stays, and everything that showed it says so instead of breaking.
import { existsSync, readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { asId } from '../../src/core/ids.ts';
import type { AnswerId, TenantId, UserId } from '../../src/core/ids.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import { letTextGo } from '../../src/store/retention.ts';
import { saveRetention } from '../../src/store/servers.ts';
import { FAIR_ANSWER, openPlayground, temporaryFolder } from '../support/rapport.ts';
import { formOf } from '../support/world.ts';

const DAY_MS = 24 * 3_600_000;
const NOW = Date.UTC(2026, 5, 1, 9);

const stored = (file: string): string =>
  ['', '-wal'].map((suffix) => (existsSync(`${file}${suffix}`) ? readFileSync(`${file}${suffix}`, 'latin1') : '')).join('');

test('after 90 days the words of an answer are gone, quotes and rewrite with them; its level stays, and it can be tried again', async () => {
  const before = await openPlayground();
  const { ana, ben, thread, after, wait, question } = before;
  const form = formOf(await ana.presses(question(), 'Answer privately'));
  const feedback = await after(ana.submits(form, { answer: FAIR_ANSWER }), ana);
  expect(feedback.text).toContain('Fix this first');
  const [, band = 'no band'] = (feedback.text.split('\n')[0] ?? '').split(' · ');
  ben.says(thread(), FAIR_ANSWER.replace('840', '9,115'));
  await wait(30_000);
  const board = ana.sees(thread()).find((message) => message.buttons.some(({ label }) => label === 'My feedback'));
  if (board === undefined) throw new Error('no board');
  await wait(89 * DAY_MS);
  const early = await before.restart();
  await early.settle();
  expect(stored(early.file)).toContain('9,115');

  await early.wait(2 * DAY_MS);
  const later = await early.restart();
  await later.settle();
  const bytes = stored(later.file);
  for (const words of ['9,115', '840 dollars', 'fortnight', 'diarised']) expect(bytes).not.toContain(words);

  const shown = await later.after(later.ana.types('/progress'), later.ana);
  expect(shown.text).toContain(band);
  const [option] = shown.selects[0]?.options ?? [];
  if (option === undefined) throw new Error('nothing to pick');
  const kept = await later.after(later.ana.picks(shown, option.label), later.ana);
  expect(kept.text).toContain('have been let go after 90 days');
  expect(kept.text).toContain(band);
  expect(kept.text).not.toContain('Fix this first');
  const mine = await later.after(later.ben.presses(board, 'My feedback'), later.ben);
  expect(mine.text).toContain('have been let go after 90 days');

  // The very same words are words anew: read, and not answered with what is left of their first reading.
  const again = formOf(await later.ana.presses(kept, 'Try again'));
  expect(again.fields[0]?.value).toBe('');
  const second = await later.after(later.ana.submits(again, { answer: FAIR_ANSWER }), later.ana);
  expect(second.text).toContain('attempt 2');
  expect(second.text).not.toContain('““');
});

test('an owner sets how long; every other number is refused with the range, and the change stands in the log', async () => {
  const { rapport, database, platform, olivia } = await openPlayground();
  const { server } = rapport.app;
  const by = { tenant: platform.tenant, member: olivia.id };
  expect((await server.get(platform.tenant)).retentionDays).toBe(90);
  for (const days of [6, 731, 30.5, Number.NaN])
    await expect(server.setRetention(by, days)).rejects.toMatchObject({ key: 'retention.outOfRange', values: { least: 7, most: 730 } });
  await server.setRetention(by, 7);
  await server.setRetention(by, 7);
  expect((await server.get(platform.tenant)).retentionDays).toBe(7);
  const log = await database.db.selectFrom('audit').selectAll().where('action', '=', 'retention.changed').execute();
  expect(log).toHaveLength(1);
  expect(log[0]).toMatchObject({ member: olivia.id, before: '{"days":90}', after: '{"days":7}' });
});

const acme = asId<TenantId>('t/acme');
const globex = asId<TenantId>('t/globex');
const initech = asId<TenantId>('t/initech');

async function answersOfAge(database: OpenDatabase, tenant: TenantId, days: number, count: number): Promise<void> {
  await database.transaction(async (trx) => {
    for (let index = 0; index < count; index++) {
      const answer = asId<AnswerId>(`${days}-${index}`);
      const at = NOW - days * DAY_MS - index;
      await trx
        .insertInto('answer_version')
        .values({ tenant, answer, version: 1, text: `words ${index}`, hash: `${index}`, origin: 'first', created_at: at })
        .execute();
      await trx
        .insertInto('said')
        .values({
          tenant,
          message: asId(`m${days}-${index}`),
          member: asId<UserId>('u/1'),
          target_kind: 'post',
          target: 'p',
          text: 'said',
          status: 'doubtful',
          replies_to_person: 0,
          answer: null,
          sent_at: at,
          edited_at: null,
        })
        .execute();
      await trx
        .insertInto('coach_note')
        .values({
          tenant,
          id: `${days}-${index}`,
          answer,
          member: asId<UserId>('u/1'),
          author: null,
          text: 'note',
          created_at: at,
          updated_at: at,
        })
        .execute();
    }
  });
}

const left = async (database: OpenDatabase, tenant: TenantId): Promise<readonly number[]> => {
  const versions = await database.db
    .selectFrom('answer_version')
    .select('answer')
    .where('tenant', '=', tenant)
    .where('text', '!=', '')
    .execute();
  const said = await database.db.selectFrom('said').select('message').where('tenant', '=', tenant).where('text', 'is not', null).execute();
  const notes = await database.db.selectFrom('coach_note').select('id').where('tenant', '=', tenant).execute();
  return [versions.length, said.length, notes.length];
};

test('each server has its own term, and the default is that of servers that never chose one', async () => {
  const database = await openDatabase({ file: `${temporaryFolder()}/rapport.sqlite` });
  await saveRetention(database.db, acme, 7, NOW);
  await saveRetention(database.db, initech, 365, NOW);
  for (const tenant of [acme, globex, initech]) for (const days of [6, 8, 89, 91, 366]) await answersOfAge(database, tenant, days, 2);
  const gone = await letTextGo(database, NOW, (outcome) => outcome);
  expect(gone).toEqual({ versions: 8 + 4 + 2, said: 14, notes: 14, suggestions: 0 });
  expect(await left(database, acme)).toEqual([2, 2, 2]);
  expect(await left(database, globex)).toEqual([6, 6, 6]);
  expect(await left(database, initech)).toEqual([8, 8, 8]);
  expect(await letTextGo(database, NOW, (outcome) => outcome)).toEqual({ versions: 0, said: 0, notes: 0, suggestions: 0 });
  await database.close();
});

test('a suggestion that was declined goes with its reason; one that waits, and a question of the server, stay', async () => {
  const database = await openDatabase({ file: `${temporaryFolder()}/rapport.sqlite` });
  const at = NOW - 91 * DAY_MS;
  for (const state of ['declined', 'suggested', 'active', 'retired'] as const)
    await database.db
      .insertInto('own_question')
      .values({
        tenant: globex,
        id: `own-${state}`,
        version: 1,
        state,
        record: '{}',
        member: asId<UserId>('u/1'),
        reason: 'because',
        created_at: at,
        updated_at: at,
      })
      .execute();
  expect(await letTextGo(database, NOW, (outcome) => outcome)).toMatchObject({ suggestions: 1 });
  const rows = await database.db.selectFrom('own_question').select('state').orderBy('state').execute();
  expect(rows.map(({ state }) => state)).toEqual(['active', 'retired', 'suggested']);
  await database.close();
});

test('a great deal goes in small steps: who asks meanwhile is answered in between', async () => {
  const database = await openDatabase({ file: `${temporaryFolder()}/rapport.sqlite` });
  await answersOfAge(database, globex, 100, 1_700);
  let isOver = false;
  const going = letTextGo(database, NOW, (outcome) => outcome).then(() => {
    isOver = true;
  });
  let answered = 0;
  for (;;) {
    if (isOver) break;
    await database.db.selectFrom('setting').selectAll().execute();
    await nextTurn(); // as somebody who comes by the network
    if (!isOver) answered += 1;
  }
  await going;
  // 1,700 of each of three kinds, at no more than 500 a transaction: four steps each at least, with a turn between.
  expect(answered).toBeGreaterThanOrEqual(9);
  expect(await left(database, globex)).toEqual([0, 0, 0]);
  await database.close();
});
