// The day, put together: what is due is claimed, what is claimed is posted, what is open is closed.
import { readSetting, writeSetting } from '../store/settings.ts';
import { findPlan, insertPlan, openPostsOf } from '../store/plans.ts';
import { localDate } from '../core/local-time.ts';
import { createAhead } from './ahead.ts';
import { createClaims } from './claim.ts';
import { workOnClosing } from './closing.ts';
import { workOnDressing } from './dressing.ts';
import { zoneDataVersion } from './due.ts';
import { note, workOnNotices } from './notices.ts';
import type { DailyParts } from './parts.ts';
import { beginWith } from './picks.ts';
import { createPlanning, newPlan } from './planning.ts';
import type { Daily } from './port.ts';
import { pullInClosings, repairPosts, workOnPosts } from './posting.ts';
import { questionOfPost } from './question.ts';
import { createStanding } from './standing.ts';
import { statusOf } from './status.ts';

const ZONE_DATA_SETTING = 'daily.zoneData';

export function createDaily(parts: DailyParts): Daily {
  const { database, clock, log } = parts;
  const { db } = database;
  const claims = createClaims(parts);
  const planning = createPlanning(parts, () => claims.claimDue());

  workOnPosts(parts);
  workOnDressing(parts);
  workOnClosing(parts, (trx, post) =>
    note(parts, trx, {
      tenant: post.tenant,
      plan: post.plan,
      post: post.id,
      kind: 'closing',
      detail: { date: post.local_date },
      name: post.id,
    }),
  );
  workOnNotices(parts);

  /** Zones and holidays change under a plan that waits for its next instant. */
  async function followZoneData(): Promise<void> {
    const version = zoneDataVersion();
    const before = await readSetting(db, ZONE_DATA_SETTING);
    if (before === version) return;
    if (before !== null) {
      log.info('the zone or holiday data changed: every next instant is derived anew');
      // One that could not be derived now is at the next start.
      if (!(await claims.replan(null))) return;
    }
    await writeSetting(db, ZONE_DATA_SETTING, version);
  }

  return {
    ...planning,
    ...createAhead(parts, planning.nextRun),
    ...createStanding(parts),
    async ensurePlan(tenant, rule, first) {
      if ((await findPlan(db, tenant, 'daily')) !== null) return;
      const now = clock.now();
      await database.transaction(async (trx) => {
        await insertPlan(trx, newPlan(tenant, 'daily', rule, { atMs: now, localDate: localDate(now, rule.zone) }, now));
        if (first !== null) await beginWith(parts, trx, { tenant, id: 'daily' }, first);
      });
    },
    async start() {
      await repairPosts(parts);
      await followZoneData();
      await claims.claimDue();
    },
    stop: claims.stop,
    claimDue: claims.claimDue,
    async replan(tenant = null) {
      await pullInClosings(parts);
      await claims.replan(tenant);
    },
    repair: () => repairPosts(parts),
    question: (post) => questionOfPost(parts.library, db, post),
    openPosts: (tenant) => openPostsOf(db, tenant),
    async openPost(tenant, channel) {
      const open = await openPostsOf(db, tenant);
      return open.find((post) => post.channel === channel) ?? open[0] ?? null;
    },
    status: (tenant) => statusOf(parts, tenant),
  };
}
