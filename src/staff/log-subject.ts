// What an entry of the log is about, by the names that channels, questions and people have now: none of them is kept in the entry.
import { z } from 'zod';
import { cutTo } from '../core/cut.ts';
import { asId } from '../core/ids.ts';
import type { ChannelId, GroupId, PostId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import type { Say } from '../core/locale.ts';
import type { Platform } from '../core/platform.ts';
import type { Library } from '../library/library.ts';
import { lastChangeOf } from '../store/audit.ts';
import type { AuditRow } from '../store/audit.ts';
import type { OpenDatabase } from '../store/database.ts';
import { findPlan, findPost } from '../store/plans.ts';
import { staffOf } from '../store/staff.ts';
import { nameOfChannel, nameOfWhom } from './names.ts';
import type { Whom } from './staff.ts';

export interface NamingParts {
  readonly database: OpenDatabase;
  readonly platform: Platform;
  readonly library: Library;
}

/** Eight entries with names of this size fit into one message. */
const NAME_CHARACTERS = 40;
const TITLE_CHARACTERS = 50;

/** For the placeholders of the sentences `audit.…`. */
export interface Named {
  readonly subject: string;
  readonly question: string;
  readonly rank: string;
}

export async function namedIn(parts: NamingParts, entry: AuditRow, say: Say): Promise<Named> {
  return { subject: await subjectOf(parts, entry, say), question: await questionChosen(parts, entry, say), rank: rankOf(entry, say) };
}

async function subjectOf(parts: NamingParts, entry: AuditRow, say: Say): Promise<string> {
  const [kind] = entry.action.split('.');
  switch (kind) {
    case 'plan':
    case 'upcoming':
      return channelOfPlan(parts, entry, say);
    case 'post':
      return postOf(parts, entry, say);
    case 'question':
      return titleOf(parts, entry, entry.subject, say);
    case 'staff':
      return whomOf(parts, entry, say);
    default:
      return '';
  }
}

const channelSchema = z.object({ channel: z.string() });

/** Of a plan that was deleted, the channel that its last entry kept. */
async function channelOfPlan(parts: NamingParts, entry: AuditRow, say: Say): Promise<string> {
  const { db } = parts.database;
  const standing = await findPlan(db, entry.tenant, entry.subject);
  const last = standing !== null || entry.action === 'plan.deleted' ? entry : await lastChangeOf(db, entry.tenant, entry.subject);
  const kept = channelSchema.safeParse(last?.action === 'plan.deleted' ? parseJson(z.unknown(), last.before ?? 'null') : null);
  const channel = standing?.channel ?? (kept.success ? asId<ChannelId>(kept.data.channel) : null);
  return channel === null ? say('name.goneChannel') : channelName(parts, channel, say);
}

const channelName = async ({ platform }: NamingParts, channel: ChannelId, say: Say): Promise<string> =>
  cutTo((await nameOfChannel(platform, channel, say)).plain, NAME_CHARACTERS);

async function postOf(parts: NamingParts, entry: AuditRow, say: Say): Promise<string> {
  const post = await findPost(parts.database.db, entry.tenant, asId<PostId>(entry.subject));
  if (post === null) return say('log.gonePost');
  return say('log.post', { number: post.number, channel: await channelName(parts, post.channel, say) });
}

async function titleOf({ library, database }: NamingParts, { tenant }: AuditRow, id: string, say: Say): Promise<string> {
  const question = await library.find(database.db, tenant, id);
  return question === null ? say('log.goneQuestion') : say('log.question', { title: cutTo(question.title, TITLE_CHARACTERS) });
}

const questionSchema = z.object({ question: z.string() });

/** Which question was chosen for a plan. */
async function questionChosen(parts: NamingParts, entry: AuditRow, say: Say): Promise<string> {
  const chosen = questionSchema.safeParse(parseJson(z.unknown(), entry.after ?? 'null'));
  return chosen.success ? titleOf(parts, entry, chosen.data.question, say) : say('log.goneQuestion');
}

const staffSchema = z.object({ kind: z.enum(['person', 'group']), rank: z.enum(['owner', 'coach']) });
const staffIn = (entry: AuditRow) => staffSchema.safeParse(parseJson(z.unknown(), entry.after ?? entry.before ?? 'null'));

/** Named while they have a rank; afterwards nothing says who it was. */
async function whomOf({ database, platform }: NamingParts, entry: AuditRow, say: Say): Promise<string> {
  const row = (await staffOf(database.db, entry.tenant)).find(({ id }) => id === entry.subject);
  const whom: Whom | null =
    row === undefined
      ? null
      : row.member !== null
        ? { kind: 'person', id: row.member }
        : row.member_group !== null
          ? { kind: 'group', id: row.member_group }
          : null;
  if (whom !== null) return cutTo((await nameOfWhom(platform, whom, say)).plain, NAME_CHARACTERS);
  const kept = staffIn(entry);
  return say(kept.success && kept.data.kind === 'group' ? 'logKind.group' : 'logKind.person');
}

function rankOf(entry: AuditRow, say: Say): string {
  const kept = staffIn(entry);
  return kept.success ? say(`rank.${kept.data.rank}`) : '';
}

const pingSchema = z.looseObject({ channel: z.string().optional(), ping: z.string().nullish() }).catch({});

/** By id: the channels and groups that a change names. */
export async function namesOfIds(parts: NamingParts, entry: AuditRow, say: Say): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const json of [entry.before, entry.after]) {
    const { channel, ping } = pingSchema.parse(parseJson(z.unknown(), json ?? 'null'));
    if (channel !== undefined) names.set(channel, await channelName(parts, asId<ChannelId>(channel), say));
    if (typeof ping === 'string')
      names.set(ping, cutTo((await nameOfWhom(parts.platform, { kind: 'group', id: asId<GroupId>(ping) }, say)).plain, NAME_CHARACTERS));
  }
  return names;
}
