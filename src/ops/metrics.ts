// Prometheus metrics. Labels are kinds, never ids or text.
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Metric } from 'prom-client';
import type { Inbound } from '../core/platform.ts';
import type { Outcome } from '../feedback/result.ts';

export interface JobCount {
  readonly queue: string;
  readonly ready: number;
  readonly running: number;
  readonly dead: number;
  /** For how long the longest due of the ready jobs has been due. */
  readonly oldestDueMs: number;
}

/** What is asked at each scrape. */
export interface Sources {
  readonly jobs: () => Promise<readonly JobCount[]>;
  readonly plans: () => Promise<readonly { readonly state: string; readonly plans: number }[]>;
  /** null: no back-up was made yet. */
  readonly backupAgeMs: () => Promise<number | null>;
}

export interface Metrics {
  event(kind: Inbound['kind'], outcome: 'ok' | 'refused' | 'failed'): void;
  graded(outcome: Outcome): void;
  /** Plans whose day was claimed. */
  claimed(plans: number): void;
  /** `lateMs`: from when it should have been posted to when it stood there. Of what was not posted, until that was decided. */
  posted(post: { readonly lateMs: number; readonly outcome: 'posted' | 'skipped' | 'failed' }): void;
  backup(outcome: 'made' | 'failed'): void;
  /** At the start: for how long this program had not been running. */
  outage(ms: number): void;
  text(): Promise<string>;
}

export function createMetrics(sources: Sources): Metrics {
  const registers = [new Registry()];
  const [register] = registers;
  if (register !== undefined) collectDefaultMetrics({ register });
  const events = new Counter({
    name: 'rapport_events_total',
    help: 'Events from the platform, by how they ended',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const grades = new Counter({
    name: 'rapport_grades_total',
    help: 'Answers looked at, by grader and by what came of it',
    labelNames: ['grader', 'outcome'],
    registers,
  });
  const gradeSeconds = new Histogram({
    name: 'rapport_grade_seconds',
    help: 'Time from asking a grader to a checked result',
    labelNames: ['grader'],
    buckets: [0.01, 0.05, 0.2, 1, 3, 10, 30, 90],
    registers,
  });
  const tokens = new Counter({
    name: 'rapport_model_tokens_total',
    help: 'Tokens sent to and received from the model',
    labelNames: ['direction'],
    registers,
  });
  const claims = new Counter({ name: 'rapport_plans_claimed_total', help: 'Due plans whose day was claimed', registers });
  const posts = new Counter({
    name: 'rapport_posts_total',
    help: 'Daily questions, by what became of them',
    labelNames: ['outcome'],
    registers,
  });
  const lateness = new Histogram({
    name: 'rapport_post_late_seconds',
    help: 'From when a question should have been posted to when it stood there',
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 7200, 43_200],
    registers,
  });
  const backups = new Counter({
    name: 'rapport_backups_total',
    help: 'Back-ups that the server made by itself, by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const outage = new Gauge({
    name: 'rapport_outage_seconds',
    help: 'For how long the program had not been running before this start',
    registers,
  });
  for (const gauge of gaugesOf(sources)) register?.registerMetric(gauge);
  return {
    event: (kind, outcome) => events.inc({ kind, outcome }),
    graded(outcome) {
      grades.inc({ grader: outcome.grader, outcome: outcome.kind === 'graded' ? 'graded' : outcome.reason });
      gradeSeconds.observe({ grader: outcome.grader }, outcome.ms / 1000);
      tokens.inc({ direction: 'in' }, outcome.inputTokens);
      tokens.inc({ direction: 'out' }, outcome.outputTokens);
    },
    claimed: (plans) => claims.inc(plans),
    posted({ lateMs, outcome }) {
      posts.inc({ outcome });
      if (outcome === 'posted') lateness.observe(Math.max(0, lateMs) / 1000);
    },
    backup: (outcome) => backups.inc({ outcome }),
    outage: (ms) => outage.set(ms / 1000),
    text: async () => (register === undefined ? '' : register.metrics()),
  };
}

/** Each asks at the scrape. */
function gaugesOf({ jobs, plans, backupAgeMs }: Sources): readonly Metric[] {
  const registers: Registry[] = [];
  return [
    new Gauge({
      name: 'rapport_jobs',
      help: 'Jobs by queue and state',
      labelNames: ['queue', 'state'],
      registers,
      async collect() {
        this.reset();
        for (const count of await jobs())
          for (const state of ['ready', 'running', 'dead'] as const) this.set({ queue: count.queue, state }, count[state]);
      },
    }),
    new Gauge({
      name: 'rapport_jobs_oldest_due_seconds',
      help: 'For how long the longest due job of a queue has been due',
      labelNames: ['queue'],
      registers,
      async collect() {
        this.reset();
        for (const { queue, oldestDueMs } of await jobs()) this.set({ queue }, oldestDueMs / 1000);
      },
    }),
    new Gauge({
      name: 'rapport_plans',
      help: 'Plans by state',
      labelNames: ['state'],
      registers,
      async collect() {
        this.reset();
        for (const { state, plans: count } of await plans()) this.set({ state }, count);
      },
    }),
    new Gauge({
      name: 'rapport_backup_age_seconds',
      help: 'Since the last back-up was made; missing until there is one',
      registers,
      async collect() {
        this.remove();
        const ageMs = await backupAgeMs();
        if (ageMs !== null) this.set(Math.max(0, ageMs) / 1000);
      },
    }),
  ];
}
