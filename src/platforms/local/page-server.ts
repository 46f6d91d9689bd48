// Serves the playground's page as it stands in its folder: no build step. TypeScript is stripped of its types on the way out.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import type { LocalEnvironment } from './guard.ts';

const PAGE = fileURLToPath(new URL('./page/', import.meta.url));
const require = createRequire(import.meta.url);

/** The browser's own modules of the page's libraries, named in the import map of index.html. */
const MODULES: Readonly<Record<string, () => string>> = {
  'preact.js': () => require.resolve('preact'),
  'preact-hooks.js': () => require.resolve('preact/hooks'),
  'htm.js': () => join(dirname(require.resolve('htm')), 'htm.module.js'), // its entry for Node is CommonJS
};

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.ts': 'text/javascript; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** One folder deep at most, and no dots but the one before the ending: no way out of the page's folder. */
const ASSET = /^(?:[a-z0-9-]+\/)?[a-z0-9-]+\.(?:ts|css|svg)$/;

export function createPageServer(folder: string = PAGE): Hono<LocalEnvironment> {
  const app = new Hono<LocalEnvironment>();
  const read = createReader();
  const notFound = (): Response => new Response('Not found', { status: 404 });
  const served = async (file: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> => {
    const found = await read(file);
    if (found === null) return notFound();
    return new Response(found, {
      headers: { 'content-type': MEDIA_TYPES[extname(file)] ?? MEDIA_TYPES['.js'] ?? '', 'cache-control': 'no-cache', ...headers },
    });
  };

  app.get('/', async () => {
    const file = join(folder, 'index.html');
    const html = await read(file);
    return html === null ? notFound() : served(file, { 'content-security-policy': contentSecurityPolicy(html) });
  });
  app.get('/modules/:name', (context) => {
    const name = context.req.param('name');
    const module = Object.hasOwn(MODULES, name) ? MODULES[name] : undefined;
    return module === undefined ? notFound() : served(module());
  });
  app.get('*', (context) => {
    const path = context.req.path.slice(1);
    return ASSET.test(path) ? served(join(folder, path)) : notFound();
  });
  return app;
}

/** Itself and nothing else. An import map has to stand in the page, so it is let in by its hash. */
function contentSecurityPolicy(html: string): string {
  const maps = [...html.matchAll(/<script type="importmap">(.*?)<\/script>/gs)].map(
    ([, text = '']) => ` 'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    `script-src 'self'${maps.join('')}`,
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Reads files as the browser gets them; a file is read again when it has changed, so that the page can be worked on. */
function createReader(): (file: string) => Promise<string | null> {
  const cache = new Map<string, { readonly modifiedMs: number; readonly text: string }>();
  return async (file) => {
    try {
      const { mtimeMs } = await stat(file);
      const known = cache.get(file);
      if (known?.modifiedMs === mtimeMs) return known.text;
      const source = await readFile(file, 'utf8');
      const text = extname(file) === '.ts' ? stripTypes(source) : source;
      cache.set(file, { modifiedMs: mtimeMs, text });
      return text;
    } catch (error) {
      if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')) return null;
      throw error;
    }
  };
}

let hasWarned = false;

/** Node tells once that this is experimental; the person who hosts it can do nothing about that. Every other warning passes. */
function stripTypes(source: string): string {
  if (hasWarned) return stripTypeScriptTypes(source);
  hasWarned = true;
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = (warning: string | Error, ...rest: readonly unknown[]): void => {
    if (!String(warning).startsWith('stripTypeScriptTypes')) Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
