// A slash command: what it is called, how it answers, what it does. Help, completion, and what a platform registers all come from it.
import type { AnswerMode } from './action.ts';
import type { Choice, Values } from './content.ts';
import type { WordKey } from './locale.ts';
import type { SuggestQuery } from './platform.ts';
import type { Request } from './request.ts';

interface OptionBase {
  readonly name: string;
  readonly description: WordKey;
  readonly required: boolean;
}
export type OptionSpec =
  | (OptionBase & { readonly kind: 'text'; readonly maxLength: number; readonly suggests: boolean })
  | (OptionBase & { readonly kind: 'choice'; readonly choices: readonly { readonly value: string; readonly label: WordKey }[] })
  /** YYYY-MM-DD */
  | (OptionBase & { readonly kind: 'date' });

export interface SubcommandSpec {
  readonly name: string;
  readonly description: WordKey;
  readonly answers: AnswerMode;
  readonly options: readonly OptionSpec[];
}

export interface CommandSpec {
  readonly name: string;
  readonly description: WordKey;
  /** Of the command typed alone; each subcommand has its own. */
  readonly answers: AnswerMode;
  readonly who: 'everyone' | 'admin';
  readonly options: readonly OptionSpec[];
  /** Empty for a command that is typed alone. */
  readonly subcommands: readonly SubcommandSpec[];
}

/** `App` is what the features offer; the core does not know it. */
export interface Command<App> extends CommandSpec {
  run(request: Request, typed: { readonly subcommand: string | null; readonly options: Values }, app: App): Promise<void>;
  /** For options with `suggests`. */
  suggest?(query: SuggestQuery, app: App): Promise<readonly Choice[]>;
}
