import type { SimulatedFigure, SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';

/** A simulated power with its Monte-Carlo standard error; words where none was given because too many analyses failed. */
export function powerWords(power: SimulatedProportion | null): string {
  if (power === null) return 'not given (too many analyses failed)';
  return `${power.value.toFixed(3)} ± ${power.mcse.toFixed(power.mcse < 0.0005 ? 4 : 3)}`;
}

/** The 95 % interval of a simulated power. */
export function intervalWords(power: SimulatedProportion | null): string {
  return power === null ? '–' : `${power.lower.toFixed(3)} to ${power.upper.toFixed(3)}`;
}

/** A simulated figure with its Monte-Carlo standard error; a dash where it is not defined. */
export function figureWords({ value, mcse }: SimulatedFigure, digits: number): string {
  if (value === null) return '–';
  const error = mcse === null ? '' : ` ± ${mcse.toFixed(mcse > 0 && mcse < 0.5 * 10 ** -digits ? digits + 1 : digits)}`;
  return `${value.toFixed(digits)}${error}`;
}

/** A number that may be undefined. */
export function optionalWords(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits);
}

/** A count with spaces between thousands. */
export function countWords(count: number): string {
  return count.toLocaleString('en-US').replaceAll(',', ' ');
}
