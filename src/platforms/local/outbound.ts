// The bot's side of the playground: what `Platform` promises, with the refusals of the real ones.
import type { Clock } from '../../core/clock.ts';
import type { Content } from '../../core/content.ts';
import { PlatformError } from '../../core/errors.ts';
import { asId } from '../../core/ids.ts';
import type { ChannelId, GroupId, MessageId, ThreadId, UserId } from '../../core/ids.ts';
import type { Actor, InboundMessage, Platform, Publication } from '../../core/platform.ts';
import { drawInto, removeMessage } from './drawing.ts';
import type { Interactions } from './interactions.ts';
import { LIMITS, checkThreadTitle } from './limits.ts';
import type { Permission, Permissions } from './permissions.ts';
import type { PlaceId, Records } from './records.ts';
import { BOT, GROUPS, actorOf } from './roster.ts';
import { numberOf } from './world.ts';
import type { Draft, World } from './world.ts';

export type Outbound = Omit<Platform, 'name' | 'limits' | 'start' | 'stop'>;

export interface OutboundParts {
  readonly world: World;
  readonly interactions: Interactions;
  readonly permissions: Permissions;
  readonly clock: Clock;
  /** Where the page stands, without a slash at the end. */
  readonly address: () => string;
}

export function createOutbound({ world, interactions, permissions, clock, address }: OutboundParts): Outbound {
  /** Every call goes through here: out of the server the bot reaches nothing in it. */
  const within =
    <Given extends readonly unknown[], Result>(call: (...given: Given) => Result) =>
    async (...given: Given): Promise<Result> => {
      needPresence();
      return call(...given);
    };
  const needPresence = (): void => {
    if (!world.isInstalled()) throw new PlatformError('forbidden', 'the bot is not in this server');
  };
  const known = <Found>(found: Found | undefined, what: string): Found => {
    if (found === undefined) throw new PlatformError('not-found', what);
    return found;
  };
  /** Private messages are reached through their interaction only, as on both platforms. */
  const publicMessage = (id: MessageId): Records['message'] => {
    const message = world.get('message', id);
    if (message === undefined || message.privateTo !== null) throw new PlatformError('not-found', 'message');
    return message;
  };
  const ownMessage = (id: MessageId): Records['message'] => {
    const message = publicMessage(id);
    if (message.author !== BOT.user) throw new PlatformError('forbidden', 'the message of somebody else');
    return message;
  };

  function neededToPost(place: PlaceId, content: Content): readonly Permission[] {
    const sends: Permission = world.get('thread', place) === undefined ? 'Send Messages' : 'Send Messages in Threads';
    return content.blocks.some((block) => block.kind === 'image' || block.kind === 'file') ? [sends, 'Attach Files'] : [sends];
  }

  function say(draft: Draft, place: PlaceId, content: Content, key: string, ping: GroupId | null = null): MessageId {
    const sequence = draft.number();
    const id = asId<MessageId>(`local:message/${sequence}`);
    const drawn = drawInto(world, draft, id, content);
    draft.put('message', {
      id,
      sequence,
      place,
      author: BOT.user,
      ...drawn,
      privateTo: null,
      key,
      sentAtMs: clock.now(),
      editedAtMs: null,
      mark: 'none',
      replyTo: null,
      pinned: false,
      ping,
    });
    return id;
  }

  /** The starter and its thread in one change; what of the two stands already is left as it is. */
  function publish(to: ChannelId, post: Publication, key: string): { message: MessageId; thread: ThreadId } {
    known(world.get('channel', to), 'channel');
    const found = world.keyed(to, key);
    const itsThread = found && world.threadOn(found.id);
    if (found !== undefined && itsThread !== undefined) return { message: found.id, thread: itsThread.id };
    permissions.need(to, 'Create Public Threads', 'Send Messages in Threads', ...neededToPost(to, post.starter));
    checkThreadTitle(post.threadTitle);
    if (post.ping !== null && found === undefined) checkPing(to, post.ping);
    return world.change((draft) => {
      const message = found?.id ?? say(draft, to, post.starter, key, post.ping);
      const sequence = draft.number();
      const thread = asId<ThreadId>(`local:thread/${sequence}`);
      draft.put('thread', { id: thread, sequence, channel: to, starter: message, title: post.threadTitle, state: 'open' });
      say(draft, thread, post.opening, key);
      return { message, thread };
    });
  }

  function find(to: ChannelId, key: string): { message: MessageId; thread: ThreadId | null } | null {
    known(world.get('channel', to), 'channel');
    permissions.need(to, 'Read Message History');
    const found = world.keyed(to, key);
    return found === undefined ? null : { message: found.id, thread: world.threadOn(found.id)?.id ?? null };
  }

  function checkPing(to: ChannelId, group: GroupId): void {
    if (!GROUPS.some((one) => one.id === group)) throw new PlatformError('invalid', 'ping: no such group');
    permissions.need(to, 'Mention Roles');
  }

  function pin(id: MessageId, pinned: boolean): void {
    const message = publicMessage(id);
    if (world.get('channel', message.place) === undefined) throw new PlatformError('invalid', 'pin: not a message of a channel');
    permissions.need(message.place, 'Pin Messages');
    if (message.pinned === pinned) return;
    const standing = [...world.messagesIn(message.place)].filter((one) => one.pinned).length;
    if (pinned && standing >= LIMITS.pins)
      throw new PlatformError('invalid', `pinned messages of a channel: ${standing}, at most ${LIMITS.pins}`);
    world.change((draft) => draft.put('message', { ...message, pinned }));
  }

  function nameOf(what: Parameters<Platform['nameOf']>[0]): string {
    switch (what.kind) {
      case 'channel':
        return known(world.get('channel', what.id), 'channel').name;
      case 'group':
        return known(
          GROUPS.find((group) => group.id === what.id),
          'group',
        ).name;
      default:
        return what satisfies never;
    }
  }

  function post(to: PlaceId, content: Content, key: string): MessageId {
    const place = world.place(to);
    if (place === null) throw new PlatformError('not-found', 'place');
    const direct = world.get('direct', to);
    if (direct?.open === false) throw new PlatformError('forbidden', 'this person takes no direct messages');
    const standing = world.keyed(to, key);
    if (standing !== undefined) return standing.id;
    permissions.need(to, ...neededToPost(to, content));
    return world.change((draft) => {
      const thread = world.get('thread', to);
      // As on Discord, a message brings an archived thread back.
      if (thread?.state === 'archived') draft.put('thread', { ...thread, state: 'open' });
      return say(draft, to, content, key);
    });
  }

  function edit(id: MessageId, content: Content): void {
    const message = ownMessage(id);
    permissions.need(message.place, ...neededToPost(message.place, content));
    world.change((draft) => {
      const drawn = drawInto(world, draft, id, content);
      draft.put('message', { ...message, ...drawn, editedAtMs: clock.now() });
    });
  }

  function closeThread(id: ThreadId, how: 'lock' | 'archive' | 'reopen'): void {
    const thread = known(world.get('thread', id), 'thread');
    permissions.need(id, 'Manage Threads');
    const state = ({ lock: 'locked', archive: 'archived', reopen: 'open' } as const)[how];
    if (thread.state !== state) world.change((draft) => draft.put('thread', { ...thread, state }));
  }

  /** By number, so that `after` may have been deleted meanwhile. */
  function history(id: ThreadId, after: MessageId | null): readonly InboundMessage[] {
    known(world.get('thread', id), 'thread');
    permissions.need(id, 'Read Message History');
    const from = after === null ? 0 : known(numberOf(after) ?? undefined, 'message');
    return [...world.messagesIn(id)]
      .filter((message) => message.privateTo === null && message.sequence > from)
      .map((message) => inboundMessage(world, message));
  }

  function remove(id: MessageId): void {
    const message = ownMessage(id);
    permissions.need(message.place);
    world.change((draft) => removeMessage(world, draft, id));
  }

  function mark(id: MessageId, sign: Records['message']['mark']): void {
    const message = publicMessage(id);
    permissions.need(message.place, 'Add Reactions', 'Read Message History');
    if (message.mark !== sign) world.change((draft) => draft.put('message', { ...message, mark: sign }));
  }

  function permalink(id: MessageId): string {
    const { place } = publicMessage(id);
    const thread = world.get('thread', place);
    const view = new URLSearchParams(thread === undefined ? { in: place } : { in: thread.channel, thread: thread.id });
    return `${address()}/#${view.toString()}`; // as the page writes its own address
  }

  return {
    publish: within(publish),
    find: within(find),
    post: within(post),
    edit: within(edit),
    remove: within(remove),
    mark: within(mark),
    pin: within(pin),
    closeThread: within(closeThread),
    async *history(thread, after) {
      needPresence();
      yield* history(thread, after);
    },
    answer: within(interactions.answer),
    openDirect: within((user) => known([...world.all('direct')].find((direct) => direct.user === user)?.id, 'person')),
    permalink: within(permalink),
    download: within((id) => new Uint8Array(Buffer.from(known(world.get('file', id), 'file').base64, 'base64'))),
    lookUp: within((user) => known(actorFor(world, user) ?? undefined, 'person')),
    nameOf: within(nameOf),
    check: within(permissions.missing),
  };
}

export function actorFor(world: World, user: UserId): Actor | null {
  if (user === BOT.user) return BOT;
  const person = world.people.find((one) => one.id === user);
  return person === undefined ? null : actorOf(person);
}

/** A message as the bot hears of it. */
export function inboundMessage(world: World, message: Records['message']): InboundMessage {
  const { replyTo } = message;
  return {
    id: message.id,
    // Somebody who has left the roster since: the message stays, under a bare name.
    author: actorFor(world, message.author) ?? {
      user: message.author,
      name: 'Somebody',
      locale: 'en',
      zone: null,
      admin: false,
      groups: [],
      bot: false,
    },
    text: message.text,
    sentAtMs: message.sentAtMs,
    editedAtMs: message.editedAtMs,
    repliesTo: replyTo === null ? null : { ...replyTo, authorIsBot: replyTo.author === BOT.user },
    attachments: 0,
  };
}
