import { squared } from '../../elementary/index.ts';
import type { TrialData } from '../../trial/trial-data.ts';

/** A standard deviation above this share of the sum of all absolute responses is no rounding noise of the largest of them. */
const SURELY_VARIES = 2e-13;
/** Variances in between have neither lost digits nor overflowed. */
const SMALLEST_VARIANCE = 1e-290;

/**
 * Means and sums of squares of a two-period trial's differences, over the participants with a value in both periods under the two conditions: period 1 − period 2 by order
 * (0: the reference first, 1: the comparator first), and comparator − reference. Sums are added in the order in which `PeriodPairs` and
 * `PairedDifferences` add them, so that they have the same bits. Buffers are reused.
 */
export class DifferenceSums {
  readonly counts = new Int32Array(2);
  readonly means = new Float64Array(2);
  readonly squares = new Float64Array(2);
  pairedCount = 0;
  pairedMean = NaN;
  pairedSquares = NaN;
  /** Whether the sums by order tell all that a test of them needs; false wherever something could be wrong with the trial. */
  byOrder = false;
  /** The same of the paired differences. */
  paired = false;
  readonly #key: string;
  readonly #conditions: readonly [reference: string, comparator: string];
  #treatments: readonly string[] | undefined;
  #reference = -1;
  #comparator = -1;
  #differences = new Float64Array(0);
  #effects = new Float64Array(0);

  /** @param key  column of the responses   @param conditions  that are compared */
  constructor(key: string, conditions: readonly [reference: string, comparator: string]) {
    this.#key = key;
    this.#conditions = conditions;
  }

  /** Reads a trial. */
  read(data: TrialData): void {
    this.byOrder = false;
    this.paired = false;
    const values = data.columns.get(this.#key);
    if (data.treatments !== this.#treatments) {
      [this.#reference, this.#comparator] = this.#conditions.map((name) => data.treatments.indexOf(name));
      this.#treatments = data.treatments;
    }
    if (values === undefined || data.periodCount !== 2 || this.#reference < 0 || this.#comparator < 0) return;
    const magnitude = this.#select(data, values);
    const count = this.pairedCount;
    if (!(magnitude >= 0) || count < 2) return;
    this.#sum(data.subjectCount);
    const within = this.squares[0] + this.squares[1];
    this.paired = surely(this.pairedSquares, count - 1, SURELY_VARIES * magnitude);
    this.byOrder = count > 2 && this.counts[0] > 0 && this.counts[1] > 0 && surely(within, count - 2, SURELY_VARIES * magnitude);
  }

  /**
   * Takes sums that were made elsewhere, of the same numbers in the same order.
   * @param count  participants of each order   @param values  three means, then three sums of squares (by order, paired), `stride` apart from `place` on
   * @param surelyVaries  a standard deviation that no rounding reaches
   */
  take(count: number, values: Float64Array, place: number, stride: number, surelyVaries: number): void {
    this.counts[0] = count;
    this.counts[1] = count;
    this.pairedCount = 2 * count;
    this.means[0] = values[place];
    this.means[1] = values[place + stride];
    this.pairedMean = values[place + 2 * stride];
    this.squares[0] = values[place + 3 * stride];
    this.squares[1] = values[place + 4 * stride];
    this.pairedSquares = values[place + 5 * stride];
    this.paired = surely(this.pairedSquares, 2 * count - 1, surelyVaries);
    this.byOrder = surely(values[place + 3 * stride] + values[place + 4 * stride], 2 * count - 2, surelyVaries);
  }

  /** Puts the differences of those with both values in a row, by order and all. @returns the sum of the absolute responses, NaN where a difference of two values is no number */
  #select({ subjectCount, treatment }: TrialData, values: Float64Array): number {
    if (this.#effects.length < subjectCount) {
      this.#effects = new Float64Array(subjectCount);
      this.#differences = new Float64Array(2 * subjectCount);
    }
    const effects = this.#effects;
    const differences = this.#differences;
    const reference = this.#reference;
    const comparator = this.#comparator;
    let kept = 0;
    let later = 0;
    let sum = 0;
    let magnitude = 0;
    for (let row = 0; row < 2 * subjectCount; row += 2) {
      const first = values[row];
      const second = values[row + 1];
      const difference = first - second;
      if (difference !== difference) {
        if (first === first && second === second) return NaN;
        continue;
      }
      // 0 for the one order, a positive number for the other; without a branch, since the order is a matter of chance.
      const notReferenceFirst = (treatment[row] ^ reference) | (treatment[row + 1] ^ comparator);
      const notComparatorFirst = (treatment[row] ^ comparator) | (treatment[row + 1] ^ reference);
      if (Math.imul(notReferenceFirst, notComparatorFirst) !== 0) continue;
      const order = -notReferenceFirst >>> 31;
      differences[kept - later + (-order & (subjectCount + 2 * later - kept))] = difference;
      later += order;
      const effect = (2 * order - 1) * difference;
      effects[kept++] = effect;
      sum += effect;
      magnitude += Math.abs(first) + Math.abs(second);
    }
    this.pairedCount = kept;
    this.counts[0] = kept - later;
    this.counts[1] = later;
    this.pairedMean = sum / kept;
    return magnitude;
  }

  /** @param second  place of the first difference of the second order */
  #sum(second: number): void {
    const differences = this.#differences;
    const effects = this.#effects;
    const earlier = this.counts[0];
    const later = this.counts[1];
    const both = Math.min(earlier, later);
    const mean = this.pairedMean;
    // Sums that do not wait for one another side by side, each in the order of its own numbers.
    let firstSum = 0;
    let secondSum = 0;
    let squares = 0;
    for (let place = 0; place < both; place++) {
      firstSum += differences[place];
      secondSum += differences[second + place];
      squares += squared(effects[place] - mean);
    }
    for (let place = both; place < earlier; place++) firstSum += differences[place];
    for (let place = both; place < later; place++) secondSum += differences[second + place];
    const firstMean = firstSum / earlier;
    const secondMean = secondSum / later;
    let firstSquares = 0;
    let secondSquares = 0;
    for (let place = 0; place < both; place++) {
      firstSquares += squared(differences[place] - firstMean);
      secondSquares += squared(differences[second + place] - secondMean);
      squares += squared(effects[both + place] - mean);
    }
    for (let place = both; place < earlier; place++) firstSquares += squared(differences[place] - firstMean);
    for (let place = both; place < later; place++) secondSquares += squared(differences[second + place] - secondMean);
    for (let place = 2 * both; place < this.pairedCount; place++) squares += squared(effects[place] - mean);
    this.means[0] = firstMean;
    this.means[1] = secondMean;
    this.squares[0] = firstSquares;
    this.squares[1] = secondSquares;
    this.pairedSquares = squares;
  }
}

/** Whether squares on `df` degrees of freedom are certainly a variance: a number, and not the rounding of values whose standard deviation it makes at most `noise`. */
function surely(squares: number, df: number, noise: number): boolean {
  return squares > SMALLEST_VARIANCE * df && squares < Infinity && squares > noise * noise * df;
}
