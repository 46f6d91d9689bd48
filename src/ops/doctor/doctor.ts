// `npm run doctor`: what stands in the way, in the order in which it would be mended. Looks only: it may run beside the server.
import { OperatorError } from '../../core/errors.ts';
import { monotonicMs, systemClock } from '../../core/clock.ts';
import { readConfig } from '../../config.ts';
import type { Config } from '../../config.ts';
import { whoHolds } from '../../store/lock.ts';
import { fault, ok } from './check.ts';
import type { Check, Finding } from './check.ts';
import { checkData } from './data.ts';
import { checkDatabase } from './database.ts';
import { checkBackups, checkFolder } from './folder.ts';
import { checkNode, checkPort, checkZones } from './machine.ts';
import { checkModel } from './model.ts';
import { checkTokens } from './platforms.ts';

export interface DoctorParts {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly dataFolder: string;
  /** Of the adapters that this version serves: tokens, intents, scopes. */
  readonly platforms: (config: Config) => readonly Check[];
}

/** Every check is made, whatever the others found. */
export async function examine({ environment, dataFolder, platforms }: DoctorParts): Promise<readonly Finding[]> {
  const { config, findings } = configured(environment);
  const nowMs = systemClock().now();
  const holder = await whoHolds(config.dataDirectory).catch(() => 'nobody' as const);
  const checks: readonly Check[] = [
    checkNode,
    () => findings,
    () => checkFolder(config.dataDirectory, holder, nowMs),
    () => checkDatabase(config.dataDirectory, nowMs, holder !== 'nobody'),
    () => checkBackups(config, nowMs),
    checkZones,
    () => checkData(dataFolder),
    () => checkPort(config, holder),
    () => checkModel(config.model, { now: () => systemClock().now(), monotonicMs }),
    () => checkTokens(config),
    ...platforms(config),
  ];
  const found: Finding[] = [];
  for (const check of checks) found.push(...(await safely(check)));
  return found;
}

/** With faults in it, the rest is looked at as far as DATA_DIR alone leads. */
function configured(environment: DoctorParts['environment']): { readonly config: Config; readonly findings: readonly Finding[] } {
  try {
    return { config: readConfig(environment), findings: [ok('configuration', 'every variable can be used')] };
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    const findings = error.faults.map((one) => fault('configuration', one, 'Every variable is explained in .env.example.'));
    return { config: readConfig({ DATA_DIR: environment['DATA_DIR'] }), findings };
  }
}

async function safely(check: Check): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (error) {
    const name = error instanceof Error ? error.name : typeof error;
    const said = error instanceof OperatorError ? error.faults.join(' ') : `a check ended with ${name}`;
    return [
      fault(
        'doctor',
        said,
        error instanceof OperatorError ? '' : 'Tell the developers which one, with the output of "npm run doctor -- --json".',
      ),
    ];
  }
}
