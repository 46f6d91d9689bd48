// The channel chooses tomorrow's question: three candidates in the thread, one vote a member, counted when the next day is claimed.
import { z } from 'zod';
import type { Question } from '../bank/schema.ts';
import { defineAction } from '../core/action.ts';
import { content } from '../core/content.ts';
import type { Block, Button, Content } from '../core/content.ts';
import { PlatformError, UserError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { PostId, TenantId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import type { Say } from '../core/locale.ts';
import { onAction } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import type { RunningJob } from '../jobs/port.ts';
import { ballotsOfPlan, countVotes, findBallot, insertBallot, saveVote, updateBallot } from '../store/ballots.ts';
import type { Ballot } from '../store/ballots.ts';
import type { Connection } from '../store/database.ts';
import { isAskedSince } from '../store/closing.ts';
import { findPost } from '../store/plans.ts';
import type { Post } from '../store/plans.ts';
import type { DailyParts } from './parts.ts';
import type { Voted } from './recap.ts';

type BallotParts = Pick<DailyParts, 'database' | 'jobs' | 'clock' | 'platform' | 'library' | 'words' | 'log'>;

const LEAST_CANDIDATES = 2;
const MOST_CANDIDATES = 3;
/** Of a ballot that was counted: nobody had voted. */
const NOBODY = '';

/** `option` is its place in the list, from 0. */
const voteAction = defineAction('vo', 'ephemeral', ['post', 'option']);

/**
 * Puts the vote up in the thread of an open post; a second call finds it standing. `candidates`: the first three count, fewer than two
 * are no choice. A thread that is gone, or may not be written to, costs the vote and nothing else.
 */
export async function openBallot(parts: BallotParts, post: Post, candidates: readonly Question[]): Promise<void> {
  const { db } = parts.database;
  const { tenant, thread } = post;
  if (thread === null) return;
  if (candidates.length >= LEAST_CANDIDATES) {
    const options = candidates.slice(0, MOST_CANDIDATES).map((question) => question.id);
    await insertBallot(db, {
      tenant,
      post: post.id,
      plan: post.plan,
      options: JSON.stringify(options),
      message: null,
      winner: null,
      created_at: parts.clock.now(),
    });
  }
  const ballot = await findBallot(db, tenant, post.id);
  if (ballot === null || !isOpen(ballot, post, parts.clock.now())) return;
  try {
    // Not by what is stored: posted again, a question has another thread.
    const message = await parts.platform.post(thread, await draw(parts, ballot, post), `ballot:${post.id}`);
    await updateBallot(db, ballot, { message });
  } catch (error) {
    if (!(error instanceof PlatformError && (error.kind === 'not-found' || error.kind === 'forbidden'))) throw error;
    parts.log.warn('a vote could not be put up', { tenant, post: post.id, code: error.kind });
  }
  // The one before has been counted by now: it says what was chosen.
  for (const earlier of (await ballotsOfPlan(db, tenant, post.plan, 2)).filter((one) => one.post !== post.id && one.winner !== null))
    await refresh(parts, db, tenant, earlier.post);
}

/**
 * Counts the newest vote of a plan, once: most votes, of equals the one listed first. null: nobody voted, there is none, or it was
 * counted before. `trx`: of the claim that posts what was chosen.
 */
export async function countBallot(trx: Connection, tenant: TenantId, plan: string): Promise<string | null> {
  const [newest] = await ballotsOfPlan(trx, tenant, plan, 1);
  if (newest === undefined || newest.winner !== null) return null;
  const winner = winnerOf(optionsOf(newest), await countVotes(trx, tenant, newest.post));
  await updateBallot(trx, newest, { winner: winner ?? NOBODY });
  return winner;
}

export function winnerOf(options: readonly string[], votes: ReadonlyMap<string, number>): string | null {
  const most = Math.max(0, ...options.map((option) => votes.get(option) ?? 0));
  return most === 0 ? null : (options.find((option) => votes.get(option) === most) ?? null);
}

/** What the channel chose under a post, as far as it is settled: its time is over, or it was counted. null: nothing. */
export async function chosenUnder(parts: BallotParts, post: Post): Promise<Voted | null> {
  const { db } = parts.database;
  const ballot = await findBallot(db, post.tenant, post.id);
  if (ballot === null || isOpen(ballot, post, parts.clock.now())) return null;
  const winner = await settled(db, ballot);
  const question = winner === null ? null : await parts.library.find(db, post.tenant, winner);
  return question === null ? null : { title: question.title, isRetired: await isLeftOut(parts, post, question.id) };
}

/** Retired since it was voted for, and before it was asked. */
async function isLeftOut({ database: { db }, library }: BallotParts, post: Post, question: string): Promise<boolean> {
  if ((await library.current(db, post.tenant)).some(({ id }) => id === question)) return false;
  return !(await isAskedSince(db, post, question));
}

/** Draws it as it stands now; without buttons once its time is over. Throws PlatformError, but for a message that somebody deleted. */
export async function redrawBallot(parts: BallotParts, post: Post): Promise<void> {
  const ballot = await findBallot(parts.database.db, post.tenant, post.id);
  if (ballot === null || ballot.message === null) return;
  try {
    await parts.platform.edit(ballot.message, await draw(parts, ballot, post));
  } catch (error) {
    if (!(error instanceof PlatformError && error.kind === 'not-found')) throw error;
  }
}

/** Takes over the queue that draws votes anew. */
export function workOnBallots(parts: BallotParts): void {
  async function run(job: RunningJob): Promise<void> {
    const post = await findPost(parts.database.db, job.tenant, asId<PostId>(String(job.payload['post'])));
    if (post !== null) await redrawBallot(parts, post);
  }
  parts.jobs.work({ queue: 'daily.ballot', concurrency: 2, maxAttempts: 5, leaseMs: 60_000, run });
}

export function ballotHandlers(parts: BallotParts): readonly Handler[] {
  return [onAction(voteAction, (request, { post, option }) => vote(parts, request, asId<PostId>(post), Number(option)))];
}

async function vote(parts: BallotParts, request: Request, id: PostId, option: number): Promise<void> {
  const { tenant, actor, say } = request;
  const chosen = await parts.database.transaction(async (trx) => {
    const post = await findPost(trx, tenant, id);
    const ballot = await findBallot(trx, tenant, id);
    const question = ballot === null ? undefined : optionsOf(ballot)[option];
    if (post === null || ballot === null || question === undefined) throw new UserError('error.expiredButton');
    await refresh(parts, trx, tenant, id);
    if (!isOpen(ballot, post, parts.clock.now())) return null;
    await saveVote(trx, { tenant, post: id, member: actor.user, question, created_at: parts.clock.now() });
    return question;
  });
  if (chosen === null) throw new UserError('ballot.over');
  const question = await parts.library.find(parts.database.db, tenant, chosen);
  await request.private(
    content(
      { kind: 'text', text: say('ballot.voted', { number: option + 1, title: question?.title ?? say('ballot.questionGone') }) },
      { kind: 'note', text: say('ballot.votedNote') },
    ),
  );
}

/** Once for as many votes as come within the platform's pace of edits. */
async function refresh(parts: BallotParts, connection: Connection, tenant: TenantId, post: PostId): Promise<void> {
  const { editIntervalMs } = parts.platform.limits;
  const now = parts.clock.now();
  const runAtMs = editIntervalMs === 0 ? now : Math.ceil((now + 1) / editIntervalMs) * editIntervalMs;
  const key = editIntervalMs === 0 ? post : `${post}:${runAtMs}`;
  await parts.jobs.enqueue(connection, { tenant, queue: 'daily.ballot', key, payload: { post }, runAtMs });
}

/** Nobody votes on what is decided, nor under a question whose time is over. */
const isOpen = (ballot: Ballot, post: Post, nowMs: number): boolean =>
  ballot.winner === null && post.state === 'open' && nowMs < post.closes_at;

const optionsOf = (ballot: Ballot): readonly string[] => parseJson(z.array(z.string()), ballot.options);

async function settled(connection: Connection, ballot: Ballot): Promise<string | null> {
  if (ballot.winner !== null) return ballot.winner === NOBODY ? null : ballot.winner;
  return winnerOf(optionsOf(ballot), await countVotes(connection, ballot.tenant, ballot.post));
}

async function draw(parts: BallotParts, ballot: Ballot, post: Post): Promise<Content> {
  const { db } = parts.database;
  const say = parts.words.in('en');
  const options = optionsOf(ballot);
  const votes = await countVotes(db, ballot.tenant, ballot.post);
  const open = isOpen(ballot, post, parts.clock.now());
  const winner = open ? null : await settled(db, ballot);
  const questions = await Promise.all(options.map((option) => parts.library.find(db, ballot.tenant, option)));
  return content(
    { kind: 'heading', text: say(open ? 'ballot.heading' : 'ballot.headingOver') },
    ...questions.flatMap((question, index): readonly Block[] => [
      { kind: 'text', text: [{ strong: `${index + 1}.` }, ' ', question?.text ?? say('ballot.questionGone')] },
      {
        kind: 'note',
        text: say(countKey(open, options[index] === winner), { votes: votes.get(options[index] ?? '') ?? 0 }),
      },
    ]),
    open ? { kind: 'buttons', buttons: options.map((_option, index) => button(ballot, index, say)) } : decidedNote(winner, options, say),
  );
}

const countKey = (open: boolean, won: boolean) => (open ? 'ballot.count' : won ? 'ballot.countWon' : 'ballot.countOver');

const decidedNote = (winner: string | null, options: readonly string[], say: Say): Block => ({
  kind: 'note',
  text: winner === null ? say('ballot.nobody') : say('ballot.decided', { number: options.indexOf(winner) + 1 }),
});

const button = (ballot: Ballot, index: number, say: Say): Button => ({
  label: say('ballot.choose', { number: index + 1 }),
  action: voteAction.id({ post: ballot.post, option: String(index) }),
  style: 'normal',
});
