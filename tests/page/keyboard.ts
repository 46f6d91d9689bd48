// A person without a mouse, who knows where they are by what a screen reader would say of it.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { PATIENCE_MS } from './stage.ts';

/** More stops than the page has; whoever needs so many is lost. */
const MOST_STOPS = 60;

interface Keyboard {
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  /** Presses Tab until the focus stands on what is described so. */
  tabTo(described: RegExp): Promise<void>;
  focusIsOn(described: RegExp): Promise<void>;
}

export async function createKeyboard(page: Page): Promise<Keyboard> {
  const focused = await createListener(page);
  return {
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.insertText(text),
    focusIsOn: (described) => expect.poll(focused, { timeout: PATIENCE_MS }).toMatch(described),
    async tabTo(described) {
      const passed: string[] = [];
      while (passed.length < MOST_STOPS) {
        await page.keyboard.press('Tab');
        const here = await focused();
        if (described.test(here)) return;
        passed.push(here);
      }
      throw new Error(`Tab does not lead to ${String(described)}. It leads to:\n${passed.join('\n')}`);
    },
  };
}

/** What has the focus, as the browser tells it to assistive technology: `role "name" (description)`. */
async function createListener(page: Page): Promise<() => Promise<string>> {
  const browser = await page.context().newCDPSession(page);
  return async () => {
    const { result } = await browser.send('Runtime.evaluate', { expression: 'document.activeElement' });
    if (result.objectId === undefined) return 'nothing';
    const { nodes } = await browser.send('Accessibility.getPartialAXTree', { objectId: result.objectId, fetchRelatives: false });
    const [node] = nodes;
    const description = String(node?.description?.value ?? '');
    return `${String(node?.role?.value)} "${String(node?.name?.value)}"${description === '' ? '' : ` (${description})`}`;
  };
}
