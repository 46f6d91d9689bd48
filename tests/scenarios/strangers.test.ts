// The ids of buttons come from outside: of another server, of another person, from a panel whose reader has lost the rank, made up.
// Every handler of the members', coaches' and owners' panels is given all of them.
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { plainContent } from '../../src/core/content.ts';
import type { Content, Form, Values } from '../../src/core/content.ts';
import { UserError } from '../../src/core/errors.ts';
import { asId, newId } from '../../src/core/ids.ts';
import type { InteractionId, TenantId } from '../../src/core/ids.ts';
import type { Handler, Request } from '../../src/core/request.ts';
import { checkForm, fitContent } from '../../src/platforms/local/limits.ts';
import { actorOf } from '../../src/platforms/local/roster.ts';
import { logHandlers } from '../../src/staff/log.ts';
import { staffHandlers } from '../../src/staff/team.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import { FAIR_ANSWER, openPlayground } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { DAILY, LOUNGE, formOf } from '../support/world.ts';
import type { Speaker } from '../support/world.ts';

const WORD = 'quokka';
const TYPED: Values = {
  answer: FAIR_ANSWER,
  note: 'A note from somebody else.',
  reason: 'Because of something else.',
  wording: 'A wording that nobody here has asked for?',
  search: 'dispute',
  title: 'Another title',
  text: 'What would somebody else ask you here?',
  type: 'technical',
  time: '07:00',
  zone: 'UTC',
  until: '2027-01-01',
  file: 'local:file/none',
};

/** Ana has answered, shared nothing, practised, and suggested; Olivia is setting up and writing a question. */
async function busyServer(): Promise<Playground> {
  const playground = await openPlayground();
  const { ana, ben, carlos, olivia, rapport, platform, after, question, wait } = playground;
  const by = { tenant: platform.tenant, member: olivia.id };
  await rapport.app.staff.give(by, { kind: 'person', id: carlos.id }, 'coach');
  for (const who of [ana, ben]) {
    const words = who === ana ? FAIR_ANSWER.replace('a customer', `a ${WORD} breeder`) : FAIR_ANSWER;
    await after(who.submits(formOf(await who.presses(question(), 'Answer privately')), { answer: words }), who);
  }
  const asked = await after(ana.types('/practice'), ana);
  await after(ana.submits(formOf(await ana.presses(asked, 'Answer')), { answer: `${FAIR_ANSWER} He had a ${WORD}.` }), ana);
  await after(
    ana.submits(formOf(await ana.types('/suggest question')), { text: `What does a ${WORD} have to do with it?`, type: 'technical' }),
    ana,
  );
  await after(
    olivia.submits(formOf(await olivia.types('/questions add')), { title: `The ${WORD}`, text: `Whose ${WORD} is it, and why?` }),
    olivia,
  );
  await after(olivia.types('/daily setup', undefined, LOUNGE), olivia);
  await wait(1000);
  return playground;
}

/** All that a person can be shown or told; practice and settings hold nothing of others. */
function everyHandler({ rapport, platform, database }: Playground): Readonly<Record<'member' | 'coach' | 'owner', readonly Handler[]>> {
  const { answers, questions, coaching, setup, practice, staff, library } = rapport.app;
  const isForAll = ({ definition }: Handler): boolean => definition.code === 'qb';
  return {
    member: [...answers.handlers, ...practice.handlers, ...questions.handlers.filter(isForAll)],
    coach: [...coaching.handlers, ...questions.handlers.filter((handler) => !isForAll(handler))],
    owner: [...setup.handlers, ...staffHandlers({ staff, platform }), ...logHandlers({ staff, platform, library, database })],
  };
}

type Pool = Readonly<Record<string, readonly string[]>>;

/** What the server holds, by the name of the param that could stand for it. */
async function poolOf({ database: { db } }: Playground): Promise<Pool> {
  const ids = async (table: 'post' | 'plan' | 'plan_draft' | 'answer' | 'practice_session' | 'own_question'): Promise<string[]> =>
    (await db.selectFrom(table).select('id').execute()).map(({ id }) => id);
  const keys = (await db.selectFrom('expiring').select('key').execute()).map(({ key }) => key);
  const kept = keys.flatMap((key) => /question-\w+:([^#]+)/.exec(key)?.[1] ?? []);
  const [posts, plans, answers, sessions] = [await ids('post'), await ids('plan'), await ids('answer'), await ids('practice_session')];
  return {
    draft: [...(await ids('plan_draft')), ...kept],
    kept,
    plan: plans,
    post: posts,
    answer: answers,
    session: sessions,
    question: await ids('own_question'),
    id: [...posts, ...answers, ...sessions],
    target: ['post', 'practice', 'retry', 'follow'],
    step: ['ask', 'yes', '2'],
    verdict: ['yes', 'no'],
    part: ['whole', 'grading'],
    page: ['main', '0'],
    from: ['all.0', ...kept.map((one) => `${one}.0`)],
    seen: ['0'],
    skip: ['0'],
    kind: ['person', 'today'],
    rank: ['owner'],
    field: ['channel', 'told', 'ping', 'weekdays', 'jurisdiction', 'type', 'vote'],
    to: ['on'],
    how: ['now'],
    next: ['queue'],
    date: ['2026-11-25'],
    pick: ['none'],
    revision: ['1'],
  };
}

const HOSTILE = ['', '-1', 'NaN', '1e999', '__proto__', 'constructor', "x' or 1=1 --", '\u202E|%_', 'own-', '-.-'];

/** Ids of this server in all places but one, which holds what nobody drew. */
function* madeUp({ definition }: Handler, pool: Pool): Generator<string> {
  for (const wrong of definition.params)
    for (const hostile of HOSTILE) {
      let all: readonly Readonly<Record<string, string>>[] = [{}];
      for (const param of definition.params)
        all = all.flatMap((given) => (param === wrong ? [hostile] : (pool[param] ?? [])).map((value) => ({ ...given, [param]: value })));
      for (const given of all) yield definition.id(given);
    }
}

function* idsOf({ definition }: Handler, pool: Pool): Generator<string> {
  let all: readonly Readonly<Record<string, string>>[] = [{}];
  for (const param of definition.params) all = all.flatMap((given) => (pool[param] ?? []).map((value) => ({ ...given, [param]: value })));
  for (const given of all) yield definition.id(given);
}

interface Outcome {
  /** Whatever was shown, forms with all that stands in them. */
  readonly shown: string;
  /** `null`: it went through. */
  readonly refused: string | null;
}

/** Anything but a sentence for the person is thrown on. */
async function tries(
  { rapport }: Playground,
  handler: Handler,
  id: string,
  asked: { readonly who: Speaker; readonly tenant: TenantId; readonly values: readonly string[]; readonly fields: Values },
): Promise<Outcome> {
  const shown: string[] = [];
  const draw = async (drawn: Content): Promise<void> => {
    fitContent(drawn);
    shown.push(plainContent(drawn), JSON.stringify(drawn.blocks));
  };
  const request: Request = {
    tenant: asked.tenant,
    actor: actorOf(asked.who.person),
    place: { kind: 'channel', channel: DAILY },
    interaction: asId<InteractionId>(`local:interaction/${newId()}`),
    say: rapport.words.in('en'),
    private: draw,
    update: draw,
    async form(form: Form) {
      checkForm(form);
      shown.push(JSON.stringify(form));
    },
  };
  let refused: string | null = null;
  try {
    const faults = await handler.validate(request, id, asked.fields);
    if (faults !== null) shown.push(JSON.stringify(faults));
    await handler.run(request, id, { values: asked.values, fields: asked.fields });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    refused = error.key;
  }
  return { shown: shown.join('\n'), refused };
}

async function rowsOf({ db }: OpenDatabase, tenant: TenantId): Promise<string> {
  const tables = (await db.introspection.getTables()).filter((table) => table.columns.some(({ name }) => name === 'tenant'));
  const rows = tables.map(async ({ name }) => (await sql`select * from ${sql.table(name)} where tenant = ${tenant}`.execute(db)).rows);
  return JSON.stringify(await Promise.all(rows));
}

test('a panel of coaches or owners refuses who is none, whatever was drawn for them before, and checks nothing for them', async () => {
  const playground = await busyServer();
  const { ben, carlos, platform, database } = playground;
  const handlers = everyHandler(playground);
  const pool = await poolOf(playground);
  const before = await rowsOf(database, platform.tenant);
  let tried = 0;
  for (const [who, refusal, refusing] of [
    [ben, 'error.coachesOnly', handlers.coach],
    [ben, 'error.ownersOnly', handlers.owner],
    [carlos, 'error.ownersOnly', handlers.owner],
  ] as const) {
    for (const handler of refusing)
      for (const id of idsOf(handler, pool)) {
        const asked = { who, tenant: platform.tenant, values: pool['answer'] ?? [], fields: TYPED };
        expect(await tries(playground, handler, id, asked), id).toEqual({ shown: '', refused: refusal });
        tried += 1;
      }
  }
  expect(tried).toBeGreaterThan(150);
  expect(await rowsOf(database, platform.tenant)).toBe(before);
});

test('an id of another server shows nothing of it and changes nothing in it, not even for who owns both', async () => {
  const playground = await busyServer();
  const { olivia, ana, platform, database, settle } = playground;
  const { member, coach, owner } = everyHandler(playground);
  const pool = await poolOf(playground);
  const elsewhere = asId<TenantId>('local:server/elsewhere');
  const before = await rowsOf(database, platform.tenant);
  for (const who of [olivia, ana])
    for (const handler of [...member, ...coach, ...owner])
      for (const id of idsOf(handler, pool))
        for (const values of [[pool['answer']?.[0] ?? ''], [pool['question']?.[0] ?? ''], [pool['plan']?.[0] ?? '']]) {
          const { shown } = await tries(playground, handler, id, { who, tenant: elsewhere, values, fields: TYPED });
          expect(shown, id).not.toContain(WORD);
        }
  expect(await rowsOf(database, platform.tenant)).toBe(before);
  await settle();
});

test('what is not shared opens for nobody but its writer: neither another member nor a coach gets to a word of it, or to its draft', async () => {
  const playground = await busyServer();
  const { ana, ben, carlos, platform, rapport, settle } = playground;
  const { member, coach } = everyHandler(playground);
  const pool = await poolOf(playground);
  const { tenant } = platform;
  const before = await rapport.app.members.records(tenant, ana.id);
  // Coaches read suggestions: that is what these are for.
  const isAboutSuggestions = ({ definition }: Handler): boolean => ['qq', 'qe', 'qk', 'qt', 'qu'].includes(definition.code);
  const cases = [
    [ben, member],
    [carlos, [...member, ...coach.filter((handler) => !isAboutSuggestions(handler))]],
  ] as const;
  for (const [who, handlers] of cases)
    for (const handler of handlers)
      for (const id of idsOf(handler, pool))
        for (const values of (pool['answer'] ?? []).map((answer) => [answer])) {
          const { shown } = await tries(playground, handler, id, { who, tenant, values, fields: TYPED });
          expect(shown, id).not.toContain(WORD);
        }
  await settle();
  expect(await rapport.app.members.records(tenant, ana.id)).toEqual(before);
});

test('an id that somebody made up is answered with a sentence, never with a fault of the program', async () => {
  const playground = await busyServer();
  const { olivia, platform } = playground;
  const { member, coach, owner } = everyHandler(playground);
  const pool = await poolOf(playground);
  const nobodys: Pool = new Proxy({}, { get: () => HOSTILE });
  for (const handler of [...member, ...coach, ...owner]) {
    const ids = [
      ...madeUp(handler, pool),
      ...(handler.definition.params.length < 3 ? idsOf(handler, nobodys) : []),
      ...idsOf(handler, pool),
    ];
    for (const id of ids)
      for (const values of [[], ['constructor'], HOSTILE])
        await tries(playground, handler, id, { who: olivia, tenant: platform.tenant, values, fields: {} });
  }
});
