// What one person sees, in the shapes of the HTTP API. Nothing leaves the world but through here.
import type { Button, FormField } from '../../core/content.ts';
import type { ChannelId, DirectId, GroupId, InteractionId, MessageId, ThreadId, UserId } from '../../core/ids.ts';
import { controlsOf } from './drawing.ts';
import type { Controls } from './drawing.ts';
import type { Interactions } from './interactions.ts';
import { actorFor } from './outbound.ts';
import type { PlaceId, Records, StoredContent } from './records.ts';
import { BOT, GROUPS, SERVER_NAME } from './roster.ts';
import type { Group, Person } from './roster.ts';
import type { World } from './world.ts';

export interface ThreadSummary {
  readonly id: ThreadId;
  readonly title: string;
  readonly state: 'open' | 'locked' | 'archived';
  /** Public ones. */
  readonly messages: number;
}
export interface MessageView {
  readonly id: MessageId;
  readonly in: PlaceId;
  readonly author: { readonly id: UserId; readonly name: string; readonly bot: boolean };
  readonly text: string;
  readonly content: StoredContent | null;
  readonly private: boolean;
  readonly sentAtMs: number;
  readonly editedAtMs: number | null;
  readonly mark: 'seen' | 'done' | 'failed' | 'none';
  readonly thread: ThreadSummary | null;
  readonly replyTo: MessageId | null;
  readonly pinned: boolean;
  /** The group that it notified. */
  readonly ping: { readonly id: GroupId; readonly name: string } | null;
  readonly buttons: readonly Button[];
  readonly selects: Controls['selects'];
}
/** A file given to a form is shown by its name; its value is the id. */
export type FieldView = FormField & { readonly fileName: string | null };
export interface FormView {
  readonly id: string;
  readonly title: string;
  readonly introduction: StoredContent;
  readonly fields: readonly FieldView[];
  readonly submit: string;
}
export interface InteractionView {
  readonly id: InteractionId;
  readonly state: 'pending' | 'answered' | 'failed';
  readonly answer:
    | { readonly kind: 'private' | 'update'; readonly message: MessageView }
    | { readonly kind: 'form'; readonly form: FormView }
    | null;
}
export interface PlacesView {
  readonly server: { readonly name: string };
  readonly channels: readonly {
    readonly id: ChannelId;
    readonly name: string;
    readonly topic: string;
    readonly unread: number;
    /** How many of the unread ones notify this person. */
    readonly pings: number;
  }[];
  readonly threads: readonly (ThreadSummary & { readonly channel: ChannelId; readonly starter: MessageId })[];
  readonly directs: readonly { readonly id: DirectId; readonly with: { readonly id: UserId; readonly name: string } }[];
  readonly groups: readonly Group[];
}

export interface View {
  places(person: Person): PlacesView;
  /** Oldest first; those that came to be after `after` (0: all). */
  messages(person: Person, place: PlaceId, after: number): readonly MessageView[];
  message(message: Records['message']): MessageView;
  interaction(person: Person, id: string): InteractionView | null;
  form(person: Person, id: string): FormView | null;
  unread(person: Person, place: PlaceId): number;
}

const groupOf = (id: GroupId | null): Group | undefined => GROUPS.find((group) => group.id === id);

export const readingId = (person: Person, place: PlaceId): string => JSON.stringify([person.id, place]);

export function createView(world: World, interactions: Interactions): View {
  function summary(thread: Records['thread']): ThreadSummary {
    let messages = 0;
    for (const message of world.messagesIn(thread.id)) if (message.privateTo === null) messages += 1;
    return { id: thread.id, title: thread.title, state: thread.state, messages };
  }

  function message(record: Records['message']): MessageView {
    const author = actorFor(world, record.author);
    const thread = world.threadOn(record.id);
    const pinged = groupOf(record.ping);
    return {
      id: record.id,
      in: record.place,
      author: { id: record.author, name: author?.name ?? 'Somebody', bot: author?.bot ?? false },
      text: record.text,
      content: record.content,
      private: record.privateTo !== null,
      sentAtMs: record.sentAtMs,
      editedAtMs: record.editedAtMs,
      mark: record.mark,
      thread: thread === undefined ? null : summary(thread),
      replyTo: record.replyTo?.message ?? null,
      pinned: record.pinned,
      ping: pinged === undefined ? null : { id: pinged.id, name: pinged.name },
      ...controlsOf(world, record.content),
    };
  }

  function unreadIn(person: Person, place: PlaceId): readonly Records['message'][] {
    const upTo = world.get('reading', readingId(person, place))?.upTo ?? 0;
    const isUnread = (one: Records['message']): boolean => one.sequence > upTo && one.author !== person.id && world.sees(person.id, one);
    return [...world.messagesIn(place)].filter(isUnread);
  }

  function channel(person: Person, { id, name, topic }: Records['channel']): PlacesView['channels'][number] {
    const messages = unreadIn(person, id);
    const pings = messages.filter((one) => groupOf(one.ping)?.members.includes(person.id) === true).length;
    return { id, name, topic, unread: messages.length, pings };
  }

  function form(person: Person, id: string): FormView | null {
    const record = world.get('form', id);
    if (record === undefined || record.user !== person.id) return null;
    const { title, introduction, fields, submit } = record.form;
    const fileName = (field: FormField): string | null => (field.kind === 'file' ? (world.get('file', field.value)?.name ?? null) : null);
    return { id, title, introduction, fields: fields.map((field) => ({ ...field, fileName: fileName(field) })), submit };
  }

  function answerOf(person: Person, answer: Records['interaction']['answer']): InteractionView['answer'] {
    if (answer === null) return null;
    if (answer.kind === 'form') {
      const open = form(person, answer.form);
      return open === null ? null : { kind: 'form', form: open };
    }
    const record = world.get('message', answer.message);
    return record === undefined ? null : { kind: answer.kind, message: message(record) };
  }

  return {
    places: (person) => ({
      server: { name: SERVER_NAME },
      channels: [...world.all('channel')].map((one) => channel(person, one)),
      threads: [...world.all('thread')].map((thread) => ({ ...summary(thread), channel: thread.channel, starter: thread.starter })),
      directs: [...world.all('direct')]
        .filter((direct) => direct.user === person.id)
        .map(({ id }) => ({ id, with: { id: BOT.user, name: BOT.name } })),
      groups: GROUPS,
    }),
    messages(person, place, after) {
      return [...world.messagesIn(place)].filter((one) => one.sequence > after && world.sees(person.id, one)).map(message);
    },
    message,
    interaction(person, id) {
      const record = world.get('interaction', id);
      if (record === undefined || record.user !== person.id) return null;
      return { id: record.id, state: interactions.stateOf(record), answer: answerOf(person, record.answer) };
    },
    form,
    unread: (person, place) => unreadIn(person, place).length,
  };
}
