import * as elementary from '../../src/elementary/index.ts';
import { argumentsOf } from './arguments.ts';
import { exact, unitsInTheLastPlace } from './exact.ts';

/** The largest error among many arguments, in units in the last place. */
export interface WorstError {
  readonly tried: number;
  readonly error: number;
  readonly at: readonly [number, number];
}

type Elementary = (x: number, y: number) => number;

/** Tries a function; results that are infinite or 0 because they leave the numbers have no error, and are not counted. */
export function worstError(name: string, count: number): WorstError {
  const ofOurs = Reflect.get(elementary, name) as Elementary;
  let worst: WorstError = { tried: 0, error: 0, at: [0, 0] };
  let tried = 0;
  for (const [x, y] of argumentsOf(name, count)) {
    const value = ofOurs(x, y);
    if (!Number.isFinite(value) || (value === 0 && (x !== 0 || y !== 0) && name !== 'log')) continue;
    tried++;
    const error = unitsInTheLastPlace(value, exact[name](x, y));
    if (!(error <= worst.error)) worst = { tried, error, at: [x, y] };
  }
  return { ...worst, tried };
}
