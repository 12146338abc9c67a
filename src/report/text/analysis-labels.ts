import { methodNamed, methodNames } from '../../analysis/index.ts';

/** What the details mean for a reader that several methods give; R and C stand for the reference's and the comparator's names. */
const sharedLabels: Readonly<Record<string, string>> = {
  achievedLevel: 'level that the interval reaches',
  asymptotic: 'asymptotic test',
  baselineSlope: 'slope of the baseline',
  bothOrNeither: 'responded in both or neither',
  carryover: 'carry-over (sum of the periods, R first minus C first)',
  'cellMeans.comparatorFirst': 'mean, C first',
  'cellMeans.referenceFirst': 'mean, R first',
  comparator: 'C',
  comparatorFirst: 'C first',
  conditionalOddsRatio: 'conditional odds ratio (C to R)',
  covariance: 'covariance',
  logLik: 'restricted log likelihood',
  meanComparator: 'mean under C',
  'meanPeriodDifference.comparatorFirst': 'mean of first minus second period, C first',
  'meanPeriodDifference.referenceFirst': 'mean of first minus second period, R first',
  meanReference: 'mean under R',
  normal: 'normal approximation',
  normalCorrected: 'normal approximation, with continuity correction',
  normalUncorrected: 'normal approximation',
  observations: 'values used',
  'oneSided.greater': 'one-sided p, alternative greater',
  'oneSided.less': 'one-sided p, alternative less',
  pExact: 'exact p',
  pMethod: 'p is',
  periodEffect: 'period effect (second minus first)',
  periodOneOnly: 'first period alone (C minus R)',
  pooled: 'with one variance',
  pooledSd: 'pooled SD',
  pooledSdPeriodDifference: 'pooled SD of the period differences',
  residualSd: 'residual SD',
  sdDifference: 'SD of the differences',
  sequenceEffect: 'sequence effect (second minus first by name)',
  singular: 'a variance is at its bound',
  standardisedDifference: 'standardised difference',
  subjectsOfOtherOrders: 'participants of other orders, left out',
  'subjectsPerGroup.comparator': 'participants with C first',
  'subjectsPerGroup.reference': 'participants with R first',
  'table.comparatorFirst.bothOrNeither': 'C first: responded in both periods or neither',
  'table.comparatorFirst.periodOneOnly': 'C first: responded in the first period only',
  'table.comparatorFirst.periodTwoOnly': 'C first: responded in the second period only',
  'table.referenceFirst.bothOrNeither': 'R first: responded in both periods or neither',
  'table.referenceFirst.periodOneOnly': 'R first: responded in the first period only',
  'table.referenceFirst.periodTwoOnly': 'R first: responded in the second period only',
  ties: 'ties among the ranks',
  'twoSided.doubled': 'two-sided p, smaller tail doubled',
  'twoSided.doubledMidP': 'two-sided mid-p, smaller tail doubled',
  'varianceComponents.infusion': 'variance between infusions of a participant',
  'varianceComponents.residual': 'variance within participants',
  'varianceComponents.subject': 'variance between participants',
  varianceWithin: 'variance within participants',
  welch: 'with separate variances (Welch)',
};

/** The same of every detail: a method declares those that it alone gives. */
const labels: Readonly<Record<string, string>> = {
  ...Object.fromEntries(methodNames.flatMap((name) => Object.entries(methodNamed(name).detailLabels ?? {}))),
  ...sharedLabels,
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
  const label = `${ownLabel(path, key)}${onScale === undefined ? '' : ` (${onScale})`}`;
  return label.replace(/\b[RC]\b(?!²)/g, (letter) => (letter === 'R' ? reference : comparator));
}

/** A variance of one treatment, period or infusion is called after the kind of variance. */
function ownLabel(path: readonly string[], key: string): string {
  if (Object.hasOwn(labels, key)) return labels[key];
  const kind = path.slice(0, 2).join('.');
  return path.length === 3 && path[0] === 'varianceComponents' && Object.hasOwn(labels, kind) ? `${labels[kind]}: ${path[2]}` : key;
}
