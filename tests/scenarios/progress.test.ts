// What a member sees of themselves once there is something to see.
import { expect, test } from 'vitest';
import { FAIR_ANSWER, THIN_ANSWER, openPlayground } from '../support/rapport.ts';
import { formOf } from '../support/world.ts';

test('after three answers /progress shows how the criteria go, what is strongest and what to work on; in calm mode in words alone', async () => {
  const { ana, after, question, wait } = await openPlayground();
  for (const answer of [THIN_ANSWER, FAIR_ANSWER, `${THIN_ANSWER} That was two years ago.`]) {
    expect((await after(ana.types('/progress'), ana)).text).not.toContain('Strongest lately');
    await after(ana.submits(formOf(await ana.presses(question(), 'Answer privately')), { answer }), ana);
    await wait(24 * 3_600_000);
  }
  const shown = await after(ana.types('/progress'), ana);
  expect(shown.text).toMatch(/Your last 3 answers, on average\nOn the question ▰/);
  expect(shown.text).toMatch(/Strongest lately: \w+.*\.\nWork on next: \w+/);
  await after(ana.presses(await after(ana.types('/settings'), ana), 'Turn on: Calm mode'), ana);
  const calm = await after(ana.types('/progress'), ana);
  expect(calm.text).not.toContain('▰');
  expect(calm.text).toContain('Work on next:');
});
