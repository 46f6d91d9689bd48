// Prometheus metrics. Labels are kinds, never ids or text.
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Inbound } from '../core/platform.ts';
import type { Outcome } from '../feedback/result.ts';

export interface JobCount {
  readonly queue: string;
  readonly ready: number;
  readonly running: number;
  readonly dead: number;
}

export interface Metrics {
  event(kind: Inbound['kind'], outcome: 'ok' | 'refused' | 'failed'): void;
  graded(outcome: Outcome): void;
  text(): Promise<string>;
}

/** `counts` is asked at each scrape. */
export function createMetrics(counts: () => Promise<readonly JobCount[]>): Metrics {
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
  const jobs = new Gauge({
    name: 'rapport_jobs',
    help: 'Jobs by queue and state',
    labelNames: ['queue', 'state'],
    registers,
    async collect() {
      this.reset();
      for (const count of await counts())
        for (const state of ['ready', 'running', 'dead'] as const) this.set({ queue: count.queue, state }, count[state]);
    },
  });
  void jobs;
  return {
    event: (kind, outcome) => events.inc({ kind, outcome }),
    graded(outcome) {
      grades.inc({ grader: outcome.grader, outcome: outcome.kind === 'graded' ? 'graded' : outcome.reason });
      gradeSeconds.observe({ grader: outcome.grader }, outcome.ms / 1000);
      tokens.inc({ direction: 'in' }, outcome.inputTokens);
      tokens.inc({ direction: 'out' }, outcome.outputTokens);
    },
    text: async () => (register === undefined ? '' : register.metrics()),
  };
}
