import { expect, test } from 'vitest';
import { fileURLToPath } from 'node:url';
import { PlatformError } from '../../src/core/errors.ts';
import { asId } from '../../src/core/ids.ts';
import type { ChannelId, GroupId, UserId } from '../../src/core/ids.ts';
import { loadWords } from '../../src/locales.ts';
import { nameOfChannel, nameOfPerson, nameOfWhom } from '../../src/staff/names.ts';

const say = loadWords(fileURLToPath(new URL('../../data', import.meta.url))).in('en');
const failing = (kind: 'not-found' | 'unavailable') => ({
  lookUp: () => Promise.reject(new PlatformError(kind, 'test')),
  nameOf: () => Promise.reject(new PlatformError(kind, 'test')),
});

test('who or what has left the server is said to have, without an id', async () => {
  const gone = failing('not-found');
  expect((await nameOfPerson(gone, asId<UserId>('user/1'), say)).plain).toBe('somebody who has left');
  expect((await nameOfChannel(gone, asId<ChannelId>('channel/1'), say)).plain).toBe('a channel that is gone');
  const group = await nameOfWhom(gone, { kind: 'group', id: asId<GroupId>('group/1') }, say);
  expect(group).toEqual({ span: { emphasis: 'a group that is gone' }, plain: 'a group that is gone' });
});

test('a platform that does not answer is not taken for somebody who has left', async () => {
  await expect(nameOfPerson(failing('unavailable'), asId<UserId>('user/1'), say)).rejects.toMatchObject({ kind: 'unavailable' });
});

test.each([
  ['\u202Eanigro', 'anigro'],
  ['Ana\n# Boss', 'Ana # Boss'],
  ['  Zoë \u0007 ', 'Zoë'],
  ['\u200B\u2060', 'a name that cannot be seen'],
  ['می\u200Cخواهم', 'می\u200Cخواهم'],
  ['👩\u200D👧', '👩\u200D👧'],
  ['**Ben** @everyone', '**Ben** @everyone'],
])('%j is shown as %j: on one line, as it can be seen, and never empty', async (given, seen) => {
  const actor = { user: asId<UserId>('user/1'), name: given, locale: 'en', zone: null, admin: false, groups: [], bot: false };
  const named = await nameOfPerson({ lookUp: async () => actor, nameOf: async () => '' }, actor.user, say);
  expect(named).toEqual({ span: { person: actor.user, name: seen }, plain: seen });
});
