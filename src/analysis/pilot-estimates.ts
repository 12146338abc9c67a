import { squared } from '../elementary/index.ts';
import type { TrialData } from '../trial/trial-data.ts';
import type { AnalysisSpec, NotEstimable } from './analysis.ts';
import { PeriodPairs, type SequenceGroup } from './selection/period-pairs.ts';
import { notEstimable } from './selection/responses.ts';

/** An estimate with its standard error, in the unit of the endpoint. */
export interface PilotFigure {
  readonly value: number;
  readonly standardError: number;
}

/** The parameters of the normal model as recorded data have them. */
export interface PilotEstimates {
  /** Participants of the data, and those with both treatments and both values, from whom everything is estimated. */
  readonly participants: number;
  readonly complete: number;
  readonly perSequence: { readonly referenceFirst: number; readonly comparatorFirst: number };
  /** Degrees of freedom of the variances. */
  readonly df: number;
  /** Mean under the reference in period 1. */
  readonly mean: PilotFigure;
  /** Comparator minus reference. */
  readonly difference: PilotFigure;
  /** Period 2 minus period 1. */
  readonly periodEffect: PilotFigure;
  /** SD of the difference between two periods of a participant, and the standard error of its logarithm. */
  readonly sdDifference: { readonly value: number; readonly standardErrorLog: number };
  /** Correlation of two periods of a participant, and its standard error; 0 where it is estimated to be below. */
  readonly correlation: PilotFigure;
}

/** Complete participants of each sequence, at least (assumed): with fewer their variances cannot be pooled, or are known by next to nothing. */
const MIN_COMPLETE = 2;

/**
 * What recorded data say of the parameters of the normal model, from participants with both treatments in two periods.
 *
 * With d = period 1 − period 2 and m the mean of the two, R the participants with the reference first and C the others, and variances pooled within them on ν = n − 2 degrees of freedom:
 *
 *     difference   = (mean d of C − mean d of R) / 2          SE = s_d / 2 · √(1/n_R + 1/n_C)
 *     periodEffect = −(mean d of C + mean d of R) / 2         SE the same
 *     mean         = (mean m of R + mean m of C) / 2 + mean d of R / 2     SE = √(s_m² (1/n_R + 1/n_C) / 4 + s_d² / (4 n_R))
 *     sdDifference = s_d                                      SE of its logarithm 1/√(2ν), since ν s_d² / σ² is χ² on ν degrees of freedom
 *     correlation  = (s_m² − s_d²/4) / (s_m² + s_d²/4)        SE (1 − r²) / √(ν − 2), from that of Fisher's z
 *
 * Carry-over is taken to be none, the variances of the two periods to be equal.
 *
 * @see Senn (2002) Cross-over Trials in Clinical Research, 2nd ed., ch. 3; Fisher (1921) Metron 1:3–32, on the standard error of z
 */
export function pilotEstimates(question: AnalysisSpec, data: TrialData): PilotEstimates | NotEstimable {
  const pairs = new PeriodPairs(question);
  const problem = pairs.select(data);
  if (problem !== undefined) return problem;
  const { referenceFirst, comparatorFirst } = pairs;
  const [nR, nC] = [referenceFirst.count, comparatorFirst.count];
  if (Math.min(nR, nC) < MIN_COMPLETE)
    return notEstimable(`${nR} and ${nC} participants with both periods are too few in a sequence to know how much the values vary`);
  const df = nR + nC - 2;
  const [differenceR, differenceC] = [referenceFirst, comparatorFirst].map((group) => moments(group, (i) => group.difference[i]));
  const [middleR, middleC] = [referenceFirst, comparatorFirst].map((group) =>
    moments(group, (i) => (group.first[i] + group.second[i]) / 2),
  );
  const varianceD = (differenceR.squares + differenceC.squares) / df;
  const varianceM = (middleR.squares + middleC.squares) / df;
  if (!(varianceD > 0)) return notEstimable('the period differences do not vary within the sequences');
  const share = 1 / nR + 1 / nC;
  const halfError = Math.sqrt(varianceD * share) / 2;
  const r = Math.max(0, (varianceM - varianceD / 4) / (varianceM + varianceD / 4));
  return {
    participants: data.subjectCount,
    complete: nR + nC,
    perSequence: { referenceFirst: nR, comparatorFirst: nC },
    df,
    mean: {
      value: (middleR.mean + middleC.mean) / 2 + differenceR.mean / 2,
      standardError: Math.sqrt((varianceM * share) / 4 + varianceD / (4 * nR)),
    },
    difference: { value: (differenceC.mean - differenceR.mean) / 2, standardError: halfError },
    periodEffect: { value: -(differenceC.mean + differenceR.mean) / 2, standardError: halfError },
    sdDifference: { value: Math.sqrt(varianceD), standardErrorLog: 1 / Math.sqrt(2 * df) },
    correlation: { value: r, standardError: (1 - squared(r)) / Math.sqrt(Math.max(1, df - 2)) },
  };
}

/** Mean, and sum of squared deviations from it. */
function moments({ count }: SequenceGroup, valueAt: (place: number) => number): { readonly mean: number; readonly squares: number } {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += valueAt(i);
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i++) squares += squared(valueAt(i) - mean);
  return { mean, squares };
}
