// What was masked, in the reader's words. Masking itself is masking.ts.
import type { Say } from '../core/locale.ts';
import type { HiddenKind } from './masking.ts';

export { hiddenIn } from './masking.ts';

export const nameHidden = (entry: { readonly kind: HiddenKind; readonly count: number }, say: Say): string =>
  say(`hidden.${entry.kind}`, { count: entry.count });
