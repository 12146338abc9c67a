import { describe, expect, it } from 'vitest';
import { syntaxFiles } from '../../../src/data-files/packages/syntax/index.ts';
import { ExtentReader } from '../../../src/data-files/packages/table-extent.ts';
import type { TableDescription } from '../../../src/data-files/packages/table-file.ts';
import type { Cell } from '../../../src/data-files/writing/data-table.ts';
import { provenance, sampleRows, sampleTable } from './sample-table.ts';

function codeOf(extension: string, table: TableDescription, rows: readonly (readonly Cell[])[]): string {
  const reader = new ExtentReader(table.columns);
  reader.rows(rows);
  const syntax = syntaxFiles.find((each) => each.extension === extension);
  return syntax?.text({ table, extent: reader.extent, provenance, csv: `${table.name}.csv`, delimiter: ',' }) ?? '';
}

describe.each(syntaxFiles.map(({ extension, name }) => ({ extension, name })))('the code of $name', ({ extension }) => {
  const code = codeOf(extension, sampleTable, sampleRows);

  it('every column is read from the CSV file and gets its label with the unit', () => {
    expect(code).toContain('sample.csv');
    for (const { name } of sampleTable.columns) expect(code).toMatch(new RegExp(`\\b${name}\\b`));
    expect(code).toContain('Body weight (kg)');
  });

  it('the head says that the data are synthetic, with scenario hash, seed and version', () => {
    const head = code.split('\n').slice(0, 5).join('\n');
    for (const each of ['SYNTHETIC', provenance.hash, 'seed-1', 'crossover-sim 0.1.0']) expect(head).toContain(each);
  });

  it('coded numbers get their meanings', () => {
    for (const label of ['none', 'mild', 'severe']) expect(code).toMatch(new RegExp(`['"]${label}['"]`));
  });

  it('a name that the package would have to quote is refused by its code', () => {
    const table: TableDescription = { name: 'one', label: 'One', columns: [{ name: 'day 1', label: '', type: 'text' }] };
    expect(() => codeOf(extension, table, [])).toThrow('day 1 cannot name a variable');
  });
});

const quotes: TableDescription = {
  name: 'one-table',
  label: 'One',
  columns: [{ name: 'x', label: `5" of 'it' for \`$HOME\``, type: 'text', values: { 'a"b': '', "c'd": '' } }],
};

it.each([
  ['R', String.raw`"5\" of 'it' for ${'`$HOME`'}"`, String.raw`levels = c("a\"b", "c'd")`],
  ['sas', `'5" of ''it'' for \`$HOME\`'`, 'data one_table'],
  ['sps', `"5"" of 'it' for \`$HOME\`"`, `("a""b"=1)`],
  ['do', '`"5" of \'it\' for \\`\\$HOME\\`"\'', '1 `"a"b"\' 2 `"c\'d"\''],
])('quotation marks in a label mean nothing to the code in .%s', (extension, label, level) => {
  const code = codeOf(extension, quotes, [[`a"b`]]);
  expect(code).toContain(label);
  expect(code).toContain(level);
});

it('a name of a scenario cannot end the comment that it is in', () => {
  const reader = new ExtentReader(sampleTable.columns);
  const request = {
    table: sampleTable,
    extent: reader.extent,
    csv: 'a.csv',
    delimiter: ',' as const,
    provenance: { ...provenance, scenario: 'a*/ %end;\nx "quit()"' },
  };
  for (const { extension, text } of syntaxFiles) {
    expect(text(request).split('\n')[2], extension).toContain('scenario: a    end; x  quit() ');
  }
});
