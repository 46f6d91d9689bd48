// The bot's disk takes nothing, while the chat still works, as on Discord or Slack: people are told, nothing that was said is lost.
import { writeSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { FAIR_ANSWER, openPlayground } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { formOf } from '../support/world.ts';

/** To SQLite the same as a disk that is full: it gives no page more than there are, and none of them has room. */
async function fill({ database }: Playground): Promise<void> {
  await sql`pragma max_page_count = 1`.execute(database.db); // not fewer than there are
  for (const length of [2_000, 200, 20])
    for (let index = 0; ; index++) {
      const values = { key: `fill-${length}-${index}`, value: 'x'.repeat(length) };
      if (
        await database.db
          .insertInto('setting')
          .values(values)
          .execute()
          .then(
            () => false,
            () => true,
          )
      )
        break;
    }
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
    writeSync(2, 'step 1\n');
    const { ana, ben, chidi, question, thread, after, settle, database, log, wait } = playground;
    writeSync(2, 'step 2\n');
    const form = formOf(await ana.presses(question(), 'Answer privately'));
    writeSync(2, 'step 3\n');
    await after(ben.submits(formOf(await ben.presses(question(), 'Answer privately')), { answer: FAIR_ANSWER.replace('840', '915') }), ben);
    writeSync(2, 'step 4\n');
    await stop(playground);
    writeSync(2, 'step 5\n');

    expect(await database.writeFault()).toMatch(reason);
    writeSync(2, 'step 6\n');
    const told = await after(ana.submits(form, { answer: FAIR_ANSWER }), ana);
    writeSync(2, 'step 7\n');
    expect(told.text).toContain('could not be kept');
    writeSync(2, 'step 8\n');
    expect(told.text).toContain('send them again');
    writeSync(2, 'step 9\n');
    chidi.says(thread(), FAIR_ANSWER.replace('840', '1,210'));
    writeSync(2, 'step 10\n');
    ana.says(ana.direct, 'Hello, are you there?');
    writeSync(2, 'step 11\n');
    await settle().catch(() => undefined);
    writeSync(2, 'step 12\n');
    expect(ana.reads(ana.direct).at(-1)).toContain('could not be kept');
    writeSync(2, 'step 13\n');
    expect(log.some((line) => line.level === 'error' && line.message.includes('cannot be written to'))).toBe(true);
    writeSync(2, 'step 14\n');
    expect((await after(ben.types('/progress'), ben)).text).toContain('Promises');
    writeSync(2, 'step 15\n');

    await goOn(playground);
    writeSync(2, 'step 16\n');
    expect(await database.writeFault()).toBeNull();
    writeSync(2, 'step 17\n');
    await expect.poll(() => log.some((line) => line.message.includes('can be written to again')), { timeout: 30_000 }).toBe(true);
    writeSync(2, 'step 18\n');
    await wait(60_000);
    writeSync(2, 'step 19\n');
    expect(chidi.sees(thread()).find((message) => message.text.includes('1,210'))?.mark).toBe('done');
    writeSync(2, 'step 20\n');
    expect((await after(ana.submits(form, { answer: FAIR_ANSWER }), ana)).text).toContain('Fix this first');
    writeSync(2, 'step 21\n');
  },
);
