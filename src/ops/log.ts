// pino behind the core's Log: JSON lines on stderr, so that stdout stays for what a person asked to see.
import { pino } from 'pino';
import { describeError } from '../core/log.ts';
import type { Log, LogFields } from '../core/log.ts';

export function createLog(level: string): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }));
  const write =
    (name: 'debug' | 'info' | 'warn' | 'error') =>
    (message: string, fields: LogFields = {}): void => {
      const { error, ...rest } = fields;
      logger[name](error === undefined ? rest : { ...rest, error: describeError(error) }, message);
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
