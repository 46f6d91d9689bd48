// A slash command with what it does.
import type { CommandSpec } from './command-spec.ts';
import type { Choice, Values } from './content.ts';
import type { SuggestQuery } from './platform.ts';
import type { Request } from './request.ts';

/** `App` is what the features offer; the core does not know it. */
export interface Command<App> extends CommandSpec {
  run(request: Request, typed: { readonly subcommand: string | null; readonly options: Values }, app: App): Promise<void>;
  /** For options with `suggests`. */
  suggest?(query: SuggestQuery, app: App): Promise<readonly Choice[]>;
}
