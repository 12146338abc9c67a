import { squared } from '../../elementary/index.ts';
import { meanOf } from '../../statistics/moments.ts';
import type { TrialData } from '../../trial/trial-data.ts';
import type { AnalysisSpec, NotEstimable } from '../analysis.ts';
import type { AnalysisMethod } from '../analysis-method.ts';
import type { Contrast } from '../estimators/contrast.ts';
import { meanDifference } from '../estimand.ts';
import { PeriodPairs, type SequenceGroup } from '../selection/period-pairs.ts';
import { notEstimable } from '../selection/responses.ts';
import type { SubjectTally } from '../selection/subject-tally.ts';
import { bindContrast, tFigures } from '../estimators/t-estimate.ts';
import { varianceProblem } from '../estimators/variation.ts';
import { periodsCode, printCode } from '../r-code/data.ts';

const options = {} as const;

/**
 * Crossover analysis of covariance: the effect of the comparator minus the reference, adjusted for period and for the period baselines.
 *
 * Least squares of the period difference d = y₁ − y₂ on the sequence and on the difference of the two period baselines x = b₁ − b₂, one
 * slope for both sequences: effect = (d̄ − slope · x̄ of comparator-first − the same of reference-first)/2 on n − 3 degrees of freedom.
 * With measure `change` the effect is the same (the slope falls by one). Assumes baselines that no treatment has touched: carry-over
 * into the second baseline biases it.
 *
 * @param question  subjects with responses and baselines in both periods count
 * @returns the effect in the unit of the measure; details `baselineSlope`, `periodEffect` at equal baselines, residual SD, R²;
 *          not estimable if a sequence is empty, with fewer than four subjects, or if the baseline differences or the residuals do not vary
 * @throws RangeError when bound with equal treatments or a level outside (0, 1)
 * @see Metcalfe (2010) Stat Med 29:3211–3218; Kenward & Roger (2010) Biostatistics 11:1–17, DOI 10.1093/biostatistics/kxp046
 */
export const crossoverAncova: AnalysisMethod<typeof options> = {
  kind: 'crossover-ancova',
  label: 'crossover analysis of covariance on period baselines',
  phrase: 'an analysis of covariance of the period differences with the period baselines',
  outcomeType: 'any',
  scope: 'visit',
  options,
  nullHypothesis: 'difference',
  judgedBy: 't',
  cost: 'fast',
  detailLabels: {
    rSquared: 'R²',
  },
  pairing: () => 'crossover',
  readsBaselines: () => true,
  estimand: () => meanDifference,
  bind: (question) => bindContrast(question, new AncovaContrast(question)),
  rCode: ancovaCode,
};

class AncovaContrast implements Contrast {
  estimate = NaN;
  standardError = NaN;
  df = NaN;
  readonly #pairs: PeriodPairs;
  #slope = NaN;
  #residualVariance = NaN;
  #baselineSquares = NaN;
  #totalSquares = NaN;
  #period = NaN;
  #periodError = NaN;

  constructor(question: AnalysisSpec) {
    this.#pairs = new PeriodPairs(question, { baselines: true });
  }

  get reads(): readonly string[] {
    return this.#pairs.reads;
  }

  get tally(): SubjectTally {
    return this.#pairs.tally;
  }

  read(data: TrialData): NotEstimable | undefined {
    const problem = this.#pairs.select(data);
    if (problem !== undefined) return problem;
    const { referenceFirst: ab, comparatorFirst: ba, largest } = this.#pairs;
    const n = ab.count + ba.count;
    if (n < 4) return notEstimable(`a crossover analysis of covariance needs 4 complete subjects, got ${n}`);
    const dAB = meanOf(ab.difference, ab.count);
    const dBA = meanOf(ba.difference, ba.count);
    const xAB = meanBaselineDifference(ab);
    const xBA = meanBaselineDifference(ba);
    const squares = { x: 0, xd: 0, largest: 0 };
    addSquares(ab, dAB, xAB, squares);
    addSquares(ba, dBA, xBA, squares);
    const noCovariate = varianceProblem(squares.x / n, squares.largest, 'baseline differences', 'within the sequences');
    if (noCovariate !== undefined) return noCovariate;
    const slope = squares.xd / squares.x;
    let residualSquares = 0;
    for (let i = 0; i < ab.count; i++) residualSquares += squared(ab.difference[i] - dAB - slope * (baselineDifference(ab, i) - xAB));
    for (let i = 0; i < ba.count; i++) residualSquares += squared(ba.difference[i] - dBA - slope * (baselineDifference(ba, i) - xBA));
    const variance = residualSquares / (n - 3);
    const magnitude = Math.max(largest, Math.abs(slope) * squares.largest);
    const trouble = varianceProblem(variance, magnitude, 'period differences', 'about their regression');
    if (trouble !== undefined) return trouble;
    this.#slope = slope;
    this.#residualVariance = variance;
    this.#baselineSquares = squares.x;
    this.#totalSquares = totalSquares(ab, ba, (ab.count * dAB + ba.count * dBA) / n);
    this.#period = -(dAB - slope * xAB + dBA - slope * xBA) / 2;
    const inverse = 1 / ab.count + 1 / ba.count;
    this.#periodError = Math.sqrt(variance * (inverse + squared(xAB + xBA) / squares.x)) / 2;
    this.estimate = (dBA - dAB - slope * (xBA - xAB)) / 2;
    this.standardError = Math.sqrt(variance * (inverse + squared(xBA - xAB) / squares.x)) / 2;
    this.df = n - 3;
    return undefined;
  }

  details(level: number): Record<string, unknown> {
    const { df } = this;
    return {
      baselineSlope: tFigures(this.#slope, Math.sqrt(this.#residualVariance / this.#baselineSquares), df, level),
      periodEffect: tFigures(this.#period, this.#periodError, df, level),
      residualSd: Math.sqrt(this.#residualVariance),
      rSquared: 1 - (this.#residualVariance * df) / this.#totalSquares,
      subjectsOfOtherOrders: this.#pairs.otherOrders,
    };
  }
}

function baselineDifference(group: SequenceGroup, i: number): number {
  return group.firstBaseline[i] - group.secondBaseline[i];
}

function meanBaselineDifference(group: SequenceGroup): number {
  let sum = 0;
  for (let i = 0; i < group.count; i++) sum += baselineDifference(group, i);
  return sum / group.count;
}

function addSquares(group: SequenceGroup, dMean: number, xMean: number, squares: { x: number; xd: number; largest: number }): void {
  for (let i = 0; i < group.count; i++) {
    const x = baselineDifference(group, i) - xMean;
    squares.x += x * x;
    squares.xd += x * (group.difference[i] - dMean);
    squares.largest = Math.max(squares.largest, Math.abs(group.firstBaseline[i]), Math.abs(group.secondBaseline[i]));
  }
}

function totalSquares(ab: SequenceGroup, ba: SequenceGroup, mean: number): number {
  let sum = 0;
  for (let i = 0; i < ab.count; i++) sum += squared(ab.difference[i] - mean);
  for (let i = 0; i < ba.count; i++) sum += squared(ba.difference[i] - mean);
  return sum;
}

function ancovaCode(question: AnalysisSpec): string {
  return `${periodsCode}wide$x <- wide$b1 - wide$b2
fit <- summary(lm(d ~ comparatorFirst + x, data = wide))
effect <- fit$coefficients["comparatorFirstTRUE", ]
df <- fit$df[2]
p <- ${{ 'two-sided': '2 * pt(-abs(effect[3]), df)', less: 'pt(effect[3], df)', greater: 'pt(effect[3], df, lower.tail = FALSE)' }[question.alternative]}
reach <- qt(${(1 + question.level) / 2}, df) * effect[2] / 2
${printCode({ estimate: 'effect[1] / 2', standardError: 'effect[2] / 2', df: 'df', pValue: 'p', lower: 'effect[1] / 2 - reach', upper: 'effect[1] / 2 + reach' })}`;
}
