// A table as a file that spreadsheets open: RFC 4180, in UTF-8 with a byte order mark, without which Excel reads it as something else.

/** What a spreadsheet would take for a formula, the full-width signs of Japanese keyboards among it (OWASP, CSV Injection). */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const NEEDS_QUOTES = /[",\r\n]/;

export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;

/** A leading apostrophe makes a text of it: shown by some programs, hidden by others, run by none. */
function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
