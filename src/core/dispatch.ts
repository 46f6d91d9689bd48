// One exhaustive switch over what a platform can tell us, and the one place where a handler's error ends.
import { actionCode } from './action.ts';
import type { AnswerMode } from './action.ts';
import type { Command } from './command.ts';
import type { Rank, SubcommandSpec } from './command-spec.ts';
import { content } from './content.ts';
import type { Content, Values } from './content.ts';
import { PlatformError, UserError } from './errors.ts';
import { newId } from './ids.ts';
import type { TenantId } from './ids.ts';
import type { Say, Words } from './locale.ts';
import type { Log } from './log.ts';
import type { Actor, Answer, Core, Inbound, Interaction, Platform } from './platform.ts';
import type { Handler, Listener, Request } from './request.ts';

/** Stores events that carry work before they are acknowledged. */
export interface Inbox {
  /** false: this event has been received before. */
  receive(event: Inbound): Promise<boolean>;
  handled(event: Inbound): Promise<void>;
}

export interface DispatchParts<App> {
  readonly app: App;
  readonly platform: Platform;
  readonly commands: readonly Command<App>[];
  readonly handlers: readonly Handler[];
  readonly listener: Listener;
  readonly inbox: Inbox;
  readonly words: Words;
  readonly log: Log;
  /** Hides personal data; runs before an event is stored. */
  readonly mask: (text: string) => string;
  /** What a person may do in a server. */
  readonly rankOf: (tenant: TenantId, actor: Actor) => Promise<Rank>;
  /** The bot was added to a server, or removed from it. */
  readonly onPresence: (event: Extract<Inbound, { kind: 'joined' | 'left' }>) => Promise<void>;
  readonly home: (tenant: TenantId, actor: Actor, say: Say) => Promise<Content>;
  /** What a person is told of an error of the machine under it; null: only that there was one. It is logged either way. */
  readonly explain: (error: unknown) => 'error.cannotKeep' | null;
  readonly onHandled: (kind: Inbound['kind'], outcome: 'ok' | 'refused' | 'failed') => void;
}

export interface Dispatch extends Core {
  /** Works on what was stored and not finished before the process ended. */
  resume(left: readonly Inbound[]): Promise<void>;
  /** Works on what could not be written when its turn came: `explain` knew why. */
  resumePostponed(): Promise<void>;
  /** Resolves when nothing that was received is still being worked on. */
  idle(): Promise<void>;
}

export function createDispatch<App>(parts: DispatchParts<App>): Dispatch {
  const { platform, words, log, inbox } = parts;
  const commands = uniqueBy(parts.commands, (command) => command.name);
  const handlers = uniqueBy(parts.handlers, (handler) => handler.definition.code);
  const inFlight = new Set<Promise<void>>();
  const lastInPlace = new Map<string, Promise<void>>();
  /** Stored, and not worked on, since what came of it could not be written: they stay unhandled in the inbox. */
  const postponed: Inbound[] = [];

  const handlerOf = (id: string): Handler | null => {
    const handler = handlers.get(actionCode(id) ?? '');
    return handler !== undefined && handler.definition.parse(id) !== null ? handler : null;
  };

  function answerMode(event: Interaction): AnswerMode {
    switch (event.kind) {
      case 'command': {
        const command = commands.get(event.command);
        return subcommandOf(command, event.subcommand)?.answers ?? command?.answers ?? 'ephemeral';
      }
      case 'action':
        return handlerOf(event.action)?.definition.answers ?? 'ephemeral';
      case 'form':
        return handlerOf(event.form)?.definition.answers ?? 'ephemeral';
      default:
        return event satisfies never;
    }
  }

  function requestFrom(event: Interaction): Request {
    const answer = (to: Answer): Promise<void> => platform.answer(event.interaction, to);
    return {
      tenant: event.tenant,
      actor: event.actor,
      place: event.place,
      interaction: event.interaction,
      say: words.in(event.actor.locale),
      private: (shown) => answer({ kind: 'private', content: shown }),
      update: (shown) => answer({ kind: 'update', content: shown }),
      form: (form) => answer({ kind: 'form', form }),
    };
  }

  async function run(event: Inbound): Promise<void> {
    switch (event.kind) {
      case 'command': {
        const command = commands.get(event.command);
        if (command === undefined) throw new UserError('error.unknownCommand');
        if (!isAllowed(command.who, await parts.rankOf(event.tenant, event.actor)))
          throw new UserError(command.who === 'owner' ? 'error.ownersOnly' : 'error.coachesOnly');
        return command.run(requestFrom(event), { subcommand: event.subcommand, options: event.options }, parts.app);
      }
      case 'action': {
        const handler = handlerOf(event.action);
        if (handler === null) throw new UserError('error.expiredButton');
        return handler.run(requestFrom(event), event.action, { values: event.values, fields: {} });
      }
      case 'form': {
        const handler = handlerOf(event.form);
        if (handler === null) throw new UserError('error.expiredButton');
        return handler.run(requestFrom(event), event.form, { values: [], fields: event.values });
      }
      case 'message':
        return parts.listener.said(event);
      case 'message-edited':
        return parts.listener.edited(event);
      case 'message-deleted':
        return parts.listener.deleted(event);
      case 'reconnected':
        return parts.listener.reconnected();
      case 'joined':
      case 'left':
        return parts.onPresence(event);
      default:
        return event satisfies never;
    }
  }

  /** The one place where a handler's error ends. */
  async function end(event: Inbound, error: unknown): Promise<'refused' | 'failed'> {
    const isInteraction = event.kind === 'command' || event.kind === 'action' || event.kind === 'form';
    const tell = async (sentence: string): Promise<void> => {
      const told = content({ kind: 'notice', tone: 'warning', text: sentence });
      // Telling can fail as well (the interaction is over): then the log has both.
      await tellIn(platform, event, told).catch((late: unknown) =>
        log.warn('an error could not be told', { tenant: event.tenant, event: event.eventId, error: late }),
      );
    };
    const say = words.in(isInteraction ? event.actor.locale : 'en');
    if (error instanceof UserError) {
      await tell(say(error.key, error.values));
      return 'refused';
    }
    if (error instanceof PlatformError && error.kind === 'expired') {
      log.info('an interaction was over before it was answered', { tenant: event.tenant, event: event.eventId });
      return 'refused';
    }
    const errorId = newId();
    log.error('an event could not be handled', { tenant: event.tenant, event: event.eventId, code: event.kind, errorId, error });
    const known = parts.explain(error);
    // What was said in a thread is read there again; nobody looks for a direct message a second time but its writer.
    if (isInteraction || known !== null) await tell(say(known ?? 'error.unexpected', { id: errorId }));
    return 'failed';
  }

  async function work(event: Inbound): Promise<void> {
    let outcome: 'ok' | 'refused' | 'failed' = 'ok';
    let isPostponed = false;
    try {
      await run(event);
    } catch (error) {
      outcome = await end(event, error);
      isPostponed = carriesWork(event) && parts.explain(error) !== null;
    }
    parts.onHandled(event.kind, outcome);
    if (isPostponed) postponed.push(event);
    else if (carriesWork(event))
      await inbox
        .handled(event)
        .catch((error: unknown) =>
          log.error('an event could not be marked as handled', { tenant: event.tenant, event: event.eventId, error }),
        );
  }

  /** Events of one place are worked on in the order in which they came: an edit never overtakes its message. */
  function inOrder(event: Inbound): Promise<void> {
    const place = placeKey(event);
    const before = lastInPlace.get(place) ?? Promise.resolve();
    const task = before.then(() => work(event));
    lastInPlace.set(place, task);
    inFlight.add(task);
    void task.finally(() => {
      inFlight.delete(task);
      if (lastInPlace.get(place) === task) lastInPlace.delete(place);
    });
    return task;
  }

  return {
    commands: parts.commands,
    answerMode,
    async validate(event) {
      const handler = handlerOf(event.form);
      if (handler === null) return null;
      const request = {
        tenant: event.tenant,
        actor: event.actor,
        place: event.place,
        interaction: event.interaction,
        say: words.in(event.actor.locale),
      };
      return handler.validate(request, event.form, maskValues(event.values, parts.mask));
    },
    async suggest(query) {
      const command = commands.get(query.command);
      return command?.suggest === undefined ? [] : command.suggest(query, parts.app);
    },
    home: (tenant, actor) => parts.home(tenant, actor, words.in(actor.locale)),
    async handle(event) {
      try {
        if (!carriesWork(event)) return await inOrder(event);
        const masked = maskEvent(event, parts.mask);
        if (await inbox.receive(masked)) void inOrder(masked);
      } catch (error) {
        const outcome = await end(event, error);
        parts.onHandled(event.kind, outcome);
      }
    },
    async resume(left) {
      await Promise.all(left.map((event) => inOrder(event)));
    },
    async resumePostponed() {
      await Promise.all(postponed.splice(0).map((event) => inOrder(event)));
    },
    async idle() {
      while (inFlight.size > 0) await Promise.all(inFlight);
    },
  };
}

const RANKS = ['member', 'coach', 'owner'] as const satisfies readonly Rank[];

export const isAllowed = (least: Rank, rank: Rank): boolean => RANKS.indexOf(rank) >= RANKS.indexOf(least);

function uniqueBy<Item>(items: readonly Item[], name: (item: Item) => string): ReadonlyMap<string, Item> {
  const map = new Map<string, Item>();
  for (const item of items) {
    if (map.has(name(item))) throw new Error(`two definitions are called ${name(item)}`);
    map.set(name(item), item);
  }
  return map;
}

function subcommandOf(
  command: { readonly subcommands: readonly SubcommandSpec[] } | undefined,
  name: string | null,
): SubcommandSpec | undefined {
  return command?.subcommands.find((subcommand) => subcommand.name === name);
}

/** A lost button press is pressed again; lost words are lost. */
function carriesWork(event: Inbound): boolean {
  switch (event.kind) {
    case 'form':
    case 'message':
    case 'message-edited':
    case 'message-deleted':
    case 'joined':
    case 'left':
      return true;
    case 'command':
    case 'action':
    case 'reconnected':
      return false;
    default:
      return event satisfies never;
  }
}

function placeKey(event: Inbound): string {
  if (event.kind === 'reconnected' || event.kind === 'joined' || event.kind === 'left') return '';
  // Interactions are each their own place: one that waits for a model must not hold up the next.
  if (event.kind === 'command' || event.kind === 'action' || event.kind === 'form') return event.interaction;
  const { place } = event;
  return place.kind === 'direct' ? place.direct : place.kind === 'thread' ? place.thread : place.channel;
}

const maskValues = (values: Values, mask: (text: string) => string): Values =>
  Object.fromEntries(Object.entries(values).map(([name, text]) => [name, mask(text)]));

function maskEvent(event: Inbound, mask: (text: string) => string): Inbound {
  if (event.kind === 'form') return { ...event, values: maskValues(event.values, mask) };
  if (event.kind === 'message' || event.kind === 'message-edited')
    return { ...event, message: { ...event.message, text: mask(event.message.text) } };
  return event;
}

/** Where its writer alone reads it; what was said to everybody is not answered with an error. */
async function tellIn(platform: Platform, event: Inbound, told: Content): Promise<void> {
  if (event.kind === 'command' || event.kind === 'action' || event.kind === 'form')
    await platform.answer(event.interaction, { kind: 'private', content: told });
  else if (event.kind === 'message' && event.place.kind === 'direct')
    await platform.post(event.place.direct, told, `error:${event.eventId}`);
}
