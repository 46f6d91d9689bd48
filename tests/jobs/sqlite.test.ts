import { afterAll, describe } from 'vitest';
import { jobFaultsContract } from '../contracts/jobs-faults.ts';
import { jobTimesContract } from '../contracts/jobs.ts';
import { sqliteEngine } from '../store/engines.ts';

const engine = sqliteEngine();
afterAll(() => engine.dispose());
describe('jobs: times and keys', () => {
  jobTimesContract(engine);
});
describe('jobs: deaths and faults', () => {
  jobFaultsContract(engine);
});
