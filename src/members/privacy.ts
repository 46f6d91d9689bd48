// /privacy: what is kept, all of it as a file, and its erasure.
import { strToU8, zipSync } from 'fflate';
import { defineAction } from '../core/action.ts';
import { content } from '../core/content.ts';
import type { Content } from '../core/content.ts';
import type { TenantId } from '../core/ids.ts';
import type { Say } from '../core/locale.ts';
import type { Actor } from '../core/platform.ts';
import { onAction } from '../core/request.ts';
import type { Handler } from '../core/request.ts';
import type { Members } from './members.ts';

export const askEraseAction = defineAction('ae', 'ephemeral');
export const exportAction = defineAction('xp', 'ephemeral');
export const eraseAction = defineAction('er', 'update', ['verdict']);

/** Where text goes when it is graded. */
export interface ModelUse {
  /** null: nowhere, the built-in checker grades. */
  readonly modelName: string | null;
  readonly modelAddress: string | null;
}

export async function drawKept(members: Members, use: ModelUse, tenant: TenantId, actor: Actor, say: Say): Promise<Content> {
  const records = await members.records(tenant, actor.user);
  const count = (table: string): number => records[table]?.length ?? 0;
  return content(
    { kind: 'heading', text: say('privacy.heading') },
    {
      kind: 'fields',
      fields: [
        {
          label: say('privacy.answers'),
          value: say('privacy.answersKept', { answers: count('answer'), versions: count('answer_version') }),
        },
        { label: say('privacy.grades'), value: String(count('grade')) },
        { label: say('privacy.said'), value: String(count('said')) },
        { label: say('privacy.days'), value: String(count('practice_day')) },
        { label: say('privacy.sessions'), value: String(count('practice_session')) },
        { label: say('privacy.profile'), value: say(count('member') === 0 ? 'privacy.none' : 'privacy.profileKept') },
      ],
    },
    { kind: 'text', text: say('privacy.masked') },
    {
      kind: 'text',
      text:
        use.modelAddress === null
          ? say('privacy.modelNone')
          : say('privacy.model', { model: use.modelName ?? '', address: use.modelAddress }),
    },
    {
      kind: 'buttons',
      buttons: [
        { label: say('button.export'), action: exportAction.id({}), style: 'normal' },
        { label: say('button.erase'), action: askEraseAction.id({}), style: 'danger' },
      ],
    },
  );
}

/** One JSON file a table, as the rows stand, with a page that says what they are. */
/** `questions`: the text of a question by its id. */
export async function exportOf(
  members: Members,
  questions: (id: string) => string | null,
  tenant: TenantId,
  actor: Actor,
  say: Say,
): Promise<Content> {
  const records = await members.records(tenant, actor.user);
  const files = Object.entries(records).map(
    ([table, rows]) =>
      [
        `${table}.json`,
        strToU8(
          JSON.stringify(
            rows.map((row) => readable(row, questions)),
            null,
            2,
          ),
        ),
      ] as const,
  );
  const bytes = zipSync({ 'README.txt': strToU8(`${say('privacy.exportReadme')}\n`), ...Object.fromEntries(files) });
  return content(
    { kind: 'text', text: say('privacy.exported') },
    { kind: 'file', name: 'rapport-export.zip', mediaType: 'application/zip', bytes },
  );
}

/** Columns that hold JSON are opened, and instants written out, so that a person can read them. */
function readable(row: object, questions: (id: string) => string | null): Record<string, unknown> {
  const shown: Record<string, unknown> = Object.fromEntries(
    Object.entries(row).map(([column, value]: [string, unknown]) => [column, opened(column, value)]),
  );
  const { question } = shown;
  return typeof question === 'string' ? { ...shown, question_text: questions(question) } : shown;
}

function opened(column: string, value: unknown): unknown {
  if (column.endsWith('_at') && typeof value === 'number') return new Date(value).toISOString();
  return typeof value === 'string' && /^[[{]/.test(value) ? parsedOr(value) : value;
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // an answer that begins with a bracket
  }
}

export function askErase(say: Say): Content {
  return content(
    { kind: 'notice', tone: 'warning', text: say('privacy.askErase') },
    {
      kind: 'buttons',
      buttons: [
        { label: say('button.eraseNow'), action: eraseAction.id({ verdict: 'yes' }), style: 'danger' },
        { label: say('button.keep'), action: eraseAction.id({ verdict: 'no' }), style: 'normal' },
      ],
    },
  );
}

export function privacyHandlers(members: Members, questions: (id: string) => string | null): readonly Handler[] {
  return [
    onAction(askEraseAction, (request) => request.private(askErase(request.say))),
    onAction(exportAction, async (request) =>
      request.private(await exportOf(members, questions, request.tenant, request.actor, request.say)),
    ),
    onAction(eraseAction, async (request, { verdict }) => {
      const { say } = request;
      if (verdict !== 'yes') return request.update(content({ kind: 'text', text: say('privacy.kept') }));
      await members.erase(request.tenant, request.actor.user);
      await request.update(content({ kind: 'text', text: say('privacy.erased') }));
    }),
  ];
}
