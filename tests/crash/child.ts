// A bot that dies of kill -9 at a set moment: before or after its n-th request to the platform, or after its n-th write to a database.
// Arguments: folder, what to count, n. Notes the step that it is in beside the database, so that time goes on from there.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StatementSync } from 'node:sqlite';
import type { Platform } from '../../src/core/platform.ts';
import { START_MS } from '../support/world.ts';
import { live, openDay } from './day.ts';

const [, , folder = '', counted = '', number = ''] = process.argv;
const limit = Number(number);
let count = 0;

function dieAtLimit(): void {
  count += 1;
  if (count === limit) process.kill(process.pid, 'SIGKILL');
}

const REQUESTS = [
  'publish',
  'find',
  'post',
  'edit',
  'remove',
  'mark',
  'pin',
  'closeThread',
  'answer',
  'openDirect',
] as const satisfies readonly (keyof Platform)[];

/** The far end of the network: what it was asked it has done, whether or not anybody hears of it. */
function fatal(platform: Platform): Platform {
  const wrapped = REQUESTS.map((name) => {
    const real = platform[name] as (...given: readonly unknown[]) => Promise<unknown>; // one signature for all of them: nothing is looked at on the way
    const fatalOne = async (...given: readonly unknown[]): Promise<unknown> => {
      if (counted === 'before-request') dieAtLimit();
      const reply = await real(...given);
      if (counted === 'after-request') dieAtLimit();
      return reply;
    };
    return [name, fatalOne] as const;
  });
  return { ...platform, ...(Object.fromEntries(wrapped) as Pick<Platform, (typeof REQUESTS)[number]>) }; // the same functions, by the same names
}

if (counted === 'after-write') {
  for (const name of ['run', 'all'] as const) {
    const real = StatementSync.prototype[name] as (...given: readonly unknown[]) => unknown;
    Object.assign(StatementSync.prototype, {
      [name](this: StatementSync, ...given: readonly unknown[]) {
        const result = Reflect.apply(real, this, given);
        if (/^\s*(insert|update|delete)/i.test(this.sourceSQL)) dieAtLimit();
        return result;
      },
    });
  }
}

const noteStep = (step: number): void => writeFileSync(join(folder, 'step'), String(step));
const day = await openDay(folder, START_MS - 60_000, fatal);
await live(day, 0, noteStep);
await day.close();
process.stdout.write(`${count}\n`);
