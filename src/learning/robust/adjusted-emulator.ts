import { exp } from '../../elementary/index.ts';
import { countsOf, figuresOf } from '../simulated-study.ts';
import type { StudyEmulator } from '../emulator/study-emulator.ts';
import { cellsOf } from '../study-figures.ts';
import { surfaceAt, type Point, type Surface } from '../emulator/surface.ts';

/** A published figure that may be adjusted. */
export interface Adjusted {
  readonly study: string;
  readonly name: string;
  readonly kind: string;
}

/** The emulator of a study with a parameter of its own for every fitted figure, by which the figure may lie away from what the model gives. */
export interface AdjustedEmulator {
  readonly emulator: StudyEmulator;
  readonly adjusted: readonly Adjusted[];
}

/**
 * Adds a parameter for every fitted figure to the surfaces of a study. Its unit is one SD of the synthetic likelihood, the error of the surfaces included, at `centre`; of a
 * count, and of every pattern of a table, the standard error of the published logit (with ½ patient more in and out). A positive value says that the published figure is larger.
 * @param centre  values of what the study reads, where its SDs are taken
 * @param first  place of the first new parameter
 */
export function adjustedEmulator(emulator: StudyEmulator, centre: Point, first: number): AdjustedEmulator {
  const { study, reads, figures, tables, covariance } = emulator;
  const adjusted: Adjusted[] = [];
  const shifts = new Map<Surface, readonly [place: number, unit: number]>();
  const shift = (name: string, kind: string, ...[up, down]: readonly (readonly [Surface, number])[]): void => {
    const place = reads.length + adjusted.length;
    shifts.set(up[0], [place, up[1]]);
    if (down !== undefined) shifts.set(down[0], [place, -down[1]]);
    adjusted.push({ study: study.name, name, kind });
  };
  figuresOf(study).forEach(({ name, kind, heldOut }, at) => {
    const { mean, logSd } = figures[at];
    if (!heldOut) shift(name, kind, [mean, exp(surfaceAt(logSd, centre)) * Math.sqrt(covariance[at * (figures.length + 1)])]);
  });
  countsOf(study).forEach((count, table) => {
    const { cells, overdispersion } = tables[table];
    const { patterns, observed } = cellsOf(count);
    const patients = observed.reduce((sum, each) => sum + each, 0);
    const unit = (events: number): number =>
      Math.sqrt((1 / (events + 0.5) + 1 / (patients - events + 0.5)) * (1 + (patients - 1) * overdispersion));
    if (count.heldOut) return;
    if (count.kind === 'count')
      shift(`${count.name} (of ${patients})`, 'count', [cells[0], unit(observed[0])], [cells[1], unit(observed[0])]);
    // The last cell is what is left, which follows from the others.
    else
      cells
        .slice(0, -1)
        .forEach((cell, at) => shift(`${count.name} ${patterns[at]} (of ${patients})`, 'patterns', [cell, unit(observed[at])]));
  });
  const width = reads.length + adjusted.length;
  const widened = (surface: Surface): Surface => wider(surface, width, shifts.get(surface));
  return {
    adjusted,
    emulator: {
      ...emulator,
      reads: [...reads, ...adjusted.map((_, at) => first + at)],
      figures: figures.map(({ mean, logSd }) => ({ mean: widened(mean), logSd: widened(logSd) })),
      tables: tables.map((table) => ({ ...table, cells: table.cells.map(widened) })),
    },
  };
}

/** A surface in more parameters, of which it depends on one at most. */
function wider({ constant, linear, square }: Surface, width: number, shift?: readonly [place: number, unit: number]): Surface {
  const size = linear.length;
  const wide = { constant, linear: new Float64Array(width), square: new Float64Array(width * width) };
  wide.linear.set(linear);
  for (let row = 0; row < size; row++) wide.square.set(square.subarray(row * size, (row + 1) * size), row * width);
  if (shift !== undefined) wide.linear[shift[0]] = shift[1];
  return wide;
}
