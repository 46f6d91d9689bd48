// Ids of the buttons, selects and forms of set-up.
import { defineAction } from '../core/action.ts';

export const openPageAction = defineAction('dp', 'update', ['draft', 'page']);
/** A select or a choice: its values are the field's. */
export const setFieldAction = defineAction('ds', 'update', ['draft', 'field']);
export const switchFieldAction = defineAction('dt', 'update', ['draft', 'field', 'to']);
export const openTimeAction = defineAction('do', 'form', ['draft']);
export const saveTimeAction = defineAction('dz', 'update', ['draft']);
export const openDaysOffAction = defineAction('df', 'form', ['draft']);
export const saveDaysOffAction = defineAction('dh', 'update', ['draft']);
export const anotherFirstAction = defineAction('dn', 'update', ['draft']);
export const startOverAction = defineAction('dv', 'update', ['draft']);
/** `how`: `save`; `now` or `extra` to post one at once, as today's or beside it. */
export const savePlanAction = defineAction('dw', 'update', ['draft', 'how']);
/** Over the changes of somebody else, as far as they were seen: up to this revision. */
export const saveOverAction = defineAction('dx', 'update', ['draft', 'revision']);
export const takeTheirsAction = defineAction('dy', 'update', ['draft']);

/** `from`: how many plans stand before the first one shown. */
export const listPlansAction = defineAction('pl', 'update', ['from']);
/** A select: its value is the plan. */
export const openPlanAction = defineAction('po', 'update');
export const planPageAction = defineAction('pg', 'update', ['plan', 'page']);
export const editPlanAction = defineAction('pe', 'update', ['plan']);
export const newPlanAction = defineAction('pn', 'update');
export const anotherPickAction = defineAction('pa', 'update', ['plan', 'pick']);
export const postNowAction = defineAction('pp', 'update', ['plan', 'kind']);
/** `date`: the run that the button names; once it has passed nothing is skipped. */
export const skipNextAction = defineAction('pk', 'update', ['plan', 'date']);
export const openPauseAction = defineAction('pu', 'form', ['plan']);
export const pausePlanAction = defineAction('pw', 'update', ['plan']);
export const resumePlanAction = defineAction('pr', 'update', ['plan']);
export const removePlanAction = defineAction('px', 'update', ['plan']);
export const openQueueAction = defineAction('pf', 'form', ['plan']);
export const searchQueueAction = defineAction('pq', 'update', ['plan']);
/** A select: its value is the question. */
export const queueAction = defineAction('pz', 'update', ['plan']);
/** A select: its value is the question that the panel is to be about. */
export const choosePostAction = defineAction('pm', 'update', ['plan']);
export const askWithdrawAction = defineAction('pj', 'update', ['plan', 'post']);
export const openCorrectAction = defineAction('pc', 'form', ['plan', 'post']);
export const correctAction = defineAction('pd', 'update', ['plan', 'post']);
export const withdrawAction = defineAction('ph', 'update', ['plan', 'post']);
export const postAgainAction = defineAction('pb', 'update', ['plan', 'post']);
