// What the tests of this folder share: programs that end with their test, folders that go with it.
import { onTestFinished } from 'vitest';
import { startProgram } from './program.ts';
import type { Environment, Program } from './program.ts';

/** Starts the program; it is killed when the test ends, should it still be there. */
export async function started(environment: Environment): Promise<Program> {
  const program = await startProgram({ LOG_LEVEL: 'debug', ...environment });
  onTestFinished(async () => {
    await program.kill();
  });
  return program;
}
