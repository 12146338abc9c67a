import { textTable } from '../../text/text-table.ts';

/** Width of a text that nobody gave a width, in characters. */
export const DEFAULT_COLUMNS = 80;
/** Spaces between two columns of a table. */
const GAP = 2;

/** How a text is laid out; a document has the default width and no details. */
export interface TextLayout {
  /** Width in characters: lines of prose and tables are folded to it. */
  readonly columns?: number | undefined;
  /** Every figure that is known, not only the answer. */
  readonly details?: boolean | undefined;
  /** False where the terminal shows ASCII only. */
  readonly unicode?: boolean | undefined;
  /** Writes lines in the colour of what they mean, where there are colours. */
  readonly paint?: Paint | undefined;
}

/** The two meanings of a rate of the claim: power where it is true, a false-positive rate where it is false. */
export type Meaning = 'power' | 'false-positive';
export type Paint = (meaning: Meaning, line: string) => string;

/** Joins what must not be parted by the end of a line, until the line is done. */
const GLUE = '\u00a0';

/**
 * A line of prose folded to a width; a word that is longer than the width stands on a line of its own, whole. A number stays with its per cent or participants.
 * @param indent  put before every line but the first
 */
export function folded(text: string, columns: number = DEFAULT_COLUMNS, indent = ''): string {
  const lines: string[] = [];
  let line = /^ */.exec(text)?.[0] ?? '';
  let empty = true;
  for (const word of text
    .trimStart()
    .replaceAll(/(\d) (%|participants\b)/g, `$1${GLUE}$2`)
    .split(' ')) {
    const longer = empty ? line + word : `${line} ${word}`;
    if (longer.length <= columns || empty) line = longer;
    else {
      lines.push(line.trimEnd());
      line = indent + word;
    }
    empty = false;
  }
  return [...lines, line].join('\n').replaceAll(GLUE, ' ');
}

/**
 * A table no wider than a width: columns that do not fit follow below, each time beside the first column again; the longest words of a cell are broken where a single column does not fit.
 * @param rows  the header first
 */
export function foldedTable(rows: readonly (readonly string[])[], columns: number = DEFAULT_COLUMNS): string {
  const count = Math.max(...rows.map((row) => row.length));
  const fit = cellWidths(rows, count, columns);
  const groups: number[][] = [];
  let width = 0;
  for (let column = 1; column < count; column++) {
    width += GAP + fit[column];
    if (groups.length === 0 || width > columns) {
      groups.push([]);
      width = fit[0] + GAP + fit[column];
    }
    groups[groups.length - 1].push(column);
  }
  if (groups.length === 0) groups.push([]);
  return groups
    .map((group) => textTable(rows.flatMap((row) => brokenRow([0, ...group].map((column) => broken(row[column] ?? '', fit[column]))))))
    .join('\n\n');
}

/** The width that each column gets: its own, or what a table of it and the first column leaves. */
function cellWidths(rows: readonly (readonly string[])[], count: number, columns: number): number[] {
  const own = Array.from({ length: count }, (_, column) => Math.max(1, ...rows.map((row) => (row[column] ?? '').length)));
  const first = count === 1 ? Math.min(own[0], columns) : Math.min(own[0], Math.max(Math.floor(columns / 2), columns - GAP - widest(own)));
  return own.map((width, column) => (column === 0 ? first : Math.min(width, Math.max(1, columns - GAP - first))));
}

function widest(widths: readonly number[]): number {
  return Math.max(...widths.slice(1));
}

/** A cell as lines of at most `width` characters. */
function broken(cell: string, width: number): string[] {
  return folded(cell, width)
    .split('\n')
    .flatMap((line) =>
      Array.from({ length: Math.max(1, Math.ceil(line.length / width)) }, (_, i) => line.slice(i * width, (i + 1) * width)),
    );
}

/** A row whose cells have several lines as several rows. */
function brokenRow(cells: readonly (readonly string[])[]): string[][] {
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) => cells.map((lines) => lines[line] ?? ''));
}
