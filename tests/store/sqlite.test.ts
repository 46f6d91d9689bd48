import { afterAll } from 'vitest';
import { storeContract } from '../contracts/store.ts';
import { streakContract } from '../contracts/streaks.ts';
import { sqliteEngine } from './engines.ts';

const engine = sqliteEngine();
afterAll(() => engine.dispose());
storeContract(engine);
streakContract(engine);
