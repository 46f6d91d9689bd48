// A next question that hangs on a vote: the channel is voting on it, or has voted and the votes are not counted yet.
import { z } from 'zod';
import type { TenantId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import { winnerOf } from '../daily/ballot.ts';
import type { PlanRule } from '../daily/plan.ts';
import { ballotsOfPlan, countVotes } from '../store/ballots.ts';
import { findPost } from '../store/plans.ts';
import type { SetupParts } from './parts.ts';
import { listed } from './rule-words.ts';
import type { Reader } from './rule-words.ts';

export interface Vote {
  readonly isOpen: boolean;
  /** What is voted on, or the one that was chosen. */
  readonly titles: readonly string[];
}

/** null: the next question is the stored one. */
export async function voteOnNext(
  { database, library, clock }: Pick<SetupParts, 'database' | 'library' | 'clock'>,
  { tenant, plan, rule }: { readonly tenant: TenantId; readonly plan: string; readonly rule: Pick<PlanRule, 'vote'> },
): Promise<Vote | null> {
  if (!rule.vote) return null;
  const { db } = database;
  const [newest] = await ballotsOfPlan(db, tenant, plan, 1);
  if (newest === undefined || newest.winner !== null) return null;
  const post = await findPost(db, tenant, newest.post);
  const isOpen = post?.state === 'open' && clock.now() < post.closes_at;
  const options = parseJson(z.array(z.string()), newest.options);
  const winner = isOpen ? null : winnerOf(options, await countVotes(db, tenant, newest.post));
  const among = isOpen ? options : winner === null ? [] : [winner];
  const titles = (await Promise.all(among.map((id) => library.find(db, tenant, id)))).flatMap((question) => question?.title ?? []);
  return titles.length === 0 ? null : { isOpen, titles };
}

export function sayVote({ isOpen, titles }: Vote, reader: Reader): string {
  const quoted = titles.map((title) => `“${title}”`);
  return reader.say(isOpen ? 'plans.votingOn' : 'plans.votedOn', { titles: listed(quoted, reader, 'disjunction') });
}
