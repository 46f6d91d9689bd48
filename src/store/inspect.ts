// What doctor and the metrics ask of a database: counts and ages, nothing of anybody.
import type { Connection } from './connection.ts';

export async function countPlans(connection: Connection): Promise<readonly { readonly state: string; readonly plans: number }[]> {
  return connection
    .selectFrom('plan')
    .select((eb) => ['state', eb.cast<number>(eb.fn.countAll(), 'integer').as('plans')])
    .groupBy('state')
    .orderBy('state')
    .execute();
}

/** Questions since an instant that met something in their way, by what it was. */
export async function countPostFaults(
  connection: Connection,
  sinceMs: number,
): Promise<readonly { readonly fault: string; readonly posts: number }[]> {
  const rows = await connection
    .selectFrom('post')
    .select((eb) => ['fault', eb.cast<number>(eb.fn.countAll(), 'integer').as('posts')])
    .where('fault', 'is not', null)
    .where('created_at', '>=', sinceMs)
    .groupBy('fault')
    .orderBy('fault')
    .execute();
  return rows.map(({ fault, posts }) => ({ fault: fault ?? '', posts }));
}
