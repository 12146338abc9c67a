import { decimalExponent, powerOfTen } from '../../text/decimal-exponent.ts';
import type { SimulatedFigure, SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';

/** An effect is printed as 0 up to this share of its standard error: rounding of doubles, and nothing to any reader (assumed). */
const NOTHING = 1e-9;
/** p-values below this are not written out. */
const SMALLEST_P = 1e-4;

/** A number with this many decimals, a true minus sign, and no sign before a zero. */
export function fixedWords(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** The same with its sign, also of a number above zero. */
export function signedWords(value: number, digits: number): string {
  const text = fixedWords(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** A Monte-Carlo standard error with as many decimals, or one more digit where it would be rounded to nothing; empty where it is 0, which says that it is not known. */
export function errorWords(mcse: number | null, digits: number): string {
  if (mcse === null || !(mcse > 0)) return '';
  const small = mcse < 0.5 * powerOfTen(-digits) ? Math.min(15, Math.max(digits + 1, -decimalExponent(mcse))) : digits;
  return ` ± ${mcse.toFixed(small)}`;
}

/** A simulated power with its Monte-Carlo standard error; with its 95 % interval where all trials or none succeeded; words where too many analyses failed for one. */
export function powerWords(power: SimulatedProportion | null): string {
  if (power === null) return 'not given (too many analyses failed)';
  const error = errorWords(power.mcse, 3);
  return `${power.value.toFixed(3)}${error === '' ? ` (${intervalWords(power)})` : error}`;
}

/** The 95 % interval of a simulated power. */
export function intervalWords(power: SimulatedProportion | null): string {
  return power === null ? '–' : `${power.lower.toFixed(3)} to ${power.upper.toFixed(3)}`;
}

/** A simulated proportion in per cent, without its unit, and its interval; as many decimals as the interval is narrow. */
export function percentWords({ value, lower, upper }: Pick<SimulatedProportion, 'value' | 'lower' | 'upper'>): {
  readonly value: string;
  readonly interval: string;
} {
  const half = (upper - lower) / 2;
  const digits = half < 0.000_05 ? 3 : half < 0.000_5 ? 2 : 1;
  const percent = (share: number): string => (100 * share).toFixed(digits);
  return { value: percent(value), interval: `${percent(lower)}–${percent(upper)}` };
}

/** A simulated power in per cent with its 95 % Monte-Carlo interval, as a sentence prints it. */
export function powerPercentWords(power: Pick<SimulatedProportion, 'value' | 'lower' | 'upper'>): string {
  const { value, interval } = percentWords(power);
  return `${value} % (95 % Monte-Carlo interval ${interval} %)`;
}

/** A share in per cent with its Monte-Carlo standard error in percentage points. */
export function sharePointsWords({ value, mcse }: { readonly value: number; readonly mcse: number }): string {
  return `${(100 * value).toFixed(1)}${errorWords(100 * mcse, 1)} %`;
}

/** A difference of shares in percentage points, without its sign, with its Monte-Carlo standard error. */
export function pointsWords({ value, mcse }: { readonly value: number; readonly mcse: number }): string {
  return `${(100 * Math.abs(value)).toFixed(1)}${errorWords(100 * mcse, 1)} percentage points`;
}

/** The same as a cell of a table, with its sign. */
export function signedPointsWords({ value, mcse }: { readonly value: number; readonly mcse: number }): string {
  return `${signedWords(100 * value, 1)}${errorWords(100 * mcse, 1)}`;
}

/** A share in per cent. */
export function shareWords(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`;
}

/**
 * An effect or an estimate with the decimals that its standard error allows; 0 where it is nothing on that scale.
 * @param scale  standard error of such an estimate, in the same unit; null where there is none
 */
export function effectWords(value: number | null, scale: number | null): string {
  if (value === null || Number.isNaN(value)) return '–';
  const error = scale === null || !(scale > 0) ? 1 : scale;
  if (Math.abs(value) <= NOTHING * error) return '0';
  const digits = Math.min(12, Math.max(0, 2 - decimalExponent(2 * error)));
  const text = fixedWords(value, digits);
  return Number(text.replace('−', '-')) === 0 ? String(Number(value.toPrecision(2))).replaceAll('-', '−') : text;
}

/**
 * A number of a scenario as it was given; one that was computed, of more than six digits, with four. With a true minus sign.
 */
export function givenNumber(value: number): string {
  const isShort = Number(value.toPrecision(6)) === value;
  return String(isShort ? value : Number(value.toPrecision(4))).replaceAll('-', '−');
}

/** A true effect with its Monte-Carlo standard error where it has one. */
export interface EffectFigure {
  readonly trueEffect: number | null;
  readonly trueEffectMcse: number | null;
  readonly empiricalSe: number | null;
}

/** Whether a true effect is known without an error other than that of rounding doubles. */
export function isExactEffect({ trueEffect, trueEffectMcse, empiricalSe }: EffectFigure): boolean {
  return !((trueEffectMcse ?? 0) > NOTHING * Math.max(Math.abs(trueEffect ?? 0), empiricalSe ?? 0));
}

/** A true effect with its Monte-Carlo standard error; an exact one, which has none, with the decimals that the standard error of its estimate allows. */
export function trueEffectFigure(effect: EffectFigure): string {
  const { trueEffect: value, trueEffectMcse: mcse, empiricalSe } = effect;
  return isExactEffect(effect) ? effectWords(value, empiricalSe) : figureWords({ value, mcse }, 2);
}

/** A p-value as it is printed: never a number that is smaller than anybody can use. */
export function pWords(p: number): string {
  return p < SMALLEST_P ? '< 0.0001' : String(Number(p.toPrecision(p < 0.001 ? 1 : 3)));
}

/** A simulated figure with its Monte-Carlo standard error; a dash where it is not defined. */
export function figureWords({ value, mcse }: SimulatedFigure, digits: number): string {
  return value === null ? '–' : `${fixedWords(value, digits)}${errorWords(mcse, digits)}`;
}

/** A number that may be undefined. */
export function optionalWords(value: number | null, digits: number): string {
  return value === null ? '–' : fixedWords(value, digits);
}

/** A count with spaces between thousands. */
export function countWords(count: number): string {
  return count.toLocaleString('en-US').replaceAll(',', ' ');
}
