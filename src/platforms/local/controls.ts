// What a person sets going at the bot: commands, buttons, selects, forms, the suggestions while typing, the bot's page about them.
import type { Clock } from '../../core/clock.ts';
import type { CommandSpec } from '../../core/command-spec.ts';
import type { Choice, FieldErrors, Values } from '../../core/content.ts';
import type { Core } from '../../core/platform.ts';
import { newEventId } from './delivery.ts';
import type { Delivery } from './delivery.ts';
import { controlsOf, drawContent } from './drawing.ts';
import type { Controls as Shown, Drawn, Select } from './drawing.ts';
import { fillForm } from './filled-form.ts';
import type { Given } from './filled-form.ts';
import { newInteractionId } from './interactions.ts';
import type { Interactions } from './interactions.ts';
import { LIMITS } from './limits.ts';
import type { People } from './people.ts';
import type { Records, StoredContent } from './records.ts';
import { Refused } from './refusal.ts';
import { TENANT, actorOf, directId } from './roster.ts';
import type { Person } from './roster.ts';
import { checkCommand, isOffered, optionsOf, parseTyped } from './typed-command.ts';
import type { TypedCommand } from './typed-command.ts';
import type { InteractionView, View } from './view.ts';
import type { World } from './world.ts';

/** What a button on the bot's page about a person is pressed with in place of a message; its answer comes in the direct channel. */
const HOME_MESSAGE = 'home';

/** Everything throws `Refused`; `command`, `press` and `submit` wait for the first answer, at most 3 s. */
export interface Controls {
  /** Those that this person's menu offers. */
  commands(person: Person): readonly CommandSpec[];
  /** `typed` is one line beginning with a slash, or its parts. */
  command(person: Person, place: string, typed: string | TypedCommand): Promise<InteractionView>;
  press(person: Person, message: string, action: string, values: readonly string[]): Promise<InteractionView>;
  /** Fields left out keep what stands in them. When a field is wrong the form stays open and keeps what was typed. */
  submit(person: Person, form: string, given: Given): Promise<InteractionView>;
  suggest(person: Person, command: string, option: string, typed: string): Promise<readonly Choice[]>;
  home(person: Person): Promise<StoredContent>;
  /** A picture on the page that `home` gave last. */
  homeFile(person: Person, id: string): Drawn['files'][number] | null;
  interaction(person: Person, id: string): InteractionView;
}

export interface ControlParts {
  readonly world: World;
  readonly delivery: Delivery;
  readonly interactions: Interactions;
  readonly people: People;
  readonly view: View;
  readonly clock: Clock;
  readonly machine: Clock;
}

export function createControls({ world, delivery, interactions, people, view, clock, machine }: ControlParts): Controls {
  /** The same form sent twice at once counts once. */
  const beingSent = new Set<string>();
  /** The page that each person saw last. */
  const homes = new Map<Person, Drawn>();

  const running = (): Core => {
    if (delivery.core === null) throw new Refused(409, 'bot-away', 'The bot is not running: start it and try again.');
    return delivery.core;
  };
  const bot = (): Core => {
    if (!world.isInstalled())
      throw new Refused(409, 'bot-gone', 'The bot is not in this server: add it again with POST /presence, and try again.');
    return running();
  };
  const shown = (person: Person, id: string): InteractionView => {
    const found = view.interaction(person, id);
    if (found === null)
      throw new Refused(404, 'unknown-interaction', `${person.name} began no such interaction, or it was more than an hour ago.`, 'id');
    return found;
  };

  async function command(person: Person, where: string, typed: string | TypedCommand): Promise<InteractionView> {
    const place = people.entered(person, where);
    const { commands: specs } = running();
    const checked = checkCommand(typeof typed === 'string' ? parseTyped(typed, specs) : typed, specs);
    return shown(person, await interactions.begin(person, place, null, { kind: 'command', ...checked }));
  }

  async function press(person: Person, id: string, action: string, values: readonly string[]): Promise<InteractionView> {
    const deed = { kind: 'action', action, values } as const;
    if (id === HOME_MESSAGE) {
      checkPress(controlsOf(world, homes.get(person)?.content ?? (await home(person))), action, values);
      return shown(person, await interactions.begin(person, directId(person.handle), null, deed));
    }
    const message = people.seen(person, id);
    checkPress(controlsOf(world, message.content), action, values);
    return shown(person, await interactions.begin(person, message.place, message.id, deed));
  }

  async function submit(person: Person, id: string, given: Given): Promise<InteractionView> {
    const open = world.get('form', id);
    if (open === undefined || open.user !== person.id)
      throw new Refused(404, 'unknown-form', `${person.name} has no such form open: it may have been sent already.`, 'form');
    if (beingSent.has(id)) throw new Refused(409, 'being-sent', 'This form is just being sent: wait for its answer.', 'form');
    bot();
    const { values, faults } = fillForm(world, open.form.fields, given, machine.now());
    beingSent.add(id);
    try {
      const fields = faults ?? (await judged(person, open, values));
      if (fields !== null) {
        world.change((draft) =>
          draft.put('form', {
            ...open,
            form: { ...open.form, fields: open.form.fields.map((field) => ({ ...field, value: values[field.name] ?? field.value })) },
          }),
        );
        throw new Refused(422, 'wrong-fields', 'Some fields need another look; the form is still open.', null, fields);
      }
      const deed = { kind: 'form', form: open.form.action, values } as const;
      return shown(person, await interactions.begin(person, open.place, open.source, deed, (draft) => draft.remove('form', id)));
    } finally {
      beingSent.delete(id);
    }
  }

  /** The bot's own look at the values, before the form closes. */
  async function judged(person: Person, open: Records['form'], values: Values): Promise<FieldErrors | null> {
    const core = bot();
    const place = world.place(open.place);
    if (place === null) throw new Refused(404, 'unknown-place', 'The place of this form is gone.', 'form');
    const base = world.change((draft) => ({ interaction: newInteractionId(draft), eventId: newEventId(draft) }));
    const event = {
      ...base,
      kind: 'form',
      tenant: TENANT,
      atMs: clock.now(),
      actor: actorOf(person),
      place,
      form: open.form.action,
      values,
    } as const;
    const late = Promise.withResolvers<never>();
    const cancel = machine.at(machine.now() + LIMITS.firstAnswerMs, () =>
      late.reject(new Refused(409, 'no-answer', 'The bot did not answer in time; the form is still open, send it again.', 'form')),
    );
    try {
      return await Promise.race([core.validate(event), late.promise]);
    } finally {
      cancel();
    }
  }

  async function suggest(person: Person, name: string, option: string, typed: string): Promise<readonly Choice[]> {
    const core = bot();
    const spec = core.commands.find((one) => one.name === name);
    const found = spec && optionsOf(spec).find((one) => one.name === option);
    if (found === undefined)
      throw new Refused(404, 'unknown-option', `There is no option "${option}" of /${name}: see /commands.`, 'option');
    if (found.kind !== 'text' || !found.suggests) return [];
    return (await core.suggest({ command: name, option, typed, actor: actorOf(person) })).slice(0, LIMITS.suggestions);
  }

  async function home(person: Person): Promise<StoredContent> {
    const drawn = drawContent(await bot().home(TENANT, actorOf(person)), (position) => `home-${person.handle}-${position}`);
    homes.set(person, drawn);
    return drawn.content;
  }

  return {
    commands: (person) => running().commands.filter((spec) => isOffered(person, spec)),
    command,
    press,
    submit,
    suggest,
    home,
    homeFile: (person, id) => homes.get(person)?.files.find((file) => file.id === id) ?? null,
    interaction: shown,
  };
}

function checkPress({ buttons, selects }: Shown, action: string, values: readonly string[]): void {
  if (buttons.some((button) => button.action === action)) {
    if (values.length > 0) throw new Refused(422, 'button-value', 'A button takes no values: leave them away.', 'values');
    return;
  }
  const select = selects.find((one) => one.action === action);
  if (select === undefined)
    throw new Refused(
      404,
      'unknown-action',
      'No such button stands on this message now: it may have been redrawn. Take an action from its buttons or selects.',
      'action',
    );
  checkPicked(select, values);
}

function checkPicked({ options, least, most }: Select, values: readonly string[]): void {
  const isOption = (value: string): boolean => options.some((option) => option.value === value);
  const areDifferent = new Set(values).size === values.length;
  if (areDifferent && values.length >= least && values.length <= most && values.every(isOption)) return;
  const many =
    most === 1 ? (least === 1 ? 'exactly one' : 'one or none') : least === 1 ? `one to ${most}, each once,` : `up to ${most}, each once,`;
  throw new Refused(422, 'not-an-option', `Pick ${many} of: ${options.map((option) => option.value).join(', ')}.`, 'values');
}
