import { pairedDifference } from '../common-random-numbers/paired-difference.ts';
import { simulatedProportion, type SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import type { TrialSuccesses } from '../common-random-numbers/trial-successes.ts';

/** A parameter and the two values it is taken to. */
export interface TornadoRange {
  readonly path: string;
  readonly unit: string;
  /** The scenario's own value. */
  readonly assumed: number;
  readonly low: number;
  readonly high: number;
}

/** Power at the two values of a parameter. */
export interface TornadoBar {
  readonly path: string;
  readonly unit: string;
  readonly assumed: number;
  readonly low: TornadoEnd;
  readonly high: TornadoEnd;
  /** Power at the high value minus power at the low one, with the error that common random numbers leave. */
  readonly swing: { readonly value: number; readonly mcse: number };
}

/** The bar of a parameter from the trials at its two values. @param series  whose success is power */
export function tornadoBar(range: TornadoRange, low: TrialSuccesses, high: TrialSuccesses, series: number): TornadoBar {
  const { path, unit, assumed } = range;
  const { value, mcse } = pairedDifference(high, series, low, series);
  const power = (successes: TrialSuccesses): SimulatedProportion => simulatedProportion(successes.count(series), successes.trials);
  return {
    path,
    unit,
    assumed,
    low: { value: range.low, power: power(low) },
    high: { value: range.high, power: power(high) },
    swing: { value, mcse },
  };
}

/** Bars by the size of their swing, the largest first. */
export function sortedBars(bars: readonly TornadoBar[]): TornadoBar[] {
  return [...bars].sort((a, b) => Math.abs(b.swing.value) - Math.abs(a.swing.value));
}

/** Where power crosses the target as one parameter moves. */
export interface Threshold {
  readonly path: string;
  readonly unit: string;
  readonly value: number;
  /** Monte-Carlo standard error of the value: that of power over the slope. */
  readonly mcse: number;
  /** Whether power is above the target where the parameter is above the value. */
  readonly risesThrough: boolean;
}

/** Power at a value of a parameter. */
export interface PowerAt {
  readonly value: number;
  readonly power: number;
}

/**
 * Neighbouring values between which power crosses the target, of several such pairs the one nearest the scenario's own value.
 * @param points  in the order of their values
 */
export function crossing(points: readonly PowerAt[], target: number, assumed: number): readonly [PowerAt, PowerAt] | undefined {
  const pairs = points.slice(1).flatMap((right, i): [PowerAt, PowerAt][] => {
    const left = points[i];
    return left.power >= target !== right.power >= target ? [[left, right]] : [];
  });
  const distance = ([left, right]: readonly [PowerAt, PowerAt]): number =>
    assumed < left.value ? left.value - assumed : assumed > right.value ? assumed - right.value : 0;
  return pairs.sort((a, b) => distance(a) - distance(b))[0];
}

/** The value at which the line between two points has the target, and its error from that of power, √(t(1 − t)/n), over the line's slope. */
export function interpolated([left, right]: readonly [PowerAt, PowerAt], target: number, trials: number): { value: number; mcse: number } {
  const slope = (right.power - left.power) / (right.value - left.value);
  return {
    value: left.value + (target - left.power) / slope,
    mcse: Math.sqrt((target * (1 - target)) / trials) / Math.abs(slope),
  };
}

/** Power at one end of an assumption's range. */
export interface TornadoEnd {
  readonly value: number;
  readonly power: SimulatedProportion;
}

/** A tornado as results carry it. */
export interface Tornado {
  readonly base: { readonly value: number; readonly mcse: number };
  readonly target: number;
  readonly bars: readonly TornadoBar[];
}

/** What a tornado is told with. */
export interface TornadoAnswer {
  /** Whose probability is meant. */
  readonly of: string;
  /** Where the ranges come from. */
  readonly from: string;
  readonly base: SimulatedProportion;
  readonly target: number;
  /** The widest first. */
  readonly bars: readonly TornadoBar[];
  /** Ranges that the scenario cannot take, and why. */
  readonly refused: readonly string[];
  readonly threshold?: Threshold;
  /** True where the claim is false in the scenario. */
  readonly falseClaim?: boolean;
}
