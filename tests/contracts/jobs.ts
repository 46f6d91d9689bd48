// What durable work must do, whatever database it stands on.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { manualClock } from '../../src/core/clock.ts';
import type { ManualClock } from '../../src/core/clock.ts';
import { PlatformError } from '../../src/core/errors.ts';
import { asId } from '../../src/core/ids.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { createJobs } from '../../src/jobs/jobs.ts';
import type { JobRunner, JobsOptions } from '../../src/jobs/jobs.ts';
import { RetryLater } from '../../src/jobs/port.ts';
import type { JobHandler, NewJob, RunningJob } from '../../src/jobs/port.ts';
import type { JobFault } from '../../src/jobs/run.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import { claimJobs } from '../../src/store/jobs.ts';
import type { Engine } from '../store/engines.ts';

const NOW = Date.UTC(2026, 2, 8, 9, 30);
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
const acme = asId<TenantId>('local:server/acme');
const LEASE_MS = MINUTE_MS;

export function jobsContract(engine: Engine): void {
  let database: OpenDatabase;
  /** The product's clock; the playground moves it. */
  let clock: ManualClock;
  let wallMs: number;
  let faults: (JobFault & { readonly error: unknown })[];
  let runners: JobRunner[];

  beforeEach(async () => {
    database = await engine.open();
    clock = manualClock(NOW);
    wallMs = NOW;
    faults = [];
    runners = [];
  });
  afterEach(() => Promise.all(runners.map((runner) => runner.stop())));

  /** As each process has one; several share the database. */
  function runner(handler: Partial<JobHandler> & Pick<JobHandler, 'run'>, options: Partial<JobsOptions> = {}): JobRunner {
    const jobs = createJobs({ database, clock, wallMs: () => wallMs, onError: (error, fault) => void faults.push({ ...fault, error }), ...options });
    jobs.work({ queue: 'grade', concurrency: 5, maxAttempts: 3, leaseMs: LEASE_MS, ...handler });
    runners.push(jobs);
    return jobs;
  }
  const job = (key: string, more: Partial<NewJob> = {}): NewJob => ({ tenant: acme, queue: 'grade', key, payload: { answer: key }, runAtMs: clock.now(), ...more });
  const whats = () => faults.map((fault) => fault.what);
  const states = async () => (await database.db.selectFrom('job').select('state').orderBy('created_at').execute()).map((row) => row.state);
  /** Both clocks, as time does. */
  async function pass(jobs: JobRunner, ms: number): Promise<void> {
    wallMs += ms;
    clock.advance(ms);
    await jobs.idle();
  }
  /** A handler that stands still until it is told to go on, and says when it was called. */
  function paused(): { readonly run: JobHandler['run']; readonly called: Promise<void>; readonly goOn: () => void; readonly runs: string[] } {
    const called = Promise.withResolvers<void>();
    const open = Promise.withResolvers<void>();
    const runs: string[] = [];
    return {
      called: called.promise, goOn: open.resolve, runs,
      async run({ key }) {
        runs.push(key);
        called.resolve();
        await open.promise;
      },
    };
  }

  describe(`jobs on ${engine.name}: when they run`, () => {
    test('a job runs as soon as the transaction that enqueued it has committed, and only once', async () => {
      const seen: RunningJob[] = [];
      const ran = Promise.withResolvers<void>();
      const jobs = runner({ run: async (running) => { seen.push(running); ran.resolve(); } });
      jobs.start();
      await jobs.idle(); // it sleeps
      await database.transaction(async (trx) => {
        await jobs.enqueue(trx, job('a:1/2', { payload: { answer: 'ü/1', version: 2, post: null } }));
        expect(seen).toStrictEqual([]);
      });
      await ran.promise; // nobody poked
      await jobs.idle();
      expect(seen).toMatchObject([{ tenant: acme, key: 'a:1/2', payload: { answer: 'ü/1', version: 2, post: null }, attempt: 1, lastAttempt: false, runAtMs: NOW }]);
      expect(await states()).toStrictEqual(['done']);
    });

    test('a job enqueued in a transaction that was rolled back never runs', async () => {
      const runs: string[] = [];
      const jobs = runner({ run: async ({ key }) => void runs.push(key) });
      jobs.start();
      await database.transaction(async (trx) => {
        await jobs.enqueue(trx, job('gone'));
        throw new Error('no');
      }).catch(() => {});
      await jobs.enqueue(database.db, job('stays'));
      await pass(jobs, DAY_MS);
      expect(runs).toStrictEqual(['stays']);
    });

    test('a job runs when it is due, not before, the earliest first', async () => {
      const runs: string[] = [];
      const jobs = runner({ concurrency: 1, run: async ({ key }) => void runs.push(key) });
      jobs.start();
      await jobs.enqueue(database.db, job('second', { runAtMs: NOW + 2 * MINUTE_MS }));
      await jobs.enqueue(database.db, job('first', { runAtMs: NOW + MINUTE_MS }));
      await pass(jobs, MINUTE_MS - 1);
      expect(runs).toStrictEqual([]);
      await pass(jobs, 1);
      expect(runs).toStrictEqual(['first']);
      await pass(jobs, MINUTE_MS);
      expect(runs).toStrictEqual(['first', 'second']);
    });

    test('of jobs that are overdue the one that was due first runs first', async () => {
      const runs: string[] = [];
      const jobs = runner({ concurrency: 1, run: async ({ key }) => void runs.push(key) });
      for (const [key, runAtMs] of [['third', NOW - 1], ['first', NOW - 3], ['second', NOW - 2]] as const) await jobs.enqueue(database.db, job(key, { runAtMs }));
      jobs.start();
      await jobs.idle();
      expect(runs).toStrictEqual(['first', 'second', 'third']);
    });

    test('what is due later, and what waits after a failure, starts by itself when its time has come', async () => {
      const ran = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const jobs = runner({
        async run({ attempt }) {
          ran[attempt - 1]?.resolve();
          if (attempt === 1) throw new Error('x');
        },
      });
      jobs.start();
      await jobs.enqueue(database.db, job('a', { runAtMs: NOW + SECOND_MS }));
      await jobs.idle();
      wallMs += SECOND_MS;
      clock.advance(SECOND_MS);
      await ran[0]?.promise;
      await jobs.idle();
      wallMs += SECOND_MS;
      clock.advance(SECOND_MS);
      await ran[1]?.promise;
      await jobs.idle();
      expect(await states()).toStrictEqual(['done']);
    });

    test('when the clock jumps a day and back, what became due has run and what is new still runs', async () => {
      const runs: string[] = [];
      const jobs = runner({ run: async ({ key }) => void runs.push(key) });
      jobs.start();
      await jobs.enqueue(database.db, job('tomorrow', { runAtMs: NOW + DAY_MS }));
      await jobs.enqueue(database.db, job('next week', { runAtMs: NOW + 7 * DAY_MS }));
      clock.set(NOW + DAY_MS);
      await jobs.idle();
      expect(runs).toStrictEqual(['tomorrow']);
      clock.set(NOW);
      await jobs.enqueue(database.db, job('now'));
      await jobs.idle();
      expect(runs).toStrictEqual(['tomorrow', 'now']);
      await jobs.enqueue(database.db, job('in a minute', { runAtMs: NOW + MINUTE_MS }));
      await pass(jobs, MINUTE_MS);
      expect(runs).toStrictEqual(['tomorrow', 'now', 'in a minute']);
    });

    test('a job left waiting after a failure is not held up when the clock is set back a day', async () => {
      const attempts: number[] = [];
      const jobs = runner({ run: async ({ attempt }) => { attempts.push(attempt); if (attempt === 1) throw new PlatformError('unavailable', 'x'); } });
      jobs.start();
      clock.set(NOW + DAY_MS);
      await jobs.enqueue(database.db, job('a', { runAtMs: NOW }));
      await jobs.idle();
      clock.set(NOW);
      wallMs += MINUTE_MS;
      jobs.poke();
      await jobs.idle();
      expect(attempts).toStrictEqual([1, 2]);
    });

    test('a queue that nobody works is refused when a job is enqueued, and so is a second handler', async () => {
      const jobs = runner({ run: async () => {} });
      await expect(jobs.enqueue(database.db, job('a', { queue: 'graed' }))).rejects.toThrow(/graed/);
      expect(() => jobs.work({ queue: 'grade', concurrency: 1, maxAttempts: 1, leaseMs: 1, run: async () => {} })).toThrow(/grade/);
    });
  });

  describe(`jobs on ${engine.name}: one key`, () => {
    test('enqueued again while it waits, it runs once, later, with the newest payload', async () => {
      const seen: unknown[] = [];
      const jobs = runner({ run: async ({ payload }) => void seen.push(payload) });
      jobs.start();
      for (const word of [1, 2, 3]) {
        await jobs.enqueue(database.db, job('thread', { payload: { word }, runAtMs: clock.now() + 20 * SECOND_MS }));
        await pass(jobs, 10 * SECOND_MS);
      }
      expect(seen).toStrictEqual([]);
      await pass(jobs, 10 * SECOND_MS);
      expect(seen).toStrictEqual([{ word: 3 }]);
      expect(await states()).toStrictEqual(['done']);
    });

    test('enqueued again while it runs, it runs once more afterwards, never at the same time', async () => {
      const first = paused();
      let inside = 0;
      let most = 0;
      const jobs = runner({
        async run(running) {
          most = Math.max(most, ++inside);
          if (first.runs.length === 0) await first.run(running);
          else first.runs.push(running.key);
          inside--;
        },
      });
      jobs.start();
      await jobs.enqueue(database.db, job('board'));
      await first.called;
      await jobs.enqueue(database.db, job('board'));
      await jobs.enqueue(database.db, job('board'));
      expect((await states()).sort()).toStrictEqual(['ready', 'running']);
      first.goOn();
      await jobs.idle();
      expect({ runs: first.runs, most }).toStrictEqual({ runs: ['board', 'board'], most: 1 });
    });

    test('a run that fails while a newer one waits leaves the work to the newer one', async () => {
      const first = paused();
      const seen: unknown[] = [];
      const jobs = runner({
        async run(running) {
          seen.push(running.payload['word']);
          if (seen.length > 1) return;
          await first.run(running);
          throw new Error('old news');
        },
      });
      jobs.start();
      await jobs.enqueue(database.db, job('board', { payload: { word: 'old' } }));
      await first.called;
      await jobs.enqueue(database.db, job('board', { payload: { word: 'new' } }));
      first.goOn();
      await jobs.idle();
      await pass(jobs, DAY_MS);
      expect(seen).toStrictEqual(['old', 'new']);
      expect(await states()).toStrictEqual(['done', 'done']);
    });

    test('a failed job is tried again, whatever waits under another key or in another server', async () => {
      const held = paused();
      const seen: string[] = [];
      const jobs = runner({
        concurrency: 1,
        async run(running) {
          seen.push(`${running.tenant} ${running.key} ${running.attempt}`);
          if (seen.length > 1) return;
          await held.run(running);
          throw new Error('x');
        },
      });
      jobs.start();
      await jobs.enqueue(database.db, job('a'));
      await held.called;
      await jobs.enqueue(database.db, job('b'));
      await jobs.enqueue(database.db, job('a', { tenant: asId<TenantId>('globex') }));
      held.goOn();
      await jobs.idle();
      await pass(jobs, SECOND_MS);
      expect(seen.sort()).toStrictEqual(['globex a 1', `${acme} a 1`, `${acme} a 2`, `${acme} b 1`]);
    });

    test('servers with the same key are worked on at the same time', async () => {
      const held = paused();
      const second = Promise.withResolvers<void>();
      const jobs = runner({ run: (running) => (running.tenant === acme ? held.run(running) : Promise.resolve(second.resolve())) });
      jobs.start();
      await jobs.enqueue(database.db, job('a'));
      await held.called;
      await jobs.enqueue(database.db, job('a', { tenant: asId<TenantId>('globex') }));
      await second.promise; // while the first one is held
      held.goOn();
      await jobs.idle();
      expect(await states()).toStrictEqual(['done', 'done']);
    });

    test('50 servers with the same key each have their own job', async () => {
      const seen = new Set<string>();
      const jobs = runner({ run: async ({ tenant, payload }) => void seen.add(`${tenant}=${payload['answer']}`) });
      const servers = Array.from({ length: 50 }, (_, index) => asId<TenantId>(`server/${index}`));
      for (const tenant of servers) await jobs.enqueue(database.db, job('same', { tenant, payload: { answer: tenant } }));
      jobs.start();
      await jobs.idle();
      expect(seen).toStrictEqual(new Set(servers.map((tenant) => `${tenant}=${tenant}`)));
    });
  });

  describe(`jobs on ${engine.name}: at least once, and one at a time`, () => {
    test('three runners share 300 jobs: each is run, none twice', async () => {
      const runs: string[] = [];
      const three = Array.from({ length: 3 }, () => runner({ run: async ({ key }) => void runs.push(key) }));
      await database.transaction(async (trx) => {
        for (let index = 0; index < 300; index++) await three[0]?.enqueue(trx, job(`${index}`));
      });
      for (const jobs of three) jobs.start();
      await Promise.all(three.map((jobs) => jobs.idle()));
      expect(runs).toHaveLength(300);
      expect(new Set(runs).size).toBe(300);
    });

    test('no more run at once than the handler allows', async () => {
      let inside = 0;
      let most = 0;
      const jobs = runner({
        concurrency: 2,
        async run() {
          most = Math.max(most, ++inside);
          await new Promise(setImmediate);
          inside--;
        },
      });
      for (let index = 0; index < 12; index++) await jobs.enqueue(database.db, job(`${index}`));
      jobs.start();
      await jobs.idle();
      expect(most).toBe(2);
      expect(await jobs.counts()).toStrictEqual([]);
    });

    test('who lost the lease cannot finish the job that another has taken up', async () => {
      const slow = paused();
      const quick = paused();
      const one = runner({ run: slow.run });
      const two = runner({ run: quick.run });
      one.start();
      await one.enqueue(database.db, job('a'));
      await slow.called;
      wallMs += LEASE_MS;
      two.start();
      await two.idle(); // it found the lease ended, and the job waits a moment
      wallMs += MINUTE_MS;
      two.poke();
      await quick.called;
      slow.goOn();
      await one.idle();
      expect(whats()).toStrictEqual(['attempt', 'lost']);
      expect(await states()).toStrictEqual(['running']);
      quick.goOn();
      await two.idle();
      expect(await states()).toStrictEqual(['done']);
    });

    /** What a process does that takes a job and dies. */
    const takeAndDie = () => claimJobs(database.db, { queue: 'grade', limit: 1, maxAttempts: 3, nowMs: clock.now(), wallMs, leaseMs: LEASE_MS, locksRows: database.locksRows });

    test('what a dead process was running is run again: at once by one that is alone, else when the lease has ended', async () => {
      for (const alone of [true, false]) {
        const attempts: number[] = [];
        const jobs = runner({ run: async ({ attempt }) => void attempts.push(attempt) }, { alone });
        await jobs.enqueue(database.db, job(`alone ${alone}`));
        await takeAndDie();
        jobs.start();
        await jobs.idle();
        await pass(jobs, SECOND_MS);
        expect(attempts).toStrictEqual(alone ? [2] : []);
        await pass(jobs, LEASE_MS);
        await pass(jobs, SECOND_MS);
        expect(attempts).toStrictEqual([2]);
        await jobs.stop();
      }
    });

    test('one that is alone takes nothing from itself', async () => {
      const held = paused();
      const jobs = runner({ run: held.run }, { alone: true });
      jobs.start();
      await jobs.idle();
      await jobs.enqueue(database.db, job('a'));
      await held.called;
      const idle = jobs.idle(); // looks once more while the job runs
      await new Promise(setImmediate);
      held.goOn();
      await idle;
      await pass(jobs, MINUTE_MS);
      expect({ runs: held.runs, faults }).toStrictEqual({ runs: ['a'], faults: [] });
    });

    test('a job that kills its process each time is not tried for ever', async () => {
      let dead = 0;
      for (let life = 1; life <= 3; life++) {
        const jobs = runner({ run: () => Promise.reject(new Error('it does not come to this')), dead: async () => void dead++ }, { alone: true });
        if (life === 1) await jobs.enqueue(database.db, job('poison'));
        expect(await takeAndDie()).toMatchObject([{ attempt: life }]);
        jobs.start();
        await jobs.idle();
        await jobs.stop();
        wallMs += MINUTE_MS;
      }
      expect(dead).toBe(1);
      expect(await states()).toStrictEqual(['dead']);
      expect(whats()).toStrictEqual(['attempt', 'attempt', 'dead']);
    });

    test('stop waits for what runs and starts nothing more', async () => {
      const slow = paused();
      const jobs = runner({ concurrency: 1, run: slow.run });
      jobs.start();
      await jobs.enqueue(database.db, job('a'));
      await slow.called;
      await jobs.enqueue(database.db, job('b'));
      let stopped = false;
      const stopping = jobs.stop().then(() => (stopped = true));
      await jobs.counts();
      expect(stopped).toBe(false);
      slow.goOn();
      await stopping;
      expect((await states()).sort()).toStrictEqual(['done', 'ready']);
      await expect(jobs.idle()).rejects.toThrow(/not started/);
    });
  });

  describe(`jobs on ${engine.name}: failures`, () => {
    test('a job is tried again with growing waits, then dies, and what is kept says why without a word of the message', async () => {
      const tries: { readonly attempt: number; readonly last: boolean }[] = [];
      const buried: string[] = [];
      const jobs = runner({
        async run({ attempt, lastAttempt }) {
          tries.push({ attempt, last: lastAttempt });
          throw new PlatformError('forbidden', 'my card is 4111 1111 1111 1111');
        },
        dead: async ({ key }, error) => void buried.push(`${key} ${error instanceof PlatformError}`),
      });
      jobs.start();
      await jobs.enqueue(database.db, job('a'));
      await jobs.idle();
      expect(tries).toStrictEqual([{ attempt: 1, last: false }]);
      await pass(jobs, 499);
      expect(tries).toHaveLength(1);
      await pass(jobs, 501);
      expect(tries).toHaveLength(2);
      await pass(jobs, 999);
      expect(tries).toHaveLength(2);
      await pass(jobs, 1001);
      expect(tries).toStrictEqual([{ attempt: 1, last: false }, { attempt: 2, last: false }, { attempt: 3, last: true }]);
      await pass(jobs, DAY_MS);
      expect(buried).toStrictEqual(['a true']);
      expect(whats()).toStrictEqual(['attempt', 'attempt', 'dead']);
      expect(await jobs.counts()).toStrictEqual([{ queue: 'grade', ready: 0, running: 0, dead: 1, oldestDueMs: 0 }]);
      const [row] = await database.db.selectFrom('job').selectAll().execute();
      expect(row?.last_error).toBe('PlatformError forbidden');
      expect(JSON.stringify(row)).not.toContain('4111');
    });

    test('RetryLater waits as long as it says by the machine’s clock, and uses up no attempt', async () => {
      const attempts: number[] = [];
      const jobs = runner({
        maxAttempts: 1,
        async run({ attempt }) {
          attempts.push(attempt);
          if (attempts.length <= 3) throw new RetryLater(30 * SECOND_MS);
        },
      });
      jobs.start();
      await jobs.enqueue(database.db, job('a'));
      await jobs.idle();
      clock.advance(DAY_MS); // the playground's clock does not lift a rate limit
      await jobs.idle();
      expect(attempts).toStrictEqual([1]);
      await pass(jobs, 30 * SECOND_MS - 1);
      expect(attempts).toStrictEqual([1]);
      await pass(jobs, 1);
      await pass(jobs, 30 * SECOND_MS);
      await pass(jobs, 30 * SECOND_MS);
      expect(attempts).toStrictEqual([1, 1, 1, 1]);
      expect(faults).toStrictEqual([]);
      expect(await states()).toStrictEqual(['done']);
    });

    test('a handler for the dead that fails does not keep the job alive', async () => {
      const jobs = runner({ maxAttempts: 1, run: () => Promise.reject(new TypeError('x')), dead: () => Promise.reject(new Error('y')) });
      jobs.start();
      await jobs.enqueue(database.db, job('a'));
      await jobs.idle();
      expect(whats()).toStrictEqual(['dead', 'dead-handler']);
      expect(await states()).toStrictEqual(['dead']);
    });

    test('a long row of quick jobs lets the rest of the process in', async () => {
      let runs = 0;
      const jobs = runner({ concurrency: 1, run: async () => void runs++ });
      await database.transaction(async (trx) => {
        for (let index = 0; index < 50; index++) await jobs.enqueue(trx, job(`${index}`));
      });
      const others: number[] = [];
      const breathe = (): void => {
        others.push(runs);
        if (runs < 50) setImmediate(breathe);
      };
      jobs.start();
      setImmediate(breathe);
      await jobs.idle();
      expect(new Set(others).size).toBeGreaterThan(25);
    });

    test('one job that fails does not hold up the others', async () => {
      const runs: string[] = [];
      const jobs = runner({ concurrency: 1, run: async ({ key }) => { if (key === 'bad') throw new Error('x'); runs.push(key); } });
      jobs.start();
      await jobs.enqueue(database.db, job('bad'));
      for (const key of ['b', 'c', 'd']) await jobs.enqueue(database.db, job(key));
      await jobs.idle();
      expect(runs.sort()).toStrictEqual(['b', 'c', 'd']);
    });
  });

  describe(`jobs on ${engine.name}: for the operator`, () => {
    test('counts what waits, runs and died, and how long the oldest has been due', async () => {
      const slow = paused();
      const jobs = runner({ concurrency: 1, run: slow.run });
      jobs.start();
      await jobs.enqueue(database.db, job('a'));
      await slow.called;
      await jobs.enqueue(database.db, job('b'));
      await jobs.enqueue(database.db, job('c', { runAtMs: NOW + DAY_MS }));
      clock.advance(5 * MINUTE_MS);
      expect(await jobs.counts()).toStrictEqual([{ queue: 'grade', ready: 2, running: 1, dead: 0, oldestDueMs: 5 * MINUTE_MS }]);
      slow.goOn();
    });

    test('done jobs leave after a day, dead ones after 90, and the house is kept once an hour', async () => {
      let kept = 0;
      const jobs = runner(
        { maxAttempts: 1, run: ({ key }) => (key === 'bad' ? Promise.reject(new Error('x')) : Promise.resolve()) },
        { housekeeping: [() => Promise.reject(new Error('z')), async () => void kept++] },
      );
      jobs.start();
      await jobs.enqueue(database.db, job('good'));
      await jobs.enqueue(database.db, job('bad'));
      await jobs.idle();
      await pass(jobs, 59 * MINUTE_MS);
      expect(kept).toBe(1);
      await pass(jobs, 23 * 60 * MINUTE_MS);
      expect((await states()).sort()).toStrictEqual(['dead', 'done']);
      await pass(jobs, 60 * MINUTE_MS + 1);
      await jobs.idle();
      expect(await states()).toStrictEqual(['dead']);
      await pass(jobs, 90 * DAY_MS);
      await jobs.idle();
      expect(await states()).toStrictEqual([]);
      expect(kept).toBe(4);
      expect(whats().filter((what) => what === 'housekeeping')).toHaveLength(4);
    });
  });
}
