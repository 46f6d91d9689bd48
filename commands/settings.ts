import type { App } from '../src/app.ts';
import { drawSettings } from '../src/members/settings.ts';
import type { Command } from '../src/core/command.ts';

export const settings: Command<App> = {
  name: 'settings',
  description: 'command.settings',
  answers: 'ephemeral',
  who: 'member',
  options: [],
  subcommands: [],
  async run(request, _typed, app) {
    const member = await app.members.get(request.tenant, request.actor.user);
    await request.private(drawSettings(member, app.members.zoneOf(member, request.actor), request.say));
  },
};
