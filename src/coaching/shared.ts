// A shared answer as a coach reads it: the question, the words, the feedback as its writer sees it, and the note.
import { content, plainContent } from '../core/content.ts';
import type { Block, Button, Content } from '../core/content.ts';
import { UserError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { AnswerId } from '../core/ids.ts';
import type { Request } from '../core/request.ts';
import { drawForCoach, textOf } from '../answers/reader.ts';
import { questionOfAnswer } from '../answers/targets.ts';
import { nameOfPerson } from '../staff/names.ts';
import { findAnswer } from '../store/answers.ts';
import type { AnswerRow } from '../store/answers.ts';
import { findNote } from '../store/coach-notes.ts';
import type { Connection } from '../store/database.ts';
import { openNoteAction, sharedPageAction } from './parts.ts';
import type { CoachingParts } from './parts.ts';

/** Kept free for what a platform adds to a text by drawing it. */
const SLACK_CHARACTERS = 300;
/** A long answer is read in parts of this size. */
const PART = /[^]{1,2600}(?=\s|$)|[^]{1,2600}/gu;

type Asking = Pick<Request, 'tenant' | 'actor' | 'say'>;

/** Throws UserError unless its writer shares it now: an answer of practice, or one that was shared before, is nobody else's. */
export async function sharedAnswer(connection: Connection, tenant: AnswerRow['tenant'], id: string): Promise<AnswerRow> {
  const answer = await findAnswer(connection, tenant, asId<AnswerId>(id));
  if (answer === null || answer.shared_at === null || answer.post === null || answer.follows !== null)
    throw new UserError('coach.notShared');
  return answer;
}

/** Throws UserError for who is no coach, and where the answer is not shared. */
export async function drawSharedAnswer(parts: CoachingParts, request: Asking, id: string, page: number): Promise<Content> {
  const { say, tenant } = request;
  await parts.staff.require(request, 'coach');
  const answer = await sharedAnswer(parts.answers.database.db, tenant, id);
  const note = await findNote(parts.answers.database.db, tenant, answer.id);
  const pages = paged(await sectionsOf(parts, answer, request), parts.answers.platform.limits.text - SLACK_CHARACTERS);
  const shown = Math.min(Math.max(0, page), pages.length - 1);
  const turn = (label: string, to: number): Button => ({
    label,
    action: sharedPageAction.id({ answer: answer.id, page: String(to) }),
    style: 'normal',
  });
  const buttons: readonly Button[] = [
    ...(shown > 0 ? [turn(say('button.previousPage'), shown - 1)] : []),
    ...(shown < pages.length - 1 ? [turn(say('button.nextPage'), shown + 1)] : []),
    {
      label: say(note === null ? 'button.writeNote' : 'button.editNote'),
      action: openNoteAction.id({ answer: answer.id }),
      style: 'primary',
    },
  ];
  return content(...(pages[shown] ?? []), { kind: 'buttons', buttons });
}

/** Each of them fits into a message. */
async function sectionsOf(parts: CoachingParts, answer: AnswerRow, { say }: Asking): Promise<readonly (readonly Block[])[]> {
  const { answers } = parts;
  const { db } = answers.database;
  const writer = await nameOfPerson(answers.platform, answer.member, say);
  const question = await questionOfAnswer(db, answers.library, answer);
  const [first, ...more] = ((await textOf(answers, answer.tenant, answer)).match(PART) ?? []).filter((part) => part.trim() !== '');
  const note = await findNote(db, answer.tenant, answer.id);
  const author = note?.author === undefined || note.author === null ? null : await nameOfPerson(answers.platform, note.author, say);
  return [
    [
      { kind: 'heading', text: [say('coach.answerOf'), ' ', writer.span] },
      { kind: 'text', text: [{ strong: question.text }] },
      first === undefined ? { kind: 'note', text: say('coach.wordsGone') } : { kind: 'quote', text: first },
    ],
    ...more.map((part): readonly Block[] => [{ kind: 'quote', text: part }]),
    [{ kind: 'divider' }, ...(await drawForCoach(answers, answer, say)).blocks],
    ...(note === null
      ? []
      : [
          [
            { kind: 'divider' },
            { kind: 'text', text: [{ strong: say('coach.noteBy') }, ...(author === null ? [] : [' ', author.span])] },
            { kind: 'quote', text: note.text },
          ] as const,
        ]),
  ];
}

/** As many sections as fit on each page, in their order. */
function paged(sections: readonly (readonly Block[])[], room: number): readonly (readonly Block[])[] {
  const pages: (readonly Block[])[] = [];
  for (const section of sections) {
    const last = pages.at(-1);
    const together = last === undefined ? null : [...last, ...section];
    if (together !== null && plainContent(content(...together)).length <= room) pages[pages.length - 1] = together;
    else pages.push(section);
  }
  return pages;
}
