import { cell, text } from '@observablehq/plot';
import type { Figure } from './figure.ts';
import { palette } from './palette.ts';

/** One field of a heat map. */
export interface HeatMapCell {
  readonly column: string;
  readonly row: string;
  readonly power: { readonly value: number; readonly mcse: number } | null;
}

/** How dark the darkest field is: words on it keep their contrast. */
const DARKEST = 0.55;

/** Probabilities as a table whose fields are the darker the larger they are; every field also says its number. */
export function heatMap(
  cells: readonly HeatMapCell[],
  words: Pick<Figure, 'name' | 'title' | 'alt' | 'caption'> & { readonly columnLabel: string; readonly rowLabel: string },
): Figure {
  const columns = [...new Set(cells.map(({ column }) => column))];
  const rows = [...new Set(cells.map(({ row }) => row))];
  const at = (row: string, column: string): HeatMapCell | undefined => cells.find((each) => each.row === row && each.column === column);
  const shown = (each: HeatMapCell | undefined): string =>
    each?.power ? `${each.power.value.toFixed(3)} ± ${each.power.mcse.toFixed(4)}` : 'not given';
  const { columnLabel, rowLabel, ...described } = words;
  const tilted = columns.length > 4 || Math.max(...columns.map((name) => name.length)) > 14;
  return {
    ...described,
    legend: [],
    options: {
      height: (tilted ? 150 : 60) + 30 * rows.length,
      marginLeft: Math.min(260, 30 + 7 * Math.max(...rows.map((name) => name.length))),
      marginBottom: tilted ? 130 : 44,
      x: { label: columnLabel, domain: columns, tickRotate: tilted ? -40 : 0, type: 'band', padding: 0.03 },
      y: { label: null, domain: rows, type: 'band', padding: 0.03 },
      marks: [
        cell(cells, {
          x: 'column',
          y: 'row',
          fill: palette.first,
          fillOpacity: (each: HeatMapCell) => DARKEST * (each.power?.value ?? 0),
          stroke: palette.grid,
        }),
        text(cells, {
          x: 'column',
          y: 'row',
          text: (each: HeatMapCell) => (each.power ? (100 * each.power.value).toFixed(each.power.mcse < 0.005 ? 1 : 0) : '–'),
          fill: palette.ink,
        }),
      ],
    },
    table: { header: [rowLabel, ...columns], rows: rows.map((row) => [row, ...columns.map((column) => shown(at(row, column)))]) },
  };
}
