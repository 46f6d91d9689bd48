// A slash command as a person gives it, typed in one line or as fields, checked as Discord's own client checks it.
import type { CommandSpec, OptionSpec, SubcommandSpec } from '../../core/command-spec.ts';
import type { Values } from '../../core/content.ts';
import { Refused } from './refusal.ts';
import type { Person } from './roster.ts';

export interface TypedCommand {
  readonly command: string;
  readonly subcommand: string | null;
  readonly options: Values;
}

/** What the menu offers: the bot keeps its own lists of owners and coaches and refuses by them, so whoever types a command is heard. */
export const isOffered = (person: Person, spec: CommandSpec): boolean => spec.who !== 'owner' || person.role !== 'member';

const listed = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

/** `/practice type:technical topic:skip tracing`: a value runs up to the next `option:` that the command knows. */
export function parseTyped(text: string, specs: readonly CommandSpec[]): TypedCommand {
  const [, name, rest = ''] = /^\/(\S+)\s*(.*)$/s.exec(text.trim()) ?? [];
  if (name === undefined) throw new Refused(422, 'not-a-command', 'A command begins with a slash and its name, such as /help.', 'text');
  const spec = specOf(name, specs);
  if (spec.subcommands.length === 0) return { command: name, subcommand: null, options: parseOptions(rest, spec.options) };
  const [, subcommand = '', afterwards = ''] = /^(\S*)\s*(.*)$/s.exec(rest) ?? [];
  return {
    command: name,
    subcommand: subcommand === '' ? null : subcommand,
    options: parseOptions(afterwards, subcommandOf(spec, subcommand).options),
  };
}

function parseOptions(text: string, options: readonly OptionSpec[]): Values {
  const known = options.map((option) => option.name);
  const starts = [...text.matchAll(/(?<=^|\s)([\w-]+):/g)].filter(([, name = '']) => known.includes(name));
  const before = text.slice(0, starts[0]?.index ?? text.length).trim();
  if (before !== '')
    throw new Refused(
      422,
      'unnamed-option',
      known.length === 0
        ? 'This command takes no options: type it alone.'
        : `Write each option as name:value. This command knows: ${listed(known)}.`,
      'text',
    );
  return Object.fromEntries(
    starts.map((start, position) => {
      const [whole, name = ''] = start;
      return [name, text.slice(start.index + whole.length, starts[position + 1]?.index ?? text.length).trim()];
    }),
  );
}

/** Throws Refused: no such command, or an option that its client would not have sent. */
export function checkCommand(typed: TypedCommand, specs: readonly CommandSpec[]): TypedCommand {
  const spec = specOf(typed.command, specs);
  if (typed.subcommand !== null && spec.subcommands.length === 0)
    throw new Refused(422, 'unknown-subcommand', `/${spec.name} has no subcommands: leave the subcommand away.`, 'subcommand');
  const options = spec.subcommands.length === 0 ? spec.options : subcommandOf(spec, typed.subcommand ?? '').options;
  const unknown = Object.keys(typed.options).find((name) => !options.some((option) => option.name === name));
  if (unknown !== undefined)
    throw new Refused(
      422,
      'unknown-option',
      `There is no option "${unknown}" here. Use: ${listed(options.map((option) => option.name))}.`,
      unknown,
    );
  const given = options.flatMap((option) => {
    const value = checkOption(option, typed.options[option.name]?.trim() ?? '');
    return value === null ? [] : [[option.name, value] as const];
  });
  return { ...typed, options: Object.fromEntries(given) };
}

function checkOption(option: OptionSpec, value: string): string | null {
  const wrong = (code: string, sentence: string): Refused => new Refused(422, code, sentence, option.name);
  if (value === '') {
    if (option.required) throw wrong('missing-option', `"${option.name}" is needed: add it.`);
    return null;
  }
  switch (option.kind) {
    case 'text':
      if (value.length > option.maxLength)
        throw wrong('too-long', `"${option.name}" holds ${option.maxLength} characters, this has ${value.length}: shorten it.`);
      return value;
    case 'choice': {
      const choice = option.choices.find((one) => one.value.toLowerCase() === value.toLowerCase());
      if (choice === undefined)
        throw wrong('not-a-choice', `"${option.name}" takes one of: ${listed(option.choices.map((one) => one.value))}.`);
      return choice.value;
    }
    case 'date':
      if (!isDate(value)) throw wrong('not-a-date', `"${option.name}" is a date: write it as 2026-12-31.`);
      return value;
    default:
      return option satisfies never;
  }
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const parsed = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(parsed.valueOf()) && parsed.toISOString().startsWith(value); // 30 February would roll over
}

function specOf(name: string, specs: readonly CommandSpec[]): CommandSpec {
  const spec = specs.find((one) => one.name === name);
  if (spec === undefined)
    throw new Refused(
      404,
      'unknown-command',
      `There is no command /${name}. Use one of: ${listed(specs.map((one) => `/${one.name}`))}.`,
      'command',
    );
  return spec;
}

function subcommandOf(spec: CommandSpec, name: string): SubcommandSpec {
  const found = spec.subcommands.find((one) => one.name === name);
  if (found === undefined)
    throw new Refused(
      422,
      'unknown-subcommand',
      `/${spec.name} is followed by one of: ${listed(spec.subcommands.map((one) => one.name))}.`,
      'subcommand',
    );
  return found;
}

/** Every option that a command takes in any of its forms. */
export function optionsOf(spec: CommandSpec): readonly OptionSpec[] {
  return [...spec.options, ...spec.subcommands.flatMap((subcommand) => subcommand.options)];
}
