// Which of its runs a plan owes, has missed, or has before it.
import { addDays, localDate } from '../core/local-time.ts';
import type { Connection } from '../store/database.ts';
import { findPostOn } from '../store/plans.ts';
import type { Plan } from '../store/plans.ts';
import { dueAfterDate, lastDue, runsBetween } from './due.ts';
import type { Due, DueRule } from './due.ts';

/** No two runs are nearer to each other, whatever the clocks do. */
const LEAST_BETWEEN_RUNS_MS = 18 * 3_600_000;

/** The run that a due plan owes now: its own, or a later one when the time in between was missed. */
export function dueNow(plan: Plan, rule: DueRule, nowMs: number): Due {
  const own = { atMs: plan.next_due_at ?? nowMs, localDate: plan.next_due_date ?? localDate(nowMs, plan.zone) };
  if (nowMs - own.atMs < LEAST_BETWEEN_RUNS_MS) return own;
  const latest = lastDue(rule, nowMs);
  return latest !== null && latest.localDate > own.localDate ? latest : own;
}

/** The next run on a date that the channel has not had yet: one may have been posted or left out ahead of its time. */
export async function freeRunAfter(
  trx: Connection,
  plan: Pick<Plan, 'tenant' | 'channel'>,
  rule: DueRule,
  date: string,
): Promise<Due | null> {
  let next = dueAfterDate(rule, date);
  while (next !== null && (await findPostOn(trx, plan.tenant, plan.channel, next.localDate)) !== null)
    next = dueAfterDate(rule, next.localDate);
  return next;
}

/**
 * A run that has passed is owed where the plan waited for it, or for one so far ahead that it was derived under a clock that was. One
 * that was changed or resumed after today's time waits for the next run, and owes nothing.
 */
export function waitedFor(plan: Plan, last: Due, next: Due | null): boolean {
  if (plan.next_due_at === null || plan.next_due_date === null) return false;
  return plan.next_due_date <= last.localDate || (next !== null && plan.next_due_at > next.atMs);
}

/** By the calendar: a day may have 23 hours or 25. */
export const dayBeforeNow = (nowMs: number, zone: string): string => addDays(localDate(nowMs, zone), -1);

/** Runs from the one that the plan waited for to the one before `due`. */
export function missedDays(rule: DueRule, plan: Plan, due: Due): number {
  if (plan.next_due_at === null || plan.next_due_date === null || plan.next_due_date >= due.localDate) return 0;
  return runsBetween(rule, plan.next_due_at, due.atMs - 1, 400).length;
}

export function dayBefore(rule: DueRule, due: Due): string {
  return lastDue(rule, due.atMs - 1)?.localDate ?? due.localDate;
}
