// Starts that are refused: each says in a sentence what is wrong and how to mend it, and ends with 1.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../support/rapport.ts';
import { started } from './operator.ts';
import { runProgram } from './program.ts';

async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port; // it listens on a port, not on a pipe
}

const sentences = (output: string): readonly string[] => output.split('\n').filter((line) => line.startsWith('  - '));

test('a second start on the same folder is told who holds it, and the first one goes on', async () => {
  const folder = temporaryFolder();
  const first = await started({ DATA_DIR: folder });
  const second = await runProgram({ DATA_DIR: folder });
  expect(second.code).toBe(1);
  expect(sentences(second.output)).toHaveLength(1);
  expect(second.output).toContain(`DATA_DIR: ${folder} is in use by process ${first.pid} on ${hostname()}`);
  expect(second.output).toContain(`kill ${first.pid}`);
  expect((await fetch(`${first.address}/readyz`)).status).toBe(200);
});

test('a port that is taken is told with the variable that changes it', async () => {
  const port = await takenPort();
  const { code, output } = await runProgram({ DATA_DIR: temporaryFolder(), PORT: String(port) });
  expect(code).toBe(1);
  expect(sentences(output)).toEqual([expect.stringMatching(new RegExp(`PORT ${port} is in use.*set PORT to a free one`))]);
});

test('all variables that are wrong are told at once, none with its value', async () => {
  const { code, output } = await runProgram({
    DATA_DIR: join(temporaryFolder(), 'never-made'),
    PORT: 'eightythousand',
    PLAYGROUND: 'perhaps',
    LLM_BASE_URL: 'sk-secret-in-the-wrong-place',
    LLM_TIMEOUT_SECONDS: 'soonish',
    THREAD_QUIET_SECONDS: 'minus-one',
  });
  expect(code).toBe(1);
  const told = sentences(output);
  const names = ['PORT', 'PLAYGROUND', 'LLM_BASE_URL', 'LLM_TIMEOUT_SECONDS', 'THREAD_QUIET_SECONDS'];
  for (const name of names) expect(told).toContainEqual(expect.stringContaining(`${name} must be`));
  expect(output).not.toMatch(/eightythousand|perhaps|sk-secret|soonish|minus-one/);
});

test('what one variable lacks is told beside what is wrong with others', async () => {
  const { code, output } = await runProgram({ DATA_DIR: temporaryFolder(), LOG_LEVEL: 'shouting', LLM_BASE_URL: 'http://127.0.0.1:9/v1' });
  expect(code).toBe(1);
  expect(sentences(output)).toEqual([expect.stringContaining('LOG_LEVEL must be'), expect.stringContaining('LLM_MODEL is needed')]);
});

test('a data folder that is a file is told in a sentence', async () => {
  const file = join(temporaryFolder(), 'taken');
  writeFileSync(file, 'not a folder');
  const { code, output } = await runProgram({ DATA_DIR: file });
  expect(code).toBe(1);
  expect(sentences(output)).toEqual([expect.stringMatching(/DATA_DIR: .*taken cannot be created or written.*Make it writable/)]);
});

test.skipIf(process.getuid?.() === 0)('a data folder that may not be written is told in a sentence', async () => {
  const folder = join(temporaryFolder(), 'closed');
  mkdirSync(folder);
  chmodSync(folder, 0o500);
  onTestFinished(() => chmodSync(folder, 0o700));
  const { code, output } = await runProgram({ DATA_DIR: folder });
  expect(code).toBe(1);
  expect(sentences(output)).toEqual([expect.stringMatching(/DATA_DIR: .*closed cannot be created or written.*Make it writable/)]);
});

test('a database that is none is told in a sentence, and left as it is', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'rapport.sqlite'), 'these are no pages of a database, but somebody wants to keep them'.repeat(100));
  const { code, output } = await runProgram({ DATA_DIR: folder });
  expect(code).toBe(1);
  expect(sentences(output)).toEqual([expect.stringMatching(/rapport\.sqlite.*not an SQLite database/)]);
});
