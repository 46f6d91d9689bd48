import type { App } from '../src/app.ts';
import { content } from '../src/core/content.ts';
import type { Command } from '../src/core/command.ts';
import { openReminder, stopReminder } from '../src/members/reminder.ts';

export const remind: Command<App> = {
  name: 'remind',
  description: 'command.remind',
  answers: 'form',
  who: 'member',
  options: [],
  subcommands: [
    { name: 'set', description: 'command.remindSet', answers: 'form', options: [] },
    { name: 'stop', description: 'command.remindStop', answers: 'ephemeral', options: [] },
  ],
  async run(request, { subcommand }, app) {
    if (subcommand === 'set') return openReminder(app.members, request);
    await stopReminder(app.members, request);
    await request.private(content({ kind: 'text', text: request.say('remind.stopped') }));
  },
};
