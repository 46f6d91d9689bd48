// /coach today: who answered, how often, and whether they share it. Never the words.
import { content } from '../core/content.ts';
import type { Block, Button, Content, Text } from '../core/content.ts';
import { cutTo } from '../core/cut.ts';
import type { Request } from '../core/request.ts';
import type { Say } from '../core/locale.ts';
import { nameOfChannel, nameOfPerson } from '../staff/names.ts';
import type { Name } from '../staff/names.ts';
import { countAnswers } from '../store/answers.ts';
import { countTaken, currentPosts, takenUnder } from '../store/coach-notes.ts';
import type { Taken } from '../store/coach-notes.ts';
import type { Post } from '../store/plans.ts';
import { openSharedAction, pickPostAction, todayPageAction } from './parts.ts';
import type { CoachingParts } from './parts.ts';

/** Fewer than a select holds, and few enough for one message with long names. */
const PAGE = 20;
const MOST_POSTS = 25;
const LABEL_CHARACTERS = 100;
const ACTIVE_MS = 30 * 86_400_000;

type Asking = Pick<Request, 'tenant' | 'actor' | 'say'>;

/** `wanted`: the post to show; null, or one that is not current any more: the newest. Throws UserError for who is no coach. */
export async function drawToday(parts: CoachingParts, request: Asking, wanted: string | null, page: number): Promise<Content> {
  const { tenant, say } = request;
  await parts.staff.require(request, 'coach');
  const posts = (await currentPosts(parts.answers.database.db, tenant)).slice(0, MOST_POSTS);
  const post = posts.find(({ id }) => id === wanted) ?? posts[0];
  if (post === undefined) return content({ kind: 'text', text: say('coach.noPost') });
  return content(
    { kind: 'heading', text: say('coach.heading') },
    ...(posts.length > 1 ? [await postSelect(parts, posts, post, say)] : []),
    ...(await drawPost(parts, post, say)),
    ...(await drawTaken(parts, post, page, say)),
    { kind: 'note', text: say('coach.privacy') },
  );
}

async function titleOf({ answers }: CoachingParts, post: Post): Promise<string> {
  return (await answers.library.find(answers.database.db, post.tenant, post.question))?.title ?? post.question;
}

async function postSelect(parts: CoachingParts, posts: readonly Post[], shown: Post, say: Say): Promise<Block> {
  const options = await Promise.all(
    posts.map(async (post) => {
      const channel = await nameOfChannel(parts.answers.platform, post.channel, say);
      const { answered } = await countAnswers(parts.answers.database.db, post.tenant, post.id);
      const ending = ` (${say('coach.answered', { answered })})`;
      const label = `${channel.plain} · ${await titleOf(parts, post)}`;
      return { label: `${cutTo(label, LABEL_CHARACTERS - ending.length)}${ending}`, value: post.id };
    }),
  );
  const action = pickPostAction.id({});
  return { kind: 'select', action, placeholder: say('coach.pickPost'), options, selected: [shown.id], most: 1, least: 1 };
}

async function drawPost(parts: CoachingParts, post: Post, say: Say): Promise<readonly Block[]> {
  const { db } = parts.answers.database;
  const counts = await countTaken(db, post.tenant, post.id, parts.answers.clock.now() - ACTIVE_MS);
  const channel = await nameOfChannel(parts.answers.platform, post.channel, say);
  const closing: Text = [
    channel.span,
    ` · ${say('coach.question', { number: post.number })} · ${say(post.state === 'open' ? 'coach.closes' : 'coach.closed')} `,
    { time: post.closes_at, show: 'dateTime' },
  ];
  return [
    { kind: 'text', text: [{ strong: await titleOf(parts, post) }] },
    { kind: 'note', text: closing },
    {
      kind: 'text',
      text: `${say('coach.counts', { answered: counts.answered, shared: counts.shared })} ${say('coach.active', { active: counts.active })}`,
    },
  ];
}

async function drawTaken(parts: CoachingParts, post: Post, page: number, say: Say): Promise<readonly Block[]> {
  const found = await takenUnder(parts.answers.database.db, post.tenant, post.id, { limit: PAGE + 1, offset: page * PAGE });
  const taken = found.slice(0, PAGE);
  if (taken.length === 0) return page === 0 ? [] : [{ kind: 'text', text: say('coach.noMore') }];
  const named = await Promise.all(
    taken.map(async (one) => ({ ...one, name: await nameOfPerson(parts.answers.platform, one.member, say) })),
  );
  const shared = named.filter((one) => one.sharedAtMs !== null);
  const turn = (label: string, to: number): Button => ({
    label,
    action: todayPageAction.id({ post: post.id, page: String(to) }),
    style: 'normal',
  });
  const buttons = [
    ...(page > 0 ? [turn(say('button.previousPage'), page - 1)] : []),
    ...(found.length > PAGE ? [turn(say('button.nextPage'), page + 1)] : []),
  ];
  return [
    { kind: 'list', items: named.map((one) => line(one, say)) },
    ...(shared.length === 0 ? [] : [sharedSelect(shared, say)]),
    ...(buttons.length === 0 ? [] : [{ kind: 'buttons', buttons } as const]),
  ];
}

type Named = Taken & { readonly name: Name };

const line = (one: Named, say: Say): Text => [
  one.name.span,
  ` · ${say('coach.attempts', { attempts: one.attempts })} · ${say(one.sharedAtMs === null ? 'coach.private' : 'coach.shared')}`,
  ...(one.noted ? [` · ${say('coach.noted')}`] : []),
];

const sharedSelect = (shared: readonly Named[], say: Say): Block => ({
  kind: 'select',
  action: openSharedAction.id({}),
  placeholder: say('coach.openShared'),
  options: shared.map((one) => ({ label: cutTo(one.name.plain, LABEL_CHARACTERS), value: one.answer })),
  selected: [],
  most: 1,
  least: 1,
});
