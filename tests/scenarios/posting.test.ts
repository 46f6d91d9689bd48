// From due to open, with everything in the way that can be: rights, channels, lost replies, retired questions, hands on the clock.
import { expect, test } from 'vitest';
import { PlatformError } from '../../src/core/errors.ts';
import type { Platform } from '../../src/core/platform.ts';
import { openPlayground, planFor } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { DAILY, LOUNGE, SECOND_SHIFT, START_MS } from '../support/world.ts';
import type { Speaker } from '../support/world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const questionsIn = (speaker: Speaker, channel = DAILY): readonly string[] =>
  speaker.sees(channel).flatMap((message) => (message.thread === null ? [] : [message.text]));
const textOf = (question: string | undefined): string => question?.split('\n')[1] ?? '';
const byOlivia = ({ platform, olivia }: Playground): { tenant: Playground['platform']['tenant']; member: Speaker['id'] } => ({
  tenant: platform.tenant,
  member: olivia.id,
});
const statusOf = async (playground: Playground, channel = DAILY): Promise<string> =>
  (await playground.after(playground.olivia.types('/rapport status', {}, channel), playground.olivia)).text;

test('a right that is missing is told to the owner with its mend, and the question comes as soon as it is there', async () => {
  const playground = await openPlayground();
  const { olivia, platform, wait } = playground;
  platform.deny(DAILY, ['Send Messages']);
  await wait(DAY_MS);
  expect(questionsIn(olivia)).toHaveLength(1);
  const told = olivia.reads(olivia.direct).join('\n');
  expect(told).toContain('I may not post the question of Wednesday 25 November');
  expect(told).toContain('switch on “Send Messages”');
  // Yesterday's was closed at the same time, without the right to say so.
  expect(told).toContain('was closed, but I lack a right for part of it');
  expect(await statusOf(playground)).toContain('switch on “Send Messages”');
  await wait(2 * HOUR_MS);
  platform.deny(DAILY, []);
  await wait(2 * MINUTE_MS);
  expect(questionsIn(olivia)).toHaveLength(2);
  expect(olivia.reads(olivia.direct).filter((text) => text.includes('I may not post'))).toHaveLength(1);
  expect(await statusOf(playground)).toContain('Nothing stands in the way');
});

test('a right that nobody mends costs that day, is said, and the next day comes', async () => {
  const playground = await openPlayground();
  const { olivia, platform, wait } = playground;
  platform.deny(DAILY, ['Create Public Threads']);
  await wait(DAY_MS);
  for (let hour = 0; hour < 13; hour += 1) await wait(HOUR_MS);
  platform.deny(DAILY, []);
  await wait(10 * MINUTE_MS);
  expect(questionsIn(olivia)).toHaveLength(1);
  expect(await statusOf(playground)).toContain('could not be posted');
  expect(olivia.reads(olivia.direct).at(-1)).toContain('could not be posted while there was time for it');
  await wait(11 * HOUR_MS);
  expect(questionsIn(olivia)).toHaveLength(2);
  // The number was not used up by the day that failed.
  expect(questionsIn(olivia).at(-1)).toContain('Question 2');
});

test('a channel that was deleted stops the plan with everything kept; another channel sets it going again', async () => {
  const playground = await openPlayground();
  const { olivia, platform, wait, rapport } = playground;
  platform.removeChannel(DAILY);
  await wait(DAY_MS);
  expect(olivia.reads(olivia.direct).join('\n')).toContain('The channel was deleted');
  expect(await statusOf(playground, LOUNGE)).toContain('This plan is stopped');
  const [plan] = await rapport.daily.plans(platform.tenant);
  if (plan === undefined) throw new Error('the plan is gone');
  await rapport.daily.save(byOlivia(playground), { ...plan.rule, channel: LOUNGE }, { plan: plan.id, revision: plan.revision }, null);
  await wait(DAY_MS);
  expect(questionsIn(olivia, LOUNGE)).toHaveLength(1);
});

test.each(['publish', 'find', 'post', 'edit', 'pin', 'closeThread'] as const)(
  'a lost reply to %s: what was done is found, and nothing is done twice',
  async (lost) => {
    let losing = false;
    const between = (platform: Platform): Platform => {
      const real = platform[lost] as (...given: readonly unknown[]) => Promise<unknown>; // one signature for all: nothing is looked at
      const lossy = async (...given: readonly unknown[]): Promise<unknown> => {
        const reply = await real(...given);
        if (!losing) return reply;
        losing = false;
        throw new PlatformError('unavailable', 'the reply was lost');
      };
      return { ...platform, [lost]: lossy };
    };
    const playground = await openPlayground({ between, plan: { pin: true, vote: true, closesAfterHours: 8 } });
    const { olivia, wait, database } = playground;
    losing = true;
    await wait(8 * HOUR_MS);
    losing = true;
    await wait(16 * HOUR_MS);
    // A failed attempt waits about a second of the machine's time.
    await expect
      .poll(
        async () => {
          playground.clock.advance(1000);
          playground.rapport.jobs.poke();
          await playground.settle();
          return (await database.db.selectFrom('post').select('state').orderBy('created_at').execute()).map((post) => post.state);
        },
        { timeout: 20_000, interval: 100 },
      )
      .toEqual(['closed', 'open']);
    expect(questionsIn(olivia)).toHaveLength(2);
    for (const message of olivia.sees(DAILY)) {
      if (message.thread === null) continue;
      const said = olivia.reads(message.thread.id);
      expect(new Set(said).size).toBe(said.length);
      expect(said.filter((text) => text.includes('Answer here by replying'))).toHaveLength(1);
    }
  },
);

test('what a preview shows is what is posted, unless it was retired meanwhile: then another comes, and the owner hears of it', async () => {
  const playground = await openPlayground();
  const { olivia, wait, rapport, platform, database } = playground;
  const [first, second] = await rapport.daily.preview(platform.tenant, 'daily', 3);
  if (first === undefined || second === undefined) throw new Error('nothing to preview');
  await wait(DAY_MS);
  expect(textOf(questionsIn(olivia).at(-1))).toBe(first.question.text);
  await database.db
    .insertInto('own_question')
    .values({
      tenant: platform.tenant,
      id: second.question.id,
      version: 1,
      state: 'retired',
      record: '{}',
      member: null,
      reason: null,
      created_at: playground.clock.now(),
      updated_at: playground.clock.now(),
    })
    .execute();
  await wait(DAY_MS);
  expect(questionsIn(olivia)).toHaveLength(3);
  expect(textOf(questionsIn(olivia).at(-1))).not.toBe(second.question.text);
  expect(olivia.reads(olivia.direct).join('\n')).toContain(`“${second.question.title}” was planned and has been retired`);
});

test('no question comes twice before all that fit were asked; then the oldest first, and the owner heard of it two weeks before', async () => {
  const playground = await openPlayground({
    plan: { filters: { roleFamilies: [], levels: [], types: ['situational', 'technical'], settings: [] } },
  });
  const { olivia, wait, rapport, platform } = playground;
  const [plan] = await rapport.daily.plans(platform.tenant);
  if (plan === undefined) throw new Error('the plan is gone');
  const { matching, unused, repeatsFrom } = await rapport.daily.outlook(platform.tenant, plan.rule, plan.id);
  expect(matching).toBeGreaterThan(3);
  expect(unused).toBe(matching - 1);
  for (let day = 1; day < matching + 2; day += 1) await wait(DAY_MS);
  const asked = questionsIn(olivia).map(textOf);
  expect(new Set(asked.slice(0, matching)).size).toBe(matching);
  expect(asked.slice(matching)).toEqual(asked.slice(0, 2));
  const repeated = await rapport.daily.status(platform.tenant);
  expect(repeated[0]?.notices.map((notice) => notice.kind)).toContain('repeats-near');
  expect(olivia.reads(olivia.direct).filter((text) => text.includes('epeats begin on'))).toHaveLength(1);
  expect(repeatsFrom).toBe(new Date(START_MS + matching * DAY_MS).toISOString().slice(0, 10));
});

test('filters that nothing fits post nothing, and say so', async () => {
  const playground = await openPlayground({
    plan: { filters: { roleFamilies: [], levels: ['junior'], types: ['leadership'], settings: ['b2b'] } },
  });
  const { olivia, wait } = playground;
  await wait(MINUTE_MS);
  expect(questionsIn(olivia)).toHaveLength(0);
  expect(olivia.reads(olivia.direct).join('\n')).toContain('No question fits the filters of this plan');
});

test('a plan whose stored zone no longer exists is stopped and said; the others go on', async () => {
  const playground = await openPlayground();
  const { olivia, wait, rapport, platform, database } = playground;
  await rapport.daily.save(byOlivia(playground), planFor({ channel: LOUNGE }), null, null);
  await database.db.updateTable('plan').set({ zone: 'Atlantis/Sunken' }).where('id', '=', 'daily').execute();
  await wait(DAY_MS);
  expect(questionsIn(olivia)).toHaveLength(1);
  expect(questionsIn(olivia, LOUNGE)).toHaveLength(1);
  expect((await rapport.daily.plans(platform.tenant)).map((plan) => plan.state)).toContain('blocked');
  expect(olivia.reads(olivia.direct).join('\n')).toContain('cannot be worked with any more');
});

test('half past two on a day that has none: the question comes once, an hour later; and once on the day that has it twice', async () => {
  const saturday = Date.UTC(2027, 2, 27, 1, 0);
  const spring = await openPlayground({ startMs: saturday, plan: { localTime: '02:30' } });
  await spring.wait(30 * MINUTE_MS);
  const before = questionsIn(spring.olivia).length;
  // In Madrid 28 March 2027 goes from 01:59 to 03:00 at 01:00 UTC: 02:30 does not exist, 03:30 is 01:30 UTC.
  spring.clock.set(Date.UTC(2027, 2, 28, 1, 29));
  await spring.settle();
  expect(questionsIn(spring.olivia)).toHaveLength(before);
  await spring.wait(MINUTE_MS);
  expect(questionsIn(spring.olivia)).toHaveLength(before + 1);
  await spring.wait(20 * HOUR_MS);
  expect(questionsIn(spring.olivia)).toHaveLength(before + 1);

  const autumn = await openPlayground({ startMs: Date.UTC(2026, 9, 24, 12, 0), plan: { localTime: '02:30' } });
  const begun = questionsIn(autumn.olivia).length;
  await autumn.wait(16 * HOUR_MS);
  expect(questionsIn(autumn.olivia)).toHaveLength(begun + 1);
});

test('the clock set forward a day and back again: one question for each date, none of them twice', async () => {
  const { olivia, clock, wait, rapport, settle } = await openPlayground();
  clock.set(START_MS + DAY_MS + HOUR_MS);
  await settle();
  expect(questionsIn(olivia)).toHaveLength(2);
  clock.set(START_MS + HOUR_MS);
  await rapport.daily.replan();
  await settle();
  expect(questionsIn(olivia)).toHaveLength(2);
  await wait(DAY_MS);
  expect(questionsIn(olivia)).toHaveLength(2);
  await wait(DAY_MS);
  expect(questionsIn(olivia)).toHaveLength(3);
});

test('a plan that is moved to another hour, zone or channel posts nothing more that day', async () => {
  const playground = await openPlayground();
  const { olivia, wait, rapport, platform } = playground;
  const change = async (to: Parameters<typeof planFor>[0]): Promise<void> => {
    const [plan] = await rapport.daily.plans(platform.tenant);
    if (plan === undefined) throw new Error('the plan is gone');
    await rapport.daily.save(byOlivia(playground), { ...plan.rule, ...to }, { plan: plan.id, revision: plan.revision }, null);
  };
  await change({ localTime: '10:00' });
  await wait(2 * HOUR_MS);
  await change({ zone: 'America/Los_Angeles', localTime: '09:00' });
  await wait(10 * HOUR_MS);
  await change({ zone: 'Europe/Madrid', localTime: '22:00', channel: SECOND_SHIFT });
  await wait(2 * HOUR_MS);
  expect([...questionsIn(olivia), ...questionsIn(olivia, SECOND_SHIFT)]).toHaveLength(1);
  await rapport.daily.remove(byOlivia(playground), 'daily');
  await rapport.daily.save(byOlivia(playground), planFor({ localTime: '23:30' }), null, null);
  await wait(50 * MINUTE_MS);
  expect(questionsIn(olivia)).toHaveLength(1);
});

test('post now takes the day or stands beside it; the next one can be left out; a pause ends by its date', async () => {
  const playground = await openPlayground();
  const { olivia, wait, rapport, platform } = playground;
  const by = byOlivia(playground);
  await expect(rapport.daily.postNow(by, 'daily', 'today')).rejects.toMatchObject({ key: 'daily.alreadyToday' });
  await rapport.daily.postNow(by, 'daily', 'extra');
  await playground.settle();
  expect(questionsIn(olivia)).toHaveLength(2);
  await wait(DAY_MS);
  expect(questionsIn(olivia)).toHaveLength(3);
  const [promised] = await rapport.daily.preview(platform.tenant, 'daily', 1);
  const skipped = await rapport.daily.skipNext(by, 'daily');
  expect(skipped.localDate).toBe('2026-11-26');
  await wait(DAY_MS);
  expect(questionsIn(olivia)).toHaveLength(3);
  await wait(DAY_MS);
  expect(textOf(questionsIn(olivia).at(-1))).toBe(promised?.question.text);
  await rapport.daily.pause(by, 'daily', '2026-12-01');
  await wait(3 * DAY_MS);
  expect(questionsIn(olivia)).toHaveLength(4);
  await wait(DAY_MS);
  expect(questionsIn(olivia)).toHaveLength(5);
  expect(olivia.reads(DAILY).at(-1)).toContain('Tuesday 1 December');
});

test("today's question is corrected where it stands, deleted, and posted again with its answers kept", async () => {
  const playground = await openPlayground();
  const { olivia, rapport, database, settle, platform } = playground;
  const by = byOlivia(playground);
  const [post] = await rapport.daily.openPosts(platform.tenant);
  if (post === undefined) throw new Error('nothing is open');
  await rapport.daily.correct(by, post.id, 'A customer disputes the balance. What do you check first, and what do you say?');
  expect(playground.question().text).toContain('A customer disputes the balance.');
  await rapport.daily.withdraw(by, post.id);
  await settle();
  expect(questionsIn(olivia)).toHaveLength(0);
  expect((await playground.after(olivia.types('/rapport status'), olivia)).text).toContain('deleted by an owner');
  await rapport.daily.postAgain(by, post.id);
  await settle();
  expect(questionsIn(olivia)).toHaveLength(1);
  expect(playground.question().text).toContain('A customer disputes the balance.');
  await expect(rapport.daily.postAgain(by, post.id)).rejects.toMatchObject({ key: 'daily.standsAlready' });
  const audit = await database.db.selectFrom('audit').select('action').orderBy('created_at').execute();
  expect(audit.map((entry) => entry.action).toSorted()).toEqual(['post.corrected', 'post.reposted', 'post.withdrawn']);
});

test('a job that was buried is taken up again at the next start', async () => {
  const before = await openPlayground({ plan: { localTime: '09:00' } });
  before.platform.deny(DAILY, ['Send Messages']);
  await before.wait(DAY_MS);
  await before.database.db
    .updateTable('job')
    .set({ state: 'dead' })
    .where('queue', '=', 'daily.post')
    .where('state', '=', 'ready')
    .execute();
  before.platform.deny(DAILY, []);
  const after = await before.restart();
  expect(questionsIn(after.olivia)).toHaveLength(2);
});
