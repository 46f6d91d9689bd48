// Structured logs without personal data: fields are named here, so that text of a member has no field to go into.

export interface LogFields {
  readonly tenant?: string;
  readonly event?: string;
  readonly queue?: string;
  readonly job?: string;
  readonly post?: string;
  readonly answer?: string;
  readonly command?: string;
  readonly action?: string;
  readonly errorId?: string;
  readonly code?: string;
  readonly count?: number;
  readonly ms?: number;
  readonly address?: string;
  readonly model?: string;
  readonly path?: string;
  /** Names and stack only: messages of unknown errors may quote what they choked on. */
  readonly error?: unknown;
}

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** An error as a log may hold it: its name, its code and where it was thrown. */
export function describeError(error: unknown): { readonly name: string; readonly code: string | null; readonly stack: readonly string[] } {
  if (!(error instanceof Error)) return { name: typeof error, code: null, stack: [] };
  const code =
    'code' in error && typeof error.code === 'string' ? error.code : 'kind' in error && typeof error.kind === 'string' ? error.kind : null;
  const stack = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
    .map((line) => line.trim());
  return { name: error.name, code, stack };
}
