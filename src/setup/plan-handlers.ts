// What can be done with a plan from its panel; afterwards the panel is drawn again with what happened on top.
import { createSearch } from '../bank/search.ts';
import type { Question } from '../bank/schema.ts';
import { content } from '../core/content.ts';
import type { FormField } from '../core/content.ts';
import { UserError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import { onAction, onForm } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import type { PlanView } from '../daily/port.ts';
import { localDate } from '../core/local-time.ts';
import {
  anotherPickAction,
  editPlanAction,
  listPlansAction,
  newPlanAction,
  openPauseAction,
  openPlanAction,
  openQueueAction,
  pausePlanAction,
  planPageAction,
  postNowAction,
  queueAction,
  removePlanAction,
  resumePlanAction,
  searchQueueAction,
  skipNextAction,
} from './actions.ts';
import { beginChange, beginPlan, leftDraft } from './draft.ts';
import { drawPanel, leftHalf } from './panel.ts';
import type { SetupParts } from './parts.ts';
import { drawPlans } from './plan-list.ts';
import { PLAN_PAGES, drawPlan } from './plan-panel.ts';
import { nameDay, nameFullDate, readerOf } from './rule-words.ts';
import { parseDate } from './typed.ts';

const SEARCH_CHARACTERS = 100;
const MOST_FOUND = 25;

export function planHandlers(parts: SetupParts): readonly Handler[] {
  const { daily } = parts;

  return [
    onAction(listPlansAction, async (request, { from }) => {
      await request.update(await drawPlans(parts, request, Number(from) || 0));
    }),
    onAction(openPlanAction, async (request, _params, [plan = '']) => {
      await request.update(await drawPlan(parts, request, plan));
    }),
    onAction(planPageAction, async (request, { plan, page }) => {
      await request.update(await drawPlan(parts, request, plan, { page: PLAN_PAGES.find((one) => one === page) ?? 'main' }));
    }),
    onAction(newPlanAction, async (request) => {
      const left = await leftDraft(parts.database.db, request, null);
      if (left !== null) return request.update(await drawPanel(parts, request, left, 'when', [leftHalf(request)]));
      const { draft, said } = await beginPlan(parts, request);
      await request.update(await drawPanel(parts, request, draft, 'when', said));
    }),
    onAction(editPlanAction, async (request, { plan: id }) => {
      const plan = await planOf(parts, request.tenant, id);
      const left = await leftDraft(parts.database.db, request, id);
      const draft = left ?? (await beginChange(parts, request, plan));
      await request.update(await drawPanel(parts, request, draft, 'when', left === null ? [] : [leftHalf(request)]));
    }),
    onAction(anotherPickAction, async (request, { plan, pick }) => {
      await daily.another(byOf(request), plan, pick);
      await request.update(await drawPlan(parts, request, plan, { page: 'preview' }));
    }),
    onAction(postNowAction, async (request, { plan, kind }) => {
      await daily.postNow(byOf(request), plan, kind === 'extra' ? 'extra' : 'today');
      await request.update(await drawPlan(parts, request, plan, { said: request.say('plans.posting') }));
    }),
    onAction(skipNextAction, async (request, { plan: id, date }) => {
      const { say, actor } = request;
      const plan = await planOf(parts, request.tenant, id);
      // The button names one run: pressed twice, or a day later, it does not take the run after as well.
      if (plan.next?.localDate !== date) return request.update(await drawPlan(parts, request, id, { said: say('plans.skippedAlready') }));
      const skipped = await daily.skipNext(byOf(request), id);
      const said = say('plans.skipped', { date: nameDay(skipped.localDate, readerOf(say, actor.locale, parts.clock.now())) });
      await request.update(await drawPlan(parts, request, id, { said }));
    }),
    ...pauseHandlers(parts),
    ...queueHandlers(parts),
    onAction(removePlanAction, async (request, { plan }) => {
      await daily.remove(byOf(request), plan);
      await request.update(await drawPlans(parts, request, 0, request.say('plans.deleted')));
    }),
  ];
}

export const byOf = ({ tenant, actor }: Pick<Request, 'tenant' | 'actor'>) => ({ tenant, member: actor.user });

async function planOf({ daily }: SetupParts, tenant: TenantId, id: string): Promise<PlanView> {
  const plan = await daily.plan(tenant, id);
  if (plan === null) throw new UserError('daily.planGone');
  return plan;
}

function pauseHandlers(parts: SetupParts): readonly Handler[] {
  const { daily, clock } = parts;
  const today = (plan: PlanView): string => localDate(clock.now(), plan.rule.zone);
  return [
    onAction(openPauseAction, async (request, { plan: id }) => {
      const { say } = request;
      await planOf(parts, request.tenant, id);
      await request.form({
        action: pausePlanAction.id({ plan: id }),
        title: say('plans.pause'),
        introduction: content({ kind: 'text', text: say('plans.pauseIntroduction') }),
        fields: [field('until', say('plans.pauseLabel'), say('plans.pauseHint'), false, 20)],
        submit: say('plans.pause'),
      });
    }),
    onForm(pausePlanAction, {
      async validate(request, { plan: id }, fields) {
        const plan = await daily.plan(request.tenant, id);
        const { date, unread } = parseDate(fields['until'] ?? '');
        if (unread) return { until: request.say('profile.badDate') };
        if (plan === null || date === null || date > today(plan)) return null;
        return { until: request.say(date === today(plan) ? 'plans.pauseToday' : 'plans.pausePast') };
      },
      async run(request, { plan: id }, fields) {
        const { say, actor } = request;
        const { date } = parseDate(fields['until'] ?? '');
        await daily.pause(byOf(request), id, date);
        const reader = readerOf(say, actor.locale, clock.now());
        const said = date === null ? say('plans.nowPaused') : say('plans.nowPausedUntil', { date: nameFullDate(date, reader) });
        await request.update(await drawPlan(parts, request, id, { said }));
      },
    }),
    onAction(resumePlanAction, async (request, { plan }) => {
      await daily.resume(byOf(request), plan);
      await request.update(await drawPlan(parts, request, plan, { said: request.say('plans.resumed') }));
    }),
  ];
}

function queueHandlers(parts: SetupParts): readonly Handler[] {
  /** Own questions among them, which the bank's own search does not know. */
  async function search(tenant: TenantId, typed: string): Promise<readonly Question[]> {
    const questions = await parts.library.current(parts.database.db, tenant);
    const byId = new Map(questions.map((question) => [question.id, question]));
    return createSearch(questions)(typed.slice(0, SEARCH_CHARACTERS), MOST_FOUND).flatMap((id) => byId.get(id) ?? []);
  }
  return [
    onAction(openQueueAction, async (request, { plan: id }) => {
      const { say } = request;
      await planOf(parts, request.tenant, id);
      await request.form({
        action: searchQueueAction.id({ plan: id }),
        title: say('plans.queue'),
        introduction: content({ kind: 'text', text: say('plans.queueIntroduction') }),
        fields: [field('search', say('plans.queueLabel'), say('plans.queueHint'), true, SEARCH_CHARACTERS)],
        submit: say('plans.search'),
      });
    }),
    onForm(searchQueueAction, {
      async validate(request, _params, fields) {
        const found = await search(request.tenant, fields['search'] ?? '');
        return found.length === 0 ? { search: request.say('plans.nothingFound') } : null;
      },
      async run(request, { plan }, fields) {
        const found = await search(request.tenant, fields['search'] ?? '');
        await request.update(await drawPlan(parts, request, plan, { found }));
      },
    }),
    onAction(queueAction, async (request, { plan }, [question = '']) => {
      const { say, tenant } = request;
      await parts.daily.queue(byOf(request), plan, question);
      const title = (await parts.library.find(parts.database.db, tenant, question))?.title ?? '';
      await request.update(await drawPlan(parts, request, plan, { page: 'preview', said: say('plans.queued', { title }) }));
    }),
  ];
}

function field(name: string, label: string, hint: string, required: boolean, maxLength: number): FormField {
  return { name, label, hint, kind: 'line', options: [], value: '', required, maxLength };
}
