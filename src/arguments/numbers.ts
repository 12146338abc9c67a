import { refuse } from './refuse.ts';

// Each asks for the type first: comparisons alone would take '0.5' for a number. All are small enough to be inlined where they are called often.

/** @throws TypeError or RangeError unless the argument is a number; infinite ones are */
export function checkNumber(name: string, value: number): void {
  if (!(typeof value === 'number' && !Number.isNaN(value))) refuse(name, 'a number', value);
}

/** @throws TypeError or RangeError unless the argument is a finite number */
export function checkFinite(name: string, value: number): void {
  if (!Number.isFinite(value)) refuse(name, 'a finite number', value);
}

/** @throws TypeError or RangeError unless the argument is a finite number > 0 */
export function checkPositive(name: string, value: number): void {
  if (!(Number.isFinite(value) && value > 0)) refuse(name, 'a finite number > 0', value);
}

/** @throws TypeError or RangeError unless the argument is a number > 0; degrees of freedom may be infinite */
export function checkDegreesOfFreedom(name: string, value: number): void {
  if (!(typeof value === 'number' && value > 0)) refuse(name, 'a number > 0', value);
}

/** @throws TypeError or RangeError unless the argument is a number ≥ 0 and ≤ 1 */
export function checkProbability(name: string, value: number): void {
  if (!(typeof value === 'number' && value >= 0 && value <= 1)) refuse(name, 'a number ≥ 0 and ≤ 1', value);
}

/** @throws TypeError or RangeError unless the argument is a number > 0 and < `below` */
export function checkFraction(name: string, value: number, below = 1): void {
  if (!(typeof value === 'number' && value > 0 && value < below)) refuse(name, `a number > 0 and < ${below}`, value);
}

/** @throws TypeError or RangeError unless the argument is a whole number from `min` to `max` */
export function checkWhole(name: string, value: number, min = 0, max = Number.MAX_SAFE_INTEGER): void {
  if (!(Number.isInteger(value) && value >= min && value <= max)) refuse(name, wholeWords(min, max), value);
}

/** @throws TypeError or RangeError unless there is room for so many numbers */
export function checkRoom(out: Float64Array, count: number): void {
  if (!(out instanceof Float64Array)) refuse('out', 'a Float64Array', out);
  if (!(Number.isInteger(count) && count >= 0 && count <= out.length))
    refuse('count', `a whole number ≥ 0 and ≤ ${out.length}, the length of out`, count);
}

function wholeWords(min: number, max: number): string {
  if (min === -Number.MAX_SAFE_INTEGER) return 'a whole number';
  return `a whole number ≥ ${min}${max === Number.MAX_SAFE_INTEGER ? '' : ` and ≤ ${max}`}`;
}

/** Largest number of a replicate: streams are opened by signed numbers of 32 bits, of which the negative ones name populations that are no trial. */
export const LAST_REPLICATE = 2 ** 31 - 1;
