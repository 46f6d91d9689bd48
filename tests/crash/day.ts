// Two days in a channel, as a list of things that happen at set times: each may be begun again after a crash, as people and clocks do.
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { movableClock, systemClock } from '../../src/core/clock.ts';
import type { MovableClock } from '../../src/core/clock.ts';
import type { Log } from '../../src/core/log.ts';
import type { Platform } from '../../src/core/platform.ts';
import { planRuleSchema } from '../../src/daily/plan.ts';
import { createLocalPlatform } from '../../src/platforms/local/index.ts';
import type { LocalPlatform } from '../../src/platforms/local/index.ts';
import { createRapport } from '../../src/rapport.ts';
import type { Rapport } from '../../src/rapport.ts';
import { openChatDatabase, openDatabase } from '../../src/store/database.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import { DAILY, START_MS, createSpeaker, formOf } from '../support/world.ts';
import type { Speaker } from '../support/world.ts';

const HOUR_MS = 3_600_000;
export const ANSWER =
  'At my last agency I had a customer 65 days past due on 840 dollars who had broken two promises. I checked the notes, verified who I was speaking to, and asked what had changed. ' +
  'She said her hours were cut. I put it back in my own words, then asked what she could manage each fortnight. We agreed 60 dollars every second Friday, in writing. She kept four of four payments by March.';
export const SAID = ANSWER.replace('840', '910').replace('agency', 'bank').replace('March', 'May');

export interface Day {
  readonly rapport: Rapport;
  readonly platform: LocalPlatform;
  readonly database: OpenDatabase;
  /** Goes on with the machine's, as after a crash it must: what was interrupted waits a second or two. */
  readonly clock: MovableClock;
  settle(): Promise<void>;
  close(): Promise<void>;
}

const SILENT: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** `between`: stands between the bot and its platform, as the network does. */
export async function openDay(
  folder: string,
  atMs: number,
  between: (platform: LocalPlatform) => Platform = (platform) => platform,
): Promise<Day> {
  const clock = movableClock(atMs - systemClock().now());
  const database = await openDatabase({ file: join(folder, 'rapport.sqlite') });
  const chat = openChatDatabase({ file: join(folder, 'chat.sqlite') });
  const platform = createLocalPlatform({ clock, chat, log: SILENT });
  const rapport = await createRapport({ config: readConfig({}), clock, database, platform: between(platform), log: SILENT });
  await rapport.start();
  return {
    rapport,
    platform,
    database,
    clock,
    async settle() {
      await platform.settled();
      await rapport.settle();
    },
    async close() {
      await rapport.stop();
      chat.close();
      await database.close();
    },
  };
}

/** An hour before the first question: a plan that pins, votes and shares. */
export async function setUp(folder: string): Promise<void> {
  const day = await openDay(folder, START_MS - HOUR_MS);
  const olivia = createSpeaker(day.platform, 'olivia');
  const rule = planRuleSchema.parse({
    channel: DAILY,
    zone: 'Europe/Madrid',
    localTime: '09:00',
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    jurisdiction: 'any',
    filters: {},
    told: [olivia.id],
    pin: true,
    vote: true,
  });
  await day.rapport.daily.save({ tenant: day.platform.tenant, member: olivia.id }, rule, null, null);
  await day.settle();
  await day.close();
}

export interface Step {
  readonly atMs: number;
  readonly happens: (day: Day) => Promise<void>;
}

export const STEPS: readonly Step[] = [
  { atMs: START_MS, happens: async () => undefined },
  { atMs: START_MS + HOUR_MS, happens: anaAnswers },
  { atMs: START_MS + 2 * HOUR_MS, happens: benSpeaks },
  { atMs: START_MS + 3 * HOUR_MS, happens: chidiVotes },
  { atMs: START_MS + 24 * HOUR_MS, happens: async () => undefined },
  { atMs: START_MS + 25 * HOUR_MS, happens: async () => undefined },
];

/** From a step on. What the bot owes is done before time goes on. */
export async function live(day: Day, from: number, onStep: (step: number) => void = () => undefined): Promise<void> {
  for (const [index, step] of STEPS.entries()) {
    if (index < from) continue;
    onStep(index);
    if (day.clock.now() < step.atMs) moveTo(day, step.atMs);
    await day.settle();
    await step.happens(day);
    await day.settle();
    moveTo(day, day.clock.now() + 2_000);
    await day.settle();
  }
}

function moveTo({ clock, rapport }: Day, atMs: number): void {
  clock.moveBy(atMs - clock.now());
  rapport.jobs.poke();
}

export function threadsOf(
  day: Day,
  as: Speaker = createSpeaker(day.platform, 'ana'),
): readonly { readonly message: string; readonly thread: string }[] {
  return as.sees(DAILY).flatMap((message) => (message.thread === null ? [] : [{ message: message.id, thread: message.thread.id }]));
}

/** As a person does: whoever sees their answer acknowledged does not send it twice. */
async function anaAnswers(day: Day): Promise<void> {
  const ana = createSpeaker(day.platform, 'ana');
  const question = ana.sees(DAILY).find((message) => message.thread !== null);
  if (question === undefined || !question.buttons.some((button) => button.label === 'Answer privately')) return;
  if (ana.sees(DAILY).some((message) => message.text.includes('What landed'))) return;
  await ana.submits(formOf(await ana.presses(question, 'Answer privately')), { answer: ANSWER });
}

async function benSpeaks(day: Day): Promise<void> {
  const ben = createSpeaker(day.platform, 'ben');
  const thread = ben.sees(DAILY).find((message) => message.thread !== null)?.thread;
  if (thread === null || thread === undefined || ben.reads(thread.id).includes(SAID)) return;
  ben.says(thread.id, SAID);
}

async function chidiVotes(day: Day): Promise<void> {
  const chidi = createSpeaker(day.platform, 'chidi');
  const thread = chidi.sees(DAILY).find((message) => message.thread !== null)?.thread;
  if (thread === null || thread === undefined) return;
  const ballot = chidi
    .sees(thread.id)
    .find((message) => message.buttons.length === 3 && !message.buttons.some((button) => button.label === 'My feedback'));
  const choice = ballot?.buttons[1];
  if (ballot !== undefined && choice !== undefined) await chidi.presses(ballot, choice.label);
}
