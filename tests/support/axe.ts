// What axe finds on a page as it stands. The page's own policy forbids scripts from elsewhere, and stays in force.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const GRAVE = ['serious', 'critical'];

/** Colours on their way from one scheme to the other are no state of the page. */
const REST = `(async () => {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  await Promise.allSettled(document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity).map((one) => one.finished));
})()`;
const RUN = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, impact, help, nodes }) =>
  ({ id, impact, help, at: nodes.map(({ target, any }) => [target.join(' '), ...any.map(({ message }) => message)].join(': ')) })))`;

const findingsSchema = z.array(z.object({ id: z.string(), impact: z.string().nullable(), help: z.string(), at: z.array(z.string()) }));

/** Each serious or critical finding as a line: rule, what is wrong, where. */
export async function graveFindings(page: Page): Promise<readonly string[]> {
  // Through the debugger: Playwright's own evaluate of a source would be an eval, which the page's policy refuses.
  const debug = await page.context().newCDPSession(page);
  try {
    await debug.send('Runtime.evaluate', { expression: `if (!('axe' in globalThis)) { ${axe.source} }` });
    await debug.send('Runtime.evaluate', { expression: REST, awaitPromise: true });
    const { result } = await debug.send('Runtime.evaluate', { expression: RUN, awaitPromise: true, returnByValue: true });
    return findingsSchema
      .parse(result.value)
      .filter(({ impact }) => impact !== null && GRAVE.includes(impact))
      .map(({ id, impact, help, at }) => `${impact ?? ''} ${id}: ${help}: ${at.join(' | ')}`);
  } finally {
    await debug.detach();
  }
}
