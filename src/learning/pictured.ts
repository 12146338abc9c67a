import type { Support } from '../power/uncertainty/prior.ts';
import { momentsOf } from './emulator/surface.ts';

/** Shares of a prior and of a posterior in bars of equal width; what lies outside is in none. */
export interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly prior: readonly number[];
  readonly posterior: readonly number[];
}

const BARS = 40;
/** Share of either distribution that lies beyond each end of the bars at most, and the share of their width within which a bound of the parameter becomes the end (assumed). */
const [TAIL, NEAR] = [0.005, 0.05];
/** Digits of what is kept for pictures. */
const DIGITS = 4;

const rounded = (value: number): number => Number(value.toPrecision(DIGITS));

/** A histogram of draws, or of quantiles at equal steps of probability. @param support  what the parameter may be */
export function histogramOf(prior: readonly number[], posterior: readonly number[], { min, max }: Support): Histogram {
  const [before, after] = [prior, posterior].map((values) => Float64Array.from(values).sort());
  const end = (p: number) => [before, after].map((sorted) => sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]);
  const [low, high] = [Math.min(...end(TAIL)), Math.max(...end(1 - TAIL))];
  const reach = NEAR * (high - low);
  const [from, to] = [low - min < reach ? min : low, max - high < reach ? max : high];
  const shares = (sorted: Float64Array): number[] => {
    const below = Array.from({ length: BARS + 1 }, (_, bar) => shareBelow(sorted, from + (bar * (to - from)) / BARS));
    return below.slice(1).map((share, bar) => rounded(share - below[bar]));
  };
  return { from: rounded(from), to: rounded(to), prior: shares(before), posterior: shares(after) };
}

/** Share of sorted values below a number, linear between two of them. */
function shareBelow(sorted: Float64Array, at: number): number {
  const next = sorted.findIndex((value) => value > at);
  if (next <= 0) return next < 0 ? 1 : 0;
  const [below, above] = [sorted[next - 1], sorted[next]];
  return (next - 0.5 + (at - below) / (above - below)) / sorted.length;
}

/** Correlations of the first numbers of draws, row by row. */
export function correlationsOf(draws: readonly Float64Array[], size: number): number[][] {
  const columns = Array.from({ length: size }, (_, at) => {
    const values = draws.map((draw) => draw[at]);
    const { mean, sd } = momentsOf(values);
    return values.map((value) => (value - mean) / sd);
  });
  return columns.map((a) => columns.map((b) => rounded(a.reduce((sum, value, i) => sum + value * b[i], 0) / (draws.length - 1))));
}

/** Some of the draws, evenly spread over the chains. @param valuesOf  the values of a draw */
export function someOf(draws: readonly Float64Array[], count: number, valuesOf: (draw: Float64Array) => readonly number[]): number[][] {
  const kept = Math.min(count, draws.length);
  return Array.from({ length: kept }, (_, i) => valuesOf(draws[Math.floor(((i + 0.5) * draws.length) / kept)]).map(rounded));
}
