// The bot drills one person in private.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { FAIR_ANSWER, THIN_ANSWER, openPlayground } from '../support/rapport.ts';
import { DAILY, answeredWith, formOf } from '../support/world.ts';

test('/practice asks one question of the kind that was wished for, seen by nobody else', async () => {
  const { ana, ben, after } = await openPlayground();
  const asked = await after(ana.types('/practice', { type: 'technical' }), ana);
  expect(asked.private).toBe(true);
  expect(asked.text).toContain('[technical]');
  expect(ben.reads(DAILY).join('\n')).not.toContain('Practice, for you alone');
  expect(ana.reads(ana.direct).join('\n')).toContain('Practice, for you alone');
});

test('a wish that nothing fits is told so', async () => {
  const { ana, after } = await openPlayground();
  const asked = await after(ana.types('/practice', { type: 'motivational', level: 'manager', topic: 'leading-people' }), ana);
  expect(asked.text).toContain('No question fits all of that yet');
});

test('hint, answer, feedback, follow-up, example, another question', async () => {
  const { ana, after } = await openPlayground();
  const asked = await after(ana.types('/practice'), ana);
  const nudge = await after(ana.presses(asked, 'Hint'), ana);
  expect(nudge.text).toContain('A nudge');
  expect((await after(ana.presses(nudge, 'Show me a structure'), ana)).text).toContain('A structure');

  const feedback = await after(ana.submits(formOf(await ana.presses(asked, 'Answer')), { answer: THIN_ANSWER }), ana);
  expect(feedback.text).toContain('Fix this first');
  expect((await after(ana.presses(feedback, 'What would a 5 look like?'), ana)).text).toContain('one answer at the top of the scale');
  const followUp = formOf(await ana.presses(feedback, 'Answer the follow-up'));
  const more = await after(
    ana.submits(followUp, {
      answer:
        'I would ring the same day, ask what changed, and if the shifts are still missing I would move the dates to his pay days and confirm the new plan in writing.',
    }),
    ana,
  );
  expect(more.private).toBe(true);
  expect(more.buttons.map((button) => button.label)).not.toContain('Answer the follow-up');

  const other = await after(ana.presses(asked, 'Another question'), ana);
  expect(other.text).toContain('Practice, for you alone');
  expect(other.text).not.toBe(asked.text);
});

test('an answer typed into the direct message is read there, and its feedback stays there', async () => {
  const { ana, after, wait } = await openPlayground();
  await after(ana.types('/practice'), ana);
  const said = ana.says(ana.direct, FAIR_ANSWER);
  await wait(1000);
  const direct = ana.sees(ana.direct);
  expect(direct.find((message) => message.id === said.id)?.mark).toBe('done');
  expect(direct.at(-1)?.text).toContain('Fix this first');
});

test('a direct message with no question open is not met with silence', async () => {
  const { ana, settle } = await openPlayground();
  ana.says(ana.direct, 'Hello, what can you do for me today?');
  await settle();
  expect(ana.reads(ana.direct).at(-1)).toContain('/practice');
});

test('a question that was left is offered again, also after a restart', async () => {
  const before = await openPlayground();
  const asked = await before.after(before.ana.types('/practice', { type: 'situational' }), before.ana);
  const after = await before.restart();
  const offered = await after.after(after.ana.types('/practice'), after.ana);
  expect(offered.text).toContain('You left a question open');
  const resumed = await after.after(after.ana.presses(offered, 'Go on with it'), after.ana);
  expect(asked.text.split('\n').slice(0, 4)).toEqual(resumed.text.split('\n').slice(0, 4));
});

test('/profile is asked once and used from then on; a field that does not hold is named', async () => {
  const { ana, after } = await openPlayground();
  const form = formOf(await ana.types('/profile'));
  await expect(ana.submits(form, { zone: 'Chicago', interviewDate: '1/12' })).rejects.toMatchObject({
    fields: { zone: expect.stringContaining('America/Chicago'), interviewDate: expect.stringContaining('2026-12-01') },
  });
  const saved = await after(
    ana.submits(form, { role: 'collections-clerk', level: 'senior', place: 'SG', interviewDate: '2026-12-10', zone: 'Asia/Singapore' }),
    ana,
  );
  expect(saved.text).toContain('collections clerk');
  expect(formOf(await ana.types('/profile')).fields.map((field) => field.value)).toEqual([
    'collections-clerk',
    'senior',
    'SG',
    '2026-12-10',
    'Asia/Singapore',
  ]);
});

test("/progress lists the answers with what came of them and the streak by the member's own day", async () => {
  const { ana, after, question, wait } = await openPlayground();
  expect((await after(ana.types('/progress'), ana)).text).toContain('No answers yet');
  await after(ana.submits(formOf(await ana.presses(question(), 'Answer privately')), { answer: FAIR_ANSWER }), ana);
  await wait(24 * 3_600_000);
  await after(ana.submits(formOf(await ana.presses(question(), 'Answer privately')), { answer: FAIR_ANSWER }), ana);
  const shown = await after(ana.types('/progress'), ana);
  expect(shown.text).toContain('2 days in a row. Today counts already.');
  const option = shown.selects[0]?.options[0];
  if (option === undefined) throw new Error('nothing to pick');
  expect((await after(ana.picks(shown, option.label), ana)).text).toContain('Fix this first');
});

test('/privacy shows, exports and erases everything of one person, and nothing of another', async () => {
  const { ana, ben, after, question, database, file } = await openPlayground();
  for (const person of [ana, ben])
    await after(
      person.submits(formOf(await person.presses(question(), 'Answer privately')), {
        answer: FAIR_ANSWER.replace('840', person === ana ? '841' : '842').replace(
          'agency',
          person === ana ? 'utility, for three years,' : 'bank',
        ),
      }),
      person,
    );
  await after(ana.types('/practice'), ana);
  const kept = await after(ana.types('/privacy see'), ana);
  expect(kept.text).toContain('your answers go to no language model');
  const exported = answeredWith(await ana.types('/privacy export'));
  expect(exported.text).toContain('rapport-export.zip');

  const ask = await after(ana.types('/privacy erase'), ana);
  await after(ana.presses(ask, 'Yes, erase it all'), ana);
  for (const table of ['member', 'answer', 'grade', 'said', 'practice_day', 'practice_session'] as const) {
    expect(await database.db.selectFrom(table).selectAll().where('member', '=', ana.id).execute()).toEqual([]);
  }
  const rest = JSON.stringify(
    await Promise.all(
      (['answer_version', 'inbox', 'job', 'expiring'] as const).map((table) => database.db.selectFrom(table).selectAll().execute()),
    ),
  );
  expect(rest).not.toContain('841');
  expect(rest).not.toContain(ana.id);
  expect(rest).toContain('842');
  const files = readdirSync(dirname(file))
    .map((name) => readFileSync(join(dirname(file), name)).toString('latin1'))
    .join('');
  expect(files).not.toContain('841 dollars');
  expect(files).toContain('842 dollars');
});

test('/help lists what there is; /rapport status says what comes next', async () => {
  const { ana, after } = await openPlayground();
  const help = await after(ana.types('/help'), ana);
  for (const name of ['/practice', '/answer', '/hint', '/progress', '/profile', '/settings', '/privacy see', '/rapport status'])
    expect(help.text).toContain(name);
  const status = await after(ana.types('/rapport status'), ana);
  expect(status.text).toContain('Question 1');
  expect(status.text).toContain('Europe/Madrid');
});
