// A form that was sent after its question had closed: its words are given back, with a way to have them looked at all the same.
import { content, plainContent } from '../core/content.ts';
import type { Content } from '../core/content.ts';
import { cutTo } from '../core/cut.ts';
import { newId } from '../core/ids.ts';
import type { Request } from '../core/request.ts';
import { saveSession } from '../store/members.ts';
import { openAnswerAction } from './actions.ts';
import type { TargetKind } from './actions.ts';
import type { AnswerParts } from './parts.ts';
import { practiceFiltersSchema } from './session.ts';
import type { PracticeSession } from './session.ts';
import type { Target } from './targets.ts';

/** Kept free for what a platform adds to a text by drawing it. */
const SLACK_CHARACTERS = 200;
const BEGINNING_CHARACTERS = 1_000;

/** The words stay as the draft of what its button opens: another try where there was an answer, else the same question in practice. */
export async function drawTooLate(parts: AnswerParts, request: Request, target: Target, text: string): Promise<Content> {
  const { tenant, actor, say } = request;
  const next = target.answer === null ? await practiceOf(parts, request, target) : ({ target: 'retry', id: target.answer.id } as const);
  await parts.drafts.keep(tenant, actor.user, `${next.target}:${next.id}`, text);
  await parts.drafts.drop(tenant, actor.user, `${target.kind}:${target.id}`);
  const drawn = (words: string): Content =>
    content(
      { kind: 'text', text: say('answer.closedWhileWriting') },
      { kind: 'quote', text: words },
      { kind: 'note', text: say('answer.closedKept') },
      { kind: 'buttons', buttons: [{ label: say('button.checkAnyway'), action: openAnswerAction.id(next), style: 'primary' }] },
    );
  const whole = drawn(text);
  return plainContent(whole).length <= parts.platform.limits.text - SLACK_CHARACTERS ? whole : drawn(cutTo(text, BEGINNING_CHARACTERS));
}

async function practiceOf(
  { database, clock }: AnswerParts,
  { tenant, actor }: Request,
  { question }: Target,
): Promise<{ readonly target: TargetKind; readonly id: string }> {
  const id = newId();
  const now = clock.now();
  const session: PracticeSession = {
    version: 1,
    question: question.id,
    filters: practiceFiltersSchema.parse({}),
    answer: null,
    direct: null,
  };
  await saveSession(database.db, { tenant, member: actor.user, id, state: JSON.stringify(session), created_at: now, updated_at: now });
  return { target: 'practice', id };
}
