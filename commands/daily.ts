import type { App } from '../src/app.ts';
import type { Command } from '../src/core/command.ts';

/** For owners: what is posted where and when. Typed alone it lists. */
export const daily: Command<App> = {
  name: 'daily',
  description: 'command.daily',
  answers: 'ephemeral',
  who: 'owner',
  options: [],
  subcommands: [
    { name: 'setup', description: 'command.dailySetup', answers: 'ephemeral', options: [] },
    { name: 'list', description: 'command.dailyList', answers: 'ephemeral', options: [] },
  ],
  run: (request, { subcommand }, app) => (subcommand === 'setup' ? app.setup.begin(request) : app.setup.list(request)),
};
