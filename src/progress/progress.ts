// /progress: the streak, how the criteria have gone lately, and one's own answers with what came of them.
import type { App } from '../app.ts';
import { defineAction } from '../core/action.ts';
import { content } from '../core/content.ts';
import type { Content, Text } from '../core/content.ts';
import { UserError } from '../core/errors.ts';
import { asId } from '../core/ids.ts';
import type { AnswerId, TenantId } from '../core/ids.ts';
import type { Say } from '../core/locale.ts';
import type { Actor } from '../core/platform.ts';
import { onAction } from '../core/request.ts';
import type { Handler } from '../core/request.ts';
import { latestGraded } from '../answers/targets.ts';
import { drawReader } from '../answers/reader.ts';
import { answersOf, findAnswer, findVersion } from '../store/answers.ts';
import type { AnswerRow } from '../store/answers.ts';
import { findNote } from '../store/coach-notes.ts';
import { drawStreak } from './streak-line.ts';
import { drawTrend, lastResults, trendOf } from './trend.ts';

/** A select: its value is the answer. */
export const openAnswerRecordAction = defineAction('or', 'ephemeral');

const SHOWN = 10;
const OPTION_CHARACTERS = 75;

export async function drawProgress(app: App, tenant: TenantId, actor: Actor, say: Say): Promise<Content> {
  const member = await app.members.get(tenant, actor.user);
  const streak = await app.members.streak(tenant, actor.user, app.members.zoneOf(member, actor));
  const answers = await answersOf(app.database.db, tenant, actor.user, SHOWN);
  const streakLine = drawStreak(streak, say);
  if (answers.length === 0)
    return content(
      { kind: 'heading', text: say('progress.heading') },
      { kind: 'text', text: streakLine },
      { kind: 'text', text: say('progress.none') },
    );
  const trend = trendOf(await lastResults(app.database.db, tenant, actor.user));
  const titled = await Promise.all(answers.map(async (answer) => ({ answer, title: await titleOf(app, answer) })));
  const lines = await Promise.all(titled.map(({ answer, title }) => line(app, answer, title, member.preferences.lowAnxiety, say)));
  const options = titled.map(({ answer, title }) => ({ label: title.slice(0, OPTION_CHARACTERS), value: answer.id }));
  return content(
    { kind: 'heading', text: say('progress.heading') },
    { kind: 'text', text: streakLine },
    ...(trend === null ? [] : drawTrend(trend, member.preferences.lowAnxiety, say)),
    { kind: 'list', items: lines },
    { kind: 'select', action: openAnswerRecordAction.id({}), placeholder: say('progress.open'), options, selected: [], most: 1, least: 1 },
  );
}

const titleOf = async (app: App, answer: AnswerRow): Promise<string> =>
  (await app.library.find(app.database.db, answer.tenant, answer.question))?.title ?? answer.question;

async function line(app: App, answer: AnswerRow, title: string, lowAnxiety: boolean, say: Say): Promise<Text> {
  const version = await findVersion(app.database.db, answer.tenant, answer.id, answer.version);
  const graded = version === null ? null : await latestGraded(app.database.db, answer.tenant, answer.id, version.hash);
  const came = graded === null ? say('progress.noFeedback') : lowAnxiety ? say('progress.read') : say(`band.${graded.band}`);
  const noted = (await findNote(app.database.db, answer.tenant, answer.id)) === null ? '' : ` · ${say('progress.noted')}`;
  const kind = answer.follows !== null ? say('progress.followUp') : answer.post === null ? say('progress.practice') : say('progress.daily');
  return [
    { time: answer.updated_at, show: 'date' },
    ' ',
    { strong: title },
    ` ${say('progress.line', { kind, came, attempts: answer.version })}${noted}`,
  ];
}

export function progressHandlers(app: App): readonly Handler[] {
  return [
    onAction(openAnswerRecordAction, async (request, _params, [id = '']) => {
      const answer = await findAnswer(app.database.db, request.tenant, asId<AnswerId>(id));
      if (answer === null || answer.member !== request.actor.user) throw new UserError('answer.gone');
      await request.private(await drawReader(app.answers.parts, answer, 'whole', request.say));
    }),
  ];
}
