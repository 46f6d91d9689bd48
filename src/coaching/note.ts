// One note of a coach under one feedback, and the direct message about it for who asked to be told.
import { content } from '../core/content.ts';
import type { FieldErrors, Form, Values } from '../core/content.ts';
import { PlatformError, UserError } from '../core/errors.ts';
import { asId, newId } from '../core/ids.ts';
import type { AnswerId, UserId } from '../core/ids.ts';
import type { Request } from '../core/request.ts';
import type { RunningJob } from '../jobs/port.ts';
import { drawReader } from '../answers/reader.ts';
import { questionOfAnswer } from '../answers/targets.ts';
import { plain } from '../library/lines.ts';
import { nameOfPerson } from '../staff/names.ts';
import { findAnswer } from '../store/answers.ts';
import { findNote, removeNote, saveNote } from '../store/coach-notes.ts';
import type { CoachNote } from '../store/coach-notes.ts';
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

const textIn = (fields: Values): string => plain(fields[FIELD] ?? '');

/** Which note a form is about. `seen`: when it was last written, as the form showed it; 0: there was none. */
interface Shown {
  readonly answer: string;
  readonly seen: string;
}

const isAsShown = (note: CoachNote | null, { seen }: Pick<Shown, 'seen'>): boolean => String(note?.updated_at ?? 0) === seen;

const isSaid = (note: CoachNote | null, author: UserId, text: string): boolean =>
  note === null ? text === '' : note.author === author && note.text === text;

/** The words stay in the open form. Whether they may write is said once it has closed. */
export async function faultOfNote(
  { answers, staff }: CoachingParts,
  { tenant, actor, say }: Pick<Request, 'tenant' | 'actor' | 'say'>,
  { answer, seen }: Shown,
  fields: Values,
): Promise<FieldErrors | null> {
  if (!(await staff.may({ tenant, actor }, 'coach'))) return null;
  const text = textIn(fields);
  const note = await findNote(answers.database.db, tenant, asId<AnswerId>(answer));
  if (text.length > MOST_CHARACTERS)
    return { [FIELD]: say('coach.noteTooLong', { most: MOST_CHARACTERS, over: text.length - MOST_CHARACTERS }) };
  if (!isAsShown(note, { seen })) {
    const author = note?.author === undefined || note.author === null ? null : await nameOfPerson(answers.platform, note.author, say);
    return { [FIELD]: say('coach.noteChanged', { name: author?.plain ?? say('coach.anotherCoach') }) };
  }
  return text === '' && note === null ? { [FIELD]: say('coach.noteEmpty') } : null;
}

/** Emptied, it is taken away. Throws UserError for who is no coach, where the answer is not shared any more, and where somebody was faster. */
export async function keepNote(parts: CoachingParts, request: Request, shown: Shown, fields: Values): Promise<void> {
  const { database, clock, jobs } = parts.answers;
  const { tenant, actor, say } = request;
  const text = textIn(fields);
  await parts.staff.require(request, 'coach');
  await database.transaction(async (trx) => {
    const answer = await sharedAnswer(trx, tenant, shown.answer);
    const standing = await findNote(trx, tenant, answer.id);
    if (isSaid(standing, actor.user, text)) return; // the same form once more, after a crash
    if (!isAsShown(standing, shown)) throw new UserError('coach.noteChanged', { name: say('coach.anotherCoach') });
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
