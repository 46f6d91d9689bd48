// From a command, a press or a submitted form to what the bot answers: who may answer how, and until when.
import type { Clock } from '../../core/clock.ts';
import type { Form, Values } from '../../core/content.ts';
import { PlatformError } from '../../core/errors.ts';
import { asId } from '../../core/ids.ts';
import type { InteractionId, MessageId } from '../../core/ids.ts';
import type { Answer, Interaction } from '../../core/platform.ts';
import { newEventId } from './delivery.ts';
import type { Delivery } from './delivery.ts';
import { drawContent, drawInto } from './drawing.ts';
import { LIMITS, checkForm } from './limits.ts';
import type { PlaceId, Records } from './records.ts';
import { BOT, TENANT, actorOf } from './roster.ts';
import type { Person } from './roster.ts';
import type { Draft, World } from './world.ts';

/** What a person did. */
export type Deed =
  | { readonly kind: 'command'; readonly command: string; readonly subcommand: string | null; readonly options: Values }
  | { readonly kind: 'action'; readonly action: string; readonly values: readonly string[] }
  | { readonly kind: 'form'; readonly form: string; readonly values: Values };

export interface Interactions {
  /** Resolves at the first answer, at the latest after 3 s of the machine's time. `also` joins the same change. */
  begin(person: Person, place: PlaceId, source: MessageId | null, deed: Deed, also?: (draft: Draft) => void): Promise<InteractionId>;
  /** The bot's answer. Throws PlatformError. */
  answer(to: InteractionId, answer: Answer): void;
  stateOf(interaction: Records['interaction']): 'pending' | 'answered' | 'failed';
  /** After a start: whoever waited for a form before it waits in vain. */
  failStale(): void;
  /** Nobody waits any longer. */
  stop(): void;
}

/** After this nobody asks any more how an interaction was answered. */
const KEPT_MS = 60 * 60_000;
/** What a person gave to a form belongs to no message; by then the bot has read it. */
const FILE_KEPT_MS = 24 * 60 * 60_000;

export const newInteractionId = (draft: Draft): InteractionId => asId(`local:interaction/${draft.number()}`);

export function createInteractions(parts: {
  readonly world: World;
  readonly delivery: Delivery;
  readonly clock: Clock;
  readonly machine: Clock;
}): Interactions {
  const { world, delivery, clock, machine } = parts;
  /** Who waits for a first answer; calling it ends the wait. */
  const waiting = new Map<InteractionId, () => void>();

  function begin(
    person: Person,
    place: PlaceId,
    source: MessageId | null,
    deed: Deed,
    also: (draft: Draft) => void = () => undefined,
  ): Promise<InteractionId> {
    const where = world.place(place);
    if (where === null) throw new PlatformError('not-found', 'the place of an interaction');
    const isHeard = delivery.core !== null && world.isInstalled();
    const { id, mode, handOver } = world.change((draft) => {
      also(draft);
      sweep(draft);
      const interaction = newInteractionId(draft);
      const event: Interaction = {
        tenant: TENANT,
        eventId: newEventId(draft),
        atMs: clock.now(),
        interaction,
        actor: actorOf(person),
        place: where,
        ...deed,
      };
      const answers = delivery.core?.answerMode(event) ?? 'ephemeral';
      draft.put('interaction', {
        id: interaction,
        sequence: draft.number(),
        user: person.id,
        place,
        kind: deed.kind,
        mode: answers,
        failed: !isHeard,
        begunAtMs: machine.now(),
        source,
        privateMessage: null,
        answer: null,
      });
      return { id: interaction, mode: answers, handOver: delivery.prepare(draft, event) };
    });
    if (!isHeard) return Promise.resolve(id);
    return new Promise((resolve) => {
      const cancel = machine.at(machine.now() + LIMITS.firstAnswerMs, () => {
        if (mode === 'form') fail(id);
        waiting.get(id)?.();
      });
      waiting.set(id, () => {
        cancel();
        waiting.delete(id);
        resolve(id);
      });
      handOver();
    });
  }

  function sweep(draft: Draft): void {
    for (const old of world.all('interaction')) if (machine.now() - old.begunAtMs > KEPT_MS) draft.remove('interaction', old.id);
    for (const file of world.all('file')) {
      if (file.givenAtMs !== null && machine.now() - file.givenAtMs > FILE_KEPT_MS) draft.remove('file', file.id);
    }
  }

  /** By the time that has passed, not by the timer, which a busy process fires late. */
  function isOver(interaction: Records['interaction']): boolean {
    const allowedMs = interaction.mode === 'form' && interaction.answer === null ? LIMITS.firstAnswerMs : LIMITS.answersMs;
    return interaction.failed || machine.now() - interaction.begunAtMs > allowedMs;
  }

  function fail(id: InteractionId): void {
    const interaction = world.get('interaction', id);
    if (interaction !== undefined && interaction.answer === null)
      world.change((draft) => draft.put('interaction', { ...interaction, failed: true }));
  }

  function answer(to: InteractionId, given: Answer): void {
    const interaction = world.get('interaction', to);
    if (interaction === undefined || isOver(interaction)) throw new PlatformError('expired', 'the interaction is over');
    world.change((draft) => draft.put('interaction', { ...interaction, ...answered(draft, interaction, given) }));
    waiting.get(to)?.();
  }

  type Answered = Pick<Records['interaction'], 'answer'> & Partial<Pick<Records['interaction'], 'privateMessage'>>;

  function answered(draft: Draft, interaction: Records['interaction'], given: Answer): Answered {
    if (interaction.answer?.kind === 'form')
      throw new PlatformError('invalid', 'a form was the answer; what is sent with it is answered next');
    switch (given.kind) {
      case 'form':
        return { answer: { kind: 'form', form: openForm(draft, interaction, given.form) } };
      case 'private': {
        const message = sayPrivately(draft, interaction, given);
        return { answer: { kind: 'private', message }, privateMessage: message };
      }
      case 'update':
        return { answer: { kind: 'update', message: redraw(draft, interaction, given) } };
      default:
        return given satisfies never;
    }
  }

  function sayPrivately(draft: Draft, interaction: Records['interaction'], given: Extract<Answer, { kind: 'private' }>): MessageId {
    if (world.place(interaction.place) === null) throw new PlatformError('not-found', 'the place of an interaction');
    const standing = interaction.privateMessage === null ? undefined : world.get('message', interaction.privateMessage);
    const sequence = standing?.sequence ?? draft.number();
    const id = standing?.id ?? asId<MessageId>(`local:message/${sequence}`);
    const sentAtMs = standing?.sentAtMs ?? clock.now();
    const drawn = drawInto(world, draft, id, given.content);
    draft.put('message', {
      id,
      sequence,
      place: interaction.place,
      author: BOT.user,
      ...drawn,
      privateTo: interaction.user,
      key: null,
      sentAtMs,
      editedAtMs: null,
      mark: 'none',
      replyTo: null,
      pinned: false,
      ping: null,
    });
    return id;
  }

  function redraw(draft: Draft, interaction: Records['interaction'], given: Extract<Answer, { kind: 'update' }>): MessageId {
    if (interaction.mode === 'ephemeral') throw new PlatformError('invalid', 'an update where a private answer was promised');
    if (interaction.mode === 'form' && interaction.answer?.kind === 'private')
      throw new PlatformError('invalid', 'an update after a private answer');
    if (interaction.source === null) throw new PlatformError('invalid', 'an update without a message to update');
    const message = world.get('message', interaction.source);
    if (message === undefined) throw new PlatformError('not-found', 'the message to update');
    if (message.privateTo === null && world.place(message.place)?.kind !== 'direct')
      throw new PlatformError('invalid', 'an update of a message that others see');
    draft.put('message', { ...message, ...drawInto(world, draft, message.id, given.content) });
    return message.id;
  }

  function openForm(draft: Draft, interaction: Records['interaction'], form: Form): string {
    if (interaction.mode !== 'form' || interaction.kind === 'form') throw new PlatformError('invalid', 'a form where none was promised');
    if (interaction.answer !== null) throw new PlatformError('invalid', 'a form after another answer');
    checkForm(form);
    const open = [...world.all('form')].filter((other) => other.user === interaction.user);
    const sameAgain = open.filter((other) => other.form.action === form.action);
    const tooMany = open.slice(0, Math.max(0, open.length + 1 - LIMITS.openForms));
    for (const other of new Set([...sameAgain, ...tooMany])) draft.remove('form', other.id);
    const sequence = draft.number();
    const id = `local:form/${sequence}`;
    const introduction = form.introduction.blocks.length === 0 ? { blocks: [] } : drawContent(form.introduction, String).content;
    draft.put('form', {
      id,
      sequence,
      user: interaction.user,
      place: interaction.place,
      source: interaction.source,
      form: { ...form, introduction },
    });
    return id;
  }

  return {
    begin,
    answer,
    stateOf(interaction) {
      if (interaction.answer !== null) return 'answered';
      return isOver(interaction) ? 'failed' : 'pending';
    },
    failStale() {
      for (const interaction of world.all('interaction')) if (interaction.mode === 'form') fail(interaction.id);
    },
    stop() {
      for (const end of waiting.values()) end();
    },
  };
}
