// From `node src/main.ts` to the first 200 of /readyz: on an empty folder, and again on the same one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram } from '../tests/process/program.ts';
import { middle } from './figures.ts';
import type { Figure } from './figures.ts';

const RUNS = 5;

export async function measure(): Promise<readonly Figure[]> {
  const first: number[] = [];
  const warm: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'rapport-bench-'));
    try {
      for (const samples of [first, warm]) {
        const program = await startProgram({ DATA_DIR: folder });
        samples.push(program.readyAfterMs);
        await program.stop();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return [middle('start to ready, first', 'ms', first), middle('start to ready, warm', 'ms', warm, 1_500)];
}
