// A draft becomes a plan: started, changed, or first settled with what somebody else changed meanwhile.
import { UserError } from '../core/errors.ts';
import { onAction } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import type { PlanRule } from '../daily/plan.ts';
import type { PlanView, SaveResult } from '../daily/port.ts';
import { saveOverAction, savePlanAction, takeTheirsAction } from './actions.ts';
import { drawConflict } from './conflict.ts';
import { dropDraft, loadDraft, rebaseDraft, wholeRule } from './draft.ts';
import type { Draft } from './draft.ts';
import { firstQuestion } from './first-question.ts';
import { fitOf, missingIn, namesOf } from './look.ts';
import { drawPanel } from './panel.ts';
import type { SetupParts } from './parts.ts';
import { drawPlan } from './plan-panel.ts';
import { nameDay, readerOf, sayTimeOn } from './rule-words.ts';
import type { Reader } from './rule-words.ts';
import { sayTaken, takenBy } from './taken.ts';

export function startHandlers(parts: SetupParts): readonly Handler[] {
  const { database, daily } = parts;

  async function save(request: Request, draft: Draft, revision: number, posts: 'today' | 'extra' | null): Promise<void> {
    const rule = wholeRule(draft.state);
    const fault = await whatHinders(parts, request, draft, rule);
    if (rule === null || fault !== null)
      return request.update(
        await drawPanel(parts, request, draft, 'preview', fault === null ? [] : [{ kind: 'notice', tone: 'warning', text: fault }]),
      );
    const by = { tenant: request.tenant, member: request.actor.user };
    const first = draft.plan === null ? ((await firstQuestion(parts, request.tenant, draft, rule))?.id ?? null) : null;
    const result = await daily.save(by, rule, draft.plan === null ? null : { plan: draft.plan, revision }, first);
    if (result.kind === 'conflict') return request.update(await drawConflict(parts, request, draft, result));
    await dropDraft(parts, draft);
    // Posting may be refused: what was saved is shown before, so that nobody saves it twice.
    await request.update(await drawPlan(parts, request, result.plan.id, { said: await saySaved(request, draft, result) }));
    if (posts === null) return;
    await daily.postNow(by, result.plan.id, posts);
    await request.update(await drawPlan(parts, request, result.plan.id, { said: request.say('plans.posting') }));
  }

  async function saySaved({ say, actor }: Request, draft: Draft, { plan }: Extract<SaveResult, { kind: 'saved' }>): Promise<string> {
    const reader = readerOf(say, actor.locale, parts.clock.now());
    const what = draft.plan === null ? sayStart(plan, reader) : say('plans.saved');
    const missing = await missingIn(parts, plan.rule);
    return missing.length === 0 ? what : `${what} ${say('plans.savedButMissing')}`;
  }

  return [
    onAction(savePlanAction, async (request, { draft: id, how }) => {
      const draft = await loadDraft(database.db, request, id);
      await save(request, draft, draft.revision, how === 'now' ? 'today' : how === 'extra' ? 'extra' : null);
    }),
    onAction(saveOverAction, async (request, { draft: id, revision }) => {
      await save(request, await loadDraft(database.db, request, id), Number(revision), null);
    }),
    onAction(takeTheirsAction, async (request, { draft: id }) => {
      const draft = await loadDraft(database.db, request, id);
      const plan = draft.plan === null ? null : await daily.plan(request.tenant, draft.plan);
      if (plan === null) throw new UserError('daily.planGone');
      const theirs = await rebaseDraft(parts, draft, plan);
      await request.update(
        await drawPanel(parts, request, theirs, 'when', [{ kind: 'notice', tone: 'info', text: request.say('conflict.taken') }]),
      );
    }),
  ];
}

function sayStart({ next, rule }: PlanView, reader: Reader): string {
  const { say } = reader;
  if (next === null) return say('plans.startedWithout');
  return say('plans.started', { date: nameDay(next.localDate, reader), time: sayTimeOn(next.localDate, rule, reader) });
}

/** A sentence; null: nothing does. A missing permission does not: posting tries again by itself. */
async function whatHinders(parts: SetupParts, request: Request, draft: Draft, rule: PlanRule | null): Promise<string | null> {
  const { say } = request;
  if (rule === null) return say('setup.noChannel');
  const taken = await takenBy(parts, request, draft, rule.channel);
  if (taken !== null) return sayTaken(taken, say);
  if ((await namesOf(parts, rule, say)).channel === null) return say('setup.channelGone');
  if ((await fitOf(parts, request.tenant, rule)).fitting.length === 0) return say('setup.noMatch');
  return null;
}
