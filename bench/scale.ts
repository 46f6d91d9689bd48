// Many plans on one machine: what the look for due ones costs as their number grows, and ten thousand that are due in one minute, with
// a person who goes on pressing buttons meanwhile. The far end answers at once, so that what is measured is ours.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from '../src/config.ts';
import { manualClock, systemClock } from '../src/core/clock.ts';
import { asId } from '../src/core/ids.ts';
import type { InteractionId, MessageId, TenantId, ThreadId, UserId } from '../src/core/ids.ts';
import type { Log } from '../src/core/log.ts';
import type { Platform } from '../src/core/platform.ts';
import { createRapport } from '../src/rapport.ts';
import { openDatabase } from '../src/store/database.ts';
import { duePlans, nextDueAt } from '../src/store/plans.ts';
import { lost, middle, spread } from './figures.ts';
import type { Figure } from './figures.ts';

const SIZES = [100, 10_000, 1_000_000];
const LOOKS = 200;
const STORM = 10_000;
const PRESS_EVERY_MS = 25;
/** A Tuesday, nine in Madrid. */
const DUE_MS = Date.UTC(2026, 10, 24, 8, 0);
const DAY_MS = 86_400_000;

export async function measure(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const size of SIZES) figures.push(await dueQuery(size));
  return [...figures, ...(await storm())];
}

/** Ten are due, the rest over the year to come. */
function fill(file: string, size: number, isDue: (index: string) => string): void {
  const handle = new DatabaseSync(file);
  handle.exec(`with recursive number(i) as (select 0 union all select i + 1 from number where i < ${size - 1})
    insert into plan (tenant, id, channel, zone, local_time, weekdays, filters, jurisdiction, next_due_at, next_due_date, created_at, state, revision, options, repeats_told)
    select 't' || (i / 3), 'p' || i, 'c' || i, 'Europe/Madrid', '09:00', '[1,2,3,4,5,6,7]', '{}', 'any',
      ${isDue('i')}, '2026-11-24', ${DUE_MS - DAY_MS}, 'active', 1, '{}', 0 from number`);
  handle.close();
}

async function inFolder<Result>(work: (file: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-bench-'));
  try {
    return await work(join(folder, 'rapport.sqlite'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function dueQuery(size: number): Promise<Figure> {
  return inFolder(async (file) => {
    await (await openDatabase({ file })).close();
    fill(file, size, (i) => `${DUE_MS} + case when ${i} < 10 then 0 else 60000 * (${i} % 525600 + 1) end`);
    const database = await openDatabase({ file });
    const samples: number[] = [];
    for (let look = 0; look < LOOKS; look += 1) {
      const beganMs = performance.now();
      await duePlans(database.db, DUE_MS, 10);
      await nextDueAt(database.db);
      samples.push(performance.now() - beganMs);
    }
    await database.close();
    return spread(`look for due plans among ${size.toLocaleString('en')}`, 'ms', samples, 5);
  });
}

const SILENT: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

function storm(): Promise<readonly Figure[]> {
  return inFolder(async (file) => {
    await (await openDatabase({ file })).close();
    fill(file, STORM, (i) => `${DUE_MS} + 6 * ${i} - 60000`);
    const database = await openDatabase({ file });
    const far = farEnd();
    const rapport = await createRapport({
      config: readConfig({}),
      clock: manualClock(DUE_MS),
      database,
      platform: far.platform,
      log: SILENT,
    });
    const processorBefore = process.cpuUsage();
    const beganMs = performance.now();
    const started = rapport.start();
    const waits: number[] = [];
    while (far.published() < STORM && performance.now() - beganMs < 120_000) {
      waits.push(await far.press(rapport.dispatch, waits.length));
      await pause(PRESS_EVERY_MS);
    }
    const tookMs = performance.now() - beganMs;
    const used = process.cpuUsage(processorBefore);
    const handed = far.published();
    await started;
    await rapport.stop();
    await database.close();
    return [
      middle(`${STORM.toLocaleString('en')} plans due in one minute: claimed and handed over`, 'ms', [tookMs], 20_000),
      middle('our own work on each', 'ms', [(used.user + used.system) / 1000 / STORM], 1),
      spread('a command answered meanwhile', 'ms', waits, 100),
      lost('plans not handed over', STORM - handed),
    ];
  });
}

/** Takes everything at once and keeps no more than names. */
function farEnd() {
  const standing = new Map<string, { readonly message: MessageId; readonly thread: ThreadId }>();
  const waiting = new Map<string, () => void>();
  const never = (): Promise<never> => Promise.reject(new Error('nobody asks for this in the bench'));
  const platform: Platform = {
    name: 'bench',
    limits: { text: 4_000, buttons: 25, formFields: 5, selectOptions: 25, editIntervalMs: 5_000 },
    start: async () => undefined,
    stop: async () => undefined,
    async publish(_to, _post, key) {
      const found = standing.get(key) ?? { message: asId<MessageId>(`m:${key}`), thread: asId<ThreadId>(`t:${key}`) };
      standing.set(key, found);
      return found;
    },
    find: async (_to, key) => standing.get(key) ?? null,
    post: async (_to, _content, key) => asId<MessageId>(`m:${key}`),
    edit: async () => undefined,
    remove: async () => undefined,
    mark: async () => undefined,
    pin: async () => undefined,
    closeThread: async () => undefined,
    async *history() {
      // Nobody has said anything.
    },
    answer: async (to) => waiting.get(to)?.(),
    openDirect: never,
    permalink: never,
    download: never,
    lookUp: never,
    nameOf: async () => 'daily',
    check: async () => [],
  };
  return {
    platform,
    published: () => standing.size,
    /** From the event to the first answer, ms. */
    async press(
      core: { handle(event: Parameters<Awaited<ReturnType<typeof createRapport>>['dispatch']['handle']>[0]): Promise<void> },
      count: number,
    ) {
      const interaction = asId<InteractionId>(`i:${count}`);
      const answered = new Promise<void>((resolve) => waiting.set(interaction, resolve));
      const beganMs = performance.now();
      void core.handle({
        kind: 'command',
        tenant: asId<TenantId>('t1'),
        eventId: `e:${count}`,
        atMs: systemClock().now(),
        interaction,
        actor: { user: asId<UserId>('u'), name: 'Ana', locale: 'en', zone: null, admin: false, groups: [], bot: false },
        place: { kind: 'direct', direct: asId('d') },
        command: 'help',
        subcommand: null,
        options: {},
      });
      await answered;
      waiting.delete(interaction);
      return performance.now() - beganMs;
    },
  };
}
