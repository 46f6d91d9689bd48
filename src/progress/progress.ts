// /progress: one's own list of answers with what came of them, and the streak.
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

/** A select: its value is the answer. */
export const openAnswerRecordAction = defineAction('or', 'ephemeral');

const SHOWN = 10;
const OPTION_CHARACTERS = 75;

export async function drawProgress(app: App, tenant: TenantId, actor: Actor, say: Say): Promise<Content> {
  const member = await app.members.get(tenant, actor.user);
  const streak = await app.members.streak(tenant, actor.user, app.members.zoneOf(member, actor));
  const answers = await answersOf(app.database.db, tenant, actor.user, SHOWN);
  const streakLine: Text = [
    { strong: say('progress.streak', { days: streak.days }) },
    ' ',
    say(streak.today ? 'progress.today' : 'progress.notToday'),
    ' ',
    say('progress.longest', { days: streak.longest }),
  ];
  if (answers.length === 0)
    return content(
      { kind: 'heading', text: say('progress.heading') },
      { kind: 'text', text: streakLine },
      { kind: 'text', text: say('progress.none') },
    );
  const lines = await Promise.all(answers.map((answer) => line(app, answer, member.preferences.lowAnxiety, say)));
  const options = answers.map((answer) => ({ label: titleOf(app, answer).slice(0, OPTION_CHARACTERS), value: answer.id }));
  return content(
    { kind: 'heading', text: say('progress.heading') },
    { kind: 'text', text: streakLine },
    { kind: 'list', items: lines },
    { kind: 'select', action: openAnswerRecordAction.id({}), placeholder: say('progress.open'), options, selected: null },
  );
}

const titleOf = (app: App, answer: AnswerRow): string => app.bank.byId.get(answer.question)?.title ?? answer.question;

async function line(app: App, answer: AnswerRow, lowAnxiety: boolean, say: Say): Promise<Text> {
  const version = await findVersion(app.database.db, answer.tenant, answer.id, answer.version);
  const graded = version === null ? null : await latestGraded(app.database.db, answer.tenant, answer.id, version.hash);
  const came = graded === null ? say('progress.noFeedback') : lowAnxiety ? say('progress.read') : say(`band.${graded.band}`);
  const kind = answer.follows !== null ? say('progress.followUp') : answer.post === null ? say('progress.practice') : say('progress.daily');
  return [
    { time: answer.updated_at, show: 'date' },
    ' ',
    { strong: titleOf(app, answer) },
    ` ${say('progress.line', { kind, came, attempts: answer.version })}`,
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
