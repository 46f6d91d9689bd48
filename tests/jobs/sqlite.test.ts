import { afterAll } from 'vitest';
import { jobsContract } from '../contracts/jobs.ts';
import { sqliteEngine } from '../store/engines.ts';

const engine = sqliteEngine();
afterAll(() => engine.dispose());
jobsContract(engine);
