// Counting a vote, and what a closing reads, on both engines.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { countBallot, winnerOf } from '../../src/daily/ballot.ts';
import { asId } from '../../src/core/ids.ts';
import type { AnswerId, PostId, TenantId, UserId } from '../../src/core/ids.ts';
import { countVotes, findBallot, insertBallot, saveVote } from '../../src/store/ballots.ts';
import { countShared, countTries, gradesUnderPost, sharedAnswers } from '../../src/store/closing.ts';
import { countAnswers, insertAnswer, insertGrade, insertVersion } from '../../src/store/answers.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import { pgliteEngine, sqliteEngine } from '../store/engines.ts';

const tenant = asId<TenantId>('t');
const other = asId<TenantId>('t2');
const post = asId<PostId>('post');
const member = (name: string): UserId => asId<UserId>(name);

describe('the winner', () => {
  const options = ['one', 'two', 'three'];
  test('has the most votes', () => expect(winnerOf(options, new Map(Object.entries({ one: 1, three: 2 })))).toBe('three'));
  test('of equals is the one listed first', () =>
    expect(winnerOf(options, new Map(Object.entries({ three: 2, two: 2, one: 1 })))).toBe('two'));
  test('is nobody when nobody voted', () => expect(winnerOf(options, new Map())).toBeNull());
  test('is never one that is not listed', () => expect(winnerOf(options, new Map([['gone', 9]]))).toBeNull());
});

describe.each([sqliteEngine(), pgliteEngine()])('$name', (engine) => {
  let database: OpenDatabase;
  beforeAll(async () => void (database = await engine.open()), 60_000);
  afterAll(() => engine.dispose());
  beforeEach(async () => {
    for (const table of ['ballot', 'ballot_vote', 'answer', 'answer_version', 'grade'] as const)
      await database.db.deleteFrom(table).execute();
  });

  const open = (id: string, at: number, of: TenantId = tenant): Promise<void> =>
    insertBallot(database.db, {
      tenant: of,
      post: asId<PostId>(id),
      plan: 'daily',
      options: JSON.stringify(['one', 'two']),
      message: null,
      winner: null,
      created_at: at,
    });
  const vote = (id: string, who: string, question: string): Promise<void> =>
    saveVote(database.db, { tenant, post: asId<PostId>(id), member: member(who), question, created_at: 1 });
  const count = (): Promise<string | null> => database.transaction((trx) => countBallot(trx, tenant, 'daily'));

  test('a second vote takes the place of the first', async () => {
    await open('a', 1);
    await vote('a', 'ana', 'one');
    await vote('a', 'ana', 'two');
    await vote('a', 'ben', 'two');
    expect([...(await countVotes(database.db, tenant, asId<PostId>('a')))]).toEqual([['two', 2]]);
  });

  test('a ballot is put up once, and its options stay', async () => {
    await open('a', 1);
    await insertBallot(database.db, {
      tenant,
      post: asId<PostId>('a'),
      plan: 'daily',
      options: '["x"]',
      message: null,
      winner: null,
      created_at: 9,
    });
    expect((await findBallot(database.db, tenant, asId<PostId>('a')))?.options).toBe('["one","two"]');
  });

  test('the newest of the plan is counted, and only once', async () => {
    await open('a', 1);
    await vote('a', 'ana', 'one');
    await open('b', 2);
    await open('c', 3, other);
    await vote('b', 'ana', 'two');
    expect(await count()).toBe('two');
    expect(await count()).toBeNull();
    expect((await findBallot(database.db, tenant, asId<PostId>('a')))?.winner).toBeNull();
    expect((await findBallot(database.db, other, asId<PostId>('c')))?.winner).toBeNull();
  });

  test('a ballot without votes is counted too: votes that come later choose nothing', async () => {
    await open('a', 1);
    expect(await count()).toBeNull();
    await vote('a', 'ana', 'one');
    expect(await count()).toBeNull();
  });

  const answer = async (
    name: string,
    {
      sharedAt = null,
      lane = 'form',
      follows = null,
      updatedAt = 1,
    }: { sharedAt?: number | null; lane?: 'form' | 'thread'; follows?: string | null; updatedAt?: number },
    versions: readonly { readonly text: string; readonly origin: 'first' | 'retry' | 'edit'; readonly outcome?: string }[],
  ): Promise<void> => {
    const id = asId<AnswerId>(`answer-${name}`);
    await insertAnswer(database.db, {
      tenant,
      id,
      member: member(name),
      post,
      session: null,
      question: 'q',
      question_version: 1,
      rubric_version: 'r1.0',
      level: 'mid',
      jurisdiction: 'any',
      lane,
      asked: null,
      follows: follows === null ? null : asId<AnswerId>(follows),
      version: versions.length,
      shared_at: sharedAt,
      published_message: null,
      created_at: 1,
      updated_at: updatedAt,
    });
    for (const [index, { text, origin, outcome }] of versions.entries()) {
      const version = index + 1;
      await insertVersion(database.db, { tenant, answer: id, version, text, hash: `${name}${version}`, origin, created_at: version });
      if (outcome === undefined) continue;
      await insertGrade(database.db, {
        tenant,
        id: `grade-${name}-${version}`,
        member: member(name),
        answer: id,
        version,
        question: 'q',
        question_version: 1,
        rubric_version: 'r1.0',
        level: 'mid',
        jurisdiction: 'any',
        grader: 'built-in',
        answer_hash: `${name}${version}`,
        outcome,
        overall_tenths: null,
        created_at: version,
      });
    }
  };

  test('feedback is ready only where there was something to grade', async () => {
    await answer('ana', {}, [{ text: 'a', origin: 'first', outcome: '{}' }]);
    await answer('ben', {}, [{ text: 'b', origin: 'first', outcome: '{}' }]);
    await answer('chidi', {}, [{ text: 'c', origin: 'first' }]);
    await database.db.updateTable('grade').set({ overall_tenths: 31 }).where('member', '=', member('ana')).execute();
    expect(await countAnswers(database.db, tenant, post)).toEqual({ answered: 3, ready: 1 });
  });

  test('members are counted once, an edit is no other try, a follow-up is no answer', async () => {
    await answer('ana', {}, [
      { text: 'a', origin: 'first' },
      { text: 'b', origin: 'retry' },
      { text: 'c', origin: 'retry' },
    ]);
    await answer('ben', { lane: 'thread' }, [
      { text: 'a', origin: 'first' },
      { text: 'b', origin: 'edit' },
    ]);
    await answer('chidi', { follows: 'answer-ana' }, [{ text: 'a', origin: 'first' }]);
    expect({ ...(await countTries(database.db, tenant, post)) }).toEqual({ answered: 2, triedAgain: 1 });
    expect({ ...(await countTries(database.db, other, post)) }).toEqual({ answered: 0, triedAgain: 0 });
  });

  test('grades come with the newest version first', async () => {
    await answer('ana', {}, [
      { text: 'a', origin: 'first', outcome: '1' },
      { text: 'b', origin: 'retry', outcome: '2' },
      { text: 'c', origin: 'retry' },
    ]);
    expect((await gradesUnderPost(database.db, tenant, post)).map((row) => row.outcome)).toEqual(['2', '1']);
  });

  test('shared answers: the newest first, the version that counts, none whose text is no longer kept', async () => {
    await answer('ana', { sharedAt: 1, updatedAt: 1 }, [
      { text: 'first words', origin: 'first' },
      { text: 'newest words', origin: 'retry' },
    ]);
    await answer('ben', { sharedAt: 1, updatedAt: 2, lane: 'thread' }, [{ text: 'in the thread', origin: 'first' }]);
    await answer('chidi', {}, [{ text: 'private', origin: 'first' }]);
    await answer('dora', { sharedAt: 1, updatedAt: 3 }, [{ text: '', origin: 'first' }]);
    const texts = async (only?: Parameters<typeof sharedAnswers>[3]): Promise<string[]> =>
      (await sharedAnswers(database.db, tenant, post, only)).map((shared) => shared.text);
    expect(await texts()).toEqual(['in the thread', 'newest words']);
    expect(await texts({ lane: 'form' })).toEqual(['newest words']);
    expect(await texts({ not: member('ben') })).toEqual(['newest words']);
    expect(await texts({ skip: 1, limit: 5 })).toEqual(['newest words']);
    expect({ ...(await countShared(database.db, tenant, post)) }).toEqual({ shared: 3, shown: 1 });
  });
});
