import { decimalNumber } from '../../parameters/decimal-number.ts';
import { samplings, spaceFillingDesign, MAX_SOBOL_AXES, type Sampling } from '../../power/uncertainty/space-filling.ts';
import type { Override } from '../../power/uncertainty/sweep.ts';
import { rootKey } from '../../random/index.ts';
import { ExitError, usageError } from '../terminal/exit-error.ts';

/** Most cells of one sweep (assumed): a slip such as 0:1:0.00001 is told, not run. */
const MAX_CELLS = 2000;

/** One `--vary`: a parameter, and its values or its range. */
interface Varied {
  readonly path: string;
  readonly values?: readonly (number | string | boolean)[];
  readonly range?: { readonly from: number; readonly to: number };
}

/**
 * The settings of a sweep: the full grid of `--vary path=a,b,c` and `--vary path=from:to:step`, or with `--sample lhs:N` or `sobol:N` points spread
 * over the ranges `--vary path=from:to`.
 * @throws ExitError (2) with every problem at once
 */
export function settingsOf(vary: readonly string[], sample: string | undefined, seed: string): Override[] {
  const problems: string[] = [];
  const guarded = <T>(action: () => T): T | undefined => {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof ExitError)) throw error;
      problems.push(error.message);
      return undefined;
    }
  };
  const varied = vary.map((text) => guarded(() => parsed(text)));
  const sampling = sample === undefined ? undefined : guarded(() => samplingOf(sample));
  const known = varied.filter((each) => each !== undefined);
  known.forEach(({ path }, position) => {
    if (known.findIndex((each) => each.path === path) < position) problems.push(`--vary ${path}: given twice`);
  });
  for (const { path, values } of known) {
    if (sample === undefined && values === undefined)
      problems.push(`--vary ${path}: expected values (a,b,c) or from:to:step, got a range; say --sample lhs:N for points within it`);
    if (sample !== undefined && values !== undefined) problems.push(`--vary ${path}: expected a range from:to with --sample, got values`);
  }
  if (sampling?.sampling === 'sobol' && known.length > MAX_SOBOL_AXES)
    problems.push(`--sample sobol: expected at most ${MAX_SOBOL_AXES} parameters, got ${known.length}; take lhs`);
  const cells = sampling?.count ?? known.reduce((product, { values = [] }) => product * values.length, 1);
  if (cells > MAX_CELLS) problems.push(`--vary: expected at most ${MAX_CELLS} cells, got ${cells}`);
  if (problems.length > 0) throw usageError(problems.join('\n'));
  return sampling === undefined ? grid(known) : sampledOverrides(known, sampling, seed);
}

/**
 * The ranges of a tornado, `--vary path=low:high`.
 * @throws ExitError (2) with every problem at once
 */
export function rangesOf(vary: readonly string[]): { readonly path: string; readonly from: number; readonly to: number }[] {
  const problems: string[] = [];
  const ranges = vary.flatMap((text) => {
    try {
      const { path, range } = parsed(text);
      if (range !== undefined) return [{ path, ...range }];
      problems.push(`--vary ${path}: expected a range low:high with --tornado, got values`);
    } catch (error) {
      if (!(error instanceof ExitError)) throw error;
      problems.push(error.message);
    }
    return [];
  });
  if (problems.length > 0) throw usageError(problems.join('\n'));
  return ranges;
}

function parsed(text: string): Varied {
  const split = text.indexOf('=');
  const path = text.slice(0, Math.max(0, split)).trim();
  const right = text.slice(split + 1).trim();
  const refuse = (got: string): ExitError =>
    usageError(`--vary ${path === '' ? text : path}: expected path=a,b,c or path=from:to:step, got ${got}`);
  if (split < 1 || path === '' || right === '') throw refuse(`'${text}'`);
  const parts = right.split(':').map((part) => part.trim());
  if (parts.length === 1) {
    const values = right.split(',').map((value) => value.trim());
    if (values.includes('')) throw refuse(`'${right}'`);
    return { path, values: values.map(valueOf) };
  }
  const numbers = parts.map(decimalNumber);
  if (parts.length > 3 || parts.includes('') || numbers.some(Number.isNaN)) throw refuse(`'${right}'`);
  const [from, to, step] = numbers;
  if (step === undefined) {
    if (!(from < to)) throw refuse(`the range ${right}, which does not rise`);
    return { path, range: { from, to } };
  }
  if (step === 0 || (to - from) / step < 0) throw refuse(`the step ${step}, which does not lead from ${from} to ${to}`);
  const steps = Math.floor((to - from) / step + 1e-9);
  if (steps >= MAX_CELLS) throw refuse(`${steps + 1} values; at most ${MAX_CELLS} cells`);
  return { path, values: Array.from({ length: steps + 1 }, (_, i) => roundToDecimals(from + i * step)) };
}

/** A number without the dust of decimal steps: 0.1 + 2 · 0.1 is 0.3. */
function roundToDecimals(value: number): number {
  return Number(value.toPrecision(12));
}

function valueOf(text: string): number | string | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  const value = decimalNumber(text);
  return Number.isNaN(value) ? text : value;
}

function samplingOf(text: string): { sampling: Sampling; count: number } {
  const [name, number, ...rest] = text.split(':');
  const sampling = samplings.find((each) => each === name);
  const count = decimalNumber(number ?? '');
  if (sampling === undefined || rest.length > 0 || !Number.isInteger(count) || count < 1)
    throw usageError(`--sample: expected lhs:N or sobol:N with a number of points from 1, got '${text}'`);
  return { sampling, count };
}

function grid(varied: readonly Varied[]): Override[] {
  return varied.reduce<Override[]>(
    (settings, { path, values = [] }) => settings.flatMap((setting) => values.map((value) => ({ ...setting, [path]: value }))),
    [{}],
  );
}

/** Points in the ranges, to six digits: enough for any parameter, and short in tables. */
function sampledOverrides(varied: readonly Varied[], { sampling, count }: { sampling: Sampling; count: number }, seed: string): Override[] {
  const points = spaceFillingDesign(sampling, count, varied.length, rootKey(seed));
  return points.map((point) =>
    Object.fromEntries(
      varied.map(({ path, range = { from: 0, to: 1 } }, axis) => [
        path,
        Number((range.from + point[axis] * (range.to - range.from)).toPrecision(6)),
      ]),
    ),
  );
}

/** A setting as `--set` options. */
export function toSetOptions(setting: Override): string[] {
  return Object.entries(setting).map(([path, value]) => `${path}=${String(value)}`);
}
