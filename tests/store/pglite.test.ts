import { afterAll, describe } from 'vitest';
import { jobFaultsContract } from '../contracts/jobs-faults.ts';
import { jobTimesContract } from '../contracts/jobs.ts';
import { storeContract } from '../contracts/store.ts';
import { streakContract } from '../contracts/streaks.ts';
import { pgliteEngine } from './engines.ts';

const engine = pgliteEngine();
afterAll(() => engine.dispose());
describe('store', () => {
  storeContract(engine);
});
streakContract(engine);
describe('jobs: times and keys', () => {
  jobTimesContract(engine);
});
describe('jobs: deaths and faults', () => {
  jobFaultsContract(engine);
});
