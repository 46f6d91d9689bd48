import type { App } from '../src/app.ts';
import { drawSettings } from '../src/members/settings.ts';
import type { Command } from '../src/core/command.ts';

export const settings: Command<App> = {
  name: 'settings',
  description: 'command.settings',
  answers: 'ephemeral',
  who: 'everyone',
  options: [],
  subcommands: [],
  async run(request, _typed, app) {
    await request.private(drawSettings(await app.members.get(request.tenant, request.actor.user), request.say));
  },
};
