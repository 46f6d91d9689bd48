import { afterAll } from 'vitest';
import { jobsContract } from '../contracts/jobs.ts';
import { storeContract } from '../contracts/store.ts';
import { pgliteEngine } from './engines.ts';

const engine = pgliteEngine();
afterAll(() => engine.dispose());
storeContract(engine);
jobsContract(engine);
