// Personal identifiers leave a text before it is stored, logged or shown to a model (A7). Balances, dates, days past due and statutes stay:
// they are what an interview answer is made of.
import { findLooselyWrittenCards, findPrintedCards } from './masking/cards.ts';
import { findEmails } from './masking/emails.ts';
import { BLANK, fold } from './masking/folded.ts';
import { withoutClearFigures, withoutDates } from './masking/figures.ts';
import { findIbans } from './masking/ibans.ts';
import { findLabelled } from './masking/labelled.ts';
import { findLastDigits } from './masking/last-digits.ts';
import { findNationalIds } from './masking/national-ids.ts';
import { findPhones } from './masking/phones.ts';
import { HIDDEN_KINDS } from './masking/span.ts';
import type { Finder, HiddenKind, Span } from './masking/span.ts';

export type { HiddenKind } from './masking/span.ts';

/** What stands in place of an identifier. Stored with the answer, so a changed one no longer counts in older texts. */
const PLACEHOLDERS: Readonly<Record<HiddenKind, string>> = {
  card: '[card number hidden]',
  iban: '[bank account hidden]',
  phone: '[phone number hidden]',
  email: '[e-mail hidden]',
  nationalId: '[national id hidden]',
  account: '[account number hidden]',
};

// What proves itself (a check digit, an @) comes before what only has a shape or a word beside it.
const PROVEN: readonly Finder[] = [findEmails, findIbans, findPrintedCards];
const LIKELY: readonly Finder[] = [findNationalIds, findLabelled, findPhones, findLastDigits];

/**
 * The text with every personal identifier replaced by a placeholder that says what it was; otherwise character for character the same.
 * `mask(mask(text)) === mask(text)`.
 */
export function mask(text: string): string {
  let masked = text;
  for (;;) {
    const next = maskOnce(masked);
    if (next === masked) return masked;
    // Once more: what stood beside an identifier may be one itself. It ends, because every round takes digits or an address away.
    masked = next;
  }
}

/** How many of each kind were hidden in a masked text, in a fixed order; kinds that do not occur are left out. */
export function hiddenIn(text: string): readonly { readonly kind: HiddenKind; readonly count: number }[] {
  return HIDDEN_KINDS.map((kind) => ({ kind, count: text.split(PLACEHOLDERS[kind]).length - 1 })).filter(({ count }) => count > 0);
}

function maskOnce(text: string): string {
  const { folded, original } = fold(text, Object.values(PLACEHOLDERS));
  const spans = spansIn(folded);
  let masked = '';
  let done = 0;
  for (const { kind, ...place } of spans) {
    const { start, end } = original(place);
    masked += text.slice(done, start) + PLACEHOLDERS[kind];
    done = end;
  }
  return masked + text.slice(done);
}

function spansIn(folded: string): readonly Span[] {
  if (!/\d/u.test(folded)) return findEmails(folded);
  const found: Span[] = [];
  const without = (text: string, find: Finder): string => {
    const spans = find(text);
    found.push(...spans);
    return spans.reduce((rest, { start, end }) => rest.slice(0, start) + BLANK.repeat(end - start) + rest.slice(end), text);
  };
  const unproven = withoutClearFigures(PROVEN.reduce(without, folded), BLANK);
  LIKELY.reduce(without, withoutDates(without(unproven, findLooselyWrittenCards), BLANK));
  return found.sort((a, b) => a.start - b.start);
}
