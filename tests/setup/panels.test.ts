// Whatever is pressed on the panels, in whatever order, they stay inside of a message's limits and keep what was set.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InteractionView, MessageView } from '../../src/platforms/local/view.ts';
import { openPlayground } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { DAILY, formOf } from '../support/world.ts';

const TYPED = [
  '',
  '9',
  '25:61',
  '23:30',
  'madrid',
  'Spain',
  'US',
  'nowhere at all',
  'Texas',
  '2026-12-24',
  '2027-01-06,2026-01-01',
  'dispute',
  'x'.repeat(60),
];

interface Step {
  readonly control: number;
  readonly choices: readonly number[];
  readonly typed: readonly number[];
}
const step: fc.Arbitrary<Step> = fc.record({
  control: fc.nat(),
  choices: fc.array(fc.nat(), { minLength: 1, maxLength: 8 }),
  typed: fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
});

/** Shrinking opens a server for each try, for minutes: the seed of the failure says enough. */
const RUNS = { numRuns: 3, endOnFailure: true };

const take = <Item>(items: readonly Item[], at: number): Item | undefined => items[at % Math.max(1, items.length)];

/** Presses one of all that stands on the panel. */
async function press({ platform, olivia }: Playground, panel: MessageView, { control, choices }: Step): Promise<InteractionView> {
  const all = [...panel.buttons, ...panel.selects];
  const chosen = take(all, control);
  if (chosen === undefined) throw new Error('a panel without anything to press');
  if (!('options' in chosen)) return platform.controls.press(olivia.person, panel.id, chosen.action, []);
  const values = [...new Set(choices.flatMap((choice) => take(chosen.options, choice)?.value ?? []))].slice(0, chosen.most);
  return platform.controls.press(olivia.person, panel.id, chosen.action, values);
}

/** Fills an open form with whatever; a form that finds faults stays open, which is an answer too. */
async function fill({ olivia }: Playground, interaction: InteractionView, { typed }: Step): Promise<InteractionView | null> {
  const form = formOf(interaction);
  const values = Object.fromEntries(
    form.fields.map((field, index) => [field.name, (take(TYPED, typed[index] ?? 0) ?? '').slice(0, field.maxLength)]),
  );
  try {
    return await olivia.submits(form, values);
  } catch (error) {
    if (error instanceof Error && 'fields' in error) return null;
    throw error;
  }
}

/** What went wrong on the way. */
async function walk(playground: Playground, command: '/daily setup' | '/daily list', steps: readonly Step[]): Promise<readonly string[]> {
  const { after, olivia, database, log } = playground;
  const faults: string[] = [];
  let panel = await after(olivia.types(command), olivia);
  for (const one of steps) {
    const pressed = await press(playground, panel, one);
    const answered = pressed.answer?.kind === 'form' ? await fill(playground, pressed, one) : pressed;
    if (answered === null) continue;
    const shown = await after(Promise.resolve(answered), olivia);
    if (shown.text.includes('Something went wrong')) faults.push(shown.text);
    // A refusal is said beside the panel, which may have been drawn again before.
    panel = olivia.sees(DAILY).find((message) => message.id === panel.id) ?? panel;
    const drafts = await database.db.selectFrom('plan_draft').select('plan').execute();
    if (panel.text.startsWith('Set up a daily question') && drafts.filter((draft) => draft.plan === null).length !== 1)
      faults.push('the draft behind the panel is lost');
  }
  return [...faults, ...log.filter((line) => line.level === 'error').map((line) => `${line.message}: ${String(line.fields.error)}`)];
}

test('set-up from nothing', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 30 }), async (steps) => {
      expect(await walk(await openPlayground({ plan: null, startMs: Date.UTC(2026, 10, 24, 15, 0) }), '/daily setup', steps)).toEqual([]);
    }),
    RUNS,
  );
});

test('the list and the panels behind it', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 30 }), async (steps) => {
      expect(await walk(await openPlayground(), '/daily list', steps)).toEqual([]);
    }),
    RUNS,
  );
});

test('the fullest panel that there can be is still one message', async () => {
  const playground = await openPlayground({
    plan: {
      zone: 'America/Argentina/Buenos_Aires',
      datesOff: ['2026-12-24', '2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-04', '2027-01-05'],
      holidays: { country: 'AR', region: null },
      told: [],
      release: 'after-answer',
      sharedWith: 'coaches',
      closesAfterHours: 168,
      threadAtClose: 'leave',
      vote: true,
      pin: true,
      filters: {
        roleFamilies: ['bill-collector', 'accounts-collector', 'collections-representative'],
        levels: ['junior', 'mid', 'senior', 'specialist', 'supervisor'],
        types: ['behavioural', 'situational', 'competency', 'technical', 'compliance', 'motivational'],
        settings: ['third_party', 'first_party'],
      },
    },
  });
  const { olivia, after, platform } = playground;
  platform.deny(DAILY, [
    'Send Messages',
    'Create Public Threads',
    'Send Messages in Threads',
    'Manage Threads',
    'Read Message History',
    'Add Reactions',
    'Attach Files',
    'Pin Messages',
    'Mention Roles',
  ]);
  const list = await after(olivia.types('/daily list'), olivia);
  let panel = await after(olivia.picks(list, list.selects[0]?.options[0]?.label ?? ''), olivia);
  for (const label of ['Edit', 'What', 'How']) panel = await after(olivia.presses(panel, label), olivia);
  panel = await after(olivia.picks(panel, ['@trainees']), olivia);
  panel = await after(olivia.picks(panel, ['Olivia', 'Carlos', 'Ana', 'Ben', 'Chidi']), olivia);
  for (const label of ['Preview', 'When']) panel = await after(olivia.presses(panel, label), olivia);
  panel = await after(olivia.submits(formOf(await olivia.presses(panel, 'Time and zone')), { time: '9', zone: 'United States' }), olivia);
  expect(panel.selects.map((select) => select.options.length)).toContain(25);
  expect(panel.text).toContain('switch on “Mention Roles”');
});
