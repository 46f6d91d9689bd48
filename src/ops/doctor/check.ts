// What a check of doctor finds. Plain sentences for the person who hosts it: what is so, and what to do about it.
export interface Finding {
  readonly check: string;
  /** `warn`: it runs, and something deserves a look. `fault`: it does not, or will not for long. */
  readonly state: 'ok' | 'warn' | 'fault';
  readonly said: string;
  /** null: nothing is to be done. */
  readonly mend: string | null;
}

/** One thing that is looked at. Never writes, and throws for nothing that it looks for. A platform's adapter adds its own. */
export type Check = () => Promise<readonly Finding[]> | readonly Finding[];

export const ok = (check: string, said: string): Finding => ({ check, state: 'ok', said, mend: null });
export const warn = (check: string, said: string, mend: string): Finding => ({ check, state: 'warn', said, mend });
export const fault = (check: string, said: string, mend: string): Finding => ({ check, state: 'fault', said, mend });
