// Writes one table in every format into a folder, with its rows as JSON beside it, for programs that are not ours to read: tsx tests/data-files/read-back/write.ts FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cell, TableColumn } from '../../../src/data-files/writing/data-table.ts';
import { tableFormats } from '../../../src/data-files/writing/formats/index.ts';

const [folder] = process.argv.slice(2);
const columns: readonly TableColumn[] = [
  { name: 'trial', label: 'Trial', type: 'integer' },
  { name: 'subject', label: 'Subject', type: 'text' },
  { name: 'note', label: 'Note & <remark>', type: 'text' },
  { name: 'value', label: 'Value', type: 'number' },
];
const notes = ['plain', 'a, "quoted" text', 'ünïcode ☃', '', '<b> & </b>', ' spaces '];
const rows: Cell[][] = Array.from({ length: 3000 }, (_, i) => [
  i + 1,
  `S${String((i % 40) + 1).padStart(3, '0')}`,
  notes[i % notes.length],
  i % 7 === 3 ? '' : Math.sqrt(i + 1) * (i % 2 === 0 ? 1 : -1e-7),
]);

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const provenance = { scenario: 'read back', hash: 'abc123', seed: '7', version: '1.0.0' };
  for (const format of tableFormats) {
    const chunks: Uint8Array[] = [];
    const sink = { write: (bytes: Uint8Array): unknown => chunks.push(bytes.slice()) };
    const writer = await format.open(sink, { name: 'rows', label: 'Rows', columns }, provenance);
    for (let from = 0; from < rows.length; from += 700) writer.write(rows.slice(from, from + 700));
    writer.close();
    writeFileSync(join(folder, `rows.${format.name}`), Buffer.concat(chunks));
  }
  const named = rows.map((row) => row.map((cell) => (cell === '' ? null : cell)));
  writeFileSync(join(folder, 'rows.json'), JSON.stringify({ columns: columns.map(({ name }) => name), rows: named }));
  // Values alone, one a line, for readers without JSON.
  writeFileSync(join(folder, 'values.txt'), rows.map((row) => `${row[3] === '' ? 'NA' : row[3]}\n`).join(''));
}

void main();
