// What the playground's HTTP API answers. The blocks are the core's own, so that a block added there fails to compile here until it is drawn.
import type { Bar, Block as CoreBlock, Button, Choice, FormField as CoreField, Span, Text } from '../../../core/content.ts';

export type { Bar, Button, Choice, Span, Text };

/** `fileName` goes with the id of a file that was given before. */
export type FormField = CoreField & { readonly fileName: string | null };

interface Spare {
  readonly spare?: true;
}
/** As in the core, with the id of a stored file where the core holds bytes. */
export type Block =
  | Exclude<CoreBlock, { readonly kind: 'image' | 'file' }>
  | ({ readonly kind: 'image'; readonly file: string; readonly alt: string } & Spare)
  | ({ readonly kind: 'file'; readonly file: string; readonly name: string; readonly mediaType: string } & Spare);

export interface Blocks {
  readonly blocks: readonly Block[];
}

export interface Person {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly role: 'owner' | 'coach' | 'member';
  /** IANA */
  readonly zone: string;
  /** BCP 47 */
  readonly locale: string;
  /** A CSS colour. */
  readonly avatarColour: string;
}

export type ThreadState = 'open' | 'locked' | 'archived';

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly unread: number;
  /** How many of the unread ones notify this person. */
  readonly pings: number;
}
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
}
export interface Thread {
  readonly id: string;
  readonly channel: string;
  readonly title: string;
  readonly state: ThreadState;
  /** The message in the channel that the thread hangs on. */
  readonly starter: string;
  readonly messages: number;
}
export interface Direct {
  readonly id: string;
  readonly with: { readonly id: string; readonly name: string };
}
export interface Places {
  readonly server: { readonly name: string };
  readonly channels: readonly Channel[];
  readonly threads: readonly Thread[];
  readonly directs: readonly Direct[];
  readonly groups: readonly Group[];
}

export interface Message {
  readonly id: string;
  readonly in: string;
  readonly author: { readonly id: string; readonly name: string; readonly bot: boolean };
  readonly text: string;
  readonly content: Blocks | null;
  readonly private: boolean;
  readonly sentAtMs: number;
  readonly editedAtMs: number | null;
  readonly mark: 'seen' | 'done' | 'failed' | 'none';
  readonly thread: { readonly id: string; readonly title: string; readonly state: ThreadState; readonly messages: number } | null;
  readonly replyTo: string | null;
  readonly pinned: boolean;
  /** The group that it notified. */
  readonly ping: { readonly id: string; readonly name: string } | null;
}

export interface Form {
  readonly id: string;
  readonly title: string;
  readonly introduction: Blocks;
  readonly fields: readonly FormField[];
  readonly submit: string;
}

export type InteractionAnswer =
  | { readonly kind: 'private' | 'update'; readonly message: Message }
  | { readonly kind: 'form'; readonly form: Form };
export interface Interaction {
  readonly id: string;
  readonly state: 'pending' | 'answered' | 'failed';
  readonly answer: InteractionAnswer | null;
}

export interface Option {
  readonly name: string;
  readonly kind: 'text' | 'choice' | 'date';
  readonly description: string;
  readonly required: boolean;
  readonly maxLength?: number;
  readonly choices?: readonly Choice[];
  readonly suggests: boolean;
}
export interface Subcommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly Option[];
}
export interface Command extends Subcommand {
  readonly subcommands: readonly Subcommand[];
}

export interface Preset {
  readonly id: string;
  readonly label: string;
  /** null where there is nothing to jump to yet. */
  readonly atMs: number | null;
}
export interface ClockState {
  readonly nowMs: number;
  readonly machineMs: number;
  readonly offsetMs: number;
  readonly presets: readonly Preset[];
}

/** A file as it is sent with a form. */
export interface GivenFile {
  readonly name: string;
  readonly mediaType: string;
  readonly base64: string;
}

/** The body of every answer that is not a success. */
export interface ApiFault {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
}
