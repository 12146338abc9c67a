/** What the names of an analysis's details mean for a reader; R and C stand for the reference's and the comparator's names. */
const labels: Readonly<Record<string, string>> = {
  achievedLevel: 'level that the interval reaches',
  arrangements: 'arrangements of the sequences',
  asked: 'the estimate above is of',
  asymptotic: 'asymptotic test',
  asymptoticCorrected: 'asymptotic test, with continuity correction',
  average: 'average of the visits',
  baselineSlope: 'slope of the baseline',
  bothOrNeither: 'responded in both or neither',
  carryover: 'carry-over (sum of the periods, R first minus C first)',
  'cellMeans.comparatorFirst': 'mean, C first',
  'cellMeans.referenceFirst': 'mean, R first',
  comparator: 'C',
  comparatorFirst: 'C first',
  'concordant.both': 'responded under both',
  'concordant.neither': 'responded under neither',
  conditionalOddsRatio: 'conditional odds ratio (C to R)',
  covariance: 'covariance',
  'discordant.comparatorOnly': 'responded under C only',
  'discordant.referenceOnly': 'responded under R only',
  exact: 'all arrangements counted',
  hodgesLehmann: 'Hodges–Lehmann estimate',
  hodgesLehmannShift: 'Hodges–Lehmann shift of the period differences',
  interval90: '90 % interval',
  logLik: 'restricted log likelihood',
  lower: 'test against the lower margin',
  margin: 'margin',
  'margins.lower': 'lower margin',
  'margins.upper': 'upper margin',
  meanComparator: 'mean under C',
  'meanPeriodDifference.comparatorFirst': 'mean of first minus second period, C first',
  'meanPeriodDifference.referenceFirst': 'mean of first minus second period, R first',
  meanReference: 'mean under R',
  midP: 'mid-p',
  normal: 'normal approximation',
  normalCorrected: 'normal approximation, with continuity correction',
  normalUncorrected: 'normal approximation',
  observations: 'values used',
  'oneSided.greater': 'one-sided p, alternative greater',
  'oneSided.less': 'one-sided p, alternative less',
  oneSidedBound: 'one-sided bound',
  pExact: 'exact p',
  pMethod: 'p is',
  periodEffect: 'period effect (second minus first)',
  periodOneOnly: 'first period alone (C minus R)',
  permutationSd: 'SD of the permutation distribution',
  pooled: 'with one variance',
  pooledSd: 'pooled SD',
  pooledSdPeriodDifference: 'pooled SD of the period differences',
  rSquared: 'R²',
  rankSum: 'rank sum, C first',
  ranked: 'differences ranked',
  ratio: 'ratio (C to R)',
  ratioInterval90: '90 % interval of the ratio',
  residualSd: 'residual SD',
  samples: 'arrangements sampled',
  sdDifference: 'SD of the differences',
  seed: 'seed of the sampling',
  sequenceEffect: 'sequence effect (second minus first by name)',
  singular: 'a variance is at its bound',
  standardisedDifference: 'standardised difference',
  steps: 'steps of the fit',
  subjectsOfOtherOrders: 'participants of other orders, left out',
  'subjectsPerGroup.comparator': 'participants with C first',
  'subjectsPerGroup.reference': 'participants with R first',
  'table.comparatorFirst.bothOrNeither': 'C first: responded in both periods or neither',
  'table.comparatorFirst.periodOneOnly': 'C first: responded in the first period only',
  'table.comparatorFirst.periodTwoOnly': 'C first: responded in the second period only',
  'table.referenceFirst.bothOrNeither': 'R first: responded in both periods or neither',
  'table.referenceFirst.periodOneOnly': 'R first: responded in the first period only',
  'table.referenceFirst.periodTwoOnly': 'R first: responded in the second period only',
  tableOddsRatio: 'odds ratio of the table',
  ties: 'ties among the ranks',
  'twoSided.distance': 'two-sided p by distance from the expected table',
  'twoSided.doubled': 'two-sided p, smaller tail doubled',
  'twoSided.doubledMidP': 'two-sided mid-p, smaller tail doubled',
  'twoSided.minimumLikelihood': 'two-sided p of tables no more probable',
  unknownCarryover: 'values left out after an unknown treatment',
  upper: 'test against the upper margin',
  'varianceComponents.residual': 'variance within participants',
  'varianceComponents.subject': 'variance between participants',
  'varianceComponents.subjectPeriod': 'variance between periods of a participant',
  varianceWithin: 'variance within participants',
  welch: 'with separate variances (Welch)',
  withinCoefficientOfVariation: 'coefficient of variation within participants',
  zeros: 'differences of zero',
};

/** What the estimate is on scales other than the difference. */
export const scaleLabels: Readonly<Record<string, string>> = { ratio: 'log ratio', 'ratio-log1p': 'log ratio of 1 + value' };

/** Details on the scale of the estimate. */
const ON_SCALE = new Set(['margin', 'margins.lower', 'margins.upper', 'oneSidedBound', 'interval90']);

/** Whose names and on which scale the details are. */
export interface LabelContext {
  readonly reference: string;
  readonly comparator: string;
  /** An option `scale`, where the method has one. */
  readonly scale?: unknown;
}

/**
 * The label of a detail for a reader.
 * @param path  its keys from the outside, e.g. `cellMeans`, `referenceFirst`
 * @returns the label with the treatments' names; where there is none, the keys as they stand
 */
export function detailLabel(path: readonly string[], { reference, comparator, scale }: LabelContext): string {
  const key = path.join('.');
  const onScale = ON_SCALE.has(key) ? scaleLabels[String(scale)] : undefined;
  const label = `${Object.hasOwn(labels, key) ? labels[key] : key}${onScale === undefined ? '' : ` (${onScale})`}`;
  return label.replace(/\b[RC]\b(?!²)/g, (letter) => (letter === 'R' ? reference : comparator));
}
