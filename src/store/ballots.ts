// The vote between three questions for the next day.
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Connection } from './database.ts';
import type { PostId, TenantId } from '../core/ids.ts';
import type { BallotTable, BallotVoteTable } from './schema.ts';

export type Ballot = Selectable<BallotTable>;

/** One a post: a second one changes nothing. */
export async function insertBallot(connection: Connection, ballot: Insertable<BallotTable>): Promise<void> {
  await connection
    .insertInto('ballot')
    .values(ballot)
    .onConflict((conflict) => conflict.columns(['tenant', 'post']).doNothing())
    .execute();
}

export async function findBallot(connection: Connection, tenant: TenantId, post: PostId): Promise<Ballot | null> {
  return (
    (await connection.selectFrom('ballot').selectAll().where('tenant', '=', tenant).where('post', '=', post).executeTakeFirst()) ?? null
  );
}

/** The newest first. */
export async function ballotsOfPlan(connection: Connection, tenant: TenantId, plan: string, limit: number): Promise<readonly Ballot[]> {
  return connection
    .selectFrom('ballot')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('plan', '=', plan)
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute();
}

export async function updateBallot(
  connection: Connection,
  ballot: Pick<Ballot, 'tenant' | 'post'>,
  change: Updateable<BallotTable>,
): Promise<void> {
  await connection.updateTable('ballot').set(change).where('tenant', '=', ballot.tenant).where('post', '=', ballot.post).execute();
}

/** A member's second vote takes the place of the first. */
export async function saveVote(connection: Connection, vote: Insertable<BallotVoteTable>): Promise<void> {
  await connection
    .insertInto('ballot_vote')
    .values(vote)
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'post', 'member']).doUpdateSet({ question: vote.question, created_at: vote.created_at }),
    )
    .execute();
}

/** Votes by question; one that nobody chose is missing. */
export async function countVotes(connection: Connection, tenant: TenantId, post: PostId): Promise<ReadonlyMap<string, number>> {
  const rows = await connection
    .selectFrom('ballot_vote')
    .select((expression) => ['question', expression.cast<number>(expression.fn.countAll(), 'integer').as('votes')])
    .where('tenant', '=', tenant)
    .where('post', '=', post)
    .groupBy('question')
    .execute();
  return new Map(rows.map((row) => [row.question, row.votes]));
}
