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
import type { Library } from '../library/library.ts';
import type { OpenDatabase } from '../store/database.ts';
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
        { label: say('privacy.suggestions'), value: String(count('own_question')) },
        { label: say('privacy.notes'), value: String(count('coach_note')) },
        { label: say('privacy.votes'), value: String(count('ballot_vote')) },
        { label: say('privacy.drafts'), value: String(count('draft') + count('plan_draft')) },
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

/** By id. */
type Texts = ReadonlyMap<string, string>;

interface ExportParts {
  readonly members: Members;
  readonly library: Library;
  readonly database: OpenDatabase;
}

/** One JSON file a table, as the rows stand but for the words of each question beside its id, with a page that says what they are. */
export async function exportOf(parts: ExportParts, tenant: TenantId, actor: Actor, say: Say): Promise<Content> {
  const records = await parts.members.records(tenant, actor.user);
  const questions = await questionTexts(parts, tenant, Object.values(records).flat());
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

async function questionTexts({ library, database }: ExportParts, tenant: TenantId, rows: readonly object[]): Promise<Texts> {
  const ids = new Set(rows.flatMap((row) => ('question' in row && typeof row.question === 'string' ? [row.question] : [])));
  const texts = new Map<string, string>();
  for (const id of ids) {
    const question = await library.find(database.db, tenant, id);
    if (question !== null) texts.set(id, question.text);
  }
  return texts;
}

/** Columns that hold JSON are opened, and instants written out, so that a person can read them. */
function readable(row: object, questions: Texts): Record<string, unknown> {
  const shown: Record<string, unknown> = Object.fromEntries(
    Object.entries(row).map(([column, value]: [string, unknown]) => [column, opened(column, value)]),
  );
  const { question } = shown;
  return typeof question === 'string' ? { ...shown, question_text: questions.get(question) ?? null } : shown;
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

export function privacyHandlers(parts: ExportParts): readonly Handler[] {
  return [
    onAction(askEraseAction, (request) => request.private(askErase(request.say))),
    onAction(exportAction, async (request) => request.private(await exportOf(parts, request.tenant, request.actor, request.say))),
    onAction(eraseAction, async (request, { verdict }) => {
      const { say } = request;
      if (verdict !== 'yes') return request.update(content({ kind: 'text', text: say('privacy.kept') }));
      await parts.members.erase(request.tenant, request.actor.user);
      await request.update(content({ kind: 'text', text: say('privacy.erased') }));
    }),
  ];
}
