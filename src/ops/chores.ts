// What is done once a day, as durable jobs: text that is past its time goes, servers that the bot left are cleared, a back-up is made.
import type { Clock } from '../core/clock.ts';
import { OperatorError } from '../core/errors.ts';
import { asId, newId } from '../core/ids.ts';
import type { TenantId } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import { slimOutcome } from '../answers/outcome.ts';
import type { Config } from '../config.ts';
import type { Jobs, RunningJob } from '../jobs/port.ts';
import type { OpenDatabase } from '../store/database.ts';
import { hashOfServer } from '../store/erased.ts';
import { sweepPast } from '../store/past.ts';
import { letTextGo } from '../store/retention.ts';
import { eraseServer, serversLeftBefore } from '../store/servers.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { makeBackupInThread } from './backup-thread.ts';
import { pruneBackups } from './backups.ts';
import { lastBackupAt, noteBackup, noteBackupFault } from './backup-notes.ts';
import type { Metrics } from './metrics.ts';

const QUEUE = 'chore';
/** No server's: the process's own. */
const OWN = asId<TenantId>('-');
const TIDIED_ON = 'chore.tidiedOn';
/** The clearing of a large server, or the copying of a large file to a slow disk. */
const LEASE_MS = 6 * 3_600_000;

export interface ChoresParts {
  readonly config: Pick<Config, 'backups' | 'dataDirectory' | 'leftServerMs' | 'playground'>;
  readonly database: OpenDatabase;
  readonly jobs: Jobs;
  readonly clock: Clock;
  /** The machine's clock: back-ups are made by it, since the playground's may be moved. */
  readonly wallMs: () => number;
  readonly metrics: Pick<Metrics, 'backup'>;
  readonly log: Log;
}

export interface Chores {
  /** To be called every hour or so: what is due today and not done becomes a job. */
  remind(): Promise<void>;
}

const utcDay = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

export function createChores({ config, database, jobs, clock, wallMs, metrics, log }: ChoresParts): Chores {
  const { db } = database;

  async function tidy(): Promise<void> {
    await database.transaction((trx) => sweepPast(trx, clock.now()));
    const gone = await letTextGo(database, clock.now(), slimOutcome);
    const count = gone.versions + gone.said + gone.notes + gone.suggestions;
    if (count > 0) log.info('text that is past its time was let go', { count });
    for (const tenant of await serversLeftBefore(db, clock.now() - config.leftServerMs)) await clear(tenant);
    await writeSetting(db, TIDIED_ON, utcDay(clock.now()));
  }

  async function clear(tenant: TenantId): Promise<void> {
    const erasure = { tenant, id: newId(), member_hash: hashOfServer(tenant), erased_at: clock.now() };
    if (!(await eraseServer(database, erasure, true))) return;
    await database.noteErasure(erasure);
    await database.scrub();
    log.info('everything of a server that the bot was removed from was erased', { tenant });
  }

  /** A failure is told and tried again with the next reminder: as a dead job it would only be one more thing to look after. */
  async function backUp({ folder, keep }: NonNullable<Config['backups']>): Promise<void> {
    try {
      const nowMs = wallMs();
      const { dataDirectory, playground } = config;
      await makeBackupInThread({ dataDirectory, playground, to: folder, force: false, nowMs });
      await noteBackup(db, nowMs);
      await pruneBackups(folder, keep);
      metrics.backup('made');
      log.info('a back-up was made', { path: folder });
    } catch (error) {
      metrics.backup('failed');
      log.error('no back-up could be made', { path: folder, error });
      await noteBackupFault(db, error instanceof OperatorError ? error.faults.join(' ') : 'see the log of the server');
    }
  }

  async function run({ key }: RunningJob): Promise<void> {
    if (key === 'tidy') await tidy();
    else if (config.backups !== null) await backUp(config.backups);
  }

  jobs.work({ queue: QUEUE, concurrency: 1, maxAttempts: 5, leaseMs: LEASE_MS, run });
  const ask = (key: 'tidy' | 'back-up'): Promise<void> =>
    jobs.enqueue(db, { tenant: OWN, queue: QUEUE, key, payload: {}, runAtMs: clock.now() });

  return {
    async remind() {
      if ((await readSetting(db, TIDIED_ON)) !== utcDay(clock.now())) await ask('tidy');
      if (config.backups !== null && utcDay((await lastBackupAt(db)) ?? 0) !== utcDay(wallMs())) await ask('back-up');
    },
  };
}
