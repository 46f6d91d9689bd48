// Nobody but this machine's own page and scripts reaches the playground.
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePlayground } from '../../support/playground-server.ts';
import type { PlaygroundServer } from '../../support/playground-server.ts';
import { DAILY } from '../../support/world.ts';

let server: PlaygroundServer;
beforeAll(async () => {
  server = await servePlayground();
});
afterAll(() => server.stop());

const status = async (headers: Readonly<Record<string, string>>, path = '/api/local/people'): Promise<number> =>
  (await server.call('GET', path, undefined, headers)).status;

describe('the host that a call names', () => {
  it('may be any name of this machine, with the port that is listened on', async () => {
    for (const name of ['localhost', '127.0.0.1', '[::1]', 'LOCALHOST']) expect(await status({ host: `${name}:${server.port}` })).toBe(200);
  });

  it.each(['example.org', 'localhost', 'localhost:1', 'localhost.example.org', '127.0.0.1.example.org', '0.0.0.0'])(
    'is refused as %j',
    async (name) => {
      const host = name.includes(':') || name === 'localhost' ? name : `${name}:${server.port}`;
      for (const path of ['/api/local/people', '/', '/modules/preact.js']) expect(await status({ host }, path)).toBe(403);
    },
  );

  it('is refused when it is missing, or holds more than a host', async () => {
    expect(await status({ host: `user@localhost:${server.port}` })).toBe(400);
    expect(await raw('GET /api/local/people HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 40[03] /);
  });

  it('is refused with a sentence that says where to go', async () => {
    const answer = await server.call('GET', '/api/local/people', undefined, { host: 'evil.example:80' });
    expect(answer.json()).toMatchObject({
      error: { code: 'wrong-host', message: expect.stringContaining(`http://localhost:${server.port}`) },
    });
  });
});

describe('the origin that a browser names', () => {
  it("may be the page's own", async () => {
    expect(await status({ origin: `http://localhost:${server.port}` })).toBe(200);
  });

  it.each([
    () => 'https://example.org',
    () => 'null',
    () => 'http://localhost',
    (port: number) => `http://127.0.0.1:${port}`,
    (port: number) => `https://localhost:${port}`,
  ])('is refused as another (%#)', async (origin) => {
    const refused = await server.call(
      'POST',
      '/api/local/messages',
      { as: 'ana', in: DAILY, text: 'forged' },
      { origin: origin(server.port) },
    );
    expect([refused.status, refused.json()]).toMatchObject([403, { error: { code: 'wrong-origin' } }]);
    expect(server.world.ana.reads(DAILY)).toEqual([]);
  });
});

describe('the page', () => {
  it('is given with a policy of itself only, and without a door to other sites', async () => {
    const page = await server.call('GET', '/');
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(page.headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each([
    '/../index.ts',
    '/..%2findex.ts',
    '/%2e%2e/index.ts',
    '/tsconfig.json',
    '/modules/../index.ts',
    '/modules/constructor',
    '/modules/__proto__',
    '/.env',
    '/guard.ts',
    '/page/guard.ts',
  ])('gives nothing of %s', async (path) => {
    expect(await raw(`GET ${path} HTTP/1.1\r\nhost: localhost:${server.port}\r\nconnection: close\r\n\r\n`)).toMatch(/^HTTP\/1.1 404 /);
  });
});

/** Sends what is written and nothing else: clients like to tidy a request up. Gives the answer as it came. */
function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(request));
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString();
    });
    socket.on('end', () => resolve(received));
    socket.on('error', reject);
  });
}
