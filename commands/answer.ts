import type { App } from '../src/app.ts';
import { openForm } from '../src/answers/form.ts';
import { channelOf } from '../src/core/platform.ts';
import { UserError } from '../src/core/errors.ts';
import type { Command } from '../src/core/command.ts';

/** The form for today's question. A form must be the first response, so this command has 2 s and opens no other message before. */
export const answer: Command<App> = {
  name: 'answer',
  description: 'command.answer',
  answers: 'form',
  who: 'member',
  options: [],
  subcommands: [],
  async run(request, _typed, app) {
    const post = await app.daily.openPost(request.tenant, channelOf(request.place));
    if (post === null) throw new UserError('answer.noQuestion');
    await openForm(app.answers.parts, request, 'post', post.id);
  },
};
