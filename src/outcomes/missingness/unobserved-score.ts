import { shiftedProbability, type MissingnessMechanism } from './mechanism.ts';

/** Visits are missed because of the very score that they would have recorded: not at random. */
export const unobservedScore = {
  name: 'unobserved-score',
  kind: 'not at random',
  loses: 'visits',
  parameters: {
    perVisitScoreSlope: {
      default: 0,
      unit: 'logit per point',
      min: -2,
      max: 2,
      about: 'change of the logit of perVisit with every point of the score (unobserved) of the visit above scoreCentre',
      source: 'assumed',
    },
    scoreCentre: {
      default: 20,
      unit: 'points',
      min: -1e9,
      max: 1e9,
      about: 'score at which perVisit and betweenPeriods are stated: of depression, in a normal model of the endpoint',
      source: 'assumed',
    },
  },
} as const satisfies MissingnessMechanism;

/** Probability that a visit is missed. @param score  the score that it would record, points */
export function missProbability(perVisit: number, slope: number, centre: number, score: number): number {
  return shiftedProbability(perVisit, slope * (score - centre));
}
