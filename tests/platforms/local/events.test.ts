// The event stream tells a page what to fetch again.
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { text } from '../../support/scripted-core.ts';
import { servePlayground } from '../../support/playground-server.ts';
import type { PlaygroundServer } from '../../support/playground-server.ts';
import { DAILY, LOUNGE, START_MS } from '../../support/world.ts';

let server: PlaygroundServer;
beforeEach(async () => {
  server = await servePlayground();
});
afterEach(() => server.stop());

interface Listening {
  /** The next event, as its name and its data. */
  next(): Promise<readonly [string, unknown]>;
  response: IncomingMessage;
}

async function listen(as: string): Promise<Listening> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(
      { host: '127.0.0.1', port: server.port, path: `/api/local/events?as=${as}`, headers: { host: `localhost:${server.port}` } },
      resolve,
    ).on('error', reject);
  });
  const lines = createInterface({ input: response })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('the stream has ended');
    return value;
  };
  if (!(await line()).startsWith(':')) throw new Error('the stream begins with a comment');
  return {
    response,
    async next() {
      let name = '';
      for (;;) {
        const read = await line();
        if (read.startsWith('event: ')) name = read.slice('event: '.length);
        if (read.startsWith('data: ')) return [name, JSON.parse(read.slice('data: '.length))] as const;
      }
    },
  };
}

describe('GET /events', () => {
  it('tells of what this person sees, and of nothing else', async () => {
    const { ana, ben, platform, bot } = server.world;
    const listening = await listen('ben');
    expect(listening.response.headers['content-type']).toContain('text/event-stream');
    await platform.post(ana.direct, text('for Ana'), 'a');
    bot.on('answer', 'ephemeral', (_event, reply) => reply.private(text('for Ana')));
    await ana.types('/answer', {}, DAILY);
    ben.says(LOUNGE, 'for all');
    expect(await listening.next()).toEqual(['change', { in: LOUNGE }]);
  });

  it('tells of a thread in the thread and in its channel', async () => {
    const { ana, platform } = server.world;
    const { thread } = await platform.publish(
      DAILY,
      { starter: text('Q'), threadTitle: 'Q', opening: text('Below.'), tags: [], ping: null },
      'a',
    );
    const listening = await listen('ben');
    ana.says(thread, 'my answer');
    expect([await listening.next(), await listening.next()]).toEqual([
      ['change', { in: thread }],
      ['change', { in: DAILY }],
    ]);
  });

  it('tells of a removal, and of a clock that was moved', async () => {
    const { ana } = server.world;
    const said = ana.says(DAILY, 'never mind');
    const listening = await listen('ben');
    ana.deletes(said);
    expect(await listening.next()).toEqual(['change', { in: DAILY }]);
    await server.call('POST', '/api/local/clock', { byMs: 60_000 });
    expect(await listening.next()).toEqual(['clock', expect.objectContaining({ nowMs: START_MS + 60_000 })]);
  });

  it('tells of a place that has gone without naming it: there is nothing to be read there', async () => {
    const { platform, ana } = server.world;
    ana.says(LOUNGE, 'the last words here');
    const listening = await listen('ben');
    platform.removeChannel(LOUNGE);
    expect(await listening.next()).toEqual(['change', { in: null }]);
  });

  it('forgets who has gone', async () => {
    const gone = await listen('ben');
    const forgotten = server.streamForgotten();
    gone.response.destroy();
    await expect(forgotten).resolves.toBeUndefined();
  });

  it('ends when the server closes', async () => {
    const staying = await listen('ana');
    server.world.ben.says(LOUNGE, 'still here');
    expect(await staying.next()).toEqual(['change', { in: LOUNGE }]);
    await server.stop();
    await expect(staying.next()).rejects.toThrow('the stream has ended');
    server = await servePlayground();
  });
});
