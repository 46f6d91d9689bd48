// Names and words as long, as strange and as hostile as a platform lets them through: every panel still holds them, and none does harm.
import { expect, test } from 'vitest';
import type { UserId } from '../../src/core/ids.ts';
import type { Actor, Platform } from '../../src/core/platform.ts';
import { openPlayground } from '../support/rapport.ts';
import { TYPED, busyServer, everyHandler, idsOf, poolOf, tries } from '../support/pressing.ts';
import { formOf } from '../support/world.ts';

const NAMES = [
  '\u200B\u2060',
  '\u202Eanigro',
  '👩\u200D👩\u200D👧'.repeat(40),
  '<!channel> **@everyone** [x](https://a.example)',
  '=HYPERLINK("https://a.example")',
  'a\n# b',
];
const WORDS = [
  'x'.repeat(40_000),
  'word '.repeat(8_000),
  '\u202E\u2066 turned '.repeat(20),
  '\u200B'.repeat(500),
  '😀'.repeat(900),
  '<!channel> @everyone **bold** [x](https://a.example) `code` ',
  '\0\u0007 bell',
];

/** Everybody is called by what `called` says now. */
const renamed =
  (called: () => string) =>
  (platform: Platform): Platform => ({
    ...platform,
    lookUp: async (user: UserId): Promise<Actor> => ({ ...(await platform.lookUp(user)), name: called() }),
    nameOf: async () => called(),
  });

test('whatever people, channels and groups are called, every panel that names them can be drawn, on one line each', async () => {
  let name = 'Ana';
  const playground = await busyServer({ between: renamed(() => name) });
  const { ana, olivia, carlos, platform, rapport, database } = playground;
  const { tenant } = platform;
  await database.db.updateTable('answer').set({ shared_at: 1 }).where('post', 'is not', null).execute();
  await rapport.app.staff.give({ tenant, member: olivia.id }, { kind: 'person', id: ana.id }, 'owner');
  const { member, coach, owner } = everyHandler(playground);
  // Those that only show: the rest would end what the next name is to be drawn in.
  const showing = new Set(['cp', 'ct', 'co', 'cg', 'cn', 'qo', 'qq', 'qn', 'oo', 'mf', 'dp', 'pl', 'po', 'pg', 'lg']);
  const pool = await poolOf(playground);
  let drawn = 0;
  for (const called of NAMES) {
    name = called;
    for (const handler of [...member, ...coach, ...owner].filter(({ definition }) => showing.has(definition.code)))
      for (const id of idsOf(handler, pool))
        for (const values of [[pool['answer']?.[0] ?? ''], [pool['plan']?.[0] ?? '']]) {
          const { shown } = await tries(playground, handler, id, { who: olivia, tenant, values, fields: {} });
          expect(shown).not.toMatch(/\u202E/u);
          if (shown !== '') drawn += 1;
        }
  }
  expect(drawn).toBeGreaterThan(100);
  name = NAMES[0] ?? '';
  expect((await playground.after(olivia.types('/rapport team'), olivia)).text).toContain('a name that cannot be seen');
  name = NAMES[4] ?? '';
  const exported = await playground.after(carlos.types('/coach export'), carlos);
  expect(exported.text).toContain('2 answers');
});

test('whatever is typed into a form is refused with a sentence, or what is drawn of it holds', async () => {
  const playground = await busyServer();
  const { olivia, platform } = playground;
  const { member, coach, owner } = everyHandler(playground);
  const pool = await poolOf(playground);
  const forms = new Set(['as', 'cs', 'qa', 'qb', 'qf', 'qi', 'qu', 'qx', 'dh', 'dz', 'pd', 'pq', 'pw']);
  for (const handler of [...member, ...coach, ...owner].filter(({ definition }) => forms.has(definition.code)))
    for (const id of idsOf(handler, pool))
      for (const text of WORDS) {
        const fields = Object.fromEntries(Object.keys(TYPED).map((name) => [name, text]));
        const { shown, refused } = await tries(playground, handler, id, { who: olivia, tenant: platform.tenant, values: [], fields });
        // An answer is told of once it has been read.
        expect(shown !== '' || refused !== null || handler.definition.code === 'as', `${id}: nothing was said`).toBe(true);
      }
});

test('what a coach searches for is hidden like every other text before it is kept', async () => {
  const { olivia, after, database } = await openPlayground();
  const list = await after(olivia.types('/questions list', { search: 'call 4111 1111 1111 1111 back' }), olivia);
  expect(list.text).not.toContain('4111');
  const kept = JSON.stringify(await database.db.selectFrom('expiring').selectAll().execute());
  expect(kept).toContain('call');
  expect(kept).not.toContain('4111');
});

test('a corrected wording loses the signs that turn what follows', async () => {
  const { olivia, after, question, settle } = await openPlayground();
  const list = await after(olivia.types('/daily list'), olivia);
  const plan = await after(olivia.picks(list, list.selects[0]?.options[0]?.label ?? ''), olivia);
  const form = formOf(await olivia.presses(plan, 'Correct the question'));
  await after(olivia.submits(form, { wording: 'What do you say \u202Efirst\u202C to a caller?' }), olivia);
  await settle();
  expect(question().text).toContain('What do you say first to a caller?');
});
