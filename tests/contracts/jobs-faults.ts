// What durable work must do when processes die, handlers fail and operators look.
import { describe, expect, test } from 'vitest';
import { PlatformError } from '../../src/core/errors.ts';
import { RetryLater } from '../../src/jobs/port.ts';
import { claimJobs } from '../../src/store/jobs.ts';
import type { Engine } from '../store/engines.ts';
import { DAY_MS, LEASE_MS, MINUTE_MS, NOW, SECOND_MS, jobsRig, paused } from './jobs-rig.ts';

export function jobFaultsContract(engine: Engine): void {
  const rig = jobsRig(engine);

  describe(`jobs on ${engine.name}: at least once, and one at a time`, () => {
    test('three runners share 300 jobs: each is run, none twice', async () => {
      const runs: string[] = [];
      const three = Array.from({ length: 3 }, () => rig.runner({ run: async ({ key }) => void runs.push(key) }));
      await rig.database.transaction(async (trx) => {
        for (let index = 0; index < 300; index++) await three[0]?.enqueue(trx, rig.job(`${index}`));
      });
      for (const jobs of three) jobs.start();
      await Promise.all(three.map((jobs) => jobs.idle()));
      expect(runs).toHaveLength(300);
      expect(new Set(runs).size).toBe(300);
    });

    test('no more run at once than the handler allows', async () => {
      let inside = 0;
      let most = 0;
      const jobs = rig.runner({
        concurrency: 2,
        async run() {
          most = Math.max(most, ++inside);
          await new Promise(setImmediate);
          inside--;
        },
      });
      for (let index = 0; index < 12; index++) await jobs.enqueue(rig.database.db, rig.job(`${index}`));
      jobs.start();
      await jobs.idle();
      expect(most).toBe(2);
      expect(await jobs.counts()).toStrictEqual([]);
    });

    test('who lost the lease cannot finish the job that another has taken up', async () => {
      const slow = paused();
      const quick = paused();
      const one = rig.runner({ run: slow.run });
      const two = rig.runner({ run: quick.run });
      one.start();
      await one.enqueue(rig.database.db, rig.job('a'));
      await slow.called;
      rig.wallMs += LEASE_MS;
      two.start();
      await two.idle(); // it found the lease ended, and the job waits a moment
      rig.wallMs += MINUTE_MS;
      two.poke();
      await quick.called;
      slow.goOn();
      await one.idle();
      expect(rig.whats()).toStrictEqual(['attempt', 'lost']);
      expect(await rig.states()).toStrictEqual(['running']);
      quick.goOn();
      await two.idle();
      expect(await rig.states()).toStrictEqual(['done']);
    });

    /** What a process does that takes a job and dies. */
    const takeAndDie = () =>
      claimJobs(rig.database.db, {
        queue: 'grade',
        limit: 1,
        maxAttempts: 3,
        nowMs: rig.clock.now(),
        wallMs: rig.wallMs,
        leaseMs: LEASE_MS,
        locksRows: rig.database.locksRows,
      });

    test('what a dead process was running is run again: at once by one that is alone, else when the lease has ended', async () => {
      for (const alone of [true, false]) {
        const attempts: number[] = [];
        const jobs = rig.runner({ run: async ({ attempt }) => void attempts.push(attempt) }, { alone });
        await jobs.enqueue(rig.database.db, rig.job(`alone ${alone}`));
        await takeAndDie();
        jobs.start();
        await jobs.idle();
        await rig.pass(jobs, SECOND_MS);
        expect(attempts).toStrictEqual(alone ? [2] : []);
        await rig.pass(jobs, LEASE_MS);
        await rig.pass(jobs, SECOND_MS);
        expect(attempts).toStrictEqual([2]);
        await jobs.stop();
      }
    });

    test('one that is alone takes nothing from itself', async () => {
      const held = paused();
      const second = Promise.withResolvers<void>();
      const jobs = rig.runner(
        { run: (running) => (running.key === 'a' ? held.run(running) : Promise.resolve(second.resolve())) },
        { alone: true },
      );
      jobs.start();
      await jobs.enqueue(rig.database.db, rig.job('a'));
      await held.called;
      await jobs.enqueue(rig.database.db, rig.job('b'));
      await second.promise; // it has looked again
      held.goOn();
      await jobs.idle();
      await rig.pass(jobs, MINUTE_MS);
      expect({ runs: held.runs, faults: rig.faults }).toStrictEqual({ runs: ['a'], faults: [] });
    });

    test('a job that kills its process each time is not tried for ever', async () => {
      let dead = 0;
      for (let life = 1; life <= 3; life++) {
        const jobs = rig.runner(
          { run: () => Promise.reject(new Error('it does not come to this')), dead: async () => void dead++ },
          { alone: true },
        );
        if (life === 1) await jobs.enqueue(rig.database.db, rig.job('poison'));
        expect(await takeAndDie()).toMatchObject([{ attempt: life }]);
        jobs.start();
        await jobs.idle();
        await jobs.stop();
        rig.wallMs += MINUTE_MS;
      }
      expect(dead).toBe(1);
      expect(await rig.states()).toStrictEqual(['dead']);
      expect(rig.whats()).toStrictEqual(['attempt', 'attempt', 'dead']);
    });

    test('stop waits for what runs and starts nothing more', async () => {
      const slow = paused();
      const jobs = rig.runner({ concurrency: 1, run: slow.run });
      jobs.start();
      await jobs.enqueue(rig.database.db, rig.job('a'));
      await slow.called;
      await jobs.enqueue(rig.database.db, rig.job('b'));
      let stopped = false;
      const stopping = jobs.stop().then(() => (stopped = true));
      await jobs.counts();
      expect(stopped).toBe(false);
      slow.goOn();
      await stopping;
      expect((await rig.states()).sort()).toStrictEqual(['done', 'ready']);
      await expect(jobs.idle()).rejects.toThrow(/not started/);
    });
  });

  describe(`jobs on ${engine.name}: failures`, () => {
    test('a job is tried again with growing waits, then dies, and what is kept says why without a word of the message', async () => {
      const tries: { readonly attempt: number; readonly last: boolean }[] = [];
      const buried: string[] = [];
      const jobs = rig.runner({
        async run({ attempt, lastAttempt }) {
          tries.push({ attempt, last: lastAttempt });
          throw new PlatformError('forbidden', 'my card is 4111 1111 1111 1111');
        },
        dead: async ({ key }, error) => void buried.push(`${key} ${error instanceof PlatformError}`),
      });
      jobs.start();
      await jobs.enqueue(rig.database.db, rig.job('a'));
      await jobs.idle();
      expect(tries).toStrictEqual([{ attempt: 1, last: false }]);
      await rig.pass(jobs, 499);
      expect(tries).toHaveLength(1);
      await rig.pass(jobs, 501);
      expect(tries).toHaveLength(2);
      await rig.pass(jobs, 999);
      expect(tries).toHaveLength(2);
      await rig.pass(jobs, 1001);
      expect(tries).toStrictEqual([
        { attempt: 1, last: false },
        { attempt: 2, last: false },
        { attempt: 3, last: true },
      ]);
      await rig.pass(jobs, DAY_MS);
      expect(buried).toStrictEqual(['a true']);
      expect(rig.whats()).toStrictEqual(['attempt', 'attempt', 'dead']);
      expect(await jobs.counts()).toStrictEqual([{ queue: 'grade', ready: 0, running: 0, dead: 1, oldestDueMs: 0 }]);
      const [row] = await rig.database.db.selectFrom('job').selectAll().execute();
      expect(row?.last_error).toBe('PlatformError forbidden');
      expect(JSON.stringify(row)).not.toContain('4111');
    });

    test('RetryLater waits as long as it says by the machine’s clock, and uses up no attempt', async () => {
      const attempts: number[] = [];
      const jobs = rig.runner({
        maxAttempts: 1,
        async run({ attempt }) {
          attempts.push(attempt);
          if (attempts.length <= 3) throw new RetryLater(30 * SECOND_MS);
        },
      });
      jobs.start();
      await jobs.enqueue(rig.database.db, rig.job('a'));
      await jobs.idle();
      rig.clock.advance(DAY_MS); // the playground's clock does not lift a rate limit
      await jobs.idle();
      expect(attempts).toStrictEqual([1]);
      await rig.pass(jobs, 30 * SECOND_MS - 1);
      expect(attempts).toStrictEqual([1]);
      await rig.pass(jobs, 1);
      await rig.pass(jobs, 30 * SECOND_MS);
      await rig.pass(jobs, 30 * SECOND_MS);
      expect(attempts).toStrictEqual([1, 1, 1, 1]);
      expect(rig.faults).toStrictEqual([]);
      expect(await rig.states()).toStrictEqual(['done']);
    });

    test('a handler for the dead that fails does not keep the job alive', async () => {
      const jobs = rig.runner({
        maxAttempts: 1,
        run: () => Promise.reject(new TypeError('x')),
        dead: () => Promise.reject(new Error('y')),
      });
      jobs.start();
      await jobs.enqueue(rig.database.db, rig.job('a'));
      await jobs.idle();
      expect(rig.whats()).toStrictEqual(['dead', 'dead-handler']);
      expect(await rig.states()).toStrictEqual(['dead']);
    });

    test('a long row of quick jobs lets the rest of the process in', async () => {
      let runs = 0;
      const jobs = rig.runner({ concurrency: 1, run: async () => void runs++ });
      await rig.database.transaction(async (trx) => {
        for (let index = 0; index < 50; index++) await jobs.enqueue(trx, rig.job(`${index}`));
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
      const jobs = rig.runner({
        concurrency: 1,
        run: async ({ key }) => {
          if (key === 'bad') throw new Error('x');
          runs.push(key);
        },
      });
      jobs.start();
      await jobs.enqueue(rig.database.db, rig.job('bad'));
      for (const key of ['b', 'c', 'd']) await jobs.enqueue(rig.database.db, rig.job(key));
      await jobs.idle();
      expect(runs.sort()).toStrictEqual(['b', 'c', 'd']);
    });
  });

  describe(`jobs on ${engine.name}: for the operator`, () => {
    test('counts what waits, runs and died, and how long the oldest has been due', async () => {
      const slow = paused();
      const jobs = rig.runner({ concurrency: 1, run: slow.run });
      jobs.start();
      await jobs.enqueue(rig.database.db, rig.job('a'));
      await slow.called;
      await jobs.enqueue(rig.database.db, rig.job('b'));
      await jobs.enqueue(rig.database.db, rig.job('c', { runAtMs: NOW + DAY_MS }));
      rig.clock.advance(5 * MINUTE_MS);
      expect(await jobs.counts()).toStrictEqual([{ queue: 'grade', ready: 2, running: 1, dead: 0, oldestDueMs: 5 * MINUTE_MS }]);
      slow.goOn();
    });

    test('done jobs leave after a day, dead ones after 90, and the house is kept once an hour', async () => {
      let kept = 0;
      const jobs = rig.runner(
        { maxAttempts: 1, run: ({ key }) => (key === 'bad' ? Promise.reject(new Error('x')) : Promise.resolve()) },
        { housekeeping: [() => Promise.reject(new Error('z')), async () => void kept++] },
      );
      jobs.start();
      await jobs.enqueue(rig.database.db, rig.job('good'));
      await jobs.enqueue(rig.database.db, rig.job('bad'));
      await jobs.idle();
      await rig.pass(jobs, 59 * MINUTE_MS);
      expect(kept).toBe(1);
      await rig.pass(jobs, 23 * 60 * MINUTE_MS);
      expect((await rig.states()).sort()).toStrictEqual(['dead', 'done']);
      await rig.pass(jobs, 60 * MINUTE_MS + 1);
      await jobs.idle();
      expect(await rig.states()).toStrictEqual(['dead']);
      await rig.pass(jobs, 90 * DAY_MS);
      await jobs.idle();
      expect(await rig.states()).toStrictEqual([]);
      expect(kept).toBe(4);
      expect(rig.whats().filter((what) => what === 'housekeeping')).toHaveLength(4);
    });
  });
}
