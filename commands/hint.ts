import { showHint } from '../src/answers/hints.ts';
import type { App } from '../src/app.ts';
import { channelOf } from '../src/core/platform.ts';
import { UserError } from '../src/core/errors.ts';
import type { Command } from '../src/core/command.ts';

/** For the practice question that is open in private, else for today's. */
export const hint: Command<App> = {
  name: 'hint',
  description: 'command.hint',
  answers: 'ephemeral',
  who: 'member',
  options: [],
  subcommands: [],
  async run(request, _typed, app) {
    const session = request.place.kind === 'direct' ? await app.practice.openSession(request.tenant, request.actor.user) : null;
    if (session !== null) return showHint(app.answers.parts, request, 'practice', session.id, 0);
    const post = await app.daily.openPost(request.tenant, channelOf(request.place));
    if (post === null) throw new UserError('answer.noQuestion');
    await showHint(app.answers.parts, request, 'post', post.id, 0);
  },
};
