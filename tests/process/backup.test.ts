// Back-up and restore as an operator does them, with real processes: what was erased stays erased on every way back.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support/rapport.ts';
import { runCommand } from './command.ts';
import { started } from './operator.ts';
import { formOf, messageOf, personAt, questionsIn, settle } from './person.ts';
import { startProgram } from './program.ts';
import type { Program } from './program.ts';

const ANAS = 'the marmalade account';
const BENS = 'the walnut account';

const answer = (account: string): string =>
  `At my last agency I looked after ${account}: 65 days past due on 840 dollars, two broken promises. I checked the notes, verified who I was speaking to and asked what had changed. She said her hours were cut, so we agreed 60 dollars every second Friday, and she kept four of four payments.`;

async function answers(program: Program, handle: string, text: string): Promise<void> {
  await settle(program);
  const [question] = await questionsIn(program);
  if (question === undefined) throw new Error('no question');
  const person = personAt(program, handle);
  messageOf(await person.submits(formOf(await person.presses(question, 'Answer privately')), { answer: text }));
  await person.types('/profile').then((form) => person.submits(formOf(form), { level: 'senior', zone: 'Asia/Singapore' }));
  await settle(program);
}

async function erases(program: Program, handle: string): Promise<void> {
  const person = personAt(program, handle);
  const ask = messageOf(await person.types('/privacy erase'));
  messageOf(await person.presses(ask, 'Yes, erase it all'));
  await settle(program);
}

const bytesOf = (file: string): string =>
  ['', '-wal', '-journal'].map((suffix) => (existsSync(`${file}${suffix}`) ? readFileSync(`${file}${suffix}`, 'latin1') : '')).join('');

/** Every table that has a row which names somebody, as a list of `table.column`. */
function naming(file: string, text: string): readonly string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = database
      .prepare("select name from sqlite_master where type = 'table'")
      .all()
      .map((row) => String(row['name']));
    return tables.flatMap((table) =>
      database
        .prepare(`select * from "${table}"`)
        .all()
        .flatMap((row) => Object.entries(row).flatMap(([column, value]) => (String(value).includes(text) ? [`${table}.${column}`] : []))),
    );
  } finally {
    database.close();
  }
}

interface Scene {
  readonly folder: string;
  readonly data: string;
  readonly backup: string;
}

/** Ana and Ben have answered, a back-up was made while the server ran, then Ana erased everything; the server has ended. */
let scene: { readonly folder: string; readonly name: string };

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-'));
  const data = join(folder, 'data');
  const program = await startProgram({ DATA_DIR: data });
  try {
    await answers(program, 'ana', answer(ANAS));
    await answers(program, 'ben', answer(BENS));
    const made = await runCommand('backup', { DATA_DIR: data }, '--to', join(folder, 'backups'));
    await erases(program, 'ana');
    await program.stop();
    const name = readdirSync(join(folder, 'backups')).find((one) => /^rapport-\d{8}T\d{6}Z\.sqlite$/.test(one));
    if (name === undefined) throw new Error(`no back-up stands there: ${made.output}`);
    scene = { folder, name };
  } finally {
    await program.kill();
  }
});
afterAll(() => rmSync(scene.folder, { recursive: true, force: true }));

/** Each test has a copy of its own. */
function erasedSinceTheBackup(): Scene {
  const folder = temporaryFolder();
  cpSync(scene.folder, folder, { recursive: true });
  return { folder, data: join(folder, 'data'), backup: join(folder, 'backups', scene.name) };
}

function expectNothingOfAna(file: string): void {
  expect(naming(file, ANAS)).toEqual([]);
  expect(naming(file, 'local:user/ana')).toEqual([]);
  expect(bytesOf(file)).not.toContain(ANAS);
  expect(naming(file, BENS)).not.toEqual([]);
}

test('answer, back up while it runs, erase, restore: nothing of the person is in any table or anywhere in the file', async () => {
  const { data, backup } = erasedSinceTheBackup();
  expect(statSync(backup).mode & 0o777).toBe(0o600);
  expect(naming(backup, ANAS)).not.toEqual([]);
  expect(naming(backup, 'backup.takenAtMs')).toEqual(['setting.key']);
  expect(existsSync(backup.replace('.sqlite', '.chat.sqlite'))).toBe(true);

  const { code, output } = await runCommand('restore', { DATA_DIR: data }, '--from', backup);
  expect(output).toContain('done again: 1.');
  expect(code).toBe(0);
  const file = join(data, 'rapport.sqlite');
  expectNothingOfAna(file);
  expect(readdirSync(data).filter((name) => /replaced|restoring/.test(name))).toEqual([]);

  const program = await started({ DATA_DIR: data });
  await settle(program);
  const ben = personAt(program, 'ben');
  expect(messageOf(await ben.types('/progress')).text).not.toContain('No answers yet');
  expect(messageOf(await personAt(program, 'ana').types('/progress')).text).toContain('No answers yet');
});

test('the database is lost, and its list of erases with it: the file beside it remembers', async () => {
  const { data, backup } = erasedSinceTheBackup();
  for (const name of readdirSync(data)) if (name.startsWith('rapport.sqlite')) rmSync(join(data, name));
  expect((await runCommand('restore', { DATA_DIR: data }, '--from', backup)).output).toContain('done again: 1.');
  expectNothingOfAna(join(data, 'rapport.sqlite'));
});

test('the file of erases is lost: the replaced database remembers, and the file is written again', async () => {
  const { data, backup } = erasedSinceTheBackup();
  rmSync(join(data, 'erased.jsonl'));
  expect((await runCommand('restore', { DATA_DIR: data }, '--from', backup)).output).toContain('done again: 1.');
  expectNothingOfAna(join(data, 'rapport.sqlite'));
  const erased = readFileSync(join(data, 'erased.jsonl'), 'utf8');
  expect(erased).toMatch(/"member_hash":"[0-9a-f]{64}"/);
  expect(erased).not.toContain('user/ana');
});

test('a copy put back by hand, without the command: the next start erases again', async () => {
  const { data, backup } = erasedSinceTheBackup();
  for (const name of readdirSync(data)) if (name.startsWith('rapport.sqlite')) rmSync(join(data, name));
  copyFileSync(backup, join(data, 'rapport.sqlite'));
  const program = await started({ DATA_DIR: data });
  expect((await program.stop()).output).toContain('erased again');
  expectNothingOfAna(join(data, 'rapport.sqlite'));
});

test('a damaged database is replaced all the same, and kept on request with a word on how to delete it', async () => {
  const { data, backup } = erasedSinceTheBackup();
  const file = join(data, 'rapport.sqlite');
  writeFileSync(file, Buffer.concat([readFileSync(file).subarray(0, 4_000), Buffer.alloc(8_000, 7)]));
  const { code, output } = await runCommand('restore', { DATA_DIR: data }, '--from', backup, '--keep-replaced');
  expect(code).toBe(0);
  expect(output).toMatch(/kept as .*rapport-replaced-\d{8}T\d{6}Z\.sqlite.*may hold what was erased.*rm /);
  expectNothingOfAna(file);
});

const newer = (file: string): void => {
  const database = new DatabaseSync(file);
  database.exec("insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00.000Z')");
  database.close();
};

test('what cannot be restored is refused with a sentence, and everything stays as it was', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  const program = await started({ DATA_DIR: data });
  await answers(program, 'ben', answer(BENS));
  const backup = join(folder, 'one.sqlite');
  expect((await runCommand('backup', { DATA_DIR: data }, '--to', backup)).code).toBe(0);
  const restore = (from: string, ...more: readonly string[]) => runCommand('restore', { DATA_DIR: data }, '--from', from, ...more);

  const running = await restore(backup);
  expect(running.code).toBe(1);
  expect(running.output).toMatch(new RegExp(`nothing was changed[\\s\\S]*in use by process ${program.pid}`));
  await program.stop();

  const newerFile = join(folder, 'newer.sqlite');
  copyFileSync(backup, newerFile);
  newer(newerFile);
  const cut = join(folder, 'cut.sqlite');
  writeFileSync(cut, readFileSync(backup).subarray(0, 90_000));
  const foreign = join(folder, 'foreign.sqlite');
  new DatabaseSync(foreign).exec('create table letter (text)');
  const text = join(folder, 'text.sqlite');
  writeFileSync(text, 'a letter to a friend, which somebody wants to keep '.repeat(100));
  for (const [from, sentence] of [
    [newerFile, /written by a newer version.*9999-later/],
    [cut, /cut\.sqlite cannot be used: it is damaged/],
    [foreign, /foreign\.sqlite is no database of this program/],
    [text, /text\.sqlite cannot be used: it is not an SQLite database/],
    [join(folder, 'missing.sqlite'), /There is no file .*missing\.sqlite/],
    [join(data, 'rapport.sqlite'), /is the database itself/],
  ] as const) {
    const { code, output } = await restore(from);
    expect(output).toMatch(sentence);
    expect(code).toBe(1);
  }
  expect((await restore(backup, '--gently')).output).toMatch(/nothing was changed[\s\S]*--gently/);
  expect(naming(join(data, 'rapport.sqlite'), BENS)).not.toEqual([]);
  expect(readdirSync(data).filter((name) => name.includes('restoring'))).toEqual([]);
});

test('a database of a newer version stops the start with the same sentence', async () => {
  const data = temporaryFolder();
  const program = await started({ DATA_DIR: data });
  await program.stop();
  newer(join(data, 'rapport.sqlite'));
  await expect(started({ DATA_DIR: data })).rejects.toThrow(/written by a newer version.*Start that version again/);
});

test('a back-up never replaces a file unless it is told to, and leaves nothing by half', async () => {
  const folder = temporaryFolder();
  const data = join(folder, 'data');
  await started({ DATA_DIR: data });
  const to = join(folder, 'kept.sqlite');
  writeFileSync(to, 'somebody else’s');
  const refused = await runCommand('backup', { DATA_DIR: data }, '--to', to);
  expect(refused.code).toBe(1);
  expect(refused.output).toMatch(/kept\.sqlite is there already.*--force/);
  expect(readFileSync(to, 'utf8')).toBe('somebody else’s');
  expect((await runCommand('backup', { DATA_DIR: data }, '--to', to, '--force')).code).toBe(0);
  expect(naming(to, 'backup.takenAtMs')).toEqual(['setting.key']);
  const nowhere = await runCommand('backup', { DATA_DIR: data }, '--to', join(to, 'below', 'a', 'file'));
  expect(nowhere.output).toMatch(/cannot be made \(ENOTDIR\)/);
  expect((await runCommand('backup', { DATA_DIR: data })).output).toMatch(/Say where to/);
  expect((await runCommand('backup', { DATA_DIR: join(folder, 'other') }, '--to', folder)).output).toMatch(/holds no rapport\.sqlite/);
  expect(readdirSync(folder).sort()).toEqual(['data', 'kept.chat.sqlite', 'kept.sqlite']);
});

test('with BACKUP_DIR one is made each day, the oldest go, and nothing else in the folder is touched', async () => {
  const folder = temporaryFolder();
  const backups = join(folder, 'backups');
  mkdirSync(backups);
  const old = [1, 2, 3, 4].map((day) => `rapport-2020010${day}T000000Z.sqlite`);
  for (const name of [...old, 'rapport-20200101T000000Z.chat.sqlite', 'letters.txt']) writeFileSync(join(backups, name), 'x');
  const environment = { DATA_DIR: join(folder, 'data'), BACKUP_DIR: backups, BACKUP_KEEP: '2' };
  const first = await started(environment);
  await expect
    .poll(async () => (await fetch(`${first.address}/metrics`)).text(), { timeout: 20_000 })
    .toContain('rapport_backups_total{outcome="made"} 1');
  const standing = readdirSync(backups);
  expect(standing).toHaveLength(4);
  expect(standing).toEqual(expect.arrayContaining(['letters.txt', 'rapport-20200104T000000Z.sqlite']));
  const made = standing.find((name) => /^rapport-2(?!020)\d{7}T\d{6}Z\.sqlite$/.test(name));
  if (made === undefined) throw new Error(standing.join());
  expect(standing).toContain(`${basename(made, '.sqlite')}.chat.sqlite`);
  expect(await (await fetch(`${first.address}/metrics`)).text()).toMatch(/rapport_backup_age_seconds \d/);
  await first.stop();
  const second = await started(environment);
  await settle(second);
  expect(readdirSync(backups).sort()).toEqual(standing.sort());
});

test('a back-up that fails is told by the log, the metric and doctor, and harms nothing', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  const environment = { DATA_DIR: join(folder, 'data'), BACKUP_DIR: join(folder, 'file', 'below') };
  const program = await started(environment);
  await expect
    .poll(async () => (await fetch(`${program.address}/metrics`)).text(), { timeout: 20_000 })
    .toContain('rapport_backups_total{outcome="failed"} 1');
  expect(program.output()).toContain('no back-up could be made');
  const { code, output } = await runCommand('doctor', environment);
  expect(output).toMatch(/fault +back-up +the server could make none: .*cannot be made \(ENOTDIR\)/);
  expect(code).toBe(1);
  expect((await fetch(`${program.address}/readyz`)).status).toBe(200);
});
