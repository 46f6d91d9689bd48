// Who and what there is in the playground before anybody has said a word.
import { asId } from '../../core/ids.ts';
import type { ChannelId, DirectId, GroupId, TenantId, UserId } from '../../core/ids.ts';
import type { Actor } from '../../core/platform.ts';

export interface Person {
  readonly id: UserId;
  /** What a script calls this person by. */
  readonly handle: string;
  readonly name: string;
  /** The owner manages the server; `coach` is a title here, the bot keeps its own lists of owners and coaches. */
  readonly role: 'owner' | 'coach' | 'member';
  /** IANA */
  readonly zone: string;
  /** BCP 47 */
  readonly locale: string;
  /** A CSS colour. */
  readonly avatarColour: string;
}

export interface Group {
  readonly id: GroupId;
  /** Without the `@` that it is written with. */
  readonly name: string;
  readonly members: readonly UserId[];
}

export const TENANT = asId<TenantId>('local:server/rapport');
export const SERVER_NAME = 'Rapport playground';

/** Whether a string is an id of this kind; that there is such a thing is another question. */
export const isIdOf = (what: 'channel' | 'person' | 'group', id: string): boolean =>
  id.startsWith(what === 'person' ? 'local:user/' : `local:${what}/`);

/** Ids hold `:` and `/` on purpose: whatever takes one apart, or puts one into a path unescaped, breaks here first. */
export const userId = (handle: string): UserId => asId(`local:user/${handle}`);
export const directId = (handle: string): DirectId => asId(`local:direct/${handle}`);

export const BOT: Actor = { user: userId('rapport'), name: 'Rapport', locale: 'en', zone: null, admin: false, groups: [], bot: true };

export const CHANNELS = [
  { id: asId<ChannelId>('local:channel/daily'), name: 'daily', topic: 'One interview question a day. Answer in its thread, or privately.' },
  { id: asId<ChannelId>('local:channel/lounge'), name: 'lounge', topic: 'Everything else.' },
  {
    id: asId<ChannelId>('local:channel/second-shift'),
    name: 'second-shift',
    topic: 'For the evening team: room for a daily question at an hour of its own.',
  },
] as const;

export const GROUPS = [
  { id: asId<GroupId>('local:group/trainees'), name: 'trainees', members: ['ana', 'ben', 'chidi'].map(userId) },
  { id: asId<GroupId>('local:group/team-leads'), name: 'team-leads', members: ['carlos'].map(userId) },
] as const satisfies readonly Group[];

const person = (handle: string, name: string, role: Person['role'], zone: string, locale: string, avatarColour: string): Person => ({
  id: userId(handle),
  handle,
  name,
  role,
  zone,
  locale,
  avatarColour,
});

export const PEOPLE: readonly Person[] = [
  person('olivia', 'Olivia', 'owner', 'America/New_York', 'en-US', '#7a5cc0'),
  person('carlos', 'Carlos', 'coach', 'America/Mexico_City', 'es-MX', '#b3562b'),
  person('ana', 'Ana', 'member', 'Europe/Madrid', 'en-GB', '#1f7a6d'),
  person('ben', 'Ben', 'member', 'America/Chicago', 'en-US', '#3767b8'),
  person('chidi', 'Chidi', 'member', 'Africa/Johannesburg', 'en-ZA', '#a23b62'),
];

export function actorOf(found: Person): Actor {
  return {
    user: found.id,
    name: found.name,
    locale: found.locale,
    zone: found.zone,
    admin: found.role === 'owner',
    groups: GROUPS.filter((group) => group.members.includes(found.id)).map((group) => group.id),
    bot: false,
  };
}
