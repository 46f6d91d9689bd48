// Private practice: one question on demand, kept as a session that can be left and taken up again.
import { chooseNext } from '../bank/choose.ts';
import type { Question } from '../bank/schema.ts';
import { defineAction } from '../core/action.ts';
import type { Clock } from '../core/clock.ts';
import { content } from '../core/content.ts';
import type { Block, Content } from '../core/content.ts';
import { PlatformError, UserError } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import type { DirectId, TenantId, UserId } from '../core/ids.ts';
import { parseJson } from '../core/json.ts';
import type { Say } from '../core/locale.ts';
import type { Platform } from '../core/platform.ts';
import { onAction } from '../core/request.ts';
import type { Handler, Request } from '../core/request.ts';
import { hintAction, openAnswerAction } from '../answers/actions.ts';
import { questionOf } from '../answers/targets.ts';
import { tagsOf } from '../bank/names.ts';
import type { Library } from '../library/library.ts';
import type { Members } from '../members/members.ts';
import { answersOf } from '../store/answers.ts';
import type { OpenDatabase } from '../store/database.ts';
import { findSession, saveSession, sessionsOf } from '../store/members.ts';
import { latestPosts } from '../store/plans.ts';
import type { PracticeSessionRow } from '../store/members.ts';
import { sessionSchema } from '../answers/session.ts';
import type { PracticeFilters, PracticeSession } from '../answers/session.ts';

export const anotherQuestionAction = defineAction('aq', 'ephemeral', ['session']);
export const resumeAction = defineAction('rs', 'ephemeral', ['session']);

const REMEMBERED = 200;
/** Today's question is answered where it stands, not in practice beside it. */
const OPEN_POSTS = 10;
/** An unanswered question older than this is not offered again. */
const RESUME_WITHIN_MS = 14 * 86_400_000;

export interface PracticeParts {
  readonly database: OpenDatabase;
  readonly clock: Clock;
  readonly platform: Platform;
  readonly library: Library;
  readonly members: Members;
}

export interface Practice {
  readonly handlers: readonly Handler[];
  /** Offers an unanswered question first; else begins a new one. */
  begin(request: Request, filters: PracticeFilters): Promise<void>;
  /** The newest session with no answer yet. */
  openSession(tenant: TenantId, member: UserId): Promise<{ readonly id: string; readonly question: Question } | null>;
}

export function createPractice(parts: PracticeParts): Practice {
  const { database, clock, platform, library } = parts;

  async function unanswered(
    tenant: TenantId,
    member: UserId,
  ): Promise<{ readonly row: PracticeSessionRow; readonly question: Question } | null> {
    for (const row of await sessionsOf(database.db, tenant, member, 10)) {
      const session = parseJson(sessionSchema, row.state);
      if (session.answer !== null || clock.now() - row.updated_at >= RESUME_WITHIN_MS) continue;
      const question = await library.find(database.db, tenant, session.question);
      if (question !== null) return { row, question };
    }
    return null;
  }

  async function start(request: Request, filters: PracticeFilters, except: string | null): Promise<void> {
    const { tenant, actor } = request;
    const open = (await latestPosts(database.db, tenant, OPEN_POSTS)).filter((post) => post.state === 'open').map((post) => post.question);
    const matching = (await matchingFor(request, filters)).filter((question) => question.id !== except && !open.includes(question.id));
    if (matching.length === 0) throw new UserError('practice.noMatch');
    const used = await usedBy(tenant, actor.user);
    const question = chooseNext(matching, used, `${tenant}\n${actor.user}\n${newId()}`);
    const id = newId();
    const direct = await sendDirect(request, id, question, filters);
    const now = clock.now();
    const session: PracticeSession = { version: 1, question: question.id, filters, answer: null, direct };
    await saveSession(database.db, { tenant, member: actor.user, id, state: JSON.stringify(session), created_at: now, updated_at: now });
    await show(request, id, question, filters, direct);
  }

  /** Where nothing was asked for, the profile decides; and where nothing fits the profile, all questions do. */
  async function matchingFor(request: Request, filters: PracticeFilters): Promise<readonly Question[]> {
    const questions = await library.current(database.db, request.tenant);
    if (asksForSomething(filters)) return matchingQuestions(questions, filters);
    const { profile } = await parts.members.get(request.tenant, request.actor.user);
    const fitting = matchingQuestions(questions, { ...filters, role: profile.role, level: profile.level, place: profile.place });
    return fitting.length > 1 ? fitting : questions;
  }

  /** Questions that this person had, the oldest first: in practice or in a channel. */
  async function usedBy(
    tenant: TenantId,
    member: UserId,
  ): Promise<readonly { readonly question: string; readonly lastUsedAtMs: number }[]> {
    const answers = await answersOf(database.db, tenant, member, REMEMBERED);
    const sessions = (await sessionsOf(database.db, tenant, member, REMEMBERED)).map((row) => ({
      question: parseJson(sessionSchema, row.state).question,
      at: row.updated_at,
    }));
    const last = new Map<string, number>();
    for (const { question, at } of [...answers.map((answer) => ({ question: answer.question, at: answer.updated_at })), ...sessions])
      last.set(question, Math.max(at, last.get(question) ?? 0));
    return [...last].map(([question, lastUsedAtMs]) => ({ question, lastUsedAtMs })).sort((a, b) => a.lastUsedAtMs - b.lastUsedAtMs);
  }

  /** Direct messages last; where they are closed, the private message with its button does. */
  async function sendDirect(request: Request, id: string, question: Question, wanted: PracticeFilters): Promise<DirectId | null> {
    try {
      const direct = await platform.openDirect(request.actor.user);
      await platform.post(
        direct,
        drawPractice(id, question, wanted, request.say, [{ kind: 'note', text: request.say('practice.typeHere') }]),
        `practice:${id}`,
      );
      return direct;
    } catch (error) {
      if (error instanceof PlatformError && error.kind === 'forbidden') return null;
      throw error;
    }
  }

  async function show(request: Request, id: string, question: Question, wanted: PracticeFilters, direct: string | null): Promise<void> {
    const { say, place } = request;
    if (place.kind === 'direct' && place.direct === direct) return request.private(content({ kind: 'note', text: say('practice.below') }));
    await request.private(
      drawPractice(id, question, wanted, say, direct === null ? [] : [{ kind: 'note', text: say('practice.alsoDirect') }]),
    );
  }

  return {
    handlers: [
      onAction(anotherQuestionAction, async (request, { session: id }) => {
        const row = await findSession(database.db, request.tenant, id);
        if (row === null || row.member !== request.actor.user) throw new UserError('practice.gone');
        const session = parseJson(sessionSchema, row.state);
        await start(request, session.filters, session.question);
      }),
      onAction(resumeAction, async (request, { session: id }) => {
        const row = await findSession(database.db, request.tenant, id);
        if (row === null || row.member !== request.actor.user) throw new UserError('practice.gone');
        const session = parseJson(sessionSchema, row.state);
        // What is typed into the direct message from now on is meant for this one.
        await saveSession(database.db, { ...row, updated_at: clock.now() });
        const question = await questionOf(database.db, library, request.tenant, session.question);
        await request.private(drawPractice(id, question, session.filters, request.say, []));
      }),
    ],
    async begin(request, filters) {
      const left = await unanswered(request.tenant, request.actor.user);
      if (left === null || asksForSomething(filters)) return start(request, filters, null);
      const { say } = request;
      await request.private(
        content(
          { kind: 'text', text: say('practice.left', { title: left.question.title }) },
          {
            kind: 'buttons',
            buttons: [
              { label: say('button.resume'), action: resumeAction.id({ session: left.row.id }), style: 'primary' },
              { label: say('button.another'), action: anotherQuestionAction.id({ session: left.row.id }), style: 'normal' },
            ],
          },
        ),
      );
    },
    async openSession(tenant, member) {
      const left = await unanswered(tenant, member);
      return left === null ? null : { id: left.row.id, question: left.question };
    },
  };
}

function drawPractice(id: string, question: Question, wanted: PracticeFilters, say: Say, notes: readonly Block[]): Content {
  return content(
    { kind: 'note', text: say('practice.heading') },
    { kind: 'heading', text: question.text },
    { kind: 'tags', tags: tagsOf(question, say, wanted) },
    { kind: 'text', text: [{ strong: say('daily.why') }, ' ', question.why] },
    ...notes,
    {
      kind: 'buttons',
      buttons: [
        { label: say('button.answer'), action: openAnswerAction.id({ target: 'practice', id }), style: 'primary' },
        { label: say('button.hint'), action: hintAction.id({ target: 'practice', id, step: '0' }), style: 'normal' },
        { label: say('button.another'), action: anotherQuestionAction.id({ session: id }), style: 'normal' },
      ],
    },
  );
}

const asksForSomething = (filters: PracticeFilters): boolean => Object.values(filters).some((value) => value !== null);

function matchingQuestions(questions: readonly Question[], filters: PracticeFilters): readonly Question[] {
  return questions.filter(
    (question) =>
      (filters.role === null || question.roleFamilies.includes(filters.role)) &&
      (filters.level === null || question.levels.includes(filters.level)) &&
      (filters.type === null || question.type === filters.type) &&
      (filters.topic === null || question.topic === filters.topic) &&
      (filters.place === null || question.jurisdiction === 'any' || question.jurisdiction === filters.place),
  );
}
