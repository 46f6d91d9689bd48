// `npm run doctor`, as an operator runs it: beside a server and without one, with everything right and with one thing wrong at a time.
import { createServer } from 'node:http';
import { createServer as createPlainServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../support/rapport.ts';
import { runCommand } from './command.ts';
import { started } from './operator.ts';
import { settle } from './person.ts';
import type { Environment } from './program.ts';

const Findings = z.array(
  z.object({ check: z.string(), state: z.enum(['ok', 'warn', 'fault']), said: z.string(), mend: z.string().nullable() }),
);
type Finding = z.infer<typeof Findings>[number];

async function examined(
  environment: Environment,
): Promise<{ readonly code: number | null; readonly of: (check: string) => readonly Finding[]; readonly faults: readonly string[] }> {
  const { code, output } = await runCommand('doctor', environment, '--json');
  const findings = Findings.parse(JSON.parse(output));
  return {
    code,
    of: (check) => findings.filter((finding) => finding.check === check),
    faults: findings.filter((finding) => finding.state === 'fault').map((finding) => finding.check),
  };
}

/** Names, sizes and times of all files: what a look must leave as it was. The memory that readers share is nobody's data. */
const trace = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => !name.endsWith('-shm'))
    .sort()
    .map((name) => `${name} ${statSync(join(folder, name)).size} ${statSync(join(folder, name)).mtimeMs}`)
    .join('\n');

async function freePort(): Promise<number> {
  const server = createPlainServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('beside a running server everything is read through; after its end as well; and not a byte is written', async () => {
  const environment = { DATA_DIR: join(temporaryFolder(), 'data'), PORT: String(await freePort()) };
  const program = await started(environment);
  await settle(program);
  const running = await examined(environment);
  expect(running.faults).toEqual([]);
  expect(running.code).toBe(0);
  expect(running.of('running')[0]?.said).toContain(`process ${program.pid}`);
  expect(running.of('server')[0]?.said).toMatch(/runs on port \d+ and says: ready/);
  expect(running.of('plans')[0]?.said).toBe('1 active, 0 paused');
  expect(running.of('back-up')[0]).toMatchObject({ state: 'warn', said: 'none was made yet' });

  await program.kill();
  const killed = trace(environment.DATA_DIR);
  expect((await examined(environment)).of('running')[0]?.said).toMatch(/no server uses/);
  expect(trace(environment.DATA_DIR)).toBe(killed);

  await (await started(environment)).stop();
  const stopped = trace(environment.DATA_DIR);
  const after = await examined(environment);
  expect(after.code).toBe(0);
  expect(after.of('port')[0]?.said).toMatch(/is free/);
  expect(trace(environment.DATA_DIR)).toBe(stopped);
});

test('before the first start: nothing is at fault, and no folder is made', async () => {
  const folder = temporaryFolder();
  const { code, of } = await examined({ DATA_DIR: join(folder, 'data'), PORT: '0' });
  expect(code).toBe(0);
  expect(of('data folder')[0]).toMatchObject({ state: 'warn', said: expect.stringContaining('is not there yet') });
  expect(readdirSync(folder)).toEqual([]);
});

test('variables that are wrong are told with their mends, and the rest is looked at all the same', async () => {
  const { code, of } = await examined({ DATA_DIR: temporaryFolder(), PORT: 'eighty', LLM_BASE_URL: 'sk-secret', DISCORD_TOKEN: 'a-token' });
  expect(code).toBe(1);
  const said = of('configuration').map((finding) => finding.said);
  expect(said).toHaveLength(3);
  expect(said.join()).toMatch(/PORT must be.*LLM_BASE_URL must be.*LLM_MODEL is needed/);
  expect(said.join()).not.toMatch(/eighty|sk-secret|a-token/);
  expect(of('zone data')[0]?.state).toBe('ok');
});

async function prepared(): Promise<{
  readonly environment: Environment & { readonly DATA_DIR: string };
  readonly file: string;
  readonly change: (sql: string) => void;
}> {
  const environment = { DATA_DIR: join(temporaryFolder(), 'data'), PORT: '0' };
  const program = await started(environment);
  await settle(program);
  await program.stop();
  const file = join(environment.DATA_DIR, 'rapport.sqlite');
  return {
    environment,
    file,
    change(sql) {
      const database = new DatabaseSync(file);
      database.exec(sql);
      database.close();
    },
  };
}

test('what waits for somebody in the database is told by kind and count, with nothing of anybody', async () => {
  const { environment, change } = await prepared();
  change(`insert into job (tenant, id, queue, key, payload, state, run_at, attempts, max_attempts, created_at, finished_at)
    values ('t', 'j', 'grade', 'k', '{"answer":"secret-answer"}', 'dead', 1, 8, 8, 1, 1);
    update plan set state = 'blocked'; update post set fault = 'channel-gone', created_at = ${Date.now()}`);
  const { code, of } = await examined(environment);
  expect(code).toBe(0);
  expect(of('jobs')[0]).toMatchObject({ state: 'warn', said: expect.stringContaining('1 of grade') });
  expect(of('plans')[0]).toMatchObject({ state: 'warn', said: expect.stringContaining('1 standing still') });
  expect(of('posts')[0]?.said).toContain('channel-gone');
  change("insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00.000Z')");
  const newer = await examined(environment);
  expect(newer.faults).toEqual(['schema']);
  expect(newer.of('schema')[0]?.said).toMatch(/newer version.*9999-later/);
});

test('a damaged file, a clock that is behind, a folder that is a file, a port that is taken: each is a fault with its mend', async () => {
  const { environment, file } = await prepared();
  const ahead = new Date(Date.now() + 3 * 3_600_000);
  utimesSync(join(environment.DATA_DIR, 'chat.sqlite'), ahead, ahead);
  const bytes = readFileSync(file);
  writeFileSync(file, Buffer.concat([bytes.subarray(0, 8_192), Buffer.alloc(bytes.length - 8_192, 7)]));
  const server = createPlainServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // it listens on a port
  const { code, of, faults } = await examined({ ...environment, PORT: String(port) });
  expect(code).toBe(1);
  expect(faults).toEqual(['clock', 'database', 'port']);
  expect(of('clock')[0]?.said).toMatch(/written 2 hours|written 179 minutes/);
  expect(of('database')[0]?.mend).toContain('npm run restore');

  const taken = join(temporaryFolder(), 'taken');
  writeFileSync(taken, 'not a folder');
  expect((await examined({ DATA_DIR: taken, PORT: '0' })).of('data folder')[0]).toMatchObject({
    state: 'fault',
    said: expect.stringContaining('is no folder'),
  });
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written is a fault', async () => {
  const folder = join(temporaryFolder(), 'closed');
  mkdirSync(folder);
  chmodSync(folder, 0o500);
  onTestFinished(() => chmodSync(folder, 0o700));
  expect((await examined({ DATA_DIR: folder, PORT: '0' })).of('data folder')[0]?.said).toMatch(/cannot be written \(EACCES\)/);
});

const KEY = 'sk-never-to-be-shown';

/** An endpoint that lists its models. `headers` replace its own. */
async function endpoint(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: object = { data: [{ id: 'small' }] },
): Promise<string> {
  const server = createServer((request, response) => {
    const allowed = request.headers.authorization === `Bearer ${KEY}` && request.url === '/v1/models' ? status : 404;
    response.writeHead(allowed, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`; // it listens on a port
}

test('the model: reached or not, its key refused, its name unknown, its clock; and never a key in the output', async () => {
  const base = { DATA_DIR: temporaryFolder(), PORT: '0', LLM_MODEL: 'small', OPENAI_API_KEY: KEY };
  const ask = (url: string, more: Environment = {}) => runCommand('doctor', { ...base, LLM_BASE_URL: url, ...more });
  const right = await ask(await endpoint(200));
  expect(right.output).toMatch(/ok +model +small at 127/);
  expect(right.output).toMatch(/ok +clock of others/);
  expect(right.code).toBe(0);
  expect((await ask(await endpoint(401))).output).toMatch(/fault +model .*refuses the key \(401\)\n +Set OPENAI_API_KEY/);
  expect((await ask(await endpoint(200), { LLM_MODEL: 'large' })).output).toMatch(
    /warn +model .*does not list large\n +Set LLM_MODEL .*small/,
  );
  const behind = await ask(await endpoint(200, { date: new Date(Date.now() + 10 * 60_000).toUTCString() }));
  expect(behind.output).toMatch(/fault +clock of others .*(9|10) minutes behind that of 127/);
  expect(behind.code).toBe(1);
  const away = await ask('http://127.0.0.1:9/v1');
  expect(away.output).toMatch(/fault +model +127.0.0.1:9: it cannot be reached/);
  for (const { output } of [right, behind, away]) expect(output).not.toContain(KEY);
});
