import { expect, onTestFinished, test } from 'vitest';
import { manualClock } from '../../src/core/clock.ts';
import { asId } from '../../src/core/ids.ts';
import type { GroupId, TenantId, UserId } from '../../src/core/ids.ts';
import type { Actor } from '../../src/core/platform.ts';
import { MOST_STAFF, createStaff } from '../../src/staff/staff.ts';
import type { Staff } from '../../src/staff/staff.ts';
import { openDatabase } from '../../src/store/database.ts';
import { START_MS } from '../support/world.ts';

const SERVER = asId<TenantId>('server/one');
const OTHER = asId<TenantId>('server/two');
const person = (name: string) => ({ kind: 'person', id: asId<UserId>(`user/${name}`) }) as const;
const group = (name: string) => ({ kind: 'group', id: asId<GroupId>(`group/${name}`) }) as const;
const BY = { tenant: SERVER, member: person('owner').id };

const actor = (name: string, groups: readonly string[] = [], admin = false): Actor => ({
  user: person(name).id,
  name,
  locale: 'en',
  zone: null,
  admin,
  groups: groups.map((one) => group(one).id),
  bot: false,
});

async function open(): Promise<Staff> {
  const database = await openDatabase({ file: ':memory:' });
  onTestFinished(() => database.close());
  return createStaff({ database, clock: manualClock(START_MS) });
}

test('who manages the server is an owner, whatever the list says', async () => {
  const staff = await open();
  await staff.give(BY, person('ana'), 'coach');
  expect(await staff.rankOf(SERVER, actor('ana', [], true))).toBe('owner');
  expect(await staff.rankOf(SERVER, actor('ben'))).toBe('member');
});

test('the highest of the own rank and those of the groups counts', async () => {
  const staff = await open();
  await staff.give(BY, person('ana'), 'coach');
  await staff.give(BY, group('leads'), 'owner');
  await staff.give(BY, group('trainers'), 'coach');
  expect(await staff.rankOf(SERVER, actor('ana', ['trainers']))).toBe('coach');
  expect(await staff.rankOf(SERVER, actor('ana', ['trainers', 'leads']))).toBe('owner');
  expect(await staff.rankOf(SERVER, actor('ben', ['trainers']))).toBe('coach');
});

test('a rank holds in its own server alone', async () => {
  const staff = await open();
  await staff.give(BY, person('ana'), 'owner');
  expect(await staff.rankOf(OTHER, actor('ana'))).toBe('member');
  const [entry] = await staff.list(SERVER);
  await staff.take({ tenant: OTHER, member: person('x').id }, entry?.id ?? '');
  expect(await staff.rankOf(SERVER, actor('ana'))).toBe('owner');
});

test('an owner may what a coach may; a coach may not what an owner may', async () => {
  const staff = await open();
  await staff.give(BY, person('ana'), 'owner');
  await staff.give(BY, person('ben'), 'coach');
  await expect(staff.require({ tenant: SERVER, actor: actor('ana') }, 'coach')).resolves.toBeUndefined();
  await expect(staff.require({ tenant: SERVER, actor: actor('ben') }, 'owner')).rejects.toMatchObject({ key: 'error.ownersOnly' });
  await expect(staff.require({ tenant: SERVER, actor: actor('chidi') }, 'coach')).rejects.toMatchObject({ key: 'error.coachesOnly' });
});

test('the list is full at as many as one select shows, and says so; a rank of who is on it can still be changed', async () => {
  const staff = await open();
  for (let number = 0; number < MOST_STAFF; number += 1) await staff.give(BY, person(String(number)), 'coach');
  await expect(staff.give(BY, person('one more'), 'coach')).rejects.toMatchObject({ key: 'team.full' });
  await staff.give(BY, person('0'), 'owner');
  expect(await staff.list(SERVER)).toHaveLength(MOST_STAFF);
  expect(await staff.rankOf(SERVER, actor('0'))).toBe('owner');
});
