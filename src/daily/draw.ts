// The daily question, its thread's opening and its closing, as content.
import type { Question } from '../bank/schema.ts';
import { content } from '../core/content.ts';
import type { Content } from '../core/content.ts';
import type { PostId } from '../core/ids.ts';
import type { Say } from '../core/locale.ts';
import { hintAction, openAnswerAction, takePartAction } from '../answers/actions.ts';
import { tagsOf } from '../bank/names.ts';

export interface DrawnPost {
  readonly id: PostId;
  readonly number: number;
  readonly localDate: string;
  readonly closesAtMs: number;
  readonly question: Question;
}

/** YYYY-MM-DD as "Thursday 26 November", in a language. */
export function nameDate(localDate: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${localDate}T12:00:00Z`),
  );
}

function head(post: DrawnPost, say: Say): Content {
  const { question } = post;
  return content(
    { kind: 'note', text: say('daily.heading', { date: nameDate(post.localDate, 'en-GB'), number: post.number }) },
    { kind: 'heading', text: question.text },
    { kind: 'tags', tags: tagsOf(question, say) },
    { kind: 'text', text: [{ strong: say('daily.why') }, ' ', question.why] },
  );
}

export function drawStarter(post: DrawnPost, say: Say): Content {
  const target = { target: 'post', id: post.id };
  return content(
    ...head(post, say).blocks,
    { kind: 'note', text: [say('daily.howToAnswer'), ' ', say('daily.closes'), ' ', { time: post.closesAtMs, show: 'dateTime' }, '.'] },
    {
      kind: 'buttons',
      buttons: [
        { label: say('button.answerPrivately'), action: openAnswerAction.id(target), style: 'primary' },
        { label: say('button.hint'), action: hintAction.id({ ...target, step: '0' }), style: 'normal' },
        { label: say('button.howToTakePart'), action: takePartAction.id({}), style: 'normal' },
      ],
    },
  );
}

export function drawClosedStarter(post: DrawnPost, say: Say): Content {
  return content(...head(post, say).blocks, {
    kind: 'note',
    text: [say('daily.closed'), ' ', { time: post.closesAtMs, show: 'dateTime' }, '. ', say('daily.closedPractice')],
  });
}

export function drawOpening(say: Say): Content {
  return content({ kind: 'text', text: say('daily.opening') }, { kind: 'note', text: say('daily.openingReading') });
}

export function drawRecap(post: DrawnPost, counts: { readonly answered: number; readonly triedAgain: number }, say: Say): Content {
  const { question } = post;
  return content(
    { kind: 'heading', text: say('recap.heading') },
    { kind: 'text', text: counts.answered === 0 ? say('recap.nobody') : say('recap.counts', counts) },
    { kind: 'text', text: [{ strong: say('recap.howToAnswer') }] },
    { kind: 'list', items: question.howToAnswer },
    { kind: 'text', text: [{ strong: say('recap.whatNotToSay') }] },
    { kind: 'list', items: question.whatNotToSay.map((line) => [{ emphasis: `“${line.say}”` }, ' ', line.because]) },
    { kind: 'note', text: say('recap.next') },
  );
}
