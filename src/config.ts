// The only reader of process.env. One schema; every fault is told at once, each with its mend.
import { isIP } from 'node:net';
import { z } from 'zod';
import { OperatorError } from './core/errors.ts';

const LOOPBACK = '127.0.0.1';

/** An unset variable and an empty one are the same: .env files leave lines like `PORT=`. */
const optionalText = z
  .string()
  .trim()
  .transform((text) => (text === '' ? null : text))
  .nullable()
  .default(null);
const url = (example: string) =>
  optionalText.refine(
    (text) => text === null || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)),
    `must be an http(s) address such as ${example}, or empty`,
  );
const wholeNumber = (least: number, most: number, fallback: number) =>
  z
    .string()
    .trim()
    .default('')
    .transform((text) => (text === '' ? fallback : Number(text)))
    .refine(
      (value) => Number.isInteger(value) && value >= least && value <= most,
      `must be a whole number from ${least} to ${most} (left empty: ${fallback})`,
    );

const environmentSchema = z.object({
  HOST: z
    .string()
    .trim()
    .default('')
    .transform((text) => (text === '' ? LOOPBACK : text))
    .refine((text) => isIP(text) !== 0, `must be an IP address of this machine: ${LOOPBACK} for itself only, 0.0.0.0 for every network`),
  PORT: wholeNumber(0, 65_535, 3000),
  DATA_DIR: z
    .string()
    .trim()
    .default('')
    .transform((text) => (text === '' ? './data-local' : text)),
  LOG_LEVEL: z
    .string()
    .trim()
    .default('')
    .transform((text) => (text === '' ? 'info' : text))
    .pipe(z.enum(['debug', 'info', 'warn', 'error'], 'must be debug, info, warn or error')),
  PLAYGROUND: z
    .string()
    .trim()
    .default('')
    .refine((text) => ['', '0', '1'].includes(text), 'must be 1 (playground on beside a platform), 0, or empty'),
  DISCORD_TOKEN: optionalText,
  SLACK_BOT_TOKEN: optionalText,
  OPENAI_API_KEY: optionalText,
  LLM_BASE_URL: url('http://127.0.0.1:11434/v1'),
  LLM_MODEL: optionalText,
  LLM_FALLBACK_MODEL: optionalText,
  LLM_TIMEOUT_SECONDS: wholeNumber(1, 600, 60),
  LLM_DAILY_TOKENS: wholeNumber(0, 1_000_000_000, 2_000_000),
  BACKUP_DIR: optionalText,
  BACKUP_KEEP: wholeNumber(1, 1_000, 7),
  LEFT_SERVER_DAYS: wholeNumber(1, 365, 30),
  THREAD_QUIET_SECONDS: optionalText.refine(
    (text) => text === null || (/^\d+$/.test(text) && Number(text) <= 3600),
    'must be a whole number from 0 to 3600 (left empty: 20, in the playground 1)',
  ),
});

export type EnvironmentName = keyof z.input<typeof environmentSchema>;
export const ENVIRONMENT_NAMES = Object.keys(environmentSchema.shape);

export interface ModelConfig {
  /** null: OpenAI's own address. */
  readonly baseUrl: string | null;
  /** null: the endpoint asks for none (a local server). */
  readonly apiKey: string | null;
  readonly model: string;
  readonly fallbackModel: string | null;
  readonly timeoutMs: number;
  /** Input and output together, all servers, each UTC day. 0: no ceiling. */
  readonly dailyTokens: number;
}

export interface Config {
  /** The address of this machine that it listens on. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly dataDirectory: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** The local platform with its page: on unless a real platform's token is set. */
  readonly playground: boolean;
  /** null: the built-in checker grades. */
  readonly model: ModelConfig | null;
  readonly threadQuietMs: number;
  /** null: no back-ups are made by themselves. */
  readonly backups: { readonly folder: string; readonly keep: number } | null;
  /** How long everything of a server is kept after the bot was removed from it. */
  readonly leftServerMs: number;
  /** Variables of platforms that hold a token, by name; the tokens are not repeated. */
  readonly tokensSet: readonly string[];
}

const DAY_MS = 24 * 3_600_000;
const PLATFORM_TOKENS = ['DISCORD_TOKEN', 'SLACK_BOT_TOKEN'] as const satisfies readonly EnvironmentName[];
const DEFAULT_MODEL = 'gpt-5-mini';

/** Throws OperatorError with one sentence a fault. Never repeats a value: it may be a secret. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environmentSchema.safeParse(environment);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`);
  const isSet = (name: EnvironmentName): boolean => (environment[name] ?? '').trim() !== '';
  if (isSet('LLM_BASE_URL') && !isSet('LLM_MODEL'))
    faults.push('LLM_MODEL is needed with LLM_BASE_URL: the name of a model that this endpoint serves (its /models page lists them).');
  if (!parsed.success || faults.length > 0) throw new OperatorError(faults);
  const values = parsed.data;
  const tokensSet = PLATFORM_TOKENS.filter((name) => values[name] !== null);
  const playground = values.PLAYGROUND === '1' || (values.PLAYGROUND === '' && tokensSet.length === 0);
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    dataDirectory: values.DATA_DIR,
    logLevel: values.LOG_LEVEL,
    playground,
    model:
      values.LLM_BASE_URL === null && values.OPENAI_API_KEY === null
        ? null
        : {
            baseUrl: values.LLM_BASE_URL,
            apiKey: values.OPENAI_API_KEY,
            model: values.LLM_MODEL ?? DEFAULT_MODEL,
            fallbackModel: values.LLM_FALLBACK_MODEL,
            timeoutMs: values.LLM_TIMEOUT_SECONDS * 1000,
            dailyTokens: values.LLM_DAILY_TOKENS,
          },
    threadQuietMs: (values.THREAD_QUIET_SECONDS === null ? (playground ? 1 : 20) : Number(values.THREAD_QUIET_SECONDS)) * 1000,
    backups: values.BACKUP_DIR === null ? null : { folder: values.BACKUP_DIR, keep: values.BACKUP_KEEP },
    leftServerMs: values.LEFT_SERVER_DAYS * DAY_MS,
    tokensSet,
  });
}
