// Errors carry a code. What a person reads is made from it in that person's language, in one place (dispatch.ts).
import type { WordKey, WordValues } from './locale.ts';

/** The member can mend it. Becomes a sentence from the words file. */
export class UserError extends Error {
  readonly key: WordKey;
  readonly values: WordValues;
  constructor(key: WordKey, values: WordValues = {}) {
    super(key);
    this.name = 'UserError';
    this.key = key;
    this.values = values;
  }
}

/** The person who hosts it can mend it. Every fault says which setting or file, what is wrong and where to get it right. */
export class OperatorError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'OperatorError';
    this.faults = faults;
  }
}

export type PlatformFault = 'not-found' | 'forbidden' | 'rate-limited' | 'expired' | 'invalid' | 'unavailable';

/** The only error that an adapter throws. `detail` is for the log: the platform's own code or limit, never text of a member. */
export class PlatformError extends Error {
  readonly kind: PlatformFault;
  readonly retryAfterMs: number | null;
  constructor(kind: PlatformFault, detail: string, retryAfterMs: number | null = null) {
    super(`${kind}: ${detail}`);
    this.name = 'PlatformError';
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
