// SIGTERM and SIGINT: no new work, what runs is finished, exit 0.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FAIR_ANSWER, temporaryFolder } from '../support/rapport.ts';
import { started } from './operator.ts';
import { formOf, messageOf, personAt, questionsIn, settle } from './person.ts';

/** The status of /readyz each time it is asked, until nobody answers. */
async function readinessUntilClosed(address: string): Promise<readonly number[]> {
  const seen: number[] = [];
  for (;;) {
    try {
      seen.push((await fetch(`${address}/readyz`, { headers: { connection: 'close' } })).status);
    } catch {
      return seen;
    }
  }
}

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it in order with 0, readiness first, also while somebody listens', async (signal) => {
  const folder = temporaryFolder();
  const program = await started({ DATA_DIR: folder });
  const listening = await fetch(`${program.address}/api/local/events?as=ana`);
  const readiness = readinessUntilClosed(program.address);
  const end = await program.stop(signal);
  expect(end.code).toBe(0);
  // Once it has said "not now" it never says "ready" again; it may also close without a word.
  expect((await readiness).join(' ')).toMatch(/^(200 ?)*(503 ?)*$/);
  expect(existsSync(join(folder, 'lock.json'))).toBe(false);
  await listening.text().catch(() => 'cut off');
  expect(end.output).not.toMatch(/"level":[56]0/);
});

test('what was said a moment before is there after the next start, and gets its feedback', async () => {
  const folder = temporaryFolder();
  const first = await started({ DATA_DIR: folder });
  await settle(first);
  const [question] = await questionsIn(first);
  if (question?.thread === null || question === undefined) throw new Error('no question');
  const ana = personAt(first, 'ana');
  const said = await ana.says(question.thread.id, FAIR_ANSWER);
  const practice = personAt(first, 'ben').types('/practice');
  const [, end] = [await practice, await first.stop()];
  expect(end.code).toBe(0);

  const second = await started({ DATA_DIR: folder });
  const again = personAt(second, 'ana');
  await expect
    .poll(async () => (await again.sees(said.in)).find((message) => message.id === said.id)?.mark, { timeout: 40_000 })
    .toBe('done');
  await settle(second);
  const board = (await again.sees(said.in)).find((message) => message.buttons.some(({ label }) => label === 'My feedback'));
  if (board === undefined) throw new Error('no board');
  expect(messageOf(await again.presses(board, 'My feedback')).text).toContain('Fix this first');
  const [standing] = await questionsIn(second);
  if (standing === undefined) throw new Error('no question');
  expect(formOf(await again.presses(standing, 'Answer privately')).fields[0]?.value).toBe(FAIR_ANSWER);
});
