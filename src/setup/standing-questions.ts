// The questions that stand in a plan's channel, or could stand again, on its panel: the day's own and extra ones, each with its buttons.
import type { Block, Button, Choice } from '../core/content.ts';
import { cutTo } from '../core/cut.ts';
import { PlatformError } from '../core/errors.ts';
import type { PlanStatus } from '../daily/port.ts';
import { keyOf } from '../daily/posting.ts';
import type { Post } from '../store/plans.ts';
import type { TenantId } from '../core/ids.ts';
import { askWithdrawAction, choosePostAction, openCorrectAction, planPageAction, postAgainAction, withdrawAction } from './actions.ts';
import type { SetupParts } from './parts.ts';
import type { Reader } from './rule-words.ts';
import { todayOf } from './today.ts';

/** A select holds no more. */
const MOST_STANDING = 25;
const LABEL_CHARACTERS = 100;

interface Standing {
  readonly shown: readonly Post[];
  /** The one that was chosen, else the day's own, else the newest. null: none. */
  readonly post: Post | null;
}

export async function drawStanding(
  parts: SetupParts,
  tenant: TenantId,
  plan: PlanStatus,
  chosen: string | null,
  reader: Reader,
): Promise<readonly Block[]> {
  const { shown, post } = await standingOf(parts, tenant, plan, chosen);
  if (post === null) return [];
  const buttons = await buttonsOf(parts, plan, post, reader);
  if (shown.length === 1) return [{ kind: 'buttons', buttons }];
  return [
    {
      kind: 'select',
      action: choosePostAction.id({ plan: plan.id }),
      placeholder: reader.say('plans.choosePost'),
      options: await Promise.all(shown.map((one) => optionOf(parts, one, reader))),
      selected: [post.id],
      most: 1,
      least: 1,
    },
    { kind: 'buttons', buttons },
  ];
}

/** What is asked before a question goes, by its number and title. */
export async function drawAskWithdraw(
  parts: SetupParts,
  tenant: TenantId,
  plan: PlanStatus,
  chosen: string | null,
  reader: Reader,
): Promise<readonly Block[]> {
  const { say } = reader;
  const { post } = await standingOf(parts, tenant, plan, chosen);
  const back: Button = { label: say('plans.back'), action: planPageAction.id({ plan: plan.id, page: 'main' }), style: 'normal' };
  if (post === null || post.id !== chosen) return [{ kind: 'buttons', buttons: [back] }];
  const about = { number: post.number, title: await titleOf(parts, post, reader) };
  const yes: Button = {
    label: say('plans.withdrawNow'),
    action: withdrawAction.id({ plan: plan.id, post: post.id }),
    style: 'danger',
  };
  return [
    { kind: 'notice', tone: 'warning', text: say(post.slot === 'day' ? 'plans.askWithdraw' : 'plans.askWithdrawExtra', about) },
    { kind: 'buttons', buttons: [yes, back] },
  ];
}

async function standingOf(parts: SetupParts, tenant: TenantId, plan: PlanStatus, chosen: string | null): Promise<Standing> {
  const { daily, clock } = parts;
  const open = (await daily.openPosts(tenant)).filter((post) => post.plan === plan.id && post.channel === plan.rule.channel);
  const today = await todayOf(parts, tenant, plan.rule);
  const own = today === null || today.plan !== plan.id ? [] : [today];
  const all = new Map([...own, ...open, ...(plan.last === null ? [] : [plan.last])].map((post) => [post.id, post]));
  const shown = [...all.values()]
    .filter((post) => ['open', 'withdrawn', 'failed'].includes(post.state) && clock.now() < post.closes_at)
    .slice(0, MOST_STANDING);
  const post = shown.find(({ id }) => id === chosen) ?? shown.find(({ id }) => id === plan.last?.id) ?? shown[0] ?? null;
  return { shown, post };
}

async function optionOf(parts: SetupParts, post: Post, reader: Reader): Promise<Choice> {
  const { say } = reader;
  const about = { number: post.number, title: await titleOf(parts, post, reader), state: say(`postState.${post.state}`) };
  return { label: cutTo(say(post.slot === 'day' ? 'plans.standingDay' : 'plans.standingExtra', about), LABEL_CHARACTERS), value: post.id };
}

const titleOf = async ({ daily }: SetupParts, post: Post, { say }: Reader): Promise<string> =>
  (await daily.question(post))?.title ?? say('plans.titleGone');

async function buttonsOf(parts: SetupParts, plan: PlanStatus, post: Post, { say }: Reader): Promise<readonly Button[]> {
  const of = { plan: plan.id, post: post.id };
  const again: Button = { label: say('plans.postAgain'), action: postAgainAction.id(of), style: 'primary' };
  if (post.state !== 'open' || !(await stands(parts, post))) return [again];
  return [
    { label: say('plans.correct'), action: openCorrectAction.id(of), style: 'normal' },
    { label: say('plans.withdraw'), action: askWithdrawAction.id(of), style: 'danger' },
  ];
}

/** false: somebody has deleted the message or its thread. Where the bot may not look, it is taken to stand. */
async function stands({ platform }: SetupParts, post: Post): Promise<boolean> {
  try {
    const found = await platform.find(post.channel, keyOf(post));
    return found !== null && found.thread !== null;
  } catch (error) {
    if (error instanceof PlatformError) return error.kind !== 'not-found';
    throw error;
  }
}
