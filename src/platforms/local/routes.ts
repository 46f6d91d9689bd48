// The playground's HTTP API: a thin layer that checks what comes in, calls the platform, and gives JSON.
import { Hono } from 'hono';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { OptionSpec } from '../../core/command-spec.ts';
import { PlatformError } from '../../core/errors.ts';
import type { PlatformFault } from '../../core/errors.ts';
import { asId } from '../../core/ids.ts';
import type { Say } from '../../core/locale.ts';
import type { Log } from '../../core/log.ts';
import { isDiskFault } from '../../store/database.ts';
import { addClockRoutes } from './clock-routes.ts';
import type { ClockControl } from './clock-routes.ts';
import { createEventStreams } from './event-stream.ts';
import { readJson } from './guard.ts';
import type { LocalEnvironment } from './guard.ts';
import type { LocalPlatform } from './index.ts';
import { LIMITS } from './limits.ts';
import { Refused } from './refusal.ts';
import { BODIES, QUERIES, parse, parseCommand } from './requests.ts';
import type { Person } from './roster.ts';

export type { ClockControl } from './clock-routes.ts';

export interface ApiOptions {
  readonly platform: LocalPlatform;
  readonly clock: ClockControl;
  /** Resolves when nothing that is due is still being worked on. */
  readonly settle: () => Promise<void>;
  /** The words of a locale, for the descriptions of commands. */
  readonly say: (locale: string) => Say;
  readonly log?: Log;
}

/** Five fields of 4,000 characters of four bytes each, and their names. */
const BODY_BYTES = 128 * 1024;
/** The same, and five files in base64, which takes four characters for three bytes. */
const FORM_BODY_BYTES = BODY_BYTES + LIMITS.formFields * Math.ceil((LIMITS.givenFileBytes * 4) / 3);
const limited = (maxSize: number): MiddlewareHandler<LocalEnvironment> =>
  bodyLimit({
    maxSize,
    onError: (context) =>
      context.json(faultBody(new Refused(413, 'too-large', `The body holds more than ${maxSize} bytes: send less.`)), 413),
  });

export interface Api {
  readonly app: Hono<LocalEnvironment>;
  /** Ends the open event streams, which would keep a server from closing. */
  readonly close: () => void;
}

export function createApi(options: ApiOptions): Api {
  const { platform, clock, say, log } = options;
  const app = new Hono<LocalEnvironment>();
  const { people, controls, view } = platform;
  const streams = createEventStreams(platform, clock);
  /** What people did has to be with the bot before it can be said to be done with it. */
  const settle = async (): Promise<void> => {
    await platform.settled();
    await options.settle();
  };
  const who = (as: string): Person => people.named(as);

  app.use(async (context, next) => {
    await next();
    context.header('cache-control', 'no-store');
  });
  const [ordinary, ofForms] = [limited(BODY_BYTES), limited(FORM_BODY_BYTES)];
  app.use((context, next) => (context.req.path.endsWith('/forms') ? ofForms : ordinary)(context, next));
  app.onError((error, context) => answerError(error, context, log));

  app.get('/people', (context) => {
    parse(QUERIES.nothing, context.req.query());
    return context.json(platform.roster);
  });
  app.get('/commands', (context) => {
    const person = who(parse(QUERIES.as, context.req.query()).as);
    const words = say(person.locale);
    return context.json(
      controls.commands(person).map((spec) => ({
        name: spec.name,
        description: words(spec.description),
        subcommands: spec.subcommands.map((sub) => ({
          name: sub.name,
          description: words(sub.description),
          options: sub.options.map((option) => describeOption(option, words)),
        })),
        options: spec.options.map((option) => describeOption(option, words)),
      })),
    );
  });
  app.get('/suggest', async (context) => {
    const { as, command, option, typed } = parse(QUERIES.suggest, context.req.query());
    return context.json(await controls.suggest(who(as), command, option, typed));
  });
  app.get('/places', (context) => context.json(view.places(who(parse(QUERIES.as, context.req.query()).as))));

  app.get('/messages', (context) => {
    const query = parse(QUERIES.messages, context.req.query());
    return context.json(people.messages(who(query.as), query.in, query.after));
  });
  app.post('/messages', async (context) => {
    const body = parse(BODIES.say, await readJson(context));
    return context.json(people.say(who(body.as), body.in, body.text, body.replyTo), 201);
  });
  app.patch('/messages', async (context) => {
    const body = parse(BODIES.edit, await readJson(context));
    return context.json(people.edit(who(body.as), body.message, body.text));
  });
  app.delete('/messages', (context) => {
    const query = parse(QUERIES.message, context.req.query());
    people.remove(who(query.as), query.message);
    return context.body(null, 204);
  });

  app.post('/commands', async (context) => {
    const body = parseCommand(await readJson(context));
    const typed = 'text' in body ? body.text : { command: body.command, subcommand: body.subcommand, options: body.options };
    return context.json({ interaction: await controls.command(who(body.as), body.in, typed) });
  });
  app.post('/actions', async (context) => {
    const body = parse(BODIES.action, await readJson(context));
    return context.json({ interaction: await controls.press(who(body.as), body.message, body.action, body.values) });
  });
  app.post('/forms', async (context) => {
    const body = parse(BODIES.form, await readJson(context));
    return context.json({ interaction: await controls.submit(who(body.as), body.form, body.values) });
  });
  app.get('/interaction', (context) => {
    const query = parse(QUERIES.thing, context.req.query());
    return context.json(controls.interaction(who(query.as), query.id));
  });

  app.get('/home', async (context) => context.json(await controls.home(who(parse(QUERIES.as, context.req.query()).as))));
  app.get('/file', (context) => {
    const query = parse(QUERIES.thing, context.req.query());
    const person = who(query.as);
    return answerFile(context, controls.homeFile(person, query.id) ?? people.file(person, query.id));
  });

  app.post('/presence', async (context) => {
    const { installed } = parse(BODIES.presence, await readJson(context));
    if (installed) platform.join();
    else platform.leave();
    return context.json({ installed });
  });
  app.post('/permissions', async (context) => {
    const { channel, denied } = parse(BODIES.permissions, await readJson(context));
    platform.deny(asId(channel), denied);
    return context.json({ channel, denied });
  });
  app.post('/channels/remove', async (context) => {
    platform.removeChannel(asId(parse(BODIES.removeChannel, await readJson(context)).channel));
    return context.body(null, 204);
  });

  addClockRoutes(app, clock, settle, streams.clockMoved);
  app.get('/events', (context) => streams.open(context, who(parse(QUERIES.as, context.req.query()).as)));

  app.all('*', () => {
    throw new Refused(404, 'unknown-call', 'There is no such call: docs/playground.md lists them all.');
  });

  return { app, close: streams.close };
}

function describeOption(option: OptionSpec, words: Say): object {
  const { name, kind, required } = option;
  const shared = { name, kind, description: words(option.description), required };
  switch (option.kind) {
    case 'text':
      return { ...shared, maxLength: option.maxLength, suggests: option.suggests };
    case 'choice':
      return { ...shared, choices: option.choices.map(({ value, label }) => ({ value, label: words(label) })), suggests: false };
    case 'date':
      return { ...shared, suggests: false };
    default:
      return option satisfies never;
  }
}

/** The bot made the bytes, but their type may be what a member sent: only pictures are shown, everything else is saved, nothing runs. */
function answerFile(context: Context, file: { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }): Response {
  const isPicture = file.mediaType === 'image/png';
  context.header('content-type', isPicture ? 'image/png' : 'application/octet-stream');
  context.header('content-disposition', `${isPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  context.header('content-security-policy', "default-src 'none'; sandbox");
  return context.body(new Uint8Array(file.bytes));
}

const STATUS_OF = {
  'not-found': 404,
  forbidden: 403,
  invalid: 422,
  expired: 409,
  'rate-limited': 409,
  unavailable: 409,
} as const satisfies Record<PlatformFault, number>;

export function answerError(error: unknown, context: Context, log: Log | undefined): Response {
  if (error instanceof Refused) return context.json(faultBody(error), error.status);
  const errorBody = (code: string, message: string) => ({ error: { code, message } });
  // The bot broke a limit or a promise: whoever writes the bot reads this.
  if (error instanceof PlatformError)
    return context.json(errorBody(error.kind, `The playground refused what the bot did (${error.message}).`), STATUS_OF[error.kind]);
  log?.error('a call of the playground failed', { path: context.req.path, error });
  if (isDiskFault(error))
    return context.json(
      errorBody(
        'disk',
        'The disk takes nothing at the moment, so this was not kept. What was kept before is safe: try again once there is space.',
      ),
      507,
    );
  return context.json(errorBody('internal', 'The playground failed at this; its log says where.'), 500);
}

function faultBody(refused: Refused): object {
  const { code, message, field, fields } = refused;
  return { error: { code, message, ...(field === null ? {} : { field }) }, ...(fields === null ? {} : { fields }) };
}
