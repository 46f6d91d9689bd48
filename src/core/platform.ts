// THE SEAM between the bot and a chat platform: types, and nothing that runs but one reading of them. The core never learns which platform it speaks to.
import type { Content, FieldErrors, Choice, Form, Values } from './content.ts';
import type { AnswerMode } from './action.ts';
import type { CommandSpec } from './command-spec.ts';
import type { ChannelId, DirectId, FileId, GroupId, InteractionId, MessageId, TenantId, ThreadId, UserId } from './ids.ts';

export interface Actor {
  readonly user: UserId;
  readonly name: string;
  /** BCP 47 */
  readonly locale: string;
  /** IANA; null where the platform does not tell. */
  readonly zone: string | null;
  /** Manages the server itself: always an owner here too. */
  readonly admin: boolean;
  /** Roles or user groups that the person is in. */
  readonly groups: readonly GroupId[];
  readonly bot: boolean;
}

export type Place =
  | { readonly kind: 'channel'; readonly channel: ChannelId }
  | { readonly kind: 'thread'; readonly channel: ChannelId; readonly thread: ThreadId }
  | { readonly kind: 'direct'; readonly direct: DirectId };

/** null: a direct message. */
export const channelOf = (place: Place): ChannelId | null => (place.kind === 'direct' ? null : place.channel);

export interface InboundMessage {
  readonly id: MessageId;
  readonly author: Actor;
  readonly text: string;
  readonly sentAtMs: number;
  readonly editedAtMs: number | null;
  /** Set when the platform marks the message as a reply to another one. */
  readonly repliesTo: { readonly message: MessageId; readonly author: UserId; readonly authorIsBot: boolean } | null;
  readonly attachments: number;
}

interface Occurrence {
  readonly tenant: TenantId;
  /** The platform's own id of the event: the same one on redelivery. */
  readonly eventId: string;
  readonly atMs: number;
}
interface InteractionBase extends Occurrence {
  readonly interaction: InteractionId;
  readonly actor: Actor;
  readonly place: Place;
}
export type Interaction =
  | (InteractionBase & { readonly kind: 'command'; readonly command: string; readonly subcommand: string | null; readonly options: Values })
  | (InteractionBase & { readonly kind: 'action'; readonly action: string; readonly values: readonly string[] })
  | (InteractionBase & { readonly kind: 'form'; readonly form: string; readonly values: Values });

/** One event from a platform, as plain data: it can be stored and handled again after a restart. */
export type Inbound =
  | Interaction
  | (Occurrence & { readonly kind: 'message'; readonly place: Place; readonly message: InboundMessage })
  | (Occurrence & { readonly kind: 'message-edited'; readonly place: Place; readonly message: InboundMessage })
  | (Occurrence & { readonly kind: 'message-deleted'; readonly place: Place; readonly message: MessageId })
  /** The adapter was away and may have missed messages: open threads are read again. */
  | (Occurrence & { readonly kind: 'reconnected' })
  /** The bot was added to the server, or added again. */
  | (Occurrence & { readonly kind: 'joined' })
  /** The bot was removed from the server: nothing can be sent there any more. */
  | (Occurrence & { readonly kind: 'left' });

export type Answer =
  /** Only the actor sees it. Given again to the same interaction it replaces what stood there. */
  | { readonly kind: 'private'; readonly content: Content }
  /** Replaces the private or direct message that the button stands on. */
  | { readonly kind: 'update'; readonly content: Content }
  /** Only as the first answer of an interaction whose mode is `form`. */
  | { readonly kind: 'form'; readonly form: Form };

export interface Publication {
  readonly starter: Content;
  readonly threadTitle: string;
  /** The first message in the thread. */
  readonly opening: Content;
  readonly tags: readonly string[];
  /** The one role or group that is notified; null: nobody is. */
  readonly ping: GroupId | null;
}

/** What the bot lacks in a channel. `mend` is an instruction to a person, in English: it names the switch as the platform does. */
export interface MissingPermission {
  readonly permission: string;
  readonly mend: string;
}

export interface SuggestQuery {
  readonly command: string;
  readonly option: string;
  readonly typed: string;
  readonly actor: Actor;
}

/** A platform, as the core sees it. Nothing is optional: what a platform lacks, its adapter emulates. Throws only `PlatformError`. */
export interface Platform {
  readonly name: string;
  readonly limits: {
    readonly text: number;
    readonly buttons: number;
    readonly formFields: number;
    readonly selectOptions: number;
    readonly editIntervalMs: number;
  };
  start(core: Core): Promise<void>;
  /** Waits for what is in flight. */
  stop(): Promise<void>;
  /** A question with its thread. `key` names it once and for all: the adapter puts it where it can find it again, and looks there before it sends. A thread that exists already is success. */
  publish(to: ChannelId, post: Publication, key: string): Promise<{ readonly message: MessageId; readonly thread: ThreadId }>;
  /** What stands of it, without sending anything. null: nothing does; a message whose thread is gone has `thread: null`. */
  find(to: ChannelId, key: string): Promise<{ readonly message: MessageId; readonly thread: ThreadId | null } | null>;
  /** A message that stands once for each `key` in its place. */
  post(to: ThreadId | ChannelId | DirectId, content: Content, key: string): Promise<MessageId>;
  edit(message: MessageId, content: Content): Promise<void>;
  remove(message: MessageId): Promise<void>;
  mark(message: MessageId, mark: 'seen' | 'done' | 'failed' | 'none'): Promise<void>;
  /** Pins or unpins; a message that is so already is left so. */
  pin(message: MessageId, pinned: boolean): Promise<void>;
  closeThread(thread: ThreadId, how: 'lock' | 'archive' | 'reopen'): Promise<void>;
  /** Messages of a thread, oldest first, bots included. */
  history(thread: ThreadId, after: MessageId | null): AsyncIterable<InboundMessage>;
  /** Late: PlatformError 'expired'. */
  answer(to: InteractionId, answer: Answer): Promise<void>;
  openDirect(user: UserId): Promise<DirectId>;
  permalink(message: MessageId): Promise<string>;
  download(file: FileId): Promise<Uint8Array>;
  lookUp(user: UserId): Promise<Actor>;
  /** As the platform shows it now. 'not-found': it is gone. */
  nameOf(what: { readonly kind: 'channel'; readonly id: ChannelId } | { readonly kind: 'group'; readonly id: GroupId }): Promise<string>;
  check(channel: ChannelId): Promise<readonly MissingPermission[]>;
}

/** The bot, as an adapter sees it. */
export interface Core {
  readonly commands: readonly CommandSpec[];
  /** Synchronous: the adapter acknowledges by it. */
  answerMode(event: Interaction): AnswerMode;
  /** Answers within 2 s; field errors show in the open form. null: the form may close. */
  validate(event: Interaction & { readonly kind: 'form' }): Promise<FieldErrors | null>;
  suggest(query: SuggestQuery): Promise<readonly Choice[]>;
  /** The page that a person sees of the bot where a platform has one (App Home, the playground's home). */
  home(tenant: TenantId, actor: Actor): Promise<Content>;
  /** Stores what carries work, then works on it. Resolves once the event is safe (stored, or handled). Never rejects. */
  handle(event: Inbound): Promise<void>;
}
