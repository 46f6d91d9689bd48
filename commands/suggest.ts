import type { App } from '../src/app.ts';
import type { Command } from '../src/core/command.ts';

export const suggest: Command<App> = {
  name: 'suggest',
  description: 'command.suggest',
  answers: 'ephemeral',
  who: 'member',
  options: [],
  subcommands: [
    { name: 'question', description: 'command.suggestQuestion', answers: 'form', options: [] },
    { name: 'mine', description: 'command.suggestMine', answers: 'ephemeral', options: [] },
  ],
  async run(request, { subcommand }, { questions }) {
    return subcommand === 'question' ? questions.suggest(request) : questions.mine(request);
  },
};
