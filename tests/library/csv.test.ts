import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from '../../src/library/csv.ts';

test('the file begins with a byte order mark, and every line ends as RFC 4180 says', () => {
  expect(
    csvOf([
      ['a', 'b'],
      ['c', ''],
    ]),
  ).toBe('\uFEFFa,b\r\nc,\r\n');
});

test.each([
  ['=1+1', "'=1+1"],
  ['+49 30', "'+49 30"],
  ['-2', "'-2"],
  ['@Ana', "'@Ana"],
  ['\tx', "'\tx"],
  ['\rx', `"'\rx"`],
  ['\n=1', `"'\n=1"`],
  ['＝1+1', "'＝1+1"],
  ['＠SUM(A1)', "'＠SUM(A1)"],
  ['=HYPERLINK("http://a.example","b")', `"'=HYPERLINK(""http://a.example"",""b"")"`],
  ['Li, Ann', '"Li, Ann"'],
  ['two\nlines', '"two\nlines"'],
  ['a=b', 'a=b'],
])('a cell is a text to a spreadsheet: %j', (cell, written) => {
  expect(csvOf([[cell]])).toBe(`\uFEFF${written}\r\n`);
});

test('whatever stands in the cells comes back from the file, but for the apostrophe of what looked like a formula', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 }), { maxLength: 4 }), (rows) => {
      expect(parsed(csvOf(rows))).toEqual(rows.map((row) => row.map((cell) => (/^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell))));
    }),
  );
});

/** RFC 4180, written the other way round: character by character. */
function parsed(file: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 1; at < file.length; at += 1) {
    const next = file.slice(at, at + 2);
    if (quoted && next === '""') [cell, at] = [`${cell}"`, at + 1];
    else if (file[at] === '"') quoted = !quoted;
    else if (quoted) cell += file[at];
    else if (file[at] === ',') [row, cell] = [[...row, cell], ''];
    else if (next === '\r\n') {
      rows.push([...row, cell]);
      [row, cell, at] = [[], '', at + 1];
    } else cell += file[at];
  }
  return rows;
}
