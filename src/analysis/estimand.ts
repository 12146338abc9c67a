import { log, log1p } from '../elementary/index.ts';
/**
 * What an analysis aims at: a number that both potential outcomes of everybody in a population would give.
 * `of(reference, comparator, n)` reads the first n values of each column, patient by patient under the reference and under the
 * comparator treatment; patients for whom a value is missing (NaN) are left out.
 */
export interface Estimand {
  readonly kind: string;
  /** In plain English, for a report. */
  readonly words: string;
  /** @throws RangeError if nobody has both values */
  of(reference: Float64Array, comparator: Float64Array, n: number): number;
}

function meanOver(
  reference: Float64Array,
  comparator: Float64Array,
  n: number,
  difference: (comparator: number, reference: number) => number,
): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < n; i++) {
    const value = difference(comparator[i], reference[i]);
    if (!Number.isFinite(value)) continue;
    sum += value;
    count++;
  }
  if (count === 0) throw new RangeError('an estimand needs at least one patient with both potential outcomes, got none');
  return sum / count;
}

/** Mean over patients of comparator minus reference. For a response coded 0/1 it is the difference in proportions. */
export const meanDifference: Estimand = {
  kind: 'mean-difference',
  words: 'the mean over patients of the response under the comparator minus the response under the reference',
  of: (reference, comparator, n) => meanOver(reference, comparator, n, (b, a) => b - a),
};

/** Share of patients responding under the comparator minus the share responding under the reference. */
export const proportionDifference: Estimand = {
  kind: 'proportion-difference',
  words: 'the proportion of patients responding under the comparator minus the proportion responding under the reference',
  of: (reference, comparator, n) => meanOver(reference, comparator, n, (b, a) => b - a),
};

/** Mean over patients of log comparator minus log reference; patients with a value that is not positive are left out. */
export const meanLogRatio: Estimand = {
  kind: 'mean-log-ratio',
  words: 'the mean over patients of the logarithm of the ratio of the response under the comparator to the response under the reference',
  of: (reference, comparator, n) => meanOver(reference, comparator, n, (b, a) => log(b) - log(a)),
};

/** As the mean log ratio, of one plus the response, so that zeros count; patients with a value of −1 or less are left out. */
export const meanLogOnePlusRatio: Estimand = {
  kind: 'mean-log1p-ratio',
  words:
    'the mean over patients of the logarithm of the ratio of one plus the response under the comparator to one plus the response under the reference',
  of: (reference, comparator, n) => meanOver(reference, comparator, n, (b, a) => log1p(b) - log1p(a)),
};

/**
 * Pseudo-median of the patients' differences: the median of the averages (dᵢ + dⱼ)/2 of all pairs i ≤ j, found by bisection on the
 * count of averages below a value (the lower of the two middle averages when their number is even). What Hodges–Lehmann estimates converge to; equal to the median when the differences are symmetric.
 * @see Hodges & Lehmann (1963) Ann Math Stat 34:598–611, DOI 10.1214/aoms/1177704172
 */
export const medianDifference: Estimand = {
  kind: 'median-difference',
  words: 'the (pseudo-)median over patients of the response under the comparator minus the response under the reference',
  of(reference, comparator, n) {
    const differences = new Float64Array(n);
    let count = 0;
    for (let i = 0; i < n; i++) {
      const value = comparator[i] - reference[i];
      if (Number.isFinite(value)) differences[count++] = value;
    }
    if (count === 0) throw new RangeError('an estimand needs at least one patient with both potential outcomes, got none');
    const sorted = differences.subarray(0, count).sort();
    const half = (count * (count + 1)) / 4;
    let lower = sorted[0];
    let upper = sorted[count - 1];
    for (let step = 0; step < 200 && upper - lower > 1e-12 * Math.max(Math.abs(lower), Math.abs(upper)); step++) {
      const middle = lower + (upper - lower) / 2;
      if (averagesAtMost(sorted, middle) >= half) upper = middle;
      else lower = middle;
    }
    return upper;
  },
};

/** How many averages (dᵢ + dⱼ)/2, i ≤ j, of ascending values are at most `limit`. */
function averagesAtMost(sorted: Float64Array, limit: number): number {
  let total = 0;
  let last = sorted.length - 1;
  for (let first = 0; first <= last; first++) {
    while (last >= first && sorted[first] + sorted[last] > 2 * limit) last--;
    total += Math.max(0, last - first + 1);
  }
  return total;
}
