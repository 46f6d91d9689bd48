import type { App } from '../src/app.ts';
import { content } from '../src/core/content.ts';
import type { Span } from '../src/core/content.ts';
import { isAllowed } from '../src/core/dispatch.ts';
import type { Command } from '../src/core/command.ts';

/** Made from the definitions themselves: what is listed here exists. */
export const help: Command<App> = {
  name: 'help',
  description: 'command.help',
  answers: 'ephemeral',
  who: 'member',
  options: [],
  subcommands: [],
  async run(request, _typed, app) {
    const { say } = request;
    const rank = await app.staff.rankOf(request.tenant, request.actor);
    const line = (name: string, description: string): readonly Span[] => [{ code: `/${name}` }, ` ${description}`];
    const items = app
      .commands()
      .filter((command) => isAllowed(command.who, rank))
      .flatMap((command) =>
        command.subcommands.length === 0
          ? [line(command.name, say(command.description))]
          : command.subcommands.map((subcommand) => line(`${command.name} ${subcommand.name}`, say(subcommand.description))),
      );
    await request.private(
      content(
        { kind: 'heading', text: say('help.heading') },
        { kind: 'text', text: say('help.how') },
        { kind: 'list', items },
        { kind: 'note', text: app.modelName === null ? say('help.graderOffline') : say('help.graderModel', { model: app.modelName }) },
        { kind: 'note', text: say('notice.practice') },
      ),
    );
  },
};
