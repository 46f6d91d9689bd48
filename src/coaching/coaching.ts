// What a coach can do, put together.
import { z } from 'zod';
import { content } from '../core/content.ts';
import type { Content, Values } from '../core/content.ts';
import { onAction, onForm } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import { exportTaken } from './export.ts';
import { faultOfNote, keepNote, noteForm, workOnNotes } from './note.ts';
import { openNoteAction, openSharedAction, pickPostAction, saveNoteAction, sharedPageAction, todayPageAction } from './parts.ts';
import type { CoachingParts } from './parts.ts';
import { drawSharedAnswer } from './shared.ts';
import { drawToday } from './today.ts';

export interface Coaching {
  readonly handlers: readonly Handler[];
  /** Throws UserError for who is no coach. */
  today(request: Request): Promise<Content>;
  /** `options`: from and to, YYYY-MM-DD, both optional. Throws UserError for who is no coach, and for dates that do not hold. */
  export(request: Request, options: Values): Promise<Content>;
}

const pageSchema = z.coerce.number().int().min(0).max(100_000).catch(0);

export function createCoaching(parts: CoachingParts): Coaching {
  workOnNotes(parts);
  return {
    today: (request) => drawToday(parts, request, null, 0),
    export: (request, options) => exportTaken(parts, request, options),
    handlers: [
      onAction(pickPostAction, async (request, _params, [post = '']) => request.update(await drawToday(parts, request, post, 0))),
      onAction(todayPageAction, async (request, { post, page }) =>
        request.update(await drawToday(parts, request, post, pageSchema.parse(page))),
      ),
      onAction(openSharedAction, async (request, _params, [answer = '']) =>
        request.private(await drawSharedAnswer(parts, request, answer, 0)),
      ),
      onAction(sharedPageAction, async (request, { answer, page }) =>
        request.update(await drawSharedAnswer(parts, request, answer, pageSchema.parse(page))),
      ),
      onAction(openNoteAction, async (request, { answer }) => request.form(await noteForm(parts, request, answer))),
      onForm(saveNoteAction, {
        validate: (request, params, fields) => faultOfNote(parts, request, params, fields),
        async run(request, { answer, seen }, fields) {
          await keepNote(parts, request, { answer, seen }, fields);
          const drawn = await drawSharedAnswer(parts, request, answer, 0);
          await request.update(content({ kind: 'notice', tone: 'info', text: request.say('coach.noteKept') }, ...drawn.blocks));
        },
      }),
    ],
  };
}
