// What a server's owners decide about the whole of it, and what happens when the bot is removed from it or added again.
import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import { UserError } from '../core/errors.ts';
import type { TenantId, UserId } from '../core/ids.ts';
import type { Inbound } from '../core/platform.ts';
import { recordChange } from '../staff/audit.ts';
import type { OpenDatabase } from '../store/database.ts';
import { DEFAULT_RETENTION_DAYS, findServer, markJoined, markLeft, saveRetention } from '../store/servers.ts';

export const RETENTION_DAYS = { least: 7, most: 730 } as const;
const retentionDays = z.int().min(RETENTION_DAYS.least).max(RETENTION_DAYS.most);

export interface Server {
  readonly state: 'joined' | 'left';
  readonly retentionDays: number;
}

export interface Servers {
  get(tenant: TenantId): Promise<Server>;
  /** From 7 to 730 whole days. Throws UserError for any other number. What is older goes within a day. */
  setRetention(by: { readonly tenant: TenantId; readonly member: UserId }, days: number): Promise<void>;
  onPresence(event: Extract<Inbound, { kind: 'joined' | 'left' }>): Promise<void>;
}

export interface ServersParts {
  readonly database: OpenDatabase;
  readonly clock: Clock;
  /** Derives the plans' next instants, and looks for jobs that are due: a server that is back goes on. */
  readonly goOn: (tenant: TenantId) => Promise<void>;
}

export function createServers({ database, clock, goOn }: ServersParts): Servers {
  const get = async (connection: OpenDatabase['db'], tenant: TenantId): Promise<Server> => {
    const row = await findServer(connection, tenant);
    return { state: row?.state ?? 'joined', retentionDays: row?.retention_days ?? DEFAULT_RETENTION_DAYS };
  };
  return {
    get: (tenant) => get(database.db, tenant),
    async setRetention({ tenant, member }, days) {
      if (!retentionDays.safeParse(days).success) throw new UserError('retention.outOfRange', RETENTION_DAYS);
      await database.transaction(async (trx) => {
        const before = await get(trx, tenant);
        if (before.retentionDays === days) return;
        await saveRetention(trx, tenant, days, clock.now());
        await recordChange(trx, clock, {
          tenant,
          member,
          action: 'retention.changed',
          subject: 'server',
          before: { days: before.retentionDays },
          after: { days },
        });
      });
    },
    async onPresence({ tenant, kind }) {
      const changed = await database.transaction(async (trx) => {
        const mark = kind === 'left' ? markLeft : markJoined;
        if (!(await mark(trx, tenant, clock.now()))) return false;
        await recordChange(trx, clock, { tenant, member: null, action: `server.${kind}`, subject: 'server' });
        return true;
      });
      if (changed && kind === 'joined') await goOn(tenant);
    },
  };
}
