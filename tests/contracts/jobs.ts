// What durable work must do, whatever database it stands on: when a job runs, and what its key means.
import { describe, expect, test } from 'vitest';
import { PlatformError } from '../../src/core/errors.ts';
import { asId } from '../../src/core/ids.ts';
import type { TenantId } from '../../src/core/ids.ts';
import type { RunningJob } from '../../src/jobs/port.ts';
import type { Engine } from '../store/engines.ts';
import { DAY_MS, MINUTE_MS, NOW, SECOND_MS, acme, globex, jobsRig, paused } from './jobs-rig.ts';

export function jobTimesContract(engine: Engine): void {
  const rig = jobsRig(engine);

  describe(`jobs on ${engine.name}: when they run`, () => {
    test('a job runs as soon as the transaction that enqueued it has committed, and only once', async () => {
      const seen: RunningJob[] = [];
      const ran = Promise.withResolvers<void>();
      const jobs = rig.runner({
        run: async (running) => {
          seen.push(running);
          ran.resolve();
        },
      });
      jobs.start();
      await jobs.idle(); // it sleeps
      await rig.database.transaction(async (trx) => {
        await jobs.enqueue(trx, rig.job('a:1/2', { payload: { answer: 'ü/1', version: 2, post: null } }));
        expect(seen).toStrictEqual([]);
      });
      await ran.promise; // nobody poked
      await jobs.idle();
      expect(seen).toMatchObject([
        { tenant: acme, key: 'a:1/2', payload: { answer: 'ü/1', version: 2, post: null }, attempt: 1, lastAttempt: false, runAtMs: NOW },
      ]);
      expect(await rig.states()).toStrictEqual(['done']);
    });

    test('a job enqueued in a transaction that was rolled back never runs', async () => {
      const runs: string[] = [];
      const jobs = rig.runner({ run: async ({ key }) => void runs.push(key) });
      jobs.start();
      await rig.database
        .transaction(async (trx) => {
          await jobs.enqueue(trx, rig.job('gone'));
          throw new Error('no');
        })
        .catch(() => {});
      await jobs.enqueue(rig.database.db, rig.job('stays'));
      await rig.pass(jobs, DAY_MS);
      expect(runs).toStrictEqual(['stays']);
    });

    test('a job runs when it is due, not before, the earliest first', async () => {
      const runs: string[] = [];
      const jobs = rig.runner({ concurrency: 1, run: async ({ key }) => void runs.push(key) });
      jobs.start();
      await jobs.enqueue(rig.database.db, rig.job('second', { runAtMs: NOW + 2 * MINUTE_MS }));
      await jobs.enqueue(rig.database.db, rig.job('first', { runAtMs: NOW + MINUTE_MS }));
      await rig.pass(jobs, MINUTE_MS - 1);
      expect(runs).toStrictEqual([]);
      await rig.pass(jobs, 1);
      expect(runs).toStrictEqual(['first']);
      await rig.pass(jobs, MINUTE_MS);
      expect(runs).toStrictEqual(['first', 'second']);
    });

    test('of jobs that are overdue the one that was due first runs first', async () => {
      const runs: string[] = [];
      const jobs = rig.runner({ concurrency: 1, run: async ({ key }) => void runs.push(key) });
      for (const [key, runAtMs] of [
        ['third', NOW - 1],
        ['first', NOW - 3],
        ['second', NOW - 2],
      ] as const)
        await jobs.enqueue(rig.database.db, rig.job(key, { runAtMs }));
      jobs.start();
      await jobs.idle();
      expect(runs).toStrictEqual(['first', 'second', 'third']);
    });

    test('what is due later, and what waits after a failure, starts by itself when its time has come', async () => {
      const ran = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const jobs = rig.runner({
        async run({ attempt }) {
          ran[attempt - 1]?.resolve();
          if (attempt === 1) throw new Error('x');
        },
      });
      jobs.start();
      await jobs.enqueue(rig.database.db, rig.job('a', { runAtMs: NOW + SECOND_MS }));
      await jobs.idle();
      rig.wallMs += SECOND_MS;
      rig.clock.advance(SECOND_MS);
      await ran[0]?.promise;
      await jobs.idle();
      rig.wallMs += SECOND_MS;
      rig.clock.advance(SECOND_MS);
      await ran[1]?.promise;
      await jobs.idle();
      expect(await rig.states()).toStrictEqual(['done']);
    });

    test('when the clock jumps a day and back, what became due has run and what is new still runs', async () => {
      const runs: string[] = [];
      const jobs = rig.runner({ run: async ({ key }) => void runs.push(key) });
      jobs.start();
      await jobs.enqueue(rig.database.db, rig.job('tomorrow', { runAtMs: NOW + DAY_MS }));
      await jobs.enqueue(rig.database.db, rig.job('next week', { runAtMs: NOW + 7 * DAY_MS }));
      rig.clock.set(NOW + DAY_MS);
      await jobs.idle();
      expect(runs).toStrictEqual(['tomorrow']);
      rig.clock.set(NOW);
      await jobs.enqueue(rig.database.db, rig.job('now'));
      await jobs.idle();
      expect(runs).toStrictEqual(['tomorrow', 'now']);
      await jobs.enqueue(rig.database.db, rig.job('in a minute', { runAtMs: NOW + MINUTE_MS }));
      await rig.pass(jobs, MINUTE_MS);
      expect(runs).toStrictEqual(['tomorrow', 'now', 'in a minute']);
    });

    test('a job left waiting after a failure is not held up when the clock is set back a day', async () => {
      const attempts: number[] = [];
      const jobs = rig.runner({
        run: async ({ attempt }) => {
          attempts.push(attempt);
          if (attempt === 1) throw new PlatformError('unavailable', 'x');
        },
      });
      jobs.start();
      rig.clock.set(NOW + DAY_MS);
      await jobs.enqueue(rig.database.db, rig.job('a', { runAtMs: NOW }));
      await jobs.idle();
      rig.clock.set(NOW);
      rig.wallMs += MINUTE_MS;
      jobs.poke();
      await jobs.idle();
      expect(attempts).toStrictEqual([1, 2]);
    });

    test('a queue that nobody works is refused when a job is enqueued, and so is a second handler', async () => {
      const jobs = rig.runner({ run: async () => {} });
      await expect(jobs.enqueue(rig.database.db, rig.job('a', { queue: 'graed' }))).rejects.toThrow(/graed/);
      expect(() => jobs.work({ queue: 'grade', concurrency: 1, maxAttempts: 1, leaseMs: 1, run: async () => {} })).toThrow(/grade/);
    });
  });

  describe(`jobs on ${engine.name}: one key`, () => {
    test('enqueued again while it waits, it runs once, later, with the newest payload', async () => {
      const seen: unknown[] = [];
      const jobs = rig.runner({ run: async ({ payload }) => void seen.push(payload) });
      jobs.start();
      for (const word of [1, 2, 3]) {
        await jobs.enqueue(rig.database.db, rig.job('thread', { payload: { word }, runAtMs: rig.clock.now() + 20 * SECOND_MS }));
        await rig.pass(jobs, 10 * SECOND_MS);
      }
      expect(seen).toStrictEqual([]);
      await rig.pass(jobs, 10 * SECOND_MS);
      expect(seen).toStrictEqual([{ word: 3 }]);
      expect(await rig.states()).toStrictEqual(['done']);
    });

    test('enqueued again while it runs, it runs once more afterwards, never at the same time', async () => {
      const first = paused();
      let inside = 0;
      let most = 0;
      const jobs = rig.runner({
        async run(running) {
          most = Math.max(most, ++inside);
          if (first.runs.length === 0) await first.run(running);
          else first.runs.push(running.key);
          inside--;
        },
      });
      jobs.start();
      await jobs.enqueue(rig.database.db, rig.job('board'));
      await first.called;
      await jobs.enqueue(rig.database.db, rig.job('board'));
      await jobs.enqueue(rig.database.db, rig.job('board'));
      expect((await rig.states()).sort()).toStrictEqual(['ready', 'running']);
      first.goOn();
      await jobs.idle();
      expect({ runs: first.runs, most }).toStrictEqual({ runs: ['board', 'board'], most: 1 });
    });

    test('a run that fails while a newer one waits leaves the work to the newer one', async () => {
      const first = paused();
      const seen: unknown[] = [];
      const jobs = rig.runner({
        async run(running) {
          seen.push(running.payload['word']);
          if (seen.length > 1) return;
          await first.run(running);
          throw new Error('old news');
        },
      });
      jobs.start();
      await jobs.enqueue(rig.database.db, rig.job('board', { payload: { word: 'old' } }));
      await first.called;
      await jobs.enqueue(rig.database.db, rig.job('board', { payload: { word: 'new' } }));
      first.goOn();
      await jobs.idle();
      await rig.pass(jobs, DAY_MS);
      expect(seen).toStrictEqual(['old', 'new']);
      expect(await rig.states()).toStrictEqual(['done', 'done']);
    });

    test('a failed job is tried again, whatever waits under another key or in another server', async () => {
      const held = paused();
      const seen: string[] = [];
      const jobs = rig.runner({
        concurrency: 1,
        async run(running) {
          seen.push(`${running.tenant} ${running.key} ${running.attempt}`);
          if (seen.length > 1) return;
          await held.run(running);
          throw new Error('x');
        },
      });
      jobs.start();
      await jobs.enqueue(rig.database.db, rig.job('a'));
      await held.called;
      await jobs.enqueue(rig.database.db, rig.job('b'));
      await jobs.enqueue(rig.database.db, rig.job('a', { tenant: globex }));
      held.goOn();
      await jobs.idle();
      await rig.pass(jobs, SECOND_MS);
      expect(seen.sort()).toStrictEqual([`${acme} a 1`, `${acme} a 2`, `${acme} b 1`, `${globex} a 1`]);
    });

    test('servers with the same key are worked on at the same time', async () => {
      const held = paused();
      const second = Promise.withResolvers<void>();
      const jobs = rig.runner({ run: (running) => (running.tenant === acme ? held.run(running) : Promise.resolve(second.resolve())) });
      jobs.start();
      await jobs.enqueue(rig.database.db, rig.job('a'));
      await held.called;
      await jobs.enqueue(rig.database.db, rig.job('a', { tenant: globex }));
      await second.promise; // while the first one is held
      held.goOn();
      await jobs.idle();
      expect(await rig.states()).toStrictEqual(['done', 'done']);
    });

    test('50 servers with the same key each have their own job', async () => {
      const seen = new Set<string>();
      const jobs = rig.runner({ run: async ({ tenant, payload }) => void seen.add(`${tenant}=${payload['answer']}`) });
      const servers = Array.from({ length: 50 }, (_, index) => asId<TenantId>(`server/${index}`));
      for (const tenant of servers) await jobs.enqueue(rig.database.db, rig.job('same', { tenant, payload: { answer: tenant } }));
      jobs.start();
      await jobs.idle();
      expect(seen).toStrictEqual(new Set(servers.map((tenant) => `${tenant}=${tenant}`)));
    });
  });
}
