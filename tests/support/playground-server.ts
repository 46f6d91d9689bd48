// The playground over real HTTP, on a port of its own, with a scripted bot behind it.
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createPlayground } from '../../src/platforms/local/playground.ts';
import type { LocalPlatform } from '../../src/platforms/local/index.ts';
import { createScriptedCore, ownWords } from './scripted-core.ts';
import type { ScriptedCore } from './scripted-core.ts';
import { startWorld } from './world.ts';
import type { TestWorld } from './world.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  // What a call gives is what the test is about: it is looked into with matchers.
  json(): unknown;
}

export interface PlaygroundServer {
  readonly world: TestWorld<ScriptedCore>;
  readonly port: number;
  /** `body` is sent as JSON unless it is a string already. */
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Resolves when the next event stream has been forgotten. */
  streamForgotten(): Promise<void>;
  stop(): Promise<void>;
}

export async function servePlayground(): Promise<PlaygroundServer> {
  const world = await startWorld({ bot: createScriptedCore });
  const { clock, machine, platform } = world;
  const presets = () => [
    { id: 'before-post', label: 'Just before the next question', atMs: clock.now() + 3_600_000 },
    { id: 'closing', label: 'To the closing', atMs: null },
    { id: 'machine', label: "Back to the machine's time", atMs: machine.now() },
  ];
  let forgotten = Promise.withResolvers<void>();
  const watch: LocalPlatform['watch'] = (person, listener) => {
    const unwatch = platform.watch(person, listener);
    return () => {
      unwatch();
      forgotten.resolve();
      forgotten = Promise.withResolvers<void>();
    };
  };
  const playground = createPlayground({
    platform: { ...platform, watch },
    clock: {
      state: () => ({ nowMs: clock.now(), machineMs: machine.now(), offsetMs: clock.now() - machine.now(), presets: presets() }),
      jump: async (toMs) => clock.set(toMs),
    },
    settle: () => platform.settled(),
    say: ownWords,
  });
  const server = createAdaptorServer({ fetch: playground.app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  return {
    world,
    port,
    call: (method, path, body, headers = {}) =>
      new Promise((resolve, reject) => {
        const sent = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
        const type = sent === undefined ? {} : { 'content-type': 'application/json' };
        const call = request(
          { host: '127.0.0.1', port, method, path, headers: { host: `localhost:${port}`, ...type, ...headers } },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('end', () => {
              const text = Buffer.concat(chunks).toString();
              resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text, json: () => JSON.parse(text) as unknown });
            });
          },
        );
        call.on('error', reject);
        call.end(sent);
      }),
    streamForgotten: () => forgotten.promise,
    async stop() {
      playground.close();
      await platform.stop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
