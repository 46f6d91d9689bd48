import type { App } from '../src/app.ts';
import type { Command } from '../src/core/command.ts';

export const questions: Command<App> = {
  name: 'questions',
  description: 'command.questions',
  answers: 'ephemeral',
  who: 'coach',
  options: [],
  subcommands: [
    {
      name: 'list',
      description: 'command.questionsList',
      answers: 'ephemeral',
      options: [
        { kind: 'text', name: 'search', description: 'option.search', required: false, maxLength: 80, suggests: false },
        {
          kind: 'choice',
          name: 'show',
          description: 'option.show',
          required: false,
          choices: [
            { value: 'all', label: 'questionList.all' },
            { value: 'own', label: 'questionList.own' },
            { value: 'retired', label: 'questionList.retired' },
          ],
        },
      ],
    },
    { name: 'add', description: 'command.questionsAdd', answers: 'form', options: [] },
    { name: 'import', description: 'command.questionsImport', answers: 'form', options: [] },
    { name: 'export', description: 'command.questionsExport', answers: 'ephemeral', options: [] },
    { name: 'suggestions', description: 'command.questionsSuggestions', answers: 'ephemeral', options: [] },
  ],
  async run(request, { subcommand, options }, { questions: desk }) {
    switch (subcommand) {
      case 'add':
        return desk.add(request);
      case 'import':
        return desk.import(request);
      case 'export':
        return desk.export(request);
      case 'suggestions':
        return desk.suggestions(request);
      default: {
        const show = options['show'] === 'own' || options['show'] === 'retired' ? options['show'] : 'all';
        return desk.list(request, { search: (options['search'] ?? '').trim(), show });
      }
    }
  },
};
