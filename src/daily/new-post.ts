// The row of a question that is about to be posted, or was left out: what is frozen with it stands here.
import { newId } from '../core/ids.ts';
import type { PostId } from '../core/ids.ts';
import type { Plan, Post } from '../store/plans.ts';
import type { Due } from './due.ts';
import type { DailyParts } from './parts.ts';
import type { PlanRule } from './plan.ts';

const DAY_MS = 86_400_000;
const LONGEST_OPEN_MS = 7 * DAY_MS;

/** Of a question that goes up at `postedMs`; `next`: the plan's next run. */
export function closesAt(rule: PlanRule, postedMs: number, next: Due | null): number {
  if (rule.closesAfterHours !== null) return postedMs + rule.closesAfterHours * 3_600_000;
  return Math.min(next?.atMs ?? postedMs + DAY_MS, postedMs + LONGEST_OPEN_MS);
}

export function newPost(
  parts: Pick<DailyParts, 'clock' | 'rubricVersion'>,
  about: {
    readonly plan: Pick<Plan, 'tenant' | 'id'>;
    readonly rule: PlanRule;
    readonly localDate: string;
    readonly slot: 'day' | 'extra';
    readonly question: { readonly id: string; readonly version: number } | null;
    readonly number: number;
    readonly state: Post['state'];
    /** null: by hand, now. */
    readonly dueAtMs: number | null;
    readonly closesAtMs: number;
  },
): Post {
  const id = newId<PostId>();
  return {
    tenant: about.plan.tenant,
    id,
    plan: about.plan.id,
    channel: about.rule.channel,
    local_date: about.localDate,
    number: about.number,
    question: about.question?.id ?? '',
    question_version: about.question?.version ?? 0,
    rubric_version: parts.rubricVersion,
    state: about.state,
    sending_at: null,
    message: null,
    thread: null,
    board_message: null,
    opened_at: null,
    closes_at: about.closesAtMs,
    slot: about.slot === 'day' ? 'day' : id,
    release: about.rule.release,
    shared_with: about.rule.sharedWith,
    attempt: 1,
    wording: null,
    fault: null,
    recap_message: null,
    due_at: about.dueAtMs ?? parts.clock.now(),
    by_hand: about.dueAtMs === null ? 1 : 0,
    pinned_at: null,
    created_at: parts.clock.now(),
  };
}
