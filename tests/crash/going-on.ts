// After the crash: the bot is started again on what was left, time goes on to the end, and what stands is looked at.
import { setTimeout } from 'node:timers/promises';
import { DAILY, createSpeaker } from '../support/world.ts';
import { ANSWER, SAID, STEPS, live, openDay, threadsOf } from './day.ts';
import type { Day } from './day.ts';

/** What is wrong in the end, in words; empty: all is well. */
export async function goOn(folder: string, step: number): Promise<readonly string[]> {
  const day = await openDay(folder, (STEPS[step]?.atMs ?? 0) + AWAY_MS);
  try {
    await untilDone(day);
    await live(day, step);
    await untilDone(day);
    return await faultsOf(day);
  } finally {
    await day.close();
  }
}

/** Longer than the other took for its step: what it had enqueued for its own present is due. */
const AWAY_MS = 120_000;

/** A killed process' work waits a second or two of the machine's time before it is taken up again. */
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 50;

async function untilDone(day: Day): Promise<void> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_EVERY_MS) {
    await day.settle();
    const jobs = await day.database.db.selectFrom('job').select(['queue', 'run_at']).where('state', 'in', ['ready', 'running']).execute();
    if (jobs.every((job) => job.run_at > day.clock.now())) return;
    await setTimeout(LOOK_EVERY_MS);
  }
  throw new Error('work that was due was not done');
}

async function faultsOf(day: Day): Promise<readonly string[]> {
  const faults: string[] = [];
  const expectThat = (holds: boolean, fault: string): void => void (holds || faults.push(fault));
  const ana = createSpeaker(day.platform, 'ana');
  const threads = threadsOf(day);
  expectThat(threads.length === 2, `${threads.length} questions with a thread, not 2`);
  const posts = await day.database.db.selectFrom('post').selectAll().orderBy('created_at').execute();
  expectThat(posts.map((post) => post.state).join() === 'closed,open', `posts: ${posts.map((post) => post.state).join()}`);
  expectThat(posts.map((post) => post.message).join() === threads.map((one) => one.message).join(), 'a post does not know its message');
  for (const [index, { thread }] of threads.entries()) {
    const said = ana.sees(asPlace(thread)).filter((message) => message.author.bot && !message.private);
    const of = (text: string): number => said.filter((message) => message.text.includes(text)).length;
    expectThat(of('Answer here by replying') === 1, `thread ${index}: ${of('Answer here by replying')} openings`);
    expectThat(of('ote') >= 1, `thread ${index}: no vote`);
    expectThat(new Set(said.map((message) => message.text)).size === said.length, `thread ${index}: something was said twice`);
    const recaps = said.filter((message) => message.text.includes('what a strong answer holds')).length;
    expectThat(recaps === (index === 0 ? 1 : 0), `thread ${index}: ${recaps} recaps`);
    const boards = said.filter((message) => message.buttons.some((button) => button.label === 'My feedback')).length;
    expectThat(boards <= 1, `thread ${index}: ${boards} boards`);
  }
  const pinned = ana
    .sees(DAILY)
    .filter((message) => message.pinned)
    .map((message) => message.id);
  expectThat(pinned.join() === String(threads.at(-1)?.message), `pinned: ${pinned.join()}`);
  const answers = await day.database.db
    .selectFrom('answer_version')
    .innerJoin('grade', 'grade.answer_hash', 'answer_version.hash')
    .select('answer_version.text')
    .execute();
  expectThat(
    answers
      .map((answer) => answer.text)
      .toSorted()
      .join('|') === [ANSWER, SAID].toSorted().join('|'),
    `${answers.length} graded answers, not 2`,
  );
  const dead = await day.database.db.selectFrom('job').select('queue').where('state', '=', 'dead').execute();
  expectThat(dead.length === 0, `dead jobs: ${dead.map((job) => job.queue).join()}`);
  return faults;
}

const asPlace = (thread: string): Parameters<ReturnType<typeof createSpeaker>['sees']>[0] =>
  thread as Parameters<ReturnType<typeof createSpeaker>['sees']>[0]; // a thread's id, as the view gives it
