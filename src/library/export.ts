// /questions export: the server's own questions, as a file that can be imported again and as one for a spreadsheet.
import { content } from '../core/content.ts';
import type { Content } from '../core/content.ts';
import type { TenantId } from '../core/ids.ts';
import type { Say } from '../core/locale.ts';
import { ownQuestionsIn } from '../store/own-questions.ts';
import { csvOf } from './csv.ts';
import { shownIn } from './lines.ts';
import { isOwnId, recordOf } from './own-question.ts';
import type { OwnRecord } from './own-question.ts';
import type { QuestionParts } from './parts.ts';

interface Exported {
  readonly id: string;
  readonly version: number;
  readonly retired: boolean;
  readonly record: OwnRecord;
}

export async function drawExport({ database }: QuestionParts, tenant: TenantId, say: Say): Promise<Content> {
  const rows = (await ownQuestionsIn(database.db, tenant, ['active', 'retired'])).filter(({ id }) => isOwnId(id));
  if (rows.length === 0) return content({ kind: 'text', text: say('questions.nothingToExport') });
  const questions = rows.map((row) => ({ id: row.id, version: row.version, retired: row.state === 'retired', record: recordOf(row) }));
  const file = (name: string, mediaType: string, text: string) =>
    ({ kind: 'file', name, mediaType, bytes: new TextEncoder().encode(text) }) as const;
  return content(
    { kind: 'text', text: say('questions.exported', { questions: questions.length }) },
    file('questions.json', 'application/json', toJson(questions)),
    file('questions.csv', 'text/csv', toCsv(questions)),
  );
}

export function toJson(questions: readonly Exported[]): string {
  const records = questions.map(({ id, version, retired, record }) => ({ id, version, ...record, ...(retired ? { retired } : {}) }));
  return `${JSON.stringify({ questions: records }, null, 2)}\n`;
}

const COLUMNS = {
  id: ({ id }) => id,
  version: ({ version }) => String(version),
  state: ({ retired }) => (retired ? 'retired' : 'active'),
  title: ({ record }) => record.title,
  text: ({ record }) => record.text,
  type: ({ record }) => record.type,
  topic: ({ record }) => record.topic,
  roleFamilies: ({ record }) => record.roleFamilies.join(', '),
  levels: ({ record }) => record.levels.join(', '),
  setting: ({ record }) => record.setting,
  jurisdiction: ({ record }) => record.jurisdiction,
  why: ({ record }) => shownIn('why', record),
  howToAnswer: ({ record }) => shownIn('howToAnswer', record),
  whatNotToSay: ({ record }) => shownIn('whatNotToSay', record),
  example: ({ record }) => shownIn('example', record),
  referencePoints: ({ record }) => shownIn('referencePoints', record),
  probe: ({ record }) => shownIn('probe', record),
  skills: ({ record }) => shownIn('skills', record),
} as const satisfies Readonly<Record<string, (question: Exported) => string>>;

export const toCsv = (questions: readonly Exported[]): string =>
  csvOf([Object.keys(COLUMNS), ...questions.map((question) => Object.values(COLUMNS).map((column) => column(question)))]);
