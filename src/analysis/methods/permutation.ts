import type { ParameterTable, ParameterValues } from '../../parameters/parameter-table.ts';
import type { AnalysisSpec, BoundAnalysis } from '../analysis.ts';
import type { AnalysisMethod } from '../analysis-method.ts';
import { meanDifference } from '../estimand.ts';
import { PeriodPairs } from '../selection/period-pairs.ts';
import { PermutationEstimate } from '../estimators/permutation-estimate.ts';
import { periodsCode, printCode } from '../r-code/data.ts';
import { magnitudeCode } from '../r-code/rank-tests.ts';

const options = {
  arrangements: {
    default: 200_000,
    unit: 'arrangements',
    min: 1,
    max: 1_000_000_000,
    integer: true,
    about: 'up to this many arrangements of the sequence labels all are counted; beyond it they are sampled',
    source: 'definition',
  },
  samples: {
    default: 9_999,
    unit: 'arrangements',
    min: 99,
    max: 10_000_000,
    integer: true,
    about: 'arrangements sampled when there are too many',
    source: 'assumed',
  },
  seed: { default: 1, unit: 'seed', min: 0, max: 4294967295, integer: true, about: 'seed of the sampling', source: 'assumed' },
} as const satisfies ParameterTable;

/**
 * Re-randomisation test of the sequence labels: the effect of the comparator minus the reference, adjusted for period, judged by what
 * every other assignment of the subjects to the two sequences would have given.
 *
 * The statistic is mean d of comparator-first − mean d of reference-first, d = period 1 − period 2; the estimate is half of it, as in
 * `crossover-t`. p is the share of arrangements (of the same sizes) whose statistic is at least as large in absolute value; the observed one counts.
 * With more arrangements than the limit, p = (1 + count)/(1 + samples) over seeded random arrangements. The interval holds the effects that
 * neither one-sided test rejects at half of 1 − level. Assumes only that the labels were assigned at random, without regard to blocks, and no carry-over.
 *
 * @returns the effect in the unit of the measure; the standard error is that of the permutation distribution; details `arrangements`, whether exact, z and normal p;
 *          not estimable if a sequence is empty or there are other than two periods; where d does not vary p is 1
 * @throws RangeError when bound with equal treatments or a level outside (0, 1)
 * @see Pitman (1937) Significance tests which may be applied to samples from any populations. Suppl J R Stat Soc 4:119–130, DOI 10.2307/2984124; Phipson & Smyth (2010) Stat Appl Genet Mol Biol 9:39, DOI 10.2202/1544-6115.1585
 */
export const permutation: AnalysisMethod<typeof options> = {
  kind: 'permutation',
  label: 're-randomisation of the sequences',
  phrase: 'a re-randomisation test',
  outcomeType: 'any',
  scope: 'visit',
  options,
  nullHypothesis: 'difference',
  judgedBy: 'permutations',
  cost: 'slow',
  detailLabels: {
    arrangements: 'arrangements of the sequences',
    exact: 'all arrangements counted',
    permutationSd: 'SD of the permutation distribution',
    samples: 'arrangements sampled',
    seed: 'seed of the sampling',
  },
  pairing: () => 'crossover',
  estimand: () => meanDifference,
  bind: (question, values) => bindPermutation(question, values),
  rCode: permutationCode,
};

function bindPermutation(question: AnalysisSpec, values: ParameterValues<typeof options>): BoundAnalysis {
  const pairs = new PeriodPairs(question);
  const estimate = new PermutationEstimate(pairs, question, values);
  return {
    columns: pairs.reads,
    run: (data) => pairs.select(data) ?? estimate.read() ?? estimate.reset(),
  };
}

function permutationCode(question: AnalysisSpec, { arrangements, samples, seed }: ParameterValues<typeof options>): string {
  const share = {
    'two-sided': 'abs(sums - expected) >= abs(observed - expected) - tolerance',
    less: 'sums <= observed + tolerance',
    greater: 'sums >= observed - tolerance',
  }[question.alternative];
  return `${periodsCode}${magnitudeCode(question, 'c(wide$y1, wide$y2)')}d <- wide$d; k <- sum(wide$comparatorFirst); n <- length(d)
observed <- sum(d[wide$comparatorFirst]); expected <- k * mean(d); tolerance <- 8 * .Machine$double.eps * k * magnitude
if (choose(n, k) <= ${String(arrangements)}) {
  sums <- combn(n, k, function(chosen) sum(d[chosen]))
  p <- mean(${share})
} else { # sampled: R's random numbers differ from ours, so p agrees within the error of sampling
  set.seed(${String(seed)})
  sums <- replicate(${String(samples)}, sum(sample(d, k)))
  p <- (1 + sum(${share})) / (1 + ${String(samples)})
}
${printCode({ estimate: '(observed / k - (sum(d) - observed) / (n - k)) / 2', standardError: 'sqrt(var(d) * (1 / k + 1 / (n - k))) / 2', pValue: 'p' })}`;
}
