// The objects that the playground keeps: what Discord or Slack would. Everything read back passes these schemas.
import { z } from 'zod';
import type { Block, Form } from '../../core/content.ts';
import { OperatorError } from '../../core/errors.ts';
import type { ChannelId, DirectId, FileId, GroupId, InteractionId, MessageId, ThreadId, UserId } from '../../core/ids.ts';
import type { Inbound } from '../../core/platform.ts';

/** One object of the world; `value` is JSON text. */
export interface ChatObject {
  readonly kind: string;
  readonly id: string;
  readonly value: string;
  readonly sequence: number;
}
export interface ChatChanges {
  readonly put: readonly ChatObject[];
  readonly remove: readonly { readonly kind: string; readonly id: string }[];
}
/** Where the world is kept. `write` does all of it or nothing, and what it wrote is safe when it returns. */
export interface ChatStore {
  /** Ordered by `sequence`. */
  load(): readonly ChatObject[];
  write(changes: ChatChanges): void;
}

export type PlaceId = ChannelId | ThreadId | DirectId;

/** Content as it is kept and shown: the bytes of pictures and files stand apart, under an id. */
export type StoredBlock =
  | Exclude<Block, { readonly kind: 'image' | 'file' }>
  | { readonly kind: 'image'; readonly file: FileId; readonly alt: string; readonly spare?: true }
  | { readonly kind: 'file'; readonly file: FileId; readonly name: string; readonly mediaType: string; readonly spare?: true };
export interface StoredContent {
  readonly blocks: readonly StoredBlock[];
}
export type StoredForm = Omit<Form, 'introduction'> & { readonly introduction: StoredContent };

const id = <Id extends string>() => z.custom<Id>((value) => typeof value === 'string' && value !== '');
// The shapes of the core are taken as they are once their frame is right: this program wrote them, and nobody else does.
const framed = <Shape>(frame: z.ZodType) => z.custom<Shape>((value) => frame.safeParse(value).success);
const storedContent = framed<StoredContent>(z.object({ blocks: z.array(z.object({ kind: z.string() })) })).transform(withLists);
const storedForm = framed<StoredForm>(
  z.object({ action: z.string(), title: z.string(), fields: z.array(z.object({ name: z.string(), value: z.string() })) }),
);
const inbound = framed<Inbound>(z.object({ kind: z.string(), eventId: z.string(), tenant: z.string() }));

/** `sequence` is the order in which things came to be: the world's only order, since its clock can be set back. */
const sequence = z.int().nonnegative();
const place = id<PlaceId>();
const mark = z.enum(['seen', 'done', 'failed', 'none']);

export const SCHEMAS = {
  /** The number that the next object gets. Kept, so that no id is ever given twice. */
  counter: z.object({ id: z.string(), sequence, next: z.int().positive() }),
  channel: z.object({
    id: id<ChannelId>(),
    sequence,
    name: z.string(),
    topic: z.string(),
    /** Permissions that the bot was denied. */ denied: z.array(z.string()),
  }),
  direct: z.object({
    id: id<DirectId>(),
    sequence,
    user: id<UserId>(),
    /** Whether this person takes messages from the bot. */ open: z.boolean(),
  }),
  thread: z.object({
    id: id<ThreadId>(),
    sequence,
    channel: id<ChannelId>(),
    starter: id<MessageId>(),
    title: z.string(),
    state: z.enum(['open', 'locked', 'archived']),
  }),
  message: z.object({
    id: id<MessageId>(),
    sequence,
    place,
    author: id<UserId>(),
    text: z.string(),
    /** null: a person's plain words. */
    content: storedContent.nullable(),
    /** Set: only this person sees it. */
    privateTo: id<UserId>().nullable(),
    /** The bot's own name for it, unique in its place. */
    key: z.string().nullable(),
    sentAtMs: z.number(),
    editedAtMs: z.number().nullable(),
    mark,
    replyTo: z.object({ message: id<MessageId>(), author: id<UserId>() }).nullable(),
    pinned: z.boolean().default(false),
    /** Whose members it notified. */
    ping: id<GroupId>().nullable().default(null),
  }),
  file: z.object({
    id: id<FileId>(),
    sequence,
    /** null: a person gave it to a form, and only the bot reads it. */
    message: id<MessageId>().nullable(),
    name: z.string(),
    mediaType: z.string(),
    base64: z.string(),
    /** Machine time, epoch ms, of one that was given to a form; such a file is not kept for long. */
    givenAtMs: z.number().nullable().default(null),
  }),
  interaction: z.object({
    id: id<InteractionId>(),
    sequence,
    user: id<UserId>(),
    place,
    kind: z.enum(['command', 'action', 'form']),
    mode: z.enum(['ephemeral', 'update', 'form']),
    failed: z.boolean(),
    /** Machine time, epoch ms. */
    begunAtMs: z.number(),
    /** The message whose button began it, or from whose button its form was opened. */
    source: id<MessageId>().nullable(),
    privateMessage: id<MessageId>().nullable(),
    answer: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.enum(['private', 'update']), message: id<MessageId>() }),
        z.object({ kind: z.literal('form'), form: z.string() }),
      ])
      .nullable(),
  }),
  /** An open form, with what has been typed into it as far as the bot has seen it. */
  form: z.object({ id: z.string(), sequence, user: id<UserId>(), place, source: id<MessageId>().nullable(), form: storedForm }),
  /** An event that the bot has not yet taken. */
  event: z.object({ id: z.string(), sequence, event: inbound }),
  /** How far a person has read in a place. */
  reading: z.object({ id: z.string(), sequence, user: id<UserId>(), place, upTo: sequence }),
  /** Whether the bot is in the server; it is while nothing else is noted. */
  presence: z.object({ id: z.string(), sequence, installed: z.boolean() }),
  /** A channel that was taken away: it does not come back with the next start. */
  removed: z.object({ id: id<ChannelId>(), sequence }),
} as const;

export type Kind = keyof typeof SCHEMAS;
export type Records = { readonly [K in Kind]: Readonly<z.infer<(typeof SCHEMAS)[K]>> };
export const KINDS = Object.keys(SCHEMAS) as readonly Kind[]; // the keys of the literal above

/** A select was once kept with one value or none in place of a list. */
function withLists(content: StoredContent): StoredContent {
  const blocks = content.blocks.map((block) => {
    if (block.kind !== 'select' || Array.isArray(block.selected)) return block;
    const before: unknown = block.selected;
    return { ...block, selected: typeof before === 'string' ? [before] : [], most: 1, least: 1 as const };
  });
  return { blocks };
}

/** Throws OperatorError: what was read is not what this program writes. */
export function parseRecord<K extends Kind>(kind: K, object: ChatObject): Records[K] {
  try {
    return SCHEMAS[kind].parse(JSON.parse(object.value)) as Records[K]; // zod's own type of this schema, which TypeScript does not follow through the key
  } catch {
    throw new OperatorError([
      `The playground's stored ${kind} "${object.id}" cannot be read: it was written by another version or damaged. Restore a back-up, or delete the playground's chat file to begin with an empty server.`,
    ]);
  }
}
