// People, groups and channels by their names as they are now; naming notifies nobody.
import type { Span } from '../core/content.ts';
import { PlatformError, UserError } from '../core/errors.ts';
import type { ChannelId, UserId } from '../core/ids.ts';
import type { Say } from '../core/locale.ts';
import type { Actor, Platform } from '../core/platform.ts';
import type { Whom } from './staff.ts';

export interface Name {
  readonly span: Span;
  /** The same without markup: for a label or a file. */
  readonly plain: string;
}

type Directory = Pick<Platform, 'lookUp' | 'nameOf'>;

/** Whoever has left the server is said to have. */
export async function nameOfPerson(platform: Directory, id: UserId, say: Say): Promise<Name> {
  const found = await unlessGone(platform.lookUp(id));
  if (found === null) return gone(say('name.gonePerson'));
  const name = seenName(found.name, say);
  return { span: { person: id, name }, plain: name };
}

export async function nameOfChannel(platform: Directory, id: ChannelId, say: Say): Promise<Name> {
  const found = await unlessGone(platform.nameOf({ kind: 'channel', id }));
  if (found === null) return gone(say('name.goneChannel'));
  const name = seenName(found, say);
  return { span: { channel: id, name }, plain: `#${name}` };
}

export async function nameOfWhom(platform: Directory, whom: Whom, say: Say): Promise<Name> {
  if (whom.kind === 'person') return nameOfPerson(platform, whom.id, say);
  const found = await unlessGone(platform.nameOf(whom));
  if (found === null) return gone(say('name.goneGroup'));
  const name = seenName(found, say);
  return { span: { group: whom.id, name }, plain: `@${name}` };
}

/** Signs that nobody sees, or that turn the direction of what follows; those that join letters and pictures are part of a name. */
const UNSEEN = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/gu;
const SOMETHING_SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** On one line, as it can be seen. Who calls themselves by nothing that can be is still named: a label cannot be empty. */
export function seenName(name: string, say: Say): string {
  const seen = name.replaceAll(/\s+/gu, ' ').replaceAll(UNSEEN, '').trim();
  return SOMETHING_SEEN.test(seen) ? seen : say('name.unseen');
}

const gone = (plain: string): Name => ({ span: { emphasis: plain }, plain });

/** null: the platform no longer knows it. */
async function unlessGone<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof PlatformError && error.kind === 'not-found') return null;
    throw error;
  }
}

/** Throws UserError for whom the platform does not know, and for a bot. */
export async function checkWhom(platform: Directory, whom: Whom): Promise<void> {
  const found = await unlessGone<string | Actor>(whom.kind === 'group' ? platform.nameOf(whom) : platform.lookUp(whom.id));
  if (found === null) throw new UserError('team.unknown');
  if (typeof found === 'object' && found.bot) throw new UserError('team.bot');
}
