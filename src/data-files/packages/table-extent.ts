import type { Cell } from '../writing/data-table.ts';
import type { DescribedColumn } from './described-table.ts';
import { utf8Length } from './utf8.ts';
import { codedValues, levelsOf, type ValueLabel } from './value-labels.ts';

/** What the cells of a column need: known before a file begins, since its header states types and widths. */
export type ColumnExtent =
  /** A text, in bytes of UTF-8. */
  | { readonly kind: 'text'; readonly bytes: number }
  /** A text of few values, as its number in the list of them, from 1. */
  | { readonly kind: 'labelled'; readonly levels: readonly string[] }
  | { readonly kind: 'integer'; readonly least: number; readonly greatest: number; readonly labels: readonly ValueLabel[] }
  | { readonly kind: 'number' };

/** What the rows of a table need. */
export interface TableExtent {
  readonly rows: number;
  readonly columns: readonly ColumnExtent[];
}

/** Most values of a labelled text (assumed: more are names and no categories). */
const MAX_LEVELS = 1000;
/** Longest label of a value that SPSS shows whole, in bytes. */
const MAX_LABEL_BYTES = 120;

/** Whether a cell holds nothing: an empty text, or a number that is none. */
export function isMissing(cell: Cell): boolean {
  return cell === '' || (typeof cell === 'number' && Number.isNaN(cell));
}

/** What the numbers of a column mean; empty where they are no codes. */
export function labelsOf(extent: ColumnExtent): readonly ValueLabel[] {
  if (extent.kind === 'labelled') return extent.levels.map((label, level) => ({ value: level + 1, label }));
  return extent.kind === 'integer' ? extent.labels : [];
}

/** The extent of one column while its cells are read. */
class ColumnReading {
  readonly #column: DescribedColumn;
  readonly #levels: ReadonlySet<string> | undefined;
  #listed = true;
  #numeric = true;
  #whole = true;
  #least = 0;
  #greatest = 0;
  #bytes = 0;

  constructor(column: DescribedColumn) {
    this.#column = column;
    const levels = levelsOf(column);
    const fits = levels !== undefined && levels.length <= MAX_LEVELS && levels.every((level) => utf8Length(level) <= MAX_LABEL_BYTES);
    this.#levels = fits ? new Set(levels) : undefined;
  }

  add(cell: Cell): void {
    if (isMissing(cell)) return;
    const text = typeof cell === 'string' ? cell : String(cell);
    this.#bytes = Math.max(this.#bytes, utf8Length(text));
    if (this.#levels?.has(text) !== true) this.#listed = false;
    if (typeof cell === 'string' || !Number.isFinite(cell)) {
      this.#numeric = false;
      return;
    }
    if (!Number.isSafeInteger(cell)) this.#whole = false;
    this.#least = Math.min(this.#least, cell);
    this.#greatest = Math.max(this.#greatest, cell);
  }

  get extent(): ColumnExtent {
    if (this.#levels !== undefined && this.#listed) return { kind: 'labelled', levels: [...this.#levels] };
    if (this.#column.type === 'text' || !this.#numeric) return { kind: 'text', bytes: this.#bytes };
    if (!this.#whole || this.#column.type === 'number') return { kind: 'number' };
    return { kind: 'integer', least: this.#least, greatest: this.#greatest, labels: codedValues(this.#column) };
  }
}

/** Reads rows of a table for what a file of it needs: their number, and per column its type and width. */
export class ExtentReader {
  readonly #columns: readonly ColumnReading[];
  #rows = 0;

  constructor(columns: readonly DescribedColumn[]) {
    this.#columns = columns.map((column) => new ColumnReading(column));
  }

  rows(rows: readonly (readonly Cell[])[]): void {
    this.#rows += rows.length;
    for (const row of rows) for (let column = 0; column < this.#columns.length; column++) this.#columns[column].add(row[column]);
  }

  /** What was read so far. */
  get extent(): TableExtent {
    return { rows: this.#rows, columns: this.#columns.map(({ extent }) => extent) };
  }
}
