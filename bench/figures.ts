// A figure: raw samples, how they are summed up, and what the issue asks for where it asks for something.
import { z } from 'zod';

const figureSchema = z.strictObject({
  name: z.string(),
  unit: z.enum(['ms', 'MB', '/s', 'tokens', 'lost', '$']),
  samples: z.array(z.number()).min(1),
  /** `spread`: p50 and p99. `middle`: the median of a few runs, and the worst of them. */
  shown: z.enum(['spread', 'middle']),
  target: z.strictObject({ of: z.enum(['p99', 'median']), below: z.number() }).nullable(),
});
export const figuresSchema = z.array(figureSchema);
export type Figure = z.infer<typeof figureSchema>;
type Target = NonNullable<Figure['target']>;

export const spread = (name: string, unit: Figure['unit'], samples: readonly number[], below: number | null = null): Figure => ({
  name,
  unit,
  samples: samples.map(rounded),
  shown: 'spread',
  target: below === null ? null : { of: 'p99', below },
});

export const middle = (name: string, unit: Figure['unit'], samples: readonly number[], below: number | null = null): Figure => ({
  name,
  unit,
  samples: samples.map(rounded),
  shown: 'middle',
  target: below === null ? null : { of: 'median', below },
});

/** Must be none. */
export const lost = (name: string, count: number): Figure => middle(name, 'lost', [count], 1);

export interface Summary {
  readonly p50: number;
  readonly p99: number;
  readonly best: number;
  readonly worst: number;
  /** null: nothing was asked for. */
  readonly met: boolean | null;
}

export function summed({ samples, target, unit }: Figure): Summary {
  const sorted = [...samples].sort((a, b) => a - b);
  const [p50, p99] = [quantile(sorted, 0.5), quantile(sorted, 0.99)];
  const [least, most] = [quantile(sorted, 0), quantile(sorted, 1)];
  const bigIsGood = unit === '/s';
  return {
    p50,
    p99,
    best: bigIsGood ? most : least,
    worst: bigIsGood ? least : most,
    met: target === null ? null : meets(target, p50, p99),
  };
}

const meets = (target: Target, p50: number, p99: number): boolean => (target.of === 'p99' ? p99 : p50) < target.below;

/** The nearest sample at or above: never a number that was not seen. */
function quantile(sorted: readonly number[], share: number): number {
  const at = Math.max(0, Math.ceil(share * sorted.length) - 1);
  return sorted[at] ?? Number.NaN;
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

const COLUMNS = ['figure', 'runs', 'p50', 'p99', 'worst', 'unit', 'asked for', ''] as const;

/** One line a figure. p99 of a few runs would only be the worst of them again, so it stays empty. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { p50, p99, worst, met } = summed(figure);
    const asked = figure.target === null ? '' : `${figure.target.of} < ${figure.target.below}`;
    const verdict = met === null ? '' : met ? 'met' : 'MISSED';
    return [
      figure.name,
      String(figure.samples.length),
      short(p50),
      figure.shown === 'spread' ? short(p99) : '',
      short(worst),
      figure.unit,
      asked,
      verdict,
    ];
  });
  const widths = COLUMNS.map((column, at) => Math.max(column.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (at >= 1 && at <= 4 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(COLUMNS), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function short(value: number): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}
