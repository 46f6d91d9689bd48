// What a coach may read, and what fits into a message.
import { expect, test } from 'vitest';
import { drawNoteUnder, drawWholeNote } from '../../src/answers/coach-note.ts';
import { sharedAnswer } from '../../src/coaching/shared.ts';
import { drawToday } from '../../src/coaching/today.ts';
import { content, plainContent } from '../../src/core/content.ts';
import { asId, newId } from '../../src/core/ids.ts';
import type { AnswerId, PostId, UserId } from '../../src/core/ids.ts';
import { saveNote } from '../../src/store/coach-notes.ts';
import { findAnswer, insertAnswer, insertVersion } from '../../src/store/answers.ts';
import type { AnswerRow } from '../../src/store/answers.ts';
import { openPlayground } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';

const DAY_MS = 86_400_000;

async function postOf({ database }: Playground): Promise<PostId> {
  return (await database.db.selectFrom('post').select('id').orderBy('created_at', 'desc').executeTakeFirstOrThrow()).id;
}

/** An answer of somebody, as a row. */
async function given(playground: Playground, member: string, change: Partial<AnswerRow> = {}): Promise<AnswerRow> {
  const { database, platform, clock } = playground;
  const row: AnswerRow = {
    tenant: platform.tenant,
    id: newId<AnswerId>(),
    member: asId<UserId>(member),
    post: await postOf(playground),
    session: null,
    question: 'promises-broken-again',
    question_version: 1,
    rubric_version: '1.0',
    level: 'mid',
    jurisdiction: 'any',
    lane: 'form',
    asked: null,
    follows: null,
    version: 1,
    shared_at: null,
    published_message: null,
    created_at: clock.now(),
    updated_at: clock.now(),
    ...change,
  };
  await insertAnswer(database.db, row);
  await insertVersion(database.db, {
    tenant: row.tenant,
    answer: row.id,
    version: 1,
    text: 'Words.',
    hash: row.id,
    origin: 'first',
    created_at: clock.now(),
  });
  return row;
}

test('an answer of practice, a follow-up and one that is not shared are nobody else’s, whatever id is asked for', async () => {
  const playground = await openPlayground();
  const { database, platform } = playground;
  const shared = await given(playground, 'user/1', { shared_at: 1 });
  const hidden = [
    await given(playground, 'user/2'),
    await given(playground, 'user/3', { shared_at: 1, post: null }),
    await given(playground, 'user/4', { shared_at: 1, follows: shared.id }),
  ];
  expect((await sharedAnswer(database.db, platform.tenant, shared.id)).id).toBe(shared.id);
  for (const id of [...hidden.map((row) => row.id), 'nobody’s'])
    await expect(sharedAnswer(database.db, platform.tenant, id)).rejects.toMatchObject({ key: 'coach.notShared' });
});

test('who is no coach gets nothing of a class, whatever button they have', async () => {
  const { rapport, platform, carlos } = await openPlayground();
  const { answers, staff } = rapport.app;
  const request = { tenant: platform.tenant, actor: await platform.lookUp(carlos.id), say: rapport.words.in('en') };
  await expect(drawToday({ answers: answers.parts, staff }, request, null, 1)).rejects.toMatchObject({ key: 'error.coachesOnly' });
});

test('a class that is larger than a page is turned page by page, with only the shared ones of each page to open', async () => {
  const playground = await openPlayground();
  const { olivia, clock, after } = playground;
  for (let number = 1; number <= 23; number += 1) {
    clock.advance(1);
    await given(playground, `user/${number}`, number % 10 === 1 ? { shared_at: 1 } : {});
  }
  const first = await after(olivia.types('/coach today'), olivia);
  expect(first.text).toContain('23 members have answered. 3 share theirs.');
  expect(first.text.match(/somebody who has left · 1 attempt/g)).toHaveLength(20);
  expect(first.selects[0]?.options).toHaveLength(2);
  const second = await after(olivia.presses(first, 'Next'), olivia);
  expect(second.text.match(/somebody who has left · 1 attempt/g)).toHaveLength(3);
  expect(second.selects[0]?.options).toHaveLength(1);
  expect((await after(olivia.presses(second, 'Previous'), olivia)).text).toBe(first.text);
});

test('with nothing open the question that closed last is shown; with several, one is picked from a list', async () => {
  const playground = await openPlayground();
  const { olivia, database, wait, after } = playground;
  await given(playground, 'user/1');
  await database.db.updateTable('plan').set({ next_due_at: null, next_due_date: null, state: 'paused' }).execute();
  await wait(DAY_MS);
  const closed = await after(olivia.types('/coach today'), olivia);
  expect(closed.text).toContain('question 1 · closed');
  expect(closed.text).toContain('1 member has answered.');

  const post = await database.db.selectFrom('post').selectAll().executeTakeFirstOrThrow();
  await database.db
    .insertInto('post')
    .values({
      ...post,
      id: newId<PostId>(),
      number: 2,
      local_date: '2026-11-25',
      state: 'open',
      plan: 'other',
      message: null,
      thread: null,
    })
    .execute();
  const both = await after(olivia.types('/coach today'), olivia);
  expect(both.text).toContain('question 2 · closes');
  const label = both.selects[0]?.options.map((option) => option.label) ?? [];
  expect(label).toHaveLength(2);
  const other = await after(olivia.picks(both, label.find((one) => one.endsWith('(1 answer)')) ?? ''), olivia);
  expect(other.text).toContain('question 1 · closed');
});

test('where the words were let go after their time, that is said in their place', async () => {
  const playground = await openPlayground();
  const { olivia, ana, database, after } = playground;
  await given(playground, ana.id, { shared_at: 1 });
  await database.db.updateTable('answer_version').set({ text: '' }).execute();
  const shown = await after(olivia.picks(await after(olivia.types('/coach today'), olivia), 'Ana', 'Open a shared answer'), olivia);
  expect(shown.text).toContain('Its words have been let go');
});

test('a note that does not fit under a long feedback is begun there, and read to its end behind a button', async () => {
  const playground = await openPlayground();
  const { ana, olivia, rapport, database, platform } = playground;
  const { parts } = rapport.app.answers;
  const say = rapport.words.in('en');
  const row = await given(playground, ana.id);
  const text = 'Name the date first. '.repeat(47).trim();
  await saveNote(database.db, {
    tenant: row.tenant,
    id: newId(),
    answer: row.id,
    member: row.member,
    author: olivia.id,
    text,
    created_at: 1,
    updated_at: 1,
  });
  const answer = await findAnswer(database.db, row.tenant, row.id);
  if (answer === null) throw new Error('no answer');

  const long = content({ kind: 'text', text: 'x'.repeat(3_300) });
  const begun = content(...long.blocks, ...(await drawNoteUnder(parts, answer, long, say)));
  expect(plainContent(begun).length).toBeLessThan(platform.limits.text);
  expect(begun.blocks.some((block) => block.kind === 'buttons' && block.buttons.some((button) => button.label === 'Read all of it'))).toBe(
    true,
  );
  expect(plainContent(await drawWholeNote(parts, answer, say))).toContain(text);

  const short = await drawNoteUnder(parts, answer, content({ kind: 'text', text: 'x'.repeat(2_000) }), say);
  expect(plainContent(content(...short))).toContain(text);
});
