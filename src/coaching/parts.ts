// What a coach does: who practised today, the answers that were shared, one note under a feedback, a file of it all.
import { defineAction } from '../core/action.ts';
import type { AnswerParts } from '../answers/parts.ts';
import type { Staff } from '../staff/staff.ts';

export interface CoachingParts {
  readonly answers: AnswerParts;
  readonly staff: Staff;
}

/** A select: its value is the post. */
export const pickPostAction = defineAction('cp', 'update');
export const todayPageAction = defineAction('ct', 'update', ['post', 'page']);
/** A select: its value is the answer. */
export const openSharedAction = defineAction('co', 'ephemeral');
export const sharedPageAction = defineAction('cg', 'update', ['answer', 'page']);
export const openNoteAction = defineAction('cn', 'form', ['answer']);
/** `seen`: when the note was last written, as its form showed it; 0: there was none. */
export const saveNoteAction = defineAction('cs', 'update', ['answer', 'seen']);
