// The ladder of hints: a nudge, a structure, what to stay away from; and above it the example, only after an attempt of one's own.
import { content } from '../core/content.ts';
import type { Button, Content } from '../core/content.ts';
import { UserError } from '../core/errors.ts';
import type { Request } from '../core/request.ts';
import { gradedAttempt } from '../store/answers.ts';
import type { AnswerRow } from '../store/answers.ts';
import { exampleAction, hintAction, openAnswerAction } from './actions.ts';
import type { AnswerParts } from './parts.ts';
import { findTarget, questionOfAnswer } from './targets.ts';

const RUNGS = [
  { heading: 'hint.nudge', next: 'button.hintStructure' },
  { heading: 'hint.structure', next: 'button.hintStayAway' },
  { heading: 'hint.stayAway', next: null },
] as const;

export async function showHint(parts: AnswerParts, request: Request, kind: string, id: string, step: number): Promise<void> {
  const { say, tenant, actor } = request;
  const { db } = parts.database;
  const target = await findTarget(db, parts.library, tenant, actor.user, kind, id);
  if (target.isClosed) throw new UserError('answer.closed');
  const at = step === 1 ? 1 : step === 2 ? 2 : 0;
  const rung = RUNGS[at];
  const isTop = rung.next === null;
  const attempt = isTop ? await gradedAttempt(db, tenant, actor.user, target.question.id) : null;
  const onward: Button | null =
    rung.next !== null
      ? { label: say(rung.next), action: hintAction.id({ target: kind, id, step: String(at + 1) }), style: 'normal' }
      : attempt !== null
        ? { label: say('button.example'), action: exampleAction.id({ answer: attempt.id }), style: 'normal' }
        : null;
  const answer: Button = { label: say('button.answerPrivately'), action: openAnswerAction.id({ target: kind, id }), style: 'primary' };
  await request.private(
    content(
      { kind: 'heading', text: say(rung.heading) },
      { kind: 'text', text: target.question.hints[at] },
      isTop && attempt === null ? { kind: 'note', text: say('hint.exampleLater') } : null,
      { kind: 'buttons', buttons: onward === null ? [answer] : [onward, answer] },
    ),
  );
}

/** Asked again here, since a button is only an id: what could not be read as an answer opens nothing. */
export async function drawExample(parts: AnswerParts, answer: AnswerRow, { say }: Request): Promise<Content> {
  const { db } = parts.database;
  if ((await gradedAttempt(db, answer.tenant, answer.member, answer.question)) === null)
    return content({ kind: 'text', text: say('hint.exampleLater') });
  const question = await questionOfAnswer(db, parts.library, answer);
  return content(
    { kind: 'heading', text: say('example.heading', { title: question.title }) },
    // An own question of a server need not have one: then the guide speaks alone.
    question.example === '' ? { kind: 'text', text: say('example.none') } : { kind: 'quote', text: question.example },
    { kind: 'text', text: [{ strong: say('recap.howToAnswer') }] },
    { kind: 'list', items: question.howToAnswer },
    { kind: 'note', text: say('example.note') },
  );
}
