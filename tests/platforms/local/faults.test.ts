// What is wrong with a call is told with its field and its mend.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePlayground } from '../../support/playground-server.ts';
import type { Answer, PlaygroundServer } from '../../support/playground-server.ts';
import { DAILY } from '../../support/world.ts';

let server: PlaygroundServer;
beforeAll(async () => {
  server = await servePlayground();
});
afterAll(() => server.stop());

const call = (method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer> =>
  server.call(method, `/api/local${path}`, body, headers);

describe('faults', () => {
  it.each([
    ['GET', '/messages?as=ana', undefined, 400, 'in', /is needed.*\/places/],
    ['GET', '/people?x=1', undefined, 400, 'x', /not known here/],
    ['GET', '/places?as=zoe', undefined, 404, 'as', /nobody called "zoe".*olivia, carlos, ana, ben, chidi/],
    ['GET', '/messages?as=ana&in=local:channel/none', undefined, 404, 'in', /no such place/],
    ['GET', '/messages?as=ana&in=local:direct/ben', undefined, 404, 'in', /no such place/],
    ['POST', '/messages', { as: 'ana', in: DAILY }, 400, 'text', /is needed/],
    ['POST', '/messages', { as: 'ana', in: DAILY, text: 'x', colour: 'red' }, 400, 'colour', /not known here/],
    ['POST', '/messages', { as: 'ana', in: DAILY, text: 'x'.repeat(2_001) }, 422, 'text', /holds 2000 characters, this has 2001/],
    ['POST', '/messages', [], 400, undefined, /JSON object/],
    ['POST', '/commands', { as: 'ana', in: DAILY }, 400, 'command', /or give "text"/],
    ['POST', '/commands', { as: 'ana', in: DAILY, text: '' }, 400, 'text', /such as/],
    ['POST', '/commands', { as: 'ana', in: DAILY, command: 'practice', options: { type: 1 } }, 400, 'options.type', /a string/],
    ['POST', '/actions', { as: 'ana', message: 'local:message/999', action: 'x' }, 404, 'message', /no such message/],
    ['POST', '/forms', { as: 'ana', form: 'local:form/999', values: {} }, 404, 'form', /no such form/],
    [
      'POST',
      '/forms',
      { as: 'ana', form: 'local:form/1', values: { file: { name: 'a.csv' } } },
      400,
      'values.file',
      /name, mediaType and base64/,
    ],
    ['POST', '/presence', { installed: 'no' }, 400, 'installed', /true or false/],
    ['POST', '/channels/remove', { channel: 'local:channel/none' }, 404, 'channel', /no such channel/],
    ['POST', '/permissions', { channel: 'local:channel/none', denied: [] }, 404, 'channel', /no such channel/],
    ['POST', '/permissions', { channel: 'local:channel/daily', denied: ['Fly'] }, 400, 'denied.0', /Send Messages/],
    ['POST', '/permissions', { channel: 'local:channel/daily' }, 400, 'denied', /empty, it may do all again/],
    ['POST', '/clock', { to: 1 }, 400, 'to', /2000 and 2100/],
    ['POST', '/clock', { to: 'tomorrow' }, 400, 'to', /2026-11-24T08:59:00Z/],
    ['POST', '/clock', { to: '2026-11-24T08:59:00Z', byMs: 1 }, 400, undefined, /exactly one/],
    ['DELETE', '/people', undefined, 404, undefined, /no such call/],
    ['GET', '/nothing', undefined, 404, undefined, /no such call/],
  ])('%s %s is told with its mend (%#)', async (method, path, body, status, fieldName, sentence) => {
    const answer = await call(method, path, body);
    expect(answer.status).toBe(status);
    const named = fieldName === undefined ? {} : { field: fieldName };
    expect(answer.json()).toEqual({
      error: { code: expect.stringMatching(/^[a-z-]+$/), message: expect.stringMatching(sentence), ...named },
    });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('tells malformed JSON, another type, and too much of it', async () => {
    expect((await call('POST', '/messages', '{"as": "ana",')).json()).toMatchObject({
      error: { code: 'not-json', message: expect.stringMatching(/quotes, commas/) },
    });
    const asForm = await call('POST', '/messages', '{"as":"ana"}', { 'content-type': 'text/plain' });
    expect([asForm.status, asForm.json()]).toMatchObject([
      400,
      { error: { code: 'not-json', message: expect.stringMatching(/application\/json/) } },
    ]);
    const large = await call('POST', '/messages', { as: 'ana', in: DAILY, text: 'x'.repeat(200_000) });
    expect([large.status, large.json()]).toMatchObject([413, { error: { code: 'too-large' } }]);
  });
});
