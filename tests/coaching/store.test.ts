// What coaches and owners read, on both engines.
import { afterAll, describe, expect, test } from 'vitest';
import { asId } from '../../src/core/ids.ts';
import type { AnswerId, ChannelId, MessageId, PostId, TenantId, UserId } from '../../src/core/ids.ts';
import { auditEntries, hasAudit, insertAudit } from '../../src/store/audit.ts';
import { insertAnswer, insertGrade, insertVersion, isPublished, removeAnswer } from '../../src/store/answers.ts';
import { countTaken, currentPosts, findNote, saveNote, takenBetween, takenUnder } from '../../src/store/coach-notes.ts';
import type { Connection } from '../../src/store/database.ts';
import { eraseMember, memberRecords, publishedOf } from '../../src/store/members.ts';
import { insertPlan } from '../../src/store/plans.ts';
import type { PostTable } from '../../src/store/schema.ts';
import { insertStaff, setStaffRank, staffOf } from '../../src/store/staff.ts';
import { pgliteEngine, sqliteEngine } from '../store/engines.ts';

const acme = asId<TenantId>('local:server/acme');
const ana = asId<UserId>('local:user/ana');
const ben = asId<UserId>('local:user/ben');
const carlos = asId<UserId>('local:user/carlos');

const post = (id: string, change: Partial<PostTable>): PostTable => ({
  tenant: acme,
  id: asId<PostId>(id),
  plan: 'plan',
  channel: asId<ChannelId>('c/1'),
  local_date: '2026-03-08',
  number: 1,
  question: 'q',
  question_version: 1,
  rubric_version: '1.0',
  state: 'closed',
  sending_at: null,
  message: null,
  thread: null,
  board_message: null,
  opened_at: 1,
  closes_at: 2,
  slot: id,
  release: 'open',
  by_hand: 0,
  shared_with: 'everyone',
  attempt: 1,
  wording: null,
  fault: null,
  recap_message: null,
  due_at: null,
  pinned_at: null,
  created_at: 1,
  ...change,
});

async function plan(connection: Connection, id: string): Promise<void> {
  await insertPlan(connection, {
    tenant: acme,
    id,
    channel: asId<ChannelId>(`c/${id}`),
    zone: 'UTC',
    local_time: '09:00',
    weekdays: '[1]',
    filters: '{}',
    jurisdiction: 'any',
    state: 'active',
    revision: 1,
    options: '{}',
    repeats_told: 0,
    created_at: 1,
  });
}

async function answer(
  connection: Connection,
  id: string,
  member: UserId,
  texts: readonly ('first' | 'retry' | 'edit')[],
  sharedAt: number | null,
): Promise<AnswerId> {
  const answerId = asId<AnswerId>(id);
  await insertAnswer(connection, {
    tenant: acme,
    id: answerId,
    member,
    post: asId<PostId>('open'),
    session: null,
    question: 'q',
    question_version: 1,
    rubric_version: '1.0',
    level: 'mid',
    jurisdiction: 'any',
    lane: 'form',
    asked: null,
    follows: null,
    version: texts.length,
    shared_at: sharedAt,
    published_message: asId<MessageId>(`m/${id}`),
    created_at: id.length,
    updated_at: 10,
  });
  for (const [index, origin] of texts.entries()) {
    const version = index + 1;
    await insertVersion(connection, {
      tenant: acme,
      answer: answerId,
      version,
      text: 'Words.',
      hash: `${id}${version}`,
      origin,
      created_at: version,
    });
    await insertGrade(connection, {
      tenant: acme,
      id: `grade-${id}-${version}`,
      member,
      answer: answerId,
      version,
      question: 'q',
      question_version: 1,
      rubric_version: '1.0',
      level: 'mid',
      jurisdiction: 'any',
      grader: 'offline',
      answer_hash: `${id}${version}`,
      outcome: `"outcome ${id}${version}"`,
      overall_tenths: 30,
      created_at: version,
    });
  }
  return answerId;
}

describe.each([sqliteEngine(), pgliteEngine()])('$name', (engine) => {
  afterAll(() => engine.dispose());

  test('who answered, what was shared, notes, ranks and the log', async () => {
    const { db } = await engine.open();
    await plan(db, 'plan');
    await plan(db, 'quiet');
    for (const row of [
      post('old', { created_at: 1 }),
      post('open', { state: 'open', created_at: 3, local_date: '2026-03-09' }),
      post('earlier', { plan: 'quiet', created_at: 1 }),
      post('later', { plan: 'quiet', created_at: 2 }),
      post('failed', { plan: 'quiet', created_at: 4, state: 'failed' }),
    ])
      await db.insertInto('post').values(row).execute();
    expect((await currentPosts(db, acme)).map(({ id }) => id)).toEqual(['open', 'later']);

    const shared = await answer(db, 'a', ana, ['first', 'edit', 'retry'], 5);
    const hidden = await answer(db, 'bb', ben, ['first'], null);
    const note = { tenant: acme, answer: shared, member: ana, author: carlos, created_at: 1 };
    await saveNote(db, { ...note, id: 'n1', text: 'One.', updated_at: 1 });
    await saveNote(db, { ...note, id: 'n2', author: ben, text: 'Two.', updated_at: 2 });
    expect(await findNote(db, acme, shared)).toMatchObject({ id: 'n1', author: ben, text: 'Two.', created_at: 1, updated_at: 2 });

    const open = asId<PostId>('open');
    expect(await takenUnder(db, acme, open, { limit: 5, offset: 0 })).toEqual([
      { answer: 'a', member: ana, sharedAtMs: 5, attempts: 2, noted: true },
      { answer: 'bb', member: ben, sharedAtMs: null, attempts: 1, noted: false },
    ]);
    expect(await takenUnder(db, acme, open, { limit: 5, offset: 1 })).toHaveLength(1);
    expect({ ...(await countTaken(db, acme, open, 10)) }).toEqual({ answered: 2, shared: 1, active: 2 });
    expect((await countTaken(db, acme, open, 11)).active).toBe(0);
    const rows = await takenBetween(db, acme, { from: '2026-03-09', to: '2026-03-09' }, 10);
    expect(rows.map(({ member, attempts, outcome, noted }) => ({ member, attempts, outcome, noted }))).toEqual([
      { member: ana, attempts: 2, outcome: '"outcome a3"', noted: true },
      { member: ben, attempts: 1, outcome: null, noted: false },
    ]);
    expect(await takenBetween(db, acme, { from: '2026-03-10', to: '2026-04-01' }, 10)).toEqual([]);

    const staff = { tenant: acme, member_group: null, rank: 'coach', created_at: 1 } as const;
    await insertStaff(db, { ...staff, id: 's1', member: ben });
    await setStaffRank(db, { tenant: acme, id: 's1' }, 'owner');
    expect((await staffOf(db, acme)).map(({ member, rank }) => ({ member, rank }))).toEqual([{ member: ben, rank: 'owner' }]);
    for (const [id, at] of [
      ['x', 1],
      ['y', 2],
      ['z', 3],
    ] as const)
      await insertAudit(db, {
        tenant: acme,
        id,
        member: ben,
        by_bot: 0,
        action: 'plan.changed',
        subject: 'plan',
        before: null,
        after: null,
        created_at: at,
      });
    expect((await auditEntries(db, acme, { limit: 2, offset: 1 })).map(({ id }) => id)).toEqual(['y', 'x']);
    expect(await hasAudit(db, acme, ['staff.added', 'plan.changed'])).toBe(true);
    expect(await hasAudit(db, acme, ['staff.added'])).toBe(false);

    expect((await memberRecords(db, acme, ben))['audit']).toHaveLength(3);
    expect(await publishedOf(db, acme, ben)).toEqual(['m/bb']);
    expect(await isPublished(db, acme, asId<MessageId>('m/a'))).toBe(true);
    await eraseMember(db, acme, ben, { tenant: acme, id: 'e', member_hash: 'h', erased_at: 1 });
    expect(await findNote(db, acme, shared)).toMatchObject({ author: null, text: 'Two.' });
    expect(await staffOf(db, acme)).toEqual([]);
    expect((await auditEntries(db, acme, { limit: 9, offset: 0 })).map(({ member, by_bot: byBot }) => [member, byBot])).toEqual([
      [null, 0],
      [null, 0],
      [null, 0],
    ]);
    expect(await isPublished(db, acme, asId<MessageId>(`m/${hidden}`))).toBe(false);
    await removeAnswer(db, acme, shared);
    expect(await findNote(db, acme, shared)).toBeNull();
  });
});
