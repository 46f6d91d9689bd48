// One note of a coach under one feedback, and the direct message about it for who asked to be told.
import { content } from '../core/content.ts';
import type { FieldErrors, Form, Values } from '../core/content.ts';
import { PlatformError } from '../core/errors.ts';
import { asId, newId } from '../core/ids.ts';
import type { AnswerId } from '../core/ids.ts';
import type { Request } from '../core/request.ts';
import type { RunningJob } from '../jobs/port.ts';
import { drawReader } from '../answers/reader.ts';
import { questionOfAnswer } from '../answers/targets.ts';
import { nameOfPerson } from '../staff/names.ts';
import { findAnswer } from '../store/answers.ts';
import { findNote, removeNote, saveNote } from '../store/coach-notes.ts';
import { saveNoteAction } from './parts.ts';
import type { CoachingParts } from './parts.ts';
import { sharedAnswer } from './shared.ts';

const FIELD = 'note';
const MOST_CHARACTERS = 1_000;
const QUEUE = 'coach.note';

export async function noteForm(parts: CoachingParts, request: Request, id: string): Promise<Form> {
  const { say, tenant } = request;
  const { database, library } = parts.answers;
  await parts.staff.require(request, 'coach');
  const answer = await sharedAnswer(database.db, tenant, id);
  const note = await findNote(database.db, tenant, answer.id);
  return {
    action: saveNoteAction.id({ answer: answer.id, seen: String(note?.updated_at ?? 0) }),
    title: say('coach.noteTitle'),
    introduction: content(
      { kind: 'text', text: [{ strong: (await questionOfAnswer(database.db, library, answer)).text }] },
      { kind: 'note', text: say('coach.noteWho') },
    ),
    fields: [
      {
        name: FIELD,
        label: say('coach.noteLabel'),
        hint: note === null ? null : say('coach.noteHint'),
        kind: 'paragraph',
        options: [],
        value: note?.text ?? '',
        required: note === null,
        maxLength: MOST_CHARACTERS,
      },
    ],
    submit: say('coach.noteSave'),
  };
}

const textIn = (fields: Values): string => (fields[FIELD] ?? '').trim();

/** The words stay in the open form. */
export async function faultOfNote(
  { answers }: CoachingParts,
  { tenant, say }: Pick<Request, 'tenant' | 'say'>,
  { answer, seen }: { readonly answer: string; readonly seen: string },
  fields: Values,
): Promise<FieldErrors | null> {
  const text = textIn(fields);
  const note = await findNote(answers.database.db, tenant, asId<AnswerId>(answer));
  if (text.length > MOST_CHARACTERS)
    return { [FIELD]: say('coach.noteTooLong', { most: MOST_CHARACTERS, over: text.length - MOST_CHARACTERS }) };
  if (String(note?.updated_at ?? 0) !== seen) {
    const author = note?.author === undefined || note.author === null ? null : await nameOfPerson(answers.platform, note.author, say);
    return { [FIELD]: say('coach.noteChanged', { name: author?.plain ?? say('coach.anotherCoach') }) };
  }
  return text === '' && note === null ? { [FIELD]: say('coach.noteEmpty') } : null;
}

/** Emptied, it is taken away. Throws UserError for who is no coach, and where the answer is not shared any more. */
export async function keepNote(parts: CoachingParts, request: Request, id: string, fields: Values): Promise<void> {
  const { database, clock, jobs } = parts.answers;
  const { tenant, actor } = request;
  const text = textIn(fields);
  await parts.staff.require(request, 'coach');
  await database.transaction(async (trx) => {
    const answer = await sharedAnswer(trx, tenant, id);
    if (text === '') return removeNote(trx, tenant, answer.id);
    const now = clock.now();
    await saveNote(trx, {
      tenant,
      id: newId(),
      answer: answer.id,
      member: answer.member,
      author: actor.user,
      text,
      created_at: now,
      updated_at: now,
    });
    await jobs.enqueue(trx, { tenant, queue: QUEUE, key: answer.id, payload: { answer: answer.id }, runAtMs: now });
  });
}

/** Only for who asked to be told. */
export function workOnNotes({ answers }: CoachingParts): void {
  const { database, members, platform, words } = answers;

  async function run(job: RunningJob): Promise<void> {
    const answer = await findAnswer(database.db, job.tenant, asId<AnswerId>(String(job.payload['answer'])));
    const note = answer === null ? null : await findNote(database.db, job.tenant, answer.id);
    // Deleted, or taken away, meanwhile.
    if (answer === null || note === null) return;
    if (!(await members.get(job.tenant, answer.member)).preferences.readyNotice) return;
    try {
      const say = words.in((await platform.lookUp(answer.member)).locale);
      const drawn = await drawReader(answers, answer, 'whole', say);
      const told = content({ kind: 'note', text: say('coachNote.ready') }, ...drawn.blocks);
      await platform.post(await platform.openDirect(answer.member), told, `note:${answer.id}:${note.updated_at}`);
    } catch (error) {
      // Closed direct messages, or gone from the server: the reader shows the same.
      if (!(error instanceof PlatformError && (error.kind === 'forbidden' || error.kind === 'not-found'))) throw error;
    }
  }

  answers.jobs.work({ queue: QUEUE, concurrency: 2, maxAttempts: 10, leaseMs: 60_000, run });
}
