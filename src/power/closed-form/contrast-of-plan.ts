import { pow, squared } from '../../elementary/index.ts';
import { methodNamed, type NormalContrast } from '../../analysis/index.ts';
import type { GaussianEndpoint } from '../../outcomes/parameters.ts';
import { fUpperTail } from '../../statistics/distributions/f-distribution.ts';
import type { PlannedAnalysis } from '../../study/study.ts';
import { sequenceMeans } from '../../trial/gaussian/gaussian-parts.ts';
import type { GaussianTrial } from '../../trial/trial-model.ts';
import { withinContrast } from './within-contrast.ts';

/** What an analysis estimates, as it follows from the numbers of complete participants. */
export interface ContrastPlan {
  /** Probability by sequence that a participant is complete; 0 where the analysis does not use the sequence. */
  readonly complete: readonly number[];
  readonly isComplete: boolean;
  /** Whether the numbers of all sequences together are enough. */
  readonly pooled: boolean;
  /** What the formula takes for granted beyond the scenario. */
  readonly assumes: readonly string[];
  /** @param counts  complete participants by sequence, or all together where `pooled`; undefined where there are too few */
  contrast(counts: readonly number[]): NormalContrast | undefined;
}

type Refused = { readonly reason: string };

/** How a plan's contrast follows from the design, or why no formula gives it. */
export function contrastOfPlan(trial: GaussianTrial, endpoint: GaussianEndpoint, planned: PlannedAnalysis): ContrastPlan | Refused {
  const { betweenPeriodsScoreSlope, perVisitScoreSlope, betweenPeriods, perVisit } = trial.missingness;
  if ((betweenPeriods > 0 && betweenPeriodsScoreSlope !== 0) || (perVisit > 0 && perVisitScoreSlope !== 0))
    return { reason: 'values are missing because of scores: no formula' };
  const pairing = methodNamed(planned.method).pairing(planned.options);
  if (pairing === 'paired') return pairedPlan(trial, endpoint, planned);
  return pairing === 'crossover' ? crossoverPlan(trial, endpoint, planned) : modelPlan(trial, endpoint, planned);
}

/** Probability that a participant has the values of both conditions, each given once, the later one in period `last` + 1. */
function bothSeen({ missingness: { betweenPeriods, noShow, perVisit } }: GaussianTrial, last: number): number {
  return pow((1 - betweenPeriods) * (1 - noShow), last) * squared(1 - perVisit);
}

function isEverybodyComplete({ missingness: { betweenPeriods, noShow, perVisit } }: GaussianTrial): boolean {
  return betweenPeriods === 0 && noShow === 0 && perVisit === 0;
}

/** Periods of a sequence under a condition. */
function periodsOf(sequence: readonly string[], condition: string): number[] {
  return sequence.flatMap((each, period) => (each === condition ? [period] : []));
}

/** Expected difference comparator minus reference within a patient of a sequence, of the means of their periods. */
function pairedEffect(
  trial: GaussianTrial,
  endpoint: GaussianEndpoint,
  { reference, comparator }: PlannedAnalysis,
  sequence: readonly string[],
): number {
  const means = sequenceMeans(trial.design, endpoint, sequence);
  const average = (condition: string): number => {
    const periods = periodsOf(sequence, condition);
    return periods.reduce((sum, period) => sum + means[period], 0) / periods.length;
  };
  return average(comparator) - average(reference);
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-12 * Math.abs(other);
}

function pairedPlan(trial: GaussianTrial, endpoint: GaussianEndpoint, planned: PlannedAnalysis): ContrastPlan | Refused {
  const { reference, comparator } = planned;
  const { sequences } = trial.design;
  const counted = sequences.map((sequence) => sequence.includes(reference) && sequence.includes(comparator));
  const used = sequences.filter((_, position) => counted[position]);
  const effects = used.map((sequence) => pairedEffect(trial, endpoint, planned, sequence));
  if (!effects.every((effect) => isNear(effect, effects[0])))
    return { reason: 'period effect or carry-over moves the sequences apart: paired differences are a mixture' };
  const factors = used.map((sequence) => 1 / periodsOf(sequence, reference).length + 1 / periodsOf(sequence, comparator).length);
  if (!factors.every((factor) => isNear(factor, factors[0])))
    return { reason: 'the sequences give the treatments in different numbers of periods: paired differences have unequal variances' };
  const isComplete = isEverybodyComplete(trial);
  const isReplicate = used.some((sequence) => [reference, comparator].some((each) => periodsOf(sequence, each).length > 1));
  if (isReplicate && !isComplete)
    return { reason: 'values are missing in a design with several periods under a treatment: paired differences have unequal variances' };
  const complete = sequences.map((sequence, position) => {
    const last = Math.max(sequence.indexOf(reference), sequence.indexOf(comparator));
    return counted[position] ? (isComplete ? 1 : bothSeen(trial, last)) : 0;
  });
  const differenceSd = Math.sqrt(factors[0]) * endpoint.sdWithin;
  return {
    complete,
    isComplete,
    pooled: true,
    assumes: isReplicate ? [`differences of the means of each treatment’s periods, SD ${Number(differenceSd.toPrecision(4))}`] : [],
    contrast(counts) {
      const n = counts.reduce((sum, count) => sum + count, 0);
      return n < 2 ? undefined : { effect: effects[0], standardError: differenceSd / Math.sqrt(n), df: n - 1 };
    },
  };
}

function crossoverPlan(trial: GaussianTrial, endpoint: GaussianEndpoint, planned: PlannedAnalysis): ContrastPlan | Refused {
  const { sequences } = trial.design;
  const once = (name: string): boolean => sequences.every((sequence) => periodsOf(sequence, name).length === 1);
  if (sequences[0].length !== 2 || !once(planned.reference) || !once(planned.comparator)) return { reason: 'no formula for this design' };
  if (sequences.length !== 2) return { reason: 'one sequence only: the period cannot be separated from the treatment' };
  const differenceSd = Math.SQRT2 * endpoint.sdWithin;
  const effects = sequences.map((sequence) => pairedEffect(trial, endpoint, planned, sequence));
  const isComplete = isEverybodyComplete(trial);
  const both = isComplete ? 1 : bothSeen(trial, 1);
  return {
    complete: [both, both],
    isComplete,
    pooled: false,
    assumes: [],
    contrast([n1, n2]) {
      const n = n1 + n2;
      if (n1 < 1 || n2 < 1 || n < 3) return undefined;
      return { effect: (effects[0] + effects[1]) / 2, standardError: (differenceSd * Math.sqrt(1 / n1 + 1 / n2)) / 2, df: n - 2 };
    },
  };
}

/** Share of trials in which the variance between participants may be estimated as 0, so that the model is another one. */
const AT_BOUNDARY = 1e-3;

function modelPlan(trial: GaussianTrial, endpoint: GaussianEndpoint, planned: PlannedAnalysis): ContrastPlan | Refused {
  const { sequences, participants } = trial.design;
  const terms = methodNamed(planned.method).modelTerms?.(planned.options);
  if (terms === undefined || (planned.covariates ?? []).length > 0) return { reason: 'no formula for a mixed model' };
  if (!isEverybodyComplete(trial))
    return { reason: 'values are missing: a mixed model takes what is left from between participants too, and has no formula' };
  const means = sequences.map((sequence) => sequenceMeans(trial.design, endpoint, sequence));
  const { reference, comparator } = planned;
  const of = { sequences, means, reference, comparator, carryover: terms.carryover, sdWithin: endpoint.sdWithin };
  const boundary = terms.atLeastZero
    ? probabilityAtBoundary(endpoint, participants - sequences.length, participants, sequences[0].length)
    : 0;
  if (boundary > AT_BOUNDARY)
    return {
      reason: `in ${(100 * boundary).toPrecision(2)} % of trials the variance between participants is estimated as 0, where the mixed model has no formula`,
    };
  const adjusted = terms.carryover ? 'period and carry-over' : 'period';
  return {
    complete: sequences.map(() => 1),
    isComplete: true,
    pooled: false,
    assumes: [`least squares within participants, adjusted for ${adjusted}; the variance between participants is estimated above 0`],
    contrast: (counts) => (counts.some((count) => count < 1) ? undefined : withinContrast({ ...of, counts })),
  };
}

/** Probability that the mean square between participants lies below that within them. */
function probabilityAtBoundary({ sdBetween, sdWithin }: GaussianEndpoint, between: number, participants: number, periods: number): number {
  const within = participants * (periods - 1) - periods;
  if (between < 1 || within < 1) return 1;
  const ratio = (sdWithin * sdWithin) / (sdWithin * sdWithin + periods * (sdBetween * sdBetween));
  return 1 - fUpperTail(ratio, between, within);
}
