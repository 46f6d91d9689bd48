// People, groups and channels by their names as they are now; naming notifies nobody.
import type { Span } from '../core/content.ts';
import { PlatformError } from '../core/errors.ts';
import type { ChannelId, UserId } from '../core/ids.ts';
import type { Say } from '../core/locale.ts';
import type { Platform } from '../core/platform.ts';
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
  return found === null ? gone(say('name.gonePerson')) : { span: { person: id, name: found.name }, plain: found.name };
}

export async function nameOfChannel(platform: Directory, id: ChannelId, say: Say): Promise<Name> {
  const name = await unlessGone(platform.nameOf({ kind: 'channel', id }));
  return name === null ? gone(say('name.goneChannel')) : { span: { channel: id, name }, plain: `#${name}` };
}

export async function nameOfWhom(platform: Directory, whom: Whom, say: Say): Promise<Name> {
  if (whom.kind === 'person') return nameOfPerson(platform, whom.id, say);
  const name = await unlessGone(platform.nameOf(whom));
  return name === null ? gone(say('name.goneGroup')) : { span: { group: whom.id, name }, plain: `@${name}` };
}

const gone = (plain: string): Name => ({ span: { emphasis: plain }, plain });

/** null: the platform no longer knows it. */
export async function unlessGone<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof PlatformError && error.kind === 'not-found') return null;
    throw error;
  }
}
