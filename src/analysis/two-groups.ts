import { meanOf, squaresAbout } from '../statistics/moments.ts';
import { isRoundingNoise } from './contrast.ts';
import { tFigures, type TFigures } from './t-estimate.ts';

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
    return (first + second) ** 2 / (first ** 2 / (this.#firstCount - 1) + second ** 2 / (this.#secondCount - 1));
  }
}

/** Pooled t test of the difference in means, first group minus second. */
export function groupDifference(
  first: Float64Array,
  firstCount: number,
  second: Float64Array,
  secondCount: number,
  largest: number,
  level: number,
): TFigures | { notEstimable: string } {
  const groups = new TwoGroups();
  groups.compare(first, firstCount, second, secondCount);
  if (isRoundingNoise(Math.sqrt(groups.pooledVariance), largest)) return { notEstimable: 'no variation within the sequences' };
  return tFigures(groups.firstMean - groups.secondMean, groups.standardError, firstCount + secondCount - 2, level);
}
