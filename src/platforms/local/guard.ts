// The playground lets anybody act as anybody, so only this machine's own browser pages and scripts may reach it. A page from
// elsewhere that the browser is tricked into (DNS rebinding, a form sent across sites) is stopped by the names it arrives with.
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { Refused } from './refusal.ts';

export type LocalEnvironment = { Bindings: Partial<HttpBindings> };

const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?$/i;
const HTTP_PORT = 80;

/** `port`: where the page is reached from outside, where that is another port than the one that is listened on (a container's). */
export function guard(port: number | null): MiddlewareHandler<LocalEnvironment> {
  return async (context, next) => {
    const host = context.req.header('host') ?? '';
    const match = LOCAL_HOST.exec(host);
    const expected = port ?? context.env?.incoming?.socket.localPort ?? null;
    if (match === null || Number(match[1] ?? HTTP_PORT) !== expected) {
      throw new Refused(
        403,
        'wrong-host',
        `The playground answers on this machine only: open http://localhost:${expected ?? ''}, not "${host.slice(0, 100)}".`,
      );
    }
    const origin = context.req.header('origin');
    if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
      throw new Refused(
        403,
        'wrong-origin',
        "Only the playground's own page may call it from a browser: open it at its own address, or use a script.",
      );
    }
    // A browser says so itself when another site's page asks; a typed address or a script says 'none' or nothing.
    if (context.req.path.startsWith('/api/') && context.req.header('sec-fetch-site') === 'cross-site') {
      throw new Refused(
        403,
        'wrong-origin',
        "Only the playground's own page may call it from a browser: open it at its own address, or use a script.",
      );
    }
    return next();
  };
}

/** The body as JSON. Its type is asked for, since a form of another site can send every other one without being asked. Throws Refused. */
export async function readJson(context: Context): Promise<unknown> {
  const type = context.req.header('content-type') ?? '';
  if (!/^application\/json\s*(?:;|$)/i.test(type))
    throw new Refused(400, 'not-json', 'Send JSON, with the header content-type: application/json.');
  try {
    return await context.req.json();
  } catch {
    throw new Refused(400, 'not-json', 'The body is not valid JSON: check quotes, commas and brackets.');
  }
}
