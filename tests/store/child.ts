// A process of our own program, for what only a second process can show.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Child {
  readonly pid: number;
  /** Everything that it has said, a line each. */
  readonly said: readonly string[];
  /** Resolves when it has said `count` lines; rejects when it ends before. */
  saidLines(count: number): Promise<void>;
  go(): void;
  /** kill -9. Resolves when it is gone and all that it said was read. */
  kill(): Promise<void>;
  ended(): Promise<void>;
}

export function startChild(script: string, ...args: readonly string[]): Child {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'children', script), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const said: string[] = [];
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => said.push(line));
  if (child.pid === undefined) throw new Error(`${script} did not start`);
  return {
    pid: child.pid,
    said,
    saidLines: (count) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (said.length >= count) resolve();
        };
        look();
        lines.on('line', look);
        void closed.then(() => reject(new Error(`${script} ended after ${said.length} lines`)));
      }),
    go: () => void child.stdin.write('go\n'),
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
    ended: () => closed,
  };
}
