// /rapport team: everybody may see who the owners and coaches are; owners give and take these ranks.
import { defineAction } from '../core/action.ts';
import { content } from '../core/content.ts';
import type { Block, Content, Text } from '../core/content.ts';
import { cutTo } from '../core/cut.ts';
import { UserError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { GroupId, UserId } from '../core/ids.ts';
import type { Say } from '../core/locale.ts';
import type { Platform } from '../core/platform.ts';
import { onAction } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import { checkWhom, nameOfWhom } from './names.ts';
import type { Name } from './names.ts';
import type { Staff, StaffEntry, StaffRank, Whom } from './staff.ts';

/** A choice: its value is the person or the group. */
const giveRankAction = defineAction('tg', 'update', ['kind', 'rank']);
/** A select: its value is the entry. */
const takeRankAction = defineAction('tt', 'update');

const LABEL_CHARACTERS = 100;

export interface TeamParts {
  readonly staff: Staff;
  readonly platform: Platform;
}

type Named = StaffEntry & { readonly name: Name };

export async function drawTeam(
  { staff, platform }: TeamParts,
  { tenant, actor, say }: Pick<Request, 'tenant' | 'actor' | 'say'>,
): Promise<Content> {
  const entries = await staff.list(tenant);
  const named = await Promise.all(entries.map(async (entry) => ({ ...entry, name: await nameOfWhom(platform, entry.whom, say) })));
  const coaches = spansOf(named, 'coach');
  return content(
    { kind: 'heading', text: say('team.heading') },
    { kind: 'text', text: [{ strong: say('team.owners') }, ' ', say('team.ownersMay')] },
    { kind: 'list', items: [say('team.managers'), ...spansOf(named, 'owner')] },
    { kind: 'text', text: [{ strong: say('team.coaches') }, ' ', say('team.coachesMay')] },
    coaches.length === 0 ? { kind: 'text', text: say('team.noCoaches') } : { kind: 'list', items: coaches },
    ...((await staff.may({ tenant, actor }, 'owner')) ? controls(named, say) : []),
  );
}

const spansOf = (named: readonly Named[], rank: StaffRank): readonly Text[] =>
  named.filter((entry) => entry.rank === rank).map((entry) => [entry.name.span]);

function controls(named: readonly Named[], say: Say): readonly Block[] {
  const add = (what: Whom['kind'], rank: StaffRank, placeholder: string): Block => ({
    kind: 'choose',
    what,
    action: giveRankAction.id({ kind: what, rank }),
    placeholder,
    selected: [],
    most: 1,
  });
  return [
    { kind: 'divider' },
    add('person', 'coach', say('team.addCoach')),
    add('group', 'coach', say('team.addCoachGroup')),
    add('person', 'owner', say('team.addOwner')),
    add('group', 'owner', say('team.addOwnerGroup')),
    ...(named.length === 0 ? [] : [removal(named, say)]),
    { kind: 'note', text: say('team.logged') },
  ];
}

function removal(named: readonly Named[], say: Say): Block {
  return {
    kind: 'select',
    action: takeRankAction.id({}),
    placeholder: say('team.remove'),
    options: named.map((entry) => ({ label: labelOf(entry, say), value: entry.id })),
    selected: [],
    most: 1,
    least: 1,
  };
}

/** The rank is kept where a long name has to be cut. */
function labelOf({ name, rank }: Named, say: Say): string {
  const ending = ` (${say(`rank.${rank}`)})`;
  return `${cutTo(name.plain, LABEL_CHARACTERS - ending.length)}${ending}`;
}

export function staffHandlers(parts: TeamParts): readonly Handler[] {
  const { staff } = parts;
  const by = ({ tenant, actor }: Request) => ({ tenant, member: actor.user });
  return [
    onAction(giveRankAction, async (request, { kind, rank }, [id]) => {
      await staff.require(request, 'owner');
      if (id === undefined) throw new UserError('error.expiredButton');
      const whom: Whom = kind === 'group' ? { kind, id: asId<GroupId>(id) } : { kind: 'person', id: asId<UserId>(id) };
      await checkWhom(parts.platform, whom);
      await staff.give(by(request), whom, rank === 'owner' ? 'owner' : 'coach');
      await request.update(await drawTeam(parts, request));
    }),
    onAction(takeRankAction, async (request, _params, [entry = '']) => {
      await staff.require(request, 'owner');
      await staff.take(by(request), entry);
      await request.update(await drawTeam(parts, request));
    }),
  ];
}
