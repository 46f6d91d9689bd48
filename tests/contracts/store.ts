// What every engine under the store must do.
import { sql } from 'kysely';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { manualClock } from '../../src/core/clock.ts';
import type { ManualClock } from '../../src/core/clock.ts';
import { OperatorError } from '../../src/core/errors.ts';
import { asId } from '../../src/core/ids.ts';
import type { AnswerId, ChannelId, MessageId, PostId, TenantId, ThreadId, UserId } from '../../src/core/ids.ts';
import type { Inbound } from '../../src/core/platform.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import { createExpiring } from '../../src/store/expiring.ts';
import { INBOX_KEPT_MS, handled, receive, sweepInbox, unhandled } from '../../src/store/inbox.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Tables } from '../../src/store/schema.ts';
import type { Engine } from '../store/engines.ts';

const NOW = Date.UTC(2026, 2, 8, 9, 30);
const MINUTE_MS = 60_000;
const acme = asId<TenantId>('local:server/acme');
const globex = asId<TenantId>('local:server/globex');
const ana = asId<UserId>('local:user/ana');

/** A row with every column of every table. */
const FULL: { readonly [Table in keyof Tables]: Tables[Table] } = {
  plan: {
    tenant: acme,
    id: 'plan',
    channel: asId<ChannelId>('c/1'),
    zone: 'Europe/Vilnius',
    local_time: '09:30',
    weekdays: '[1,2]',
    filters: '{}',
    jurisdiction: 'US',
    next_due_at: NOW,
    next_due_date: '2026-03-08',
    state: 'active',
    revision: 1,
    options: '{}',
    repeats_told: 0,
    created_at: NOW,
  },
  post: {
    tenant: acme,
    id: asId<PostId>('post'),
    plan: 'plan',
    channel: asId<ChannelId>('c/1'),
    local_date: '2026-03-08',
    number: 1,
    question: 'q',
    question_version: 1,
    rubric_version: 'r1',
    state: 'planned',
    sending_at: null,
    message: asId<MessageId>('m:1/2'),
    thread: asId<ThreadId>('t:1/2'),
    board_message: null,
    opened_at: null,
    closes_at: NOW,
    slot: 'day',
    release: 'at-close',
    shared_with: 'coaches',
    attempt: 2,
    wording: 'Was it “late”?',
    fault: 'permission',
    recap_message: null,
    due_at: NOW,
    by_hand: 1,
    pinned_at: null,
    created_at: NOW,
  },
  plan_draft: { tenant: acme, id: 'draft', member: ana, plan: null, revision: 0, rule: '{}', created_at: NOW, updated_at: NOW },
  upcoming: { tenant: acme, plan: 'plan', id: 'next', position: 1, question: 'q', source: 'queue', created_at: NOW },
  notice: {
    tenant: acme,
    id: 'skipped:plan',
    plan: 'plan',
    post: null,
    kind: 'skipped',
    detail: '{"days":2}',
    created_at: NOW,
    told_at: null,
  },
  ballot: { tenant: acme, post: asId<PostId>('post'), plan: 'plan', options: '["q"]', message: null, winner: null, created_at: NOW },
  ballot_vote: { tenant: acme, post: asId<PostId>('post'), member: ana, question: 'q', created_at: NOW },
  said: {
    tenant: acme,
    message: asId<MessageId>('m:1/3'),
    member: ana,
    target_kind: 'post',
    target: 'post',
    text: 'I’d say “no” – 100 % 🙂',
    status: 'waiting',
    replies_to_person: 0,
    answer: null,
    sent_at: NOW,
    edited_at: null,
  },
  answer: {
    tenant: acme,
    id: asId<AnswerId>('answer'),
    member: ana,
    post: null,
    session: null,
    question: 'q',
    question_version: 1,
    rubric_version: 'r1',
    level: 'junior',
    jurisdiction: 'US',
    lane: 'form',
    asked: null,
    follows: null,
    version: 1,
    shared_at: NOW,
    published_message: null,
    created_at: NOW,
    updated_at: NOW,
  },
  answer_version: {
    tenant: acme,
    answer: asId<AnswerId>('answer'),
    version: 1,
    text: 'line\nline',
    hash: 'h',
    origin: 'first',
    created_at: NOW,
  },
  grade: {
    tenant: acme,
    id: 'grade',
    member: ana,
    answer: asId<AnswerId>('answer'),
    version: 1,
    question: 'q',
    question_version: 1,
    rubric_version: 'r1',
    level: 'junior',
    jurisdiction: 'US',
    grader: 'offline',
    answer_hash: 'h',
    outcome: '{}',
    overall_tenths: 34,
    created_at: NOW,
  },
  member: { tenant: acme, member: ana, profile: '{}', preferences: '{}', created_at: NOW, updated_at: NOW },
  practice_day: { tenant: acme, member: ana, local_date: '2026-03-08', answers: 2, first_at: NOW, last_at: NOW, streak: 2, frozen: 0 },
  practice_session: { tenant: acme, member: ana, id: 'session', state: '{}', created_at: NOW, updated_at: NOW },
  erase_ledger: { tenant: acme, id: 'erase', member_hash: 'h', erased_at: NOW },
  staff: { tenant: acme, id: 'staff', member: ana, member_group: null, rank: 'coach', created_at: NOW },
  audit: {
    tenant: acme,
    id: 'audit',
    member: null,
    action: 'plan.created',
    subject: 'plan',
    before: null,
    after: '{}',
    by_bot: 1,
    created_at: NOW,
  },
  coach_note: {
    tenant: acme,
    id: 'note',
    answer: asId<AnswerId>('answer'),
    member: ana,
    author: null,
    text: 'Say the figure first.',
    created_at: NOW,
    updated_at: NOW,
  },
  own_question: {
    tenant: acme,
    id: 'own-1',
    version: 1,
    state: 'suggested',
    record: '{}',
    member: ana,
    reason: null,
    created_at: NOW,
    updated_at: NOW,
  },
  server: { tenant: acme, state: 'joined', retention_days: 90, left_at: null, created_at: NOW },
  outage: { id: 'outage', from_at: NOW - MINUTE_MS, to_at: NOW },
  inbox: { tenant: acme, event_id: 'e', payload: null, received_at: NOW, handled_at: NOW },
  job: {
    tenant: acme,
    id: 'job',
    queue: 'grade',
    key: 'k',
    payload: '{}',
    state: 'done',
    run_at: NOW,
    attempts: 1,
    max_attempts: 3,
    lease: null,
    lease_until: null,
    last_error: null,
    created_at: NOW,
    finished_at: NOW,
  },
  expiring: { key: 'k', value: 'v', expires_at: null },
  setting: { key: 'k', value: 'v' },
};
const TABLES = Object.keys(FULL) as (keyof Tables)[]; // the keys of an object whose type has exactly these

function typed(tenant: TenantId, eventId: string): Inbound {
  return {
    kind: 'message',
    tenant,
    eventId,
    atMs: NOW,
    place: { kind: 'channel', channel: asId<ChannelId>('c/1') },
    message: {
      id: asId<MessageId>(`m/${eventId}`),
      author: { user: ana, name: 'Ana', locale: 'en', zone: null, admin: false, groups: [], bot: false },
      text: 'hello',
      sentAtMs: NOW,
      editedAtMs: null,
      repliesTo: null,
      attachments: 0,
    },
  };
}

export function storeContract(engine: Engine): void {
  let database: OpenDatabase;
  const settings = () => database.db.selectFrom('setting').selectAll().orderBy('key').execute();
  const put = (connection: Pick<OpenDatabase['db'], 'insertInto'>, key: string) =>
    connection.insertInto('setting').values({ key, value: 'v' }).execute();

  beforeEach(async () => {
    database = await engine.open();
  });

  describe(`schema on ${engine.name}`, () => {
    test.each(TABLES)('%s takes a full row and gives back the same, numbers as numbers', async (table) => {
      await database.db.insertInto(table).values(FULL[table]).execute();
      expect(await database.db.selectFrom(table).selectAll().execute()).toStrictEqual([FULL[table]]);
    });

    test('a channel has one post a day, and each server its own', async () => {
      await database.db.insertInto('post').values(FULL.post).execute();
      await expect(
        database.db
          .insertInto('post')
          .values({ ...FULL.post, id: asId<PostId>('second') })
          .execute(),
      ).rejects.toThrow(/unique/i);
      await database.db
        .insertInto('post')
        .values({ ...FULL.post, tenant: globex })
        .execute();
      expect(await database.db.selectFrom('post').select('tenant').orderBy('tenant').execute()).toStrictEqual([
        { tenant: acme },
        { tenant: globex },
      ]);
    });

    test('the same answer is graded once by the same grader', async () => {
      await database.db.insertInto('grade').values(FULL.grade).execute();
      await expect(
        database.db
          .insertInto('grade')
          .values({ ...FULL.grade, id: 'again' })
          .execute(),
      ).rejects.toThrow(/unique/i);
      await database.db
        .insertInto('grade')
        .values({ ...FULL.grade, id: 'other', grader: 'model' })
        .execute();
      expect(await database.db.selectFrom('grade').select('id').orderBy('id').execute()).toStrictEqual([{ id: 'grade' }, { id: 'other' }]);
    });

    test('migrating what is up to date changes nothing, also twice at once', async () => {
      await put(database.db, 'kept');
      await Promise.all([migrate(database), migrate(database)]);
      expect(await settings()).toHaveLength(1);
    });

    test('a database that a newer program has written is refused, with what to do', async () => {
      const versions = database.db.withTables<{ kysely_migration: { name: string; timestamp: string } }>();
      await versions
        .insertInto('kysely_migration')
        .values({ name: '9999-future', timestamp: new Date(NOW).toISOString() })
        .execute();
      const refusal = await migrate(database).catch((error: unknown) => error);
      await versions.deleteFrom('kysely_migration').where('name', '=', '9999-future').execute();
      expect(refusal).toBeInstanceOf(OperatorError);
      expect(String(refusal)).toMatch(/newer version.*9999-future.*restore the back-up/);
    });
  });

  describe(`transactions on ${engine.name}`, () => {
    test('a rollback leaves nothing', async () => {
      await expect(
        database.transaction(async (trx) => {
          await put(trx, 'a');
          await trx.insertInto('plan').values(FULL.plan).execute();
          throw new Error('changed my mind');
        }),
      ).rejects.toThrow('changed my mind');
      expect(await settings()).toStrictEqual([]);
      expect(await database.db.selectFrom('plan').selectAll().execute()).toStrictEqual([]);
    });

    test('a refused row rolls back what came before it, and the next transaction works', async () => {
      await expect(
        database.transaction(async (trx) => {
          await put(trx, 'a');
          await put(trx, 'a');
        }),
      ).rejects.toThrow(/unique/i);
      await database.transaction((trx) => put(trx, 'b'));
      expect(await settings()).toStrictEqual([{ key: 'b', value: 'v' }]);
    });

    test('using db inside a transaction is an error at once, not a wait for ever', async () => {
      await expect(database.transaction(() => put(database.db, 'a'))).rejects.toThrow(/use the `trx`/);
      await expect(
        database.transaction(async (trx) => {
          await put(trx, 'b');
          await database.transaction((inner) => put(inner, 'c'));
        }),
      ).rejects.toThrow(/use the `trx`/);
      await expect(database.transaction(() => sql`delete from setting`.execute(database.db))).rejects.toThrow(/use the `trx`/);
      expect(() => database.db.transaction()).toThrow(/use `transaction`/);
      expect(await settings()).toStrictEqual([]);
    });

    test('what was started inside may use db when the transaction is over', async () => {
      const over = Promise.withResolvers<void>();
      let later: Promise<unknown> = Promise.resolve();
      await database.transaction(async (trx) => {
        later = over.promise.then(() => put(database.db, 'later'));
        await put(trx, 'inside');
      });
      over.resolve();
      await later;
      expect((await settings()).map((row) => row.key)).toStrictEqual(['inside', 'later']);
    });

    test('others wait for a transaction and see all of it or nothing', async () => {
      const seen: number[] = [];
      await Promise.all([
        database.transaction(async (trx) => {
          for (let index = 0; index < 20; index++) await put(trx, `${index}`);
        }),
        (async () => {
          for (let index = 0; index < 20; index++) seen.push((await settings()).length);
        })(),
      ]);
      expect(seen.filter((count) => count !== 0 && count !== 20)).toStrictEqual([]);
      expect(await settings()).toHaveLength(20);
    });

    test('a rollback takes nothing with it that others wrote meanwhile', async () => {
      await Promise.all([
        database
          .transaction(async (trx) => {
            for (let index = 0; index < 20; index++) await put(trx, `lost ${index}`);
            throw new Error('no');
          })
          .catch(() => {}),
        ...Array.from({ length: 20 }, (_, index) => put(database.db, `kept ${index}`)),
      ]);
      expect((await settings()).map((row) => row.key.split(' ')[0])).toStrictEqual(Array.from({ length: 20 }, () => 'kept'));
    });

    test('afterCommit runs once after the commit, and never after a rollback', async () => {
      const ran: string[] = [];
      const note = () => void ran.push('noted');
      await database.transaction(async (trx) => {
        database.afterCommit(note);
        database.afterCommit(note);
        await put(trx, 'a');
        expect(ran).toStrictEqual([]);
      });
      expect(ran).toStrictEqual(['noted']);
      await database
        .transaction(() => {
          database.afterCommit(note);
          return Promise.reject(new Error('no'));
        })
        .catch(() => {});
      expect(ran).toStrictEqual(['noted']);
      database.afterCommit(note);
      expect(ran).toStrictEqual(['noted', 'noted']);
    });

    test('says that it is writable', async () => {
      expect(await database.isWritable()).toBe(true);
      expect(await database.isWritable()).toBe(true);
    });
  });

  describe(`inbox on ${engine.name}`, () => {
    test('an event is taken once, per server', async () => {
      expect(await receive(database.db, typed(acme, 'e1'), NOW)).toBe(true);
      expect(await receive(database.db, typed(acme, 'e1'), NOW + 1)).toBe(false);
      expect(await receive(database.db, typed(globex, 'e1'), NOW + 2)).toBe(true);
      expect(await unhandled(database.db)).toStrictEqual([typed(acme, 'e1'), typed(globex, 'e1')]);
    });

    test('a handled event is known for a week without its text, then forgotten', async () => {
      await receive(database.db, typed(acme, 'e1'), NOW);
      await handled(database.db, acme, 'e1', NOW);
      expect(await unhandled(database.db)).toStrictEqual([]);
      expect(JSON.stringify(await database.db.selectFrom('inbox').selectAll().execute())).not.toContain('hello');
      await sweepInbox(database.db, NOW + INBOX_KEPT_MS);
      expect(await receive(database.db, typed(acme, 'e1'), NOW)).toBe(false);
      await sweepInbox(database.db, NOW + INBOX_KEPT_MS + 1);
      expect(await receive(database.db, typed(acme, 'e1'), NOW)).toBe(true);
    });

    test('an event that was never handled is never forgotten', async () => {
      await receive(database.db, typed(acme, 'e1'), NOW);
      await sweepInbox(database.db, NOW + 100 * INBOX_KEPT_MS);
      expect(await unhandled(database.db)).toHaveLength(1);
    });
  });

  describe(`values with a time to live on ${engine.name}`, () => {
    let clock: ManualClock;
    let faults: unknown[];
    const keyOf = (tenant: TenantId, rest: string): string => `${tenant}|${ana}|${rest}`;
    const open = () => createExpiring(database, clock, (error) => faults.push(error));
    beforeEach(() => {
      clock = manualClock(NOW);
      faults = [];
    });

    test('a value expires by the clock that was passed in, and can be set again', async () => {
      const { drafts } = open();
      const key = keyOf(acme, 'question:1/2');
      await drafts.set(key, 'half an answer', 10 * MINUTE_MS);
      clock.advance(9 * MINUTE_MS);
      expect(await drafts.get(key)).toBe('half an answer');
      expect(await drafts.has(key)).toBe(true);
      clock.advance(MINUTE_MS);
      expect(await drafts.get(key)).toBeUndefined();
      expect(await drafts.has(key)).toBe(false);
      await drafts.set(key, 'anew', MINUTE_MS);
      expect(await drafts.get(key)).toBe('anew');
    });

    test('a value does not age while that clock stands still', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      try {
        const { drafts } = open();
        await drafts.set(keyOf(acme, 'k'), 'text', MINUTE_MS);
        vi.setSystemTime(Date.now() + 60 * MINUTE_MS);
        expect(await drafts.get(keyOf(acme, 'k'))).toBe('text');
      } finally {
        vi.useRealTimers();
      }
    });

    test('nothing is kept for ever, and sweeping removes what has expired and no more', async () => {
      const values = open();
      const { cooldowns, drafts } = values;
      await cooldowns.set(keyOf(acme, 'hint'), NOW);
      await drafts.set(keyOf(acme, 'hint'), 'text');
      clock.advance(2 * 24 * 60 * MINUTE_MS);
      await values.sweep();
      expect(await database.db.selectFrom('expiring').select('key').execute()).toHaveLength(1);
      expect(await drafts.get(keyOf(acme, 'hint'))).toBe('text');
      clock.advance(6 * 24 * 60 * MINUTE_MS);
      await values.sweep();
      expect(await database.db.selectFrom('expiring').select('key').execute()).toStrictEqual([]);
    });

    test('50 servers with the same member and key do not see each other, nor do drafts and cooldowns', async () => {
      const { drafts, cooldowns } = open();
      const servers = Array.from({ length: 50 }, (_, index) => asId<TenantId>(`server/${index}`));
      await Promise.all(servers.map((server) => drafts.set(keyOf(server, 'k'), server)));
      expect(await Promise.all(servers.map((server) => drafts.get(keyOf(server, 'k'))))).toStrictEqual(servers);
      expect(await cooldowns.get(keyOf(asId<TenantId>('server/7'), 'k'))).toBeUndefined();
      await drafts.delete(keyOf(asId<TenantId>('server/7'), 'k'));
      const left = await drafts.getMany(servers.map((server) => keyOf(server, 'k')));
      expect(left.filter((value) => value === undefined)).toHaveLength(1);
    });

    test('a failure is an absent value and a word to the operator, not an exception', async () => {
      const { drafts } = open();
      const found = await database.transaction(() => drafts.get(keyOf(acme, 'k')));
      expect(found).toBeUndefined();
      expect(faults).toHaveLength(1);
    });
  });
}
