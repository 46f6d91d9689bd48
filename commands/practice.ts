import type { App } from '../src/app.ts';
import { LEVELS, QUESTION_TYPES, ROLE_FAMILIES, TOPICS } from '../src/bank/schema.ts';
import { UserError } from '../src/core/errors.ts';
import type { Command } from '../src/core/command.ts';
import { practiceFiltersSchema } from '../src/answers/session.ts';

export const practice: Command<App> = {
  name: 'practice',
  description: 'command.practice',
  answers: 'ephemeral',
  who: 'member',
  options: [
    {
      kind: 'choice',
      name: 'role',
      description: 'option.role',
      required: false,
      choices: ROLE_FAMILIES.map((value) => ({ value, label: `role.${value}` as const })),
    },
    {
      kind: 'choice',
      name: 'level',
      description: 'option.level',
      required: false,
      choices: LEVELS.map((value) => ({ value, label: `level.${value}` as const })),
    },
    {
      kind: 'choice',
      name: 'type',
      description: 'option.type',
      required: false,
      choices: QUESTION_TYPES.map((value) => ({ value, label: `type.${value}` as const })),
    },
    {
      kind: 'choice',
      name: 'topic',
      description: 'option.topic',
      required: false,
      choices: TOPICS.map((value) => ({ value, label: `topic.${value}` as const })),
    },
  ],
  subcommands: [],
  async run(request, { options }, app) {
    const filters = practiceFiltersSchema.safeParse(options);
    // Only a hand-written call can get here: a client offers the choices.
    if (!filters.success) throw new UserError('practice.unknownOption', { option: String(filters.error.issues[0]?.path[0] ?? '') });
    await app.practice.begin(request, filters.data);
  },
};
