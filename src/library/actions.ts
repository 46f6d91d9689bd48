// The ids of what can be pressed on the panels of questions. `from`: the list and page that a panel was opened from.
import { defineAction } from '../core/action.ts';

export const turnPageAction = defineAction('qp', 'update', ['from']);
/** A select: the value is the question. */
export const openQuestionAction = defineAction('qo', 'update', ['from']);
export const viewPartAction = defineAction('qv', 'update', ['question', 'part', 'from']);
export const queueAction = defineAction('qn', 'update', ['question', 'from']);
/** A select: the value is the plan. */
export const queueInPlanAction = defineAction('qm', 'update', ['question', 'from']);
export const retireAction = defineAction('qr', 'update', ['question', 'from']);
export const restoreAction = defineAction('qs', 'update', ['question', 'from']);
export const editAction = defineAction('qe', 'update', ['question']);

/** The first form of a new question, from the command. */
export const newWordsAction = defineAction('qa', 'ephemeral');
/** A select: the values are what was chosen. */
export const classifyAction = defineAction('qc', 'update', ['draft', 'field']);
export const openWordsAction = defineAction('qw', 'form', ['draft']);
export const saveWordsAction = defineAction('qx', 'update', ['draft']);
export const openDetailsAction = defineAction('qd', 'form', ['draft']);
export const saveDetailsAction = defineAction('qf', 'update', ['draft']);
export const saveDraftAction = defineAction('qg', 'update', ['draft', 'next']);
export const dropDraftAction = defineAction('qz', 'update', ['draft']);

export const checkFileAction = defineAction('qi', 'ephemeral');
export const importAction = defineAction('qj', 'update', ['kept']);

export const suggestAction = defineAction('qb', 'ephemeral');
export const showSuggestionAction = defineAction('qq', 'update', ['question']);
export const acceptAction = defineAction('qk', 'update', ['question']);
export const openDeclineAction = defineAction('qt', 'form', ['question']);
export const declineAction = defineAction('qu', 'update', ['question']);
