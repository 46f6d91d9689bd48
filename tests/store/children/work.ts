// Works on the jobs of a database that another process works on too, and says each one that it ran.
import { systemClock } from '../../../src/core/clock.ts';
import { createJobs } from '../../../src/jobs/jobs.ts';
import { openDatabase } from '../../../src/store/database.ts';

const database = await openDatabase({ file: process.argv[2] ?? '' });
const clock = systemClock();
const jobs = createJobs({
  database,
  clock,
  wallMs: () => clock.now(),
  onError: (error) => process.stdout.write(`fault ${String(error)}\n`),
});
jobs.work({
  queue: 'grade',
  concurrency: 10,
  maxAttempts: 1,
  leaseMs: 60_000,
  run: async ({ key }) => void process.stdout.write(`ran ${key}\n`),
});
process.stdout.write('ready\n');
process.stdin.once('data', () => {
  jobs.start();
  void jobs
    .idle()
    .then(() => jobs.stop())
    .then(() => process.exit());
});
