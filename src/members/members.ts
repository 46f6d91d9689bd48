// A person in a server: profile, preferences, the days they practised; what is kept of them, and how it is erased.
import type { Clock } from '../core/clock.ts';
import { newId } from '../core/ids.ts';
import { localDate } from '../core/local-time.ts';
import type { MessageId, TenantId, UserId } from '../core/ids.ts';
import type { Actor } from '../core/platform.ts';
import { parseJson } from '../core/json.ts';
import type { Connection, OpenDatabase } from '../store/database.ts';
import { hashOfMember } from '../store/erased.ts';
import { countPracticeDay, eraseMember, findMember, memberRecords, lastErasedAt, publishedOf, saveMember } from '../store/members.ts';
import { keepStreak, streakAt } from './calendar.ts';
import { preferencesSchema, profileSchema } from './profile.ts';
import type { Preferences, Profile } from './profile.ts';
import type { Streak } from './streak.ts';

export interface Member {
  readonly profile: Profile;
  readonly preferences: Preferences;
}

export interface MemberChange {
  readonly profile?: Partial<Profile>;
  readonly preferences?: Partial<Preferences>;
}

type ChangeListener = (
  connection: Connection,
  change: { readonly tenant: TenantId; readonly member: UserId; readonly before: Member; readonly after: Member },
) => Promise<void>;

export interface Members {
  get(tenant: TenantId, member: UserId): Promise<Member>;
  save(tenant: TenantId, member: UserId, change: MemberChange | ((before: Member) => MemberChange)): Promise<Member>;
  /** In the caller's transaction. */
  read(connection: Connection, tenant: TenantId, member: UserId): Promise<Member>;
  /** In the caller's transaction, from how the member stands in it. */
  change(connection: Connection, tenant: TenantId, member: UserId, work: (before: Member) => MemberChange): Promise<Member>;
  /** Told of every change, in its transaction. */
  onChange(listener: ChangeListener): void;
  /** IANA: what the person said, else what the platform says, else UTC. */
  zoneOf(member: Member, actor: Pick<Actor, 'zone'>): string;
  /** In the caller's transaction, so that a day counts exactly when its answer is kept. `atMs`: when it was given, which may be before now. */
  recordPractice(connection: Connection, tenant: TenantId, member: UserId, zone: string, atMs: number): Promise<void>;
  streak(tenant: TenantId, member: UserId, zone: string): Promise<Streak>;
  records(tenant: TenantId, member: UserId): Promise<Readonly<Record<string, readonly object[]>>>;
  erase(tenant: TenantId, member: UserId): Promise<void>;
  /** Epoch ms of the last erase; null: never. */
  erasedAt(tenant: TenantId, member: UserId): Promise<number | null>;
}

export interface MembersParts {
  readonly database: OpenDatabase;
  readonly clock: Clock;
  /** In the transaction of an erase: takes a message that the bot put up for a channel away again. */
  readonly unpublish: (connection: Connection, tenant: TenantId, message: MessageId) => Promise<void>;
}

export function createMembers({ database, clock, unpublish }: MembersParts): Members {
  const { db } = database;
  const listeners: ChangeListener[] = [];

  async function get(connection: Connection, tenant: TenantId, member: UserId): Promise<Member> {
    const row = await findMember(connection, tenant, member);
    return { profile: parseJson(profileSchema, row?.profile ?? '{}'), preferences: parseJson(preferencesSchema, row?.preferences ?? '{}') };
  }

  async function change(connection: Connection, tenant: TenantId, member: UserId, work: (before: Member) => MemberChange): Promise<Member> {
    const before = await get(connection, tenant, member);
    const { profile, preferences } = work(before);
    const after = { profile: { ...before.profile, ...profile }, preferences: { ...before.preferences, ...preferences } };
    const now = clock.now();
    await saveMember(connection, {
      tenant,
      member,
      profile: JSON.stringify(after.profile),
      preferences: JSON.stringify(after.preferences),
      created_at: now,
      updated_at: now,
    });
    for (const listener of listeners) await listener(connection, { tenant, member, before, after });
    return after;
  }

  return {
    get: (tenant, member) => get(db, tenant, member),
    read: get,
    save: (tenant, member, given) =>
      database.transaction((trx) => change(trx, tenant, member, typeof given === 'function' ? given : () => given)),
    change,
    onChange: (listener) => void listeners.push(listener),
    zoneOf: (member, actor) => member.profile.zone ?? actor.zone ?? 'UTC',
    async recordPractice(connection, tenant, member, zone, atMs) {
      const date = localDate(atMs, zone);
      const isFirst = await countPracticeDay(connection, { tenant, member, localDate: date, atMs });
      if (isFirst) await keepStreak(connection, { tenant, member, date }, zone, clock.now());
    },
    streak: (tenant, member, zone) => streakAt(db, tenant, member, zone, clock.now()),
    erasedAt: (tenant, member) => lastErasedAt(db, tenant, hashOfMember(tenant, member)),
    records: (tenant, member) => memberRecords(db, tenant, member),
    async erase(tenant, member) {
      const erasure = { tenant, id: newId(), member_hash: hashOfMember(tenant, member), erased_at: clock.now() };
      await database.transaction(async (trx) => {
        const published = await publishedOf(trx, tenant, member);
        await eraseMember(trx, tenant, member, erasure);
        for (const message of published) await unpublish(trx, tenant, message);
      });
      await database.noteErasure(erasure);
      await database.scrub();
    },
  };
}
