// Closing a question: the recap of a group, answers that were shared, the end of the thread, and whatever goes wrong on the way.
import { expect, test } from 'vitest';
import { workOnClosing } from '../../src/daily/closing.ts';
import { PlatformError } from '../../src/core/errors.ts';
import type { Platform } from '../../src/core/platform.ts';
import type { JobHandler, RunningJob } from '../../src/jobs/port.ts';
import type { MessageView } from '../../src/platforms/local/view.ts';
import { FAIR_ANSWER, THIN_ANSWER, openPlayground } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { DAILY, formOf } from '../support/world.ts';
import type { Speaker } from '../support/world.ts';

const DAY_MS = 24 * 3_600_000;

const answers = async ({ after, question }: Playground, who: Speaker, text: string): Promise<MessageView> =>
  after(who.submits(formOf(await who.presses(question(), 'Answer privately')), { answer: text }), who);

async function shares(playground: Playground, who: Speaker, feedback: MessageView): Promise<void> {
  const asked = await playground.after(who.presses(feedback, 'Share'), who);
  await playground.after(who.presses(asked, 'Yes, share it'), who);
}

/** The same story with other figures and people, so that nobody copies anybody. */
const STORIES = [
  FAIR_ANSWER,
  'I had a shop owner 90 days late on 2,300 pounds. I read the notes, checked his name and postcode, and asked what stood in the way. He had lost a contract. I offered two plans, he took 200 a month, I confirmed it by e-mail, and all of it was paid by June.',
  'A tenant owed 410 euros after moving out. I confirmed who she was, listened while she explained the deposit dispute, paused the account, asked the landlord for papers and rang her back on Friday as promised. The fee was dropped and she paid 290 within a week.',
  THIN_ANSWER,
  'A driver was 45 days behind on a 600 dollar loan. I asked open questions, he told me the van was broken, so I moved the due date after pay day, wrote it down and he paid in three parts by May.',
] as const;

const threadOf = (playground: Playground): ReturnType<Playground['thread']> => playground.thread();

test('the recap of five: what most did and left out, the middle of each criterion, the guide, and when the next one comes', async () => {
  const playground = await openPlayground({ plan: { closesAfterHours: 8 } });
  const place = threadOf(playground);
  const people = [playground.olivia, playground.carlos, playground.ana, playground.ben, playground.chidi];
  for (const [index, who] of people.entries()) await answers(playground, who, STORIES[index] ?? FAIR_ANSWER);
  await playground.wait(8 * 3_600_000);
  const recap = playground.olivia.reads(place).find((text) => text.includes('answered,')) ?? '';
  expect(recap).toContain('5 answered, 0 tried again.');
  expect(recap).toMatch(/Most |No one thing stood out/);
  expect(recap).toMatch(/On the question ▰/);
  expect(recap).toContain('How to answer it');
  expect(recap).toContain('What not to say');
  expect(recap).toContain('The next question comes 2026-11-25 08:00 UTC.');
});

test('of four nothing is said but their number', async () => {
  const playground = await openPlayground();
  const place = threadOf(playground);
  const people = [playground.carlos, playground.ana, playground.ben, playground.chidi];
  for (const [index, who] of people.entries()) await answers(playground, who, STORIES[index] ?? FAIR_ANSWER);
  await playground.wait(DAY_MS);
  const recap = playground.olivia.reads(place).find((text) => text.includes('answered,')) ?? '';
  expect(recap).toContain('4 answered');
  expect(recap).not.toMatch(/▰|Most /);
  expect(recap).toContain('The next question is in the channel.');
});

test('what was shared is put up under its name before the recap, once, and nothing else is', async () => {
  const playground = await openPlayground();
  const { ana, ben, olivia } = playground;
  const place = threadOf(playground);
  await shares(playground, ana, await answers(playground, ana, `${FAIR_ANSWER} ${'And then we spoke again about the plan. '.repeat(40)}`));
  await answers(playground, ben, STORIES[1]);
  await playground.wait(DAY_MS);
  const texts = olivia.reads(place);
  const shared = texts.filter((text) => text.includes('65 days past due on 840 dollars'));
  expect(shared).toHaveLength(1);
  expect(shared[0]).toMatch(/^Shared by .*Ana/);
  expect(shared[0]).toMatch(/…$/);
  expect(texts.join('\n')).not.toContain('2,300 pounds');
  expect(texts.findIndex((text) => text.includes('Shared by'))).toBeLessThan(texts.findIndex((text) => text.includes('answered,')));
  expect(texts.join('\n')).toContain('What people share of their answers stands above, under their names.');
});

test('what is shared with coaches alone is not put up', async () => {
  const playground = await openPlayground({ plan: { sharedWith: 'coaches' } });
  const place = threadOf(playground);
  await shares(playground, playground.ana, await answers(playground, playground.ana, FAIR_ANSWER));
  await playground.wait(DAY_MS);
  const texts = playground.olivia.reads(place).join('\n');
  expect(texts).toContain('1 answered');
  expect(texts).not.toMatch(/Shared by|stands? above/);
});

test('who shares after closing is put up then, and a thread that was archived stays so', async () => {
  const playground = await openPlayground();
  const { ana, olivia } = playground;
  const place = threadOf(playground);
  const started = playground.question();
  const feedback = await answers(playground, ana, FAIR_ANSWER);
  await playground.wait(DAY_MS);
  await shares(playground, ana, feedback);
  await playground.wait(20_000);
  expect(olivia.reads(place).filter((text) => text.includes('Shared by'))).toHaveLength(1);
  expect(olivia.sees(DAILY).find((message) => message.id === started.id)?.thread?.state).toBe('archived');
});

test('a try after closing changes what stands in the thread, and who stops sharing is taken down', async () => {
  const playground = await openPlayground();
  const { ana, olivia, after } = playground;
  const place = threadOf(playground);
  const feedback = await answers(playground, ana, FAIR_ANSWER);
  await shares(playground, ana, feedback);
  await playground.wait(DAY_MS);
  const shared = (): string[] => olivia.reads(place).filter((text) => text.startsWith('Shared by'));
  const again = await after(ana.submits(formOf(await ana.presses(feedback, 'Try again')), { answer: `${FAIR_ANSWER} To this day.` }), ana);
  await playground.wait(60_000);
  expect(shared()).toEqual([expect.stringContaining('To this day.')]);
  await after(ana.presses(again, 'Stop sharing'), ana);
  await playground.wait(60_000);
  expect(shared()).toEqual([]);
});

test('an erase takes down what was put up', async () => {
  const playground = await openPlayground();
  const { ana, olivia, rapport, platform } = playground;
  const place = threadOf(playground);
  await shares(playground, ana, await answers(playground, ana, FAIR_ANSWER));
  await playground.wait(DAY_MS);
  await rapport.app.members.erase(platform.tenant, ana.id);
  await playground.wait(60_000);
  expect(olivia.reads(place).join('\n')).not.toContain('840 dollars');
});

test('a question whose plan was deleted closes as usual, with what was shared for the channel under it', async () => {
  const playground = await openPlayground({ plan: { threadAtClose: 'leave' } });
  const { ana, olivia, rapport, platform } = playground;
  const place = threadOf(playground);
  const started = playground.question();
  await shares(playground, ana, await answers(playground, ana, FAIR_ANSWER));
  await rapport.daily.remove({ tenant: platform.tenant, member: olivia.id }, 'daily');
  await playground.wait(DAY_MS);
  const texts = olivia.reads(place).join('\n');
  expect(texts).toContain('1 answered, 0 tried again.');
  expect(texts).toContain('Shared by Ana');
  expect(texts).not.toContain('The next question');
  expect(olivia.sees(DAILY).find((message) => message.id === started.id)?.thread?.state).toBe('archived');
});

test('of many shared answers the newest twenty are put up', async () => {
  const playground = await openPlayground();
  const { ana, olivia, database } = playground;
  const place = threadOf(playground);
  await shares(playground, ana, await answers(playground, ana, FAIR_ANSWER));
  const own = await database.db.selectFrom('answer').selectAll().executeTakeFirstOrThrow();
  const version = await database.db.selectFrom('answer_version').selectAll().executeTakeFirstOrThrow();
  for (let index = 1; index <= 22; index += 1) {
    const id = `${index}${own.id}`.slice(0, 12) as typeof own.id; // as a row holds it
    await database.db
      .insertInto('answer')
      .values({ ...own, id, updated_at: own.updated_at + index })
      .execute();
    await database.db
      .insertInto('answer_version')
      .values({ ...version, answer: id, text: `Number ${index}.` })
      .execute();
  }
  await playground.wait(DAY_MS);
  const shared = olivia.reads(place).filter((text) => text.startsWith('Shared by'));
  expect(shared.map((text) => Number(/Number (\d+)/.exec(text)?.[1]))).toEqual(Array.from({ length: 20 }, (_, index) => index + 3));
});

test('an answer that is edited or deleted after its question closed is followed, also when the bot was away meanwhile', async () => {
  const before = await openPlayground();
  const { ana, ben } = before;
  const place = threadOf(before);
  const edited = ana.says(place, FAIR_ANSWER);
  const deleted = ben.says(place, STORIES[1]);
  await before.wait(60_000);
  await before.wait(DAY_MS);
  ana.edits(edited, `${FAIR_ANSWER} To this day.`);
  await before.wait(1000);
  const versions = before.database.db.selectFrom('answer').select(['member', 'version']).orderBy('member');
  expect((await versions.execute()).map((row) => ({ ...row }))).toEqual([
    { member: ana.id, version: 2 },
    { member: ben.id, version: 1 },
  ]);
  await before.rapport.stop();
  ben.deletes(deleted);
  ben.says(place, 'I would ask for a small payment first and then write down what we agreed on the account for the next call.');
  const after = await before.restart();
  await after.wait(60_000);
  const left = await after.database.db.selectFrom('answer').select('member').execute();
  expect(left.map((row) => row.member)).toEqual([ana.id]);
});

test.each([
  ['archive', 'archived'],
  ['lock', 'locked'],
  ['leave', 'open'],
] as const)('a plan that says %s leaves the thread %s', async (threadAtClose, state) => {
  const playground = await openPlayground({ plan: { threadAtClose } });
  const started = playground.question();
  await playground.wait(DAY_MS);
  expect(playground.olivia.sees(DAILY).find((message) => message.id === started.id)?.thread?.state).toBe(state);
});

test('the question is unpinned when it closes', async () => {
  const playground = await openPlayground({ plan: { pin: true } });
  const started = playground.question();
  expect(started.pinned).toBe(true);
  await playground.wait(DAY_MS);
  const pins = playground.olivia.sees(DAILY).filter((message) => message.pinned);
  expect(pins.map((message) => message.id)).toEqual([playground.question().id]);
});

test('a closing that was moved on waits for its new time', async () => {
  const playground = await openPlayground();
  const { database, clock, olivia } = playground;
  const place = threadOf(playground);
  await database.db
    .updateTable('post')
    .set({ closes_at: clock.now() + DAY_MS + 3_600_000 })
    .execute();
  await playground.wait(DAY_MS);
  expect(olivia.reads(place).join('\n')).not.toContain('in time');
  await playground.wait(3_600_000);
  expect(olivia.reads(place).join('\n')).toContain('Nobody answered this one in time.');
});

test('without the right to write in threads the rest is done, and the log says what could not be', async () => {
  const playground = await openPlayground();
  const { platform, olivia } = playground;
  const started = playground.question();
  platform.deny(DAILY, ['Send Messages in Threads']);
  await playground.wait(DAY_MS - 1000);
  await playground.wait(1000);
  const closed = olivia.sees(DAILY).find((message) => message.id === started.id);
  expect(closed?.text).toContain('Closed on');
  expect(closed?.thread?.state).toBe('archived');
  expect(playground.log.filter((line) => line.fields.code?.startsWith('recap')).map((line) => line.fields.code)).toEqual([
    'recap forbidden',
  ]);
  expect(await statesOf(playground)).toContain('closed');
});

test('a question that somebody deleted closes all the same', async () => {
  const playground = await openPlayground();
  await playground.platform.remove(playground.question().id);
  await playground.wait(DAY_MS);
  expect((await statesOf(playground))[0]).toBe('closed');
});

test('a question that has left the library is closed without a guide', async () => {
  const playground = await openPlayground();
  const { database, olivia } = playground;
  const place = threadOf(playground);
  await database.db.updateTable('post').set({ question: 'own-gone' }).execute();
  await playground.wait(DAY_MS);
  expect(olivia.reads(place).join('\n')).toContain('Nobody answered this one in time.');
  expect(olivia.reads(place).join('\n')).not.toContain('How to answer it');
  expect((await statesOf(playground))[0]).toBe('closed');
});

const statesOf = async ({ database }: Playground): Promise<string[]> =>
  (await database.db.selectFrom('post').select('state').orderBy('created_at').execute()).map((row) => row.state);

/** Everything that a closing asks of the platform, refused from the n-th request on: as if the process had died there. */
function dyingAfter(platform: Platform, requests: number): Platform {
  let left = requests;
  const dies = <Given extends readonly unknown[], Result>(call: (...given: Given) => Promise<Result>) => {
    return async (...given: Given): Promise<Result> => {
      if (left === 0) throw new PlatformError('unavailable', 'the process has died');
      left -= 1;
      const result = await call(...given);
      // Worst of all: done, and the reply lost.
      if (left === 0) throw new PlatformError('unavailable', 'the process has died');
      return result;
    };
  };
  return {
    ...platform,
    post: dies(platform.post),
    edit: dies(platform.edit),
    pin: dies(platform.pin),
    closeThread: dies(platform.closeThread),
  };
}

test('a closing that dies after any of its requests is finished by the next run, and nothing stands twice', async () => {
  for (let requests = 1; requests <= 8; requests += 1) {
    const playground = await openPlayground({ plan: { pin: true } });
    const { ana, ben, olivia, database, clock } = playground;
    const place = threadOf(playground);
    const started = playground.question();
    await shares(playground, ana, await answers(playground, ana, FAIR_ANSWER));
    await shares(playground, ben, await answers(playground, ben, STORIES[1]));
    await database.db.updateTable('post').set({ closes_at: clock.now() }).execute();
    const close = await closingOf(playground, dyingAfter(playground.platform, requests));
    await close.run(close.job).catch((error: unknown) => expect(error).toBeInstanceOf(PlatformError));
    const again = await closingOf(playground, playground.platform);
    await again.run(again.job);
    const texts = olivia.reads(place);
    expect(texts.filter((text) => text.startsWith('Shared by'))).toHaveLength(2);
    expect(texts.filter((text) => text.includes('2 answered'))).toHaveLength(1);
    const closed = olivia.sees(DAILY).find((message) => message.id === started.id);
    expect({ pinned: closed?.pinned, thread: closed?.thread?.state, buttons: closed?.buttons }).toEqual({
      pinned: false,
      thread: 'archived',
      buttons: [],
    });
    expect((await statesOf(playground))[0]).toBe('closed');
  }
});

test('after its last attempt a question is closed in the store all the same', async () => {
  const playground = await openPlayground();
  await playground.database.db.updateTable('post').set({ closes_at: playground.clock.now() }).execute();
  const close = await closingOf(playground, dyingAfter(playground.platform, 0));
  await expect(close.run(close.job)).rejects.toThrow('died');
  await close.dead?.(close.job, new Error('the last attempt'));
  expect(await statesOf(playground)).toEqual(['closed']);
});

/** The handler of the closing's queue over another platform, with a job for the question that stands. */
async function closingOf({ rapport, database, clock }: Playground, platform: Platform): Promise<JobHandler & { readonly job: RunningJob }> {
  const handlers = new Map<string, JobHandler>();
  workOnClosing({
    database,
    clock,
    platform,
    jobs: { work: (handler) => void handlers.set(handler.queue, handler), enqueue: async () => undefined },
    library: rapport.app.library,
    rubricVersion: 'r1.0',
    placesFor: (place) => [place],
    words: rapport.words,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    onClosed: async () => undefined,
    onClaimed: () => undefined,
    onPosting: () => undefined,
  });
  const handler = handlers.get('daily.close');
  if (handler === undefined) throw new Error('nobody closes questions');
  const { id, tenant } = await database.db.selectFrom('post').select(['id', 'tenant']).executeTakeFirstOrThrow();
  const job = { id: 'job', tenant, queue: 'daily.close', key: id, payload: { post: id }, runAtMs: 0, attempt: 1, lastAttempt: false };
  return { ...handler, job };
}
