// What was masked, in the reader's words. Masking itself is masking.ts.
import type { Say } from '../core/locale.ts';
import { hiddenIn } from './masking.ts';
import type { HiddenKind } from './masking.ts';

interface Hidden {
  readonly kind: HiddenKind;
  readonly count: number;
}

/** What was hidden in a masked text beyond the placeholders that stood in the attempt before: another try begins with its words. */
export function newlyHidden(text: string, before: string): readonly Hidden[] {
  const told = new Map(hiddenIn(before).map(({ kind, count }) => [kind, count]));
  return hiddenIn(text)
    .map(({ kind, count }) => ({ kind, count: count - (told.get(kind) ?? 0) }))
    .filter(({ count }) => count > 0);
}

export const nameHidden = (entry: Hidden, say: Say): string => say(`hidden.${entry.kind}`, { count: entry.count });
