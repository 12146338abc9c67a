import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spss } from '../../../../src/data-files/packages/spss.ts';
import { stata } from '../../../../src/data-files/packages/stata.ts';
import { syntaxFiles } from '../../../../src/data-files/packages/syntax/index.ts';
import { ExtentReader } from '../../../../src/data-files/packages/table-extent.ts';
import type { TableDescription } from '../../../../src/data-files/packages/table-file.ts';
import { csvText, type Cell } from '../../../../src/data-files/writing/data-table.ts';
import { datedTables } from '../../../../src/data-files/dates/dated-tables.ts';
import { observations } from '../../../../src/data-files/writing/observations.ts';
import { tablesBeside } from '../../../../src/data-files/writing/tables.ts';
import { rootKey } from '../../../../src/random/index.ts';
import { readStudy } from '../../../../src/scenario/index.ts';
import { compileTrial } from '../../../../src/trial/compile-trial.ts';
import { bytesOf, datedRows, datedTable, provenance, sampleRows, sampleTable } from '../sample-table.ts';

/*
 * Tables as files of statistical packages, read back by programs that are not ours and compared with the CSV, value by value:
 * tsx read-back.ts r|python|pspp
 */

const study = readStudy(`
design: { participants: 12, sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
missingness: { perVisit: 0.1 }
analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
`);
const key = rootKey(study.seed);
const trial = compileTrial(study.trial, key, 'all');
trial.generate(0);
const plan = { model: study.trial, key, replicateOf: (number: number) => number - 1, dates: { startDate: '2025-01-31' } };
const simulated = datedTables([observations, ...tablesBeside(study.trial, key, plan.replicateOf)], trial, plan).map(
  ({ file, columns, rows }): [TableDescription, Cell[][]] => {
    const values = Object.fromEntries(trial.data.treatments.map((treatment) => [treatment, treatment]));
    const described = columns.map((column) => (column.name === 'treatment' ? { ...column, values } : column));
    return [{ name: file.replace('.csv', '').replaceAll('-', '_'), label: file, columns: described }, rows(trial, 1)];
  },
);

const folder = mkdtempSync(join(tmpdir(), 'crossover-sim-packages-'));
for (const [table, rows] of [[sampleTable, sampleRows] as const, [datedTable, datedRows] as const, ...simulated]) {
  const reader = new ExtentReader(table.columns);
  reader.rows(rows);
  const write = (extension: string, content: string | Uint8Array): void =>
    writeFileSync(join(folder, `${table.name}.${extension}`), content);
  write('csv', csvText([table.columns.map(({ name }) => name), ...rows]));
  for (const format of [spss, stata]) write(format.name, bytesOf(format, table, rows));
  for (const { extension, text } of syntaxFiles) {
    const code = text({ table, extent: reader.extent, provenance, csv: `${table.name}.csv`, delimiter: ',' });
    write(extension, extension === 'sps' ? `${code}SAVE OUTFILE="${table.name}.pspp.sav".\n` : code);
  }
}
const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const programs: Readonly<Record<string, readonly string[]>> = {
  r: ['Rscript', script('read-back.R')],
  python: ['/usr/bin/python3', script('read-back.py')],
  pspp: ['sh', script('read-back.sh')],
};
const [program, ...words] = programs[process.argv[2]];
const { status } = spawnSync(program, words, { cwd: folder, stdio: 'inherit' });
rmSync(folder, { recursive: true });
process.exitCode = status ?? 1;
