// What can be done with the question that stands: its words mended, deleted, posted again.
import { questionSchema } from '../bank/schema.ts';
import { content } from '../core/content.ts';
import type { Values } from '../core/content.ts';
import { UserError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { PostId, TenantId } from '../core/ids.ts';
import { onAction, onForm } from '../core/request.ts';
import type { Handler } from '../core/request.ts';
import { MOST_WORDING } from '../daily/standing.ts';
import { plain } from '../library/lines.ts';
import { findPost } from '../store/plans.ts';
import { askWithdrawAction, choosePostAction, correctAction, openCorrectAction, postAgainAction, withdrawAction } from './actions.ts';
import type { SetupParts } from './parts.ts';
import { byOf } from './plan-handlers.ts';
import { drawPlan } from './plan-panel.ts';

export function postHandlers(parts: SetupParts): readonly Handler[] {
  const { daily } = parts;

  async function wordingOf(tenant: TenantId, id: PostId): Promise<string> {
    const post = await findPost(parts.database.db, tenant, id);
    if (post === null) throw new UserError('daily.postGone');
    const question = await daily.question(post);
    if (question === null) throw new UserError('answer.questionRetired');
    return question.text;
  }

  return [
    onAction(choosePostAction, async (request, { plan }, [post = '']) => {
      await request.update(await drawPlan(parts, request, plan, { post }));
    }),
    onAction(askWithdrawAction, async (request, { plan, post }) => {
      await request.update(await drawPlan(parts, request, plan, { page: 'withdraw', post }));
    }),
    onAction(openCorrectAction, async (request, { plan, post }) => {
      const { say, tenant } = request;
      const value = await wordingOf(tenant, asId(post));
      await request.form({
        action: correctAction.id({ plan, post }),
        title: say('plans.correct'),
        introduction: content({ kind: 'text', text: say('plans.correctIntroduction') }),
        fields: [
          {
            name: 'wording',
            label: say('plans.correctLabel'),
            hint: null,
            kind: 'paragraph',
            options: [],
            value,
            required: true,
            maxLength: MOST_WORDING,
          },
        ],
        submit: say('plans.correctSubmit'),
      });
    }),
    onForm(correctAction, {
      validate: async (request, _params, fields) =>
        wordingIn(fields) === null ? { wording: request.say('plans.badWording', { most: MOST_WORDING }) } : null,
      async run(request, { plan, post }, fields) {
        const wording = wordingIn(fields);
        if (wording === null) throw new UserError('plans.badWording', { most: MOST_WORDING });
        await daily.correct(byOf(request), asId(post), wording);
        await request.update(await drawPlan(parts, request, plan, { said: request.say('plans.corrected'), post }));
      },
    }),
    onAction(withdrawAction, async (request, { plan, post }) => {
      await daily.withdraw(byOf(request), asId(post));
      await request.update(await drawPlan(parts, request, plan, { said: request.say('plans.withdrawn'), post }));
    }),
    onAction(postAgainAction, async (request, { plan, post }) => {
      await daily.postAgain(byOf(request), asId(post));
      await request.update(await drawPlan(parts, request, plan, { said: request.say('plans.posting'), post }));
    }),
  ];
}

/** null: it cannot stand as a question. */
const wordingIn = (fields: Values): string | null => questionSchema.shape.text.safeParse(plain(fields['wording'] ?? '')).data ?? null;
