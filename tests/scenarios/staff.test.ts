// Owners give and take ranks in the chat, and read who changed what.
import { expect, test } from 'vitest';
import { playgroundStaff } from '../../src/platforms/local/clock-control.ts';
import type { MessageView } from '../../src/platforms/local/view.ts';
import { recordChange } from '../../src/staff/audit.ts';
import { openPlayground } from '../support/rapport.ts';
import type { Playground } from '../support/rapport.ts';
import { LOUNGE, formOf } from '../support/world.ts';
import type { Speaker } from '../support/world.ts';

const team = (playground: Playground, who: Speaker): Promise<MessageView> => playground.after(who.types('/rapport team'), who);
const log = (playground: Playground, who: Speaker): Promise<MessageView> => playground.after(who.types('/rapport log'), who);

test('an owner makes a person a coach and takes it back; everybody can see who is what', async () => {
  const playground = await openPlayground();
  const { olivia, carlos, ana, after } = playground;
  expect((await after(carlos.types('/coach today'), carlos)).text).toContain('Only coaches and owners');

  const panel = await team(playground, olivia);
  expect(panel.text).toContain('There is no coach yet');
  const added = await after(olivia.picks(panel, 'Carlos', 'Add a person as a coach'), olivia);
  expect(added.text).toContain('Carlos');
  expect((await after(carlos.types('/coach today'), carlos)).text).toContain('Who answered');

  const seen = await team(playground, ana);
  expect(seen.text).toContain('Carlos');
  expect(seen.selects).toEqual([]);

  const gone = await after(olivia.picks(added, 'Carlos (coach)'), olivia);
  expect(gone.text).not.toContain('Carlos');
  expect((await after(carlos.types('/coach today'), carlos)).text).toContain('Only coaches and owners');
});

test('a rank given to a group holds for who is in it', async () => {
  const playground = await openPlayground();
  const { olivia, carlos, ana, after } = playground;
  await after(olivia.picks(await team(playground, olivia), '@team-leads', 'Add a group as coaches'), olivia);
  expect((await after(carlos.types('/coach today'), carlos)).text).toContain('Who answered');
  expect((await after(ana.types('/coach today'), ana)).text).toContain('Only coaches and owners');
  expect((await team(playground, ana)).text).toContain('@team-leads');
});

test('a second rank takes the place of the first, and an owner by rank may do what the manager of the server may', async () => {
  const playground = await openPlayground();
  const { olivia, carlos, ben, after, clock } = playground;
  const coach = await after(olivia.picks(await team(playground, olivia), 'Carlos', 'Add a person as a coach'), olivia);
  clock.advance(1);
  const owner = await after(olivia.picks(coach, 'Carlos', 'Add a person as an owner'), olivia);
  expect(owner.text.match(/Carlos/g)).toHaveLength(1);
  clock.advance(1);
  await after(carlos.picks(await team(playground, carlos), 'Ben', 'Add a person as a coach'), carlos);
  expect((await after(ben.types('/coach today'), ben)).text).toContain('Who answered');
  expect((await log(playground, carlos)).text).toMatch(
    /Carlos gave Ben the rank of coach\n.*Olivia gave Carlos the rank of owner · rank: coach → owner\n/,
  );
});

test('who lost the rank is refused by the panel that they still have open, and nothing changes', async () => {
  const playground = await openPlayground();
  const { olivia, carlos, after } = playground;
  const mine = await after(olivia.picks(await team(playground, olivia), 'Carlos', 'Add a person as an owner'), olivia);
  const his = await team(playground, carlos);
  await after(olivia.picks(mine, 'Carlos (owner)'), olivia);
  expect((await after(carlos.picks(his, 'Ben', 'Add a person as an owner'), carlos)).text).toContain('Only owners');
  expect((await after(carlos.types('/rapport log'), carlos)).text).toContain('Only owners');
  expect((await team(playground, olivia)).text).not.toContain('Ben');
});

test('an owner who takes their own rank sees the list without its controls; the manager of the server stays an owner', async () => {
  const playground = await openPlayground();
  const { olivia, carlos, after } = playground;
  await after(olivia.picks(await team(playground, olivia), 'Carlos', 'Add a person as an owner'), olivia);
  const left = await after(carlos.picks(await team(playground, carlos), 'Carlos (owner)'), carlos);
  expect(left.selects).toEqual([]);
  expect((await team(playground, olivia)).selects).not.toEqual([]);
});

test('the log names who, what and when, eight a page, and no id of a person beside the one who did it', async () => {
  const playground = await openPlayground();
  const { olivia, carlos, after, database, clock, platform } = playground;
  await after(olivia.picks(await team(playground, olivia), 'Carlos', 'Add a person as a coach'), olivia);
  for (let day = 1; day <= 12; day += 1) {
    clock.advance(1000);
    await database.transaction((trx) =>
      recordChange(trx, clock, {
        tenant: platform.tenant,
        member: day === 12 ? null : olivia.id,
        action: 'plan.changed',
        subject: 'daily',
        before: { localTime: '09:00', zone: 'Europe/Madrid', told: 1 },
        after: { localTime: `1${day % 10}:00`, zone: 'Europe/Madrid', told: 0 },
      }),
    );
  }
  const first = await log(playground, olivia);
  expect(first.text).toContain('the bot changed the plan of #daily · time: 09:00 → 12:00; people who hear of faults: 1 → 0');
  expect(first.text.match(/changed the plan of #daily/g)).toHaveLength(8);
  const second = await after(olivia.presses(first, 'Older'), olivia);
  expect(second.text).toContain('Olivia gave Carlos the rank of coach');
  expect(second.buttons.map((button) => button.label)).toEqual(['Newer']);
  expect((await after(olivia.presses(second, 'Newer'), olivia)).text).toBe(first.text);

  const kept = await database.db.selectFrom('audit').select(['before', 'after']).where('action', '=', 'staff.added').execute();
  expect(kept).toHaveLength(1);
  expect(JSON.stringify(kept)).not.toContain(carlos.id);
});

test('what somebody did stays in the log after they were erased, without them; their own file lists it first', async () => {
  const playground = await openPlayground();
  const { olivia, carlos, after, rapport, platform } = playground;
  await after(olivia.picks(await team(playground, olivia), 'Carlos', 'Add a person as an owner'), olivia);
  await after(carlos.picks(await team(playground, carlos), 'Ben', 'Add a person as a coach'), carlos);
  const records = await rapport.app.members.records(platform.tenant, carlos.id);
  expect(records['audit']).toMatchObject([{ action: 'staff.added' }]);
  expect(records['staff']).toMatchObject([{ rank: 'owner' }]);

  await rapport.app.members.erase(platform.tenant, carlos.id);
  const shown = await log(playground, olivia);
  expect(shown.text).toContain('somebody since erased gave Ben the rank of coach');
  expect(shown.text).toContain('Olivia gave a person the rank of owner');
  expect(shown.text).not.toContain('Carlos');
  expect((await after(carlos.types('/rapport log'), carlos)).text).toContain('Only owners');
});

test('/help lists what the reader may use', async () => {
  const playground = await openPlayground();
  const { olivia, carlos, ana, after } = playground;
  const help = async (who: Speaker): Promise<string> => (await after(who.types('/help'), who)).text;
  expect(await help(ana)).toContain('/rapport team');
  expect(await help(ana)).not.toContain('/coach');
  expect(await help(carlos)).not.toContain('/coach');
  await after(olivia.picks(await team(playground, olivia), 'Carlos', 'Add a person as a coach'), olivia);
  expect(await help(carlos)).toContain('/coach today');
  expect(await help(olivia)).toContain('/coach export');
});

test('the playground begins with a coach, once: an owner who takes the rank is not overruled at the next start', async () => {
  const before = await openPlayground();
  await playgroundStaff(before.rapport, before.platform);
  await playgroundStaff(before.rapport, before.platform);
  const panel = await team(before, before.olivia);
  expect(panel.text.match(/Carlos/g)).toHaveLength(1);
  expect((await log(before, before.olivia)).text).toContain('the bot gave Carlos the rank of coach');
  await before.after(before.olivia.picks(panel, 'Carlos (coach)'), before.olivia);
  const after = await before.restart();
  await playgroundStaff(after.rapport, after.platform);
  expect((await team(after, after.olivia)).text).not.toContain('Carlos');
});

test('names in the list are named without notifying anybody', async () => {
  const playground = await openPlayground();
  const { olivia, ana, after } = playground;
  const panel = await after(olivia.picks(await team(playground, olivia), 'Ana', 'Add a person as a coach'), olivia);
  expect(JSON.stringify(panel)).toContain(`"person":"${ana.id}"`);
});

test('an owner says how long words are kept; others may not, and a number out of range is refused in the form', async () => {
  const playground = await openPlayground();
  const { olivia, ana, after } = playground;
  await expect(after(ana.types('/rapport retention'), ana)).resolves.toMatchObject({ text: expect.stringContaining('Only owners') });
  const form = formOf(await olivia.types('/rapport retention'));
  await expect(olivia.submits(form, { days: '3' })).rejects.toMatchObject({ fields: { days: expect.stringContaining('7 to 730') } });
  expect((await after(olivia.submits(form, { days: '30' }), olivia)).text).toContain('kept for 30 days');
  expect((await after(olivia.types('/rapport log'), olivia)).text).toContain('changed how long words are kept');
});

test('the log names the channel of a plan that was deleted, the question that was queued, and what was changed to what', async () => {
  const playground = await openPlayground();
  const { olivia, rapport, platform, clock } = playground;
  const by = { tenant: platform.tenant, member: olivia.id };
  const [plan] = await rapport.daily.plans(platform.tenant);
  if (plan === undefined) throw new Error('there is no plan');
  const rule = { ...plan.rule, channel: LOUNGE, filters: { ...plan.rule.filters, levels: ['senior' as const] } };
  await rapport.daily.save(by, rule, { plan: plan.id, revision: plan.revision }, null);
  clock.advance(1000);
  await rapport.daily.queue(by, plan.id, 'someone-else-picks-up');
  clock.advance(1000);
  await rapport.daily.remove(by, plan.id);
  const { text } = await log(playground, olivia);
  expect(text).toContain('Olivia deleted the plan of #lounge');
  expect(text).toContain('Olivia queued “Someone else picks up” for #lounge');
  expect(text).toMatch(/Olivia changed the plan of #lounge · channel: #daily → #lounge; levels: all levels → senior/);
  expect(text).toContain('Only owners see this.');
});
