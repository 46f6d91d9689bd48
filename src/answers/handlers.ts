// The buttons on the board and in the reader.
import { content } from '../core/content.ts';
import type { Content } from '../core/content.ts';
import { UserError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { AnswerId, PostId } from '../core/ids.ts';
import { onAction } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import { findAnswer, findAnswerToPost } from '../store/answers.ts';
import type { AnswerRow } from '../store/answers.ts';
import { findPost } from '../store/plans.ts';
import { saidBy, updateSaid } from '../store/said.ts';
import type { Said } from '../store/said.ts';
import {
  additionAction,
  checkEditAction,
  coachNoteAction,
  exampleAction,
  hintAction,
  myFeedbackAction,
  openAnswerAction,
  shareAction,
  showFeedbackAction,
  takePartAction,
  takeSaidAction,
  wasMineAction,
} from './actions.ts';
import type { Board } from './board.ts';
import { drawWholeNote } from './coach-note.ts';
import { faultOf } from './form.ts';
import type { Grading } from './grading.ts';
import { drawExample, showHint } from './hints.ts';
import { markQuietly } from './marks.ts';
import type { AnswerParts } from './parts.ts';
import { additionsTo, drawReader, shortened, textOf } from './reader.ts';
import { enqueueGrading, recordAnswer } from './record.ts';
import { askToShare, setShared } from './sharing.ts';
import { findTarget } from './targets.ts';

export function readerHandlers(parts: AnswerParts, grading: Grading, board: Board): readonly Handler[] {
  return [
    onAction(takePartAction, (request) => request.private(drawTakePart(request))),
    onAction(hintAction, (request, { target, id, step }) => showHint(parts, request, target, id, Number(step))),
    onAction(myFeedbackAction, (request, { post }) => myFeedback(parts, request, asId<PostId>(post))),
    onAction(wasMineAction, (request, { post }) => wasMine(parts, request, asId<PostId>(post))),
    onAction(takeSaidAction, (request, { target, id, verdict }) => takeSaid(parts, grading, request, target, id, verdict)),
    onAction(showFeedbackAction, async (request, { answer, part }) => {
      const own = await ownAnswer(parts, request, answer);
      await request.update(await drawReader(parts, own, part === 'moved' ? 'moved' : 'whole', request.say));
    }),
    onAction(checkEditAction, async (request, { answer }) => {
      const own = await ownAnswer(parts, request, answer);
      const recorded = { answer: own.id, version: own.version };
      await parts.database.transaction((trx) => enqueueGrading(trx, parts, request.tenant, recorded, request.interaction));
      await grading.showProgress(request);
    }),
    onAction(additionAction, (request, { answer, verdict }) => decideAddition(parts, grading, request, answer, verdict === 'yes')),
    onAction(shareAction, async (request, { answer, step }) => {
      const own = await ownAnswer(parts, request, answer);
      if (step === 'ask') return request.update(await askToShare(parts, own, request.say));
      // "Keep it private" of a message that is older than a choice in the form takes that back as well.
      const now = await setShared(parts, board, own, step === 'yes');
      await request.update(await drawReader(parts, now, 'whole', request.say));
    }),
    onAction(coachNoteAction, async (request, { answer }) =>
      request.private(await drawWholeNote(parts, await ownAnswer(parts, request, answer), request.say)),
    ),
    onAction(exampleAction, async (request, { answer }) => {
      const own = await ownAnswer(parts, request, answer);
      await request.private(await drawExample(parts, own, request));
    }),
  ];
}

async function ownAnswer(parts: AnswerParts, request: Request, id: string): Promise<AnswerRow> {
  const answer = await findAnswer(parts.database.db, request.tenant, asId<AnswerId>(id));
  if (answer === null || answer.member !== request.actor.user) throw new UserError('answer.gone');
  return answer;
}

export function drawTakePart({ say }: Pick<Request, 'say'>): Content {
  return content(
    { kind: 'heading', text: say('takePart.heading') },
    {
      kind: 'list',
      items: [say('takePart.form'), say('takePart.thread'), say('takePart.private'), say('takePart.again'), say('takePart.optOut')],
    },
    { kind: 'note', text: say('notice.practice') },
  );
}

async function myFeedback(parts: AnswerParts, request: Request, post: PostId): Promise<void> {
  const { say, tenant, actor } = request;
  const answer = await findAnswerToPost(parts.database.db, tenant, post, actor.user);
  if (answer !== null) return request.private(await drawReader(parts, answer, 'moved', say));
  const doubtful = await doubtfulOf(parts, request, post);
  if (doubtful.length > 0) return request.private(drawDoubt(request, post, doubtful));
  const open = (await findPost(parts.database.db, tenant, post))?.state === 'open';
  const buttons = [
    { label: say('button.answerPrivately'), action: openAnswerAction.id({ target: 'post', id: post }), style: 'primary' } as const,
  ];
  await request.private(
    content({ kind: 'text', text: say(open ? 'reader.notYet' : 'reader.notYetClosed') }, open ? { kind: 'buttons', buttons } : null),
  );
}

async function doubtfulOf(parts: AnswerParts, request: Request, post: PostId): Promise<readonly Said[]> {
  return (await saidBy(parts.database.db, request.tenant, { kind: 'post', id: post }, request.actor.user)).filter(
    (said) => said.status === 'doubtful' && said.text !== null,
  );
}

/** The writer says what a doubtful message was; one that was taken for talk is read again from the thread. */
async function wasMine(parts: AnswerParts, request: Request, post: PostId): Promise<void> {
  const { say } = request;
  if ((await findAnswerToPost(parts.database.db, request.tenant, post, request.actor.user)) !== null)
    return myFeedback(parts, request, post);
  const doubtful = await doubtfulOf(parts, request, post);
  if (doubtful.length > 0) return request.private(drawDoubt(request, post, doubtful));
  const talk = await readAgain(parts, request, post);
  if (talk.length > 0) return request.private(drawDoubt(request, post, talk));
  const waiting = (await saidBy(parts.database.db, request.tenant, { kind: 'post', id: post }, request.actor.user)).some(
    (said) => said.status === 'waiting',
  );
  await request.private(content({ kind: 'text', text: say(waiting ? 'reader.waiting' : 'reader.nothingSaid') }));
}

/** The last message that was taken for talk: its text was let go, so it is read from the thread once more. */
async function readAgain(parts: AnswerParts, request: Request, id: PostId): Promise<readonly Said[]> {
  const post = await findPost(parts.database.db, request.tenant, id);
  const last = (await saidBy(parts.database.db, request.tenant, { kind: 'post', id }, request.actor.user)).findLast(
    (said) => said.status === 'talk',
  );
  if (last === undefined || post?.thread === null || post === null) return [];
  for await (const message of parts.platform.history(post.thread, null)) {
    if (message.id !== last.message) continue;
    const text = parts.mask(message.text);
    await updateSaid(parts.database.db, last, { status: 'doubtful', text });
    return [{ ...last, status: 'doubtful', text }];
  }
  return [];
}

function drawDoubt({ say }: Request, post: PostId, doubtful: readonly Said[]): Content {
  const action = (verdict: string): string => takeSaidAction.id({ target: 'post', id: post, verdict });
  return content(
    { kind: 'text', text: say('doubt.question') },
    { kind: 'quote', text: shortened(doubtful.map((said) => said.text ?? '').join('\n')) },
    {
      kind: 'buttons',
      buttons: [
        { label: say('button.yesCheck'), action: action('yes'), style: 'primary' },
        { label: say('button.noTalk'), action: action('no'), style: 'normal' },
      ],
    },
  );
}

async function takeSaid(parts: AnswerParts, grading: Grading, request: Request, kind: string, id: string, verdict: string): Promise<void> {
  const { tenant, actor, say } = request;
  const target = await findTarget(parts.database.db, parts.library, tenant, actor.user, kind, id);
  const doubtful = await doubtfulOf(parts, request, asId<PostId>(id));
  if (doubtful.length === 0) throw new UserError('addition.gone');
  if (verdict !== 'yes') {
    for (const said of doubtful) await updateSaid(parts.database.db, said, { status: 'ignored', text: null });
    return request.update(content({ kind: 'text', text: say('doubt.left') }));
  }
  const text = doubtful.map((said) => said.text ?? '').join('\n');
  const fault = faultOf(text, say);
  if (fault !== null) return request.update(content({ kind: 'notice', tone: 'warning', text: Object.values(fault)[0] ?? '' }));
  await recordAnswer(parts, {
    tenant,
    actor,
    target,
    text,
    lane: 'thread',
    origin: target.answer === null ? 'first' : 'addition',
    replyTo: request.interaction,
    said: doubtful.map((said) => said.message),
    gradeNow: true,
  });
  const last = doubtful.at(-1);
  if (last !== undefined) await markQuietly(parts, last.message, 'seen');
  await grading.showProgress(request);
}

async function decideAddition(parts: AnswerParts, grading: Grading, request: Request, id: string, add: boolean): Promise<void> {
  const { tenant, actor, say } = request;
  const answer = await ownAnswer(parts, request, id);
  const added = await additionsTo(parts, answer);
  if (added.length === 0) throw new UserError('addition.gone');
  if (!add) {
    for (const said of added) await updateSaid(parts.database.db, said, { status: 'ignored', text: null });
    return request.update(await drawReader(parts, answer, 'whole', say));
  }
  const target = await findTarget(parts.database.db, parts.library, tenant, actor.user, 'retry', id);
  const text = [await textOf(parts, tenant, answer), ...added.map((said) => said.text ?? '')].join('\n');
  await recordAnswer(parts, {
    tenant,
    actor,
    target,
    text,
    lane: 'thread',
    origin: 'addition',
    replyTo: request.interaction,
    said: added.map((said) => said.message),
    gradeNow: true,
  });
  await grading.showProgress(request);
}
