// `npm run backup -- --to <folder or file.sqlite> [--force]`: copies the database while the server runs, or while it does not.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { systemClock } from '../src/core/clock.ts';
import { OperatorError } from '../src/core/errors.ts';
import { BOT_FILE, makeBackup } from '../src/ops/backups.ts';
import { runForOperator, shownBytes } from '../src/ops/operator.ts';
import { noteBackupFrom } from '../src/store/backup.ts';

await runForOperator('No back-up was made', async () => {
  const { values } = parseArgs({ options: { to: { type: 'string' }, force: { type: 'boolean', default: false } } });
  const { dataDirectory, playground, backups } = readConfig(process.env);
  const to = values.to ?? backups?.folder;
  if (to === undefined) throw new OperatorError(['Say where to: npm run backup -- --to <folder>, or set BACKUP_DIR.']);
  const nowMs = systemClock().now();
  const made = await makeBackup({ dataDirectory, to, playground, force: values.force, nowMs });
  noteBackupFrom(join(dataDirectory, BOT_FILE), made.takenAtMs);
  for (const file of [made, ...(made.chat === null ? [] : [made.chat])]) console.log(`${file.file}  ${shownBytes(file.bytes)}`);
  console.log(`Taken at ${new Date(made.takenAtMs).toISOString()}, read through and whole, in ${systemClock().now() - nowMs} ms.`);
  console.log('It holds what people wrote: keep it as safe as the database itself.');
  return 0;
});
