// An operator's command, as npm runs it: a process with its variables, its output and its end.
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { End, Environment } from './program.ts';

/** Nothing of the machine's own variables, and no .env: only what is given counts. */
export function runCommand(script: 'backup' | 'doctor' | 'restore', environment: Environment, ...given: readonly string[]): Promise<End> {
  const file = fileURLToPath(new URL(`../../scripts/${script}.ts`, import.meta.url));
  const child = spawn(process.execPath, [file, ...given], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], TZ: process.env['TZ'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
