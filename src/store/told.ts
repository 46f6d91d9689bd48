// Whom a plan tells of its faults: people named inside JSON, in plans and in what owners are in the middle of setting up.
import { sql } from 'kysely';
import type { RawBuilder, SqlBool } from 'kysely';
import { asId } from '../core/ids.ts';
import type { ChannelId, TenantId, UserId } from '../core/ids.ts';
import type { Connection } from './connection.ts';

/** The list by this name, wherever it stands (daily/plan.ts PlanOptions, setup/draft.ts DraftState). */
const LIST = 'told';

interface ToldOf {
  readonly plan: string;
  readonly channel: ChannelId;
}

/** The plans that tell a person. */
export async function plansThatTell(connection: Connection, tenant: TenantId, member: UserId): Promise<readonly ToldOf[]> {
  const rows = await connection
    .selectFrom('plan')
    .select(['id', 'channel', 'options'])
    .where('tenant', '=', tenant)
    .where(holds('options', member))
    .execute();
  return rows.filter(({ options }) => namesIn(JSON.parse(options)).has(member)).map(({ id, channel }) => ({ plan: id, channel }));
}

/** Everybody in any of the lists of a server. */
export async function everybodyTold(connection: Connection, tenant: TenantId): Promise<readonly UserId[]> {
  const plans = await connection.selectFrom('plan').select('options as json').where('tenant', '=', tenant).execute();
  const drafts = await connection.selectFrom('plan_draft').select('rule as json').where('tenant', '=', tenant).execute();
  const named = new Set([...plans, ...drafts].flatMap(({ json }) => [...namesIn(JSON.parse(json))]));
  return [...named].map((name) => asId<UserId>(name));
}

/** Out of every list. A plan's revision stays: nobody's change of it is refused for this. */
export async function forgetTold(trx: Connection, tenant: TenantId, member: UserId): Promise<void> {
  const plans = await trx
    .selectFrom('plan')
    .select(['id', 'options'])
    .where('tenant', '=', tenant)
    .where(holds('options', member))
    .execute();
  for (const { id, options } of plans)
    await trx
      .updateTable('plan')
      .set({ options: without(options, member) })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .execute();
  const drafts = await trx
    .selectFrom('plan_draft')
    .select(['id', 'rule'])
    .where('tenant', '=', tenant)
    .where(holds('rule', member))
    .execute();
  for (const { id, rule } of drafts)
    await trx
      .updateTable('plan_draft')
      .set({ rule: without(rule, member) })
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .execute();
}

/** Only narrows what is parsed: `like` knows no upper and lower case, and takes `_` for any sign. */
const holds = (column: 'options' | 'rule', member: UserId): RawBuilder<SqlBool> =>
  sql<SqlBool>`${sql.ref(column)} like ${`%${JSON.stringify(member)}%`}`;

function namesIn(value: unknown): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  return new Set(
    entries.flatMap(([name, inner]) =>
      name === LIST && Array.isArray(inner) ? inner.filter((one) => typeof one === 'string') : [...namesIn(inner)],
    ),
  );
}

function without(json: string, member: UserId): string {
  return JSON.stringify(JSON.parse(json), (name, value: unknown) =>
    name === LIST && Array.isArray(value) ? value.filter((one) => one !== member) : value,
  );
}
