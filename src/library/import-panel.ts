// /questions import: first what the file would do and every fault in it, then a button.
import { content } from '../core/content.ts';
import type { Content, Form } from '../core/content.ts';
import { PlatformError, UserError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { FileId } from '../core/ids.ts';
import type { Say } from '../core/locale.ts';
import type { Request } from '../core/request.ts';
import { checkFileAction, importAction } from './actions.ts';
import { compareImport, importQuestions } from './changes.ts';
import { MOST_BYTES, MOST_RECORDS, readImport } from './import.ts';
import type { CheckedFile, ImportFault } from './import.ts';
import type { QuestionParts } from './parts.ts';

export const FILE_FIELD = 'file';
const FAULTS_SHOWN = 10;
const FAULT_CHARACTERS = 240;

export function importForm(say: Say): Form {
  return {
    action: checkFileAction.id({}),
    title: say('import.title'),
    introduction: content({ kind: 'text', text: say('import.introduction', { records: MOST_RECORDS, kilobytes: MOST_BYTES / 1024 }) }),
    fields: [
      {
        name: FILE_FIELD,
        label: say('import.file'),
        hint: say('import.fileHint'),
        kind: 'file',
        options: [],
        value: '',
        required: true,
        maxLength: 1,
      },
    ],
    submit: say('import.check'),
  };
}

/** Nothing is changed by it. Throws UserError for a file that is none of questions. */
export async function checkFile(parts: QuestionParts, request: Request, file: string): Promise<Content> {
  const { say, tenant, actor } = request;
  const by = { tenant, member: actor.user };
  const checked = readImport(await download(parts, asId<FileId>(file)), parts);
  const counts = await compareImport(parts.database.db, tenant, checked.entries);
  const useful = counts.added + counts.changed;
  const kept = useful === 0 ? null : await parts.kept.keep(by, 'import', { entries: [...checked.entries] });
  const label = checked.faults.length === 0 ? 'button.import' : 'button.importGood';
  return content(
    { kind: 'heading', text: say('import.heading') },
    { kind: 'text', text: say('import.counts', { ...counts }) },
    checked.masked === 0 ? null : { kind: 'notice', tone: 'info', text: say('import.masked', { records: checked.masked }) },
    ...drawFaults(checked, say),
    kept === null
      ? { kind: 'note', text: say(checked.faults.length === 0 ? 'import.nothingNew' : 'import.nothingGood') }
      : { kind: 'note', text: say('import.nothingYet') },
    kept === null
      ? null
      : { kind: 'buttons', buttons: [{ label: say(label, { records: useful }), action: importAction.id({ kept }), style: 'primary' }] },
  );
}

async function download({ platform }: QuestionParts, file: FileId): Promise<Uint8Array> {
  try {
    return await platform.download(file);
  } catch (error) {
    if (error instanceof PlatformError && (error.kind === 'not-found' || error.kind === 'forbidden' || error.kind === 'invalid'))
      throw new UserError('import.fileGone');
    throw error;
  }
}

function drawFaults({ faults, faulty }: CheckedFile, say: Say): Content['blocks'] {
  if (faults.length === 0) return [];
  const all = faults.map((fault) => sayFault(fault, say));
  const rest = all.length - FAULTS_SHOWN;
  return [
    { kind: 'notice', tone: 'warning', text: faulty === 0 ? say('import.unreadable') : say('import.faulty', { records: faulty }) },
    {
      kind: 'list',
      items: all.slice(0, FAULTS_SHOWN).map((line) => (line.length <= FAULT_CHARACTERS ? line : `${line.slice(0, FAULT_CHARACTERS - 1)}…`)),
    },
    ...(rest > 0
      ? ([
          { kind: 'note', text: say('import.moreFaults', { faults: rest }) },
          { kind: 'file', name: 'faults.txt', mediaType: 'text/plain', bytes: new TextEncoder().encode(`${all.join('\n')}\n`) },
        ] as const)
      : []),
  ];
}

function sayFault({ record, line, field, problem }: ImportFault, say: Say): string {
  const where = [record, field].filter((part) => part !== '').join(' · ');
  return where === '' ? say('import.faultLine', { line, problem }) : say('import.fault', { where, line, problem });
}

export async function runImport(parts: QuestionParts, request: Request, kept: string): Promise<Content> {
  const { say, tenant, actor } = request;
  const by = { tenant, member: actor.user };
  const { entries } = await parts.kept.find(by, 'import', kept);
  const counts = await importQuestions(parts, by, entries);
  await parts.kept.drop(by, 'import', kept);
  return content(
    { kind: 'heading', text: say('import.done') },
    { kind: 'text', text: say('import.counts', { ...counts }) },
    { kind: 'note', text: say('import.doneNote') },
  );
}
