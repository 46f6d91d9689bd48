// The library on both engines: what may be asked, what can still be found, and what an erase leaves.
import { afterAll, describe, expect, test } from 'vitest';
import { loadBank, toBank } from '../../src/bank/load.ts';
import { asId } from '../../src/core/ids.ts';
import type { TenantId, UserId } from '../../src/core/ids.ts';
import { loadGuides } from '../../src/library/guides.ts';
import { createLibrary } from '../../src/library/library.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import { countSuggestions, eraseSuggestions, ownQuestionsIn, removeOwnQuestion, saveOwnQuestion } from '../../src/store/own-questions.ts';
import type { OwnQuestion } from '../../src/store/own-questions.ts';
import { pgliteEngine, sqliteEngine } from '../store/engines.ts';
import { rules } from '../feedback/offline/world.ts';

const HERE = asId<TenantId>('here');
const ELSEWHERE = asId<TenantId>('elsewhere');
const ANA = asId<UserId>('ana');
const shipped = loadBank('data', rules);
const SHIPPED = 'someone-else-picks-up';

function row(id: string, changed: Partial<OwnQuestion> = {}): OwnQuestion {
  const record = {
    title: 'Broken promises',
    text: 'A customer has broken three promises. What do you say?',
    type: 'situational',
    topic: 'promises-and-plans',
    roleFamilies: ['bill-collector'],
    levels: ['mid'],
    setting: 'third_party',
    jurisdiction: 'any',
  };
  return {
    tenant: HERE,
    id,
    version: 1,
    state: 'active',
    record: JSON.stringify(record),
    member: null,
    reason: null,
    created_at: 1,
    updated_at: 1,
    ...changed,
  };
}

describe.each([sqliteEngine(), pgliteEngine()])('on $name', (engine) => {
  afterAll(() => engine.dispose());
  const library = createLibrary(shipped, loadGuides('data'));
  const opened = async (): Promise<OpenDatabase> => {
    const database = await engine.open();
    await database.db.deleteFrom('own_question').execute();
    return database;
  };

  test('own questions stand beside the shipped ones, in their own server only', async () => {
    const { db } = await opened();
    expect(await library.current(db, HERE)).toBe(shipped.questions);
    await saveOwnQuestion(db, row('own-1'));
    expect((await library.current(db, HERE)).map(({ id }) => id)).toEqual([...shipped.questions.map(({ id }) => id), 'own-1']);
    expect(await library.find(db, HERE, 'own-1')).toMatchObject({ id: 'own-1', title: 'Broken promises' });
    expect(await library.current(db, ELSEWHERE)).toBe(shipped.questions);
    expect(await library.find(db, ELSEWHERE, 'own-1')).toBeNull();
    expect(await library.find(db, HERE, 'own-2')).toBeNull();
  });

  test('what is retired is found and not asked; what was only suggested is neither', async () => {
    const { db } = await opened();
    await saveOwnQuestion(db, row('own-1', { state: 'retired' }));
    await saveOwnQuestion(db, row('own-2', { state: 'suggested', member: ANA }));
    await saveOwnQuestion(db, row('own-3', { state: 'declined', member: ANA, reason: 'No' }));
    await saveOwnQuestion(db, row(SHIPPED, { state: 'retired', record: '{}' }));
    const asked = (await library.current(db, HERE)).map(({ id }) => id);
    expect(asked).toEqual(shipped.questions.map(({ id }) => id).filter((id) => id !== SHIPPED));
    expect((await library.current(db, ELSEWHERE)).map(({ id }) => id)).toContain(SHIPPED);
    expect(await library.find(db, HERE, 'own-1')).not.toBeNull();
    expect(await library.find(db, HERE, SHIPPED)).not.toBeNull();
    expect(await library.find(db, HERE, 'own-2')).toBeNull();
    expect(await library.find(db, HERE, 'own-3')).toBeNull();
    await removeOwnQuestion(db, HERE, SHIPPED);
    expect((await library.current(db, HERE)).map(({ id }) => id)).toContain(SHIPPED);
  });

  test('suggestions are counted by who waits and by what came in lately; an erase keeps what was accepted', async () => {
    const { db } = await opened();
    await saveOwnQuestion(db, row('own-1', { state: 'suggested', member: ANA, created_at: 100 }));
    await saveOwnQuestion(db, row('own-2', { state: 'declined', member: ANA, created_at: 200 }));
    await saveOwnQuestion(db, row('own-3', { state: 'active', member: ANA, created_at: 300 }));
    await saveOwnQuestion(db, row('own-4', { state: 'suggested', member: asId<UserId>('ben'), created_at: 400 }));
    await saveOwnQuestion(db, row('own-5', { created_at: 500 }));
    expect(await countSuggestions(db, HERE, ANA, 200)).toEqual({ waiting: 1, since: 3 });
    await eraseSuggestions(db, HERE, ANA);
    const left = await ownQuestionsIn(db, HERE, ['active', 'retired', 'suggested', 'declined']);
    expect(left.map(({ id, member }) => [id, member])).toEqual([
      ['own-3', null],
      ['own-4', 'ben'],
      ['own-5', null],
    ]);
  });
});

test('a shipped question that was taken out of the bank is not asked, searched or filtered, and can still be found', async () => {
  const [first, second] = shipped.questions;
  if (first === undefined || second === undefined) throw new Error('the bank is empty');
  const bank = toBank([{ ...first, retired: true }, second], rules);
  expect(bank.questions).toEqual([second]);
  expect(bank.filter({})).toEqual([second]);
  expect(bank.search(first.title, 5)).not.toContainEqual(expect.objectContaining({ id: first.id }));
  expect(bank.byId.get(first.id)?.title).toBe(first.title);
});
