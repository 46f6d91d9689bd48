import type { App } from '../src/app.ts';
import { drawStatus } from '../src/daily/status.ts';
import type { Command } from '../src/core/command.ts';
import { openRetention } from '../src/ops/retention-form.ts';
import { drawLog } from '../src/staff/log.ts';
import { drawTeam } from '../src/staff/team.ts';

export const rapport: Command<App> = {
  name: 'rapport',
  description: 'command.rapport',
  answers: 'ephemeral',
  who: 'member',
  options: [],
  subcommands: [
    { name: 'status', description: 'command.rapportStatus', answers: 'ephemeral', options: [] },
    { name: 'team', description: 'command.rapportTeam', answers: 'ephemeral', options: [] },
    { name: 'log', description: 'command.rapportLog', answers: 'ephemeral', options: [] },
    { name: 'retention', description: 'command.rapportRetention', answers: 'form', options: [] },
  ],
  async run(request, { subcommand }, app) {
    const { staff, library, database } = app;
    const { platform } = app.answers.parts;
    if (subcommand === 'retention') return openRetention(app, request);
    if (subcommand === 'team') return request.private(await drawTeam({ staff, platform }, request));
    if (subcommand === 'log') return request.private(await drawLog({ staff, platform, library, database }, request, 0));
    await request.private(
      drawStatus(
        await app.daily.status(request.tenant),
        {
          questions: (await library.current(database.db, request.tenant)).length,
          model: app.modelName,
          nowMs: app.answers.parts.clock.now(),
        },
        request.say,
      ),
    );
  },
};
