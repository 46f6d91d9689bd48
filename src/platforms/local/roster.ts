// Who and what there is in the playground before anybody has said a word.
import { asId } from '../../core/ids.ts';
import type { ChannelId, DirectId, TenantId, UserId } from '../../core/ids.ts';
import type { Actor } from '../../core/platform.ts';

export interface Person {
  readonly id: UserId;
  /** What a script calls this person by. */
  readonly handle: string;
  readonly name: string;
  /** Only the owner may set up the bot; `coach` is a title here, the bot keeps its own list of coaches. */
  readonly role: 'owner' | 'coach' | 'member';
  /** IANA */
  readonly zone: string;
  /** BCP 47 */
  readonly locale: string;
  /** A CSS colour. */
  readonly avatarColour: string;
}

export const TENANT = asId<TenantId>('local:server/rapport');
export const SERVER_NAME = 'Rapport playground';

/** Ids hold `:` and `/` on purpose: whatever takes one apart, or puts one into a path unescaped, breaks here first. */
export const userId = (handle: string): UserId => asId(`local:user/${handle}`);
export const directId = (handle: string): DirectId => asId(`local:direct/${handle}`);

export const BOT: Actor = { user: userId('rapport'), name: 'Rapport', locale: 'en', zone: null, admin: false, bot: true };

export const CHANNELS = [
  { id: asId<ChannelId>('local:channel/daily'), name: 'daily', topic: 'One interview question a day. Answer in its thread, or privately.' },
  { id: asId<ChannelId>('local:channel/lounge'), name: 'lounge', topic: 'Everything else.' },
] as const;

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
  return { user: found.id, name: found.name, locale: found.locale, zone: found.zone, admin: found.role === 'owner', bot: false };
}
