// The daily question and its thread's opening, as content.
import type { Question } from '../bank/schema.ts';
import { content } from '../core/content.ts';
import type { Block, Content } from '../core/content.ts';
import type { PostId } from '../core/ids.ts';
import type { Say } from '../core/locale.ts';
import { hintAction, openAnswerAction, takePartAction } from '../answers/actions.ts';
import { tagsOf } from '../bank/names.ts';
import type { Post } from '../store/plans.ts';
import { howToAnswerKey, openingOf } from './release.ts';

export interface DrawnPost {
  readonly id: PostId;
  readonly number: number;
  readonly localDate: string;
  readonly closesAtMs: number;
  readonly release: Post['release'];
  readonly sharedWith: Post['shared_with'];
  readonly question: Question;
}

/** YYYY-MM-DD as "Thursday 26 November", in a language. */
export function nameDate(localDate: string, locale: string): string {
  const found = dateFormats.get(locale);
  const format = found ?? new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
  if (found === undefined) dateFormats.set(locale, format);
  return format.format(new Date(`${localDate}T12:00:00Z`));
}

/** One takes 0.2 ms to make; there are as many as languages spoken in the servers. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

type Head = Pick<DrawnPost, 'number' | 'localDate'> & { readonly question: Question | null };

function head({ number, localDate, question }: Head, say: Say): readonly Block[] {
  const heading: Block = { kind: 'note', text: say('daily.heading', { date: nameDate(localDate, 'en-GB'), number }) };
  if (question === null) return [heading];
  return [
    heading,
    { kind: 'heading', text: question.text },
    { kind: 'tags', tags: tagsOf(question, say) },
    { kind: 'text', text: [{ strong: say('daily.why') }, ' ', question.why] },
  ];
}

/** As it stands in the channel, its buttons left out: for a preview. */
export function drawStarterWords(post: Omit<DrawnPost, 'id'>, say: Say): Content {
  const closes = [say('daily.closes'), ' ', { time: post.closesAtMs, show: 'dateTime' }, '.'] as const;
  return content(...head(post, say), { kind: 'note', text: [say(howToAnswerKey(post)), ' ', ...closes] });
}

export function drawStarter(post: DrawnPost, say: Say): Content {
  const target = { target: 'post', id: post.id };
  return content(...drawStarterWords(post, say).blocks, {
    kind: 'buttons',
    buttons: [
      { label: say('button.answerPrivately'), action: openAnswerAction.id(target), style: 'primary' },
      { label: say('button.hint'), action: hintAction.id({ ...target, step: '0' }), style: 'normal' },
      { label: say('button.howToTakePart'), action: takePartAction.id({}), style: 'normal' },
    ],
  });
}

export function drawClosedStarter(post: Head & Pick<DrawnPost, 'closesAtMs'>, say: Say): Content {
  return content(...head(post, say), {
    kind: 'note',
    text: [say('daily.closed'), ' ', { time: post.closesAtMs, show: 'dateTime' }, '. ', say('daily.closedPractice')],
  });
}

export const drawOpening = (post: Pick<DrawnPost, 'release' | 'sharedWith'>, say: Say): Content => openingOf(post, say);
