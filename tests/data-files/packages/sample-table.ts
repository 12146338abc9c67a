import { ExtentReader } from '../../../src/data-files/packages/table-extent.ts';
import type { DescribedTable, Provenance } from '../../../src/data-files/packages/described-table.ts';
import type { MeasuredFormat } from '../../../src/data-files/packages/table-file.ts';
import type { Cell } from '../../../src/data-files/writing/data-table.ts';

export const provenance: Provenance = { scenario: 'sample', hash: '0123456789abcdef'.repeat(4), seed: 'seed-1', version: '0.1.0' };

/** A column of each storage, with labels beyond ASCII. */
export const sampleTable: DescribedTable = {
  name: 'sample',
  columns: [
    { name: 'trial', label: 'Simulated trial, from 1', type: 'integer' },
    { name: 'subject', label: 'Subject, unique within a trial', type: 'text' },
    { name: 'sex', label: 'Sex', type: 'text', codes: 'female, male' },
    { name: 'condition_of_the_period', label: 'Bedingung für die Periode', type: 'text', levels: ['Plazebo', 'Naltrexon β'] },
    { name: 'grade', label: 'Grade', type: 'integer', codes: '0 = none, 1 = mild, 2 = severe' },
    { name: 'weight', label: 'Body weight', unit: 'kg', type: 'number' },
    { name: 'steps', label: 'Steps', type: 'integer' },
    { name: 'remark', label: 'What was remarked: '.padEnd(400, 'long '), type: 'text' },
    { name: 'age', label: 'Age, with a fault', unit: 'years', type: 'number' },
    { name: 'population', label: 'Beyond 32 bits', type: 'integer' },
  ],
};

export const sampleRows: readonly (readonly Cell[])[] = [
  [1, 'S001', 'female', 'Plazebo', 0, 71.25, 151, 'kühl', 34.5, 5_000_000_000],
  [1, 'S002', 'male', 'Naltrexon β', 2, -0.1, -99, '', 51, -1],
  [2, 'S003', '', '', '', '', '', 'x'.repeat(299) + 'é', 'forty', ''],
  [2, 'S004 ä', 'male', 'Plazebo', 1, 1e-12, 40_000, 'eight888', '', 152],
];

/** The bytes of a table in a format, its rows handed over in pieces. */
export function bytesOf(format: MeasuredFormat, table: DescribedTable, rows: readonly (readonly Cell[])[], piece = 3): Buffer {
  const reader = new ExtentReader(table.columns);
  reader.rows(rows);
  const parts: Uint8Array[] = [];
  const writer = format.open({ write: (bytes) => parts.push(bytes) }, table, provenance, reader.extent);
  for (let from = 0; from < rows.length; from += piece) writer.write(rows.slice(from, from + piece));
  writer.close();
  return Buffer.concat(parts);
}
