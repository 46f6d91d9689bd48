// What the command tells on stderr: bad lines as they come, a count at the end. Standard output stays empty.
import { MISSING_REPLY, ONLY_WRITTEN_DOWN } from './exchange.ts';

export interface Report {
  badLine(path: string, line: number, error: string): void;
  row(row: Readonly<Record<string, unknown>>): void;
  summary(missingReplies: readonly string[]): void;
}

export function createReport(write: (text: string) => void): Report {
  let done = 0;
  let bad = 0;
  const without = new Map<string, number>();
  return {
    badLine(path, line, error) {
      bad += 1;
      write(`${path}:${line}: ${error}\n`);
    },
    row(row) {
      const why = reasonOf(row['not_graded'] ?? row['not_labelled']);
      if (why === null) done += 1;
      else without.set(why, (without.get(why) ?? 0) + 1);
    },
    summary(missingReplies) {
      for (const name of missingReplies) write(`no reply: ${name}\n`);
      const others = [...without].map(([why, count]) => `${count} ${WORDS[why] ?? `not graded (${why})`}`);
      write(
        `${[`${done} done`, ...others, ...(bad === 0 ? [] : [`${bad} bad lines`]), ...(missingReplies.length === 0 ? [] : [`${missingReplies.length} replies missing`])].join(', ')}\n`,
      );
    },
  };
}

const WORDS: Readonly<Record<string, string>> = { [MISSING_REPLY]: 'without a reply', [ONLY_WRITTEN_DOWN]: 'only written down' };

function reasonOf(why: unknown): string | null {
  if (typeof why !== 'object' || why === null) return null;
  const detail: unknown = Reflect.get(why, 'detail');
  return typeof detail === 'string' && detail in WORDS ? detail : String(Reflect.get(why, 'reason'));
}
