// Every call of the playground's API, over real HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId } from '../../../src/core/ids.ts';
import { field, simpleForm, text, withButtons } from '../../support/scripted-core.ts';
import { servePlayground } from '../../support/playground-server.ts';
import type { Answer, PlaygroundServer } from '../../support/playground-server.ts';
import { DAILY, LOUNGE, SECOND_SHIFT, START_MS } from '../../support/world.ts';

const HOUR_MS = 3_600_000;
const API = '/api/local';
const DAILY_PARAMETER = encodeURIComponent(DAILY);

let server: PlaygroundServer;
beforeAll(async () => {
  server = await servePlayground();
  const { bot } = server.world;
  bot.on('practice', 'ephemeral', (_event, reply) => reply.private(withButtons('Why did you leave?', { 'Another one': 'another' })));
  bot.on('another', 'update', (_event, reply) => reply.update(text('What is a dunning letter?')));
  bot.on('answer', 'form', (_event, reply) => reply.form(simpleForm('answer-form', { fields: [field('answer', { maxLength: 50 })] })));
  bot.on('answer-form', 'ephemeral', (_event, reply) =>
    reply.private({
      blocks: [
        { kind: 'text', text: 'What landed' },
        { kind: 'image', png: new Uint8Array([137, 80]), alt: 'Bars' },
        { kind: 'file', name: 'résumé.html', mediaType: 'text/html', bytes: new TextEncoder().encode('<script>1</script>') },
      ],
    }),
  );
  bot.judge('answer-form', (values) => (values['answer'] === 'no' ? { answer: 'Say a little more.' } : null));
});
afterAll(() => server.stop());

const call = (method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer> =>
  server.call(method, `${API}${path}`, body, headers);
const get = async (path: string): Promise<unknown> => (await call('GET', path)).json();
const said = async (words: string): Promise<string> =>
  pick(await (await call('POST', '/messages', { as: 'ana', in: DAILY, text: words })).json(), 'id');

/** A value inside an answer, by the names on the way to it. */
function pick(from: unknown, ...names: readonly (string | number)[]): string {
  let value = from;
  for (const name of names) value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  if (typeof value !== 'string') throw new Error(`no ${names.join('.')} in ${JSON.stringify(from)}`);
  return value;
}

describe('who and what is there', () => {
  it('GET /people', async () => {
    expect(await get('/people')).toMatchObject([
      { handle: 'olivia', role: 'owner', zone: 'America/New_York' },
      { handle: 'carlos', role: 'coach', zone: 'America/Mexico_City' },
      {
        id: 'local:user/ana',
        handle: 'ana',
        name: 'Ana',
        role: 'member',
        zone: 'Europe/Madrid',
        locale: 'en-GB',
        avatarColour: expect.stringMatching(/^#/),
      },
      { handle: 'ben', zone: 'America/Chicago' },
      { handle: 'chidi', zone: 'Africa/Johannesburg' },
    ]);
  });

  it('GET /commands: those that this person may use, in words', async () => {
    const commands = await get('/commands?as=ana');
    expect(commands).toContainEqual({
      name: 'practice',
      description: 'About practice',
      subcommands: [],
      options: [
        {
          name: 'type',
          kind: 'choice',
          description: 'The type',
          required: false,
          choices: [
            { value: 'technical', label: 'technical' },
            { value: 'behavioural', label: 'behavioural' },
          ],
          suggests: false,
        },
        { name: 'topic', kind: 'text', description: 'The topic', required: false, maxLength: 100, suggests: true },
        { name: 'interview', kind: 'date', description: 'The day of the interview', required: false, suggests: false },
      ],
    });
    expect(commands).toContainEqual(
      expect.objectContaining({
        name: 'plan',
        subcommands: [expect.objectContaining({ name: 'show', options: [] }), expect.objectContaining({ name: 'rename' })],
      }),
    );
    expect(JSON.stringify(commands)).not.toContain('setup');
    expect(JSON.stringify(await get('/commands?as=olivia'))).toContain('setup');
  });

  it('GET /suggest', async () => {
    server.world.bot.suggestWith(({ typed, actor }) => [{ label: `${typed} for ${actor.name}`, value: 'x' }]);
    expect(await get('/suggest?as=ana&command=practice&option=topic&typed=skip')).toEqual([{ label: 'skip for Ana', value: 'x' }]);
  });

  it('GET /places', async () => {
    const { thread, message } = await server.world.platform.publish(
      DAILY,
      { starter: text('The question?'), threadTitle: 'The question', opening: text('Below.'), tags: [], ping: null },
      'places',
    );
    expect(await get('/places?as=local%3Auser%2Fana')).toEqual({
      server: { name: 'Rapport playground' },
      channels: [
        { id: DAILY, name: 'daily', topic: expect.any(String), unread: 1, pings: 0 },
        { id: LOUNGE, name: 'lounge', topic: expect.any(String), unread: 0, pings: 0 },
        { id: SECOND_SHIFT, name: 'second-shift', topic: expect.any(String), unread: 0, pings: 0 },
      ],
      threads: [{ id: thread, channel: DAILY, title: 'The question', state: 'open', starter: message, messages: 1 }],
      directs: [{ id: 'local:direct/ana', with: { id: 'local:user/rapport', name: 'Rapport' } }],
      groups: [
        { id: 'local:group/trainees', name: 'trainees', members: ['local:user/ana', 'local:user/ben', 'local:user/chidi'] },
        { id: 'local:group/team-leads', name: 'team-leads', members: ['local:user/carlos'] },
      ],
    });
  });

  it('GET /home', async () => {
    server.world.bot.showHome({
      blocks: [
        { kind: 'text', text: 'About you' },
        { kind: 'image', png: new Uint8Array([5]), alt: 'Trend' },
      ],
    });
    const home = await get('/home?as=ana');
    expect(home).toMatchObject({
      blocks: [
        { kind: 'text', text: 'About you' },
        { kind: 'image', alt: 'Trend' },
      ],
    });
    const file = encodeURIComponent(pick(home, 'blocks', 1, 'file'));
    expect((await call('GET', `/file?as=ana&id=${file}`)).status).toBe(200);
    expect((await call('GET', `/file?as=ben&id=${file}`)).status).toBe(404);
  });

  it('POST /actions on the home page, where "home" stands for the message', async () => {
    server.world.bot.showHome(withButtons('About you', { 'My data': 'my-data' }));
    server.world.bot.on('my-data', 'ephemeral', (_event, reply) => reply.private(text('All of it')));
    await get('/home?as=chidi');
    const pressed = await call('POST', '/actions', { as: 'chidi', message: 'home', action: 'my-data' });
    expect(pressed.json()).toMatchObject({
      interaction: { answer: { kind: 'private', message: { in: 'local:direct/chidi', text: 'All of it' } } },
    });
    expect((await call('POST', '/actions', { as: 'chidi', message: 'home', action: 'made-up' })).status).toBe(404);
  });
});

describe('conversation', () => {
  it('POST, GET, PATCH and DELETE /messages', async () => {
    const posted = await call('POST', '/messages', { as: 'ana', in: DAILY, text: 'hello <b>*all*</b>' });
    const id = pick(posted.json(), 'id');
    const message = {
      id,
      in: DAILY,
      author: { id: 'local:user/ana', name: 'Ana', bot: false },
      text: 'hello <b>*all*</b>',
      content: null,
      private: false,
      sentAtMs: START_MS,
      editedAtMs: null,
      mark: 'none',
      thread: null,
      replyTo: null,
      pinned: false,
      ping: null,
      buttons: [],
      selects: [],
    };
    expect([posted.status, posted.json()]).toEqual([201, message]);
    const reply = await call('POST', '/messages', { as: 'ben', in: DAILY, text: 'hi', replyTo: id });
    expect(reply.json()).toMatchObject({ replyTo: id, author: { name: 'Ben' } });
    expect(await get(`/messages?as=chidi&in=${DAILY_PARAMETER}&after=${encodeURIComponent(id)}`)).toEqual([reply.json()]);
    expect((await call('PATCH', '/messages', { as: 'ana', message: id, text: 'hello' })).json()).toMatchObject({
      id,
      text: 'hello',
      editedAtMs: START_MS,
    });
    expect((await call('DELETE', `/messages?as=ana&message=${encodeURIComponent(id)}`)).status).toBe(204);
    expect(JSON.stringify(await get(`/messages?as=ana&in=${DAILY_PARAMETER}`))).not.toContain('"hello"');
    expect((await call('DELETE', `/messages?as=ana&message=${encodeURIComponent(id)}`)).status).toBe(404);
  });

  it('GET /messages shows a question with its thread and controls', async () => {
    const { thread } = await server.world.platform.publish(
      DAILY,
      {
        starter: withButtons('Q?', { 'Answer privately': 'answer-button' }),
        threadTitle: 'Q',
        opening: text('Below.'),
        tags: [],
        ping: null,
      },
      'shown',
    );
    expect(await get(`/messages?as=ana&in=${DAILY_PARAMETER}`)).toContainEqual(
      expect.objectContaining({
        text: 'Q?',
        author: { id: 'local:user/rapport', name: 'Rapport', bot: true },
        thread: { id: thread, title: 'Q', state: 'open', messages: 1 },
        content: {
          blocks: [
            { kind: 'text', text: 'Q?' },
            { kind: 'buttons', buttons: [{ label: 'Answer privately', action: 'answer-button', style: 'normal' }] },
          ],
        },
        buttons: [{ label: 'Answer privately', action: 'answer-button', style: 'normal' }],
      }),
    );
  });
});

describe('commands, buttons and forms', () => {
  it('POST /commands in one line and in parts, then POST /actions', async () => {
    const line = await call('POST', '/commands', { as: 'ana', in: DAILY, text: '/practice type:technical' });
    expect([line.status, line.json()]).toMatchObject([
      200,
      { interaction: { state: 'answered', answer: { kind: 'private', message: { private: true, text: 'Why did you leave?' } } } },
    ]);
    const parts = await call('POST', '/commands', { as: 'ana', in: DAILY, command: 'practice', options: { type: 'technical' } });
    const message = pick(parts.json(), 'interaction', 'answer', 'message', 'id');
    const pressed = await call('POST', '/actions', { as: 'ana', message, action: 'another' });
    expect(pressed.json()).toMatchObject({
      interaction: { state: 'answered', answer: { kind: 'update', message: { id: message, text: 'What is a dunning letter?' } } },
    });
    const id = encodeURIComponent(pick(pressed.json(), 'interaction', 'id'));
    expect({ interaction: await get(`/interaction?as=ana&id=${id}`) }).toEqual(pressed.json());
    expect((await call('GET', `/interaction?as=ben&id=${id}`)).status).toBe(404);
  });

  it('POST /forms: wrong fields leave it open, right ones are answered', async () => {
    const opened = await call('POST', '/commands', { as: 'ana', in: DAILY, command: 'answer' });
    expect(opened.json()).toMatchObject({
      interaction: {
        answer: {
          kind: 'form',
          form: {
            title: 'Your answer',
            submit: 'Send',
            introduction: { blocks: [{ kind: 'text' }] },
            fields: [
              { name: 'answer', label: 'Answer', hint: null, kind: 'paragraph', options: [], value: '', required: true, maxLength: 50 },
            ],
          },
        },
      },
    });
    const form = pick(opened.json(), 'interaction', 'answer', 'form', 'id');
    const wrong = await call('POST', '/forms', { as: 'ana', form, values: { answer: 'no' } });
    expect([wrong.status, wrong.json()]).toMatchObject([
      422,
      { error: { code: 'wrong-fields' }, fields: { answer: 'Say a little more.' } },
    ]);
    const right = await call('POST', '/forms', { as: 'ana', form, values: { answer: 'I ask why.' } });
    expect([right.status, right.json()]).toMatchObject([
      200,
      { interaction: { answer: { kind: 'private', message: { text: 'What landed\nBars\nrésumé.html' } } } },
    ]);
  });

  it('POST /forms with a file, which the bot reads by its id', async () => {
    const { bot, platform } = server.world;
    bot.on('search', 'form', (_event, reply) => reply.form(simpleForm('import', { fields: [field('file', { kind: 'file' })] })));
    bot.on('import', 'ephemeral', async (event, reply) => {
      const id = event.kind === 'form' ? (event.values['file'] ?? '') : '';
      await reply.private(text(new TextDecoder().decode(await platform.download(asId(id)))));
    });
    const opened = await call('POST', '/commands', { as: 'ana', in: DAILY, text: '/search words:x' });
    const form = pick(opened.json(), 'interaction', 'answer', 'form', 'id');
    const give = (bytes: Uint8Array) =>
      call('POST', '/forms', {
        as: 'ana',
        form,
        values: { file: { name: 'questions.yaml', mediaType: 'text/yaml', base64: Buffer.from(bytes).toString('base64') } },
      });
    const large = await give(new Uint8Array(1024 * 1024 + 1));
    expect([large.status, large.json()]).toMatchObject([422, { fields: { file: expect.stringContaining('at most 1 MiB') } }]);
    expect((await give(new TextEncoder().encode('- text: Why?'))).json()).toMatchObject({
      interaction: { answer: { message: { text: '- text: Why?' } } },
    });
  });

  it('GET /file shows pictures and saves everything else; nothing in it runs', async () => {
    const opened = await call('POST', '/commands', { as: 'ana', in: DAILY, command: 'answer' });
    const answered = await call('POST', '/forms', {
      as: 'ana',
      form: pick(opened.json(), 'interaction', 'answer', 'form', 'id'),
      values: { answer: 'I ask why.' },
    });
    const fileOf = (block: number): string =>
      encodeURIComponent(pick(answered.json(), 'interaction', 'answer', 'message', 'content', 'blocks', block, 'file'));
    const picture = await call('GET', `/file?as=ana&id=${fileOf(1)}`);
    expect([picture.status, picture.headers['content-type'], picture.headers['content-disposition']]).toEqual([
      200,
      'image/png',
      "inline; filename*=UTF-8''image.png",
    ]);
    const page = await call('GET', `/file?as=ana&id=${fileOf(2)}`);
    expect(page.body).toBe('<script>1</script>');
    expect(page.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': "attachment; filename*=UTF-8''r%C3%A9sum%C3%A9.html",
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    expect((await call('GET', `/file?as=ben&id=${fileOf(1)}`)).status).toBe(404);
  });
});

describe('the server', () => {
  it('POST /presence: the bot leaves, and comes back', async () => {
    expect((await call('POST', '/presence', { installed: false })).json()).toEqual({ installed: false });
    const typed = await call('POST', '/commands', { as: 'ana', in: DAILY, text: '/practice' });
    expect(typed.json()).toMatchObject({ interaction: { state: 'failed', answer: null } });
    expect((await call('GET', '/home?as=ana')).json()).toMatchObject({ error: { code: 'bot-gone' } });
    expect((await call('POST', '/presence', { installed: true })).json()).toEqual({ installed: true });
    expect((await call('POST', '/commands', { as: 'ana', in: DAILY, text: '/practice' })).json()).toMatchObject({
      interaction: { state: 'answered' },
    });
  });

  it('POST /permissions: takes from the bot what it may do in a channel, and gives it back', async () => {
    const missing = async (): Promise<readonly string[]> => (await server.world.platform.check(LOUNGE)).map(({ permission }) => permission);
    expect((await call('POST', '/permissions', { channel: LOUNGE, denied: ['Send Messages'] })).json()).toEqual({
      channel: LOUNGE,
      denied: ['Send Messages'],
    });
    expect(await missing()).toEqual(['Send Messages']);
    expect((await call('POST', '/permissions', { channel: LOUNGE, denied: [] })).status).toBe(200);
    expect(await missing()).toEqual([]);
  });

  it('POST /channels/remove', async () => {
    expect((await call('POST', '/channels/remove', { channel: SECOND_SHIFT })).status).toBe(204);
    expect(JSON.stringify(await get('/places?as=ana'))).not.toContain('second-shift');
    expect((await call('POST', '/channels/remove', { channel: SECOND_SHIFT })).status).toBe(404);
  });
});

describe('the clock', () => {
  it('GET and POST /clock: an instant, a preset, a step, the machine', async () => {
    const nowMs = async (body: unknown): Promise<unknown> => (await call('POST', '/clock', body)).json();
    expect(await get('/clock')).toMatchObject({
      nowMs: START_MS,
      machineMs: START_MS,
      offsetMs: 0,
      presets: [
        { id: 'before-post', label: expect.any(String), atMs: START_MS + HOUR_MS },
        { id: 'closing', atMs: null },
        { id: 'machine' },
      ],
    });
    expect(await nowMs({ to: '2026-11-24T10:59:00+02:00' })).toMatchObject({ nowMs: Date.UTC(2026, 10, 24, 8, 59) });
    expect(await nowMs({ to: START_MS + HOUR_MS })).toMatchObject({ nowMs: START_MS + HOUR_MS });
    expect(await nowMs({ to: '2026-11-24T08:59:00Z' })).toMatchObject({ nowMs: Date.UTC(2026, 10, 24, 8, 59) });
    expect(await nowMs({ byMs: -60_000 })).toMatchObject({ nowMs: Date.UTC(2026, 10, 24, 8, 58) });
    expect(await nowMs({ preset: 'before-post' })).toMatchObject({ nowMs: Date.UTC(2026, 10, 24, 9, 58) });
    expect(await nowMs({ preset: 'machine' })).toMatchObject({ nowMs: START_MS, offsetMs: 0 });
    expect((await call('POST', '/clock', { preset: 'closing' })).status).toBe(409);
    expect((await call('POST', '/clock', { preset: 'tomorrow' })).json()).toMatchObject({
      error: { code: 'unknown-preset', field: 'preset', message: expect.stringContaining('before-post, closing, machine') },
    });
    expect((await call('POST', '/clock', { byMs: 1e15 })).status).toBe(422);
  });

  it('POST /settle answers when nothing is being worked on', async () => {
    const gate = Promise.withResolvers<void>();
    let handled = false;
    server.world.bot.listen(async () => {
      await gate.promise;
      handled = true;
    });
    await said('wait for me');
    const settled = call('POST', '/settle').then((answer) => [answer.status, handled]);
    gate.resolve();
    expect(await settled).toEqual([200, true]);
  });
});
