import type { App } from '../src/app.ts';
import { drawStatus } from '../src/daily/status.ts';
import type { Command } from '../src/core/command.ts';

export const rapport: Command<App> = {
  name: 'rapport',
  description: 'command.rapport',
  answers: 'ephemeral',
  who: 'everyone',
  options: [],
  subcommands: [{ name: 'status', description: 'command.rapportStatus', answers: 'ephemeral', options: [] }],
  async run(request, _typed, app) {
    await request.private(
      drawStatus(
        await app.daily.status(request.tenant),
        { questions: app.bank.questions.length, model: app.modelName, admin: request.actor.admin },
        request.say,
      ),
    );
  },
};
