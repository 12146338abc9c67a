import { hypot } from '../../elementary/index.ts';
import { normalUpperTail } from '../../statistics/distributions/normal.ts';
import { standardDeviation, type Moments } from '../../statistics/running-moments.ts';
import { type SimulatedFigure, simulatedProportion, type SimulatedProportion } from '../../statistics/intervals/simulated-proportion.ts';
import { simulatedCoverage } from '../../statistics/intervals/simulated-coverage.ts';
import type { Study } from '../../study/study.ts';
import type { TrueEffect } from '../true-effect.ts';
import { interimBounds } from './interim-bounds.ts';
import type { InterimTally } from './interim-tally.ts';

/** One interim analysis of a trial that may stop early. */
export interface LookResult {
  readonly participants: number;
  readonly informationRate: number;
  /** z that stops for efficacy, in the direction of success, and its one-sided p-value. */
  readonly efficacyZ: number;
  readonly nominalP: number;
  /** z at or below which the trial stops for futility; null where it cannot. */
  readonly futilityZ: number | null;
  readonly stopsForEfficacy: SimulatedProportion;
  readonly stopsForFutility: SimulatedProportion;
}

/** Operating characteristics of a trial with looks. */
export interface InterimResult {
  readonly analysis: string;
  readonly looks: readonly LookResult[];
  readonly power: SimulatedProportion;
  readonly stopsEarly: SimulatedProportion;
  readonly expectedParticipants: SimulatedFigure;
  /** Mean estimate at the end of the trial less the truth: as it stands, and median-unbiased. */
  readonly naiveBias: SimulatedFigure;
  readonly adjustedBias: SimulatedFigure;
  /** Mean |estimate| over |truth| among trials that stopped early for efficacy; null where there is none. */
  readonly earlyExaggeration: SimulatedFigure;
  readonly naiveCoverage: SimulatedFigure;
  readonly adjustedCoverage: SimulatedFigure;
  /** Looks at which the analysis could not be done, per trial. */
  readonly notEstimable: number;
}

export function summariseInterim(
  study: Study,
  tally: InterimTally,
  trials: number,
  { value, mcse }: TrueEffect,
): InterimResult | undefined {
  const { interim, analyses, trial } = study;
  if (interim === undefined) return undefined;
  const { participants } = trial.design;
  const [truth, truthMcse] = [value ?? NaN, mcse ?? NaN];
  const { stopping } = interimBounds(interim, analyses[interim.analysis], participants);
  const sizes = [...interim.looks, participants];
  const early = sum(tally.efficacy.slice(0, -1)) + sum(tally.futility);
  const meanOf = ({ count, mean }: Moments, less: number, also: number): SimulatedFigure => ({
    value: count > 0 && !Number.isNaN(less) ? mean - less : null,
    mcse: count > 1 && !Number.isNaN(less) ? also : null,
  });
  const errorOf = (moments: Moments): number => standardDeviation(moments) / Math.sqrt(moments.count);
  const bias = (moments: Moments): SimulatedFigure => meanOf(moments, truth, hypot(errorOf(moments), truthMcse));
  const coverage = (covered: number, estimates: Moments): SimulatedFigure =>
    simulatedCoverage(covered, tally.intervals, estimates, truth, truthMcse);
  return {
    analysis: interim.analysis,
    looks: sizes.map((size, look) => ({
      participants: size,
      informationRate: stopping.informationRates[look],
      efficacyZ: stopping.upper[look],
      nominalP: normalUpperTail(stopping.upper[look]),
      futilityZ: interim.futility !== undefined && look < sizes.length - 1 ? stopping.lower[look] : null,
      stopsForEfficacy: simulatedProportion(tally.efficacy[look], trials),
      stopsForFutility: simulatedProportion(tally.futility[look] ?? 0, trials),
    })),
    power: simulatedProportion(tally.successes, trials),
    stopsEarly: simulatedProportion(early, trials),
    expectedParticipants: meanOf(tally.participants, 0, errorOf(tally.participants)),
    naiveBias: bias(tally.naive),
    adjustedBias: bias(tally.adjusted),
    earlyExaggeration:
      !(Math.abs(truth) > 0) || tally.early.count === 0 ? { value: null, mcse: null } : ratio(tally.early, Math.abs(truth), truthMcse),
    naiveCoverage: coverage(tally.naiveCovered, tally.naive),
    adjustedCoverage: coverage(tally.adjustedCovered, tally.adjusted),
    notEstimable: tally.notEstimable / trials,
  };
}

/** A mean over the size of the truth, with the error of both (delta method). */
function ratio(sizes: Moments, truth: number, truthMcse: number): SimulatedFigure {
  const value = sizes.mean / truth;
  if (sizes.count < 2) return { value, mcse: null };
  const error = standardDeviation(sizes) / Math.sqrt(sizes.count) / sizes.mean;
  return { value, mcse: value * hypot(error, truthMcse / truth) };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
