// The whole bot put together, without a port and without a process around it: main.ts gives it both, a test gives it a clock.
import { fileURLToPath } from 'node:url';
import { commands } from '../commands/index.ts';
import { createAnswers } from './answers/answers.ts';
import { createDrafts } from './answers/drafts.ts';
import { soundsLikeCrisis } from './answers/crisis.ts';
import { mask } from './answers/masking.ts';
import type { App } from './app.ts';
import { loadBank } from './bank/load.ts';
import type { Config } from './config.ts';
import { systemClock } from './core/clock.ts';
import type { Clock } from './core/clock.ts';
import { createDispatch } from './core/dispatch.ts';
import type { Dispatch } from './core/dispatch.ts';
import type { Words } from './core/locale.ts';
import type { Log } from './core/log.ts';
import type { Platform } from './core/platform.ts';
import { createDaily } from './daily/daily.ts';
import type { Daily } from './daily/daily.ts';
import { loadRubrics } from './feedback/rubric.ts';
import { loadRules } from './bank/rules.ts';
import { createGraders } from './graders.ts';
import { createJobs } from './jobs/jobs.ts';
import type { JobRunner } from './jobs/jobs.ts';
import { loadWords } from './locales.ts';
import { drawHome } from './progress/home.ts';
import { createMembers } from './members/members.ts';
import { privacyHandlers } from './members/privacy.ts';
import { profileHandlers } from './members/profile-form.ts';
import { progressHandlers } from './progress/progress.ts';
import { settingsHandlers } from './members/settings.ts';
import { createMetrics } from './ops/metrics.ts';
import type { Metrics } from './ops/metrics.ts';
import { createPractice } from './practice/practice.ts';
import type { OpenDatabase } from './store/database.ts';
import { createExpiring } from './store/expiring.ts';
import { secretSetting } from './store/settings.ts';
import { createInbox, sweepInbox } from './store/inbox.ts';

export const DATA_FOLDER = fileURLToPath(new URL('../data', import.meta.url));

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
    housekeeping: [() => sweepInbox(database.db, clock.now()), () => expiring.sweep()],
  });
  const metrics = createMetrics(() => jobs.counts());
  const graders = await createGraders({
    dataFolder: DATA_FOLDER,
    rubric,
    rules,
    model: config.model,
    clock,
    hashKey: await secretSetting(database.db, 'grading.hashKey'),
  });
  const members = createMembers({ database, clock });
  const answers = createAnswers({
    database,
    jobs,
    clock,
    platform,
    bank,
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
    bank,
    rubricVersion: rubric.version,
    words,
    log,
    onClosed: (connection, tenant, post) => answers.board.refresh(connection, tenant, post),
  });
  const practice = createPractice({ database, clock, platform, bank, members });
  const app: App = {
    bank,
    database,
    members,
    daily,
    answers,
    practice,
    commands: () => commands,
    modelName: config.model?.model ?? null,
    modelAddress: config.model === null ? null : new URL(config.model.baseUrl ?? 'https://api.openai.com').host,
  };
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
      ...profileHandlers(members, clock),
      ...settingsHandlers(members),
      ...privacyHandlers(members, (id) => bank.byId.get(id)?.text ?? null),
      ...progressHandlers(app),
    ],
    listener: answers.listener,
    inbox,
    home: (tenant, actor, say) => drawHome(app, tenant, actor, say),
    onHandled: (kind, outcome) => metrics.event(kind, outcome),
  });

  return {
    app,
    dispatch,
    daily,
    jobs,
    metrics,
    words,
    async start() {
      // Read before anything new comes in: what this process is working on is not taken up a second time.
      const left = await inbox.unhandled();
      jobs.start();
      await platform.start(dispatch);
      await dispatch.resume(left);
      await daily.start();
      // Patterns are compiled at their first use: not while a member waits.
      clock.at(clock.now(), () => {
        mask('Call 555 0100.');
        soundsLikeCrisis('I called.');
        void graders.warmUp();
      });
    },
    async stop() {
      daily.stop();
      await platform.stop();
      await dispatch.idle();
      await jobs.stop();
      await inbox.flush();
    },
    async settle() {
      await daily.claimDue();
      await dispatch.idle();
      await jobs.idle();
      await inbox.flush();
    },
  };
}
