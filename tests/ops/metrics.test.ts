// What an operator's dashboard reads. Labels are kinds, never ids.
import { expect, test } from 'vitest';
import { createMetrics } from '../../src/ops/metrics.ts';

test('posts, their lateness, jobs, plans, back-ups and outages, each by kind', async () => {
  let ageMs: number | null = null;
  const metrics = createMetrics({
    jobs: async () => [{ queue: 'grade', ready: 2, running: 1, dead: 3, oldestDueMs: 90_500 }],
    plans: async () => [
      { state: 'active', plans: 7 },
      { state: 'blocked', plans: 1 },
    ],
    backupAgeMs: async () => ageMs,
  });
  metrics.posted({ outcome: 'posted', lateMs: 700 });
  metrics.posted({ outcome: 'posted', lateMs: -5 });
  metrics.posted({ outcome: 'skipped', lateMs: 50_000_000 });
  metrics.posted({ outcome: 'failed', lateMs: 1 });
  metrics.claimed(3);
  metrics.backup('failed');
  metrics.outage(61_000);
  const lines = (await metrics.text()).split('\n');
  for (const line of [
    'rapport_posts_total{outcome="posted"} 2',
    'rapport_posts_total{outcome="skipped"} 1',
    'rapport_posts_total{outcome="failed"} 1',
    'rapport_post_late_seconds_bucket{le="0.5"} 1',
    'rapport_post_late_seconds_count 2',
    'rapport_plans_claimed_total 3',
    'rapport_jobs{queue="grade",state="dead"} 3',
    'rapport_jobs_oldest_due_seconds{queue="grade"} 90.5',
    'rapport_plans{state="blocked"} 1',
    'rapport_backups_total{outcome="failed"} 1',
    'rapport_outage_seconds 61',
  ])
    expect(lines).toContain(line);
  // No back-up is not one that was made just now.
  expect(lines.filter((line) => line.startsWith('rapport_backup_age_seconds'))).toEqual([]);
  ageMs = 3_600_000;
  expect((await metrics.text()).split('\n')).toContain('rapport_backup_age_seconds 3600');
});
