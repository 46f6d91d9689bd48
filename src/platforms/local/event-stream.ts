// Server-sent events: each open page hears what it has to fetch again.
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ClockControl } from './clock-routes.ts';
import type { LocalPlatform } from './index.ts';
import type { Person } from './roster.ts';

export interface EventStreams {
  /** A stream that lasts until the page goes or the playground closes. */
  readonly open: (context: Context, person: Person) => Response;
  readonly clockMoved: () => void;
  /** Ends every stream. */
  readonly close: () => void;
}

export function createEventStreams(platform: LocalPlatform, clock: ClockControl): EventStreams {
  const streams = new Set<{ readonly tellClock: () => Promise<void>; readonly end: () => void }>();

  function open(context: Context, person: Person): Response {
    const response = streamSSE(context, async (stream) => {
      const ended = Promise.withResolvers<void>();
      const send = (event: string, data: unknown): Promise<void> => stream.writeSSE({ event, data: JSON.stringify(data) });
      const one = { tellClock: async () => send('clock', await clock.state()), end: () => ended.resolve() };
      const unwatch = platform.watch(person, (place) => void send('change', { in: place }));
      streams.add(one);
      stream.onAbort(one.end);
      await stream.write(': listening\n\n'); // so that the headers leave at once
      await ended.promise;
      unwatch();
      streams.delete(one);
    });
    response.headers.set('connection', 'close'); // a stream that has ended does not keep a server from closing
    return response;
  }

  return {
    open,
    clockMoved() {
      for (const stream of streams) void stream.tellClock();
    },
    close() {
      for (const stream of streams) stream.end();
    },
  };
}
