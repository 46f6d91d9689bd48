// Every handler of the members', coaches' and owners' panels, and every id that a server holds: to be pressed without a platform between.
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
import { FAIR_ANSWER, openPlayground } from './rapport.ts';
import type { Playground, PlaygroundOptions } from './rapport.ts';
import { DAILY, LOUNGE, formOf } from './world.ts';
import type { Speaker } from './world.ts';

/** Stands in what Ana alone may read, and in a question that Olivia is writing. */
export const WORD = 'quokka';
/** Something for every field of a form. */
export const TYPED: Values = {
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
export async function busyServer(options: PlaygroundOptions = {}): Promise<Playground> {
  const playground = await openPlayground(options);
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
export function everyHandler({
  rapport,
  platform,
  database,
}: Playground): Readonly<Record<'member' | 'coach' | 'owner', readonly Handler[]>> {
  const { answers, questions, coaching, setup, practice, staff, library } = rapport.app;
  const isForAll = ({ definition }: Handler): boolean => definition.code === 'qb';
  return {
    member: [...answers.handlers, ...practice.handlers, ...questions.handlers.filter(isForAll)],
    coach: [...coaching.handlers, ...questions.handlers.filter((handler) => !isForAll(handler))],
    owner: [...setup.handlers, ...staffHandlers({ staff, platform }), ...logHandlers({ staff, platform, library, database })],
  };
}

export type Pool = Readonly<Record<string, readonly string[]>>;

/** What the server holds, by the name of the param that could stand for it. */
export async function poolOf({ database: { db } }: Playground): Promise<Pool> {
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

export const HOSTILE = ['', '-1', '1e999', '__proto__', "x' or 1=1 --", '\u202E|%_', '-.-'];

/** Ids of this server in all places but one, which holds what nobody drew. */
export function* madeUp({ definition }: Handler, pool: Pool): Generator<string> {
  for (const wrong of definition.params)
    for (const hostile of HOSTILE) {
      let all: readonly Readonly<Record<string, string>>[] = [{}];
      for (const param of definition.params)
        all = all.flatMap((given) => (param === wrong ? [hostile] : (pool[param] ?? [])).map((value) => ({ ...given, [param]: value })));
      for (const given of all) yield definition.id(given);
    }
}

export function* idsOf({ definition }: Handler, pool: Pool): Generator<string> {
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
export async function tries(
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
