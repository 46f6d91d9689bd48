// Hands on plans while they run: what was skipped, paused, deleted, moved or retired in the wrong moment.
import { expect, test } from 'vitest';
import { openPlayground, planFor } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { DAILY, LOUNGE } from '../support/world.ts';
import type { Speaker } from '../support/world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const questionsIn = (speaker: Speaker, channel = DAILY): readonly string[] =>
  speaker.sees(channel).flatMap((message) => (message.text.includes('Why interviewers ask this') ? [message.text] : []));
const byOlivia = ({ platform, olivia }: Playground) => ({ tenant: platform.tenant, member: olivia.id });
async function planIn({ rapport, platform }: Playground) {
  const [plan] = await rapport.daily.plans(platform.tenant);
  if (plan === undefined) throw new Error('the plan is gone');
  return plan;
}

test('a run that was left out far ahead keeps nothing else from coming', async () => {
  const playground = await openPlayground();
  const by = byOlivia(playground);
  await playground.rapport.daily.pause(by, 'daily', '2027-06-01');
  expect((await playground.rapport.daily.skipNext(by, 'daily')).localDate).toBe('2027-06-01');
  await playground.rapport.daily.resume(by, 'daily');
  expect((await planIn(playground)).next?.localDate).toBe('2026-11-25');
  await playground.wait(DAY_MS);
  expect(questionsIn(playground.olivia)).toHaveLength(2);
});

test('a date that was left out uses up neither what was queued nor the vote, and is never shown as the next', async () => {
  const playground = await openPlayground({ plan: { vote: true } });
  const { rapport, platform, database, wait } = playground;
  const [first] = await rapport.daily.preview(platform.tenant, 'daily', 1);
  await rapport.daily.skipNext(byOlivia(playground), 'daily');
  await rapport.daily.replan();
  expect((await planIn(playground)).next?.localDate).toBe('2026-11-26');
  await wait(DAY_MS);
  expect((await rapport.daily.preview(platform.tenant, 'daily', 1))[0]?.question.id).toBe(first?.question.id);
  expect((await database.db.selectFrom('ballot').select('winner').execute()).map((ballot) => ballot.winner)).toEqual([null]);
});

test('a plan that was moved to an hour that has passed is not posted late, whatever is derived anew', async () => {
  const playground = await openPlayground({ plan: { localTime: '18:00' }, startMs: Date.UTC(2026, 10, 23, 16, 0) });
  const { rapport, olivia, clock, settle } = playground;
  clock.set(Date.UTC(2026, 10, 24, 13, 0));
  await settle();
  const before = questionsIn(olivia).length;
  const plan = await planIn(playground);
  await rapport.daily.save(byOlivia(playground), { ...plan.rule, localTime: '09:00' }, { plan: plan.id, revision: plan.revision }, null);
  await rapport.daily.replan();
  await settle();
  expect(questionsIn(olivia)).toHaveLength(before);
});

test('a pause in the middle of a replan holds', async () => {
  const playground = await openPlayground();
  const { rapport, olivia, wait } = playground;
  const replanned = rapport.daily.replan();
  await rapport.daily.pause(byOlivia(playground), 'daily', null);
  await replanned;
  await wait(2 * DAY_MS);
  expect(questionsIn(olivia)).toHaveLength(1);
});

test.each(['remove', 'pause'] as const)('what waits for a right is not posted any more after a %s', async (hand) => {
  const playground = await openPlayground();
  const { rapport, platform, olivia, wait } = playground;
  platform.deny(DAILY, ['Send Messages']);
  await wait(DAY_MS);
  await (hand === 'remove'
    ? rapport.daily.remove(byOlivia(playground), 'daily')
    : rapport.daily.pause(byOlivia(playground), 'daily', null));
  platform.deny(DAILY, []);
  await wait(2 * MINUTE_MS);
  await wait(2 * MINUTE_MS);
  expect(questionsIn(olivia)).toHaveLength(1);
});

test('four hours of answering are four hours, though the right came late', async () => {
  const playground = await openPlayground({ plan: { closesAfterHours: 4 } });
  const { platform, wait, rapport, clock } = playground;
  platform.deny(DAILY, ['Send Messages']);
  await wait(DAY_MS);
  await wait(3 * HOUR_MS + 58 * MINUTE_MS);
  platform.deny(DAILY, []);
  await wait(2 * MINUTE_MS);
  const open = (await rapport.daily.openPosts(platform.tenant))[0];
  expect((open?.closes_at ?? 0) - clock.now()).toBeGreaterThan(3.9 * HOUR_MS);
});

test('what somebody asked for does not come up in the night', async () => {
  const playground = await openPlayground();
  const { platform, wait, rapport, olivia } = playground;
  platform.deny(DAILY, ['Send Messages']);
  await rapport.daily.postNow(byOlivia(playground), 'daily', 'extra');
  for (let hour = 0; hour < 5; hour += 1) await wait(HOUR_MS);
  platform.deny(DAILY, []);
  await wait(5 * MINUTE_MS);
  expect(questionsIn(olivia)).toHaveLength(1);
});

test('a stored row of another version can be looked at, told of and deleted', async () => {
  const playground = await openPlayground();
  const { database, olivia, after, rapport } = playground;
  await database.db
    .updateTable('plan')
    .set({ filters: '{"types":["riddle"],"levels":["junior"]}', options: '{"release":"by-moonlight","pin":true}' })
    .execute();
  expect((await after(olivia.types('/rapport status'), olivia)).text).toContain('Last question');
  expect((await planIn(playground)).rule).toMatchObject({ release: 'open', pin: true, filters: { types: [], levels: ['junior'] } });
  await rapport.daily.remove(byOlivia(playground), 'daily');
  expect((await after(olivia.types('/rapport status'), olivia)).text).toContain('No daily question is set up yet');
});

test('one plan that cannot be worked with keeps none of the others from being derived anew', async () => {
  const playground = await openPlayground();
  const { rapport, platform, database, olivia, wait } = playground;
  await rapport.daily.save(byOlivia(playground), planFor({ channel: LOUNGE }), null, null);
  await database.db.updateTable('plan').set({ zone: 'Atlantis/Sunken' }).where('id', '=', 'daily').execute();
  await rapport.daily.replan();
  expect((await rapport.daily.plans(platform.tenant)).map((plan) => plan.state).toSorted()).toEqual(['active', 'blocked']);
  await wait(DAY_MS);
  expect(questionsIn(olivia, LOUNGE)).toHaveLength(1);
});

test('after a deletion without the right to lock, and after its thread alone was deleted, posting again leaves one', async () => {
  const playground = await openPlayground();
  const { rapport, platform, olivia, settle } = playground;
  const by = byOlivia(playground);
  const [post] = await rapport.daily.openPosts(platform.tenant);
  if (post === undefined) throw new Error('nothing is open');
  platform.deny(DAILY, ['Manage Threads']);
  await rapport.daily.withdraw(by, post.id);
  await settle();
  expect(questionsIn(olivia)).toHaveLength(0);
  await rapport.daily.postAgain(by, post.id);
  await settle();
  expect(questionsIn(olivia)).toHaveLength(1);
});

test('two presses on an extra question at the same moment post one', async () => {
  const playground = await openPlayground();
  const by = byOlivia(playground);
  const presses = [1, 2].map(() => playground.rapport.daily.postNow(by, 'daily', 'extra'));
  const ends = await Promise.allSettled(presses);
  await playground.settle();
  expect(ends.map((end) => end.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(questionsIn(playground.olivia)).toHaveLength(2);
});

test('a day on which the database took nothing is an absence like any other', async () => {
  const { database, clock, settle, rapport } = await openPlayground();
  const { sql } = await import('kysely');
  await sql`pragma query_only = on`.execute(database.db);
  for (let hour = 0; hour < 30; hour += 1) {
    clock.advance(HOUR_MS);
    await rapport.beat().catch(() => undefined);
  }
  await sql`pragma query_only = off`.execute(database.db);
  clock.advance(5 * MINUTE_MS);
  await rapport.beat();
  await settle();
  const outages = await database.db.selectFrom('outage').selectAll().execute();
  expect(outages).toHaveLength(1);
});
