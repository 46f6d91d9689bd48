import type { App } from '../src/app.ts';
import type { Command } from '../src/core/command.ts';

export const coach: Command<App> = {
  name: 'coach',
  description: 'command.coach',
  answers: 'ephemeral',
  who: 'coach',
  options: [],
  subcommands: [
    { name: 'today', description: 'command.coachToday', answers: 'ephemeral', options: [] },
    {
      name: 'export',
      description: 'command.coachExport',
      answers: 'ephemeral',
      options: [
        { kind: 'date', name: 'from', description: 'option.from', required: false },
        { kind: 'date', name: 'to', description: 'option.to', required: false },
      ],
    },
  ],
  async run(request, { subcommand, options }, app) {
    await request.private(subcommand === 'export' ? await app.coaching.export(request, options) : await app.coaching.today(request));
  },
};
