// What a coach wrote under an answer's feedback, as its writer reads it. Writing it is src/coaching.
import { content, plainContent } from '../core/content.ts';
import type { Block, Content, Span } from '../core/content.ts';
import { cutTo } from '../core/cut.ts';
import type { Say } from '../core/locale.ts';
import { nameOfPerson } from '../staff/names.ts';
import type { AnswerRow } from '../store/answers.ts';
import { findNote } from '../store/coach-notes.ts';
import type { CoachNote } from '../store/coach-notes.ts';
import { coachNoteAction } from './actions.ts';
import type { AnswerParts } from './parts.ts';

/** Kept free for what a platform adds to a text by drawing it. */
const SLACK_CHARACTERS = 200;
const BEGINNING_CHARACTERS = 240;

/** Under `above`; where both do not fit into one message, its beginning and a button to the rest. */
export async function drawNoteUnder(parts: AnswerParts, answer: AnswerRow, above: Content, say: Say): Promise<readonly Block[]> {
  const note = await findNote(parts.database.db, answer.tenant, answer.id);
  if (note === null) return [];
  const whole = await drawNote(parts, note, note.text, say);
  const room = parts.platform.limits.text - SLACK_CHARACTERS - plainContent(above).length;
  if (plainContent(content(...whole)).length <= room) return [{ kind: 'divider' }, ...whole];
  return [
    { kind: 'divider' },
    ...(await drawNote(parts, note, cutTo(note.text, BEGINNING_CHARACTERS), say)),
    {
      kind: 'buttons',
      buttons: [{ label: say('button.wholeNote'), action: coachNoteAction.id({ answer: answer.id }), style: 'normal' }],
    },
  ];
}

/** Alone, for the button above. */
export async function drawWholeNote(parts: AnswerParts, answer: AnswerRow, say: Say): Promise<Content> {
  const note = await findNote(parts.database.db, answer.tenant, answer.id);
  return note === null ? content({ kind: 'text', text: say('coachNote.gone') }) : content(...(await drawNote(parts, note, note.text, say)));
}

async function drawNote({ platform }: AnswerParts, note: CoachNote, text: string, say: Say): Promise<readonly Block[]> {
  const author: readonly Span[] = note.author === null ? [] : [' · ', (await nameOfPerson(platform, note.author, say)).span];
  return [
    { kind: 'text', text: [{ strong: say('coachNote.says') }, ...author] },
    { kind: 'quote', text },
  ];
}
