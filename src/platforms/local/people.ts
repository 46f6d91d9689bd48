// The persons' side of the playground: what somebody does with a keyboard and a mouse. Everything here throws `Refused`.
import type { Clock } from '../../core/clock.ts';
import { asId } from '../../core/ids.ts';
import type { MessageId, ThreadId } from '../../core/ids.ts';
import type { Inbound } from '../../core/platform.ts';
import { newEventId } from './delivery.ts';
import type { Delivery } from './delivery.ts';
import { removeMessage } from './drawing.ts';
import { LIMITS } from './limits.ts';
import { inboundMessage } from './outbound.ts';
import type { PlaceId, Records } from './records.ts';
import { Refused } from './refusal.ts';
import { TENANT } from './roster.ts';
import type { Person } from './roster.ts';
import { readingId } from './view.ts';
import type { MessageView, View } from './view.ts';
import { numberOf } from './world.ts';
import type { Draft, World } from './world.ts';

export interface People {
  /** By handle or by full id. */
  named(as: string): Person;
  /** What this person sees in a place, oldest first; from then on it counts as read. */
  messages(person: Person, place: string, after: string | null): readonly MessageView[];
  say(person: Person, place: string, text: string, replyTo: string | null): MessageView;
  edit(person: Person, message: string, text: string): MessageView;
  /** One's own message, or a private one, which is only dismissed. */
  remove(person: Person, message: string): void;
  file(person: Person, id: string): { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };
  /** A message that this person sees; for everybody else it does not exist. */
  seen(person: Person, message: string): Records['message'];
  /** A place that this person can open. */
  entered(person: Person, place: string): PlaceId;
  /** The owner takes a thread away, as an administrator can on Discord. */
  removeThread(person: Person, thread: ThreadId): void;
}

export function createPeople(parts: {
  readonly world: World;
  readonly delivery: Delivery;
  readonly view: View;
  readonly clock: Clock;
}): People {
  const { world, delivery, view, clock } = parts;

  function named(as: string): Person {
    const person = world.people.find((one) => one.handle === as || one.id === as);
    if (person === undefined)
      throw new Refused(
        404,
        'unknown-person',
        `There is nobody called "${as}" here. Use one of: ${world.people.map((one) => one.handle).join(', ')}.`,
        'as',
      );
    return person;
  }

  function entered(person: Person, place: string): PlaceId {
    const id = asId<ThreadId>(place); // which kind of place it is, the world knows
    if (!world.mayEnter(person.id, id))
      throw new Refused(404, 'unknown-place', `${person.name} can open no such place: take an id from /places.`, 'in');
    return id;
  }

  function seen(person: Person, id: string): Records['message'] {
    const message = world.get('message', id);
    if (message === undefined || !world.sees(person.id, message))
      throw new Refused(
        404,
        'unknown-message',
        `${person.name} sees no such message: it may have been deleted. Take an id from /messages.`,
        'message',
      );
    return message;
  }

  function checkText(text: string): void {
    if (text.trim() === '') throw new Refused(422, 'empty', 'A message needs some text.', 'text');
    if (text.length > LIMITS.memberText)
      throw new Refused(422, 'too-long', `A message holds ${LIMITS.memberText} characters, this has ${text.length}: shorten it.`, 'text');
  }

  function occurred(draft: Draft, message: Records['message'], kind: 'message' | 'message-edited' | 'message-deleted'): () => void {
    const place = world.place(message.place);
    if (place === null) return () => undefined;
    const base = { tenant: TENANT, eventId: newEventId(draft), atMs: clock.now(), place };
    const event: Inbound =
      kind === 'message-deleted' ? { ...base, kind, message: message.id } : { ...base, kind, message: inboundMessage(world, message) };
    return delivery.prepare(draft, event);
  }

  function repliedTo(person: Person, place: PlaceId, id: string | null): Records['message']['replyTo'] {
    if (id === null) return null;
    const target = seen(person, id);
    if (target.place !== place)
      throw new Refused(422, 'reply-elsewhere', 'A reply stands in the same place as the message it replies to.', 'replyTo');
    if (target.privateTo !== null)
      throw new Refused(422, 'reply-private', 'There is no replying to a message that only you can see.', 'replyTo');
    return { message: target.id, author: target.author };
  }

  function say(person: Person, where: string, text: string, replyTo: string | null): MessageView {
    const place = entered(person, where);
    checkText(text);
    const thread = world.get('thread', place);
    if (thread?.state === 'locked') throw new Refused(403, 'locked', 'This thread is locked: nobody can write in it any more.', 'in');
    const reply = repliedTo(person, place, replyTo);
    const { message, handOver } = world.change((draft) => {
      const sequence = draft.number();
      const said: Records['message'] = {
        id: asId<MessageId>(`local:message/${sequence}`),
        sequence,
        place,
        author: person.id,
        text,
        content: null,
        privateTo: null,
        key: null,
        sentAtMs: clock.now(),
        editedAtMs: null,
        mark: 'none',
        replyTo: reply,
        pinned: false,
        ping: null,
      };
      draft.put('message', said);
      if (thread?.state === 'archived') draft.put('thread', { ...thread, state: 'open' });
      return { message: said, handOver: occurred(draft, said, 'message') };
    });
    handOver();
    return view.message(message);
  }

  function own(person: Person, id: string): Records['message'] {
    const message = seen(person, id);
    if (message.author !== person.id)
      throw new Refused(403, 'not-yours', `Only its author can change a message; this one is not ${person.name}'s.`, 'message');
    return message;
  }

  function edit(person: Person, id: string, text: string): MessageView {
    const message = own(person, id);
    checkText(text);
    if (message.text === text) return view.message(message);
    const { edited, handOver } = world.change((draft) => {
      const changed = { ...message, text, editedAtMs: clock.now() };
      draft.put('message', changed);
      return { edited: changed, handOver: occurred(draft, changed, 'message-edited') };
    });
    handOver();
    return view.message(edited);
  }

  function remove(person: Person, id: string): void {
    const message = seen(person, id);
    if (message.privateTo !== null) return world.change((draft) => removeMessage(world, draft, message.id));
    own(person, id);
    world.change((draft) => {
      draft.remove('message', message.id);
      return occurred(draft, message, 'message-deleted');
    })();
  }

  function messages(person: Person, where: string, after: string | null): readonly MessageView[] {
    const place = entered(person, where);
    const shown = view.messages(person, place, after === null ? 0 : numbered(after));
    if (view.unread(person, place) > 0) {
      const upTo = [...world.messagesIn(place)].at(-1)?.sequence ?? 0;
      const id = readingId(person, place);
      world.change((draft) =>
        draft.put('reading', { id, sequence: world.get('reading', id)?.sequence ?? draft.number(), user: person.id, place, upTo }),
      );
    }
    return shown;
  }

  function file(person: Person, id: string): ReturnType<People['file']> {
    const found = world.get('file', id);
    const message = found && world.get('message', found.message ?? '');
    if (found === undefined || message === undefined || !world.sees(person.id, message))
      throw new Refused(404, 'unknown-file', `${person.name} sees no such file: take its id from a message's blocks.`, 'id');
    return { name: found.name, mediaType: found.mediaType, bytes: new Uint8Array(Buffer.from(found.base64, 'base64')) };
  }

  function removeThread(person: Person, id: ThreadId): void {
    if (person.role !== 'owner') throw new Refused(403, 'owner-only', 'Only the owner of the server can delete a thread.');
    entered(person, id);
    world.change((draft) => {
      for (const message of world.messagesIn(id)) removeMessage(world, draft, message.id);
      draft.remove('thread', id);
    });
  }

  /** By number, so that `after` may have been deleted meanwhile. */
  function numbered(after: string): number {
    const number = numberOf(after);
    if (number === null)
      throw new Refused(404, 'unknown-message', 'That is no id of a message: take one from /messages, or leave it away.', 'after');
    return number;
  }

  return { named, messages, say, edit, remove, file, seen, entered, removeThread };
}
