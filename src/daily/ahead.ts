// Looking ahead: what will be posted when, and how far the questions reach.
import { localDate } from '../core/local-time.ts';
import { recordChange } from '../staff/audit.ts';
import type { TenantId } from '../core/ids.ts';
import { dueAfterDate } from './due.ts';
import type { Due, DueRule } from './due.ts';
import { dueRuleOf } from './holidays.ts';
import type { DailyParts } from './parts.ts';
import { countUnused, pickQuestion } from './pick.ts';
import { fillPicks, fittingFor, queuePick, replacePick } from './picks.ts';
import type { PlanRule } from './plan.ts';
import { planOrGone, viewOf } from './planning.ts';
import type { Daily } from './port.ts';

type Ahead = Pick<Daily, 'outlook' | 'suggestFirst' | 'preview' | 'another' | 'queue'>;

export function createAhead(parts: DailyParts, nextRun: Daily['nextRun']): Ahead {
  const { database, clock } = parts;
  const { db } = database;

  return {
    async outlook(tenant, rule, plan) {
      const { fitting, used } = await fittingFor(parts, db, tenant, rule);
      const unused = countUnused(fitting, used);
      const next = await nextRun(tenant, rule, plan);
      const repeat = next === null || fitting.length === 0 ? null : runNumber(await dueRuleOf(rule), next, unused);
      return { matching: fitting.length, unused, repeatsFrom: repeat?.localDate ?? null };
    },
    async suggestFirst(tenant: TenantId, rule: PlanRule) {
      const { fitting, used } = await fittingFor(parts, db, tenant, rule);
      return pickQuestion(fitting, used, { tenant, channel: rule.channel, date: localDate(clock.now(), rule.zone) });
    },
    async preview(tenant, id, count) {
      const plan = await planOrGone(db, tenant, id);
      const { rule, next } = viewOf(plan);
      if (next === null) return [];
      const runs = runsFrom(await dueRuleOf(rule), next, count);
      const picks = await database.transaction(async (trx) => {
        await planOrGone(trx, tenant, id);
        return fillPicks(
          parts,
          trx,
          plan,
          rule,
          runs.map((run) => run.localDate),
        );
      });
      return picks.flatMap(({ entry, question }, index) => {
        const due = runs[index];
        return due === undefined ? [] : [{ id: entry.id, due, question, source: entry.source }];
      });
    },
    async another(by, id, upcoming) {
      await database.transaction(async (trx) => {
        const plan = await planOrGone(trx, by.tenant, id);
        const question = await replacePick(parts, trx, plan, viewOf(plan).rule, upcoming);
        await recordChange(trx, clock, { ...by, action: 'upcoming.replaced', subject: id, after: { question } });
      });
    },
    async queue(by, id, question) {
      await database.transaction(async (trx) => {
        const plan = await planOrGone(trx, by.tenant, id);
        await queuePick(parts, trx, plan, question);
        await recordChange(trx, clock, { ...by, action: 'upcoming.queued', subject: id, after: { question } });
      });
    },
  };
}

function runsFrom(rule: DueRule, first: Due, count: number): readonly Due[] {
  const runs = [first];
  for (;;) {
    const last = runs.at(-1);
    const next = last === undefined || runs.length >= count ? null : dueAfterDate(rule, last.localDate);
    if (next === null) return runs;
    runs.push(next);
  }
}

/** The run after so many others. null: there are not so many. */
function runNumber(rule: DueRule, first: Due, after: number): Due | null {
  return runsFrom(rule, first, after + 1)[after] ?? null;
}
