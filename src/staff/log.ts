// /rapport log: who changed what, for owners. The newest first.
import { z } from 'zod';
import { defineAction } from '../core/action.ts';
import { content } from '../core/content.ts';
import type { Button, Content, Span, Text } from '../core/content.ts';
import type { Say } from '../core/locale.ts';
import { onAction } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import { auditEntries } from '../store/audit.ts';
import type { AuditRow } from '../store/audit.ts';
import { AUDIT_ACTIONS } from './audit.ts';
import { changesOf } from './log-changes.ts';
import { namedIn, namesOfIds } from './log-subject.ts';
import type { NamingParts } from './log-subject.ts';
import { nameOfPerson } from './names.ts';
import type { Staff } from './staff.ts';

const pageAction = defineAction('lg', 'update', ['page']);

/** As many as fit into one message with the longest names. */
const PAGE = 8;

const actionSchema = z.enum(AUDIT_ACTIONS);
const pageSchema = z.coerce.number().int().min(0).max(1_000_000).catch(0);

export interface LogParts extends NamingParts {
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
  const changes = changesOf(entry, await namesOfIds(parts, entry, say), say);
  return [
    { time: entry.created_at, show: 'dateTime' },
    ' · ',
    await drawWho(parts, entry, say),
    ` ${say(`audit.${action}`, { ...(await namedIn(parts, entry, say)) })}`,
    ...(changes === '' ? [] : [` · ${changes}`]),
  ];
}

async function drawWho({ platform }: LogParts, entry: AuditRow, say: Say): Promise<Span> {
  if (entry.member !== null) return (await nameOfPerson(platform, entry.member, say)).span;
  return { emphasis: say(entry.by_bot === 1 ? 'log.bot' : 'log.erased') };
}

export function logHandlers(parts: LogParts): readonly Handler[] {
  return [onAction(pageAction, async (request, { page }) => request.update(await drawLog(parts, request, pageSchema.parse(page))))];
}
