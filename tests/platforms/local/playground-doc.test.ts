// The examples of docs/playground.md run as they are written, and its table of calls is the API's.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId } from '../../../src/core/ids.ts';
import { field, simpleForm, text, withButtons } from '../../support/scripted-core.ts';
import { servePlayground } from '../../support/playground-server.ts';
import type { PlaygroundServer } from '../../support/playground-server.ts';
import { LOUNGE, START_MS, formOf } from '../../support/world.ts';

const DOCUMENT = readFileSync(new URL('../../../docs/playground.md', import.meta.url), 'utf8');
const hasCurl = spawnSync('curl', ['--version']).status === 0 && spawnSync('bash', ['--version']).status === 0;
const examples = [...DOCUMENT.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block).join('\n');

let server: PlaygroundServer;
beforeAll(async () => {
  server = await servePlayground();
  const { bot } = server.world;
  bot.on('practice', 'ephemeral', (_event, reply) => reply.private(withButtons('Why did you leave?', { Answer: 'answer-button' })));
  bot.on('answer-button', 'form', (_event, reply) => reply.form(simpleForm('answer-form')));
  bot.on('answer-form', 'ephemeral', (_event, reply) => reply.private(text('What landed')));
});
afterAll(() => server.stop());

describe('docs/playground.md', () => {
  it.skipIf(!hasCurl)('has examples that work', async () => {
    const script = examples.replaceAll('http://localhost:3000', `http://localhost:${server.port}`);
    const ran = await run(script);
    expect(ran).toMatchObject({ code: 0, errors: '' });
    expect(ran.output).toContain('"text":"Good morning"');
    expect(ran.output).toContain('"state":"answered"');
    expect(ran.output).toContain('What landed');
    expect(ran.output).toContain(`"nowMs":${START_MS + 3_600_000}`);
    expect(server.world.clock.now()).toBe(START_MS);
    expect(server.world.ben.reads(LOUNGE)).toEqual(['Hello Ana']);
  });

  it('shows how a file is given to a form', async () => {
    const { bot, platform } = server.world;
    bot.on('answer', 'form', (_event, reply) => reply.form(simpleForm('import-form', { fields: [field('file', { kind: 'file' })] })));
    bot.on('import-form', 'ephemeral', async (event, reply) => {
      const id = event.kind === 'form' ? (event.values['file'] ?? '') : '';
      await reply.private(text(new TextDecoder().decode(await platform.download(asId(id)))));
    });
    const form = formOf(await server.world.ana.types('/answer'));
    const [, values = ''] = /```json\n(.*?)```/s.exec(DOCUMENT) ?? [];
    const answer = await server.call('POST', '/api/local/forms', { as: 'ana', form: form.id, values: JSON.parse(values) as unknown });
    expect(answer.body).toContain('What do you say on the fourth call?');
  });

  it('names every call that there is, and none that is not', async () => {
    const named = [...DOCUMENT.matchAll(/^\| `(GET|POST|PATCH|DELETE) (\/[a-z/]+)/gm)].map(([, method = '', path = '']) => ({
      method,
      path,
    }));
    expect(new Set(named.map(({ method, path }) => `${method} ${path}`)).size).toBe(21);
    for (const { method, path } of named) {
      // Without what it asks for each call is refused, but by itself: an unknown one says so.
      if (`${method} ${path}` === 'GET /events') continue; // listened to in events.test.ts
      const answer = await server.call(method, `/api/local${path}`, method === 'GET' || method === 'DELETE' ? undefined : {});
      expect([method, path, answer.body.includes('unknown-call')]).toEqual([method, path, false]);
    }
  });
});

function run(script: string): Promise<{ readonly code: number | null; readonly output: string; readonly errors: string }> {
  return new Promise((resolve, reject) => {
    const shell = spawn('bash', ['-euo', 'pipefail', '-c', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, no_proxy: 'localhost' },
    });
    let output = '';
    let errors = '';
    shell.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    shell.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    shell.on('error', reject);
    shell.on('close', (code) => resolve({ code, output, errors }));
  });
}
