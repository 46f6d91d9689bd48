// The crash matrix: for every n a bot that dies at its n-th request or write, then a bot that goes on. Knows no platform but through the
// rig, so that every platform's far end can be put under it.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const COUNTED = ['before-request', 'after-request', 'after-write'] as const;
export type Counted = (typeof COUNTED)[number];

export interface Rig {
  /** A program that takes a folder, what to count and n; it notes its step in the folder and dies by itself. */
  readonly child: string;
  /** What every run begins with; copied. */
  readonly template: string;
  /** Goes on from the step in which the other died, to the end. What it finds wrong, in words; empty: all is well. */
  readonly goOn: (folder: string, step: number) => Promise<readonly string[]>;
}

/** Killed: how it went on. Not killed: it ended by itself, and counted so many. */
type Run = { readonly kind: 'killed'; readonly faults: readonly string[] } | { readonly kind: 'ended'; readonly counted: number };

export async function crashAt(rig: Rig, counted: Counted, n: number): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-crash-'));
  try {
    cpSync(rig.template, folder, { recursive: true });
    const end = await runChild(rig.child, [folder, counted, String(n)]);
    if (end.signal !== 'SIGKILL') {
      if (end.code !== 0) throw new Error(`${counted} ${n}: the program ended with ${end.code ?? end.signal}: ${end.output}`);
      return { kind: 'ended', counted: Number(end.output) };
    }
    const noted = join(folder, 'step');
    const step = existsSync(noted) ? Number(readFileSync(noted, 'utf8')) : 0;
    return { kind: 'killed', faults: await rig.goOn(folder, step) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every n of a kind, `stride` apart, a few at a time. Returns the faults by n. */
export async function crashEverywhere(
  rig: Rig,
  counted: Counted,
  stride: number,
  atOnce: number,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const whole = await crashAt(rig, counted, 0);
  if (whole.kind !== 'ended') throw new Error('the program died although nobody asked it to');
  const moments = Array.from({ length: whole.counted }, (_, index) => index + 1).filter((n) => n % stride === 0 || n === whole.counted);
  const faults = new Map<number, readonly string[]>();
  const worker = async (): Promise<void> => {
    for (let n = moments.shift(); n !== undefined; n = moments.shift()) {
      const run = await crashAt(rig, counted, n);
      // How many requests a run makes may differ by one or two: what did not die proves nothing, and breaks nothing.
      if (run.kind === 'killed') faults.set(n, run.faults);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return faults;
}

interface ChildEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
}

function runChild(script: string, given: readonly string[]): Promise<ChildEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...given], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, output }));
  });
}
