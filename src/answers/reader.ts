// The private reader: what a member sees of their own answer, whatever state it is in.
import type { Button, Content } from '../core/content.ts';
import { content } from '../core/content.ts';
import type { TenantId } from '../core/ids.ts';
import type { Say } from '../core/locale.ts';
import { drawOutcome } from '../feedback/message.ts';
import type { Graded, Outcome } from '../feedback/result.ts';
import { findVersion, gradesOfText, versionsOf } from '../store/answers.ts';
import type { AnswerRow, AnswerVersion } from '../store/answers.ts';
import { saidBy } from '../store/said.ts';
import { additionAction, checkEditAction, exampleAction, openAnswerAction, showFeedbackAction } from './actions.ts';
import { drawNoteUnder } from './coach-note.ts';
import { nameHidden, newlyHidden } from './hidden.ts';
import { drawLetGo } from './let-go.ts';
import { othersOffer } from './others.ts';
import { outcomeOf } from './outcome.ts';
import type { AnswerParts } from './parts.ts';
import { jurisdictionSchema } from './stored.ts';
import { shareButtons, sharedLine } from './sharing.ts';
import { latestGraded, questionOf } from './targets.ts';

/** `part` moved: what changed since the attempt before, where there was one. */
export async function drawReader(parts: AnswerParts, answer: AnswerRow, part: 'whole' | 'moved', say: Say): Promise<Content> {
  const standing = await drawStanding(parts, answer, part, 'writer', say);
  const offer = standing.isRead ? await additionOffer(parts, answer, say) : [];
  const others = await othersOffer(parts, answer, say);
  const above = content(...standing.shown.blocks, ...sharedLine(answer, say), ...others);
  return content(...above.blocks, ...(await drawNoteUnder(parts, answer, content(...above.blocks, ...offer), say)), ...offer);
}

/** The same as a coach reads it: whole, and with nothing to press. */
export async function drawForCoach(parts: AnswerParts, answer: AnswerRow, say: Say): Promise<Content> {
  return (await drawStanding(parts, answer, 'whole', 'coach', say)).shown;
}

type Reader = 'writer' | 'coach';

/** `isRead`: there is an outcome for the words that count. */
async function drawStanding(
  parts: AnswerParts,
  answer: AnswerRow,
  part: 'whole' | 'moved',
  reader: Reader,
  say: Say,
): Promise<{ readonly shown: Content; readonly isRead: boolean }> {
  const { db } = parts.database;
  const { tenant } = answer;
  const versions = await versionsOf(db, tenant, answer.id);
  const current = versions.find((version) => version.version === answer.version);
  if (current === undefined) return { shown: content({ kind: 'text', text: say('answer.gone') }), isRead: false };
  const [grade] = await gradesOfText(db, tenant, answer.id, current.hash);
  if (current.text === '') {
    const outcome = grade === undefined ? null : outcomeOf(grade.outcome);
    return { shown: await drawLetGo(parts, answer, outcome, reader === 'coach' ? [] : [tryAgain(answer, say)], say), isRead: true };
  }
  if (grade !== undefined)
    return { shown: await drawGradedVersion(parts, answer, versions, current, outcomeOf(grade.outcome), part, reader, say), isRead: true };
  if (current.origin === 'edit') return { shown: await drawEdited(parts, answer, versions, reader, say), isRead: false };
  return { shown: drawChecking(answer, reader, say), isRead: false };
}

async function drawGradedVersion(
  parts: AnswerParts,
  answer: AnswerRow,
  versions: readonly AnswerVersion[],
  current: AnswerVersion,
  outcome: Outcome,
  part: 'whole' | 'moved',
  reader: Reader,
  say: Say,
): Promise<Content> {
  const previous = await gradedBefore(parts, answer, versions, current.version);
  const member = await parts.members.get(answer.tenant, answer.member);
  const before = versions.findLast((version) => version.version < current.version);
  const attempts = versions.filter((version) => version.version <= current.version && version.origin !== 'edit').length;
  return drawOutcome(
    outcome,
    {
      title: (await questionOf(parts.database.db, parts.library, answer.tenant, answer.question)).title,
      attempt: attempts,
      previous,
      part: previous === null ? 'whole' : part,
      lowAnxiety: member.preferences.lowAnxiety,
      hidden: newlyHidden(current.text, before?.text ?? '').map((entry) => nameHidden(entry, say)),
      buttons: reader === 'coach' ? [] : buttonsFor(answer, outcome, previous !== null && part === 'moved', say),
      place: jurisdictionSchema.parse(answer.jurisdiction),
    },
    parts.rules,
    say,
  );
}

function drawChecking(answer: AnswerRow, reader: Reader, say: Say): Content {
  const checking = { kind: 'text', text: say('feedback.checking') } as const;
  if (reader === 'coach') return content(checking);
  const buttons = shareButtons(answer, false, say);
  return content(
    checking,
    { kind: 'note', text: say('feedback.checkingKept') },
    buttons.length === 0 ? null : { kind: 'buttons', buttons },
  );
}

/** The newest result among the versions before this one. */
async function gradedBefore(
  parts: AnswerParts,
  answer: AnswerRow,
  versions: readonly AnswerVersion[],
  before: number,
): Promise<Graded | null> {
  for (const version of [...versions].reverse()) {
    if (version.version >= before) continue;
    const graded = await latestGraded(parts.database.db, answer.tenant, answer.id, version.hash);
    if (graded !== null) return graded;
  }
  return null;
}

async function drawEdited(
  parts: AnswerParts,
  answer: AnswerRow,
  versions: readonly AnswerVersion[],
  reader: Reader,
  say: Say,
): Promise<Content> {
  const before = [...versions].reverse().find((version) => version.version < answer.version);
  const last = before === undefined ? null : await gradedBefore(parts, answer, versions, answer.version);
  const check: Button = { label: say('button.checkEdit'), action: checkEditAction.id({ answer: answer.id }), style: 'primary' };
  const note = content(
    { kind: 'notice', tone: 'info', text: say(reader === 'coach' ? 'feedback.editedForCoach' : 'feedback.edited') },
    reader === 'coach' ? null : { kind: 'buttons', buttons: [check, ...shareButtons(answer, false, say)] },
  );
  if (before === undefined || last === null || last.wordsLetGo === true) return note;
  const drawn = drawOutcome(
    last,
    {
      title: (await questionOf(parts.database.db, parts.library, answer.tenant, answer.question)).title,
      attempt: 1,
      previous: null,
      part: 'whole',
      lowAnxiety: (await parts.members.get(answer.tenant, answer.member)).preferences.lowAnxiety,
      hidden: [],
      buttons: [],
      place: jurisdictionSchema.parse(answer.jurisdiction),
    },
    parts.rules,
    say,
  );
  return content(...note.blocks, { kind: 'divider' }, ...drawn.blocks);
}

const tryAgain = (answer: AnswerRow, say: Say): Button => ({
  label: say('button.tryAgain'),
  action: openAnswerAction.id({ target: 'retry', id: answer.id }),
  style: 'primary',
});

function buttonsFor(answer: AnswerRow, outcome: Outcome, canShowWhole: boolean, say: Say): readonly Button[] {
  const again = tryAgain(answer, say);
  if (outcome.kind === 'not-graded') return [again, ...shareButtons(answer, false, say)];
  const whole: Button = {
    label: say('button.wholeFeedback'),
    action: showFeedbackAction.id({ answer: answer.id, part: 'whole' }),
    style: 'normal',
  };
  const followUp: Button = {
    label: say('button.answerFollowUp'),
    action: openAnswerAction.id({ target: 'follow', id: answer.id }),
    style: 'normal',
  };
  const example: Button = { label: say('button.example'), action: exampleAction.id({ answer: answer.id }), style: 'normal' };
  // A follow-up has neither a follow-up of its own nor an example answer.
  const more = answer.follows === null ? [...(outcome.followUp === '' ? [] : [followUp]), example] : [];
  return [again, ...(canShowWhole ? [whole] : []), ...more, ...shareButtons(answer, true, say)];
}

async function additionOffer(parts: AnswerParts, answer: AnswerRow, say: Say): Promise<Content['blocks']> {
  const added = await additionsTo(parts, answer);
  if (added.length === 0) return [];
  return [
    { kind: 'divider' },
    { kind: 'text', text: say('addition.offer') },
    { kind: 'quote', text: shortened(added.map((said) => said.text ?? '').join('\n')) },
    {
      kind: 'buttons',
      buttons: [
        { label: say('button.addIt'), action: additionAction.id({ answer: answer.id, verdict: 'yes' }), style: 'normal' },
        { label: say('button.leaveIt'), action: additionAction.id({ answer: answer.id, verdict: 'no' }), style: 'normal' },
      ],
    },
  ];
}

/** Enough to know it again: a message holds feedback as well. */
export function shortened(text: string): string {
  const most = 300;
  return text.length <= most ? text : `${text.slice(0, most).trimEnd()} …`;
}

/** What the member said under the question after their answer, and has not been asked about with effect. */
export async function additionsTo(parts: AnswerParts, answer: AnswerRow): Promise<Awaited<ReturnType<typeof saidBy>>> {
  if (answer.follows !== null) return [];
  const target =
    answer.post !== null
      ? ({ kind: 'post', id: answer.post } as const)
      : answer.session !== null
        ? ({ kind: 'practice', id: answer.session } as const)
        : null;
  if (target === null) return [];
  return (await saidBy(parts.database.db, answer.tenant, target, answer.member)).filter(
    (said) => said.status === 'addition' && said.text !== null,
  );
}

export async function textOf(parts: AnswerParts, tenant: TenantId, answer: AnswerRow): Promise<string> {
  return (await findVersion(parts.database.db, tenant, answer.id, answer.version))?.text ?? '';
}
