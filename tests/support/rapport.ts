// The whole bot on the local platform, with a clock that stands still: scenarios read as conversations.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import type { Config } from '../../src/config.ts';
import { manualClock } from '../../src/core/clock.ts';
import type { ManualClock } from '../../src/core/clock.ts';
import type { ThreadId } from '../../src/core/ids.ts';
import type { Platform } from '../../src/core/platform.ts';
import type { Log, LogFields } from '../../src/core/log.ts';
import { planRuleSchema } from '../../src/daily/plan.ts';
import type { PlanRule } from '../../src/daily/plan.ts';
import { userId } from '../../src/platforms/local/roster.ts';
import { createLocalPlatform } from '../../src/platforms/local/index.ts';
import type { LocalPlatform } from '../../src/platforms/local/index.ts';
import type { InteractionView, MessageView } from '../../src/platforms/local/view.ts';
import { createRapport } from '../../src/rapport.ts';
import type { Rapport } from '../../src/rapport.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { OpenDatabase } from '../../src/store/database.ts';
import { mapChatStore } from './chat-store.ts';
import type { MapChatStore } from './chat-store.ts';
import { DAILY, START_MS, createSpeaker } from './world.ts';
import type { Speaker } from './world.ts';

export interface Playground {
  readonly rapport: Rapport;
  readonly platform: LocalPlatform;
  readonly database: OpenDatabase;
  readonly clock: ManualClock;
  /** Of the bot's database. */
  readonly file: string;
  readonly log: readonly { readonly level: string; readonly message: string; readonly fields: LogFields }[];
  readonly olivia: Speaker;
  readonly carlos: Speaker;
  readonly ana: Speaker;
  readonly ben: Speaker;
  readonly chidi: Speaker;
  /** Until nothing that is due is left to do. */
  settle(): Promise<void>;
  /** Lets time pass, then settles. */
  wait(ms: number): Promise<void>;
  /** Today's question as it stands in #daily. */
  question(): MessageView;
  thread(): ThreadId;
  /** Runs what a person set going to its end, and gives what it was answered with. */
  after(interaction: Promise<InteractionView>, speaker: Speaker): Promise<MessageView>;
  /** Stops, and starts again on what was kept. */
  restart(): Promise<Playground>;
}

export interface PlaygroundOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly clock?: ManualClock;
  readonly file?: string;
  readonly chat?: MapChatStore;
  readonly startMs?: number;
  /** What differs from a question at nine each day in Madrid; null: no plan. */
  readonly plan?: Partial<PlanRule> | null;
  /** Stands between the bot and its platform, as a network does: what it loses or delays is lost or delayed there. */
  readonly between?: (platform: LocalPlatform) => Platform;
}

/** A question at nine each day in Madrid, in #daily, whose faults Olivia hears of. */
export function planFor(change: Partial<PlanRule>): PlanRule {
  return planRuleSchema.parse({
    channel: DAILY,
    zone: 'Europe/Madrid',
    localTime: '09:00',
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    jurisdiction: 'any',
    filters: {},
    told: [userId('olivia')],
    ...change,
  });
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function openPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const config: Config = readConfig({ ...options.environment });
  const clock = options.clock ?? manualClock(options.startMs ?? START_MS);
  const chat = options.chat ?? mapChatStore();
  const file = options.file ?? join(temporaryFolder(), 'rapport.sqlite');
  const database = await openDatabase({ file });
  const lines: { level: string; message: string; fields: LogFields }[] = [];
  const write =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      void lines.push({ level, message, fields });
  const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  const platform = createLocalPlatform({ clock, chat, log });
  const rapport = await createRapport({ config, clock, database, platform: options.between?.(platform) ?? platform, log });
  if (options.plan !== null) await rapport.daily.ensurePlan(platform.tenant, planFor(options.plan ?? {}), null);
  await rapport.start();
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await rapport.stop();
    await database.close();
  };
  onTestFinished(close);
  const settle = async (): Promise<void> => {
    await platform.settled();
    await rapport.settle();
  };
  await settle();
  const speaker = (handle: string): Speaker => createSpeaker(platform, handle);
  const olivia = speaker('olivia');
  const question = (): MessageView => {
    const found = olivia.sees(DAILY).findLast((message) => message.thread !== null);
    if (found === undefined) throw new Error('no question stands in #daily');
    return found;
  };
  return {
    rapport,
    platform,
    database,
    clock,
    file,
    log: lines,
    olivia,
    carlos: speaker('carlos'),
    ana: speaker('ana'),
    ben: speaker('ben'),
    chidi: speaker('chidi'),
    settle,
    async wait(ms) {
      // What was said reaches the bot first: the quiet after it is counted from there.
      await settle();
      clock.advance(ms);
      await settle();
    },
    question,
    thread() {
      const { thread } = question();
      if (thread === null) throw new Error('the question has no thread');
      return thread.id;
    },
    async after(interaction, who) {
      const first = await interaction;
      await settle();
      const last = platform.controls.interaction(who.person, first.id);
      if (last.answer === null || last.answer.kind === 'form')
        throw new Error(`answered with ${last.answer?.kind ?? 'nothing'}: ${last.state}`);
      return last.answer.message;
    },
    async restart() {
      await close();
      return openPlayground({ ...options, clock, chat, file });
    },
  };
}

/** A fair answer to almost any of the bank's questions: a case, what was said, what came of it. */
export const FAIR_ANSWER =
  'At my last agency I had a customer 65 days past due on 840 dollars who had broken two promises. I checked the notes first, verified who I was speaking to, and asked what had changed. ' +
  'She said her hours were cut. I listened, put it back in my own words, then asked what she could manage each fortnight. We agreed 60 dollars every second Friday, I confirmed it in writing and diarised the first date. ' +
  'She kept four of four payments by March, and I learned to ask about pay days before I ask for an amount.';
export const THIN_ANSWER =
  'We had a customer who kept breaking promises. I called him a few times and asked what was going on. He had lost shifts, so we set up smaller payments and in the end he paid most of it.';
