// /rapport log: who changed what, for owners. The newest first.
import { z } from 'zod';
import { defineAction } from '../core/action.ts';
import { content } from '../core/content.ts';
import type { Button, Content, Span, Text } from '../core/content.ts';
import { cutTo } from '../core/cut.ts';
import { asId } from '../core/ids.ts';
import type { PostId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import type { Say } from '../core/locale.ts';
import type { Platform } from '../core/platform.ts';
import { onAction } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import type { Library } from '../library/library.ts';
import { auditEntries } from '../store/audit.ts';
import type { AuditRow } from '../store/audit.ts';
import type { OpenDatabase } from '../store/database.ts';
import { findPlan, findPost } from '../store/plans.ts';
import { AUDIT_ACTIONS } from './audit.ts';
import { changesOf } from './log-changes.ts';
import { nameOfChannel, nameOfPerson } from './names.ts';
import type { Staff } from './staff.ts';

const pageAction = defineAction('lg', 'update', ['page']);

const PAGE = 10;
/** Ten of them must fit into one message. */
const SUBJECT_CHARACTERS = 60;

const actionSchema = z.enum(AUDIT_ACTIONS);
const pageSchema = z.coerce.number().int().min(0).max(1_000_000).catch(0);

export interface LogParts {
  readonly database: OpenDatabase;
  readonly platform: Platform;
  readonly library: Library;
  readonly staff: Staff;
}

/** Throws UserError for who is no owner. */
export async function drawLog(parts: LogParts, request: Request, page: number): Promise<Content> {
  const { say, tenant } = request;
  await parts.staff.require(request, 'owner');
  const found = await auditEntries(parts.database.db, tenant, { limit: PAGE + 1, offset: page * PAGE });
  const items = await Promise.all(found.slice(0, PAGE).map((entry) => drawEntry(parts, entry, say)));
  const turn = (label: string, to: number): Button => ({ label, action: pageAction.id({ page: String(to) }), style: 'normal' });
  const buttons = [
    ...(found.length > PAGE ? [turn(say('button.older'), page + 1)] : []),
    ...(page > 0 ? [turn(say('button.newer'), page - 1)] : []),
  ];
  return content(
    { kind: 'heading', text: say('log.heading') },
    items.length === 0 ? { kind: 'text', text: say(page === 0 ? 'log.empty' : 'log.end') } : { kind: 'list', items },
    buttons.length === 0 ? null : { kind: 'buttons', buttons },
    { kind: 'note', text: say('log.note') },
  );
}

async function drawEntry(parts: LogParts, entry: AuditRow, say: Say): Promise<Text> {
  const action = actionSchema.parse(entry.action);
  const subject = [await drawSubject(parts, entry, say), await drawQuestion(parts, entry)].filter((span) => span !== null);
  const changes = changesOf(entry, say);
  return [
    { time: entry.created_at, show: 'dateTime' },
    ' · ',
    await drawWho(parts, entry, say),
    ` · ${say(`audit.${action}`)}`,
    ...subject.flatMap((span) => [' · ', span]),
    ...(changes === '' ? [] : [` · ${changes}`]),
  ];
}

async function drawWho({ platform }: LogParts, entry: AuditRow, say: Say): Promise<Span> {
  if (entry.member !== null) return (await nameOfPerson(platform, entry.member, say)).span;
  return { emphasis: say(entry.by_bot === 1 ? 'log.bot' : 'log.erased') };
}

const channelSchema = z.object({ channel: z.string() });

/** The channel of a plan, a posted question's number, or a question's title. null: nothing that has a name. */
async function drawSubject(parts: LogParts, entry: AuditRow, say: Say): Promise<Span | null> {
  const { db } = parts.database;
  const { action } = entry;
  const [kind] = action.split('.');
  if (kind === 'plan' || kind === 'upcoming') {
    const kept = channelSchema.safeParse(parseJson(z.unknown(), entry.before ?? entry.after ?? 'null'));
    const channel = (await findPlan(db, entry.tenant, entry.subject))?.channel ?? (kept.success ? kept.data.channel : null);
    return channel === null ? null : (await nameOfChannel(parts.platform, asId(channel), say)).span;
  }
  if (kind === 'post') {
    const post = await findPost(db, entry.tenant, asId<PostId>(entry.subject));
    return post === null ? null : say('log.post', { number: post.number });
  }
  // An import is about many.
  return kind === 'question' && action !== 'question.imported' ? titleOf(parts, entry, entry.subject) : null;
}

const questionSchema = z.object({ question: z.string() });

/** Which question was chosen for a plan. */
async function drawQuestion(parts: LogParts, entry: AuditRow): Promise<string | null> {
  const chosen = questionSchema.safeParse(parseJson(z.unknown(), entry.after ?? 'null'));
  return chosen.success ? titleOf(parts, entry, chosen.data.question) : null;
}

/** null: it has left the library. */
async function titleOf({ library, database }: LogParts, { tenant }: AuditRow, id: string): Promise<string | null> {
  const question = await library.find(database.db, tenant, id);
  return question === null ? null : cutTo(question.title, SUBJECT_CHARACTERS);
}

export function logHandlers(parts: LogParts): readonly Handler[] {
  return [onAction(pageAction, async (request, { page }) => request.update(await drawLog(parts, request, pageSchema.parse(page))))];
}
