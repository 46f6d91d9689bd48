/** The kinds that are told apart, in the order in which a writer is told of them. */
export const HIDDEN_KINDS = ['card', 'iban', 'account', 'nationalId', 'phone', 'email'] as const;
export type HiddenKind = (typeof HIDDEN_KINDS)[number];

/** Half open, in code units. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export interface Span extends Place {
  readonly kind: HiddenKind;
}

/** @param text folded (folded.ts). The spans it returns are in order and do not overlap. */
export type Finder = (text: string) => readonly Span[];
