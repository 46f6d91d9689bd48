// What coaches do with questions, and members with their ideas for some: the entry points of the commands, and every button.
import type { ActionDefinition } from '../core/action.ts';
import type { FieldErrors, Values } from '../core/content.ts';
import { cutTo } from '../core/cut.ts';
import { onAction, onForm } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import {
  acceptAction,
  checkFileAction,
  classifyAction,
  declineAction,
  dropDraftAction,
  editAction,
  importAction,
  newWordsAction,
  openDeclineAction,
  openDetailsAction,
  openQuestionAction,
  openWordsAction,
  queueAction,
  queueInPlanAction,
  restoreAction,
  retireAction,
  saveDetailsAction,
  saveDraftAction,
  saveWordsAction,
  showSuggestionAction,
  suggestAction,
  turnPageAction,
  viewPartAction,
} from './actions.ts';
import { acceptSuggestion, declineSuggestion, restoreQuestion, retireQuestion } from './changes.ts';
import {
  beginChange,
  beginDraft,
  changeDraft,
  classify,
  detailsFormOf,
  drawDraft,
  newRecord,
  newWordsForm,
  saveDraft,
  wordsFormOf,
} from './editor.ts';
import { drawExport } from './export.ts';
import { FILE_FIELD, checkFile, importForm, runImport } from './import-panel.ts';
import type { ListView } from './kept.ts';
import { DETAIL_FIELDS, WORD_FIELDS, plain, readFields } from './lines.ts';
import { ALL_FROM, drawList, keepList } from './list.ts';
import { drawOpened, partOf, queueInPlan, queueQuestion } from './opened.ts';
import type { By, QuestionParts } from './parts.ts';
import { drawMine, suggest, suggestForm, suggestionFaults, tellOfDecisions } from './suggest.ts';
import { REASON_FIELD, declineForm, drawSuggestion } from './suggestions.ts';

export interface Questions {
  readonly handlers: readonly Handler[];
  list(request: Request, view: ListView): Promise<void>;
  add(request: Request): Promise<void>;
  import(request: Request): Promise<void>;
  export(request: Request): Promise<void>;
  suggestions(request: Request): Promise<void>;
  /** Of any member. */
  suggest(request: Request): Promise<void>;
  mine(request: Request): Promise<void>;
}

const SEARCH_CHARACTERS = 100;

type Asked = Pick<Request, 'tenant' | 'actor'>;
const byOf = ({ tenant, actor }: Asked): By => ({ tenant, member: actor.user });

export function createQuestions(parts: QuestionParts): Questions {
  const coach = (request: Asked): Promise<void> => parts.staff.require(request, 'coach');
  tellOfDecisions(parts);
  return {
    handlers: [...listHandlers(parts), ...editorHandlers(parts), ...importHandlers(parts), ...suggestionHandlers(parts)],
    async list(request, view) {
      await coach(request);
      const by = byOf(request);
      // Forms come masked, what is typed with a command does not.
      const list = await keepList(parts, by, { ...view, search: cutTo(parts.mask(view.search), SEARCH_CHARACTERS) });
      await request.private(await drawList(parts, by, list, request.say));
    },
    async add(request) {
      await coach(request);
      await request.form(newWordsForm(request.say));
    },
    async import(request) {
      await coach(request);
      await request.form(importForm(request.say));
    },
    async export(request) {
      await coach(request);
      await request.private(await drawExport(parts, request.tenant, request.say));
    },
    async suggestions(request) {
      await coach(request);
      await request.private(await drawSuggestion(parts, byOf(request), null, request.say));
    },
    suggest: async (request) => request.form(await suggestForm(parts, byOf(request), request.say)),
    mine: async (request) => request.private(await drawMine(parts, byOf(request), request.say)),
  };
}

type Params<Param extends string> = Readonly<Record<Param, string>>;

/** A button of coaches: it may be pressed by somebody who was one when it was drawn. */
function forCoaches<const Param extends string>(
  parts: QuestionParts,
  definition: ActionDefinition<Param>,
  run: (request: Request, params: Params<Param>, values: readonly string[]) => Promise<void>,
): Handler {
  return onAction(definition, async (request, params, values) => {
    await parts.staff.require(request, 'coach');
    await run(request, params, values);
  });
}

function formForCoaches<const Param extends string>(
  parts: QuestionParts,
  definition: ActionDefinition<Param>,
  form: {
    readonly run: (request: Request, params: Params<Param>, fields: Values) => Promise<void>;
    readonly validate: (
      request: Omit<Request, 'private' | 'update' | 'form'>,
      params: Params<Param>,
      fields: Values,
    ) => Promise<FieldErrors | null>;
  },
): Handler {
  return onForm(definition, {
    // Whether they may is said once the form has closed.
    validate: async (request, params, fields) =>
      (await parts.staff.may(request, 'coach')) ? form.validate(request, params, fields) : null,
    async run(request, params, fields) {
      await parts.staff.require(request, 'coach');
      await form.run(request, params, fields);
    },
  });
}

function listHandlers(parts: QuestionParts): readonly Handler[] {
  const opened = (request: Request, id: string, from: string, part: string, notice: string | null) =>
    drawOpened(parts, byOf(request), id, { part: partOf(part), from, notice }, request.say);
  return [
    forCoaches(parts, turnPageAction, async (request, { from }) => request.update(await drawList(parts, byOf(request), from, request.say))),
    forCoaches(parts, openQuestionAction, async (request, { from }, [id = '']) =>
      request.update(await opened(request, id, from, 'question', null)),
    ),
    forCoaches(parts, viewPartAction, async (request, { question, part, from }) =>
      request.update(await opened(request, question, from, part, null)),
    ),
    forCoaches(parts, queueAction, async (request, { question, from }) =>
      request.update(await queueQuestion(parts, request, question, from)),
    ),
    forCoaches(parts, queueInPlanAction, async (request, { question, from }, [plan = '']) =>
      request.update(await queueInPlan(parts, request, question, plan, from)),
    ),
    forCoaches(parts, retireAction, async (request, { question, from }) => {
      await retireQuestion(parts, byOf(request), question);
      await request.update(await opened(request, question, from, 'question', request.say('questions.nowRetired')));
    }),
    forCoaches(parts, restoreAction, async (request, { question, from }) => {
      await restoreQuestion(parts, byOf(request), question);
      await request.update(await opened(request, question, from, 'question', request.say('questions.nowRestored')));
    }),
  ];
}

function editorHandlers(parts: QuestionParts): readonly Handler[] {
  const panel = async (request: Request, draft: string): Promise<void> =>
    request.update(await drawDraft(parts, byOf(request), draft, request.say));

  /** A form of the draft: its fields are checked against what the draft says now. */
  const draftForm = (definition: ActionDefinition<'draft'>, names: typeof WORD_FIELDS | typeof DETAIL_FIELDS): Handler => {
    return formForCoaches(parts, definition, {
      async validate(request, { draft }, fields) {
        const standing = await parts.kept.peek(byOf(request), 'draft', draft);
        if (standing === null) return null; // said by `run`
        const given = readFields(names, fields, standing.record, request.say);
        return given.kind === 'faults' ? given.faults : null;
      },
      async run(request, { draft }, fields) {
        const { record } = await parts.kept.find(byOf(request), 'draft', draft);
        const given = readFields(names, fields, record, request.say);
        if (given.kind === 'read') await changeDraft(parts, byOf(request), draft, given.record);
        await panel(request, draft);
      },
    });
  };

  return [
    formForCoaches(parts, newWordsAction, {
      async validate(request, _params, fields) {
        const given = readFields(WORD_FIELDS, fields, newRecord(), request.say);
        return given.kind === 'faults' ? given.faults : null;
      },
      async run(request, _params, fields) {
        const given = readFields(WORD_FIELDS, fields, newRecord(), request.say);
        const draft = await beginDraft(parts, byOf(request), given.kind === 'read' ? given.record : newRecord());
        await request.private(await drawDraft(parts, byOf(request), draft, request.say));
      },
    }),
    draftForm(saveWordsAction, WORD_FIELDS),
    draftForm(saveDetailsAction, DETAIL_FIELDS),
    forCoaches(parts, editAction, async (request, { question }) => panel(request, await beginChange(parts, byOf(request), question))),
    forCoaches(parts, openWordsAction, async (request, { draft }) =>
      request.form(await wordsFormOf(parts, byOf(request), draft, request.say)),
    ),
    forCoaches(parts, openDetailsAction, async (request, { draft }) =>
      request.form(await detailsFormOf(parts, byOf(request), draft, request.say)),
    ),
    forCoaches(parts, classifyAction, async (request, { draft, field }, values) => {
      await classify(parts, byOf(request), draft, field, values);
      await panel(request, draft);
    }),
    forCoaches(parts, saveDraftAction, async (request, { draft, next }) =>
      request.update(await saveDraft(parts, request, draft, next === 'queue')),
    ),
    forCoaches(parts, dropDraftAction, async (request, { draft }) => {
      await parts.kept.drop(byOf(request), 'draft', draft);
      await request.update(await drawList(parts, byOf(request), ALL_FROM, request.say));
    }),
  ];
}

function importHandlers(parts: QuestionParts): readonly Handler[] {
  return [
    formForCoaches(parts, checkFileAction, {
      validate: async () => null,
      run: async (request, _params, fields) => request.private(await checkFile(parts, request, fields[FILE_FIELD] ?? '')),
    }),
    forCoaches(parts, importAction, async (request, { kept }) => request.update(await runImport(parts, request, kept))),
  ];
}

function suggestionHandlers(parts: QuestionParts): readonly Handler[] {
  return [
    onForm(suggestAction, {
      validate: (request, _params, fields) => suggestionFaults(parts, byOf(request), fields, request.say),
      run: async (request, _params, fields) => request.private(await suggest(parts, byOf(request), fields, request.say)),
    }),
    forCoaches(parts, showSuggestionAction, async (request, { question }) =>
      request.update(await drawSuggestion(parts, byOf(request), question, request.say)),
    ),
    forCoaches(parts, acceptAction, async (request, { question }) => {
      await acceptSuggestion(parts, byOf(request), question);
      const shown = { part: 'question', from: ALL_FROM, notice: request.say('suggestion.accepted') } as const;
      await request.update(await drawOpened(parts, byOf(request), question, shown, request.say));
    }),
    forCoaches(parts, openDeclineAction, async (request, { question }) =>
      request.form(await declineForm(parts, byOf(request), question, request.say)),
    ),
    formForCoaches(parts, declineAction, {
      async validate(request, _params, fields) {
        return plain(fields[REASON_FIELD] ?? '').length < 4 ? { [REASON_FIELD]: request.say('suggestion.needsReason') } : null;
      },
      async run(request, { question }, fields) {
        await declineSuggestion(parts, byOf(request), question, plain(fields[REASON_FIELD] ?? ''));
        await request.update(await drawSuggestion(parts, byOf(request), null, request.say, request.say('suggestion.declined')));
      },
    }),
  ];
}
