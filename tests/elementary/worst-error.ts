import * as elementary from '../../src/elementary/index.ts';
import { argumentsOf } from './arguments.ts';
import { type Exact, exact, unitsInTheLastPlace } from './exact.ts';

/** The largest error among many arguments, in units in the last place. */
export interface WorstError {
  readonly tried: number;
  readonly error: number;
  readonly at: readonly [number, number];
}

type Elementary = (x: number, y: number) => number;

/**
 * Tries a function; true values that are beyond the numbers or nearer to 0 than to any number have no error, and are not counted. A result that should be one of
 * them and is not, or is and should not be, is wrong by infinitely many units.
 */
export function worstError(name: string, count: number): WorstError {
  const ofOurs = Reflect.get(elementary, name) as Elementary;
  let worst: WorstError = { tried: 0, error: 0, at: [0, 0] };
  let tried = 0;
  for (const [x, y] of argumentsOf(name, count)) {
    const value = ofOurs(x, y);
    const truth = trueValue(name, x, y);
    if (truth === undefined ? !Number.isFinite(value) || value === 0 : isOutside(truth) && (value === 0 || !Number.isFinite(value)))
      continue;
    tried++;
    const error = truth === undefined || !Number.isFinite(value) ? Infinity : unitsInTheLastPlace(value, truth);
    if (!(error <= worst.error)) worst = { tried, error, at: [x, y] };
  }
  return { ...worst, tried };
}

/** Arguments at which the function is infinite, or not defined, or so far beyond the numbers that no digits of it can be computed. */
function trueValue(name: string, x: number, y: number): Exact | undefined {
  const isFar = (name === 'exp' || name === 'expm1') && x > 1000;
  const isUndefined = (name === 'log' || name === 'pow') && !(x > 0);
  const isFarPower = name === 'pow' && Math.abs(y * Math.log2(x)) > 3000;
  return isFar || isUndefined || isFarPower || (name === 'log1p' && !(x > -1)) ? undefined : exact[name](x, y);
}

/** Whether a value rounds to infinity or to 0. */
function isOutside({ digits, exponent }: Exact): boolean {
  const exponentOfValue = exponent + digits.toString(2).replace('-', '').length;
  return digits === 0n || exponentOfValue > 1024 || exponentOfValue < -1073;
}
