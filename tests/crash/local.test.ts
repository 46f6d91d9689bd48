// Two days lived through on the local platform, with a kill -9 at every moment of them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setUp } from './day.ts';
import { goOn } from './going-on.ts';
import { COUNTED, crashEverywhere } from './matrix.ts';
import type { Rig } from './matrix.ts';

const template = mkdtempSync(join(tmpdir(), 'rapport-crash-template-'));
beforeAll(() => setUp(template));
afterAll(() => rmSync(template, { recursive: true, force: true }));

const rig: Rig = { child: join(import.meta.dirname, 'child.ts'), template, goOn };

/** Every request; of the writes, in between, each eleventh: all of them by night. */
const stride = (counted: (typeof COUNTED)[number]): number => (counted === 'after-write' && process.env['NIGHTLY'] !== '1' ? 11 : 1);

test.each(COUNTED)(
  'killed %s, at every moment: one question, one thread, one recap a day, and nothing that was acknowledged is lost',
  async (counted) => {
    const faults = await crashEverywhere(rig, counted, stride(counted), 3);
    expect(faults.size).toBeGreaterThan(10);
    expect([...faults].filter(([, found]) => found.length > 0)).toEqual([]);
  },
  30 * 60_000,
);
