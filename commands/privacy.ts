import type { App } from '../src/app.ts';
import { askErase, drawKept, exportOf } from '../src/members/privacy.ts';
import type { Command } from '../src/core/command.ts';

export const privacy: Command<App> = {
  name: 'privacy',
  description: 'command.privacy',
  answers: 'ephemeral',
  who: 'member',
  options: [],
  subcommands: [
    { name: 'see', description: 'command.privacySee', answers: 'ephemeral', options: [] },
    { name: 'export', description: 'command.privacyExport', answers: 'ephemeral', options: [] },
    { name: 'erase', description: 'command.privacyErase', answers: 'ephemeral', options: [] },
  ],
  async run(request, { subcommand }, app) {
    const { tenant, actor, say } = request;
    switch (subcommand) {
      case 'export':
        return request.private(await exportOf(app, tenant, actor, say));
      case 'erase':
        return request.private(askErase(say));
      default:
        return request.private(await drawKept(app.members, app, tenant, actor, say));
    }
  },
};
