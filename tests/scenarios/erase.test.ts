// One person who has left a trace wherever the bot keeps one: all of it comes out in their own file, and none of it outlives an erase.
import { sql } from 'kysely';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { newId } from '../../src/core/ids.ts';
import { exportOf } from '../../src/members/privacy.ts';
import type { MessageView } from '../../src/platforms/local/view.ts';
import { actorOf } from '../../src/platforms/local/roster.ts';
import { appendErasures, erasedFileBeside, hashOfMember, keepErased } from '../../src/store/erased.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import { FAIR_ANSWER, openPlayground } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { DAILY, LOUNGE, formOf } from '../support/world.ts';
import type { Speaker } from '../support/world.ts';

const DAY_MS = 24 * 3_600_000;
/** Stands in all that Ana writes for herself, and in nothing else. */
const WORD = 'quokka';
const ANAS = FAIR_ANSWER.replace('a customer', `a ${WORD} breeder`);
const BENS = FAIR_ANSWER.replace('840', '842');

/** Every row of every table but the ledger, by table; read from the database, so that a table that comes later is not forgotten. */
async function everyRow({ db }: OpenDatabase): Promise<ReadonlyMap<string, string>> {
  const tables = (await db.introspection.getTables()).map(({ name }) => name).filter((name) => name !== 'erase_ledger');
  const rows = tables.map(async (name) => [name, JSON.stringify((await sql`select * from ${sql.table(name)}`.execute(db)).rows)] as const);
  return new Map(await Promise.all(rows));
}

const holding = (rows: ReadonlyMap<string, string>, text: string): string[] =>
  [...rows].flatMap(([name, json]) => (json.includes(text) ? [name] : [])).toSorted();

const answers = ({ after, question }: Playground, who: Speaker, text: string): Promise<MessageView> =>
  after(
    formOn(who, question()).then((form) => who.submits(form, { answer: text, share: 'yes' })),
    who,
  );
const formOn = async (who: Speaker, message: MessageView) => formOf(await who.presses(message, 'Answer privately'));

const suggests = ({ after }: Playground, who: Speaker, text: string): Promise<MessageView> =>
  after(
    who.types('/suggest question').then((opened) => who.submits(formOf(opened), { text, note: text, type: 'technical' })),
    who,
  );

/** Ana as a member, a coach and an owner at once, in the middle of everything. */
async function anaEverywhere(): Promise<Playground> {
  const playground = await openPlayground({ plan: { release: 'at-close', vote: true } });
  const { ana, ben, carlos, olivia, rapport, platform, after, wait, thread, clock } = playground;
  const { tenant } = platform;
  const give = (who: Speaker, rank: 'coach' | 'owner'): Promise<void> =>
    rapport.app.staff.give({ tenant, member: olivia.id }, { kind: 'person', id: who.id }, rank);
  await give(carlos, 'coach');
  await give(ana, 'owner');

  await after(ana.submits(formOf(await ana.types('/profile')), { level: 'senior', zone: 'Europe/Madrid' }), ana);
  await after(ana.submits(formOf(await ana.types('/remind set')), { time: '18:00', days: 'every' }), ana);
  await answers(playground, ana, ANAS);
  await answers(playground, ben, BENS);
  const ballot = ana.sees(thread()).find((message) => message.buttons.some(({ label }) => label === 'Vote for 1'));
  if (ballot === undefined) throw new Error('no vote stands there');
  await after(ana.presses(ballot, 'Vote for 1'), ana);

  // Notes of coaches: one about her, one by her.
  const notes = async (coach: Speaker, about: string, note: string): Promise<void> => {
    const shown = await after(coach.picks(await after(coach.types('/coach today'), coach), about, 'Open a shared answer'), coach);
    await after(coach.submits(formOf(await coach.presses(shown, 'Write a note')), { note }), coach);
  };
  await notes(carlos, 'Ana', `The ${WORD} breeder is a strong case.`);
  await notes(ana, 'Ben', 'Say what the customer said.');

  // Private practice, and words in a form that did not become an answer.
  const asked = await after(ana.types('/practice'), ana);
  ana.says(ana.direct, ANAS);
  await wait(30_000);
  const form = formOf(await ana.presses(asked, 'Answer'));
  await ana.submits(form, { answer: `My ${WORD}` }).catch(() => undefined);

  // Suggestions: accepted, declined, and one that a coach is changing at this very moment.
  await suggests(playground, ana, 'How is a promise to pay written down?');
  await after(carlos.presses(await after(carlos.types('/questions suggestions'), carlos), 'Accept'), carlos);
  await suggests(playground, ana, `What does a ${WORD} have to do with skip tracing?`);
  const decline = formOf(await carlos.presses(await after(carlos.types('/questions suggestions'), carlos), 'Decline'));
  await after(carlos.submits(decline, { reason: `Nobody asks about a ${WORD}` }), carlos);
  clock.advance(1000);
  await suggests(playground, ana, `Which ${WORD} may a collector call at work?`);
  await after(carlos.presses(await after(carlos.types('/questions suggestions'), carlos), 'Edit'), carlos);

  // A search and a question half written, as a coach; a plan half set up, one that tells her, another owner's draft of it, as an owner.
  await after(ana.types('/questions list', { search: WORD }), ana);
  await after(
    ana.submits(formOf(await ana.types('/questions add')), { title: `The ${WORD}`, text: `What do you tell the owner of a ${WORD}?` }),
    ana,
  );
  await after(ana.types('/daily setup', undefined, LOUNGE), ana);
  await rapport.app.server.setRetention({ tenant, member: ana.id }, 60);
  const [plan] = await rapport.daily.plans(tenant);
  if (plan === undefined) throw new Error('no plan');
  const told = await rapport.daily.save(
    { tenant, member: olivia.id },
    { ...plan.rule, told: [olivia.id, ana.id] },
    { plan: plan.id, revision: plan.revision },
    null,
  );
  expect(told.kind).toBe('saved');
  const list = await after(olivia.types('/daily list'), olivia);
  const opened = await after(olivia.picks(list, list.selects[0]?.options[0]?.label ?? ''), olivia);
  await after(olivia.presses(opened, 'Edit'), olivia);

  // The question closes: what she shares is put up for the channel, and her reminder is on its way.
  await wait(DAY_MS);
  await answers(playground, ana, ANAS.replace('65 days', '75 days'));
  return playground;
}

test('an erase leaves nothing of a person in any table, queue or draft of somebody else, and takes down what the bot put up', async () => {
  const playground = await anaEverywhere();
  const { ana, olivia, after, database, settle } = playground;
  const posts = olivia.sees(DAILY).flatMap(({ thread }) => (thread === null ? [] : [thread.id]));
  const read = (): string => posts.flatMap((thread) => olivia.reads(thread)).join('\n');
  const before = await everyRow(database);
  // What it is worth: each of these holds something of hers.
  const tables = 'answer audit ballot_vote coach_note expiring grade job member own_question plan plan_draft practice_day practice_session';
  expect(holding(before, ana.id)).toEqual([...tables.split(' '), 'said', 'staff']);
  expect(holding(before, WORD)).toEqual(['answer_version', 'coach_note', 'expiring', 'grade', 'own_question', 'said'].toSorted());
  expect(read()).toContain(WORD);

  await after(ana.presses(await after(ana.types('/privacy erase'), ana), 'Yes, erase it all'), ana);
  await settle();
  const rows = await everyRow(database);
  expect(holding(rows, ana.id)).toEqual([]);
  expect(holding(rows, WORD)).toEqual([]);
  expect(read()).not.toContain(WORD);

  // What is others' stays.
  expect(rows.get('answer_version')).toContain('842 dollars');
  expect(rows.get('coach_note')).toContain('Say what the customer said.');
  expect(rows.get('own_question')).toContain('How is a promise to pay written down?');
  const [plan] = await playground.rapport.daily.plans(playground.platform.tenant);
  expect(plan?.rule.told).toEqual([olivia.id]);
});

test('the file of a person holds everything that is kept of them, and its first page names each part', async () => {
  const { ana, platform, rapport, database } = await anaEverywhere();
  const { members, library } = rapport.app;
  const say = rapport.words.in('en');
  const made = await exportOf({ members, library, database }, platform.tenant, actorOf(ana.person), say);
  const file = made.blocks.find((block) => block.kind === 'file');
  if (file === undefined) throw new Error('no file');
  const texts = new Map(Object.entries(unzipSync(file.bytes)).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
  const readme = texts.get('README.txt') ?? '';
  for (const [name, text] of texts) {
    if (name === 'README.txt') continue;
    expect(readme).toMatch(new RegExp(` ${name.replace('.json', '')}(,| \\()`));
    expect(JSON.parse(text), name).not.toEqual([]);
  }
  expect(texts.get('draft.json')).toContain(`My ${WORD}`);
  expect(texts.get('draft.json')).toContain(`What do you tell the owner of a ${WORD}?`);
  expect(texts.get('plan_told.json')).toContain(DAILY);
  expect(texts.get('own_question.json')).toContain('skip tracing');
  // Who else hears of a plan's faults, and whom a note was written for, is not hers.
  expect(texts.get('plan_told.json')).not.toContain('olivia');
  expect([...texts.values()].join('')).not.toContain('842 dollars');
});

test('an erase that the database has forgotten is done again, also where the person stands in nothing but a list', async () => {
  const { ana, olivia, rapport, platform, database, file } = await openPlayground();
  const { tenant } = platform;
  const [plan] = await rapport.daily.plans(tenant);
  if (plan === undefined) throw new Error('no plan');
  const rule = { ...plan.rule, told: [olivia.id, ana.id] };
  await rapport.daily.save({ tenant, member: olivia.id }, rule, { plan: plan.id, revision: plan.revision }, null);
  await appendErasures(erasedFileBeside(file), [{ tenant, id: newId(), member_hash: hashOfMember(tenant, ana.id), erased_at: 1 }]);
  expect(await keepErased(database, file)).toBe(1);
  expect((await rapport.daily.plans(tenant))[0]?.rule.told).toEqual([olivia.id]);
  expect(holding(await everyRow(database), ana.id)).toEqual([]);
});
