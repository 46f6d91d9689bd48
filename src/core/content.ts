// What a message is made of. Content is meaning; each adapter draws it its platform's best way and cuts it by its own limits.
// Every string in here is plain text: nothing in it is markup, a mention or a link until an adapter has escaped it.
import type { ChannelId, GroupId, UserId } from './ids.ts';

export type Span =
  | string
  | { readonly strong: string }
  | { readonly emphasis: string }
  | { readonly code: string }
  /** An instant, epoch ms, shown in the reader's own zone. */
  | { readonly time: number; readonly show: 'time' | 'date' | 'dateTime' | 'relative' }
  /** Names a person without notifying them. */
  | { readonly person: UserId; readonly name: string }
  | { readonly channel: ChannelId; readonly name: string }
  /** Names a role or group without notifying anyone in it. */
  | { readonly group: GroupId; readonly name: string };
export type Text = string | readonly Span[];

export interface Button {
  readonly label: string;
  /** Built by `ActionDefinition.id`. */
  readonly action: string;
  readonly style: 'primary' | 'normal' | 'danger';
}
export interface Choice {
  readonly label: string;
  readonly value: string;
}
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly outOf: number;
  /** The value of the attempt before, where the change is what matters. */
  readonly was: number | null;
}

type BlockBody =
  | { readonly kind: 'heading'; readonly text: Text }
  | { readonly kind: 'text'; readonly text: Text }
  /** Words of a member, as they stand. */
  | { readonly kind: 'quote'; readonly text: string }
  /** Small print. */
  | { readonly kind: 'note'; readonly text: Text }
  /** Stands above everything else and is not to be missed. */
  | { readonly kind: 'notice'; readonly tone: 'warning' | 'info'; readonly text: Text }
  | { readonly kind: 'tags'; readonly tags: readonly string[] }
  | { readonly kind: 'fields'; readonly fields: readonly { readonly label: string; readonly value: Text }[] }
  | { readonly kind: 'list'; readonly items: readonly Text[] }
  | { readonly kind: 'bars'; readonly bars: readonly Bar[] }
  | { readonly kind: 'image'; readonly png: Uint8Array; readonly alt: string }
  | { readonly kind: 'file'; readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | {
      readonly kind: 'select';
      readonly action: string;
      readonly placeholder: string;
      readonly options: readonly Choice[];
      readonly selected: readonly string[];
      /** How many may be picked at once; 1: picking another takes its place. */
      readonly most: number;
      /** 0: everything may be taken back. */
      readonly least: 0 | 1;
    }
  /** What the server itself has, picked from the platform's own searchable list; the values are ids. */
  | {
      readonly kind: 'choose';
      readonly what: 'channel' | 'person' | 'group';
      readonly action: string;
      readonly placeholder: string;
      readonly selected: readonly string[];
      readonly most: number;
    }
  | { readonly kind: 'divider' };

/** `spare` blocks are dropped first, last one first, where a platform's limit would otherwise be passed. */
export type Block = BlockBody & { readonly spare?: true };

export interface Content {
  readonly blocks: readonly Block[];
}

export function content(...blocks: readonly (Block | null)[]): Content {
  return { blocks: blocks.filter((block) => block !== null) };
}

export function plainText(text: Text): string {
  if (typeof text === 'string') return text;
  return text.map(plainSpan).join('');
}

function plainSpan(span: Span): string {
  if (typeof span === 'string') return span;
  if ('strong' in span) return span.strong;
  if ('emphasis' in span) return span.emphasis;
  if ('code' in span) return span.code;
  if ('time' in span) return `${new Date(span.time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  if ('channel' in span) return `#${span.name}`;
  if ('group' in span) return `@${span.name}`;
  return span.name;
}

/** The message as plain text: the notification line of a platform, what a script outside reads. Buttons are left out. */
export function plainContent(message: Content): string {
  return message.blocks
    .map(plainBlock)
    .filter((line) => line !== '')
    .join('\n');
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'text':
    case 'note':
    case 'notice':
      return plainText(block.text);
    case 'quote':
      return `> ${block.text.replaceAll('\n', '\n> ')}`;
    case 'tags':
      return block.tags.map((tag) => `[${tag}]`).join(' ');
    case 'fields':
      return block.fields.map((field) => `${field.label}: ${plainText(field.value)}`).join('\n');
    case 'list':
      return block.items.map((item) => `- ${plainText(item)}`).join('\n');
    case 'bars':
      return block.bars.map(plainBar).join('   ');
    case 'image':
      return block.alt;
    case 'file':
      return block.name;
    case 'buttons':
    case 'select':
    case 'choose':
    case 'divider':
      return '';
    default:
      return block satisfies never;
  }
}

const drawBar = (value: number, outOf: number): string => '▰'.repeat(value) + '▱'.repeat(Math.max(0, outOf - value));

function plainBar(bar: Bar): string {
  const now = drawBar(bar.value, bar.outOf);
  return bar.was === null || bar.was === bar.value ? `${bar.label} ${now}` : `${bar.label} ${drawBar(bar.was, bar.outOf)} → ${now}`;
}

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly hint: string | null;
  /** `file`: one file, whose id is the value. */
  readonly kind: 'line' | 'paragraph' | 'choice' | 'file';
  readonly options: readonly Choice[];
  readonly value: string;
  readonly required: boolean;
  readonly maxLength: number;
}
export interface Form {
  /** Built by `ActionDefinition.id`; comes back with the values. */
  readonly action: string;
  readonly title: string;
  /** Shown above the fields: the question that is being answered. */
  readonly introduction: Content;
  readonly fields: readonly FormField[];
  readonly submit: string;
}
export type Values = Readonly<Record<string, string>>;
/** One sentence a field, in the reader's language. */
export type FieldErrors = Readonly<Record<string, string>>;
