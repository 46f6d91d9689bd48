// A bot that does what a test tells it to: the other side of a platform, without any feature behind it.
import type { AnswerMode } from '../../src/core/action.ts';
import type { CommandSpec, OptionSpec, SubcommandSpec } from '../../src/core/command-spec.ts';
import { content } from '../../src/core/content.ts';
import type { Choice, Content, FieldErrors, Form, FormField, Values } from '../../src/core/content.ts';
import type { WordKey } from '../../src/core/locale.ts';
import type { Core, Inbound, Interaction, Platform, SuggestQuery } from '../../src/core/platform.ts';

export interface Reply {
  private(shown: Content): Promise<void>;
  update(shown: Content): Promise<void>;
  form(shown: Form): Promise<void>;
}
export type Script = (event: Interaction, reply: Reply) => Promise<void> | void;

export interface ScriptedCore extends Core {
  /** Everything that the platform told, in the order in which it did. */
  readonly heard: readonly Inbound[];
  /** What a script threw: mostly a platform's refusal. */
  readonly failures: readonly unknown[];
  /** `name` is a command's name, or the id of a button, select or form. */
  on(name: string, mode: AnswerMode, script: Script): void;
  /** What is done with every other event, before `handle` resolves. */
  listen(listener: (event: Inbound) => Promise<void> | void): void;
  /** How a form of this id is judged before it closes. */
  judge(form: string, verdict: (values: Values) => Promise<FieldErrors | null> | FieldErrors | null): void;
  suggestWith(suggestions: (query: SuggestQuery) => readonly Choice[]): void;
  showHome(shown: Content): void;
}

export function createScriptedCore(platform: Platform, commands: readonly CommandSpec[] = COMMANDS): ScriptedCore {
  const heard: Inbound[] = [];
  const failures: unknown[] = [];
  const scripts = new Map<string, { readonly mode: AnswerMode; readonly script: Script }>();
  const judges = new Map<string, (values: Values) => Promise<FieldErrors | null> | FieldErrors | null>();
  let listener: (event: Inbound) => Promise<void> | void = () => undefined;
  let suggestions: (query: SuggestQuery) => readonly Choice[] = () => [];
  let home: Content = text('Nothing here yet.');

  return {
    commands,
    heard,
    failures,
    on: (name, mode, script) => void scripts.set(name, { mode, script }),
    listen(next) {
      listener = next;
    },
    judge: (form, verdict) => void judges.set(form, verdict),
    suggestWith(next) {
      suggestions = next;
    },
    showHome(next) {
      home = next;
    },
    answerMode: (event) => scripts.get(nameOf(event))?.mode ?? 'ephemeral',
    validate: async (event) => (await judges.get(event.form)?.(event.values)) ?? null,
    suggest: async (query) => suggestions(query),
    home: async () => home,
    async handle(event) {
      heard.push(event);
      try {
        if (isInteraction(event)) await scripts.get(nameOf(event))?.script(event, replyTo(platform, event));
        else await listener(event);
      } catch (error) {
        failures.push(error);
      }
    },
  };
}

function replyTo(platform: Platform, event: Interaction): Reply {
  return {
    private: (shown) => platform.answer(event.interaction, { kind: 'private', content: shown }),
    update: (shown) => platform.answer(event.interaction, { kind: 'update', content: shown }),
    form: (shown) => platform.answer(event.interaction, { kind: 'form', form: shown }),
  };
}

function isInteraction(event: Inbound): event is Interaction {
  return event.kind === 'command' || event.kind === 'action' || event.kind === 'form';
}

function nameOf(event: Interaction): string {
  switch (event.kind) {
    case 'command':
      return event.command;
    case 'action':
      return event.action;
    case 'form':
      return event.form;
    default:
      return event satisfies never;
  }
}

export const text = (words: string): Content => content({ kind: 'text', text: words });

/** A message with words and a row of buttons; labels and ids alternate as the keys and values of `buttons`. */
export const withButtons = (words: string, buttons: Readonly<Record<string, string>>): Content =>
  content(
    { kind: 'text', text: words },
    { kind: 'buttons', buttons: Object.entries(buttons).map(([label, action]) => ({ label, action, style: 'normal' })) },
  );

/** A form of one paragraph called `answer`; what a test is about is given. */
export function simpleForm(action: string, given: Partial<Form> = {}): Form {
  return {
    action,
    title: 'Your answer',
    introduction: text('What do you say on the fourth call?'),
    fields: [field('answer')],
    submit: 'Send',
    ...given,
  };
}
export function field(name: string, given: Partial<FormField> = {}): FormField {
  return { name, label: 'Answer', hint: null, kind: 'paragraph', options: [], value: '', required: true, maxLength: 1000, ...given };
}

/** The scripted bot's own words stand in no catalog: they are their own keys, and `ownWords` says them as they are. */
const words = (key: string): WordKey => key as WordKey;
export const ownWords =
  () =>
  (key: WordKey): string =>
    key;

const choiceOption = (name: string, values: readonly string[]): OptionSpec => ({
  kind: 'choice',
  name,
  description: words(`The ${name}`),
  required: false,
  choices: values.map((value) => ({ value, label: words(value) })),
});
const textOption = (
  name: string,
  given: { readonly required?: boolean; readonly maxLength?: number; readonly suggests?: boolean } = {},
): OptionSpec => ({ kind: 'text', name, description: words(`The ${name}`), required: false, maxLength: 100, suggests: false, ...given });
const subcommand = (name: string, options: readonly OptionSpec[] = []): SubcommandSpec => ({
  name,
  description: words(`Plan: ${name}`),
  answers: 'ephemeral',
  options,
});
const command = (name: string, given: Partial<CommandSpec> = {}): CommandSpec => ({
  name,
  description: words(`About ${name}`),
  answers: 'ephemeral',
  who: 'member',
  options: [],
  subcommands: [],
  ...given,
});

export const COMMANDS: readonly CommandSpec[] = [
  command('practice', {
    options: [
      choiceOption('type', ['technical', 'behavioural']),
      textOption('topic', { suggests: true }),
      { kind: 'date', name: 'interview', description: words('The day of the interview'), required: false },
    ],
  }),
  command('search', { options: [textOption('words', { required: true, maxLength: 20 })] }),
  command('answer'),
  command('setup', { who: 'owner' }),
  command('plan', { subcommands: [subcommand('show'), subcommand('rename', [textOption('name', { required: true })])] }),
];
