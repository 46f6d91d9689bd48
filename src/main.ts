// Composition root: configuration, store, bot, platform, HTTP; start and stop. Nothing else.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { readConfig } from './config.ts';
import { movableClock } from './core/clock.ts';
import { OperatorError } from './core/errors.ts';
import { createLog } from './ops/log.ts';
import { BOT_FILE, CHAT_FILE } from './ops/backups.ts';
import { createApp, isLoopback, listen } from './ops/http.ts';
import { createPlayground } from './platforms/local/playground.ts';
import { createLocalPlatform } from './platforms/local/index.ts';
import { playgroundClock, playgroundPlan, playgroundStaff } from './platforms/local/clock-control.ts';
import { createRapport } from './rapport.ts';
import { openChatDatabase, openDatabase } from './store/database.ts';
import { keepErased } from './store/erased.ts';
import { holdDataDirectory } from './store/lock.ts';
import { readSetting, writeSetting } from './store/settings.ts';

const NODE_MAJOR = 24;
const CLOCK_SETTING = 'playground.clockOffsetMs';

async function main(): Promise<void> {
  if (Number(process.versions.node.split('.')[0]) < NODE_MAJOR) {
    throw new OperatorError([
      `Node ${process.versions.node} is too old: Rapport needs ${NODE_MAJOR} or later. Start it with "npm start", which brings the right one on Linux; elsewhere install Node ${NODE_MAJOR}.`,
    ]);
  }
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  if (!config.playground) {
    throw new OperatorError([
      'There is nothing to serve: this version has the playground only, and it is off, because PLAYGROUND is 0 or a platform token is set. Set PLAYGROUND=1.',
    ]);
  }
  const held = await holdDataDirectory(config.dataDirectory, { port: config.port === 0 ? null : config.port });
  mkdirSync(config.dataDirectory, { recursive: true });
  const file = join(config.dataDirectory, BOT_FILE);
  const database = await openDatabase({ file });
  const erasedAgain = await keepErased(database, file);
  if (erasedAgain > 0)
    log.warn('an older copy of the database was found in its place: what was erased since was erased again', { count: erasedAgain });
  const chat = openChatDatabase({ file: join(config.dataDirectory, CHAT_FILE) });
  const clock = movableClock(Number((await readSetting(database.db, CLOCK_SETTING)) ?? 0));
  let address = '';
  const platform = createLocalPlatform({ clock, chat, log, address: () => address });
  const rapport = await createRapport({ config, clock, database, platform, log });
  const control = playgroundClock({
    clock,
    rapport,
    tenant: platform.tenant,
    remember: (offsetMs) => writeSetting(database.db, CLOCK_SETTING, String(offsetMs)),
  });
  const playground = createPlayground({
    platform,
    clock: control,
    settle: () => rapport.settle(),
    say: (locale) => rapport.words.in(locale),
    log,
  });

  let started = false;
  let stopping = false;
  const app = createApp({
    metrics: rapport.metrics,
    playground: (request, bindings) => playground.app.fetch(request, bindings),
    async notReady() {
      if (stopping) return 'Stopping.';
      if (!started) return 'Starting.';
      return database.writeFault();
    },
  });
  const server = await listen(app, config);
  address = `http://localhost:${server.port}`;
  await playgroundPlan(rapport, platform);
  await playgroundStaff(rapport, platform);
  await rapport.start();
  started = true;
  log.info('started', { address });
  process.stdout.write(`\n  Rapport is running. Open ${address}\n  Stop it with Ctrl+C; nothing is lost.\n\n`);
  if (!isLoopback(config.host)) {
    log.warn('the playground has no login, and HOST lets others reach it', { address: config.host });
    process.stdout.write(
      `  HOST is ${config.host}: whoever reaches this port can act as any of the playground's people. It has no login.\n\n`,
    );
  }

  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    playground.close();
    await server.close();
    await rapport.stop();
    chat.close();
    await database.close();
    held.release();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}

try {
  loadEnvFile();
} catch {
  // No .env: everything has a default.
}
try {
  await main();
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  process.stderr.write(
    `\nRapport cannot start:\n${error.faults.map((fault) => `  - ${fault}`).join('\n')}\n\nEvery variable is explained in .env.example.\n\n`,
  );
  process.exit(1);
}
