// What went wrong, or will: told once to the people whom the plan names, and kept for /rapport status.
import { z } from 'zod';
import { content } from '../core/content.ts';
import type { Content, Text } from '../core/content.ts';
import { PlatformError } from '../core/errors.ts';
import type { PostId, TenantId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import type { Say } from '../core/locale.ts';
import type { RunningJob } from '../jobs/port.ts';
import type { Connection } from '../store/database.ts';
import { findNotice, insertNotice, markTold } from '../store/notices.ts';
import type { Notice } from '../store/notices.ts';
import { findPlan } from '../store/plans.ts';
import { nameDate } from './draw.ts';
import type { DailyParts } from './parts.ts';
import { ruleOfPlan } from './plan.ts';

export const NOTICE_KINDS = [
  'skipped',
  'failed',
  'permission',
  'channel-gone',
  'refused',
  'closing',
  'no-question',
  'question-retired',
  'repeats-near',
  'broken',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

const detailSchema = z.object({
  /** YYYY-MM-DD: the day that it is about. */
  date: z.string().optional(),
  /** How many days in a row, up to `date`. */
  days: z.number().optional(),
  mends: z.array(z.string()).default([]),
  /** The title of a question. */
  title: z.string().optional(),
  left: z.number().optional(),
});
export type NoticeDetail = z.input<typeof detailSchema>;

export interface NewNotice {
  readonly tenant: TenantId;
  readonly plan: string;
  readonly post: PostId | null;
  readonly kind: NoticeKind;
  readonly detail: NoticeDetail;
  /** What makes it this one: noted again under the same name it is neither kept nor told twice. */
  readonly name: string;
}

/** In the caller's transaction. */
export async function note(parts: Pick<DailyParts, 'clock' | 'jobs'>, trx: Connection, notice: NewNotice): Promise<void> {
  const id = `${notice.kind}:${notice.name}`;
  const isNew = await insertNotice(trx, {
    tenant: notice.tenant,
    id,
    plan: notice.plan,
    post: notice.post,
    kind: notice.kind,
    detail: JSON.stringify(notice.detail),
    created_at: parts.clock.now(),
    told_at: null,
  });
  if (isNew)
    await parts.jobs.enqueue(trx, {
      tenant: notice.tenant,
      queue: 'daily.tell',
      key: id,
      payload: { notice: id },
      runAtMs: parts.clock.now(),
    });
}

export function workOnNotices(parts: DailyParts): void {
  const { db } = parts.database;

  async function tell(job: RunningJob): Promise<void> {
    const notice = await findNotice(db, job.tenant, String(job.payload['notice']));
    if (notice === null || notice.told_at !== null) return;
    const plan = await findPlan(db, job.tenant, notice.plan);
    if (plan === null) return;
    const { told, channel } = ruleOfPlan(plan);
    const channelName = await nameOfChannel(parts, channel);
    for (const member of told) {
      try {
        const { locale } = await parts.platform.lookUp(member);
        const say = parts.words.in(locale);
        const direct = await parts.platform.openDirect(member);
        await parts.platform.post(direct, drawNotice(notice, channelName, say), `notice:${notice.id}`);
      } catch (error) {
        // Closed direct messages, or somebody who has left: /rapport status says the same.
        if (!(error instanceof PlatformError && (error.kind === 'forbidden' || error.kind === 'not-found'))) throw error;
      }
    }
    await markTold(db, notice, parts.clock.now());
  }

  parts.jobs.work({ queue: 'daily.tell', concurrency: 2, maxAttempts: 20, leaseMs: 60_000, run: tell });
}

/** null: it is gone, or the bot may not see it. */
export async function nameOfChannel(
  { platform }: Pick<DailyParts, 'platform'>,
  channel: Parameters<DailyParts['platform']['check']>[0],
): Promise<string | null> {
  try {
    return await platform.nameOf({ kind: 'channel', id: channel });
  } catch (error) {
    if (error instanceof PlatformError) return null;
    throw error;
  }
}

function drawNotice(notice: Notice, channelName: string | null, say: Say): Content {
  const { mends } = parseJson(detailSchema, notice.detail);
  return content(
    { kind: 'text', text: [{ strong: channelName === null ? say('notice.planGone') : say('notice.plan', { channel: channelName }) }] },
    { kind: 'text', text: sentenceOf(notice, say) },
    mends.length === 0 ? null : { kind: 'list', items: mends },
    { kind: 'note', text: say('notice.more') },
  );
}

/** What happened, what was kept, what to do; the mends of a permission stand beside it. */
export function sentenceOf(notice: Notice, say: Say): Text {
  const detail = parseJson(detailSchema, notice.detail);
  const date = detail.date === undefined ? '' : nameDate(detail.date, say('language.tag'));
  const kind = z.enum(NOTICE_KINDS).parse(notice.kind);
  switch (kind) {
    case 'skipped':
      return say('notice.skipped', { date, days: detail.days ?? 1 });
    case 'failed':
      return say('notice.failed', { date });
    case 'permission':
      return say('notice.permission', { date });
    case 'channel-gone':
      return say('notice.channelGone');
    case 'refused':
      return say('notice.refused', { date });
    case 'closing':
      return say('notice.closing', { date });
    case 'no-question':
      return say('notice.noQuestion', { date });
    case 'question-retired':
      return say('notice.questionRetired', { title: detail.title ?? '' });
    case 'repeats-near':
      return say('notice.repeatsNear', { left: detail.left ?? 0, date });
    case 'broken':
      return say('notice.broken');
    default:
      return kind satisfies never;
  }
}
