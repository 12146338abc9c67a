import { Stream, streamId } from '../../random/index.ts';
import type { Cell } from '../writing/data-table.ts';
import type { CellDefect, DefectKind, MessedTable, ParticipantDefect } from './defect.ts';
import { defectKinds } from './defect-kinds.ts';

/** One planted defect. */
export interface PlantedDefect {
  readonly kind: string;
  /** Row of the messed table, from 0. */
  readonly row: number;
  /** The row as it was recorded. */
  readonly recorded: readonly Cell[];
  /** Name of the column; empty where the whole row is the defect. */
  readonly column: string;
  readonly trueValue: Cell;
  readonly plantedValue: Cell;
}

/** Rows with their defects. */
export interface MessedRows {
  readonly rows: Cell[][];
  readonly defects: readonly PlantedDefect[];
}

/** The random-number streams of the defects of one trial. */
export interface MessStreams {
  readonly key: Int32Array;
  readonly replicate: number;
}

/** A row that is a copy has this planted value. */
export const COPY = 'copy of the row above';

/** What is planted so far: the rows, and which cells have changed. */
interface Work {
  readonly table: MessedTable;
  readonly recorded: readonly (readonly Cell[])[];
  readonly rows: Cell[][];
  /** By row and place of the column, as one number. */
  readonly changed: Map<number, PlantedDefect>;
}

/** Whether a cell is drawn, and how it is changed: streams of their own for each kind and table, so that no kind moves another. */
class Draws {
  readonly #rate: number;
  readonly #decisions = new Stream();
  readonly values = new Stream();

  constructor({ key, replicate }: MessStreams, file: string, kind: string, rate: number) {
    const purpose = streamId(`planted defects: ${kind} in ${file}`);
    this.#rate = rate;
    this.#decisions.startAt(key, replicate, 0, purpose, 0);
    this.values.startAt(key, replicate, 0, purpose, 1);
  }

  next(): boolean {
    return this.#decisions.uniform() < this.#rate;
  }
}

/** Plants defects into the rows of one trial; the rows that were handed over are not changed. */
export function plantDefects(
  recorded: readonly (readonly Cell[])[],
  table: MessedTable,
  rates: Readonly<Record<string, number>>,
  streams: MessStreams,
): MessedRows {
  const work: Work = { table, recorded, rows: recorded.map((row) => [...row]), changed: new Map() };
  let copies: Copies = { kind: '', rows: [] };
  for (const kind of defectKinds) {
    const rate = Object.hasOwn(rates, kind.name) ? rates[kind.name] : 0;
    if (rate === 0 || !canHave(table, kind)) continue;
    const draws = new Draws(streams, table.file, kind.name, rate);
    if (kind.scope === 'cell') plantInCells(work, kind, draws);
    else if (kind.scope === 'participant') plantInParticipants(work, kind, draws);
    else copies = { kind: kind.name, rows: work.rows.flatMap((_, row) => (draws.next() ? [row] : [])) };
  }
  return withCopies(work, copies);
}

/** Whether some rows of a table may have a defect of that kind. */
export function canHave(table: MessedTable, kind: DefectKind): boolean {
  return kind.scope === 'cell' ? table.columns.some((column) => kind.applies(column, table)) : kind.appliesTo(table);
}

function plantInCells(work: Work, kind: CellDefect, draws: Draws): void {
  const { table, recorded } = work;
  const places = table.columns.flatMap((column, place) => (kind.applies(column, table) ? [{ column, place }] : []));
  recorded.forEach((row, position) => {
    for (const { column, place } of places) {
      if (row[place] === '' || !draws.next()) continue;
      const planted = kind.plant(row[place], { table, column, row }, draws.values);
      if (planted !== undefined) change(work, kind.name, { row: position, place, planted });
    }
  });
}

function plantInParticipants(work: Work, kind: ParticipantDefect, draws: Draws): void {
  const { table, recorded } = work;
  const subject = table.places.get('subject') ?? 0;
  const participants = new Map<Cell, { row: number; cells: readonly Cell[] }[]>();
  recorded.forEach((cells, row) => {
    const own = participants.get(cells[subject]);
    if (own === undefined) participants.set(cells[subject], [{ row, cells }]);
    else own.push({ row, cells });
  });
  for (const rows of participants.values()) {
    if (!draws.next()) continue;
    for (const { row, column, planted } of kind.plant(rows, table))
      change(work, kind.name, { row, place: table.places.get(column) ?? 0, planted });
  }
}

/** Changes a cell that has no other defect yet. */
function change(
  { table, recorded, rows, changed }: Work,
  kind: string,
  at: { readonly row: number; readonly place: number; readonly planted: Cell },
): void {
  const { row, place, planted } = at;
  const cell = row * table.columns.length + place;
  if (changed.has(cell)) return;
  const column = table.columns[place].name;
  changed.set(cell, { kind, row, recorded: recorded[row], column, trueValue: recorded[row][place], plantedValue: planted });
  rows[row][place] = planted;
}

/** Rows that are there twice, and the defect that this is. */
interface Copies {
  readonly kind: string;
  readonly rows: readonly number[];
}

/** The rows with copies below some of them, and the defects at their places among all rows, in their order. */
function withCopies({ recorded, rows, changed }: Work, { kind, rows: copied }: Copies): MessedRows {
  const twice = new Set(copied);
  const out: Cell[][] = [];
  const starts = rows.map((row, position) => {
    out.push(row);
    return twice.has(position) ? out.push([...row]) - 2 : out.length - 1;
  });
  const cells = [...changed.values()].map((defect) => ({ ...defect, row: starts[defect.row] }));
  const copies = copied.map((row): PlantedDefect => ({
    kind,
    row: starts[row] + 1,
    recorded: recorded[row],
    column: '',
    trueValue: '',
    plantedValue: COPY,
  }));
  return { rows: out, defects: [...cells, ...copies].sort((a, b) => a.row - b.row) };
}
