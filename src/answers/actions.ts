// The buttons and forms around an answer. `target` says what is answered: a post, a practice session, an earlier answer again, its follow-up.
import { defineAction } from '../core/action.ts';

export const TARGETS = ['post', 'practice', 'retry', 'follow'] as const;
export type TargetKind = (typeof TARGETS)[number];

export const openAnswerAction = defineAction('ao', 'form', ['target', 'id']);
export const submitAnswerAction = defineAction('as', 'ephemeral', ['target', 'id']);
export const takePartAction = defineAction('tp', 'ephemeral');
/** `step`: 0 nudge, 1 structure, 2 what to stay away from. */
export const hintAction = defineAction('hi', 'ephemeral', ['target', 'id', 'step']);

/** On the thread's board. */
export const myFeedbackAction = defineAction('mf', 'ephemeral', ['post']);
export const wasMineAction = defineAction('wm', 'ephemeral', ['post']);
/** `yes`: what was said in the thread is taken as the answer; `no`: it is left as talk. */
export const takeSaidAction = defineAction('ts', 'update', ['target', 'id', 'verdict']);

/** In the reader. `part`: whole or moved. */
export const showFeedbackAction = defineAction('fs', 'update', ['answer', 'part']);
export const checkEditAction = defineAction('ce', 'update', ['answer']);
export const additionAction = defineAction('ad', 'update', ['answer', 'verdict']);
export const exampleAction = defineAction('ex', 'ephemeral', ['answer']);
/** `step`: ask, yes, no or stop. */
export const shareAction = defineAction('sh', 'update', ['answer', 'step']);
export const coachNoteAction = defineAction('cq', 'ephemeral', ['answer']);
