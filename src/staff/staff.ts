// Who may set the bot up, and who tends the questions and the people who practise.
import type { Clock } from '../core/clock.ts';
import type { Rank } from '../core/command-spec.ts';
import { isAllowed } from '../core/dispatch.ts';
import { UserError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import type { GroupId, TenantId, UserId } from '../core/ids.ts';
import type { Actor } from '../core/platform.ts';
import type { Request } from '../core/request.ts';
import { hasAudit } from '../store/audit.ts';
import type { Connection, OpenDatabase } from '../store/database.ts';
import { insertStaff, removeStaff, setStaffRank, staffOf } from '../store/staff.ts';
import type { StaffRow } from '../store/staff.ts';
import { recordChange } from './audit.ts';

/** As many as one select shows. */
export const MOST_STAFF = 25;

export type StaffRank = Exclude<Rank, 'member'>;
export type Whom = { readonly kind: 'person'; readonly id: UserId } | { readonly kind: 'group'; readonly id: GroupId };

export interface StaffEntry {
  readonly id: string;
  readonly whom: Whom;
  readonly rank: StaffRank;
}

/** Who gives or takes a rank; null: the bot itself. */
interface By {
  readonly tenant: TenantId;
  readonly member: UserId | null;
}

export interface Staff {
  /** Who manages the server on the platform is always an owner; others are the highest of what they, and groups of theirs, were given. */
  rankOf(tenant: TenantId, actor: Actor): Promise<Rank>;
  may(request: Pick<Request, 'tenant' | 'actor'>, least: StaffRank): Promise<boolean>;
  /** Throws UserError: a button outlives the rank of who was shown it. */
  require(request: Pick<Request, 'tenant' | 'actor'>, least: StaffRank): Promise<void>;
  /** The oldest first. */
  list(tenant: TenantId): Promise<readonly StaffEntry[]>;
  /** In the place of the rank that they had. Throws UserError where no more fit. */
  give(by: By, whom: Whom, rank: StaffRank): Promise<void>;
  /** Nothing happens where it has been taken already. */
  take(by: By, entry: string): Promise<void>;
  /** A rank to begin with, by the bot: only where nobody was ever given one. */
  beginWith(tenant: TenantId, whom: Whom, rank: StaffRank): Promise<void>;
}

export function createStaff({ database, clock }: { readonly database: OpenDatabase; readonly clock: Clock }): Staff {
  const { db } = database;

  const rankOf: Staff['rankOf'] = async (tenant, actor) => {
    if (actor.admin) return 'owner';
    const ranks = (await staffOf(db, tenant)).filter((row) => isRowOf(row, actor)).map((row) => row.rank);
    return ranks.includes('owner') ? 'owner' : ranks.includes('coach') ? 'coach' : 'member';
  };

  async function give(trx: Connection, by: By, whom: Whom, rank: StaffRank): Promise<void> {
    const rows = await staffOf(trx, by.tenant);
    const standing = rows.find((row) => (whom.kind === 'person' ? row.member === whom.id : row.member_group === whom.id));
    if (standing?.rank === rank) return;
    if (standing === undefined && rows.length >= MOST_STAFF) throw new UserError('team.full', { most: MOST_STAFF });
    const id = standing?.id ?? newId();
    if (standing !== undefined) await setStaffRank(trx, standing, rank);
    else
      await insertStaff(trx, {
        tenant: by.tenant,
        id,
        member: whom.kind === 'person' ? whom.id : null,
        member_group: whom.kind === 'group' ? whom.id : null,
        rank,
        created_at: clock.now(),
      });
    await recordChange(trx, clock, {
      ...by,
      action: 'staff.added',
      subject: id,
      ...(standing === undefined ? {} : { before: { kind: whom.kind, rank: standing.rank } }),
      after: { kind: whom.kind, rank },
    });
  }

  const may: Staff['may'] = async ({ tenant, actor }, least) => isAllowed(least, await rankOf(tenant, actor));

  return {
    rankOf,
    may,
    async require(request, least) {
      if (!(await may(request, least))) throw new UserError(least === 'owner' ? 'error.ownersOnly' : 'error.coachesOnly');
    },
    list: async (tenant) => (await staffOf(db, tenant)).flatMap(entryOf),
    give: (by, whom, rank) => database.transaction((trx) => give(trx, by, whom, rank)),
    take: (by, entry) =>
      database.transaction(async (trx) => {
        const row = (await staffOf(trx, by.tenant)).find(({ id }) => id === entry);
        if (row === undefined) return;
        await removeStaff(trx, row);
        const kind: Whom['kind'] = row.member === null ? 'group' : 'person';
        await recordChange(trx, clock, { ...by, action: 'staff.removed', subject: row.id, before: { kind, rank: row.rank } });
      }),
    beginWith: (tenant, whom, rank) =>
      database.transaction(async (trx) => {
        // Whom the owners took the rank from does not get it back at the next start.
        if (await hasAudit(trx, tenant, ['staff.added', 'staff.removed'])) return;
        await give(trx, { tenant, member: null }, whom, rank);
      }),
  };
}

const isRowOf = (row: StaffRow, actor: Actor): boolean =>
  row.member === actor.user || (row.member_group !== null && actor.groups.includes(row.member_group));

function entryOf({ id, member, member_group: group, rank }: StaffRow): readonly StaffEntry[] {
  if (member !== null) return [{ id, whom: { kind: 'person', id: member }, rank }];
  return group === null ? [] : [{ id, whom: { kind: 'group', id: group }, rank }];
}
