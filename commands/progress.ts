import type { App } from '../src/app.ts';
import { drawProgress } from '../src/progress/progress.ts';
import type { Command } from '../src/core/command.ts';

export const progress: Command<App> = {
  name: 'progress',
  description: 'command.progress',
  answers: 'ephemeral',
  who: 'member',
  options: [],
  subcommands: [],
  async run(request, _typed, app) {
    await request.private(await drawProgress(app, request.tenant, request.actor, request.say));
  },
};
