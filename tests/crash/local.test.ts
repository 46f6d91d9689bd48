// Two days lived through on the local platform, with a kill -9 at every moment of them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setUp } from './day.ts';
import { goOn } from './going-on.ts';
import { COUNTED, crashEverywhere } from './matrix.ts';
import type { Counted, Rig } from './matrix.ts';

const template = mkdtempSync(join(tmpdir(), 'rapport-crash-template-'));
beforeAll(() => setUp(template));
afterAll(() => rmSync(template, { recursive: true, force: true }));

const rig: Rig = { child: join(import.meta.dirname, 'child.ts'), template, goOn };

/** Every request is died after; before it, and after the writes in between, each so-many-th: all of them by night. */
const STRIDES = { 'after-request': 1, 'before-request': 8, 'after-write': 35 } as const satisfies Record<Counted, number>;
const stride = (counted: Counted): number => (process.env['MODE'] === 'nightly' ? 1 : STRIDES[counted]);

test.each(COUNTED)(
  'killed %s, at every moment: one question, one thread, one recap a day, and nothing that was acknowledged is lost',
  async (counted) => {
    const faults = await crashEverywhere(rig, counted, stride(counted), 3);
    expect(faults.size).toBeGreaterThan(2);
    expect([...faults].filter(([, found]) => found.length > 0)).toEqual([]);
  },
  30 * 60_000,
);
