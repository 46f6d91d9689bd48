// What a slash command becomes while it is typed: which commands fit, which option comes next, what is still missing. Pure.
import type { Choice, Command, Option, Subcommand } from './wire.ts';

/** A command whose name is settled; its options are being filled in. `values` holds what will be sent, `option name → value`. */
export interface CommandDraft {
  readonly command: string;
  readonly subcommand: string | null;
  readonly description: string;
  readonly options: readonly Option[];
  readonly values: Readonly<Record<string, string>>;
}

export interface Suggestion {
  /** What the composer holds once this is taken. */
  readonly insert: string;
  readonly label: string;
  readonly detail: string;
}

export type Completion =
  /** Not a command at all: the text is said as it is. */
  | { readonly kind: 'none' }
  /** `fault` says why nothing fits; null while something does. */
  | { readonly kind: 'suggestions'; readonly suggestions: readonly Suggestion[]; readonly fault: string | null }
  | { readonly kind: 'draft'; readonly draft: CommandDraft; readonly fault: string | null };

/** Reads the composer's text. A draft starts at the space after a full name: `/practice ` or `/plan show `. */
export function complete(text: string, commands: readonly Command[]): Completion {
  if (!text.startsWith('/') || text.startsWith('//') || text.includes('\n')) return { kind: 'none' };
  const [, name = '', afterName] = /^\/(\S*)(?:\s+(.*))?$/s.exec(text) ?? [];
  const command = commands.find((one) => one.name === name.toLowerCase());
  if (afterName === undefined && !/\s$/.test(text)) return suggestCommands(name, commands);
  if (command === undefined) return { kind: 'suggestions', suggestions: [], fault: `There is no /${name}. Type / to see what there is.` };
  const rest = afterName ?? '';
  if (command.subcommands.length === 0) return draftOf(command, null, rest);
  const [, subName = '', afterSub] = /^(\S*)(?:\s+(.*))?$/s.exec(rest) ?? [];
  const subcommand = command.subcommands.find((one) => one.name === subName.toLowerCase());
  if (subcommand !== undefined && (afterSub !== undefined || /\s$/.test(rest))) return draftOf(command, subcommand, afterSub ?? '');
  return suggestSubcommands(command, subName);
}

function suggestCommands(typed: string, commands: readonly Command[]): Completion {
  const suggestions = rank(
    typed,
    commands,
    (one) => one.name,
    (one) => one.description,
  ).map((one) => ({ insert: `/${one.name} `, label: `/${one.name}`, detail: one.description }));
  return {
    kind: 'suggestions',
    suggestions,
    fault: suggestions.length === 0 ? `There is no /${typed}. Type / to see what there is.` : null,
  };
}

function suggestSubcommands(command: Command, typed: string): Completion {
  const suggestions = rank(
    typed,
    command.subcommands,
    (one) => one.name,
    (one) => one.description,
  ).map((one) => ({
    insert: `/${command.name} ${one.name} `,
    label: `/${command.name} ${one.name}`,
    detail: one.description,
  }));
  const names = command.subcommands.map((one) => one.name).join(', ');
  return {
    kind: 'suggestions',
    suggestions,
    fault: suggestions.length === 0 ? `/${command.name} has no "${typed}". It has: ${names}.` : null,
  };
}

function draftOf(command: Command, subcommand: Subcommand | null, rest: string): Completion {
  const { options, description } = subcommand ?? command;
  const { values, fault } = readOptions(rest, options);
  return { kind: 'draft', draft: { command: command.name, subcommand: subcommand?.name ?? null, description, options, values }, fault };
}

/** Reads `type:technical role:"bill collector"`. A choice may be given by its label. Words without a name go to the first option that takes text. */
export function readOptions(
  typed: string,
  options: readonly Option[],
): { readonly values: Record<string, string>; readonly fault: string | null } {
  const values: Record<string, string> = {};
  const loose: string[] = [];
  let fault: string | null = null;
  for (const match of typed.matchAll(/([\p{L}\p{N}_-]+):(?:"([^"]*)"|(\S*))|"([^"]*)"|(\S+)/gu)) {
    const [whole, name, quoted, bare] = match;
    const option = name === undefined ? undefined : options.find((one) => one.name === name.toLowerCase());
    if (option !== undefined) values[option.name] = valueOf(option, quoted ?? bare ?? '');
    else loose.push(match[4] ?? whole);
  }
  if (loose.length > 0) {
    const home = options.find((one) => one.kind === 'text' && values[one.name] === undefined);
    if (home === undefined) fault = `I do not know what to do with "${loose.join(' ')}".`;
    else values[home.name] = loose.join(' ');
  }
  return { values, fault };
}

/** A choice typed by its label, or in another case, becomes the value that is sent. */
export function valueOf(option: Option, typed: string): string {
  if (option.kind !== 'choice') return typed;
  const wanted = typed.trim().toLowerCase();
  const choice = option.choices?.find((one) => one.value.toLowerCase() === wanted || one.label.toLowerCase() === wanted);
  return choice?.value ?? typed;
}

/** The first fault of a draft, with the option to put right; null when it can be sent. */
export function faultOf(draft: CommandDraft): { readonly option: string; readonly message: string } | null {
  for (const option of draft.options) {
    const value = draft.values[option.name]?.trim() ?? '';
    if (value === '') {
      if (option.required) return { option: option.name, message: `${sentence(option.name)} is needed: ${option.description}` };
      continue;
    }
    if (option.kind === 'choice' && !option.choices?.some((one) => one.value === value)) {
      return { option: option.name, message: `Pick the ${option.name} from its list.` };
    }
    if (option.kind === 'date' && !isDate(value))
      return { option: option.name, message: `${sentence(option.name)} must be a date, as 2026-11-26.` };
    if (option.maxLength !== undefined && value.length > option.maxLength) {
      return {
        option: option.name,
        message: `${sentence(option.name)} may hold ${option.maxLength} characters; this has ${value.length}.`,
      };
    }
  }
  return null;
}

function isDate(value: string): boolean {
  const atMs = Date.parse(`${value}T00:00:00Z`);
  // Parsing alone would let 31 February through as 3 March.
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(value);
}

function sentence(name: string): string {
  const words = name.replaceAll(/[-_]/g, ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** The values that are sent: filled ones only, trimmed. */
export function filledValues(draft: CommandDraft): Record<string, string> {
  return Object.fromEntries(
    Object.entries(draft.values)
      .map(([name, value]) => [name, value.trim()])
      .filter(([, value]) => value !== ''),
  );
}

/** The draft as one would type it, so that leaving it loses nothing. `complete` reads it back. */
export function writeDraft(draft: CommandDraft): string {
  const name = `/${draft.command}${draft.subcommand === null ? '' : ` ${draft.subcommand}`}`;
  const options = Object.entries(filledValues(draft)).map(([option, value]) => {
    const spoken = value.replaceAll('"', "'");
    return `${option}:${/\s/.test(spoken) ? `"${spoken}"` : spoken}`;
  });
  return [name, ...options].join(' ');
}

export function fitChoices(typed: string, choices: readonly Choice[]): readonly Choice[] {
  return rank(
    typed,
    choices,
    (one) => one.label,
    (one) => one.value,
  );
}

/** Best first: starts with what was typed, then a later word does, then it stands anywhere, then in the second text. Keeps the given order within each. */
function rank<Item>(typed: string, items: readonly Item[], first: (item: Item) => string, second: (item: Item) => string): readonly Item[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return items;
  const distance = (item: Item): number => {
    const name = first(item).toLowerCase();
    if (name.startsWith(wanted)) return 0;
    if (name.split(/[\s_-]+/).some((word) => word.startsWith(wanted))) return 1;
    if (name.includes(wanted)) return 2;
    return second(item).toLowerCase().includes(wanted) ? 3 : 4;
  };
  return items
    .map((item) => ({ item, at: distance(item) }))
    .filter((one) => one.at < 4)
    .sort((a, b) => a.at - b.at)
    .map((one) => one.item);
}
