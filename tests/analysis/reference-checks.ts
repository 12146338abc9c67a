import { expect } from 'vitest';
import type { AnalysisSpec, Estimate, MethodName, MethodOptions } from '../../src/analysis/index.ts';
import type { TrialData } from '../../src/trial/trial-data.ts';
import { analyse, type Block, expectClose } from './reference-data.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One block to be met: the data, the question about them and what the block says. */
export interface Case {
  readonly data: TrialData;
  readonly asked: Partial<AnalysisSpec>;
  readonly block: Block;
}

function at(record: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, name) => (part as Fields | undefined)?.[name], record);
}

function estimated({ data, asked }: Case, method: MethodName, changes: Partial<AnalysisSpec> = {}, options: MethodOptions = {}): Estimate {
  const outcome = analyse(data, method, { ...asked, ...changes }, options);
  if (outcome.status !== 'estimated') throw new Error(`${method}: ${outcome.reason}`);
  return outcome;
}

function expectNotEstimable({ data, asked }: Case, method: MethodName, options: MethodOptions = {}): void {
  expect(analyse(data, method, asked, options), method).toMatchObject({ status: 'not-estimable' });
}

/** Compares parts of what we give (by path) with parts of the block (by path). */
function compare({ block }: Case, actual: unknown, pairs: Record<string, string>): void {
  for (const [ours, theirs] of Object.entries(pairs))
    expectClose(at(actual, ours), at(block.values, theirs), block.tol_rel, `${ours} (${theirs})`);
}

const tColumns = {
  estimate: 'estimate',
  standardError: 'se',
  df: 'df',
  statistic: 't',
  pValue: 'p_two_sided',
  'interval.lower': 'ci95_lo',
  'interval.upper': 'ci95_hi',
};

function under(prefix: string, columns: Record<string, string>, ours = ''): Record<string, string> {
  return Object.fromEntries(Object.entries(columns).map(([a, b]) => [ours + a, `${prefix}.${b}`]));
}

/** t figures of a method: two-sided, both alternatives and the 90 % interval. */
function compareT(item: Case, method: MethodName, prefix: string, options: MethodOptions = {}): Estimate {
  const path = (name: string): string => (prefix === '' ? name : `${prefix}.${name}`);
  const columns = prefix === '' ? tColumns : under(prefix, tColumns);
  compare(item, estimated(item, method, {}, options), columns);
  compare(item, estimated(item, method, { alternative: 'less' }, options), { pValue: path('p_less') });
  compare(item, estimated(item, method, { alternative: 'greater' }, options), { pValue: path('p_greater') });
  compare(item, estimated(item, method, { level: 0.9 }, options), { 'interval.lower': path('ci90_lo'), 'interval.upper': path('ci90_hi') });
  return estimated(item, method, {}, options);
}

function crossover(item: Case): void {
  if (item.block.values.degenerate === true) return expectNotEstimable(item, 'crossover-t');
  const details = compareT(item, 'crossover-t', 'treatment_B_minus_A').details();
  const parts: [ours: string, theirs: string][] = [
    ['periodEffect.', 'period_2_minus_1'],
    ['carryover.', 'carryover_sum_AB_minus_BA'],
    ['periodOneOnly.', 'period1_only_B_minus_A'],
    ['welch.', 'treatment_welch'],
  ];
  for (const [ours, theirs] of parts) {
    const block = at(item.block.values, theirs) as Fields | null;
    if (block === null || block === undefined || 'error' in block || block.degenerate === true || block.se === 0) continue;
    compare(item, details, under(theirs, tColumns, ours));
  }
  compare(item, estimated(item, 'crossover-t', {}, { variance: 'welch' }), under('treatment_welch', tColumns));
  const periodOne = at(item.block.values, 'period1_only_B_minus_A') as Fields | null | undefined;
  // R took the subjects with both differences; our completers have both values.
  if (item.asked.measure !== 'change' && periodOne?.df !== undefined && periodOne.se !== 0)
    compareT({ ...item, asked: { ...item.asked, population: 'completers' } }, 'parallel-t', 'period1_only_B_minus_A');
  compare(item, details, {
    pooledSdPeriodDifference: 'pooled_sd_period_diff',
    varianceWithin: 'sigma2_within',
    'meanPeriodDifference.referenceFirst': 'mean_period_diff_AB',
    'meanPeriodDifference.comparatorFirst': 'mean_period_diff_BA',
    'cellMeans.referenceFirst.0': 'cell_means.AB_p1_A',
    'cellMeans.referenceFirst.1': 'cell_means.AB_p2_B',
    'cellMeans.comparatorFirst.0': 'cell_means.BA_p1_B',
    'cellMeans.comparatorFirst.1': 'cell_means.BA_p2_A',
  });
}

function equivalence(item: Case, options: MethodOptions): void {
  if ('error' in item.block.values) return expectNotEstimable(item, 'tost', options);
  const level90 = estimated(item, 'tost', { level: 0.9 }, options);
  compare(item, level90, {
    estimate: 'estimate',
    standardError: 'se',
    df: 'df',
    pValue: 'p_tost',
    'interval.lower': 'ci90_lo',
    'interval.upper': 'ci90_hi',
  });
  expect(level90.rejects(0.05)).toBe(item.block.values.equivalent_5pct);
  const details = estimated(item, 'tost', {}, options).details();
  compare(item, details, {
    'margins.lower': 'margin_lo',
    'margins.upper': 'margin_hi',
    'lower.statistic': 't_lower',
    'lower.pValue': 'p_lower',
    'upper.statistic': 't_upper',
    'upper.pValue': 'p_upper',
    'interval90.lower': 'ci90_lo',
    'interval90.upper': 'ci90_hi',
  });
  if ('gmr' in item.block.values) {
    compare(item, details, {
      ratio: 'gmr',
      'ratioInterval90.lower': 'gmr_ci90_lo',
      'ratioInterval90.upper': 'gmr_ci90_hi',
      withinCoefficientOfVariation: 'cv_within',
    });
  }
}

function rankSum(item: Case): void {
  const ours = estimated(item, 'rank-crossover');
  const details = ours.details();
  const normal = {
    'normal.statistic': 'z_corrected',
    'normal.pValue': 'p_normal_corrected',
    'normalUncorrected.statistic': 'z',
    'normalUncorrected.pValue': 'p_normal',
  };
  compare(item, ours, { estimate: 'treatment.hodges_lehmann.estimate', statistic: 'treatment.U_BA' });
  compare(item, ours.interval, {
    level: 'treatment.hodges_lehmann.achieved_level',
    lower: 'treatment.hodges_lehmann.ci95_lo',
    upper: 'treatment.hodges_lehmann.ci95_hi',
  });
  compare(item, details, {
    ...under('treatment', normal),
    rankSum: 'treatment.W_ranksum_BA',
    achievedLevel: 'treatment.hodges_lehmann.achieved_level',
  });
  if (at(item.block.values, 'treatment.exact') === undefined) {
    compare(item, ours, { pValue: 'treatment.p_normal_corrected' });
    return;
  }
  compare(item, details, { pExact: 'treatment.exact.p_two_sided_double' });
  for (const alternative of ['less', 'greater'] as const) {
    compare(item, estimated(item, 'rank-crossover', { alternative }).details(), { pExact: `treatment.exact.p_${alternative}` });
  }
}

/** By the name of a block, what our method has to give. */
export const checks: Readonly<Record<string, (item: Case) => void>> = {
  paired_t(item) {
    if (item.block.values.degenerate === true) return expectNotEstimable(item, 'paired-t');
    const details = compareT(item, 'paired-t', '').details();
    compare(item, details, { meanReference: 'mean_A', meanComparator: 'mean_B', sdDifference: 'sd_diff', standardisedDifference: 'dz' });
  },
  parallel_t: (item) => void compareT(item, 'parallel-t', ''),
  parallel_t_welch: (item) => void compareT(item, 'parallel-t', '', { variance: 'welch' }),
  crossover_2x2: crossover,
  crossover_full: crossover,
  crossover_2x2_change_from_baseline: (item) => crossover({ ...item, asked: { ...item.asked, measure: 'change' } }),
  ancova_period_difference(item) {
    if ('error' in item.block.values) return expectNotEstimable(item, 'crossover-ancova');
    const details = compareT(item, 'crossover-ancova', 'treatment_B_minus_A').details();
    compare(item, details, under('baseline_slope', tColumns, 'baselineSlope.'));
    compare(item, details, under('period_2_minus_1_at_equal_baselines', tColumns, 'periodEffect.'));
    compare(item, details, { residualSd: 'sigma', rSquared: 'r_squared' });
  },
  'wilcoxon_signed_rank/counts': (item) => {
    const ours = estimated(item, 'wilcoxon');
    compare(
      item,
      { ...ours.details(), statistic: ours.statistic, n: ours.counts.complete },
      { statistic: 'V_plus', zeros: 'n_zero', ranked: 'n_nonzero', n: 'n' },
    );
  },
  'wilcoxon_signed_rank/normal_correct': (item) =>
    compare(item, estimated(item, 'wilcoxon').details(), { 'normal.statistic': 'z', 'normal.pValue': 'p_two_sided' }),
  'wilcoxon_signed_rank/normal_nocorrect': (item) =>
    compare(item, estimated(item, 'wilcoxon').details(), { 'normalUncorrected.statistic': 'z', 'normalUncorrected.pValue': 'p_two_sided' }),
  'wilcoxon_signed_rank/exact_conditional_zeros_dropped': (item) => {
    const ours = estimated(item, 'wilcoxon');
    compare(item, ours.details(), { pExact: 'p_two_sided' });
    if (ours.details().pMethod === 'exact') compare(item, ours, { pValue: 'p_two_sided' });
    for (const alternative of ['less', 'greater'] as const) {
      compare(item, estimated(item, 'wilcoxon', { alternative }).details(), { pExact: `p_${alternative}` });
    }
  },
  'wilcoxon_signed_rank/pratt': (item) => {
    const ours = estimated(item, 'wilcoxon', {}, { zeros: 'pratt' });
    compare(item, ours, { statistic: 'V_pratt' });
    compare(item, ours.details(), {
      pExact: 'p_exact_two_sided',
      'normalUncorrected.statistic': 'z_asymptotic',
      'normalUncorrected.pValue': 'p_asymptotic',
    });
    for (const alternative of ['less', 'greater'] as const) {
      compare(item, estimated(item, 'wilcoxon', { alternative }, { zeros: 'pratt' }).details(), { pExact: `p_${alternative}` });
    }
  },
  'wilcoxon_signed_rank/hodges_lehmann': (item) => {
    const ours = estimated(item, 'wilcoxon');
    compare(item, ours, {
      estimate: 'estimate',
      'interval.level': 'achieved_level',
      'interval.lower': 'ci95_lo',
      'interval.upper': 'ci95_hi',
    });
    compare(item, ours.details(), { achievedLevel: 'achieved_level' });
  },
  wilcoxon_rank_sum_koch: rankSum,
  'permutation/sequence_labels_moments': (item) => {
    const ours = estimated(item, 'permutation');
    compare(item, ours, { estimate: 'treatment_estimate', statistic: 'statistic_diff_of_means' });
    compare(item, ours.details(), { permutationSd: 'perm_sd', 'normal.statistic': 'z', 'normal.pValue': 'p_asymptotic' });
  },
  'permutation/sequence_labels_exact': (item) => {
    const ours = estimated(item, 'permutation', {}, { arrangements: 1_000_000_000 });
    compare(item, ours, { pValue: 'p_two_sided' });
    compare(item, ours.details(), { arrangements: 'n_perm' });
    for (const alternative of ['less', 'greater'] as const) {
      compare(item, estimated(item, 'permutation', { alternative }, { arrangements: 1_000_000_000 }), { pValue: `p_${alternative}` });
    }
  },
  'responder/table': (item) => {
    const ours = estimated(item, 'mcnemar');
    compare(item, ours, { estimate: 'diff_B_minus_A', standardError: 'se_wald', 'counts.complete': 'n', statistic: 'B_only' });
    compare(item, ours.details(), { 'discordant.referenceOnly': 'A_only', 'concordant.both': 'both', 'concordant.neither': 'neither' });
  },
  'responder/mcnemar_exact': (item) => {
    compare(item, estimated(item, 'mcnemar'), { pValue: 'p_two_sided' });
    compare(item, estimated(item, 'mcnemar', { alternative: 'greater' }), { pValue: 'p_B_better' });
    compare(item, estimated(item, 'mcnemar', { alternative: 'less' }), { pValue: 'p_A_better' });
  },
  'responder/mcnemar_midp': (item) => compare(item, estimated(item, 'mcnemar').details(), { midP: 'p_two_sided' }),
  'responder/mcnemar_asymptotic': (item) =>
    compare(item, estimated(item, 'mcnemar').details(), {
      'asymptotic.statistic': 'chisq_uncorrected',
      'asymptotic.pValue': 'p_uncorrected',
      'asymptoticCorrected.statistic': 'chisq_corrected',
      'asymptoticCorrected.pValue': 'p_corrected',
    }),
  'responder/mcnemar_exact2x2_ci': (item) => {
    const odds = estimated(item, 'mcnemar').details().conditionalOddsRatio as
      { estimate: number; interval: { lower: number; upper: number } } | { notEstimable: string };
    if ('notEstimable' in odds) return;
    const inverse = { ratio: 1 / odds.estimate, lower: 1 / odds.interval.upper, upper: 1 / odds.interval.lower };
    compare(item, inverse, { ratio: 'odds_ratio_A_only_over_B_only', lower: 'ci95_lo', upper: 'ci95_hi' });
  },
  'responder/mainland_gart': (item) => {
    const ours = estimated(item, 'mainland-gart');
    const details = ours.details();
    compare(item, ours, { pValue: 'p_two_sided_fisher', statistic: 'AB_p1_only' });
    compare(item, details, {
      'oneSided.greater': 'p_less',
      'oneSided.less': 'p_greater',
      'twoSided.doubled': 'p_two_sided_double',
      'twoSided.doubledMidP': 'mid_p_double',
      'table.comparatorFirst.periodTwoOnly': 'BA_p2_only',
    });
    if (item.block.values.p_greater === 1 && item.block.values.p_less === 1) return;
    for (const [ours, theirs] of [
      ['tableOddsRatio.estimate', 'conditional_or'],
      ['tableOddsRatio.interval.lower', 'or_ci95_lo'],
      ['tableOddsRatio.interval.upper', 'or_ci95_hi'],
    ]) {
      // fisher.test finds these by uniroot on the ratio or its inverse, whichever is below 1, with a tolerance of eps^0.25 = 1.2e-4.
      const [actual, wanted] = [at(details, ours), at(item.block.values, theirs)].map((ratio) =>
        ratio === 'Infinity' ? Infinity : Number(ratio),
      );
      const belowOne = (ratio: number): number => (wanted > 1 ? 1 / ratio : ratio);
      expect(Math.abs(belowOne(actual) - belowOne(wanted)), `${ours}: expected ${wanted}, got ${actual}`).toBeLessThan(1.3e-4);
    }
  },
  'responder/prescott': (item) => {
    const ours = estimated(item, 'prescott');
    compare(item, ours, { statistic: 'T', pValue: 'p_two_sided_abs' });
    compare(item, ours.details(), {
      'oneSided.greater': 'p_less',
      'oneSided.less': 'p_greater',
      'twoSided.doubled': 'p_two_sided_double',
      'twoSided.doubledMidP': 'mid_p_double',
      'asymptotic.statistic': 'z_asymptotic',
      'asymptotic.pValue': 'p_asymptotic',
    });
  },
  difference_crossover: (item) => equivalence(item, { margin: 4 }),
  difference_paired: (item) => equivalence(item, { margin: 4, design: 'paired' }),
  log_ratio_crossover: (item) => equivalence(item, { scale: 'ratio' }),
  log1p_ratio_crossover: (item) => equivalence(item, { scale: 'ratio-log1p', lower: 0.8, upper: 1.25 }),
};
