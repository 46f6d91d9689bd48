// The page as a browser gets it: no build step in between.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createPageServer } from '../../../src/platforms/local/page-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'rapport-page-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const MAP = '{ "imports": { "preact": "/modules/preact.js" } }';
writeFileSync(
  join(folder, 'index.html'),
  `<!doctype html><script type="importmap">${MAP}</script><script type="module" src="/app.ts"></script>`,
);
writeFileSync(
  join(folder, 'app.ts'),
  "import type { Person } from './wire.ts';\nexport const name = (person: Person): string => person.name;\n",
);
writeFileSync(join(folder, 'style.css'), 'body { margin: 0 }');
writeFileSync(join(folder, 'secret.json'), '{}');

const page = createPageServer(folder);
const get = async (path: string): Promise<Response> => page.request(path);

describe('the page server', () => {
  it("lets in the page's own scripts and its import map, and nothing else", async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? '';
    const hash = createHash('sha256').update(MAP).digest('base64');
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('strips types', async () => {
    const script = await get('/app.ts');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const source = await script.text();
    expect(source).not.toMatch(/Person|: string/);
    const module = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as { readonly name: (person: unknown) => string }; // the module above
    expect(module.name({ name: 'Ana' })).toBe('Ana');
  });

  it('says nothing of it on the console, and leaves other warnings alone', () => {
    const server = new URL('../../../src/platforms/local/page-server.ts', import.meta.url).href;
    const program = `
      import { createPageServer } from ${JSON.stringify(server)};
      const answer = await createPageServer(${JSON.stringify(folder)}).request('/app.ts');
      process.emitWarning('something else');
      console.log(answer.status);`;
    // A process of its own: Node warns once in each, and the tests' own may have been warned already.
    const ran = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    expect(ran.stdout).toBe('200\n');
    expect(ran.stderr).toContain('something else');
    expect(ran.stderr).not.toContain('experimental');
  });

  it('shows a file as it is now', async () => {
    expect(await (await get('/style.css')).text()).toBe('body { margin: 0 }');
    writeFileSync(join(folder, 'style.css'), 'body { margin: 1px }');
    expect(await (await get('/style.css')).text()).toBe('body { margin: 1px }');
  });

  it.each([
    ['preact.js', 'createElement'],
    ['preact-hooks.js', 'useState'],
    ['htm.js', 'default'],
  ])('gives %s as a module of the browser', async (name, exported) => {
    const source = await (await get(`/modules/${name}`)).text();
    expect(source).toMatch(/export\s*(?:\{|default)/);
    expect(source).not.toMatch(/module\.exports|require\(/);
    expect(source).toContain(exported);
  });

  it('gives nothing else', async () => {
    for (const path of ['/secret.json', '/nothing.ts', '/modules/react.js', '/modules/toString'])
      expect((await get(path)).status).toBe(404);
  });
});
