// A person in a server: profile, preferences, the days they practised; what is kept of them, and how it is erased.
import { createHash } from 'node:crypto';
import type { Clock } from '../core/clock.ts';
import { newId } from '../core/ids.ts';
import type { TenantId, UserId } from '../core/ids.ts';
import type { Actor } from '../core/platform.ts';
import { parseJson } from '../core/json.ts';
import type { Connection, OpenDatabase } from '../store/database.ts';
import { countPracticeDay, eraseMember, findMember, memberRecords, practiceDays, lastErasedAt, saveMember } from '../store/members.ts';
import { preferencesSchema, profileSchema } from './profile.ts';
import type { Preferences, Profile } from './profile.ts';
import { localDate, streakOf } from './streak.ts';
import type { Streak } from './streak.ts';

export interface Member {
  readonly profile: Profile;
  readonly preferences: Preferences;
}

export interface Members {
  get(tenant: TenantId, member: UserId): Promise<Member>;
  save(
    tenant: TenantId,
    member: UserId,
    change: { readonly profile?: Partial<Profile>; readonly preferences?: Partial<Preferences> },
  ): Promise<Member>;
  /** IANA: what the person said, else what the platform says, else UTC. */
  zoneOf(member: Member, actor: Pick<Actor, 'zone'>): string;
  /** In the caller's transaction, so that a day counts exactly when its answer is kept. */
  recordPractice(connection: Connection, tenant: TenantId, member: UserId, zone: string): Promise<void>;
  streak(tenant: TenantId, member: UserId, zone: string): Promise<Streak>;
  records(tenant: TenantId, member: UserId): Promise<Readonly<Record<string, readonly object[]>>>;
  erase(tenant: TenantId, member: UserId): Promise<void>;
  /** Epoch ms of the last erase; null: never. */
  erasedAt(tenant: TenantId, member: UserId): Promise<number | null>;
}

const hashOfMember = (tenant: TenantId, member: UserId): string => createHash('sha256').update(`${tenant}\n${member}`).digest('hex');

export function createMembers({ database, clock }: { readonly database: OpenDatabase; readonly clock: Clock }): Members {
  const { db } = database;

  async function get(connection: Connection, tenant: TenantId, member: UserId): Promise<Member> {
    const row = await findMember(connection, tenant, member);
    return { profile: parseJson(profileSchema, row?.profile ?? '{}'), preferences: parseJson(preferencesSchema, row?.preferences ?? '{}') };
  }

  return {
    get: (tenant, member) => get(db, tenant, member),
    save: (tenant, member, change) =>
      database.transaction(async (trx) => {
        const before = await get(trx, tenant, member);
        const after = { profile: { ...before.profile, ...change.profile }, preferences: { ...before.preferences, ...change.preferences } };
        const now = clock.now();
        await saveMember(trx, {
          tenant,
          member,
          profile: JSON.stringify(after.profile),
          preferences: JSON.stringify(after.preferences),
          created_at: now,
          updated_at: now,
        });
        return after;
      }),
    zoneOf: (member, actor) => member.profile.zone ?? actor.zone ?? 'UTC',
    recordPractice: (connection, tenant, member, zone) => countPracticeDay(connection, tenant, member, localDate(clock.now(), zone)),
    async streak(tenant, member, zone) {
      const days = await practiceDays(db, tenant, member);
      return streakOf(
        days.map((day) => day.local_date),
        localDate(clock.now(), zone),
      );
    },
    erasedAt: (tenant, member) => lastErasedAt(db, tenant, hashOfMember(tenant, member)),
    records: (tenant, member) => memberRecords(db, tenant, member),
    async erase(tenant, member) {
      await database.transaction((trx) =>
        eraseMember(trx, tenant, member, {
          tenant,
          id: newId(),
          member_hash: hashOfMember(tenant, member),
          erased_at: clock.now(),
        }),
      );
      await database.scrub();
    },
  };
}
