// The page that a person sees of the bot where a platform has one.
import type { App } from '../app.ts';
import { content } from '../core/content.ts';
import type { Content } from '../core/content.ts';
import type { TenantId } from '../core/ids.ts';
import type { Say } from '../core/locale.ts';
import type { Actor } from '../core/platform.ts';
import { openAnswerAction } from '../answers/actions.ts';
import { drawProgress } from './progress.ts';

export async function drawHome(app: App, tenant: TenantId, actor: Actor, say: Say): Promise<Content> {
  const post = await app.daily.openPost(tenant, null);
  const question = post === null ? null : await app.daily.question(post);
  const progress = await drawProgress(app, tenant, actor, say);
  return content(
    { kind: 'heading', text: say('home.heading') },
    { kind: 'text', text: question === null ? say('home.noQuestion') : [say('home.today'), ' ', { strong: question.title }] },
    post === null
      ? null
      : {
          kind: 'buttons',
          buttons: [
            { label: say('button.answerPrivately'), action: openAnswerAction.id({ target: 'post', id: post.id }), style: 'primary' },
          ],
        },
    { kind: 'divider' },
    ...progress.blocks,
  );
}
