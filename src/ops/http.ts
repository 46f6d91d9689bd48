// The process's own HTTP: health, readiness, metrics, and whatever a platform puts beside them.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { systemClock } from '../core/clock.ts';
import { OperatorError } from '../core/errors.ts';
import type { Metrics } from './metrics.ts';

/** Only this machine itself reaches it. */
export const isLoopback = (host: string): boolean => host === '::1' || host.startsWith('127.');

const ANSWERED_WITHIN_MS = 3_000;
const KEPT_OPEN_MS = 65_000;

export interface HttpParts {
  readonly metrics: Metrics;
  /** null: ready; else what is missing, as a sentence. */
  readonly notReady: () => Promise<string | null>;
  /** null: nothing but health and metrics is served. */
  readonly playground: ((request: Request, bindings: HttpBindings) => Response | Promise<Response>) | null;
}

export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** With `HttpBindings`: what is served beside may look at the connection. */
type HttpApp = Hono<{ Bindings: HttpBindings }>;

export function createApp({ metrics, notReady, playground }: HttpParts): HttpApp {
  const app: HttpApp = new Hono();
  app.get('/healthz', (context) => context.text('ok\n'));
  app.get('/readyz', async (context) => {
    const missing = await notReady();
    return missing === null ? context.text('ready\n') : context.text(`${missing}\n`, 503);
  });
  app.get('/metrics', async (context) =>
    context.text(await metrics.text(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }),
  );
  if (playground !== null) app.all('*', (context) => playground(context.req.raw, context.env));
  return app;
}

/** Throws OperatorError when it cannot listen there. */
export async function listen(app: HttpApp, { host, port }: { readonly host: string; readonly port: number }): Promise<HttpServer> {
  const listener = getRequestListener(app.fetch);
  const server = createServer((request, response) => void listener(request, response));
  // Longer than a client keeps a connection that it does not use: one that both end at the same moment loses a request.
  server.keepAliveTimeout = KEPT_OPEN_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const mend = listenMend(error.code ?? '', host, port);
      reject(mend === null ? error : new OperatorError([mend]));
    });
    server.listen(port, host, resolve);
  });
  // A server that listens on TCP has an address and a port.
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        // What is being answered is answered; who has not got their answer by then is cut off.
        const cut = systemClock().at(systemClock().now() + ANSWERED_WITHIN_MS, () => server.closeAllConnections());
        server.close(() => {
          cut();
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function listenMend(code: string, host: string, port: number): string | null {
  switch (code) {
    case 'EADDRINUSE':
      return `PORT ${port} is in use by another program. Stop that one, or set PORT to a free one (PORT=0 takes any).`;
    case 'EADDRNOTAVAIL':
      return `HOST ${host} is no address of this machine. Set HOST to one that is: 127.0.0.1 for itself only, 0.0.0.0 for every network.`;
    case 'EACCES':
      return `PORT ${port} may not be used by this user. Set PORT to one above 1023.`;
    default:
      return null;
  }
}
