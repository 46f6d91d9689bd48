// Inside the program: from an event's arrival at the bot to its row on the disk, with 200 people in one thread and the work that
// follows (judging, grading, marks, the board) going on beside it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { systemClock } from '../src/core/clock.ts';
import { asId } from '../src/core/ids.ts';
import type { UserId } from '../src/core/ids.ts';
import type { Core, Platform } from '../src/core/platform.ts';
import { playgroundPlan } from '../src/platforms/local/clock-control.ts';
import { createLocalPlatform } from '../src/platforms/local/index.ts';
import type { Person } from '../src/platforms/local/roster.ts';
import { createLog } from '../src/ops/log.ts';
import { createRapport } from '../src/rapport.ts';
import { openChatDatabase, openDatabase } from '../src/store/database.ts';
import { lost, middle, spread } from './figures.ts';
import type { Figure } from './figures.ts';
import { atPace } from './pace.ts';
import { message } from './texts.ts';

const PER_SECOND = 100;
const SECONDS = 10;

const people: readonly Person[] = Array.from({ length: 200 }, (_, number) => ({
  id: asId<UserId>(`local:user/p${number}`),
  handle: `p${number}`,
  name: `Person ${number}`,
  role: 'member',
  zone: 'Europe/London',
  locale: 'en-GB',
  avatarColour: '#1f7a6d',
}));

/** Tells how long the bot took to have each message safe. */
function timed(platform: Platform, took: (message: string, ms: number) => void): Platform {
  const watch = (core: Core): Core => ({
    ...core,
    async handle(event) {
      const startedMs = performance.now();
      await core.handle(event);
      if (event.kind === 'message') took(event.message.id, performance.now() - startedMs);
    },
  });
  return { ...platform, start: (core) => platform.start(watch(core)) };
}

export async function measure(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-bench-'));
  const clock = systemClock();
  const database = await openDatabase({ file: join(folder, 'rapport.sqlite') });
  const chat = openChatDatabase({ file: join(folder, 'chat.sqlite') });
  const log = createLog('warn');
  const platform = createLocalPlatform({ clock, chat, people, log });
  const storedMs: number[] = [];
  const saidAtMs = new Map<string, number>();
  const saidToStoredMs: number[] = [];
  const watched = timed(platform, (id, ms) => {
    storedMs.push(ms);
    saidToStoredMs.push(performance.now() - (saidAtMs.get(id) ?? Number.NaN));
  });
  const rapport = await createRapport({ config: readConfig({}), clock, database, platform: watched, log });
  try {
    await playgroundPlan(rapport, platform);
    await rapport.start();
    await rapport.settle();
    const [first] = people;
    const thread = first === undefined ? undefined : platform.view.places(first).threads[0]?.id;
    if (thread === undefined) throw new Error('no question was posted');
    const saidMs: number[] = [];
    await atPace(PER_SECOND, SECONDS, async (index) => {
      const person = people[index % people.length];
      if (person === undefined) return;
      const startedMs = performance.now();
      const said = platform.people.say(person, thread, message(index), null);
      saidMs.push(performance.now() - startedMs);
      saidAtMs.set(said.id, startedMs);
    });
    await platform.settled();
    await rapport.settle();
    const kept = await database.db.selectFrom('said').select('message').execute();
    const grades = await database.db.selectFrom('grade').select('id').execute();
    return [
      spread(`event → stored at ${PER_SECOND}/s`, 'ms', storedMs),
      spread('said → stored, with the wait for its turn', 'ms', saidToStoredMs),
      spread('of which the playground keeps its own copy', 'ms', saidMs),
      lost(`of ${PER_SECOND * SECONDS}: not stored`, PER_SECOND * SECONDS - kept.length),
      middle('answers graded beside it', '/s', [grades.length / SECONDS]),
    ];
  } finally {
    await rapport.stop();
    await database.close();
    chat.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
