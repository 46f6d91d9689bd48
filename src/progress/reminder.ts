// The reminder that a member asked for: when its job runs, what it says, and its buttons. At most one a day, and none on a day on
// which they have practised. One job a member, which always knows the next instant; a change of time or zone moves it.
import { z } from 'zod';
import type { App } from '../app.ts';
import { openAnswerAction } from '../answers/actions.ts';
import { defineAction } from '../core/action.ts';
import type { Clock } from '../core/clock.ts';
import { content } from '../core/content.ts';
import type { Button, Content } from '../core/content.ts';
import { PlatformError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { PostId, TenantId, UserId } from '../core/ids.ts';
import type { Say, Words } from '../core/locale.ts';
import { localDate } from '../core/local-time.ts';
import type { Actor, Platform } from '../core/platform.ts';
import { onAction } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import type { Jobs, RunningJob } from '../jobs/port.ts';
import type { Member } from '../members/members.ts';
import type { Reminder } from '../members/profile.ts';
import { hasReminder, isTooLate, nextReminder, reminderNow, stopReminder } from '../members/reminder.ts';
import type { Streak } from '../members/streak.ts';
import { findAnswerToPost } from '../store/answers.ts';
import type { Connection } from '../store/database.ts';
import { drawStreak } from './streak-line.ts';

export const snoozeReminderAction = defineAction('rz', 'update');
export const notTodayAction = defineAction('ry', 'update');
export const stopRemindersAction = defineAction('rw', 'update');

const QUEUE = 'members.remind';
const SNOOZE_MS = 3_600_000;
const MOST_SNOOZES = 3;
/** After its last attempt a job is planned anew, so that an hour without the platform does not end reminders for good. */
const PLAN_AGAIN_MS = 3_600_000;

/** `plan`: find the next instant, and say nothing now. */
const whySchema = z.enum(['due', 'snoozed', 'plan']);
type Why = z.infer<typeof whySchema>;

export interface ReminderParts {
  readonly app: Pick<App, 'database' | 'members' | 'daily'>;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly platform: Platform;
  readonly words: Words;
}

/** Takes over the queue, and follows every change of time and zone. */
export function createReminders(parts: ReminderParts): readonly Handler[] {
  const { app, jobs, clock, platform, words } = parts;
  const { members, database } = app;
  const enqueue = (connection: Connection, tenant: TenantId, member: UserId, why: Why, runAtMs: number): Promise<void> =>
    jobs.enqueue(connection, { tenant, queue: QUEUE, key: member, payload: { member, why }, runAtMs });

  /** The next one, from how the member stands by now. */
  async function plan(tenant: TenantId, actor: Actor, given: ReminderChange | null): Promise<void> {
    await database.transaction(async (trx) => {
      const before = await members.read(trx, tenant, actor.user);
      if (before.preferences.reminder.at === null) return; // stopped, or erased, meanwhile
      const after = given === null ? before : await members.change(trx, tenant, actor.user, withReminder(given));
      const next = nextReminder(after.preferences.reminder, members.zoneOf(after, actor), clock.now());
      if (next !== null) await enqueue(trx, tenant, actor.user, 'due', next.atMs);
    });
  }

  /** null: nothing was said. */
  async function remind(tenant: TenantId, actor: Actor, member: Member, why: Why, runAtMs: number): Promise<ReminderChange | null> {
    const { reminder } = member.preferences;
    const zone = members.zoneOf(member, actor);
    const date = dateFor(reminder, zone, why, runAtMs, clock.now());
    if (date === null) return null;
    const streak = await members.streak(tenant, actor.user, zone);
    if (streak.today) return null;
    const open = await openQuestion(app, tenant, actor.user);
    if (open === null && reminder.days === 'questions') return null;
    const snoozes = reminder.lastOn === date ? reminder.snoozes : 0;
    const drawn = drawReminder({ open, streak, canSnooze: canSnooze(snoozes, zone, clock.now()) }, words.in(actor.locale));
    try {
      await platform.post(await platform.openDirect(actor.user), drawn, `remind:${date}:${snoozes}`);
    } catch (error) {
      if (error instanceof PlatformError && (error.kind === 'forbidden' || error.kind === 'not-found')) return CLOSED;
      throw error;
    }
    return { lastOn: date, snoozes };
  }

  /** Nothing is written of who has been erased meanwhile. */
  async function closeReminders(tenant: TenantId, member: UserId): Promise<void> {
    await database.transaction(async (trx) => {
      if ((await members.read(trx, tenant, member)).preferences.reminder.at !== null)
        await members.change(trx, tenant, member, withReminder(CLOSED));
    });
  }

  async function run(job: RunningJob): Promise<void> {
    const member = asId<UserId>(String(job.payload['member']));
    const why = whySchema.parse(job.payload['why']);
    const known = await members.get(job.tenant, member);
    if (known.preferences.reminder.at === null) return;
    const actor = await found(platform, member);
    if (actor === null) {
      await closeReminders(job.tenant, member); // they have left
      return;
    }
    await plan(job.tenant, actor, why === 'plan' ? null : await remind(job.tenant, actor, known, why, job.runAtMs));
  }

  members.onChange(async (trx, { tenant, member, before, after }) => {
    const was = before.preferences.reminder;
    const is = after.preferences.reminder;
    const moved = was.at !== is.at || was.days !== is.days || before.profile.zone !== after.profile.zone;
    if (moved && (was.at !== null || is.at !== null)) await enqueue(trx, tenant, member, 'plan', clock.now());
  });
  jobs.work({
    queue: QUEUE,
    concurrency: 4,
    maxAttempts: 8,
    leaseMs: 60_000,
    run,
    async dead(job) {
      const member = asId<UserId>(String(job.payload['member']));
      await database.transaction(async (trx) => {
        if ((await members.read(trx, job.tenant, member)).preferences.reminder.at !== null)
          await enqueue(trx, job.tenant, member, 'plan', clock.now() + PLAN_AGAIN_MS);
      });
    },
  });

  /** When it comes again; null: it cannot be put off any more. */
  async function snooze({ tenant, actor }: Request): Promise<number | null> {
    return database.transaction(async (trx) => {
      const member = await members.read(trx, tenant, actor.user);
      const { reminder } = member.preferences;
      const zone = members.zoneOf(member, actor);
      const nowMs = clock.now();
      const isOfToday = reminder.lastOn === localDate(nowMs, zone);
      if (reminder.at === null || !isOfToday || !canSnooze(reminder.snoozes, zone, nowMs)) return null;
      await members.change(trx, tenant, actor.user, withReminder({ snoozes: reminder.snoozes + 1 }));
      await enqueue(trx, tenant, actor.user, 'snoozed', nowMs + SNOOZE_MS);
      return nowMs + SNOOZE_MS;
    });
  }

  /** Stopped, or erased with everything else, since the message with the buttons came. */
  const isGone = async ({ tenant, actor }: Request): Promise<boolean> => !hasReminder(await members.get(tenant, actor.user));
  const gone = ({ say }: Request): Content => content({ kind: 'text', text: say('remind.gone') });

  return [
    onAction(snoozeReminderAction, async (request) => {
      const { say } = request;
      if (await isGone(request)) return request.update(gone(request));
      const atMs = await snooze(request);
      await request.update(
        content({
          kind: 'text',
          text: atMs === null ? say('remind.cannotSnooze') : [say('remind.snoozed'), ' ', { time: atMs, show: 'time' }, '.'],
        }),
      );
    }),
    onAction(notTodayAction, async (request) => {
      const { tenant, actor, say } = request;
      if (await isGone(request)) return request.update(gone(request));
      // A snooze that still waits gives way to the next day's.
      await database.transaction(async (trx) => {
        if ((await members.read(trx, tenant, actor.user)).preferences.reminder.at !== null)
          await enqueue(trx, tenant, actor.user, 'plan', clock.now());
      });
      await request.update(content({ kind: 'text', text: say('remind.noMoreToday') }));
    }),
    onAction(stopRemindersAction, async (request) => {
      if (await isGone(request)) return request.update(gone(request));
      await stopReminder(members, request);
      await request.update(content({ kind: 'text', text: request.say('remind.stopped') }));
    }),
  ];
}

type ReminderChange = Partial<Reminder>;

/** /settings says so. */
const CLOSED: ReminderChange = { at: null, off: 'closed' };

const withReminder =
  (change: ReminderChange) =>
  ({ preferences: { reminder } }: Member): { readonly preferences: { readonly reminder: Reminder } } => ({
    preferences: { reminder: { ...reminder, ...change } },
  });

/** The local date that a run stands for; null: there is none to be given now. */
function dateFor(reminder: Reminder, zone: string, why: Why, runAtMs: number, nowMs: number): string | null {
  if (why !== 'snoozed') return reminderNow(reminder, zone, nowMs)?.date ?? null;
  const today = localDate(nowMs, zone);
  return today === reminder.lastOn && !isTooLate(runAtMs, nowMs) ? today : null;
}

/** Never past midnight. */
const canSnooze = (snoozes: number, zone: string, nowMs: number): boolean =>
  snoozes < MOST_SNOOZES && localDate(nowMs + SNOOZE_MS, zone) === localDate(nowMs, zone);

async function found(platform: Platform, member: UserId): Promise<Actor | null> {
  try {
    return await platform.lookUp(member);
  } catch (error) {
    if (error instanceof PlatformError && error.kind === 'not-found') return null;
    throw error;
  }
}

interface OpenQuestion {
  readonly post: PostId;
  readonly title: string;
}

/** The newest that this member has not answered; null: there is none. */
async function openQuestion({ daily, database }: ReminderParts['app'], tenant: TenantId, member: UserId): Promise<OpenQuestion | null> {
  for (const post of await daily.openPosts(tenant)) {
    if ((await findAnswerToPost(database.db, tenant, post.id, member)) !== null) continue;
    const question = await daily.question(post);
    if (question !== null) return { post: post.id, title: question.title };
  }
  return null;
}

function drawReminder(
  { open, streak, canSnooze }: { readonly open: OpenQuestion | null; readonly streak: Streak; readonly canSnooze: boolean },
  say: Say,
): Content {
  const normal = (label: string, action: string): Button => ({ label, action, style: 'normal' });
  return content(
    { kind: 'note', text: say('remind.heading') },
    { kind: 'text', text: open === null ? say('remind.noQuestion') : [say('remind.question'), ' ', { strong: open.title }] },
    streak.days === 0 ? null : { kind: 'text', text: drawStreak(streak, say) },
    {
      kind: 'buttons',
      buttons: [
        ...(open === null
          ? []
          : [
              { label: say('button.answerNow'), action: openAnswerAction.id({ target: 'post', id: open.post }), style: 'primary' } as const,
            ]),
        ...(canSnooze ? [normal(say('button.inAnHour'), snoozeReminderAction.id({}))] : []),
        normal(say('button.notToday'), notTodayAction.id({})),
        normal(say('button.stopReminders'), stopRemindersAction.id({})),
      ],
    },
  );
}
