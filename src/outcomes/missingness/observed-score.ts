import { shiftedProbability, type MissingnessMechanism } from './mechanism.ts';

/** Patients drop out between two periods because of scores that were observed: at random given the data. */
export const observedScore = {
  name: 'observed-score',
  kind: 'at random',
  loses: 'patients',
  parameters: {
    betweenPeriodsScoreSlope: {
      default: 0,
      unit: 'logit per point',
      min: -2,
      max: 2,
      about: 'change of the logit of betweenPeriods with every point of the last observed score above scoreCentre',
      source: 'assumed',
    },
    betweenPeriodsChangeSlope: {
      default: 0,
      unit: 'logit per point',
      min: -2,
      max: 2,
      about: 'change of the logit of betweenPeriods with every point by which the last observed HAM-D17 lies above the period’s baseline',
      source: 'assumed',
    },
  },
} as const satisfies MissingnessMechanism;

interface DropoutModel {
  readonly betweenPeriods: number;
  readonly betweenPeriodsScoreSlope: number;
  readonly betweenPeriodsChangeSlope: number;
  readonly scoreCentre: number;
}

/** Probability of dropping out after a period. @param last, baseline  the period's last observed score and its baseline, points */
export function dropoutProbability(model: DropoutModel, last: number, baseline: number): number {
  const { betweenPeriods, betweenPeriodsScoreSlope, betweenPeriodsChangeSlope, scoreCentre } = model;
  return shiftedProbability(
    betweenPeriods,
    betweenPeriodsScoreSlope * (last - scoreCentre) + betweenPeriodsChangeSlope * (last - baseline),
  );
}
