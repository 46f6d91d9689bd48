// The whole playground as one Hono app: the page, and its API under /api/local.
import { Hono } from 'hono';
import { guard } from './guard.ts';
import type { LocalEnvironment } from './guard.ts';
import { createPageServer } from './page-server.ts';
import { answerError, createApi } from './routes.ts';
import type { ApiOptions } from './routes.ts';

export interface PlaygroundOptions extends ApiOptions {
  /** Where the page is reached from outside, where that is another port than the one listened on (a container's). */
  readonly outsidePort?: number;
}

export interface Playground {
  readonly app: Hono<LocalEnvironment>;
  /** Ends the open event streams; call it before the server is closed. */
  readonly close: () => void;
}

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const;

export function createPlayground({ outsidePort, ...options }: PlaygroundOptions): Playground {
  const api = createApi(options);
  const app = new Hono<LocalEnvironment>();
  app.onError((error, context) => answerError(error, context, options.log));
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
  });
  app.use(guard(outsidePort ?? null));
  app.route('/api/local', api.app);
  app.route('/', createPageServer());
  return { app, close: api.close };
}
