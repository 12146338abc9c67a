import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { KeyLines } from '../../../src/data-files/mess/mess-key.ts';
import { impossibleKinds, messedTables } from '../../../src/data-files/mess/messed-tables.ts';
import { defectNames } from '../../../src/data-files/mess/defect-kinds.ts';
import { withRawBytes } from '../../../src/data-files/mess/raw-bytes.ts';
import { restoredRows } from '../../../src/data-files/mess/restore-table.ts';
import { csvText, type Cell, type DataTable } from '../../../src/data-files/writing/data-table.ts';
import { datedTables } from '../../../src/data-files/dates/dated-tables.ts';
import { observations } from '../../../src/data-files/writing/observations.ts';
import { tablesBeside } from '../../../src/data-files/writing/tables.ts';
import { truthTable } from '../../../src/data-files/writing/truth.ts';
import { rootKey } from '../../../src/random/index.ts';
import { readStudy } from '../../../src/scenario/index.ts';
import { compileTrial } from '../../../src/trial/compile-trial.ts';

const study = readStudy(`
design: { participants: 40, sequences: [[placebo, naltrexone], [naltrexone, placebo]] }
missingness: { perVisit: 0.05 }
analyses: { day1: { method: crossover-t, endpoint: hamd17, visit: day1 } }
`);
const key = rootKey(study.seed);
const trial = compileTrial(study.trial, key, 'all');
const replicateOf = (number: number): number => number - 1;
const undated: readonly DataTable[] = [
  observations,
  ...tablesBeside(study.trial, key, replicateOf),
  truthTable(study.trial, key, replicateOf),
];
const clean = datedTables(undated, trial, { model: study.trial, dates: { startDate: '2026-01-05', recruitmentRate: 3 }, key, replicateOf });
const endpoints = [...new Set([...trial.hours.keys()].map((column) => column.split(' ')[0].split('@')[0]))];

/** Rows of several trials of every table, with the header. */
function filesOf(tables: readonly DataTable[], trials = 3): Map<string, Cell[][]> {
  const files = new Map<string, Cell[][]>(tables.map(({ file, header }) => [file, [[...header]]]));
  for (let number = 1; number <= trials; number++) {
    trial.generate(number - 1);
    for (const table of tables) files.get(table.file)?.push(...table.rows(trial, number));
  }
  return files;
}

function messed(rates: Readonly<Record<string, number>>, trials = 3) {
  const files = filesOf(
    messedTables(clean, { rates, key, replicateOf, endpoints: ['hamd17', 'hamd6', 'madrs', 'cadss', 'craving'] }),
    trials,
  );
  const lines = new KeyLines();
  const [header, ...rows] = files.get('mess-key.csv') ?? [];
  const written = lines.resolve(rows);
  files.set('mess-key.csv', [header, ...written]);
  return { files, entries: written, lines };
}

const all = (rate: number): Record<string, number> => Object.fromEntries(defectNames.map((name) => [name, rate]));
/** As a file is read again: bytes that are no UTF-8 become U+FFFD. */
const readAgain = (rows: Cell[][]): string[][] =>
  Papa.parse<string[]>(new TextDecoder().decode(withRawBytes(new TextEncoder().encode(csvText(rows)))).trimEnd()).data;

describe('planted defects', () => {
  const cleanFiles = filesOf(clean);
  const { files, entries, lines } = messed(all(0.05));
  const keyText = csvText(files.get('mess-key.csv') ?? []);
  const written = Papa.parse<string[]>(keyText.trimEnd()).data;

  it.each(clean.map(({ file }) => file))('the key applied backwards to %s gives the clean table byte for byte', (file) => {
    const restored = restoredRows(readAgain(files.get(file) ?? []), written, file);
    expect(csvText(restored)).toBe(csvText(cleanFiles.get(file) ?? []));
  });

  it('the key names the line, the true value and the planted value of every cell that differs', () => {
    for (const [, table, line, , , , , column, kind, trueValue, planted] of entries) {
      const rows = files.get(String(table)) ?? [];
      if (kind === 'duplicate-visit') {
        expect(rows[Number(line) - 1]).toEqual(rows[Number(line) - 2]);
        continue;
      }
      const cell = rows[Number(line) - 1][rows[0].indexOf(column)];
      if (kind !== 'mixed-encoding') expect(cell).toBe(planted);
      expect(cell).not.toBe(trueValue);
    }
  });

  it('every kind that the study can have is planted, at about its rate', () => {
    const planted = new Set(entries.map((row) => row[8]));
    expect([...planted].sort()).toEqual([...defectNames].sort());
    const rows = (cleanFiles.get('observations.csv') ?? []).length - 1;
    const duplicates = entries.filter(([, table, , , , , , , kind]) => table === 'observations.csv' && kind === 'duplicate-visit');
    expect(duplicates.length / rows).toBeGreaterThan(0.035);
    expect(duplicates.length / rows).toBeLessThan(0.065);
  });

  it('the true values and the flow of participants are never touched', () => {
    for (const file of ['truth.csv', 'participant-flow.csv']) expect(files.get(file)).toEqual(cleanFiles.get(file));
  });

  it('the counts are those of the key', () => {
    expect(lines.counts.reduce((sum, { count }) => sum + count, 0)).toBe(entries.length);
  });

  it('the same seed plants the same defects, in whatever parts the trials are made', () => {
    const second = messedTables(clean, {
      rates: all(0.05),
      key,
      replicateOf: (number) => number - 1,
      endpoints: ['hamd17', 'hamd6', 'madrs', 'cadss', 'craving'],
    });
    trial.generate(1);
    const rows = second[0].rows(trial, 2);
    expect(files.get('observations.csv')?.filter(([number]) => number === 2)).toEqual(rows);
  });

  it('a further kind does not move the defects of another', () => {
    const alone = messed({ 'duplicate-visit': 0.05 }).entries;
    const beside = messed({ 'duplicate-visit': 0.05, 'out-of-range': 0.01 }).entries.filter((row) => row[8] === 'duplicate-visit');
    expect(beside).toEqual(alone);
  });

  it('a rate of 1 reaches everything that can have the defect', () => {
    const { files: swapped } = messed({ 'swapped-treatment': 1 }, 1);
    const [header, ...rows] = swapped.get('observations.csv') ?? [];
    const [sequence, period, treatment] = ['sequence', 'period', 'treatment'].map((name) => header.indexOf(name));
    const kept = rows.filter((row) => String(row[sequence]).split('-')[Number(row[period]) - 1] === row[treatment]);
    // A participant who was seen in one period alone has nothing to exchange.
    expect(kept.length).toBeLessThan(rows.length / 10);
  });

  it('the dictionary says which columns have planted defects, and of which type they then are', () => {
    const [, subjects] = messedTables(clean, { rates: { fractional: 0.1 }, key, replicateOf, endpoints });
    const column = subjects.columns.find(({ name }) => name === 'screening_hamd17');
    expect(column).toMatchObject({ type: 'number', codes: '0 to 52; planted defects, see mess-key.csv: fractional' });
  });

  it('a study without dates cannot have faults of dates', () => {
    expect(impossibleKinds(undated, { endpoints: ['hamd17'] })).toEqual([
      { name: 'impossible-date', needs: 'dates' },
      { name: 'ambiguous-date', needs: 'dates' },
    ]);
  });
});
