// What the commands of an operator share: variables from .env, and the one place where their errors end.
import { loadEnvFile } from 'node:process';
import { OperatorError } from '../core/errors.ts';

/** `work` resolves to the exit code. A fault that the operator can mend is told as a sentence each, after `failed`, and ends with 1. */
export async function runForOperator(failed: string, work: () => Promise<number>): Promise<void> {
  try {
    loadEnvFile();
  } catch {
    // No .env: everything has a default.
  }
  try {
    process.exitCode = await work();
  } catch (error) {
    const faults = faultsOf(error);
    if (faults === null) throw error;
    process.stderr.write(`\n${failed}:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\n\n`);
    process.exitCode = 1;
  }
}

function faultsOf(error: unknown): readonly string[] | null {
  if (error instanceof OperatorError) return error.faults;
  const isArgument = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return isArgument ? [error.message] : null;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** "1.4 MB", in powers of a thousand, as disks are sold. */
export function shownBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[power] ?? 'B'}`;
}

const MINUTE_MS = 60_000;

/** "3 days", "5 hours", "40 minutes", "under a minute": as far as it matters. */
export function shownDuration(ms: number): string {
  const [amount, unit] =
    ms >= 48 * 60 * MINUTE_MS
      ? [ms / (24 * 60 * MINUTE_MS), 'day']
      : ms >= 120 * MINUTE_MS
        ? [ms / (60 * MINUTE_MS), 'hour']
        : [ms / MINUTE_MS, 'minute'];
  const whole = Math.floor(amount);
  return whole === 0 ? 'under a minute' : `${whole} ${unit}${whole === 1 ? '' : 's'}`;
}
