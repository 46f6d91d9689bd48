// The bot's disk takes nothing, while the chat still works, as on Discord or Slack: people are told, nothing that was said is lost.
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { FAIR_ANSWER, THIN_ANSWER, openPlayground } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { START_MS, formOf } from '../support/world.ts';

/** To SQLite the same as a disk that is full: it gives no page more than there are, and those of what comes in have no room. */
async function fill({ database, platform }: Playground): Promise<void> {
  const { db } = database;
  await sql`pragma max_page_count = 1`.execute(db); // not fewer than there are
  for (const length of [2_000, 200, 20, 1]) {
    await untilRefused((index) => db.insertInto('setting').values({ key: `fill-${length}-${index}`, value: 'x'.repeat(length) }));
    await untilRefused((index) =>
      db.insertInto('inbox').values({
        tenant: platform.tenant,
        event_id: `fill-${length}-${index}`,
        payload: 'x'.repeat(length),
        received_at: START_MS,
        handled_at: START_MS,
      }),
    );
  }
}

async function untilRefused(insert: (index: number) => { execute(): Promise<unknown> }): Promise<void> {
  for (let index = 0; index < 10_000; index++) {
    const refused = await insert(index)
      .execute()
      .then(
        () => false,
        () => true,
      );
    if (refused) return;
  }
  throw new Error('it was never full');
}

const makeRoom = ({ database }: Playground) => sql`pragma max_page_count = 1000000`.execute(database.db);

const readOnly = ({ database }: Playground) => sql`pragma query_only = on`.execute(database.db);
const writable = ({ database }: Playground) => sql`pragma query_only = off`.execute(database.db);

test.each([
  ['full', fill, makeRoom, /disk is full/],
  ['read-only', readOnly, writable, /cannot be written/],
] as const)(
  'a %s disk: told to who writes, ready again by itself, and what was said in the thread is read after all',
  async (_, stop, goOn, reason) => {
    const playground = await openPlayground();
    const { ana, ben, chidi, question, thread, after, settle, database, log, wait } = playground;
    const form = formOf(await ana.presses(question(), 'Answer privately'));
    await after(ben.submits(formOf(await ben.presses(question(), 'Answer privately')), { answer: FAIR_ANSWER.replace('840', '915') }), ben);
    await stop(playground);

    expect(await database.writeFault()).toMatch(reason);
    const told = await after(ana.submits(form, { answer: FAIR_ANSWER }), ana);
    expect(told.text).toContain('could not be kept');
    expect(told.text).toContain('send them again');
    chidi.says(thread(), THIN_ANSWER);
    ana.says(ana.direct, 'Hello, are you there?');
    await settle().catch(() => undefined);
    expect(ana.reads(ana.direct).at(-1)).toContain('could not be kept');
    expect(log.some((line) => line.level === 'error' && line.message.includes('cannot be written to'))).toBe(true);
    expect((await after(ben.types('/progress'), ben)).text).toContain('daily question');

    await goOn(playground);
    expect(await database.writeFault()).toBeNull();
    await expect.poll(() => log.some((line) => line.message.includes('can be written to again')), { timeout: 30_000 }).toBe(true);
    await wait(60_000);
    expect(chidi.sees(thread()).find((message) => message.text.includes('lost shifts'))?.mark).toBe('done');
    const own = FAIR_ANSWER.replace('agency', 'utility, for three years,').replace('fortnight', 'two weeks');
    expect((await after(ana.submits(formOf(await ana.presses(question(), 'Answer privately')), { answer: own }), ana)).text).not.toContain(
      'could not be kept',
    );
  },
);
