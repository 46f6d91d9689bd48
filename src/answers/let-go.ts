// An answer whose words are past their time: what stays is its level and its scores.
import type { Block, Button, Content } from '../core/content.ts';
import { content } from '../core/content.ts';
import type { Say } from '../core/locale.ts';
import { CRITERIA } from '../feedback/draft.ts';
import type { Graded, Outcome } from '../feedback/result.ts';
import type { AnswerRow } from '../store/answers.ts';
import { DEFAULT_RETENTION_DAYS, findServer } from '../store/servers.ts';
import type { AnswerParts } from './parts.ts';
import { questionOfAnswer } from './targets.ts';

/** `outcome` null: it was never read. */
export async function drawLetGo(
  parts: AnswerParts,
  answer: AnswerRow,
  outcome: Outcome | null,
  buttons: readonly Button[],
  say: Say,
): Promise<Content> {
  const { db } = parts.database;
  const { title } = await questionOfAnswer(db, parts.library, answer);
  const days = (await findServer(db, answer.tenant))?.retention_days ?? DEFAULT_RETENTION_DAYS;
  const { lowAnxiety } = (await parts.members.get(answer.tenant, answer.member)).preferences;
  const graded = outcome?.kind === 'graded' && !lowAnxiety ? outcome : null;
  return content(
    { kind: 'heading', text: graded === null ? title : say('feedback.heading', { title, band: say(`band.${graded.band}`) }) },
    { kind: 'text', text: say('feedback.letGo', { days }) },
    graded === null ? null : scores(graded, say),
    buttons.length === 0 ? null : { kind: 'buttons', buttons },
  );
}

function scores(graded: Graded, say: Say): Block {
  const bars = CRITERIA.flatMap((id) => {
    const { score } = graded.criteria[id];
    return score === null ? [] : [{ label: say(`criterion.${id}`), value: score, outOf: 5, was: null }];
  });
  return { kind: 'bars', bars };
}
