// The whole bot put together, without a port and without a process around it: main.ts gives it both, a test gives it a clock.
import { fileURLToPath } from 'node:url';
import { commands } from '../commands/index.ts';
import { createAnswers } from './answers/answers.ts';
import { createDrafts } from './answers/drafts.ts';
import { soundsLikeCrisis } from './answers/crisis.ts';
import { mask } from './answers/masking.ts';
import { enqueueUnpublishing } from './answers/sharing.ts';
import type { App } from './app.ts';
import { loadBank, placesFor } from './bank/load.ts';
import { createCoaching } from './coaching/coaching.ts';
import type { Config } from './config.ts';
import { systemClock, watchClock } from './core/clock.ts';
import type { Cancel, Clock } from './core/clock.ts';
import { createDispatch } from './core/dispatch.ts';
import type { Dispatch } from './core/dispatch.ts';
import type { Words } from './core/locale.ts';
import type { Log } from './core/log.ts';
import type { Platform } from './core/platform.ts';
import { ballotHandlers } from './daily/ballot.ts';
import { createDaily } from './daily/daily.ts';
import type { Daily } from './daily/port.ts';
import { loadRubrics } from './feedback/rubric.ts';
import { loadRules } from './bank/rules.ts';
import { createGraders } from './graders.ts';
import { createJobs } from './jobs/jobs.ts';
import type { JobRunner } from './jobs/jobs.ts';
import { loadWords } from './locales.ts';
import { loadGuides } from './library/guides.ts';
import { createKept } from './library/kept.ts';
import { createLibrary } from './library/library.ts';
import { createQuestions } from './library/questions.ts';
import { logHandlers } from './staff/log.ts';
import { createStaff } from './staff/staff.ts';
import { staffHandlers } from './staff/team.ts';
import { drawHome } from './progress/home.ts';
import { createMembers } from './members/members.ts';
import { privacyHandlers } from './members/privacy.ts';
import { profileHandlers } from './members/profile-form.ts';
import { progressHandlers } from './progress/progress.ts';
import { createReminders } from './progress/reminder.ts';
import { createHeartbeat } from './ops/heartbeat.ts';
import { settingsHandlers } from './members/settings.ts';
import { lastBackupAt } from './ops/backup-notes.ts';
import { createChores } from './ops/chores.ts';
import { createDiskWatch } from './ops/disk.ts';
import { createMetrics } from './ops/metrics.ts';
import type { Metrics } from './ops/metrics.ts';
import { retentionHandlers } from './ops/retention-form.ts';
import { createServers } from './ops/servers.ts';
import { createPractice } from './practice/practice.ts';
import { createSetup } from './setup/setup.ts';
import { isDiskFault } from './store/database.ts';
import type { OpenDatabase } from './store/database.ts';
import { countPlans } from './store/inspect.ts';
import { outagesSince } from './store/outages.ts';
import { createExpiring } from './store/expiring.ts';
import { secretSetting } from './store/settings.ts';
import { createInbox, sweepInbox } from './store/inbox.ts';

export const DATA_FOLDER = fileURLToPath(new URL('../data', import.meta.url));

/** The outage that ended with this very start. */
const JUST_NOW_MS = 60_000;

const WARM_UP_AFTER_MS = 1_000;

export interface RapportParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly database: OpenDatabase;
  readonly platform: Platform;
  readonly log: Log;
}

export interface Rapport {
  readonly app: App;
  readonly dispatch: Dispatch;
  readonly daily: Daily;
  readonly jobs: JobRunner;
  readonly metrics: Metrics;
  readonly words: Words;
  /** The platform speaks to it from here on; missed messages and half-done work are caught up with. */
  start(): Promise<void>;
  /** Waits for what is in flight. */
  stop(): Promise<void>;
  /** The clock was moved while running: the leap is no absence. */
  beat(): Promise<void>;
  /** Resolves when nothing that is due is still being worked on. */
  settle(): Promise<void>;
}

/** Throws OperatorError or DataError when what it is made of does not hold. */
export async function createRapport({ config, clock, database, platform, log }: RapportParts): Promise<Rapport> {
  const words = loadWords(DATA_FOLDER);
  const rules = loadRules(DATA_FOLDER);
  const rubrics = loadRubrics(DATA_FOLDER);
  const rubric = [...rubrics.values()].at(-1);
  if (rubric === undefined) throw new Error('data/rubric holds no rubric');
  const bank = loadBank(DATA_FOLDER, rules);
  const expiring = createExpiring(database, clock, (error) => log.warn('a value with a time to live could not be kept', { error }));
  const machine = systemClock();
  const jobs = createJobs({
    database,
    clock,
    wallMs: () => machine.now(),
    onError: (error, fault) =>
      log[fault.what === 'attempt' ? 'warn' : 'error']('a job failed', {
        code: fault.what,
        error,
        ...(fault.queue === null ? {} : { queue: fault.queue }),
        ...(fault.job === null ? {} : { job: fault.job }),
      }),
    alone: true,
    housekeeping: [() => sweepInbox(database.db, clock.now()), () => expiring.sweep(), () => chores.remind(), () => daily.repair()],
  });
  const metrics = createMetrics({
    jobs: () => jobs.counts(),
    plans: () => countPlans(database.db),
    async backupAgeMs() {
      const atMs = await lastBackupAt(database.db);
      return atMs === null ? null : machine.now() - atMs;
    },
  });
  const chores = createChores({ config, database, jobs, clock, wallMs: () => machine.now(), metrics, log });
  const graders = await createGraders({
    dataFolder: DATA_FOLDER,
    rubric,
    rules,
    model: config.model,
    clock,
    hashKey: await secretSetting(database.db, 'grading.hashKey'),
  });
  const members = createMembers({
    database,
    clock,
    unpublish: (connection, tenant, message) => enqueueUnpublishing(connection, { jobs, clock }, tenant, message),
  });
  const guides = loadGuides(DATA_FOLDER);
  const library = createLibrary(bank, guides);
  const staff = createStaff({ database, clock });
  const answers = createAnswers({
    database,
    jobs,
    clock,
    platform,
    library,
    members,
    words,
    log,
    rubrics,
    rubric,
    rules,
    mask,
    grader: graders.current,
    intake: graders.intake,
    drafts: createDrafts(expiring.drafts),
    quietMs: config.threadQuietMs,
    onGraded: (outcome) => metrics.graded(outcome),
  });
  const daily = createDaily({
    database,
    jobs,
    clock,
    platform,
    library,
    rubricVersion: rubric.version,
    placesFor: (place) => placesFor(place, rules),
    words,
    log,
    onClosed: (connection, tenant, post) => answers.board.refresh(connection, tenant, post),
    onClaimed: (plans) => metrics.claimed(plans),
    onPosting: (outcome, lateMs) => metrics.posted({ outcome, lateMs }),
  });
  const coaching = createCoaching({ answers: answers.parts, staff });
  const questions = createQuestions({
    database,
    jobs,
    clock,
    platform,
    bank,
    rules,
    guides,
    library,
    staff,
    words,
    mask,
    plans: daily,
    kept: createKept(expiring.drafts),
  });
  const practice = createPractice({ database, clock, platform, library, members });
  const setup = createSetup({
    database,
    clock,
    platform,
    daily,
    library,
    members,
    staff,
    words,
    placesFor: (place) => placesFor(place, rules),
  });
  const server = createServers({
    database,
    clock,
    async goOn(tenant) {
      await daily.replan(tenant);
      jobs.poke();
    },
  });
  const app: App = {
    bank,
    server,
    library,
    questions,
    staff,
    database,
    members,
    daily,
    setup,
    answers,
    practice,
    coaching,
    commands: () => commands,
    modelName: config.model?.model ?? null,
    modelAddress: config.model === null ? null : new URL(config.model.baseUrl ?? 'https://api.openai.com').host,
  };
  const disk = createDiskWatch({
    database,
    clock: machine,
    log,
    async onBack() {
      await dispatch.resumePostponed();
      await answers.listener.reconnected();
    },
  });
  function explainDisk(error: unknown): 'error.cannotKeep' | null {
    if (!isDiskFault(error)) return null;
    disk.noticed();
    return 'error.cannotKeep';
  }
  const inbox = createInbox(database, clock, (error) => log.warn('handled events could not be emptied', { error }));
  const dispatch = createDispatch({
    app,
    platform,
    commands,
    words,
    log,
    mask,
    handlers: [
      ...answers.handlers,
      ...practice.handlers,
      ...questions.handlers,
      ...setup.handlers,
      ...profileHandlers(members, clock),
      ...settingsHandlers(members),
      ...retentionHandlers({ staff, server }),
      ...privacyHandlers({ members, library, database }),
      ...progressHandlers(app),
      ...ballotHandlers({ database, jobs, clock, platform, library, words, log }),
      ...createReminders({ app, jobs, clock, platform, words }),
      ...coaching.handlers,
      ...staffHandlers({ staff, platform }),
      ...logHandlers({ staff, platform, library, database }),
    ],
    listener: answers.listener,
    inbox,
    rankOf: (tenant, actor) => staff.rankOf(tenant, actor),
    onPresence: (event) => server.onPresence(event),
    explain: explainDisk,
    home: (tenant, actor, say) => drawHome(app, tenant, actor, say),
    onHandled: (kind, outcome) => metrics.event(kind, outcome),
  });

  const heartbeat = createHeartbeat({ database, clock, log });
  let stopWatching: Cancel = () => undefined;
  /** Timers were set by the clock as it was; what became due, or is due later now, is looked for anew. */
  function clockWasSet(byMs: number): void {
    log.warn('the clock was set', { ms: byMs });
    void heartbeat.beat();
    void (byMs < 0 ? daily.replan() : daily.claimDue()).then(() => jobs.poke());
  }

  return {
    app,
    dispatch,
    daily,
    jobs,
    metrics,
    words,
    beat: () => heartbeat.beat(),
    async start() {
      await heartbeat.start();
      const [outage] = (await outagesSince(database.db, clock.now() - JUST_NOW_MS)).slice(-1);
      metrics.outage(outage === undefined ? 0 : outage.to_at - outage.from_at);
      // Read before anything new comes in: what this process is working on is not taken up a second time.
      const left = await inbox.unhandled();
      jobs.start();
      await platform.start(dispatch);
      await dispatch.resume(left);
      await daily.start();
      stopWatching = watchClock(clock, clockWasSet);
      // Patterns are compiled at their first use, about a second of work: not while a member waits, and not before it is said that
      // this process is ready.
      clock.at(clock.now() + WARM_UP_AFTER_MS, () => {
        mask('Call 555 0100.');
        soundsLikeCrisis('I called.');
        void graders.warmUp();
      });
    },
    async stop() {
      stopWatching();
      disk.stop();
      await daily.stop();
      await platform.stop();
      await dispatch.idle();
      await jobs.stop();
      await inbox.flush();
      await heartbeat.stop();
    },
    async settle() {
      await daily.claimDue();
      await dispatch.idle();
      await jobs.idle();
      await inbox.flush();
    },
  };
}
