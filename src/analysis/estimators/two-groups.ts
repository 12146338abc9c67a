import { squared } from '../../elementary/index.ts';
import { meanOf, squaresAbout } from '../../statistics/moments.ts';
import type { GroupSums } from '../sums/group-sums.ts';
import { tFigures, type TFigures } from './t-estimate.ts';
import { varianceProblem } from './variation.ts';

/** Means and variances of two groups side by side; what only Welch's test needs is computed when it is asked for. */
export class TwoGroups {
  firstMean = NaN;
  secondMean = NaN;
  pooledVariance = NaN;
  /** of the difference in means, variances pooled */
  standardError = NaN;
  #firstSquares = NaN;
  #secondSquares = NaN;
  #firstCount = 0;
  #secondCount = 0;

  compare(first: Float64Array, firstCount: number, second: Float64Array, secondCount: number): void {
    const firstMean = meanOf(first, firstCount);
    const secondMean = meanOf(second, secondCount);
    const firstSquares = squaresAbout(first, firstCount, firstMean);
    const secondSquares = squaresAbout(second, secondCount, secondMean);
    this.#settle(firstMean, firstSquares, firstCount, secondMean, secondSquares, secondCount);
  }

  /** The same from the sums of the groups. */
  take({ firstMean, firstSquares, firstCount, secondMean, secondSquares, secondCount }: GroupSums): void {
    this.#settle(firstMean, firstSquares, firstCount, secondMean, secondSquares, secondCount);
  }

  #settle(
    firstMean: number,
    firstSquares: number,
    firstCount: number,
    secondMean: number,
    secondSquares: number,
    secondCount: number,
  ): void {
    this.firstMean = firstMean;
    this.secondMean = secondMean;
    this.pooledVariance = (firstSquares + secondSquares) / (firstCount + secondCount - 2);
    this.standardError = Math.sqrt(this.pooledVariance * (1 / firstCount + 1 / secondCount));
    this.#firstSquares = firstSquares;
    this.#secondSquares = secondSquares;
    this.#firstCount = firstCount;
    this.#secondCount = secondCount;
  }

  get #firstPart(): number {
    return this.#firstSquares / ((this.#firstCount - 1) * this.#firstCount);
  }

  get #secondPart(): number {
    return this.#secondSquares / ((this.#secondCount - 1) * this.#secondCount);
  }

  get welchStandardError(): number {
    return Math.sqrt(this.#firstPart + this.#secondPart);
  }

  get welchDf(): number {
    const first = this.#firstPart;
    const second = this.#secondPart;
    const [m, n] = [this.#firstCount - 1, this.#secondCount - 1];
    const total = first + second;
    // Beyond these the squares of the variances would overflow or lose digits; their shares do not.
    if (!(total < 1e150 && total > 1e-140)) return 1 / (squared(first / total) / m + squared(second / total) / n);
    return (total * total) / ((first * first) / m + (second * second) / n);
  }
}

/** Pooled t test of the difference in means, first group minus second, of `what` has this magnitude. */
export function groupDifference(
  first: Float64Array,
  firstCount: number,
  second: Float64Array,
  secondCount: number,
  { largest, what, level }: { largest: number; what: string; level: number },
): TFigures | { notEstimable: string } {
  const groups = new TwoGroups();
  groups.compare(first, firstCount, second, secondCount);
  const trouble = varianceProblem(groups.pooledVariance, largest, what, 'within the sequences');
  if (trouble !== undefined) return { notEstimable: trouble.reason };
  return tFigures(groups.firstMean - groups.secondMean, groups.standardError, firstCount + secondCount - 2, level);
}
