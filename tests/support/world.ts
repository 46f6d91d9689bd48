// A chat server with people in it, whose tests read like conversations.
import { manualClock } from '../../src/core/clock.ts';
import type { ManualClock } from '../../src/core/clock.ts';
import type { Values } from '../../src/core/content.ts';
import type { DirectId, MessageId, UserId } from '../../src/core/ids.ts';
import type { Core } from '../../src/core/platform.ts';
import type { Given } from '../../src/platforms/local/filled-form.ts';
import { createLocalPlatform } from '../../src/platforms/local/index.ts';
import type { LocalPlatform } from '../../src/platforms/local/index.ts';
import type { ChatStore, PlaceId } from '../../src/platforms/local/records.ts';
import { CHANNELS, GROUPS, directId } from '../../src/platforms/local/roster.ts';
import type { Person } from '../../src/platforms/local/roster.ts';
import type { FormView, InteractionView, MessageView } from '../../src/platforms/local/view.ts';
import { mapChatStore } from './chat-store.ts';

export const [{ id: DAILY }, { id: LOUNGE }, { id: SECOND_SHIFT }] = CHANNELS;
export const [{ id: TRAINEES }, { id: TEAM_LEADS }] = GROUPS;
/** A Tuesday; 08:00 in London, 09:00 in Madrid. */
export const START_MS = Date.UTC(2026, 10, 24, 8, 0);

type MessageRef = MessageId | Pick<MessageView, 'id'>;
const idOf = (message: MessageRef): MessageId => (typeof message === 'string' ? message : message.id);

export interface Speaker {
  readonly id: UserId;
  readonly person: Person;
  readonly direct: DirectId;
  says(place: PlaceId, text: string, replyingTo?: MessageRef): MessageView;
  edits(message: MessageRef, text: string): MessageView;
  deletes(message: MessageRef): void;
  /** Puts away a message that only this person sees. */
  dismisses(message: MessageRef): void;
  /** `/plan rename`, or a whole line with its options; in #daily unless told. Waits for the first answer. */
  types(command: string, options?: Values, place?: PlaceId): Promise<InteractionView>;
  /** By the button's label. Waits for the first answer. */
  presses(message: MessageRef, label: string): Promise<InteractionView>;
  /**
   * By the labels of the options: one, or all that are to be picked together, from the first select that has them (`#lounge`, `Ana`,
   * `@trainees` where the platform has its own list). `from`: the select's placeholder, where several have them or nothing is to be picked.
   */
  picks(message: MessageRef, option: string | readonly string[], from?: string): Promise<InteractionView>;
  /** Fields left out keep what stands in them. A file is given with its bytes. */
  submits(form: FormView, values: Given): Promise<InteractionView>;
  /** What this person sees in a place, oldest first, private messages among it. */
  sees(place: PlaceId): readonly MessageView[];
  /** The same as words only. */
  reads(place: PlaceId): readonly string[];
}

export interface TestWorld<Bot extends Core> {
  readonly platform: LocalPlatform;
  readonly bot: Bot;
  readonly clock: ManualClock;
  /** The machine's clock: stands still as well. */
  readonly machine: ManualClock;
  readonly chat: ChatStore;
  readonly olivia: Speaker;
  readonly carlos: Speaker;
  readonly ana: Speaker;
  readonly ben: Speaker;
  readonly chidi: Speaker;
  readonly settled: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Stops and starts again on what was kept, with a new bot. */
  restart(): Promise<TestWorld<Bot>>;
}

export interface WorldOptions<Bot extends Core> {
  readonly bot: (platform: LocalPlatform) => Bot;
  readonly clock?: ManualClock;
  readonly machine?: ManualClock;
  readonly chat?: ChatStore;
}

export async function startWorld<Bot extends Core>(options: WorldOptions<Bot>): Promise<TestWorld<Bot>> {
  const { clock = manualClock(START_MS), machine = manualClock(START_MS), chat = mapChatStore() } = options;
  const platform = createLocalPlatform({ clock, machine, chat });
  const bot = options.bot(platform);
  await platform.start(bot);
  const speaker = (handle: string): Speaker => createSpeaker(platform, handle);
  return {
    platform,
    bot,
    clock,
    machine,
    chat,
    olivia: speaker('olivia'),
    carlos: speaker('carlos'),
    ana: speaker('ana'),
    ben: speaker('ben'),
    chidi: speaker('chidi'),
    settled: () => platform.settled(),
    stop: () => platform.stop(),
    async restart() {
      await platform.stop();
      return startWorld({ ...options, clock, machine, chat });
    },
  };
}

export function createSpeaker({ people, controls, view }: LocalPlatform, handle: string): Speaker {
  const person = people.named(handle);
  const shown = (message: MessageRef): MessageView => view.message(people.seen(person, idOf(message)));
  return {
    id: person.id,
    person,
    direct: directId(handle),
    says: (place, text, replyingTo) => people.say(person, place, text, replyingTo === undefined ? null : idOf(replyingTo)),
    edits: (message, text) => people.edit(person, idOf(message), text),
    deletes: (message) => people.remove(person, idOf(message)),
    dismisses: (message) => people.remove(person, idOf(message)),
    types(line, options, place: PlaceId = DAILY) {
      if (options === undefined) return controls.command(person, place, line);
      const [command = '', subcommand = null] = line.replace(/^\//, '').split(' ');
      return controls.command(person, place, { command, subcommand, options });
    },
    async presses(message, label) {
      const { id, buttons } = shown(message);
      const button = buttons.find((one) => one.label === label);
      if (button === undefined)
        throw new Error(`${person.name} sees no button "${label}" there, but: ${buttons.map((one) => one.label).join(', ') || 'none'}`);
      return controls.press(person, id, button.action, []);
    },
    async picks(message, option, from) {
      const { id, selects } = shown(message);
      const labels = typeof option === 'string' ? [option] : option;
      for (const select of selects.filter((one) => from === undefined || one.placeholder === from)) {
        const choices = labels.map((label) => select.options.find((one) => one.label === label)?.value);
        if (choices.every((choice) => choice !== undefined)) return controls.press(person, id, select.action, choices);
      }
      throw new Error(
        `${person.name} sees no select with "${labels.join('", "')}" there, but: ${selects.map((one) => `${one.placeholder}: ${one.options.map(({ label }) => label).join(', ')}`).join('; ') || 'none'}`,
      );
    },
    submits: (form, values) => controls.submit(person, form.id, values),
    sees: (place) => people.messages(person, place, null),
    reads: (place) => people.messages(person, place, null).map((message) => message.text),
  };
}

/** The message that an interaction was answered with; throws where it was answered otherwise, or not yet. */
export function answeredWith(interaction: InteractionView): MessageView {
  if (interaction.answer === null || interaction.answer.kind === 'form')
    throw new Error(`answered with ${interaction.answer?.kind ?? 'nothing'}: ${interaction.state}`);
  return interaction.answer.message;
}

/** The form that an interaction opened. */
export function formOf(interaction: InteractionView): FormView {
  if (interaction.answer?.kind !== 'form')
    throw new Error(`answered with ${interaction.answer?.kind ?? 'nothing'}, not a form: ${interaction.state}`);
  return interaction.answer.form;
}
