import { cell, text } from '@observablehq/plot';
import { powerWords } from '../sentences/figure-words.ts';
import { NARROW, type Figure, type LegendEntry } from './figure.ts';
import { palette, seriesStyle, type SeriesStyle } from './palette.ts';

/** What a rate means: power is the better the higher, a false-positive rate the worse. */
export type RateMeaning = 'power' | 'false-positive rate';

/** One cell of a heat map. */
export interface HeatMapCell {
  readonly column: string;
  readonly row: string;
  readonly power: { readonly value: number; readonly mcse: number; readonly lower: number; readonly upper: number } | null;
  /** Left out where every cell is a power. */
  readonly meaning?: RateMeaning;
}

/** How dark the darkest cell is: words on it keep their contrast. */
const DARKEST = 0.55;
/** Width of a letter of the labels, px; assumed. */
const LETTER = 6.5;
/** Least width of a cell, px. */
const MIN_CELL = 56;

const meanings: Readonly<Record<RateMeaning, { readonly letter: string; readonly style: SeriesStyle; readonly label: string }>> = {
  power: { letter: 'P', style: seriesStyle(0), label: 'P: power (claim true; high is good)' },
  'false-positive rate': { letter: 'F', style: seriesStyle(1), label: 'F: false-positive rate (claim false; high is bad)' },
};

/**
 * Probabilities as a table whose cells are the darker the larger they are; every cell also says its number. Where some are powers and some are false-positive
 * rates the two differ by hue and by a letter.
 */
export function heatMap(
  cells: readonly HeatMapCell[],
  words: Pick<Figure, 'name' | 'title' | 'alt' | 'caption'> & { readonly columnLabel: string; readonly rowLabel: string },
): Figure {
  const columns = [...new Set(cells.map(({ column }) => column))];
  const rows = [...new Set(cells.map(({ row }) => row))];
  const at = (row: string, column: string): HeatMapCell | undefined => cells.find((each) => each.row === row && each.column === column);
  const shown = (each: HeatMapCell | undefined): string => (each?.power ? powerWords(each.power) : 'not given');
  const { columnLabel, rowLabel, ...described } = words;
  const names = columns.map(brokenName);
  const wide = Math.max(MIN_CELL, ...names.flatMap((lines) => lines.map((line) => LETTER * line.length + 8)));
  const marginLeft = Math.min(240, 24 + LETTER * Math.max(...rows.map((name) => name.length)));
  const digits = cells.every(({ power }) => power === null || power.mcse < 0.005) ? 1 : 0;
  return {
    ...described,
    legend: legendOf(cells),
    options: {
      width: Math.max(NARROW, Math.ceil(marginLeft + wide * columns.length + 20)),
      height: 60 + 14 * Math.max(...names.map(({ length }) => length)) + 32 * rows.length,
      marginLeft,
      marginTop: 10,
      marginBottom: 36 + 14 * Math.max(...names.map(({ length }) => length)),
      x: { label: columnLabel, domain: columns, tickFormat: (name: string) => brokenName(name).join('\n'), type: 'band', padding: 0.03 },
      y: { label: null, domain: rows, type: 'band', padding: 0.03 },
      marks: [
        cell(cells, {
          x: 'column',
          y: 'row',
          fill: ({ meaning = 'power' }: HeatMapCell) => meanings[meaning].style.colour,
          fillOpacity: (each: HeatMapCell) => DARKEST * (each.power?.value ?? 0),
          stroke: palette.grid,
        }),
        text(cells, {
          x: 'column',
          y: 'row',
          text: ({ power, meaning }: HeatMapCell) =>
            power ? `${meaning === undefined ? '' : `${meanings[meaning].letter} `}${(100 * power.value).toFixed(digits)}` : '–',
          fill: palette.ink,
        }),
      ],
    },
    table: { header: [rowLabel, ...columns], rows: rows.map((row) => [row, ...columns.map((column) => shown(at(row, column)))]) },
  };
}

/** What hue and letter mean; nothing where no cell says what it is. */
function legendOf(cells: readonly HeatMapCell[]): LegendEntry[] {
  const used = new Set(cells.flatMap(({ meaning }) => meaning ?? []));
  return (['power', 'false-positive rate'] as const)
    .filter((meaning) => used.has(meaning))
    .map((meaning) => ({ label: meanings[meaning].label, style: { ...meanings[meaning].style, dash: 'none', symbol: 'square' } }));
}

/** A name in lines: broken after its hyphens where it is long. */
function brokenName(name: string): string[] {
  return name.length <= 10 ? [name] : name.split(/(?<=[-_ ])/).map((part) => part.trimEnd());
}
