// What the figures were measured on. Times without the disk's own are worth little: a commit waits for it.
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';

export interface Machine {
  readonly measuredAt: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryMB: number;
  readonly system: string;
  readonly node: string;
  /** Of the last minute, before anything was measured: above the number of cores the machine was busy with other things. */
  readonly loadBefore: number;
  /** Median time to write 4 KiB and have the disk confirm it, in the folder for temporary files. */
  readonly diskSyncMs: number;
}

export function describeMachine(): Machine {
  return {
    measuredAt: new Date().toISOString(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryMB: Math.round(totalmem() / 1024 / 1024),
    system: `${process.platform} ${release()} ${process.arch}`,
    node: process.version,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    diskSyncMs: diskSyncMs(),
  };
}

function diskSyncMs(): number {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-bench-'));
  const file = openSync(join(folder, 'probe'), 'w');
  const page = Buffer.alloc(4096, 1);
  const samples: number[] = [];
  for (let index = 0; index < 51; index += 1) {
    const startedMs = performance.now();
    writeSync(file, page);
    fsyncSync(file);
    samples.push(performance.now() - startedMs);
  }
  closeSync(file);
  rmSync(folder, { recursive: true });
  return Math.round((samples.sort((a, b) => a - b)[25] ?? 0) * 1000) / 1000;
}
