// The program as an operator runs it: a process with its variables, its output and its end. Shared with the bench, so it knows no
// test runner.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const STARTS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 60_000;

export type Environment = Readonly<Record<string, string>>;

export interface End {
  /** null: a signal ended it. */
  readonly code: number | null;
  readonly output: string;
}

export interface Program {
  readonly pid: number;
  /** `http://localhost:<port>` */
  readonly address: string;
  /** From the spawn to the first 200 of /readyz. */
  readonly readyAfterMs: number;
  /** Everything that it has written so far, log and words to its operator together. */
  output(): string;
  /** True once it is gone or `kill` was called. */
  readonly isGone: boolean;
  /** kill -9, sent before the call returns. */
  kill(): Promise<End>;
  /** Asks it to end. Rejects when it has not in time. */
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<End>;
}

interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly ended: Promise<End>;
  output(): string;
  onOutput(listener: () => void): void;
}

/** Nothing of the machine's own variables, and no .env: only what is given counts. A port is chosen unless one is given. */
function launch(environment: Environment, nodeOptions: readonly string[]): Running {
  const child = spawn(process.execPath, [...nodeOptions, MAIN], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], TZ: process.env['TZ'], PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid === undefined) throw new Error('the program could not be spawned');
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  return {
    child,
    pid: child.pid,
    // 'close', not 'exit': by then all that it said was read.
    ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, output }))),
    output: () => output,
    onOutput: (listener) => void listeners.add(listener),
  };
}

/** Runs it to its end: for starts that are refused. Rejects, and kills it, when it goes on. */
export async function runProgram(environment: Environment): Promise<End> {
  const { child, ended } = launch(environment, []);
  return within(STARTS_WITHIN_MS, ended, () => {
    child.kill('SIGKILL');
    return 'the program was expected to end by itself, and went on';
  });
}

/** Resolves when /readyz says so. Rejects, with what it said, when it ends before. */
export async function startProgram(environment: Environment, nodeOptions: readonly string[] = []): Promise<Program> {
  const startedMs = performance.now();
  const running = launch(environment, nodeOptions);
  const { child, pid, ended } = running;
  const told = () => `the program did not get ready: ${running.output()}`;
  let isGone = false;
  void ended.then(() => {
    isGone = true;
  });
  try {
    const address = await within(STARTS_WITHIN_MS, addressOf(running), told);
    const ready = await fetch(`${address}/readyz`);
    if (ready.status !== 200) throw new Error(`${told()}\n/readyz: ${ready.status} ${await ready.text()}`);
    const readyAfterMs = performance.now() - startedMs;
    return {
      pid,
      address,
      readyAfterMs,
      output: () => running.output(),
      get isGone() {
        return isGone;
      },
      kill() {
        isGone = true;
        child.kill('SIGKILL');
        return ended;
      },
      stop(signal = 'SIGTERM') {
        child.kill(signal);
        return within(ENDS_WITHIN_MS, ended, () => `the program did not end: ${running.output()}`);
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    await ended;
    throw error;
  }
}

/** It says where it is once it is ready to be used. */
function addressOf(running: Running): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const [, address] = /Open (http:\/\/localhost:\d+)/.exec(running.output()) ?? [];
      if (address !== undefined) resolve(address);
    };
    running.onOutput(look);
    void running.ended.then(({ code, output }) => reject(new Error(`the program ended with ${String(code)}: ${output}`)));
  });
}

async function within<Value>(ms: number, work: Promise<Value>, otherwise: () => string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(otherwise())), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
