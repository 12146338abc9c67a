import { type Cell, type TableColumn, trialColumn } from '../writing/data-table.ts';
import type { PlantedDefect } from './plant-defects.ts';
import { readableBytes } from './raw-bytes.ts';
import type { MessedTable } from './defect.ts';

export const MESS_KEY_FILE = 'mess-key.csv';

/** The columns that identify a row of a table, where it has them. */
const identities = ['subject', 'period', 'visit', 'endpoint'] as const;

/** Columns of the key. */
export const keyColumns: readonly TableColumn[] = [
  trialColumn,
  { name: 'table', label: 'File with the planted defect', type: 'text' },
  { name: 'line', label: 'Line of the file; the names of the columns are line 1', type: 'integer' },
  { name: 'subject', label: 'Subject of the row, as recorded', type: 'text' },
  { name: 'period', label: 'Period of the row, as recorded', type: 'integer' },
  { name: 'visit', label: 'Visit of the row, as recorded', type: 'text' },
  { name: 'endpoint', label: 'Endpoint of the row, as recorded', type: 'text' },
  { name: 'column', label: 'Column with the defect; empty where the whole row is one', type: 'text' },
  { name: 'kind', label: 'Kind of defect', type: 'text' },
  { name: 'true_value', label: 'The value as recorded', type: 'text' },
  { name: 'planted_value', label: 'What is in its place; a byte that is no UTF-8 is written as \\xE9', type: 'text' },
];

/** Places of some columns of the key. */
const [TABLE, LINE, COLUMN, KIND] = ['table', 'line', 'column', 'kind'].map((name) =>
  keyColumns.findIndex((column) => column.name === name),
);

/** In the place of a kind: how many rows a trial has in a table. Such rows are not written. */
const ROWS = '';

/** The key of one trial of one table, its lines being rows of that trial from 1, and at its end the number of all rows of the trial. */
export function keyRows(table: MessedTable, trial: number, defects: readonly PlantedDefect[], rows: number): Cell[][] {
  const own = identities.map((name) => table.places.get(name));
  const entries = defects.map(({ row, recorded, column, kind, trueValue, plantedValue }): Cell[] => [
    trial,
    table.file,
    row + 1,
    ...own.map((place) => (place === undefined ? '' : recorded[place])),
    column,
    kind,
    trueValue,
    typeof plantedValue === 'string' ? readableBytes(plantedValue) : plantedValue,
  ]);
  return [...entries, [trial, table.file, rows, ...own.map(() => ''), '', ROWS, '', '']];
}

/** Turns rows of trials into lines of files while the key is written, trial by trial, and counts the defects. */
export class KeyLines {
  readonly #rows = new Map<Cell, number>();
  readonly #extension: string;
  readonly #counts = new Map<string, { table: string; kind: string; count: number }>();

  /** @param extension  ending of the files, with the dot */
  constructor(extension = '.csv') {
    this.#extension = extension;
  }

  /** Begins files of their own: lines count from the first again. */
  startFiles(): void {
    this.#rows.clear();
  }

  /** The rows of the key as they are written, from those of `keyRows`, as cells or as read from CSV. */
  resolve(rows: readonly (readonly Cell[])[]): Cell[][] {
    return rows.flatMap((row) => {
      const before = this.#rows.get(row[TABLE]) ?? 0;
      if (row[KIND] === ROWS) {
        this.#rows.set(row[TABLE], before + Number(row[LINE]));
        return [];
      }
      const file = String(row[TABLE]).replace(/\.csv$/, this.#extension);
      this.#count(file, String(row[KIND]));
      return [row.with(TABLE, file).with(LINE, before + Number(row[LINE]) + 1)];
    });
  }

  #count(table: string, kind: string): void {
    const name = JSON.stringify([table, kind]);
    const known = this.#counts.get(name) ?? { table, kind, count: 0 };
    known.count++;
    this.#counts.set(name, known);
  }

  /** Defects planted so far, by table and kind. */
  get counts(): readonly { readonly table: string; readonly kind: string; readonly count: number }[] {
    return [...this.#counts.values()];
  }
}

/** What a row of a written key says. */
export interface KeyEntry {
  readonly table: string;
  readonly line: number;
  readonly column: string;
  readonly kind: string;
  readonly trueValue: string;
}

/**
 * What the rows of a written key say, its header first.
 * @throws RangeError where the header is not that of a key
 */
export function keyEntries([header, ...rows]: readonly (readonly Cell[])[]): KeyEntry[] {
  if (header?.join() !== keyColumns.map(({ name }) => name).join()) throw new RangeError(`key must have the columns of ${MESS_KEY_FILE}`);
  return rows.map((row) => ({
    table: String(row[TABLE]),
    line: Number(row[LINE]),
    column: String(row[COLUMN]),
    kind: String(row[KIND]),
    trueValue: String(row[KIND + 1]),
  }));
}
