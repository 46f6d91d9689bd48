// What the bot may do in a channel. A test takes permissions away; on Discord an administrator does.
import { PlatformError } from '../../core/errors.ts';
import type { ChannelId } from '../../core/ids.ts';
import type { MissingPermission } from '../../core/platform.ts';
import type { PlaceId, Records } from './records.ts';
import { Refused } from './refusal.ts';
import type { World } from './world.ts';

/** Named as Discord's switches are. */
export const PERMISSIONS = [
  'View Channel',
  'Send Messages',
  'Create Public Threads',
  'Send Messages in Threads',
  'Manage Threads',
  'Read Message History',
  'Add Reactions',
  'Attach Files',
  'Pin Messages',
  'Mention Roles',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export interface Permissions {
  /** Throws PlatformError 'forbidden' that names what is missing; a direct channel asks for none. */
  need(place: PlaceId, ...permissions: readonly Permission[]): void;
  missing(channel: ChannelId): readonly MissingPermission[];
  /** From now on the bot lacks exactly these in the channel. Throws Refused for a channel that is not there. */
  deny(channel: ChannelId, permissions: readonly Permission[]): void;
}

export function createPermissions(world: World): Permissions {
  const channelOf = (place: PlaceId): Records['channel'] | undefined => world.get('channel', world.get('thread', place)?.channel ?? place);
  const known = (channel: ChannelId): Records['channel'] => {
    const found = world.get('channel', channel);
    if (found === undefined) throw new PlatformError('not-found', 'channel');
    return found;
  };
  return {
    need(place, ...permissions) {
      const denied = channelOf(place)?.denied ?? [];
      const lacking = ['View Channel', ...permissions].filter((permission) => denied.includes(permission));
      if (lacking.length > 0) throw new PlatformError('forbidden', `missing: ${lacking.join(', ')}`);
    },
    missing(channel) {
      const { denied, name } = known(channel);
      return PERMISSIONS.filter((permission) => denied.includes(permission)).map((permission) => ({
        permission,
        mend: `Open the settings of #${name}, then Permissions, choose Rapport and switch on “${permission}”.`,
      }));
    },
    deny(channel, permissions) {
      const found = world.get('channel', channel);
      if (found === undefined) throw new Refused(404, 'unknown-channel', 'There is no such channel: take an id from /places.', 'channel');
      world.change((draft) => draft.put('channel', { ...found, denied: [...permissions] }));
    },
  };
}
