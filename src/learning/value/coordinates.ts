import { log, pow } from '../../elementary/index.ts';
import { momentsOf } from '../emulator/surface.ts';
import type { DrawnValues } from './reference-draws.ts';

/** Skewness above which the logarithm of a parameter is taken, where it is positive (assumed: a normal distribution has 0, an exponential one 2). */
const SKEWED = 1;

/** The parameters that are not known, on scales of about mean 0 and SD 1 on which effects are nearest to polynomials. */
export interface Coordinates {
  readonly paths: readonly string[];
  readonly of: (set: DrawnValues) => Float64Array;
}

/** Scales from draws: value or logarithm, less its mean over its SD; parameters that do not vary are left out. */
export function coordinatesOf(draws: readonly DrawnValues[]): Coordinates {
  const scales = Object.keys(draws[0]).flatMap((path) => {
    const values = draws.map((set) => set[path]);
    const plain = momentsOf(values);
    if (!(plain.sd > 0)) return [];
    const skewness = values.reduce((sum, value) => sum + pow((value - plain.mean) / plain.sd, 3) / values.length, 0);
    const isLog = skewness > SKEWED && values.every((value) => value > 0);
    const { mean, sd } = isLog ? momentsOf(values.map(log)) : plain;
    return [{ path, scaled: (value: number) => ((isLog ? log(value) : value) - mean) / sd }];
  });
  return { paths: scales.map(({ path }) => path), of: (set) => Float64Array.from(scales, ({ path, scaled }) => scaled(set[path])) };
}
