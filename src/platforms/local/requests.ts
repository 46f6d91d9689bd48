// What the HTTP API takes. Each fault names its field and says what belongs there.
import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { PERMISSIONS } from './permissions.ts';
import { Refused } from './refusal.ts';

const needed = (what: string) => z.string({ error: what }).min(1, { error: what });
const as = needed('is needed: the handle or id of who acts, such as ana');
const place = needed('is needed: the id of a channel, thread or direct, from /places');
const message = needed('is needed: the id of a message, from /messages');
const id = needed('is needed: the id of what is asked for');
const text = z.string({ error: 'is needed: the words, as a string' });
const values = z.record(z.string(), z.string({ error: 'holds a string for each name' }), {
  error: 'is an object that holds a string for each name',
});
const afterId = z
  .string({ error: 'is the id of a message' })
  .nullish()
  .transform((value) => value ?? null);

/** Where a form asks for a file. The bytes are counted where the form is known; here they only have to be some. */
const givenFile = z
  .strictObject({
    name: needed('is needed: the name of the file').max(LIMITS.fileName, { error: `holds at most ${LIMITS.fileName} characters` }),
    mediaType: needed('is needed: a media type such as text/csv').max(100, { error: 'holds at most 100 characters' }),
    base64: z.base64({ error: 'is needed: the bytes of the file in base64' }),
  })
  .transform(({ name, mediaType, base64 }) => ({ name, mediaType, bytes: new Uint8Array(Buffer.from(base64, 'base64')) }));
const formValue = z.union([z.string(), givenFile], { error: 'is a string, or for a file an object of name, mediaType and base64' });
const formValues = z.record(z.string(), formValue, { error: 'is an object that holds a value for each field' });

export const QUERIES = {
  nothing: z.strictObject({}),
  as: z.strictObject({ as }),
  suggest: z.strictObject({
    as,
    command: needed('is needed: the name of a command'),
    option: needed('is needed: the name of an option'),
    typed: z.string().default(''),
  }),
  messages: z.strictObject({ as, in: place, after: afterId }),
  message: z.strictObject({ as, message }),
  thing: z.strictObject({ as, id }),
} as const;

const typedParts = z.strictObject({
  as,
  in: place,
  command: needed('is needed: the name of a command, without the slash; or give "text" instead'),
  subcommand: z
    .string({ error: 'is the name of a subcommand' })
    .nullish()
    .transform((value) => value ?? null),
  options: values.default({}),
});
const typedLine = z.strictObject({ as, in: place, text: needed('is a line such as "/practice type:technical"') });

/** Instants that a person can mean; Temporal and Date hold far more. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);
export const isInstant = (atMs: number): boolean => atMs >= EARLIEST_MS && atMs < LATEST_MS;
/** As GET /clock gives it, in epoch ms, or as people write it. */
const instant = z
  .union([z.number(), z.string()])
  .refine((value) => typeof value === 'number' || z.iso.datetime({ offset: true }).safeParse(value).success, {
    error: 'is an instant such as 2026-11-24T08:59:00Z, or one in milliseconds since 1970 as GET /clock gives them',
  })
  .transform((value) => (typeof value === 'number' ? value : Date.parse(value)))
  .refine(isInstant, { error: 'lies between the years 2000 and 2100' });

export const BODIES = {
  say: z.strictObject({ as, in: place, text, replyTo: afterId }),
  edit: z.strictObject({ as, message, text }),
  action: z.strictObject({
    as,
    message,
    action: needed('is needed: the action of a button or select of the message'),
    values: z.array(z.string(), { error: 'is a list of strings' }).default([]),
  }),
  form: z.strictObject({ as, form: needed('is needed: the id of an open form'), values: formValues }),
  presence: z.strictObject({ installed: z.boolean({ error: 'is needed: true or false' }) }),
  permissions: z.strictObject({
    channel: needed('is needed: the id of a channel, from /places'),
    denied: z.array(z.enum(PERMISSIONS, { error: `is one of: ${PERMISSIONS.join(', ')}` }), {
      error: 'is needed: a list of what the bot may not do there; empty, it may do all again',
    }),
  }),
  removeChannel: z.strictObject({ channel: needed('is needed: the id of a channel, from /places') }),
  clock: z.union(
    [
      z.strictObject({ to: instant }),
      z.strictObject({ preset: needed('is the id of a preset, from GET /clock') }),
      z.strictObject({ byMs: z.int({ error: 'is a whole number of milliseconds' }) }),
    ],
    { error: 'takes exactly one of "to", "preset" and "byMs"' },
  ),
} as const;

/** A command in one line, or in its parts: `text` decides which, so that a fault is told about the right one. Throws Refused 400. */
export function parseCommand(given: unknown): z.output<typeof typedLine> | z.output<typeof typedParts> {
  const isLine = typeof given === 'object' && given !== null && 'text' in given;
  return parse(isLine ? typedLine : typedParts, given);
}

/** Throws Refused 400 about the first fault. */
export function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.code === 'unrecognized_keys' ? (issue.keys[0] ?? null) : issue?.path.join('.') || null;
  const what =
    issue?.code === 'unrecognized_keys'
      ? 'is not known here: take it away, or check its spelling'
      : issue?.path.length === 0 && issue.code === 'invalid_type'
        ? 'is a JSON object'
        : (issue?.message ?? 'is wrong');
  throw new Refused(400, 'bad-request', field === null ? `The request ${what}.` : `"${field}" ${what}.`, field);
}
