// What a slash command is called and how it answers. Help, completion, and what a platform registers are made from it.
import type { AnswerMode } from './action.ts';
import type { WordKey } from './locale.ts';

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

/** Owners set the bot up; coaches read who practises and tend the questions; an owner may all that a coach may. */
export type Rank = 'owner' | 'coach' | 'member';

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
  /** The least rank that may use it. */
  readonly who: Rank;
  readonly options: readonly OptionSpec[];
  /** Empty for a command that is typed alone. */
  readonly subcommands: readonly SubcommandSpec[];
}
